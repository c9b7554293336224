/* mail: what the pruner hands over. */
#include "config.h"

#include "mime/mail.h"

void
bounce_mail_clear (BounceMail *mail)
{
  g_clear_pointer (&mail->arena, bounce_arena_free);
  mail->bytes = NULL;
  mail->nodes = NULL;
}

BounceMail
bounce_mail_from_bytes (const char *bytes, gsize length)
{
  /* Texts are made in place only where the structure is known. */
  return (BounceMail){ .bytes = (char *)bytes,
                       .length = length,
                       .undivided = TRUE };
}
