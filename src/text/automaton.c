/* automaton: builds a byte trie of phrases, and of the trie the tables that
   bounce_automaton_next walks.  Used when a rules file is loaded and, through
   mkrules, when the program is built. */
#include "config.h"

#include <string.h>

#include "text/automaton-trie.h"
#include "text/automaton.h"

/* A state with more children has a row, which takes half a kilobyte. */
#define CHILDREN_MAX 6

void
bounce_automaton_view (BounceAutomaton *automaton, const guint32 *words,
                       const BounceAutomatonParts *parts)
{
  automaton->slots = (const BounceAutomatonSlot *)(words + parts->slots);
  automaton->columns = (const guint8 *)(words + parts->columns);
  automaton->rows = words + parts->rows;
}

BounceAutomatonBuilder *
bounce_automaton_builder_new (void)
{
  BounceAutomatonBuilder *builder = g_new0 (BounceAutomatonBuilder, 1);
  BounceTrieNode root = { .phrase = -1 };

  builder->nodes = g_array_new (FALSE, FALSE, sizeof (BounceTrieNode));
  g_array_append_val (builder->nodes, root);
  return builder;
}

void
bounce_automaton_builder_free (BounceAutomatonBuilder *builder)
{
  if (builder == NULL)
    return;
  g_array_unref (builder->nodes);
  g_free (builder);
}

/* The child of NODE by LABEL, made where there is none; siblings are sorted,
   so that the tables do not depend on the order of the phrases. */
static guint32
add_child (BounceAutomatonBuilder *builder, guint32 node, guint8 label)
{
  BounceTrieNode fresh = { .phrase = -1, .label = label };
  guint32 before = 0, child = bounce_trie_node (builder, node)->child;

  while (child != 0 && bounce_trie_node (builder, child)->label < label)
    {
      before = child;
      child = bounce_trie_node (builder, child)->sibling;
    }
  if (child != 0 && bounce_trie_node (builder, child)->label == label)
    return child;
  fresh.sibling = child;
  child = builder->nodes->len;
  g_array_append_val (builder->nodes, fresh);
  if (before != 0)
    bounce_trie_node (builder, before)->sibling = child;
  else
    bounce_trie_node (builder, node)->child = child;
  return child;
}

guint32
bounce_automaton_builder_add (BounceAutomatonBuilder *builder,
                              const char *phrase, gsize length)
{
  guint32 node = 0;

  g_assert (length > 0);
  for (gsize i = 0; i < length; i++)
    node = add_child (builder, node, (guint8)phrase[i]);
  if (bounce_trie_node (builder, node)->phrase < 0)
    bounce_trie_node (builder, node)->phrase = (gint32)builder->n_phrases++;
  return (guint32)bounce_trie_node (builder, node)->phrase;
}

/* --- The tables --- */

/* The child of NODE by LABEL, or 0. */
static guint32
find_child (const BounceAutomatonBuilder *builder, guint32 node, guint8 label)
{
  guint32 child = bounce_trie_node (builder, node)->child;

  while (child != 0 && bounce_trie_node (builder, child)->label != label)
    child = bounce_trie_node (builder, child)->sibling;
  return child;
}

/* Where LABEL leads from NODE, which does not have that child; the suffixes of
   NODE are known. */
static guint32
find_by_suffix (const BounceAutomatonBuilder *builder, guint32 node,
                guint8 label)
{
  guint32 found = 0;

  while (node != 0 && found == 0)
    {
      node = bounce_trie_node (builder, node)->fail;
      found = find_child (builder, node, label);
    }
  return found;
}

/* For each node that of its longest suffix, and whether a phrase ends there:
   breadth first, for a suffix has less depth. */
static void
link_suffixes (BounceAutomatonBuilder *builder)
{
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 root = 0;

  g_array_append_val (queue, root);
  for (guint i = 0; i < queue->len; i++)
    {
      guint32 number = g_array_index (queue, guint32, i);
      BounceTrieNode *node = bounce_trie_node (builder, number);

      node->ends
          = node->phrase >= 0
            || (number != 0 && bounce_trie_node (builder, node->fail)->ends);
      for (guint32 c = node->child; c != 0;
           c = bounce_trie_node (builder, c)->sibling)
        {
          BounceTrieNode *child = bounce_trie_node (builder, c);

          child->fail = find_by_suffix (builder, number, child->label);
          g_array_append_val (queue, c);
        }
    }
}

/* In the order of slots: the slot of the phrases that end in a node, not its
   state. */
#define IS_END 0x80000000u

/* Appends to ORDER the nodes as their states stand: a node's children side by
   side, then what descends from each of them. */
static void
number_nodes (BounceAutomatonBuilder *builder, GArray *order)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 number = 0;

  g_array_append_val (order, number);
  g_array_append_val (open, number);
  while (open->len > 0)
    {
      BounceTrieNode *node;

      number = g_array_index (open, guint32, open->len - 1);
      node = bounce_trie_node (builder, number);
      g_array_set_size (open, open->len - 1);
      if (node->ends)
        {
          number |= IS_END;
          g_array_append_val (order, number);
        }
      node->first = order->len;
      for (guint32 c = node->child; c != 0;
           c = bounce_trie_node (builder, c)->sibling)
        {
          bounce_trie_node (builder, c)->number = order->len;
          g_array_append_val (order, c);
        }
      for (guint i = order->len; i > node->first; i--)
        g_array_append_val (open, g_array_index (order, guint32, i - 1));
    }
}

/* The slot of the phrases that end in NODE: the longest one, and where that of
   its suffixes stands. */
static BounceAutomatonSlot
make_end (const BounceAutomatonBuilder *builder, const BounceTrieNode *node,
          const guint32 *values)
{
  const BounceTrieNode *suffix;

  while (node->phrase < 0)
    node = bounce_trie_node (builder, node->fail);
  suffix = bounce_trie_node (builder, node->fail);
  return (BounceAutomatonSlot){
    .end = { values[node->phrase], suffix->ends ? suffix->first - 1 : 0 }
  };
}

/* The rows under construction. */
typedef struct
{
  guint8 columns[256]; /* by byte; 0: it is in no phrase */
  guint8 bytes[256];   /* by column, but for 0 */
  guint n;             /* columns */
  GArray *states;      /* of guint32 */
} Rows;

static void
choose_columns (const BounceAutomatonBuilder *builder, Rows *rows)
{
  gboolean seen[256] = { FALSE };

  for (guint32 i = 1; i < builder->nodes->len; i++)
    seen[bounce_trie_node (builder, i)->label] = TRUE;
  memset (rows->columns, 0, sizeof rows->columns);
  rows->n = 1;
  for (guint byte = 1; byte < 256; byte++)
    if (seen[byte])
      {
        rows->bytes[rows->n] = (guint8)byte;
        rows->columns[byte] = (guint8)rows->n++;
      }
}

/* Where each byte leads from the node NUMBER. */
static void
append_row (const BounceAutomatonBuilder *builder, guint32 number, Rows *rows)
{
  guint32 root = 0;

  g_array_append_val (rows->states, root);
  for (guint column = 1; column < rows->n; column++)
    {
      guint8 byte = rows->bytes[column];
      guint32 found = find_child (builder, number, byte);

      if (found == 0)
        found = find_by_suffix (builder, number, byte);
      g_array_append_val (rows->states,
                          bounce_trie_node (builder, found)->number);
    }
}

/* The slot of the node NUMBER's state; its row goes to ROWS. */
static BounceAutomatonSlot
make_state (const BounceAutomatonBuilder *builder, guint32 number, Rows *rows)
{
  const BounceTrieNode *node = bounce_trie_node (builder, number);
  guint32 flags = 0, children = 0;
  guint32 fail = bounce_trie_node (builder, node->fail)->number;

  for (guint32 c = node->child; c != 0;
       c = bounce_trie_node (builder, c)->sibling)
    children++;
  if (children == 0)
    flags |= BOUNCE_STATE_LEAF;
  if (node->sibling == 0)
    flags |= BOUNCE_STATE_LAST;
  if (node->ends)
    flags |= BOUNCE_STATE_ENDS;
  if (number == 0 || children > CHILDREN_MAX)
    {
      flags |= BOUNCE_STATE_ROW;
      fail = rows->states->len;
      append_row (builder, number, rows);
    }
  return (BounceAutomatonSlot){
    .state = { node->first << BOUNCE_STATE_SHIFT | node->label,
               fail << BOUNCE_STATE_SHIFT | flags }
  };
}

/* So many numbers of four bytes take a line of a processor's cache. */
#define LINE 16

gboolean
bounce_automaton_builder_finish (BounceAutomatonBuilder *builder,
                                 const guint32 *values, GArray *words,
                                 BounceAutomatonParts *parts)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (guint32));
  Rows rows = { .states = states };

  /* A node has two slots at most. */
  if (builder->nodes->len >= 1u << (BOUNCE_STATE_BITS - 1))
    return FALSE;
  choose_columns (builder, &rows);
  link_suffixes (builder);
  number_nodes (builder, order);
  g_array_set_size (words, (words->len + LINE - 1) / LINE * LINE);
  parts->slots = words->len;
  for (guint i = 0; i < order->len; i++)
    {
      guint32 number = g_array_index (order, guint32, i);
      BounceAutomatonSlot slot
          = number & IS_END ? make_end (
                builder, bounce_trie_node (builder, number & ~IS_END), values)
                            : make_state (builder, number, &rows);

      g_array_append_vals (words, &slot, sizeof slot / 4);
    }
  parts->columns = words->len;
  g_array_append_vals (words, rows.columns, sizeof rows.columns / 4);
  parts->rows = words->len;
  g_array_append_vals (words, states->data, states->len);
  return states->len < 1u << BOUNCE_STATE_BITS;
}
