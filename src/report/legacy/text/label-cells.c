/* label-cells: rewrites tables of which each row is a label and its value: "To
   | a@b", "Reason | 550 no".  Such a row gets a colon, and is then a line with
   a label like any other. */
#include "config.h"

#include <string.h>

#include "report/legacy/text/label-cells.h"
#include "report/legacy/text/lines.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* A label is no longer, in bytes; so many rows are a table. */
#define LABEL_MAX 40
#define ROWS_MIN 3

/* Where the only tab of the line P..END stands, behind a label; NULL: no such
   row. */
static const char *
find_row (const char *p, const char *end)
{
  const char *tab;

  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  tab = memchr (p, '\t', (gsize)(end - p));
  if (tab == NULL || tab == p || tab - p > LABEL_MAX
      || memchr (p, '@', (gsize)(tab - p)) != NULL
      || memchr (tab + 1, '\t', (gsize)(end - tab - 1)) != NULL)
    return NULL;
  for (const char *rest = tab + 1; rest < end; rest++)
    if (*rest != ' ')
      return tab;
  return NULL;
}

/* Whether the row that begins at P, and whose tab is TAB, tells whom a mail was
   for. */
static gboolean
tells_whom (const char *p, const char *tab, const char *end)
{
  g_autofree char *label = NULL;
  g_autofree char *folded = NULL;

  if (memchr (tab, '@', (gsize)(end - tab)) == NULL)
    return FALSE;
  folded = bounce_fold_line (p, tab - p);
  label = g_strconcat (g_strstrip (folded), ":", NULL);
  return bounce_list_begins (label, BOUNCE_LIST_ADDRESSEE_LABEL)
         || bounce_list_begins (label, BOUNCE_LIST_RECIPIENT_LABEL)
         || bounce_list_begins (label, BOUNCE_LIST_EVENT_ADDRESS);
}

/* The end of the rows that begin at P; NULL: they are no table of labels. */
static const char *
find_table (const char *p)
{
  guint n = 0;
  gboolean whom = FALSE;
  const char *stop = p;

  while (*p != '\0')
    {
      const char *end = p + strcspn (p, "\n");
      const char *tab = find_row (p, end);
      const char *next = *end == '\0' ? end : end + 1;

      if (tab != NULL)
        {
          n++;
          whom = whom || tells_whom (p, tab, end);
          stop = next;
        }
      else if (p + strspn (p, " \t\r") != end)
        break;
      p = next;
    }
  return n >= ROWS_MIN && whom ? stop : NULL;
}

/* Adds the rows START..STOP to OUT, with colons. */
static void
add_rows (GString *out, const char *start, const char *stop)
{
  while (start < stop)
    {
      const char *end = start + strcspn (start, "\n");
      const char *next = *end == '\0' ? end : end + 1;
      const char *tab = find_row (start, end);

      if (tab != NULL)
        {
          const char *last = tab;

          while (last > start && last[-1] == ' ')
            last--;
          g_string_append_len (out, start, last - start);
          if (!legacy_is_bare_label (start, (gsize)(last - start)))
            g_string_append_c (out, ':');
          start = tab;
        }
      g_string_append_len (out, start, next - start);
      start = next;
    }
}

char *
legacy_label_cells (char *text)
{
  GString *out = NULL;
  const char *done = text;

  for (const char *p = text; (p = strchr (p, '\t')) != NULL;)
    {
      const char *start = p;
      const char *stop;

      while (start > done && start[-1] != '\n')
        start--;
      stop = find_row (start, p + strcspn (p, "\n")) == p ? find_table (start)
                                                          : NULL;
      if (stop != NULL)
        {
          if (out == NULL)
            out = g_string_sized_new (strlen (text) + 64);
          g_string_append_len (out, done, start - done);
          add_rows (out, start, stop);
          done = stop;
        }
      p = stop != NULL ? stop : p + strcspn (p, "\n");
    }
  if (out == NULL)
    return text;
  g_string_append (out, done);
  g_free (text);
  return g_string_free (out, FALSE);
}
