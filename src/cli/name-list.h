/* Lists of names at the end of --help. */
#ifndef BOUNCE_CLI_NAME_LIST_H
#define BOUNCE_CLI_NAME_LIST_H

#include <glib.h>

/* Appends HEADING and the N names that NAME gives (NULL: none there), in lines
   that fit a terminal. */
void bounce_name_list (GString *out, const char *heading, int n,
                       const char *(*name) (int i));

/* The same of all categories. */
void bounce_name_list_categories (GString *out);

#endif
