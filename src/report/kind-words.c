/* kind-words: looking for words of a table in a text or in headers. */
#include "config.h"

#include <string.h>

#include "report/kind-words.h"
#include "text/fold.h"

#define BEGINNING_MAX 128

gboolean
bounce_words_hold (const char *text, BounceList list)
{
  g_autofree char *folded = NULL;

  if (text == NULL)
    return FALSE;
  folded = bounce_fold_line (text, -1);
  return bounce_list_in (folded, list);
}

gboolean
bounce_words_begin (const char *text, BounceList list)
{
  g_autofree char *folded = NULL;
  const char *p;

  if (text == NULL)
    return FALSE;
  /* A text may be long; no phrase is. */
  p = folded = bounce_fold_line (text, (gssize)strnlen (text, BEGINNING_MAX));
  /* "Re: Out of office" is the same reply to a reply. */
  while (g_str_has_prefix (p, "re: ") || g_str_has_prefix (p, "aw: "))
    p += 4;
  return bounce_list_begins (p, list);
}

/* TRUE if VALUE, in lower case, holds WORD, or WORD is NULL. */
static gboolean
value_holds (const char *value, const char *word)
{
  g_autofree char *lower = NULL;

  if (word == NULL)
    return TRUE;
  lower = g_utf8_strdown (value, -1);
  return strstr (lower, word) != NULL;
}

gboolean
bounce_signs_show (const BounceMessage *message, const BounceHeaderSign *signs,
                   gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      const char *value = bounce_message_header (message, signs[i].header);
      if (value && value_holds (value, signs[i].holds))
        return TRUE;
    }
  return FALSE;
}
