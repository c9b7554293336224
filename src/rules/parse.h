/* What parse.c (lines, columns, conditions) and pattern.c (the column of words)
   share; private to these two. */
#ifndef BOUNCE_RULES_PARSE_H
#define BOUNCE_RULES_PARSE_H

#include <glib.h>

#include "rules/table.h"

typedef struct
{
  const char *file;
  guint line;
  BounceCompiler *compiler;
  GHashTable *classes;   /* name -> GPtrArray of wordings, no classes in them */
  GPtrArray *last_class; /* of the line before, if it was a class; borrowed */
  GString *class_lines;
  GString *words, *folded; /* scratch for bounce_fold_words */
} BounceParser;

/* Sets ERROR to "FILE:LINE: ..." and returns FALSE. */
G_GNUC_PRINTF (3, 4)
gboolean bounce_parser_fail (const BounceParser *parser, GError **error,
                             const char *format, ...);

/* The wordings of "a|b c|$d", without classes: an array of char *, owned by the
   caller.  NULL with ERROR set. */
GPtrArray *bounce_parser_alternatives (BounceParser *parser, const char *text,
                                       GError **error);

/* Reads the column of words and adds the rule ENTRY to the compiler. */
gboolean bounce_parser_words (BounceParser *parser, const char *words,
                              const BounceRuleEntry *entry, GError **error);

/* The same for one wording of the notion NAME. */
gboolean bounce_parser_notion (BounceParser *parser, const char *words,
                               const char *name, GError **error);

#endif
