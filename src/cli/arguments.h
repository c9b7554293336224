/* What GOption leaves to do: short options with their value attached, and flags
   that have one and should not. */
#ifndef BOUNCE_CLI_ARGUMENTS_H
#define BOUNCE_CLI_ARGUMENTS_H

#include <glib.h>

/* ARGV (NULL-terminated) with "-aj2" as "-aj" and "2"; free with g_strfreev.
   TABLE ends with an entry without long_name.  NULL with ERROR (domain
   G_OPTION_ERROR). */
char **bounce_arguments_split (char **argv, const GOptionEntry *table,
                               GError **error);

#endif
