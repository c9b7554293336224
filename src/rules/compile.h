/* What compile gathers and serialise lays out; for these two only. */
#ifndef BOUNCE_RULES_COMPILE_H
#define BOUNCE_RULES_COMPILE_H

#include <glib.h>

#include "rules/table.h"
#include "text/automaton.h"

/* What a phrase of the automaton is to the rules. */
typedef struct
{
  guint32 words; /* as in BounceHit */
  GArray *symbols;
} BounceCompiledPhrase;

typedef struct
{
  guint32 symbol, parent, child, gap;
} BounceSymbolEdge;

typedef struct
{
  guint32 node, rule;
} BounceAccept;

struct BounceCompiler
{
  BounceAutomatonBuilder *automaton;
  GArray *phrases;      /* of BounceCompiledPhrase, by number */
  GHashTable *symbols;  /* "3 17 21": phrases -> number + 1 */
  GHashTable *children; /* "parent symbol gap" -> node */
  GArray *edges;        /* of BounceSymbolEdge */
  guint32 n_nodes;      /* 0 is the root */
  GArray *accepts;      /* of BounceAccept */
  GArray *rules;        /* of BounceRuleEntry */
  GArray *notions;      /* of guint32: names, offsets of strings */
  GArray *conditions;   /* of guint32 */
  GString *strings;
  GHashTable *known; /* string -> its offset */
  guint32 file;
};

#endif
