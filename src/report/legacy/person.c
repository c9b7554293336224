/* person: whether a person wrote a mail, so far as the name in its header
   tells: the address is made of it, or the text is signed with it. */
#include "config.h"

#include <string.h>

#include "report/legacy/system.h"

/* "Ann Lee <ann.lee@b>", "Lee, Ann" <a.lee@b>: the address is a person's. */
gboolean
legacy_is_of_person (const LegacyView *view)
{
  const char *bracket = strchr (view->from, '<');
  const char *local = bracket != NULL ? bracket + 1 : "";
  gsize first = strcspn (local, "._@");
  gsize last;
  g_autofree char *name = NULL;
  g_auto (GStrv) words = NULL;
  gboolean has_first = FALSE;
  gboolean has_last = FALSE;

  if (first == 0 || local[first] == '@' || local[first] == '\0')
    return FALSE;
  last = strcspn (local + first + 1, "._@");
  if (last < 2 || local[first + 1 + last] != '@')
    return FALSE;
  name = g_strndup (view->from, (gsize)(bracket - view->from));
  words = g_strsplit_set (name, " \"',", -1);
  for (char **word = words; *word != NULL; word++)
    {
      has_last = has_last
                 || (strlen (*word) == last
                     && strncmp (*word, local + first + 1, last) == 0);
      has_first = has_first || strncmp (*word, local, first) == 0;
    }
  return has_first && has_last;
}

/* "Ann Lee <ann@b>" wrote VIEW, and its last word is "Ann". */
gboolean
legacy_is_signed (const LegacyView *view)
{
  gsize n = strcspn (view->from, " \"',<@");
  const char *bracket = strchr (view->from, '<');
  g_autofree char *last = NULL;
  gsize length;

  if (n == 0 || view->from[n] != ' ' || bracket == NULL || view->n_body == 0
      || strncmp (bracket + 1, view->from, n) != 0)
    return FALSE;
  last = legacy_fold_line (view, view->n_body - 1);
  length = strlen (last);
  while (length > 0 && strchr (" .!,", last[length - 1]) != NULL)
    length--;
  return length >= n && strncmp (last + length - n, view->from, n) == 0
         && (length == n || strchr (" ,.", last[length - n - 1]) != NULL);
}
