/* serialise: what compile gathered becomes the one block that match walks
   (table.h): the automaton, then the trie, the rules and their texts. */
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

/* What each phrase of the automaton is to the rules. */
static void
put_phrases (Block *block, const BounceCompiler *compiler)
{
  g_autoptr (GArray) symbols = g_array_new (FALSE, FALSE, sizeof (guint32));

  block->header.hits = block->words->len;
  for (guint i = 0; i < compiler->phrases->len; i++)
    {
      const BounceCompiledPhrase *phrase
          = &g_array_index (compiler->phrases, BounceCompiledPhrase, i);

      put (block, symbols->len);
      put (block, phrase->symbols->len);
      put (block, phrase->words);
      g_array_append_vals (symbols, phrase->symbols->data,
                           phrase->symbols->len);
    }
  block->header.symbols = block->words->len;
  g_array_append_vals (block->words, symbols->data, symbols->len);
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
  g_array_set_size (block.words, sizeof *header / 4);
  bounce_automaton_builder_finish (compiler->automaton, block.words,
                                   compiler->strings, &header->automaton);
  put_phrases (&block, compiler);
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
