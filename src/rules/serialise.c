/* rules-layout: what rules-compile gathered becomes the one block that
   rules-match walks (rules-table.h): states numbered breadth first, with the
   failure links of Aho and Corasick ("Efficient string matching", 1975), then
   the trie, the rules and their texts. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "rules/compile.h"

/* The block under construction. */
typedef struct
{
  GArray *words; /* of guint32 */
  BounceRulesHeader header;
} Block;

static guint32
put (Block *block, guint32 word)
{
  g_array_append_val (block->words, word);
  return block->words->len - 1;
}

/* Numbers the states breadth first; returns them in that order. */
static GArray *
number_states (BounceCompiler *compiler)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 root = 0;

  g_array_append_val (order, root);
  for (guint i = 0; i < order->len; i++)
    {
      BounceState *state
          = bounce_compiler_state (compiler, g_array_index (order, guint32, i));
      state->number = i;
      for (guint32 c = state->child; c != 0;
           c = bounce_compiler_state (compiler, c)->sibling)
        g_array_append_val (order, c);
    }
  return order;
}

static guint32
find_child (const BounceCompiler *compiler, guint32 state, guint8 label)
{
  guint32 child = bounce_compiler_state (compiler, state)->child;

  while (child != 0 && bounce_compiler_state (compiler, child)->label != label)
    child = bounce_compiler_state (compiler, child)->sibling;
  return child;
}

/* For each state the one of its longest suffix, by number. */
static guint32 *
find_failures (BounceCompiler *compiler, const GArray *order)
{
  guint32 *fail = g_new0 (guint32, order->len);
  const guint32 *at = (const guint32 *)order->data;

  for (guint i = 0; i < order->len; i++)
    for (guint32 c = bounce_compiler_state (compiler, at[i])->child; c != 0;
         c = bounce_compiler_state (compiler, c)->sibling)
      {
        guint8 label = bounce_compiler_state (compiler, c)->label;
        guint32 from = i, found = 0;

        while (from != 0 && found == 0)
          {
            from = fail[from];
            found = find_child (compiler, at[from], label);
          }
        fail[bounce_compiler_state (compiler, c)->number]
            = found == 0 ? 0 : bounce_compiler_state (compiler, found)->number;
      }
  return fail;
}

/* hits[0] is none; a state without a phrase has the hit of its suffix. */
static void
put_hits (Block *block, BounceCompiler *compiler, const GArray *order,
          const guint32 *fail)
{
  g_autofree guint32 *hit_of = g_new0 (guint32, order->len);
  g_autoptr (GArray) symbols = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) hits = g_array_new (FALSE, TRUE, sizeof (BounceHit));

  g_array_set_size (hits, 1);
  for (guint i = 1; i < order->len; i++)
    {
      gint32 number
          = bounce_compiler_state (compiler, g_array_index (order, guint32, i))
                ->phrase;

      hit_of[i] = hit_of[fail[i]];
      if (number >= 0)
        {
          const BounceCompiledPhrase *phrase = &g_array_index (
              compiler->phrases, BounceCompiledPhrase, number);
          BounceHit hit = { hit_of[i], symbols->len, phrase->symbols->len,
                            phrase->words };
          g_array_append_vals (symbols, phrase->symbols->data,
                               phrase->symbols->len);
          hit_of[i] = hits->len;
          g_array_append_val (hits, hit);
        }
    }
  block->header.hit_of = block->words->len;
  g_array_append_vals (block->words, hit_of, order->len);
  block->header.hits = block->words->len;
  g_array_append_vals (block->words, hits->data,
                       hits->len * (sizeof (BounceHit) / 4));
  block->header.symbols = block->words->len;
  g_array_append_vals (block->words, symbols->data, symbols->len);
}

static void
put_automaton (Block *block, BounceCompiler *compiler, GString *bytes)
{
  g_autoptr (GArray) order = number_states (compiler);
  g_autofree guint32 *fail = find_failures (compiler, order);
  guint32 next = 1;

  block->header.n_states = order->len;
  block->header.first = block->words->len;
  for (guint i = 0; i < order->len; i++)
    {
      const BounceState *state
          = bounce_compiler_state (compiler, g_array_index (order, guint32, i));
      put (block, next);
      for (guint32 c = state->child; c != 0;
           c = bounce_compiler_state (compiler, c)->sibling)
        next++;
      g_string_append_c (bytes, (char)state->label);
    }
  put (block, next);
  block->header.fail = block->words->len;
  g_array_append_vals (block->words, fail, order->len);
  put_hits (block, compiler, order, fail);
}

static int
compare_edges (const void *a, const void *b)
{
  const BounceSymbolEdge *x = a, *y = b;

  if (x->symbol != y->symbol)
    return x->symbol < y->symbol ? -1 : 1;
  return x->child < y->child ? -1 : x->child > y->child;
}

static int
compare_accepts (const void *a, const void *b)
{
  const BounceAccept *x = a, *y = b;

  if (x->node != y->node)
    return x->node < y->node ? -1 : 1;
  return x->rule < y->rule ? -1 : x->rule > y->rule;
}

/* The trie: edges by symbol, accepted rules by node. */
static void
put_trie (Block *block, BounceCompiler *compiler)
{
  BounceSymbolEdge *edges = (BounceSymbolEdge *)compiler->edges->data;
  BounceAccept *accepts = (BounceAccept *)compiler->accepts->data;
  guint n = g_hash_table_size (compiler->symbols), at = 0;

  if (compiler->edges->len > 0)
    qsort (edges, compiler->edges->len, sizeof *edges, compare_edges);
  if (compiler->accepts->len > 0)
    qsort (accepts, compiler->accepts->len, sizeof *accepts, compare_accepts);
  block->header.edges_of = block->words->len;
  for (guint symbol = 0; symbol <= n; symbol++)
    {
      put (block, at);
      while (at < compiler->edges->len && edges[at].symbol == symbol)
        at++;
    }
  block->header.edges = block->words->len;
  for (guint i = 0; i < compiler->edges->len; i++)
    {
      put (block, edges[i].parent);
      put (block, edges[i].child);
      put (block, edges[i].gap);
    }
  block->header.n_nodes = compiler->n_nodes;
  block->header.accepts_of = block->words->len;
  at = 0;
  for (guint node = 0; node <= compiler->n_nodes; node++)
    {
      put (block, at);
      while (at < compiler->accepts->len && accepts[at].node == node)
        at++;
    }
  block->header.accepts = block->words->len;
  for (guint i = 0; i < compiler->accepts->len; i++)
    put (block, accepts[i].rule);
}

BounceRules *
bounce_compiler_finish (BounceCompiler *compiler, const char *classes)
{
  Block block = { g_array_new (FALSE, FALSE, sizeof (guint32)), { 0 } };
  BounceRulesHeader *header = &block.header;
  guint8 *memory;

  header->magic = BOUNCE_RULES_MAGIC;
  header->file = compiler->file;
  header->classes = bounce_compiler_string (compiler, classes);
  header->labels = (guint32)compiler->strings->len;
  g_array_set_size (block.words, sizeof *header / 4);
  put_automaton (&block, compiler, compiler->strings);
  put_trie (&block, compiler);
  header->n_rules = compiler->rules->len;
  header->rules = block.words->len;
  g_array_append_vals (block.words, compiler->rules->data,
                       compiler->rules->len * (sizeof (BounceRuleEntry) / 4));
  header->conditions = block.words->len;
  g_array_append_vals (block.words, compiler->conditions->data,
                       compiler->conditions->len);
  header->n_notions = compiler->notions->len;
  header->notions = block.words->len;
  g_array_append_vals (block.words, compiler->notions->data,
                       compiler->notions->len);
  header->n_words = block.words->len;
  header->n_bytes = (guint32)compiler->strings->len;
  memcpy (block.words->data, header, sizeof *header);

  memory = g_malloc (header->n_words * 4 + header->n_bytes);
  memcpy (memory, block.words->data, header->n_words * 4);
  memcpy (memory + header->n_words * 4, compiler->strings->str,
          header->n_bytes);
  g_array_unref (block.words);
  return (BounceRules *)memory;
}
