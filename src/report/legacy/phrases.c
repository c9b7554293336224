/* notice-phrases: the search for phrases in a folded text.  Knows no language:
   the phrases stand in notice-words.c and in the table, hundreds to a list, in
   30 languages, and most mails hold none of a list.  So a text's pairs of
   bytes are noted first, and only a phrase whose pairs are all there is looked
   for.  A list is taken apart once in a thread, at its first use. */
#include "config.h"

#include <string.h>

#include "report/legacy/system.h"

/* For a longer list of phrases it pays to note the text's pairs first. */
#define LIST_MIN 4

/* How many pairs of a phrase are compared. */
#define PROBES 3

typedef struct
{
  const char *text; /* in the list, without its marks */
  guint16 length;
  guint8 first; /* '^': only at the text's beginning */
  guint8 last;  /* '$': only at its end */
  gboolean probed;
  guint16 probes[PROBES]; /* bits that a text which holds it has */
} Phrase;

/* The lists that this thread has used, taken apart, by their addresses: all of
   them are constants of the program. */
static GPrivate known_lists
    = G_PRIVATE_INIT ((GDestroyNotify)g_hash_table_unref);

/* Where the bit of the pair of bytes at P stands. */
static guint
pair_bit (const char *p)
{
  return ((guint)(guchar)p[0] * 67 + (guchar)p[1]) % LEGACY_PAIRS;
}

void
legacy_pairs (LegacyPairs *pairs, const char *text)
{
  memset (pairs, 0, sizeof *pairs);
  for (const char *p = text; *p != '\0' && p[1] != '\0'; p++)
    {
      guint bit = pair_bit (p);
      pairs->bits[bit / 64] |= G_GUINT64_CONSTANT (1) << bit % 64;
    }
}

static Phrase
phrase_make (const char *text, gsize n)
{
  Phrase phrase = { 0 };

  phrase.first = *text == '^';
  phrase.last = n > 1 && text[n - 1] == '$';
  phrase.length = (guint16)(n - phrase.first - phrase.last);
  phrase.text = text + phrase.first;
  phrase.probed = phrase.length >= 4 && !phrase.first;
  if (phrase.probed)
    {
      const guint places[PROBES]
          = { 0, phrase.length / 2u, phrase.length - 2u };
      for (guint i = 0; i < PROBES; i++)
        phrase.probes[i] = (guint16)pair_bit (
            phrase.text + MIN (places[i], phrase.length - 2u));
    }
  return phrase;
}

/* "a|b|c" taken apart. */
static GArray *
list_make (const char *phrases)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Phrase));

  while (*phrases != '\0')
    {
      const char *bar = strchr (phrases, '|');
      gsize n = bar != NULL ? (gsize)(bar - phrases) : strlen (phrases);
      if (n > 0)
        {
          Phrase phrase = phrase_make (phrases, n);
          g_array_append_val (list, phrase);
        }
      phrases += n + (bar != NULL);
    }
  return list;
}

static const GArray *
list_of (const char *phrases)
{
  GHashTable *known = g_private_get (&known_lists);
  GArray *list;

  if (known == NULL)
    {
      known = g_hash_table_new_full (NULL, NULL, NULL,
                                     (GDestroyNotify)g_array_unref);
      g_private_set (&known_lists, known);
    }
  list = g_hash_table_lookup (known, phrases);
  if (list == NULL)
    {
      list = list_make (phrases);
      g_hash_table_insert (known, (gpointer)phrases, list);
    }
  return list;
}

static gboolean
may_hold (const LegacyPairs *pairs, const Phrase *phrase)
{
  for (guint i = 0; phrase->probed && i < PROBES; i++)
    if (!(pairs->bits[phrase->probes[i] / 64] >> phrase->probes[i] % 64 & 1))
      return FALSE;
  return TRUE;
}

/* Behind PHRASE in TEXT, LENGTH bytes, or NULL.  BOUND: as if it began with
   '^'. */
static const char *
find_one (const char *text, gsize length, const Phrase *phrase, gboolean bound)
{
  const char *found;

  if (bound || phrase->first)
    found = strncmp (text, phrase->text, phrase->length) == 0 ? text : NULL;
  else
    found = memmem (text, length, phrase->text, phrase->length);
  if (found == NULL)
    return NULL;
  found += phrase->length;
  return !phrase->last || *found == '\0' ? found : NULL;
}

/* PAIRS are TEXT's, or NULL. */
static const char *
find_phrase (const char *text, const char *phrases, gboolean bound,
             const LegacyPairs *pairs)
{
  const GArray *list = phrases != NULL ? list_of (phrases) : NULL;
  gsize length = strlen (text);
  LegacyPairs own;

  if (pairs == NULL && !bound && list != NULL && list->len > LIST_MIN)
    {
      legacy_pairs (&own, text);
      pairs = &own;
    }
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const Phrase *phrase = &g_array_index (list, Phrase, i);
      const char *found;
      if (pairs != NULL && !bound && !may_hold (pairs, phrase))
        continue;
      found = find_one (text, length, phrase, bound);
      if (found != NULL)
        return found;
    }
  return NULL;
}

const char *
legacy_after (const char *text, const char *phrases)
{
  return find_phrase (text, phrases, FALSE, NULL);
}

gboolean
legacy_has_prefix (const char *text, const char *phrases)
{
  return find_phrase (text, phrases, TRUE, NULL) != NULL;
}

gboolean
legacy_has (const char *text, const char *phrases)
{
  return legacy_after (text, phrases) != NULL;
}

gboolean
legacy_view_has (const LegacyView *view, const char *text, const char *phrases)
{
  const LegacyPairs *pairs = text == view->head ? &view->head_pairs : NULL;

  return find_phrase (text, phrases, FALSE, pairs) != NULL;
}
