/* rest: tells how a line goes on behind an address: with a colon, with more
   addresses, with the code or the column of a reason.  Knows nothing of what
   stands before the address. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "model/status.h"
#include "report/legacy/recipients/cells.h"
#include "report/legacy/recipients/rest.h"
#include "report/legacy/recipients/system.h"
#include "report/legacy/text/statement.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

const char *
legacy_skip_closing (const char *p, const char *end)
{
  while (p < end && strchr (">\"')]", *p) != NULL)
    p++;
  for (;;)
    {
      const char *q = p;

      while (q < end && *q == ' ')
        q++;
      if (q + 8 <= end && strchr ("<[(", *q) != NULL
          && g_ascii_strncasecmp (q + 1, "mailto:", 7) == 0)
        {
          const char *close = memchr (q,
                                      *q == '<'   ? '>'
                                      : *q == '[' ? ']'
                                                  : ')',
                                      (gsize)(end - q));
          if (close == NULL)
            return end;
          p = close + 1;
          while (p < end && strchr (">\"'", *p) != NULL)
            p++;
          continue;
        }
      return p;
    }
}

static gboolean
is_separator (char c)
{
  return strchr (" \t,;.", c) != NULL;
}

gboolean
legacy_is_list (const char *p, const char *end)
{
  while (p < end)
    {
      BounceAddressSpan span;

      while (p < end && (is_separator (*p) || strchr ("<>\"'()[]", *p) != NULL))
        p++;
      if (p >= end)
        break;
      if (!bounce_address_find (p, end, &span) || span.start != p)
        return FALSE;
      p = legacy_skip_closing (span.end, end);
    }
  return TRUE;
}

gboolean
legacy_may_hold_two (const char *start, const char *end)
{
  const char *at = memchr (start, '@', (gsize)(end - start));

  return at != NULL && memchr (at + 1, '@', (gsize)(end - at - 1)) != NULL;
}

/* A row of addresses is joined by a comma or by a short word or three ("as
   well as to"), in whatever language: by nothing that could end a clause. */
#define JOINT_MAX 24
#define JOINT_WORDS_MAX 4
#define JOINT_LETTERS_MAX 16

gboolean
legacy_is_row (const char *start, const char *end)
{
  gboolean joined = FALSE;
  guint letters = 0;
  guint words = 0;

  /* "and RCPT TO:<c@d>". */
  if (end - start > 9 && g_ascii_strncasecmp (end - 9, "RCPT TO:<", 9) == 0)
    end -= 9;
  if (end - start > JOINT_MAX)
    return FALSE;
  for (const char *p = start; p < end; p++)
    {
      if (strchr (".:;!?=|", *p) != NULL)
        return FALSE;
      joined = joined || *p == ',' || *p == '&';
      if (g_ascii_isalpha (*p) || (guchar)*p >= 0x80)
        {
          joined = TRUE;
          letters++;
          words += p == start || *(p - 1) == ' ';
        }
    }
  if (!joined || words > JOINT_WORDS_MAX || letters > JOINT_LETTERS_MAX)
    return FALSE;
  g_autofree char *folded = bounce_fold_line (start, end - start);
  return !bounce_list_in (folded, BOUNCE_LIST_FROM_LABEL)
         && !bounce_list_in (folded, BOUNCE_LIST_ALIAS);
}

gboolean
legacy_is_onward (const char *joint)
{
  g_autofree char *bare = g_strchomp (g_strdup (joint));

  return strpbrk (bare, ",;.:") == NULL && g_str_has_suffix (bare, " to")
         && legacy_states_failure (bare);
}

/* "(expanded from <b@c>)" and such, before the colon of "<a@b> (...): x". */
static const char *
skip_comment (const char *p, const char *end)
{
  const char *close;

  while (p < end && *p == ' ')
    p++;
  if (p >= end || *p != '(')
    return p;
  close = memchr (p, ')', (gsize)(end - p));
  return close != NULL ? close + 1 : p;
}

/* "550 no such user", "5.1.1", "(reason)", "[reason]": not a sentence. */
static gboolean
begins_coded (const char *p, const char *end)
{
  BounceStatus status;

  /* In a table a word may stand between: "failed  550 no such user". */
  for (int word = 0; word < 2; word++)
    {
      while (p < end && strchr ("|-:# \t", *p) != NULL)
        p++;
      if (p >= end)
        return FALSE;
      if (bounce_reply_parse (p) >= 400 || bounce_status_parse (p, &status) > 0
          || (word == 0 && (*p == '(' || *p == '[')))
        return TRUE;
      while (p < end && g_ascii_isalpha (*p))
        p++;
    }
  return FALSE;
}

gboolean
legacy_begins_parted (const char *p, const char *end)
{
  static const char *const marks[]
      = { "- ",           "-- ", "-> ", "=> ", "\xe2\x80\x93 ", "\xe2\x80\x94 ",
          "\xe2\x86\x92 " };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if ((gsize)(end - p) > strlen (marks[i])
        && strncmp (p, marks[i], strlen (marks[i])) == 0)
      return TRUE;
  return FALSE;
}

/* "a@b   no such user": a reason in a column of its own. */
static gboolean
begins_column (const char *p, const char *end)
{
  const char *gap = p;

  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  return p < end && (p - gap > 1 || *gap == '\t')
         && (g_ascii_isalpha (*p) || (guchar)*p >= 0x80)
         && memchr (p, '@', (gsize)(end - p)) == NULL;
}

/* No word that leads to a time of day has more letters: "on", "klo", "um". */
#define LEAD_LETTERS 3

/* Whether P..END is a date, and maybe a time: "24.4.2006 6:30", "on 04/24/2006
   6:30 AM". */
static gboolean
is_date (const char *p, const char *end)
{
  guint numbers = 0;

  while (p < end)
    {
      gsize n = 0;

      while (p + n < end && (g_ascii_isalpha (p[n]) || (guchar)p[n] >= 0x80))
        n++;
      if (n > LEAD_LETTERS)
        return FALSE;
      p += n;
      while (p < end && g_ascii_isdigit (*p))
        p++, n++;
      if (p < end && n > 0 && g_ascii_isdigit (p[-1]))
        numbers += strchr (".:/-", *p) != NULL;
      if (p < end && n == 0 && strchr (" \t.,:/-+", *p) == NULL)
        return FALSE;
      p += p < end && n == 0;
    }
  return numbers > 1;
}

gboolean
legacy_judge_rest (LegacyHit *hit, const char *end, guint placement)
{
  const char *p = legacy_skip_closing (hit->end, end);
  const char *comment = skip_comment (p, end);

  if ((placement & LEGACY_COLON) && comment < end && *comment == ':')
    {
      hit->form = LEGACY_COLON;
      hit->rest = comment + 1;
      hit->action = legacy_cell_result (&hit->rest, end);
      return TRUE;
    }
  if ((placement & LEGACY_ALONE)
      && (legacy_is_list (p, end) || is_date (p, end)))
    {
      hit->form = LEGACY_ALONE;
      hit->rest = p;
      hit->list = TRUE;
      return TRUE;
    }
  gboolean column = begins_column (p, end);
  BounceAction action = legacy_cell_result (&p, end);
  if (action != BOUNCE_ACTION_NONE)
    {
      hit->action = action;
      column = TRUE;
    }
  while (p < end && strchr (" \t.,;", *p) != NULL)
    p++;
  /* "a@b = full": a mark of the table's. */
  if (end - p > 2 && strchr ("=~|:", *p) != NULL)
    p += strspn (p, "=~|:> ");
  if (!(placement & LEGACY_FIRST)
      && !((placement & LEGACY_CODED)
           && (column || begins_coded (p, end)
               || legacy_begins_parted (p, end))))
    return FALSE;
  hit->form = LEGACY_FIRST;
  hit->rest = MIN (p, end);
  return TRUE;
}

gboolean
legacy_is_in_reply (const char *start, const char *end, LegacyHit *hit)
{
  const char *stop = hit->start;
  const char *rest = legacy_skip_closing (hit->end, end);
  g_autofree char *lead = NULL;

  while (stop > start && strchr ("<\"' (", stop[-1]) != NULL)
    stop--;
  if (bounce_reply_parse (start) < 400 || stop <= start + 4 || stop[-1] != ':'
      || rest >= end || strchr (";,", *rest) == NULL
      || memchr (rest, '@', (gsize)(end - rest)) != NULL)
    return FALSE;
  lead = bounce_fold_line (start, stop - start);
  if (bounce_list_in (lead, BOUNCE_LIST_FROM_LABEL))
    return FALSE;
  hit->form = LEGACY_FIRST;
  hit->rest = start;
  return TRUE;
}

gboolean
legacy_is_quoted_to (const char *start, const char *address)
{
  g_autofree char *folded = NULL;

  if (*start != '>')
    return FALSE;
  while (start < address && strchr ("> ", *start) != NULL)
    start++;
  folded = bounce_fold_line (start, address - start);
  return bounce_list_begins (folded, BOUNCE_LIST_QUOTED_TO)
         || bounce_list_begins (folded, BOUNCE_LIST_COPY_LABEL);
}
