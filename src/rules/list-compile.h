/* The word lists' data into C, for mkrules. */
#ifndef BOUNCE_RULES_LIST_COMPILE_H
#define BOUNCE_RULES_LIST_COMPILE_H

#include <glib.h>

typedef struct BounceListCompiler BounceListCompiler;

BounceListCompiler *bounce_list_compiler_new (void);
void bounce_list_compiler_free (BounceListCompiler *compiler);

/* Reads TEXT, the content of FILE.  FALSE with ERROR. */
gboolean bounce_list_compiler_read (BounceListCompiler *compiler,
                                    const char *file, const char *text,
                                    GError **error);

/* The enumeration of the names. */
void bounce_list_compiler_names (const BounceListCompiler *compiler,
                                 GString *out);

/* text/list-table.h's table.  FALSE with ERROR if it would be too large. */
gboolean bounce_list_compiler_table (const BounceListCompiler *compiler,
                                     GString *out, GError **error);

#endif
