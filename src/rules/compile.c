/* compile: builds, from rules that parse has taken apart, a byte trie of
   phrases, symbols (sets of phrases) and a trie of symbols whose paths are the
   rules.  What is alike is stored once.  Used when a rules file is loaded and,
   through mkrules, when the program is built; serialise makes the tables. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "rules/compile.h"

/* More nodes than that at the end of one rule: stars inside alternatives. */
#define FRONTIER_MAX 64

BounceCompiler *
bounce_compiler_new (const char *file)
{
  BounceCompiler *compiler = g_new0 (BounceCompiler, 1);
  guint32 none = 0;

  compiler->automaton = bounce_automaton_builder_new ();
  compiler->phrases = g_array_new (FALSE, FALSE, sizeof (BounceCompiledPhrase));
  compiler->symbols
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  compiler->children
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  compiler->edges = g_array_new (FALSE, FALSE, sizeof (BounceSymbolEdge));
  compiler->n_nodes = 1;
  compiler->accepts = g_array_new (FALSE, FALSE, sizeof (BounceAccept));
  compiler->rules = g_array_new (FALSE, FALSE, sizeof (BounceRuleEntry));
  compiler->notions = g_array_new (FALSE, FALSE, sizeof (guint32));
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
    g_array_unref (
        g_array_index (compiler->phrases, BounceCompiledPhrase, i).symbols);
  bounce_automaton_builder_free (compiler->automaton);
  g_array_unref (compiler->phrases);
  g_hash_table_unref (compiler->symbols);
  g_hash_table_unref (compiler->children);
  g_array_unref (compiler->edges);
  g_array_unref (compiler->accepts);
  g_array_unref (compiler->rules);
  g_array_unref (compiler->notions);
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

static guint32
phrase_number (BounceCompiler *compiler, const BouncePhrase *phrase)
{
  guint32 number = bounce_automaton_builder_add (
      compiler->automaton, phrase->text, strlen (phrase->text));

  if (number == compiler->phrases->len)
    {
      BounceCompiledPhrase fresh = { phrase->words, NULL };
      if (phrase->open)
        fresh.words |= BOUNCE_HIT_OPEN;
      fresh.symbols = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_array_append_val (compiler->phrases, fresh);
    }
  return number;
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
        g_array_index (compiler->phrases, BounceCompiledPhrase, number[i])
            .symbols,
        symbol);
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
  BounceSymbolEdge edge = { symbol, parent, compiler->n_nodes, gap };

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
add_item (BounceCompiler *compiler, const BounceRuleItem *item,
          const GArray *from, GArray *to)
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
              node = node_child (compiler, node, symbol,
                                 p == 0 ? item->gap
                                        : item->gap & BOUNCE_GAP_CROSS);
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

/* The path of ITEMS is accepted as NUMBER.  FALSE if it is too many. */
static gboolean
add_path (BounceCompiler *compiler, const GPtrArray *items, gboolean at_end,
          guint32 number)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (guint32));
  BounceAccept accept = { 0, number };
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
  return TRUE;
}

gboolean
bounce_compiler_add (BounceCompiler *compiler, const BounceRuleEntry *entry,
                     const GPtrArray *items, gboolean at_end)
{
  if (!add_path (compiler, items, at_end, compiler->rules->len))
    return FALSE;
  g_array_append_vals (compiler->rules, entry, 1);
  return TRUE;
}

gboolean
bounce_compiler_add_notion (BounceCompiler *compiler, const char *name,
                            const GPtrArray *items, gboolean at_end)
{
  guint32 string = bounce_compiler_string (compiler, name);
  guint32 number = 0;

  while (number < compiler->notions->len
         && g_array_index (compiler->notions, guint32, number) != string)
    number++;
  if (number == compiler->notions->len)
    g_array_append_val (compiler->notions, string);
  return add_path (compiler, items, at_end, number | BOUNCE_ACCEPT_NOTION);
}
