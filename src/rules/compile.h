/* What rules-compile gathers and rules-layout lays out; for these two only. */
#ifndef BOUNCE_RULES_COMPILE_H
#define BOUNCE_RULES_COMPILE_H

#include <glib.h>

#include "rules/table.h"

/* A state of the automaton while phrases are added: a node of a byte trie. */
typedef struct
{
  guint32 child, sibling; /* 0: none */
  guint32 number;         /* breadth first */
  gint32 phrase;          /* the one that ends here, or -1 */
  guint8 label;
} BounceState;

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
  GArray *states;       /* of BounceState; 0 is the root */
  GArray *phrases;      /* of BounceCompiledPhrase */
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

static inline BounceState *
bounce_compiler_state (const BounceCompiler *compiler, guint32 i)
{
  return &g_array_index (compiler->states, BounceState, i);
}

#endif
