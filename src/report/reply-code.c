/* reply-code: finds the code of a refusal in a text.  A text is full of
   numbers: what stands before one tells whether it is a code.  What the code
   means is not asked. */
#include "config.h"

#include <string.h>

#include "model/status.h"
#include "report/reply-code.h"
#include "text/lists.h"

/* No word that leads to a code is longer. */
#define WORD_MAX 12

/* Whether the text before P ends with a word of LIST and a space. */
static gboolean
word_leads (const char *text, const char *p, BounceList list)
{
  gsize n = MIN ((gsize)(p - text), WORD_MAX);

  return n > 1 && p[-1] == ' ' && bounce_list_in_raw (p - n, n - 1, list);
}

/* "...: 550", "(550". */
static gboolean
is_labelled (const char *text, const char *p)
{
  const char *q = p;

  while (q > text && q[-1] == ' ')
    q--;
  return q == text || q[-1] == '(' || (q < p && strchr (":;", q[-1]) != NULL);
}

static gboolean
has_status (const char *text)
{
  BounceStatus status;

  return bounce_status_parse (text + (*text == '#'), &status) > 0;
}

static gboolean
is_quoted (const char *text, const char *p)
{
  return p == text || (p >= text + 2 && strchr (":(<#>\"'", p[-2]) != NULL)
         || strchr ("(<#[:\"'", p[-1]) != NULL || p[3] == '-'
         || (p[3] != '\0' && has_status (p + 4))
         || word_leads (text, p, BOUNCE_LIST_QUOTED_REPLY_LEAD);
}

/* A number that counts something is no reply. */
static gboolean
counts (const char *after)
{
  gsize n = 0;

  while (*after == ' ')
    after++;
  while (g_ascii_isalnum (after[n]))
    n++;
  return bounce_list_begins_raw (after, n, BOUNCE_LIST_COUNTED_UNIT);
}

/* Whether the text before P ends with a sign of another script that opens what
   follows, a colon or a comma of full width or a quotation mark. */
static gboolean
is_opened (const char *text, const char *p)
{
  GUnicodeType type;

  if (p > text && p[-1] == ' ')
    p--;
  if (p == text || (guchar)p[-1] < 0x80)
    return FALSE;
  type = g_unichar_type (g_utf8_get_char (g_utf8_prev_char (p)));
  return type == G_UNICODE_OTHER_PUNCTUATION
         || type == G_UNICODE_OPEN_PUNCTUATION
         || type == G_UNICODE_INITIAL_PUNCTUATION;
}

static gboolean
is_told (const char *text, const char *p)
{
  const char *before = p;

  if (counts (p + 3))
    return FALSE;
  if (p == text || strchr ("\n([<'\"#;:=-", p[-1]) != NULL)
    return p == text || p[-1] != '-'
           || (p >= text + 2 && (p[-2] == '<' || p[-2] == ' '));
  while (before > text && (before[-1] == ' ' || before[-1] == '\t'))
    before--;
  return (before > text && before < p
          && strchr (":;,>-.\n)]", before[-1]) != NULL)
         || is_opened (text, p)
         || word_leads (text, p, BOUNCE_LIST_TOLD_REPLY_LEAD);
}

/* "Invalid recipient OFR204_416 [416]": no reply has so low a code, alone in
   brackets. */
static gboolean
is_mark (const char *text, const char *p)
{
  return p > text + 1 && p[-1] == '[' && p[3] == ']'
         && bounce_reply_parse (p) < 421;
}

const char *
bounce_reply_find (const char *text, BounceReplyPlace place)
{
  static gboolean (*const fits[]) (const char *text, const char *p) = {
    [BOUNCE_REPLY_LABELLED] = is_labelled,
    [BOUNCE_REPLY_QUOTED] = is_quoted,
    [BOUNCE_REPLY_TOLD] = is_told,
  };

  for (const char *p = text; (p = strpbrk (p, "45")) != NULL; p++)
    if ((p == text || !(g_ascii_isalnum (p[-1]) || p[-1] == '.'))
        && bounce_reply_parse (p) >= 400 && fits[place](text, p)
        && !is_mark (text, p))
      return p;
  return NULL;
}
