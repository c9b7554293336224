/* deciding-words: finds where in a text the words stand that decided.  The
   rules see a text folded, and keep no places.  So they are asked about one
   clause after the other, as a reader would go, and then about less and less
   of the clause. */
#include "config.h"

#include <string.h>

#include "rules/meaning.h"
#include "verdict/deciding-words.h"

/* Clauses are short; what is longer is not worth the search. */
#define TEXT_MAX 4096
#define CLAUSE_MAX 600

/* Around words may stand others that a rule leaves open, but not many. */
#define WRITTEN_MAX(folded) (3 * strlen (folded) + 40)

static gboolean
is_same (const BounceRule *one, const BounceRule *other)
{
  return one != NULL && one->line == other->line
         && strcmp (one->file, other->file) == 0;
}

gboolean
bounce_deciding_words_in (const BounceDecidingWords *words, const char *text)
{
  BounceMatch match;
  BounceMeaning meaning;

  bounce_matcher_run (words->matcher, text, &words->context, &match);
  if (words->rule != NULL)
    return is_same (match.strong, words->rule)
           || is_same (match.weak, words->rule)
           || is_same (match.second, words->rule);
  if (match.strong != NULL)
    return FALSE;
  bounce_matcher_meaning (words->matcher, &meaning);
  return meaning.category == words->category;
}

/* Where the clause that begins at TEXT ends.  What a colon leads to, and what
   stands in brackets, belongs to it. */
static const char *
clause_end (const char *text)
{
  guint brackets = 0;

  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '(')
        brackets++;
      else if (*at == ')' && brackets > 0)
        brackets--;
      if (brackets > 0)
        continue;
      if (strchr (".;!?", *at) != NULL && (at[1] == ' ' || at[1] == '\0'))
        return at + 1;
      if (at[0] == ':' && at[1] == ' ' && !g_ascii_isdigit (at[2]))
        return at + 1;
    }
  return text + strlen (text);
}

/* Where FOLDED stands in TEXT just so, but for the case of its letters; NULL if
   it does not, or is NULL. */
static const char *
find_folded (const char *text, const char *folded)
{
  g_autofree char *small = g_ascii_strdown (text, -1);
  const char *found = folded != NULL ? strstr (small, folded) : NULL;

  return found != NULL ? text + (found - small) : NULL;
}

char *
bounce_deciding_clause (const BounceDecidingWords *words, const char *text)
{
  gboolean told = find_folded (text, words->folded) != NULL;
  const char *from = text;

  if (strlen (text) > TEXT_MAX)
    return NULL;
  while (*from != '\0')
    {
      const char *end = clause_end (from);
      g_autofree char *clause = g_strndup (from, (gsize)(end - from));

      /* Several clauses may mean the same: it is the one with the words. */
      if (bounce_deciding_words_in (words, clause)
          && (!told || find_folded (clause, words->folded) != NULL))
        {
          while (end > from && end[-1] == ':' && *end != '\0')
            end = clause_end (end + strspn (end, " "));
          return from == text && *end == '\0'
                     ? NULL
                     : g_strndup (from, (gsize)(end - from));
        }
      from = end + strspn (end, " ");
    }
  return NULL;
}

/* Whether START..END will do. */
static gboolean
will_do (const BounceDecidingWords *words, const char *start, const char *end)
{
  g_autofree char *part = g_strndup (start, (gsize)(end - start));

  return bounce_deciding_words_in (words, part);
}

/* Whether a word may begin or end at P: at a space, and at each character of
   scripts that have none (U+0800 and above: three bytes). */
static gboolean
parts_words (const char *p)
{
  return *p == ' ' || (guchar)*p >= 0xe0;
}

/* Takes what the words can do without from both ends of *START..*END; first
   from the end, so that of several that would do the first are left. */
static void
shrink (const BounceDecidingWords *words, const char **start, const char **end)
{
  for (const char *last = *end - 1; last > *start; last--)
    {
      if (!parts_words (last))
        continue;
      if (!will_do (words, *start, last))
        break;
      *end = last;
    }
  for (const char *next = *start + 1; next < *end; next++)
    {
      const char *word = next + strspn (next, " ");

      if (!parts_words (next))
        continue;
      if (word >= *end || !will_do (words, word, *end))
        break;
      *start = word;
      next = word;
    }
}

/* Without the marks around it. */
static char *
bare (const char *start, const char *end)
{
  while (start < end && strchr (" (<[\"'*.,;:-", *start) != NULL)
    start++;
  while (start < end && strchr (" )>]\"'*.,;:!?-", end[-1]) != NULL)
    end--;
  return g_strndup (start, (gsize)(end - start));
}

char *
bounce_deciding_words_written (const BounceDecidingWords *words,
                               const char *text)
{
  const char *start = text;
  const char *end = text + strlen (text);
  const char *plain = find_folded (text, words->folded);
  g_autofree char *written = NULL;

  if (plain != NULL)
    return g_strndup (plain, strlen (words->folded));
  if (strlen (text) <= CLAUSE_MAX && bounce_deciding_words_in (words, text))
    {
      shrink (words, &start, &end);
      written = bare (start, end);
      if (*written != '\0'
          && (words->folded == NULL
              || strlen (written) <= WRITTEN_MAX (words->folded)))
        return g_steal_pointer (&written);
    }
  return g_strdup (words->folded);
}
