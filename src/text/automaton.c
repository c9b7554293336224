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
                       const char *bytes, const BounceAutomatonParts *parts)
{
  automaton->states = (const BounceAutomatonState *)(words + parts->states);
  automaton->outputs = (const BounceAutomatonOutput *)(words + parts->outputs);
  automaton->rows = words + parts->rows;
  automaton->labels = (const guint8 *)bytes + parts->labels;
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

static void
number_nodes (Tables *tables)
{
  guint32 root = 0;

  g_array_append_val (tables->order, root);
  for (guint i = 0; i < tables->order->len; i++)
    {
      BounceTrieNode *node = bounce_trie_node (
          tables->builder, g_array_index (tables->order, guint32, i));

      node->number = i;
      for (guint32 c = node->child; c != 0;
           c = bounce_trie_node (tables->builder, c)->sibling)
        g_array_append_val (tables->order, c);
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

/* For each state the one of its longest suffix, and what ends there. */
static void
put_failures (Tables *tables)
{
  guint32 next = 1;

  for (guint32 i = 0; i < tables->order->len; i++)
    {
      const BounceTrieNode *node = node_of (tables, i);
      BounceAutomatonState *state = &tables->states[i];

      state->output = i == 0 ? 0 : tables->states[state->fail].output;
      if (node->phrase >= 0)
        {
          BounceAutomatonOutput output
              = { (guint32)node->phrase, state->output };
          state->output = tables->outputs->len;
          g_array_append_val (tables->outputs, output);
        }
      state->first = next;
      for (guint32 c = node->child; c != 0;
           c = bounce_trie_node (tables->builder, c)->sibling)
        {
          guint8 label = bounce_trie_node (tables->builder, c)->label;
          guint32 from = i, found = 0;

          while (from != 0 && found == 0)
            {
              from = tables->states[from].fail;
              found = find_child (tables, from, label);
            }
          tables->states[next++].fail = found;
        }
    }
  tables->states[tables->order->len].first = next;
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

      if (i > 0 && state[1].first - state->first <= CHILDREN_MAX)
        continue;
      state->fail = BOUNCE_AUTOMATON_ROW | tables->rows->len / 256;
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

void
bounce_automaton_builder_finish (BounceAutomatonBuilder *builder, GArray *words,
                                 GString *bytes, BounceAutomatonParts *parts)
{
  Tables tables = { .builder = builder };

  tables.order = g_array_new (FALSE, FALSE, sizeof (guint32));
  tables.outputs = g_array_new (FALSE, TRUE, sizeof (BounceAutomatonOutput));
  tables.rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_set_size (tables.outputs, 1);
  number_nodes (&tables);
  tables.states = g_new0 (BounceAutomatonState, tables.order->len + 1);
  put_failures (&tables);
  put_rows (&tables);

  parts->states = words->len;
  g_array_append_vals (words, tables.states,
                       (tables.order->len + 1) * sizeof *tables.states / 4);
  parts->outputs = words->len;
  g_array_append_vals (words, tables.outputs->data, tables.outputs->len * 2);
  parts->rows = words->len;
  g_array_append_vals (words, tables.rows->data, tables.rows->len);
  parts->labels = (guint32)bytes->len;
  for (guint32 i = 0; i < tables.order->len; i++)
    g_string_append_c (bytes, (char)node_of (&tables, i)->label);

  g_array_unref (tables.order);
  g_array_unref (tables.outputs);
  g_array_unref (tables.rows);
  g_free (tables.states);
}
