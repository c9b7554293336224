/* whole: tells whether an export has all that it had when it was written,
   before any of it is taken. */
#include "config.h"

#include <string.h>
#include <sysexits.h>

#include <glib.h>

#include "tally/command.h"
#include "tally/export.h"
#include "tally/json.h"
#include "tally/whole.h"

/* A BounceJsonFunc: begins less ends.  Counts make no difference between one
   export, some of them one after another, and one that was sorted. */
static gboolean
count_part (const char *name, const char *value, gpointer data, GError **error)
{
  gint64 *open = data;

  (void)error;
  if (strcmp (name, BOUNCE_EXPORT_PART_NAME) != 0 || value == NULL)
    return TRUE;
  if (strcmp (value, BOUNCE_EXPORT_BEGIN) == 0)
    ++*open;
  else if (strcmp (value, BOUNCE_EXPORT_END) == 0)
    --*open;
  return TRUE;
}

gboolean
bounce_export_is_whole (BounceLines *lines, gboolean *whole, GError **error)
{
  static const char head[] = "{\"" BOUNCE_EXPORT_VERSION_NAME "\"";
  GError *failure = NULL;
  gint64 open = 0;
  BounceLine line;

  while (bounce_lines_next (lines, &line, &failure))
    /* What is wrong with a line is told when it is taken. */
    if (line.text != NULL && g_str_has_prefix (line.text, head)
        && bounce_line_trouble (&line) == NULL)
      bounce_json_read (&line, count_part, &open, NULL);
  *whole = open <= 0;
  if (failure == NULL)
    return bounce_lines_rewind (lines, error);
  g_propagate_error (error, failure);
  return FALSE;
}
