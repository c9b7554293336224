/* An option that there is not, and which one may have been meant. */
#ifndef BOUNCE_CLI_WRONG_OPTION_H
#define BOUNCE_CLI_WRONG_OPTION_H

#include <glib.h>

/* Words ERROR, which is GOption's, as ours are; if it is for an unknown option
   of ARGV, with the nearest names of TABLES (each ends with an entry without
   long_name; hidden entries are not told). */
void bounce_wrong_option_hint (GError *error, char *const *argv,
                               const GOptionEntry *const *tables, guint n);

#endif
