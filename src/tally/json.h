/* A line of JSON as an object of texts: what records and exports are. */
#ifndef BOUNCE_TALLY_JSON_H
#define BOUNCE_TALLY_JSON_H

#include <glib.h>

#include "tally/lines.h"

/* A member that is not null: its text if it is a string, a number or a boolean
   ("true", "false"), else NULL.  FALSE with ERROR (exit status 65) ends
   the reading. */
typedef gboolean (*BounceJsonFunc) (const char *name, const char *value,
                                    gpointer data, GError **error);

/* Calls FUNC, with DATA, for each member of the object (RFC 8259, 4) that LINE,
   for which bounce_line_trouble is NULL, holds.  FALSE with ERROR set (exit
   status 65) if it holds no object, or if FUNC fails. */
gboolean bounce_json_read (const BounceLine *line, BounceJsonFunc func,
                           gpointer data, GError **error);

#endif
