/* kind-words: looking for words of a table in a text or in headers. */
#include "config.h"

#include <string.h>

#include "report/kind-words.h"

#define BEGINNING_MAX 256

gboolean
bounce_words_hold (const char *text, const char *const *words, gsize n)
{
  if (text == NULL)
    return FALSE;
  g_autofree char *lower = g_utf8_strdown (text, -1);
  for (gsize i = 0; i < n; i++)
    if (strstr (lower, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* FALSE if TEXT can't begin with any of the words, nor with "Re: " or the like:
   most texts are told from all by their first letter. */
static gboolean
may_begin (const char *text, const char *const *words, gsize n)
{
  char first = g_ascii_tolower (*text);

  if ((guchar)first >= 0x80 || first == 'r' || first == 'a')
    return TRUE;
  for (gsize i = 0; i < n; i++)
    if (words[i][0] == first)
      return TRUE;
  return FALSE;
}

gboolean
bounce_words_begin (const char *text, const char *const *words, gsize n)
{
  if (text == NULL || !may_begin (text, words, n))
    return FALSE;
  /* A text may be long; no word of a table is. */
  gsize length = strnlen (text, BEGINNING_MAX);
  g_autofree char *beginning = g_utf8_make_valid (text, (gssize)length);
  g_autofree char *lower = g_utf8_strdown (beginning, -1);
  const char *p = lower;
  /* "Re: Out of office" is the same reply to a reply. */
  while (g_str_has_prefix (p, "re: ") || g_str_has_prefix (p, "aw: "))
    p += 4;
  for (gsize i = 0; i < n; i++)
    if (g_str_has_prefix (p, words[i]))
      return TRUE;
  return FALSE;
}

gboolean
bounce_signs_show (const BounceMessage *message, const BounceHeaderSign *signs,
                   gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      const char *value = bounce_message_header (message, signs[i].header);
      if (value
          && (signs[i].holds == NULL
              || bounce_words_hold (value, &signs[i].holds, 1)))
        return TRUE;
    }
  return FALSE;
}
