/* mail: what the pruner hands over. */
#include "config.h"

#include "mime/mail.h"

void
bounce_mail_clear (BounceMail *mail)
{
  g_clear_pointer (&mail->bytes, g_free);
  g_clear_pointer (&mail->nodes, g_array_unref);
}

BounceMail
bounce_mail_from_bytes (const char *bytes, gsize length)
{
  BounceMail mail = { (char *)bytes, length, NULL, TRUE };

  return mail;
}
