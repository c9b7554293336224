/* What GOption leaves to do: short options with their value attached. */
#ifndef BOUNCE_CLI_ARGUMENTS_H
#define BOUNCE_CLI_ARGUMENTS_H

#include <glib.h>

/* ARGV (NULL-terminated) with "-aj2" as "-aj" and "2"; free with g_strfreev.
   TABLE ends with an entry without long_name. */
char **bounce_arguments_split (char **argv, const GOptionEntry *table);

#endif
