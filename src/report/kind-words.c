/* kind-words: looks for words of a list in a text or in headers. */
#include "config.h"

#include <string.h>

#include "report/kind-words.h"
#include "text/fold-characters.h"

#define BEGINNING_MAX 128

/* No line that only greets is longer. */
#define GREETING_MAX 48

gboolean
bounce_words_hold (const char *text, BounceList list)
{
  return text != NULL && bounce_list_in_raw (text, strlen (text), list);
}

/* "Re: Out of office" is the same reply to a reply. */
static const char *
skip_reply_marks (const char *text, const char *end)
{
  for (;;)
    {
      while (text < end && (guchar)*text <= ' ')
        text++;
      if (end - text < 4 || text[2] != ':' || (guchar)text[3] > ' '
          || (g_ascii_strncasecmp (text, "re", 2) != 0
              && g_ascii_strncasecmp (text, "aw", 2) != 0))
        return text;
      text += 4;
    }
}

gboolean
bounce_words_begin (const char *text, BounceList list)
{
  const char *end;

  if (text == NULL)
    return FALSE;
  /* A text may be long; no phrase is. */
  end = text + strnlen (text, BEGINNING_MAX);
  text = skip_reply_marks (text, end);
  return bounce_list_begins_raw (text, (gsize)(end - text), list);
}

gboolean
bounce_signs_show (const BounceMessage *message, const BounceHeaderSign *signs,
                   gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      const char *value = bounce_message_header (message, signs[i].header);
      if (value
          && (signs[i].holds == BOUNCE_LIST_NONE
              || bounce_words_hold (value, signs[i].holds)))
        return TRUE;
    }
  return FALSE;
}

const char *
bounce_quoted_text (const char *text)
{
  for (const char *p = text; *p != '\0';)
    {
      if (*p == '>' || g_str_has_prefix (p, "-----")
          || g_str_has_prefix (p, "_____"))
        return p;
      p += strcspn (p, "\n");
      p += *p == '\n';
    }
  return text + strlen (text);
}

gboolean
bounce_greets_by_name (const char *text)
{
  gsize n = strcspn (text, "\n,:!");
  gboolean apart = text[n] != '\0' && text[n] != '\n' && text[n + 1] == '\n';
  g_autofree char *line = NULL;
  BounceListSet lists;

  if (n == 0 || n > GREETING_MAX)
    return FALSE;
  line = bounce_fold_line (text, (gssize)n);
  bounce_lists_begin (&lists, line);
  /* A line of its own that greets in more than a word, in whatever words. */
  return (bounce_lists_hold (&lists, BOUNCE_LIST_GREETING_LEAD)
          || (apart && strchr (line, ' ') != NULL))
         && !bounce_lists_hold (&lists, BOUNCE_LIST_GREETING_SENDER)
         && !bounce_lists_hold (&lists, BOUNCE_LIST_GREETING_NOBODY);
}
