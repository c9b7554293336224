/* An option that there is not, and which one may have been meant; one that may
   not be as it was given. */
#ifndef BOUNCE_CLI_WRONG_OPTION_H
#define BOUNCE_CLI_WRONG_OPTION_H

#include <glib.h>

/* Words ERROR, which is GOption's, as ours are; if it is for an unknown option
   of ARGV, with the nearest names of TABLES (each ends with an entry without
   long_name; hidden entries are not told). */
void bounce_wrong_option_hint (GError *error, char *const *argv,
                               const GOptionEntry *const *tables, guint n);

/* Sets ERROR (may be NULL) to G_OPTION_ERROR_BAD_VALUE with the message of
   FORMAT, as of printf(3), and returns FALSE. */
gboolean bounce_wrong_option (GError **error, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

#endif
