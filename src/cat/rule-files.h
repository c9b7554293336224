/* Which rules are tried: the command line's, those at the default places, and
   the built-in ones. */
#ifndef BOUNCE_CAT_RULE_FILES_H
#define BOUNCE_CAT_RULE_FILES_H

#include <glib.h>

/* The rule sets to try, first to last (const BounceRules *): the files NAMED
   (NULL-terminated, or NULL), those at the default places that exist, and the
   built-in set.  Free with g_ptr_array_unref.  NULL with ERROR (domain
   BOUNCE_RULES_ERROR) if one can't be read. */
GPtrArray *bounce_rule_files_load (char *const *named, GError **error);

#endif
