/* mail: small functions on a mail as the pruner hands it over. */
#include "config.h"

#include "base/heap.h"
#include "mime/mail.h"

/* Of a smaller mail it is not worth a system call. */
#define LARGE_MAIL (512 * 1024)

void
bounce_mail_clear (BounceMail *mail)
{
  g_clear_pointer (&mail->arena, bounce_arena_free);
  mail->bytes = NULL;
  mail->nodes = NULL;
}

void
bounce_mail_forget (const BounceMail *mail, char *from, gsize length)
{
  if (mail->length > LARGE_MAIL)
    bounce_heap_forget (from, length);
}

BounceMail
bounce_mail_from_bytes (const char *bytes, gsize length)
{
  /* Texts are made in place only where the structure is known. */
  return (BounceMail){ .bytes = (char *)bytes,
                       .length = length,
                       .undivided = TRUE };
}
