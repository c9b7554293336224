/* A line of JSON as an object of texts: what records and exports are. */
#ifndef BOUNCE_TALLY_JSON_H
#define BOUNCE_TALLY_JSON_H

#include <glib.h>

#include "tally-lines.h"

/* The text of a member that is a string, a number or a boolean ("true",
   "false"); NULL for null.  FALSE with ERROR (exit status 65) to end it. */
typedef gboolean (*BounceJsonFunc) (const char *name, const char *value,
                                    gpointer data, GError **error);

/* Calls FUNC for each member of the object that LINE (without trouble) holds.
   FALSE with ERROR if it holds none, or a member is no text. */
gboolean bounce_json_read (const BounceLine *line, BounceJsonFunc func,
                           gpointer data, GError **error);

#endif
