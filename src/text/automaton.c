/* automaton: phrases become a byte trie, and the trie the tables that
   bounce_automaton_next walks.  Used when a rules file is loaded and, through
   mkrules, when the program is built. */
#include "config.h"

#include <string.h>

#include "text/automaton-trie.h"
#include "text/automaton.h"

/* A state with more children has a row, which takes a kilobyte. */
#define CHILDREN_MAX 6

void
bounce_automaton_view (BounceAutomaton *automaton, const guint32 *words,
                       const BounceAutomatonParts *parts)
{
  automaton->states = (const BounceAutomatonState *)(words + parts->states);
  automaton->outputs = (const BounceAutomatonOutput *)(words + parts->outputs);
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

/* The automaton under construction: its nodes in order of their numbers. */
typedef struct
{
  BounceAutomatonBuilder *builder;
  GArray *order; /* of guint32: nodes */
  BounceAutomatonState *states;
  GArray *outputs; /* of BounceAutomatonOutput */
  GArray *rows;    /* of guint32 */
} Tables;

/* A node's children side by side, then what descends from each of them. */
static void
number_nodes (Tables *tables)
{
  BounceAutomatonBuilder *builder = tables->builder;
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 node = 0;

  g_array_append_val (tables->order, node);
  g_array_append_val (open, node);
  while (open->len > 0)
    {
      guint first = tables->order->len;

      node = g_array_index (open, guint32, open->len - 1);
      g_array_set_size (open, open->len - 1);
      for (guint32 c = bounce_trie_node (builder, node)->child; c != 0;
           c = bounce_trie_node (builder, c)->sibling)
        {
          bounce_trie_node (builder, c)->number = tables->order->len;
          g_array_append_val (tables->order, c);
        }
      for (guint i = tables->order->len; i > first; i--)
        g_array_append_val (open,
                            g_array_index (tables->order, guint32, i - 1));
    }
}

static const BounceTrieNode *
node_of (const Tables *tables, guint32 number)
{
  return bounce_trie_node (tables->builder,
                           g_array_index (tables->order, guint32, number));
}

/* Where BYTE leads from the state NUMBER, all of whose shorter suffixes are
   done, or 0. */
static guint32
find_child (const Tables *tables, guint32 number, guint8 byte)
{
  guint32 child = node_of (tables, number)->child;

  while (child != 0 && bounce_trie_node (tables->builder, child)->label != byte)
    child = bounce_trie_node (tables->builder, child)->sibling;
  return child == 0 ? 0 : bounce_trie_node (tables->builder, child)->number;
}

/* The children of the state NUMBER, with their failures: that state's own is
   known. */
static void
put_children (const Tables *tables, guint32 number)
{
  BounceAutomatonState *state = &tables->states[number];
  guint32 child = node_of (tables, number)->child;

  for (; child != 0; child = bounce_trie_node (tables->builder, child)->sibling)
    {
      const BounceTrieNode *node = bounce_trie_node (tables->builder, child);
      guint32 from = number, found = 0;

      while (from != 0 && found == 0)
        {
          from = tables->states[from].fail;
          found = find_child (tables, from, node->label);
        }
      if (state->n_children++ == 0)
        state->first = node->number;
      tables->states[node->number].fail = found;
      tables->states[node->number].label = node->label;
    }
}

/* For each state the one of its longest suffix, and what ends there: breadth
   first, for a suffix has less depth. */
static void
put_failures (Tables *tables)
{
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 root = 0;

  g_array_append_val (queue, root);
  for (guint i = 0; i < queue->len; i++)
    {
      guint32 number = g_array_index (queue, guint32, i);
      const BounceTrieNode *node = node_of (tables, number);
      BounceAutomatonState *state = &tables->states[number];

      state->output = number == 0 ? 0 : tables->states[state->fail].output;
      if (node->phrase >= 0)
        {
          BounceAutomatonOutput output
              = { (guint32)node->phrase, state->output };
          state->output = tables->outputs->len;
          g_array_append_val (tables->outputs, output);
        }
      put_children (tables, number);
      for (guint32 c = 0; c < state->n_children; c++)
        {
          guint32 child = state->first + c;
          g_array_append_val (queue, child);
        }
    }
}

/* Rows, once all failures are known; a row takes what it does not know from
   that of its suffix, or goes the long way. */
static void
put_rows (Tables *tables)
{
  g_autofree guint32 *fail = g_new (guint32, tables->order->len);

  for (guint32 i = 0; i < tables->order->len; i++)
    fail[i] = tables->states[i].fail;
  for (guint32 i = 0; i < tables->order->len; i++)
    {
      BounceAutomatonState *state = &tables->states[i];

      if (i > 0 && state->n_children <= CHILDREN_MAX)
        continue;
      state->has_row = TRUE;
      state->fail = tables->rows->len / 256;
      for (guint byte = 0; byte < 256; byte++)
        {
          guint32 from = i, found = find_child (tables, i, (guint8)byte);

          while (from != 0 && found == 0)
            {
              from = fail[from];
              found = find_child (tables, from, (guint8)byte);
            }
          g_array_append_val (tables->rows, found);
        }
    }
}

/* So many numbers of four bytes take a line of a processor's cache. */
#define LINE 16

void
bounce_automaton_builder_finish (BounceAutomatonBuilder *builder, GArray *words,
                                 BounceAutomatonParts *parts)
{
  Tables tables = { .builder = builder };

  tables.order = g_array_new (FALSE, FALSE, sizeof (guint32));
  tables.outputs = g_array_new (FALSE, TRUE, sizeof (BounceAutomatonOutput));
  tables.rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_set_size (tables.outputs, 1);
  number_nodes (&tables);
  tables.states = g_new0 (BounceAutomatonState, tables.order->len);
  put_failures (&tables);
  put_rows (&tables);

  g_array_set_size (words, (words->len + LINE - 1) / LINE * LINE);
  parts->states = words->len;
  g_array_append_vals (words, tables.states,
                       tables.order->len * (sizeof *tables.states / 4));
  parts->outputs = words->len;
  g_array_append_vals (words, tables.outputs->data, tables.outputs->len * 2);
  parts->rows = words->len;
  g_array_append_vals (words, tables.rows->data, tables.rows->len);
  g_array_unref (tables.order);
  g_array_unref (tables.outputs);
  g_array_unref (tables.rows);
  g_free (tables.states);
}
