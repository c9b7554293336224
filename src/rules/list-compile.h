/* Turns the data of the word lists into C, for mkrules. */
#ifndef BOUNCE_RULES_LIST_COMPILE_H
#define BOUNCE_RULES_LIST_COMPILE_H

#include <glib.h>

typedef struct BounceListCompiler BounceListCompiler;

BounceListCompiler *bounce_list_compiler_new (void);
void bounce_list_compiler_free (BounceListCompiler *compiler);

/* Reads TEXT, the content of FILE.  FALSE with ERROR set ("FILE:LINE: what is
   wrong") if a line is not in the format. */
gboolean bounce_list_compiler_read (BounceListCompiler *compiler,
                                    const char *file, const char *text,
                                    GError **error);

/* Appends the C of text/list-names.h, the enumeration of the names, to OUT. */
void bounce_list_compiler_names (const BounceListCompiler *compiler,
                                 GString *out);

/* Appends the C of the tables that text/list-table.h declares to OUT, and to
   NEARLY_FULL a line for each that has little room left.  FALSE with ERROR set
   if one would be too large. */
gboolean bounce_list_compiler_table (const BounceListCompiler *compiler,
                                     GString *out, GString *nearly_full,
                                     GError **error);

#endif
