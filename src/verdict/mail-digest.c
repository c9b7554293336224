/* mail-digest: a mail's own words to a digest.  Header fields are taken by a
   list of what authors write (RFC 5322, 3.6; RFC 2045); line ends, and blank
   lines at the end, make no difference. */
#include "config.h"

#include <string.h>

#include "verdict/mail-digest.h"

static const char *const fields[] = {
  "Auto-Submitted", "Content-Type", "Date",       "From",
  "In-Reply-To",    "MIME-Version", "References", "Reply-To",
  "Sender",         "Subject",      "To",         "X-Failed-Recipients",
};

static gboolean
is_own (const char *line, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gsize n = strlen (fields[i]);

      if (length > n && line[n] == ':'
          && g_ascii_strncasecmp (line, fields[i], n) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Takes LINES line ends into the digest. */
static void
end_lines (GChecksum *checksum, guint64 lines)
{
  for (; lines > 0; lines--)
    g_checksum_update (checksum, (const guchar *)"\n", 1);
}

char *
bounce_mail_digest (const char *bytes, gsize length)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *end = bytes + length;
  gboolean in_header = TRUE, begun = FALSE, taken = FALSE;
  guint64 pending = 0; /* line ends that count only if something follows */

  for (const char *line = bytes; line < end;)
    {
      const char *newline = memchr (line, '\n', (gsize)(end - line));
      const char *stop = newline != NULL ? newline : end;
      gsize n = (gsize)(stop - line);

      while (n > 0 && line[n - 1] == '\r')
        n--;
      if (in_header && n == 0 && begun)
        in_header = FALSE;
      else if (in_header && n > 0 && *line != ' ' && *line != '\t')
        taken = is_own (line, n);
      begun = begun || n > 0;
      if (n > 0 && (!in_header || taken))
        {
          end_lines (checksum, pending);
          pending = 0;
          g_checksum_update (checksum, (const guchar *)line, (gssize)n);
        }
      if (!in_header || taken)
        pending++;
      line = newline != NULL ? newline + 1 : end;
    }
  return g_strdup (g_checksum_get_string (checksum));
}
