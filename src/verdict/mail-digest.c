/* mail-digest: makes a digest of a mail's own words: of what was understood
   and decoded, and not of bytes, for relays encode anew, and what nobody reads
   may be left out.  Header fields are taken by a list of those that authors
   write (RFC 5322, 3.6; RFC 2045); blank lines at the end of a text make no
   difference. */
#include "config.h"

#include <string.h>

#include "verdict/mail-digest.h"

static const char *const fields[] = {
  "Auto-Submitted", "Content-Type", "Date",       "From",
  "In-Reply-To",    "MIME-Version", "References", "Reply-To",
  "Sender",         "Subject",      "To",         "X-Failed-Recipients",
};

/* Takes TEXT and the NUL at its end, so that two texts are not one. */
static void
digest_text (GChecksum *checksum, const char *text, gsize length)
{
  g_checksum_update (checksum, (const guchar *)text, (gssize)length);
  g_checksum_update (checksum, (const guchar *)"", 1);
}

static void
take_message (GChecksum *checksum, const BounceMessage *message)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *value = bounce_message_header (message, fields[i]);

      digest_text (checksum, value ? value : "", value ? strlen (value) : 0);
    }
  for (guint i = 0; i < bounce_message_n_parts (message); i++)
    {
      const BouncePart *part = bounce_message_part (message, i);
      gsize length = part->text ? strlen (part->text) : 0;

      digest_text (checksum, part->type, strlen (part->type));
      while (length > 0 && g_ascii_isspace (part->text[length - 1]))
        length--;
      if (length > 0)
        digest_text (checksum, part->text, length);
      else if (part->message)
        take_message (checksum, part->message);
    }
}

char *
bounce_mail_digest (const BounceMessage *message)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  take_message (checksum, message);
  return g_strdup (g_checksum_get_string (checksum));
}
