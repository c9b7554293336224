/* nearest: sorts names by their distance from a word: how many letters must be
   put in, taken out, changed, or swapped with their neighbour (optimal string
   alignment), without regard to case.  A name that begins with the word is
   near, whatever its length. */
#include "config.h"

#include <string.h>

#include "text/nearest.h"

/* No name of an option, field or command is longer. */
#define LENGTH_MAX 40
#define SHOWN_MAX 3

/* What a beginning costs: less than a wrong letter in a name of its size. */
#define PREFIX_DISTANCE 1

static char
letter (const char *word, gsize i)
{
  return g_ascii_tolower (word[i]);
}

static guint
distance (const char *one, const char *other)
{
  gsize n = strlen (one), m = strlen (other);
  guint rows[3][LENGTH_MAX + 1];
  guint *before = rows[0], *last = rows[1], *row = rows[2];

  if (n > LENGTH_MAX || m > LENGTH_MAX)
    return G_MAXUINT;
  for (guint j = 0; j <= m; j++)
    last[j] = j;
  for (guint i = 1; i <= n; i++)
    {
      guint *free_row = before;

      row[0] = i;
      for (guint j = 1; j <= m; j++)
        {
          gboolean same = letter (one, i - 1) == letter (other, j - 1);

          row[j] = MIN (MIN (last[j], row[j - 1]) + 1, last[j - 1] + !same);
          if (i > 1 && j > 1 && letter (one, i - 1) == letter (other, j - 2)
              && letter (one, i - 2) == letter (other, j - 1))
            row[j] = MIN (row[j], before[j - 2] + 1);
        }
      before = last;
      last = row;
      row = free_row;
    }
  return last[m];
}

static guint
nearness (const char *word, const char *name)
{
  gsize length = strlen (word);

  if (length > 1 && g_ascii_strncasecmp (word, name, length) == 0)
    return PREFIX_DISTANCE;
  return distance (word, name);
}

char *
bounce_nearest (const char *word, guint n,
                const char *(*name) (guint i, gpointer data), gpointer data)
{
  guint least = (guint)strlen (word) / 3 + 1; /* what is further is not meant */
  const char *found[SHOWN_MAX];
  guint n_found = 0;
  GString *hint = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      const char *candidate = name (i, data);
      guint far = candidate != NULL ? nearness (word, candidate) : G_MAXUINT;

      if (far < least)
        n_found = 0;
      if (far > least || n_found == SHOWN_MAX)
        continue;
      least = far;
      found[n_found++] = candidate;
    }
  for (guint i = 0; i < n_found; i++)
    g_string_append_printf (hint, "%s'%s'",
                            i == 0             ? ": did you mean "
                            : i + 1 == n_found ? " or "
                                               : ", ",
                            found[i]);
  if (n_found > 0)
    g_string_append_c (hint, '?');
  return g_string_free (hint, FALSE);
}

static const char *
array_name (guint i, gpointer data)
{
  return ((const char *const *)data)[i];
}

char *
bounce_nearest_of (const char *word, const char *const *names, guint n)
{
  return bounce_nearest (word, n, array_name, (gpointer)names);
}
