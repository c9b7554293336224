/* fold-words: normalises the words of a rule, when its file is read or the
   program built.  Rules have none of what fold leaves out of a text, so
   everything is kept. */
#include "config.h"

#include "base/ascii.h"
#include "text/fold-characters.h"
#include "text/fold-contractions.h"
#include "text/fold-shapes.h"
#include "text/fold-words.h"

gboolean
bounce_fold_is_reply (const char *word, gsize length)
{
  return length == 3 && (*word == '2' || *word == '4' || *word == '5')
         && g_ascii_isdigit (word[1]) && g_ascii_isdigit (word[2]);
}

char *
bounce_fold_word (char *to, const char *word, gsize length)
{
  /* Without a branch: where a capital or an apostrophe stands is not to be
     guessed. */
  for (const char *end = word + length; word < end; word++)
    {
      gboolean capital = *word >= 'A' && *word <= 'Z';

      *to = (char)(*word + (capital ? 'a' - 'A' : 0));
      to += bounce_shape_of_byte (*word) != QUOTE;
    }
  return to;
}

guint
bounce_fold_words (GString *out, GString *folded, const char *text,
                   gsize length)
{
  guint words = 0;
  char *to;

  if (!bounce_ascii_only (text, length))
    {
      bounce_fold (folded, text, length);
      text = folded->str;
      length = folded->len;
    }
  g_string_set_size (out, 2 * length + 1 + BOUNCE_CONTRACTED_MORE);
  to = out->str;
  *to++ = ' ';
  for (gsize i = 0; i < length;)
    {
      char *word = to;
      gsize start = i;
      gsize particle;
      guint contraction;

      while (i < length && bounce_shape_of_byte (text[i]) & (WORD | QUOTE))
        i++;
      particle = bounce_fold_particle (text + start, i - start);
      if (particle > 0)
        {
          to = bounce_fold_word (to, text + start, particle);
          *to++ = ' ';
          words++;
          start += particle;
          word = to;
        }
      to = bounce_fold_word (to, text + start, i - start);
      contraction = bounce_fold_contraction (word, (gsize)(to - word));
      if (contraction != 0)
        {
          to = g_stpcpy (word, bounce_fold_contracted_verb (contraction));
          to = g_stpcpy (to, " " BOUNCE_CONTRACTED_WORD);
          words++;
        }
      if (to > word)
        {
          *to++ = ' ';
          words++;
        }
      i += i == start;
    }
  g_string_truncate (out, (gsize)(to - out->str));
  return words;
}
