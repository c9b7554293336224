/* person: whether a person wrote a mail: the address is made of the name, the
   text is signed with it, speaks of its author, or of somebody he knows. */
#include "config.h"

#include <string.h>

#include "report/legacy/recognition/opening.h"
#include "report/legacy/recognition/person.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/statement.h"
#include "report/legacy/text/view.h"
#include "text/lists.h"

/* In so many lines a letter greets. */
#define GREETING_LINES 4

/* A first name that is a line is shorter, in bytes. */
#define NAME_MAX_BYTES 24

gboolean
legacy_is_robot (const LegacyView *view)
{
  return view->null_sender || view->daemon || view->answers
         || legacy_from_has (view, BOUNCE_LIST_ROBOT_SENDER)
         || legacy_is_submitted (view, "auto-");
}

/* Whether VIEW comes from what is called a desk, up to the "@": what its domain
   is called tells nothing. */
static gboolean
is_desk (const LegacyView *view)
{
  g_autofree char *name = g_strndup (view->from, strcspn (view->from, "@") + 1);

  return legacy_from_has (view, BOUNCE_LIST_DESK_SENDER)
         && bounce_list_in (name, BOUNCE_LIST_DESK_SENDER);
}

/* Whether LOCAL, of LENGTH, is WORD, or ends with it behind an initial. */
static gboolean
is_made_of (const char *local, gsize length, const char *word, gsize n)
{
  return n > 1 && (n == length || n + 1 == length)
         && strncmp (local + (length - n), word, n) == 0;
}

/* "R. Moor <moor@b>", "Ann Lee <ann@b>", "Ann Lee <alee@b>": one of several
   words is the address, and none is what a desk is called. */
static gboolean
is_one_of_names (const LegacyView *view, const char *local, gsize length)
{
  gsize end = (gsize)(local - view->from);
  guint others = 0;
  gboolean found = FALSE;

  if (is_desk (view))
    return FALSE;
  for (gsize i = 0; i < end;)
    {
      gsize n = strcspn (view->from + i, " \"',<");

      if (is_made_of (local, length, view->from + i, n))
        found = TRUE;
      else if (n > 0)
        others++;
      i += n + 1;
    }
  return found && others == 1;
}

/* "Ольга Поле <olga@b>": two words of another alphabet. */
static gboolean
is_foreign_name (const LegacyView *view)
{
  gsize first = strcspn (view->from, " <");
  gsize second = strcspn (view->from + first + 1, " <");

  return (guchar)view->from[0] >= 0xc3 && view->from[first] == ' '
         && (guchar)view->from[first + 1] >= 0xc3
         && g_str_has_prefix (view->from + first + 1 + second, " <")
         && !is_desk (view);
}

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

  if (first == 0 || local[first] == '\0')
    return FALSE;
  if (local[first] == '@')
    return is_one_of_names (view, local, first) || is_foreign_name (view);
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

/* "Ann <ann@b>": the name is all of the address that is its owner's. */
gboolean
legacy_is_first_name (const LegacyView *view)
{
  const char *bracket = strstr (view->from, " <");
  gsize n = bracket != NULL ? (gsize)(bracket - view->from) : 0;
  g_autofree char *name = g_strndup (view->from, n);

  return n > 1 && strncmp (bracket + 2, name, n) == 0 && bracket[2 + n] == '@'
         && !bounce_list_in (name, BOUNCE_LIST_DESK_SENDER);
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
      || strncmp (bracket + 1, view->from, n) != 0 || is_desk (view))
    return FALSE;
  last = legacy_fold_line (view, view->n_body - 1);
  length = strlen (last);
  while (length > 0 && strchr (" .!,", last[length - 1]) != NULL)
    length--;
  return length >= n && strncmp (last + length - n, view->from, n) == 0
         && (length == n || strchr (" ,.", last[length - n - 1]) != NULL);
}

/* "Bo,": LINE calls somebody by a name. */
static gboolean
is_called (const LegacyLine *line)
{
  gsize n = line->length;

  return n > 2 && n < NAME_MAX_BYTES && line->start[n - 1] == ','
         && !g_ascii_islower (line->start[0])
         && memchr (line->start, ' ', n) == NULL
         && memchr (line->start, '@', n) == NULL;
}

/* The first lines of VIEW are looked at for a greeting; the number of lines if
   there is none. */
static guint
find_greeting (const LegacyView *view)
{
  for (guint i = 0; i < view->n_body && i < GREETING_LINES; i++)
    if (is_called (legacy_line (view, i))
        || (legacy_line_may_hold (view, BOUNCE_LIST_SALUTATION)
            && legacy_line_begins (view, i, BOUNCE_LIST_SALUTATION)))
      return i;
  return view->n_body;
}

gboolean
legacy_is_letter (const LegacyView *view)
{
  if (!legacy_line_may_hold (view, BOUNCE_LIST_SIGNING))
    return FALSE;
  for (guint i = find_greeting (view); i < view->n_body; i++)
    if (legacy_line_begins (view, i, BOUNCE_LIST_SIGNING))
      return TRUE;
  return FALSE;
}

/* Whether a line of VIEW is quoted, or says who wrote what stands below it. */
static gboolean
quotes (const LegacyView *view)
{
  for (guint i = 0; i < view->n_body; i++)
    {
      const LegacyLine *line = legacy_line (view, i);

      if (line->length > 0 && line->start[0] == '>')
        return TRUE;
      if (legacy_line_may_hold (view, BOUNCE_LIST_ATTRIBUTION)
          && legacy_line_holds (view, i, BOUNCE_LIST_ATTRIBUTION))
        return TRUE;
    }
  return FALSE;
}

gboolean
legacy_answers_bounce (const LegacyView *view)
{
  const char *colon = strchr (view->subject, ':');

  return !view->quoted && colon != NULL
         && bounce_list_begins (view->subject, BOUNCE_LIST_REPLY_SUBJECT)
         && legacy_is_failing (colon + 1 + strspn (colon + 1, " "))
         && quotes (view)
         && (find_greeting (view) < view->n_body
             || !legacy_begins_with_failure (view, TRUE));
}
