/* listing: what is written line by line for others than who sent one mail:
   refusals that are counted, numbers of a campaign, lines of a log, a table for
   programs. */
#include "config.h"

#include <string.h>

#include "model/status.h"
#include "report/legacy/recognition/listing.h"
#include "report/legacy/recognition/opening.h"
#include "report/legacy/text/lines.h"
#include "text/lists.h"

/* So many lines that count replies are a statistic. */
#define COUNTS_MIN 2

/* A log, or a table, begins in so many lines. */
#define EXPORT_LINES 12

/* A mail has fewer recipients than a number of so many digits. */
#define TALLY_DIGITS 3

/* "20   550 5.1.1 no such user": so often. */
static gboolean
is_count (const LegacyLine *line)
{
  const char *p = line->start;
  const char *gap;

  while (g_ascii_isdigit (*p))
    p++;
  gap = p;
  while (*p == ' ' || *p == '\t')
    p++;
  return gap > line->start && (p - gap > 1 || *gap == '\t')
         && bounce_reply_parse (p) >= 400;
}

gboolean
legacy_counts_replies (const LegacyView *view)
{
  guint counts = 0;

  for (guint i = 0; i < view->n_body && counts < COUNTS_MIN; i++)
    counts += is_count (legacy_line (view, i));
  return counts >= COUNTS_MIN;
}

/* Whether a number, which is no reply, stands beside the label START..END of
   TEXT; LARGE: of so many digits that recipients are meant whom nobody names.
 */
static gboolean
has_number (const char *text, gsize start, gsize end, gboolean *large)
{
  const char *p = text + end + strspn (text + end, " :=-|\t");
  gsize digits = 0;

  if (start > 1 && text[start - 1] == ' ' && g_ascii_isdigit (text[start - 2]))
    return TRUE;
  if (bounce_reply_parse (p) > 0)
    return FALSE;
  for (; g_ascii_isdigit (*p) || *p == ',' || *p == '.'; p++)
    digits += g_ascii_isdigit (*p) ? 1 : 0;
  *large = *large || digits >= TALLY_DIGITS;
  return digits > 0;
}

/* "Sent: 1,204 Delivered: 1,190 Bounced: 14": a report of a campaign. */
gboolean
legacy_tallies (const LegacyView *view)
{
  gboolean large = FALSE;
  guint labels = 0;
  guint32 last = 0;

  if (!legacy_head_has (view, BOUNCE_LIST_TALLY))
    return FALSE;
  for (guint i = 0; i < view->reader.n_hits; i++)
    {
      const BounceListHit *hit = &view->reader.hits[i];

      if (hit->list != BOUNCE_LIST_TALLY || hit->end == last)
        continue;
      last = hit->end;
      labels += has_number (view->folded->str, bounce_hit_start (hit), last,
                            &large);
    }
  return labels > COUNTS_MIN || (large && labels == COUNTS_MIN);
}

/* Whether line I of VIEW is "email,reason,code", names of columns. */
static gboolean
names_columns (const LegacyLine *line)
{
  guint commas = 0;

  for (gsize i = 0; i < line->length; i++)
    {
      char c = line->start[i];

      if (c == ',' || c == ';')
        commas++;
      else if (!g_ascii_isalpha (c) && c != '_' && c != '-' && c != '"')
        return FALSE;
    }
  return commas >= COUNTS_MIN;
}

/* "Apr 06 08:00:02 out cron[77]: ": so lines of a system's log begin. */
static gboolean
is_logged (const LegacyLine *line)
{
  static const char form[] = "Aaa dd dd:dd:dd ";

  if (line->length < sizeof form)
    return FALSE;
  for (gsize i = 0; form[i] != '\0'; i++)
    {
      char c = line->start[i];

      if (form[i] == 'A'   ? !g_ascii_isupper (c)
          : form[i] == 'a' ? !g_ascii_islower (c)
          : form[i] == 'd' ? !g_ascii_isdigit (c) && c != ' '
                           : c != form[i])
        return FALSE;
    }
  return TRUE;
}

gboolean
legacy_is_export (const LegacyView *view)
{
  gboolean first = TRUE;

  for (guint i = 0; i < view->n_body && i < EXPORT_LINES; i++)
    {
      const LegacyLine *line = legacy_line (view, i);

      if (is_logged (line) || names_columns (line))
        return first || !legacy_begins_with_failure (view, TRUE);
      first = first && line->length == 0;
    }
  return FALSE;
}
