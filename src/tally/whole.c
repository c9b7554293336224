/* whole: tells whether a file is an export, and has all that it had when it was
   written, before any of it is taken. */
#include "config.h"

#include <string.h>
#include <sysexits.h>

#include <glib.h>

#include "tally/command.h"
#include "tally/export.h"
#include "tally/json.h"
#include "tally/whole.h"

typedef struct
{
  gboolean any; /* a line of an export */
  gint64 open;  /* beginnings less ends: so neither some exports, one after
                   another, nor a sorted one make a difference */
} Look;

/* A BounceJsonFunc. */
static gboolean
look_at_member (const char *name, const char *value, gpointer data,
                GError **error)
{
  static const char *const names[]
      = { BOUNCE_EXPORT_VERSION_NAME, BOUNCE_EXPORT_SETTING_NAME,
          BOUNCE_EXPORT_CONTACT_NAME, NULL };
  Look *look = data;

  (void)error;
  look->any = look->any || g_strv_contains (names, name);
  if (strcmp (name, BOUNCE_EXPORT_PART_NAME) != 0 || value == NULL)
    return TRUE;
  if (strcmp (value, BOUNCE_EXPORT_BEGIN) == 0)
    look->open++;
  else if (strcmp (value, BOUNCE_EXPORT_END) == 0)
    look->open--;
  return TRUE;
}

gboolean
bounce_export_look (BounceLines *lines, BounceExportState *state,
                    GError **error)
{
  static const char head[] = "{\"" BOUNCE_EXPORT_VERSION_NAME "\"";
  GError *failure = NULL;
  Look look = { FALSE, 0 };
  BounceLine line;

  while (bounce_lines_next (lines, &line, &failure))
    /* What is wrong with a line is told when it is taken. */
    if (line.text != NULL && (!look.any || g_str_has_prefix (line.text, head))
        && bounce_line_trouble (&line) == NULL)
      bounce_json_read (&line, look_at_member, &look, NULL);
  *state = !look.any       ? BOUNCE_EXPORT_NONE
           : look.open > 0 ? BOUNCE_EXPORT_CUT
                           : BOUNCE_EXPORT_WHOLE;
  if (failure == NULL)
    return bounce_lines_rewind (lines, error);
  g_propagate_error (error, failure);
  return FALSE;
}
