/* serialise: lays out what compile gathered as the one block that match walks
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
append_word (Block *block, guint32 word)
{
  g_array_append_val (block->words, word);
  return block->words->len - 1;
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

/* By symbol, with one more: where its edges begin among the sorted ones. */
static guint32 *
first_edges (const BounceCompiler *compiler)
{
  const BounceSymbolEdge *edges
      = (const BounceSymbolEdge *)compiler->edges->data;
  guint n = g_hash_table_size (compiler->symbols), at = 0;
  guint32 *first = g_new (guint32, n + 1);

  for (guint symbol = 0; symbol <= n; symbol++)
    {
      first[symbol] = at;
      while (at < compiler->edges->len && edges[at].symbol == symbol)
        at++;
    }
  return first;
}

/* Appends to TO the edges of SYMBOLS that leave the root, or all others. */
static void
append_edges (const GArray *symbols, const guint32 *first,
              const BounceSymbolEdge *edges, gboolean root, GArray *to)
{
  for (guint i = 0; i < symbols->len; i++)
    {
      guint32 symbol = g_array_index (symbols, guint32, i);

      for (guint32 e = first[symbol]; e < first[symbol + 1]; e++)
        {
          BounceEdge edge = { edges[e].parent, edges[e].child, edges[e].gap };

          if ((edge.parent == 0) == root)
            g_array_append_val (to, edge);
        }
    }
}

/* Puts the edges of SYMBOLS to TO, unless it has them, for the same symbols,
   already: KNOWN has these as bytes. */
static void
put_slice (BounceHit *hit, guint32 words, const GArray *symbols,
           const guint32 *first, const BounceSymbolEdge *edges, GArray *to,
           GHashTable *known)
{
  g_autoptr (GBytes) key
      = g_bytes_new (symbols->data, symbols->len * sizeof (guint32));
  gpointer slice = g_hash_table_lookup (known, key);

  if (slice == NULL)
    {
      BounceHit fresh = { .edges = to->len };

      append_edges (symbols, first, edges, TRUE, to);
      fresh.n_root = to->len - fresh.edges;
      append_edges (symbols, first, edges, FALSE, to);
      fresh.n_edges = to->len - fresh.edges;
      slice = g_memdup2 (&fresh, sizeof fresh);
      g_hash_table_insert (known, g_bytes_ref (key), slice);
    }
  *hit = *(const BounceHit *)slice;
  hit->words = words;
}

/* Marks the edges to nodes that complete a rule. */
static void
mark_accepts (const BounceCompiler *compiler)
{
  g_autofree gboolean *accepts = g_new0 (gboolean, compiler->n_nodes);

  for (guint i = 0; i < compiler->accepts->len; i++)
    accepts[g_array_index (compiler->accepts, BounceAccept, i).node] = TRUE;
  for (guint i = 0; i < compiler->edges->len; i++)
    {
      BounceSymbolEdge *edge
          = &g_array_index (compiler->edges, BounceSymbolEdge, i);

      if (accepts[edge->child])
        edge->gap |= BOUNCE_GAP_ACCEPTS;
    }
}

/* What the phrases of the automaton are to the rules: many are the same. */
typedef struct
{
  GArray *hits;   /* of BounceHit */
  GArray *edges;  /* of BounceEdge */
  GArray *hit_of; /* of guint32: by phrase the number of its hit */
} Phrases;

static void
phrases_init (Phrases *phrases)
{
  phrases->hits = g_array_new (FALSE, FALSE, sizeof (BounceHit));
  phrases->edges = g_array_new (FALSE, FALSE, sizeof (BounceEdge));
  phrases->hit_of = g_array_new (FALSE, FALSE, sizeof (guint32));
}

static void
phrases_clear (Phrases *phrases)
{
  g_array_unref (phrases->hits);
  g_array_unref (phrases->edges);
  g_array_unref (phrases->hit_of);
}

/* Appends the number of HIT, which is put where it is new: KNOWN has numbers,
   from 1, by hits. */
static void
append_hit (Phrases *phrases, const BounceHit *hit, GHashTable *known)
{
  g_autoptr (GBytes) key = g_bytes_new (hit, sizeof *hit);
  guint32 number = GPOINTER_TO_UINT (g_hash_table_lookup (known, key));

  if (number == 0)
    {
      g_array_append_vals (phrases->hits, hit, 1);
      number = phrases->hits->len;
      g_hash_table_insert (known, g_bytes_ref (key), GUINT_TO_POINTER (number));
    }
  number--;
  g_array_append_val (phrases->hit_of, number);
}

static void
gather_phrases (Phrases *phrases, const BounceCompiler *compiler)
{
  g_autoptr (GHashTable) slices = g_hash_table_new_full (
      g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, g_free);
  g_autoptr (GHashTable) hits = g_hash_table_new_full (
      g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
  g_autofree guint32 *first = first_edges (compiler);

  for (guint i = 0; i < compiler->phrases->len; i++)
    {
      const BounceCompiledPhrase *phrase
          = &g_array_index (compiler->phrases, BounceCompiledPhrase, i);
      BounceHit hit;

      put_slice (&hit, phrase->words, phrase->symbols, first,
                 (const BounceSymbolEdge *)compiler->edges->data,
                 phrases->edges, slices);
      append_hit (phrases, &hit, hits);
    }
}

/* The automaton, whose phrases have hits for values.  FALSE if it is too
   large. */
static gboolean
put_phrases (Block *block, const BounceCompiler *compiler)
{
  Phrases phrases;
  gboolean fits;

  phrases_init (&phrases);
  gather_phrases (&phrases, compiler);
  fits = bounce_automaton_builder_finish (
      compiler->automaton, (const guint32 *)phrases.hit_of->data, block->words,
      &block->header.automaton);
  block->header.hits = block->words->len;
  g_array_append_vals (block->words, phrases.hits->data,
                       phrases.hits->len * (sizeof (BounceHit) / 4));
  block->header.edges = block->words->len;
  g_array_append_vals (block->words, phrases.edges->data,
                       phrases.edges->len * (sizeof (BounceEdge) / 4));
  phrases_clear (&phrases);
  return fits;
}

/* The accepted rules by node. */
static void
put_accepts (Block *block, BounceCompiler *compiler)
{
  BounceAccept *accepts = (BounceAccept *)compiler->accepts->data;
  guint at = 0;

  if (compiler->accepts->len > 0)
    qsort (accepts, compiler->accepts->len, sizeof *accepts, compare_accepts);
  block->header.n_nodes = compiler->n_nodes;
  block->header.accepts_of = block->words->len;
  for (guint node = 0; node <= compiler->n_nodes; node++)
    {
      append_word (block, at);
      while (at < compiler->accepts->len && accepts[at].node == node)
        at++;
    }
  block->header.accepts = block->words->len;
  for (guint i = 0; i < compiler->accepts->len; i++)
    append_word (block, accepts[i].rule);
}

BounceRules *
bounce_compiler_finish (BounceCompiler *compiler, const char *classes)
{
  Block block = { g_array_new (FALSE, TRUE, sizeof (guint32)), { 0 } };
  BounceRulesHeader *header = &block.header;
  guint8 *memory;

  header->magic = BOUNCE_RULES_MAGIC;
  header->file = compiler->file;
  header->classes = bounce_compiler_string (compiler, classes);
  g_array_set_size (block.words, sizeof *header / 4);
  if (compiler->edges->len > 0)
    qsort (compiler->edges->data, compiler->edges->len,
           sizeof (BounceSymbolEdge), compare_edges);
  mark_accepts (compiler);
  if (!put_phrases (&block, compiler))
    {
      g_array_unref (block.words);
      return NULL;
    }
  put_accepts (&block, compiler);
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
