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

/* Calls FUNC for each member of the object that LINE (without trouble) holds.
   FALSE with ERROR if it holds none, or FUNC fails. */
gboolean bounce_json_read (const BounceLine *line, BounceJsonFunc func,
                           gpointer data, GError **error);

#endif
