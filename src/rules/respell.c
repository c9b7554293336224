/* respell: a word that begins no wording of the rules is looked for once more
   in the trie of their automaton, with one letter wrong, missing, too many or
   swapped with its neighbour, or with the spaces that somebody left out.  Only
   for texts in which nothing else was found: it guesses.
   Words of other than ASCII letters are left as they are. */
#include "config.h"

#include <string.h>

#include "rules/matcher.h"
#include "rules/respell.h"

/* Shorter words have too many neighbours; longer ones are no words. */
#define MISSPELT_MIN 5
#define RUN_TOGETHER_MIN 8
#define PART_MIN 4 /* of a word that ran into another */
#define WORD_MAX 40
/* In a longer text something else should have been found. */
#define WORDS_MAX 64

/* A walk down the trie along a word. */
typedef struct
{
  const BounceAutomaton *automaton;
  guint32 root;               /* where words begin */
  char out[2 * WORD_MAX + 2]; /* the letters and spaces so far */
} Walk;

#define NO_STATE 0

static guint32
child_of (const BounceAutomaton *automaton, guint32 state, char byte)
{
  return bounce_automaton_find (automaton, state, (guint8)byte);
}

/* Along exactly the N letters of REST to the end of a word. */
static gboolean
walk_exactly (Walk *walk, guint32 state, const char *rest, gsize n,
              gsize length)
{
  for (gsize i = 0; i < n; i++)
    {
      state = child_of (walk->automaton, state, rest[i]);
      if (state == NO_STATE)
        return FALSE;
      walk->out[length++] = rest[i];
    }
  walk->out[length] = '\0';
  return child_of (walk->automaton, state, ' ') != NO_STATE;
}

/* One edit at the first letter of REST. */
static gboolean
edit_here (Walk *walk, guint32 state, const char *rest, gsize n, gsize length)
{
  const BounceAutomaton *automaton = walk->automaton;
  guint32 next;

  if (n > 1 && (next = child_of (automaton, state, rest[1])) != NO_STATE
      && (next = child_of (automaton, next, rest[0])) != NO_STATE)
    {
      walk->out[length] = rest[1];
      walk->out[length + 1] = rest[0];
      if (walk_exactly (walk, next, rest + 2, n - 2, length + 2))
        return TRUE;
    }
  if (n > 0 && walk_exactly (walk, state, rest + 1, n - 1, length))
    return TRUE;
  for (guint32 i = bounce_automaton_child (automaton, state); i != NO_STATE;
       i = bounce_automaton_sibling (automaton, i))
    {
      char label = (char)bounce_automaton_label (automaton, i);

      if (!g_ascii_islower (label))
        continue;
      walk->out[length] = label;
      if ((n > 0 && walk_exactly (walk, i, rest + 1, n - 1, length + 1))
          || walk_exactly (walk, i, rest, n, length + 1))
        return TRUE;
    }
  return FALSE;
}

static gboolean
walk_misspelt (Walk *walk, const char *word, gsize n)
{
  guint32 state = walk->root;

  /* The first letter is right: people see that one. */
  for (gsize i = 0; i < n; i++)
    {
      state = child_of (walk->automaton, state, word[i]);
      if (state == NO_STATE)
        return FALSE;
      walk->out[i] = word[i];
      if (edit_here (walk, state, word + i + 1, n - i - 1, i + 1))
        return TRUE;
    }
  return FALSE;
}

/* Along REST, cut into words that the trie has: behind a space the phrase goes
   on, or another one begins.  BEGUN: where in OUT the last word begins. */
static gboolean
walk_together (Walk *walk, guint32 state, const char *rest, gsize n,
               gsize length, gsize begun)
{
  guint32 next, space;

  if (n == 0)
    {
      walk->out[length] = '\0';
      return begun > 0 && length - begun >= PART_MIN
             && child_of (walk->automaton, state, ' ') != NO_STATE;
    }
  next = child_of (walk->automaton, state, *rest);
  if (next != NO_STATE)
    {
      walk->out[length] = *rest;
      if (walk_together (walk, next, rest + 1, n - 1, length + 1, begun))
        return TRUE;
    }
  space = length > begun ? child_of (walk->automaton, state, ' ') : NO_STATE;
  if (space == NO_STATE || length >= sizeof walk->out - n - 2)
    return FALSE;
  walk->out[length] = ' ';
  if (walk_together (walk, space, rest, n, length + 1, length + 1))
    return TRUE;
  return length - begun >= PART_MIN
         && walk_together (walk, walk->root, rest, n, length + 1, length + 1);
}

static gboolean
is_plain (const char *word, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_islower (word[i]))
      return FALSE;
  return n >= MISSPELT_MIN && n <= WORD_MAX;
}

/* What the N letters of WORD, which may have underscores, stand for; NULL:
   itself.  Borrowed from WALK. */
static const char *
respell (Walk *walk, const char *word, gsize n)
{
  if (!is_plain (word, n) || walk->root == NO_STATE
      || walk_exactly (walk, walk->root, word, n, 0))
    return NULL;
  if (n >= RUN_TOGETHER_MIN && walk_together (walk, walk->root, word, n, 0, 0))
    return walk->out;
  return walk_misspelt (walk, word, n) ? walk->out : NULL;
}

gboolean
bounce_matcher_respell (BounceMatcher *matcher, GString *out)
{
  Walk walk
      = { .automaton = &matcher->sets[matcher->n_sets - 1].view.automaton };
  gboolean replaced = FALSE;

  walk.root = child_of (walk.automaton, 0, ' ');
  g_string_truncate (out, 0);
  if (matcher->n_words > WORDS_MAX)
    return FALSE;
  for (guint i = 0; i < matcher->n_words; i++)
    {
      const BounceWord *mark = &g_array_index (matcher->marks, BounceWord, i);
      g_auto (GStrv) parts = NULL;
      g_autofree char *word
          = g_strndup (matcher->words->str + mark->start, mark->length);

      if (mark->barrier > BOUNCE_BARRIER_BRACKET)
        g_string_append (out, ". ");
      parts = g_strsplit (word, "_", -1);
      replaced |= parts[0] != NULL && parts[1] != NULL;
      for (guint k = 0; parts[k] != NULL; k++)
        {
          const char *better = respell (&walk, parts[k], strlen (parts[k]));

          replaced |= better != NULL;
          g_string_append (out, better != NULL ? better : parts[k]);
          g_string_append_c (out, ' ');
        }
    }
  return replaced;
}
