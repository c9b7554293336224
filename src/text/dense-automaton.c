/* dense-automaton: a byte trie becomes, when the program is built, the rows
   that bounce_dense_next walks. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "text/automaton-trie.h"
#include "text/dense-automaton.h"

#define STATES_MAX 65536
#define DEPTH_MAX 255

/* A state while the tables are made, numbered breadth first. */
typedef struct
{
  guint32 node; /* of the trie */
  guint32 fail; /* the state of the longest suffix */
  guint32 depth;
  gboolean ends;  /* a phrase ends here */
  guint32 number; /* in the tables */
  guint32 next[256];
} State;

typedef struct
{
  const BounceAutomatonBuilder *builder;
  State *states;
  guint32 n;
} Work;

/* The states of all nodes, each behind those of lesser depth: a state's row is
   that of its longest suffix, but for its own children. */
static void
number_states (Work *work)
{
  for (guint32 i = 0; i < work->n || i == 0; i++)
    {
      State *state = &work->states[i];
      const BounceTrieNode *node;

      if (i == 0)
        {
          *state = (State){ 0 };
          work->n = 1;
        }
      else
        memcpy (state->next, work->states[state->fail].next,
                sizeof state->next);
      node = bounce_trie_node (work->builder, state->node);
      state->ends = node->phrase >= 0 || work->states[state->fail].ends;
      for (guint32 c = node->child; c != 0;
           c = bounce_trie_node (work->builder, c)->sibling)
        {
          guint8 label = bounce_trie_node (work->builder, c)->label;
          State *child = &work->states[work->n];

          child->node = c;
          child->fail = state->next[label];
          child->depth = state->depth + 1;
          state->next[label] = work->n++;
        }
    }
}

/* How much a column in the first rows is worth to BYTE, with which SEEN states
   are entered: of all texts most is plain words, and of the rest ASCII. */
static guint64
column_value (guint byte, guint32 seen)
{
  guint64 rank = byte == ' ' || (byte < 0x80 && g_ascii_islower ((char)byte))
                     ? 2
                 : byte < 0x80 ? 1
                               : 0;

  return seen == 0 ? 0 : seen + (rank << 32);
}

/* Each byte that is in a phrase has a column; the first column is for the
   others. */
static void
choose_columns (const Work *work, BounceDenseTables *tables)
{
  guint32 seen[256] = { 0 };
  guint column = 1;

  for (guint32 i = 1; i < work->n; i++)
    seen[bounce_trie_node (work->builder, work->states[i].node)->label]++;
  memset (tables->columns, 0, sizeof tables->columns);
  for (;; column++)
    {
      guint most = 0;

      for (guint byte = 1; byte < 256; byte++)
        if (column_value (byte, seen[byte]) > column_value (most, seen[most]))
          most = byte;
      if (seen[most] == 0)
        break;
      seen[most] = 0;
      tables->columns[most] = (guint8)column;
    }
  tables->n_others = MAX (column, BOUNCE_DENSE_PLAIN) - BOUNCE_DENSE_PLAIN;
  for (guint capital = 'A'; capital <= 'Z'; capital++)
    tables->columns[capital]
        = tables->columns[(guchar)g_ascii_tolower ((char)capital)];
}

/* First the states in which nothing ends. */
static void
renumber (Work *work, BounceDenseTables *tables, guint32 *order)
{
  guint32 n = 0;

  for (int ends = 0; ends < 2; ends++)
    {
      if (ends)
        tables->first_end = n;
      for (guint32 i = 0; i < work->n; i++)
        if (work->states[i].ends == ends)
          {
            order[n] = i;
            work->states[i].number = n++;
          }
    }
}

/* The number of the row OTHERS, which is put where it is new: KNOWN has them
   by their bytes. */
static guint16
number_of_row (BounceDenseTables *tables, GHashTable *known,
               const guint16 *others)
{
  g_autoptr (GBytes) key
      = g_bytes_new (others, tables->n_others * sizeof *others);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (known, key));

  if (number == 0)
    {
      number = g_hash_table_size (known) + 1;
      g_hash_table_insert (known, g_bytes_ref (key), GUINT_TO_POINTER (number));
      g_array_append_vals (tables->others, others, tables->n_others);
    }
  return (guint16)(number - 1);
}

static void
put_row (const Work *work, BounceDenseTables *tables, GHashTable *known,
         const State *state)
{
  guint16 row[256] = { 0 }, others;

  for (guint byte = 0; byte < 256; byte++)
    row[tables->columns[byte]]
        = (guint16)work->states[state->next[byte]].number;
  others = number_of_row (tables, known, row + BOUNCE_DENSE_PLAIN);
  g_array_append_vals (tables->rows, row, BOUNCE_DENSE_PLAIN);
  g_array_append_val (tables->others_of, others);
}

/* The phrase of a state's own node, then those of its suffixes. */
static void
put_ends (const Work *work, BounceDenseTables *tables, const State *state)
{
  g_array_append_vals (tables->ends_of, &tables->ends->len, 1);
  for (; state->ends; state = &work->states[state->fail])
    {
      gint32 phrase = bounce_trie_node (work->builder, state->node)->phrase;

      if (phrase >= 0)
        g_array_append_val (tables->ends, phrase);
    }
}

static void
put_states (Work *work, BounceDenseTables *tables)
{
  g_autofree guint32 *order = g_new (guint32, work->n);
  g_autoptr (GHashTable) known = g_hash_table_new_full (
      g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);

  renumber (work, tables, order);
  for (guint32 i = 0; i < work->n; i++)
    {
      const State *state = &work->states[order[i]];
      guint8 depth = (guint8)state->depth;

      put_row (work, tables, known, state);
      g_array_append_val (tables->depths, depth);
      if (state->ends)
        put_ends (work, tables, state);
    }
  g_array_append_vals (tables->ends_of, &tables->ends->len, 1);
}

static gboolean
fits (const Work *work)
{
  for (guint32 i = 0; i < work->n; i++)
    if (work->states[i].depth > DEPTH_MAX)
      return FALSE;
  return work->n <= STATES_MAX;
}

BounceDenseTables *
bounce_dense_build (BounceAutomatonBuilder *builder)
{
  Work work = { builder, g_new (State, builder->nodes->len), 0 };
  BounceDenseTables *tables = NULL;

  number_states (&work);
  if (fits (&work))
    {
      tables = g_new0 (BounceDenseTables, 1);
      tables->rows = g_array_new (FALSE, FALSE, sizeof (guint16));
      tables->others_of = g_array_new (FALSE, FALSE, sizeof (guint16));
      tables->others = g_array_new (FALSE, FALSE, sizeof (guint16));
      tables->depths = g_array_new (FALSE, FALSE, sizeof (guint8));
      tables->ends_of = g_array_new (FALSE, FALSE, sizeof (guint32));
      tables->ends = g_array_new (FALSE, FALSE, sizeof (guint32));
      choose_columns (&work, tables);
      put_states (&work, tables);
    }
  g_free (work.states);
  return tables;
}

void
bounce_dense_free (BounceDenseTables *tables)
{
  if (tables == NULL)
    return;
  g_array_unref (tables->rows);
  g_array_unref (tables->others_of);
  g_array_unref (tables->others);
  g_array_unref (tables->depths);
  g_array_unref (tables->ends_of);
  g_array_unref (tables->ends);
  g_free (tables);
}

void
bounce_dense_view (BounceDense *dense, const BounceDenseTables *tables)
{
  *dense = (BounceDense){
    .columns = tables->columns,
    .rows = (const guint16 *)tables->rows->data,
    .others_of = (const guint16 *)tables->others_of->data,
    .others = (const guint16 *)tables->others->data,
    .depths = (const guint8 *)tables->depths->data,
    .n_others = tables->n_others,
    .first_end = tables->first_end,
  };
}
