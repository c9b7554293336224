/* rules-compile: rules, taken apart by rules-parse, become the tables that
   rules-match walks (rules-table.h).  Used when a rules file is loaded and,
   through mkrules, when the program is built.
   The automaton is Aho and Corasick's, "Efficient string matching" (1975). */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "rules-table.h"

/* More nodes than that at the end of one rule: stars inside alternatives. */
#define FRONTIER_MAX 64

/* A state of the automaton while phrases are added: a node of a byte trie. */
typedef struct
{
  guint32 child, sibling; /* 0: none */
  guint32 number;         /* breadth first */
  gint32 phrase;          /* the one that ends here, or -1 */
  guint8 label;
} State;

typedef struct
{
  guint32 words; /* as in BounceHit */
  GArray *symbols;
} Phrase;

typedef struct
{
  guint32 symbol, parent, child, gap;
} Edge;

typedef struct
{
  guint32 node, rule;
} Accept;

struct BounceCompiler
{
  GArray *states;       /* of State; 0 is the root */
  GArray *phrases;      /* of Phrase */
  GHashTable *symbols;  /* "3 17 21": phrases -> number + 1 */
  GHashTable *children; /* "parent symbol gap" -> node */
  GArray *edges;        /* of Edge */
  guint32 n_nodes;      /* 0 is the root */
  GArray *accepts;      /* of Accept */
  GArray *rules;        /* of BounceRuleEntry */
  GArray *conditions;   /* of guint32 */
  GString *strings;
  GHashTable *known; /* string -> its offset */
  guint32 file;
};

BounceCompiler *
bounce_compiler_new (const char *file)
{
  BounceCompiler *compiler = g_new0 (BounceCompiler, 1);
  State root = { .phrase = -1 };
  guint32 none = 0;

  compiler->states = g_array_new (FALSE, FALSE, sizeof (State));
  g_array_append_val (compiler->states, root);
  compiler->phrases = g_array_new (FALSE, FALSE, sizeof (Phrase));
  compiler->symbols
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  compiler->children
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  compiler->edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  compiler->n_nodes = 1;
  compiler->accepts = g_array_new (FALSE, FALSE, sizeof (Accept));
  compiler->rules = g_array_new (FALSE, FALSE, sizeof (BounceRuleEntry));
  compiler->conditions = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (compiler->conditions, none);
  compiler->strings = g_string_new (NULL);
  compiler->known
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  compiler->file = bounce_compiler_string (compiler, file);
  return compiler;
}

void
bounce_compiler_free (BounceCompiler *compiler)
{
  if (compiler == NULL)
    return;
  for (guint i = 0; i < compiler->phrases->len; i++)
    g_array_unref (g_array_index (compiler->phrases, Phrase, i).symbols);
  g_array_unref (compiler->states);
  g_array_unref (compiler->phrases);
  g_hash_table_unref (compiler->symbols);
  g_hash_table_unref (compiler->children);
  g_array_unref (compiler->edges);
  g_array_unref (compiler->accepts);
  g_array_unref (compiler->rules);
  g_array_unref (compiler->conditions);
  g_string_free (compiler->strings, TRUE);
  g_hash_table_unref (compiler->known);
  g_free (compiler);
}

guint32
bounce_compiler_string (BounceCompiler *compiler, const char *text)
{
  gpointer offset;

  if (g_hash_table_lookup_extended (compiler->known, text, NULL, &offset))
    return GPOINTER_TO_UINT (offset);
  offset = GUINT_TO_POINTER ((guint)compiler->strings->len);
  g_string_append_len (compiler->strings, text, strlen (text) + 1);
  g_hash_table_insert (compiler->known, g_strdup (text), offset);
  return GPOINTER_TO_UINT (offset);
}

guint32
bounce_compiler_condition (BounceCompiler *compiler, const guint32 *words,
                           guint n)
{
  GArray *all = compiler->conditions;
  const guint32 *have = (const guint32 *)all->data;

  for (guint i = 1; i + n <= all->len; i++)
    if (memcmp (have + i, words, n * sizeof *words) == 0)
      return i;
  g_array_append_vals (all, words, n);
  return all->len - n;
}

static State *
get_state (const BounceCompiler *compiler, guint32 i)
{
  return &g_array_index (compiler->states, State, i);
}

/* The child of STATE by LABEL, made where there is none; siblings are sorted,
   so that the tables do not depend on the order of the rules. */
static guint32
state_child (BounceCompiler *compiler, guint32 state, guint8 label)
{
  State fresh = { .phrase = -1, .label = label };
  guint32 before = 0, child = get_state (compiler, state)->child;

  while (child != 0 && get_state (compiler, child)->label < label)
    {
      before = child;
      child = get_state (compiler, child)->sibling;
    }
  if (child != 0 && get_state (compiler, child)->label == label)
    return child;
  fresh.sibling = child;
  child = compiler->states->len;
  g_array_append_val (compiler->states, fresh);
  if (before != 0)
    get_state (compiler, before)->sibling = child;
  else
    get_state (compiler, state)->child = child;
  return child;
}

static guint32
phrase_number (BounceCompiler *compiler, const BouncePhrase *phrase)
{
  guint32 state = 0;

  for (const char *p = phrase->text; *p != '\0'; p++)
    state = state_child (compiler, state, (guint8)*p);
  if (get_state (compiler, state)->phrase < 0)
    {
      Phrase fresh = { phrase->words, NULL };
      if (phrase->open)
        fresh.words |= BOUNCE_HIT_OPEN;
      fresh.symbols = g_array_new (FALSE, FALSE, sizeof (guint32));
      get_state (compiler, state)->phrase = (gint32)compiler->phrases->len;
      g_array_append_val (compiler->phrases, fresh);
    }
  return (guint32)get_state (compiler, state)->phrase;
}

static int
compare_numbers (const void *a, const void *b)
{
  guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;

  return x < y ? -1 : x > y;
}

/* The symbol that stands for any of the phrases NUMBERS. */
static guint32
symbol_number (BounceCompiler *compiler, GArray *numbers)
{
  g_autoptr (GString) key = g_string_new (NULL);
  guint32 *number = (guint32 *)numbers->data, symbol;
  guint n = 0;

  qsort (number, numbers->len, sizeof *number, compare_numbers);
  for (guint i = 0; i < numbers->len; i++)
    if (n == 0 || number[i] != number[n - 1])
      {
        number[n++] = number[i];
        g_string_append_printf (key, "%u ", number[i]);
      }
  symbol = GPOINTER_TO_UINT (g_hash_table_lookup (compiler->symbols, key->str));
  if (symbol != 0)
    return symbol - 1;
  symbol = g_hash_table_size (compiler->symbols);
  for (guint i = 0; i < n; i++)
    g_array_append_val (
        g_array_index (compiler->phrases, Phrase, number[i]).symbols, symbol);
  g_hash_table_insert (compiler->symbols, g_strdup (key->str),
                       GUINT_TO_POINTER (symbol + 1));
  return symbol;
}

static guint32
node_child (BounceCompiler *compiler, guint32 parent, guint32 symbol,
            guint32 gap)
{
  char *key = g_strdup_printf ("%u %u %u", parent, symbol, gap);
  gpointer child = g_hash_table_lookup (compiler->children, key);
  Edge edge = { symbol, parent, compiler->n_nodes, gap };

  if (child != NULL)
    {
      g_free (key);
      return GPOINTER_TO_UINT (child);
    }
  g_array_append_val (compiler->edges, edge);
  g_hash_table_insert (compiler->children, key, GUINT_TO_POINTER (edge.child));
  return compiler->n_nodes++;
}

static guint32
single_symbol (BounceCompiler *compiler, const BouncePhrase *phrase)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 number = phrase_number (compiler, phrase);

  g_array_append_val (numbers, number);
  return symbol_number (compiler, numbers);
}

/* From every node of FROM by ITEM to the nodes of TO. */
static void
add_item (BounceCompiler *compiler, const BounceItem *item, const GArray *from,
          GArray *to)
{
  g_autoptr (GArray) simple = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 symbol, node;

  for (guint i = 0; i < item->alternatives->len; i++)
    {
      const GPtrArray *chain = g_ptr_array_index (item->alternatives, i);

      if (chain->len == 1)
        {
          guint32 number
              = phrase_number (compiler, g_ptr_array_index (chain, 0));
          g_array_append_val (simple, number);
          continue;
        }
      for (guint k = 0; k < from->len; k++)
        {
          node = g_array_index (from, guint32, k);
          for (guint p = 0; p < chain->len; p++)
            {
              symbol = single_symbol (compiler, g_ptr_array_index (chain, p));
              node
                  = node_child (compiler, node, symbol, p == 0 ? item->gap : 0);
            }
          g_array_append_val (to, node);
        }
    }
  if (simple->len == 0)
    return;
  symbol = symbol_number (compiler, simple);
  for (guint k = 0; k < from->len; k++)
    {
      node = node_child (compiler, g_array_index (from, guint32, k), symbol,
                         item->gap);
      g_array_append_val (to, node);
    }
}

gboolean
bounce_compiler_add (BounceCompiler *compiler, const BounceRuleEntry *entry,
                     const GPtrArray *items, gboolean at_end)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (guint32));
  Accept accept = { 0, compiler->rules->len };
  guint32 root = 0;

  g_array_append_val (nodes, root);
  for (guint i = 0; i < items->len; i++)
    {
      GArray *next = g_array_new (FALSE, FALSE, sizeof (guint32));
      add_item (compiler, g_ptr_array_index (items, i), nodes, next);
      g_array_unref (nodes);
      nodes = next;
      if (nodes->len > FRONTIER_MAX)
        return FALSE;
    }
  if (at_end)
    accept.rule |= BOUNCE_ACCEPT_END;
  for (guint i = 0; i < nodes->len; i++)
    {
      accept.node = g_array_index (nodes, guint32, i);
      g_array_append_val (compiler->accepts, accept);
    }
  g_array_append_vals (compiler->rules, entry, 1);
  return TRUE;
}

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
      State *state = get_state (compiler, g_array_index (order, guint32, i));
      state->number = i;
      for (guint32 c = state->child; c != 0;
           c = get_state (compiler, c)->sibling)
        g_array_append_val (order, c);
    }
  return order;
}

static guint32
find_child (const BounceCompiler *compiler, guint32 state, guint8 label)
{
  guint32 child = get_state (compiler, state)->child;

  while (child != 0 && get_state (compiler, child)->label != label)
    child = get_state (compiler, child)->sibling;
  return child;
}

/* For each state the one of its longest suffix, by number. */
static guint32 *
find_failures (BounceCompiler *compiler, const GArray *order)
{
  guint32 *fail = g_new0 (guint32, order->len);
  const guint32 *at = (const guint32 *)order->data;

  for (guint i = 0; i < order->len; i++)
    for (guint32 c = get_state (compiler, at[i])->child; c != 0;
         c = get_state (compiler, c)->sibling)
      {
        guint8 label = get_state (compiler, c)->label;
        guint32 from = i, found = 0;

        while (from != 0 && found == 0)
          {
            from = fail[from];
            found = find_child (compiler, at[from], label);
          }
        fail[get_state (compiler, c)->number]
            = found == 0 ? 0 : get_state (compiler, found)->number;
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
          = get_state (compiler, g_array_index (order, guint32, i))->phrase;

      hit_of[i] = hit_of[fail[i]];
      if (number >= 0)
        {
          const Phrase *phrase
              = &g_array_index (compiler->phrases, Phrase, number);
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
      const State *state
          = get_state (compiler, g_array_index (order, guint32, i));
      put (block, next);
      for (guint32 c = state->child; c != 0;
           c = get_state (compiler, c)->sibling)
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
  const Edge *x = a, *y = b;

  if (x->symbol != y->symbol)
    return x->symbol < y->symbol ? -1 : 1;
  return x->child < y->child ? -1 : x->child > y->child;
}

static int
compare_accepts (const void *a, const void *b)
{
  const Accept *x = a, *y = b;

  if (x->node != y->node)
    return x->node < y->node ? -1 : 1;
  return compare_numbers (&x->rule, &y->rule);
}

/* The trie: edges by symbol, accepted rules by node. */
static void
put_trie (Block *block, BounceCompiler *compiler)
{
  Edge *edges = (Edge *)compiler->edges->data;
  Accept *accepts = (Accept *)compiler->accepts->data;
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
