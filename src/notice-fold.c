/* notice-fold: text made easy to compare (lower case, plain quotes and white
   space), and the search for phrases in it.  Knows no language: the phrases
   stand in notice-words.c and in the table. */
#include "config.h"

#include <string.h>

#include "notice-system.h"

/* Longer than any phrase of the tables. */
#define PHRASE_MAX 128

/* For a longer list of phrases it pays to note the text's pairs first. */
#define LIST_MIN 200

static void
append_folded (GString *out, gunichar c)
{
  switch (c)
    {
    case 0x2018:
    case 0x2019:
    case 0x02bc:
      c = '\'';
      break;
    case 0x201c:
    case 0x201d:
    case 0x201e:
      c = '"';
      break;
    case 0x2010:
    case 0x2011:
    case 0x2013:
    case 0x2014:
      c = '-';
      break;
    default:
      c = g_unichar_tolower (c);
      break;
    }
  g_string_append_unichar (out, c);
}

gboolean
notice_is_blank (gunichar c)
{
  return c <= ' ' || c == 0x7f || c == 0xa0 || c == 0x3000 || c == 0xfeff
         || (c >= 0x2000 && c <= 0x200f);
}

char *
notice_fold (const char *text, gssize length)
{
  const char *end = text + (length < 0 ? (gssize)strlen (text) : length);
  GString *out = g_string_sized_new ((gsize)(end - text) + 1);
  gboolean space = FALSE;

  while (text < end)
    {
      /* Nearly all text is ASCII, and this is done to all text. */
      if (*text > ' ' && (guchar)*text < 0x7f)
        {
          if (space && out->len > 0)
            g_string_append_c (out, ' ');
          space = FALSE;
          g_string_append_c (out, g_ascii_tolower (*text));
          text++;
          continue;
        }
      gunichar c = g_utf8_get_char (text);

      text = g_utf8_next_char (text);
      if (notice_is_blank (c))
        {
          space = TRUE;
          continue;
        }
      if (space && out->len > 0)
        g_string_append_c (out, ' ');
      space = FALSE;
      append_folded (out, c);
    }
  return g_string_free (out, FALSE);
}

char *
notice_fold_line (const NoticeView *view, guint i)
{
  static const char ornaments[] = "-=_*#|+~<>. \t";
  const NoticeLine *line = notice_line (view, i);
  const char *start = line->start;
  const char *end = start + line->length;

  while (start < end && strchr (ornaments, *start) != NULL)
    start++;
  while (end > start && strchr (ornaments, end[-1]) != NULL)
    end--;
  return notice_fold (start, end - start);
}

/* Where the bit of the pair of bytes at P stands. */
static guint
pair_bit (const char *p)
{
  return ((guint)(guchar)p[0] * 67 + (guchar)p[1]) % NOTICE_PAIRS;
}

void
notice_pairs (NoticePairs *pairs, const char *text)
{
  memset (pairs, 0, sizeof *pairs);
  for (const char *p = text; *p != '\0' && p[1] != '\0'; p++)
    {
      guint bit = pair_bit (p);
      pairs->bits[bit / 64] |= G_GUINT64_CONSTANT (1) << bit % 64;
    }
}

/* FALSE if PHRASE, N bytes, can't be in the text of PAIRS.  Three pairs tell
   nearly all that are not. */
static gboolean
may_hold (const NoticePairs *pairs, const char *phrase, gsize n)
{
  const gsize places[] = { 0, n / 2, n - 2 };

  for (guint i = 0; n >= 4 && i < G_N_ELEMENTS (places); i++)
    {
      guint bit = pair_bit (phrase + MIN (places[i], n - 2));
      if (!(pairs->bits[bit / 64] >> bit % 64 & 1))
        return FALSE;
    }
  return TRUE;
}

/* BOUND: as if every phrase began with '^'.  PAIRS are TEXT's, or NULL. */
static const char *
find_phrase (const char *text, const char *phrases, gboolean bound,
             const NoticePairs *pairs)
{
  char phrase[PHRASE_MAX];
  NoticePairs own;

  if (pairs == NULL && phrases != NULL && !bound && strlen (phrases) > LIST_MIN)
    {
      notice_pairs (&own, text);
      pairs = &own;
    }
  while (phrases != NULL && *phrases != '\0')
    {
      const char *bar = strchr (phrases, '|');
      gsize n = bar != NULL ? (gsize)(bar - phrases) : strlen (phrases);
      gboolean last = n > 1 && phrases[n - 1] == '$';
      const char *found = NULL;

      if (n > 0 && n < sizeof phrase
          && (pairs == NULL || bound || *phrases == '^'
              || may_hold (pairs, phrases, n - last)))
        {
          memcpy (phrase, phrases, n);
          phrase[n - last] = '\0';
          if (bound || phrase[0] == '^')
            {
              const char *bare = phrase + (phrase[0] == '^');
              found
                  = g_str_has_prefix (text, bare) ? text + strlen (bare) : NULL;
            }
          else if ((found = strstr (text, phrase)) != NULL)
            found += strlen (phrase);
          if (found != NULL && (!last || *found == '\0'))
            return found;
        }
      phrases += n + (phrases[n] == '|');
    }
  return NULL;
}

const char *
notice_after (const char *text, const char *phrases)
{
  return find_phrase (text, phrases, FALSE, NULL);
}

gboolean
notice_has_prefix (const char *text, const char *phrases)
{
  return find_phrase (text, phrases, TRUE, NULL) != NULL;
}

gboolean
notice_has (const char *text, const char *phrases)
{
  return notice_after (text, phrases) != NULL;
}

gboolean
notice_view_has (const NoticeView *view, const char *text, const char *phrases)
{
  const NoticePairs *pairs = text == view->head ? &view->head_pairs : NULL;

  return find_phrase (text, phrases, FALSE, pairs) != NULL;
}
