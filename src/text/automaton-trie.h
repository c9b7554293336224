/* The byte trie of the phrases that were added to a builder.  Private to
   automaton.c and dense-automaton.c. */
#ifndef BOUNCE_TEXT_AUTOMATON_TRIE_H
#define BOUNCE_TEXT_AUTOMATON_TRIE_H

#include <glib.h>

typedef struct
{
  guint32 child, sibling; /* 0: none; siblings are sorted by their labels */
  gint32 phrase;          /* the one that ends here, or -1 */
  guint8 label;
  /* Once the tables are made: */
  gboolean ends;  /* a phrase ends here, or in a suffix */
  guint32 fail;   /* the node of the longest suffix */
  guint32 number; /* of its state */
  guint32 first;  /* where the children of that begin */
} BounceTrieNode;

struct BounceAutomatonBuilder
{
  GArray *nodes; /* of BounceTrieNode; 0 is the root */
  guint32 n_phrases;
};

static inline BounceTrieNode *
bounce_trie_node (const struct BounceAutomatonBuilder *builder, guint32 i)
{
  return &g_array_index (builder->nodes, BounceTrieNode, i);
}

#endif
