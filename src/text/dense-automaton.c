/* dense-automaton: makes, when the program is built, the rows that
   bounce_dense_next walks of a byte trie. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "text/automaton-trie.h"
#include "text/dense-automaton.h"

#define DEPTH_MAX 255
/* A byte each, and what fills blocks. */
#define COLUMNS_MAX (256 + 2 * BOUNCE_DENSE_WIDE)

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

/* Parts the columns up to END: plain ones, those of ASCII that found no room
   there, and the rest. */
static void
part_columns (BounceDenseTables *tables, guint end)
{
  guint narrow = BOUNCE_DENSE_PLAIN;

  for (guint byte = 0; byte < 0x80; byte++)
    narrow = MAX (narrow, tables->columns[byte] + 1u);
  tables->first_wide = (narrow + BOUNCE_DENSE_WIDE - 1) / BOUNCE_DENSE_WIDE
                       * BOUNCE_DENSE_WIDE;
  for (guint byte = 0x80; byte < 256; byte++)
    if (tables->columns[byte] >= narrow)
      tables->columns[byte]
          = (guint8)(tables->columns[byte] + tables->first_wide - narrow);
  tables->n_wide = (MAX (end, narrow) - narrow + BOUNCE_DENSE_WIDE - 1)
                   / BOUNCE_DENSE_WIDE;
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
  part_columns (tables, column);
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

/* Rows and blocks that were put already: to each array its own, with their
   numbers by their bytes. */
typedef struct
{
  GHashTable *narrow, *wide, *blocks;
} Known;

/* The number of the N VALUES among the rows of TO, which KNOWN has: they are
   put there if they are new. */
static guint16
number_of_row (GArray *to, GHashTable *known, const guint16 *values, guint n)
{
  g_autoptr (GBytes) key = g_bytes_new (values, n * sizeof *values);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (known, key));

  if (number == 0)
    {
      number = g_hash_table_size (known) + 1;
      g_hash_table_insert (known, g_bytes_ref (key), GUINT_TO_POINTER (number));
      g_array_append_vals (to, values, n);
    }
  return (guint16)(number - 1);
}

static void
put_row (const Work *work, BounceDenseTables *tables, const Known *known,
         const State *state)
{
  guint16 row[COLUMNS_MAX] = { 0 }, blocks[COLUMNS_MAX];
  guint n_narrow = tables->first_wide - BOUNCE_DENSE_PLAIN;
  guint16 begin;
  guint32 wide;

  for (guint byte = 0; byte < 256; byte++)
    row[tables->columns[byte]]
        = (guint16)work->states[state->next[byte]].number;
  g_array_append_vals (tables->rows, row, BOUNCE_DENSE_PLAIN);
  begin = (guint16)(n_narrow
                    * number_of_row (tables->narrow, known->narrow,
                                     row + BOUNCE_DENSE_PLAIN, n_narrow));
  g_array_append_val (tables->narrow_of, begin);
  for (guint i = 0; i < tables->n_wide; i++)
    blocks[i] = number_of_row (tables->blocks, known->blocks,
                               row + tables->first_wide + i * BOUNCE_DENSE_WIDE,
                               BOUNCE_DENSE_WIDE);
  wide = tables->n_wide
         * number_of_row (tables->wide, known->wide, blocks, tables->n_wide);
  g_array_append_val (tables->wide_of, wide);
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

static GHashTable *
known_new (void)
{
  return g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                (GDestroyNotify)g_bytes_unref, NULL);
}

static void
put_states (Work *work, BounceDenseTables *tables)
{
  g_autofree guint32 *order = g_new (guint32, work->n);
  Known known = { known_new (), known_new (), known_new () };

  renumber (work, tables, order);
  for (guint32 i = 0; i < work->n; i++)
    {
      const State *state = &work->states[order[i]];
      guint8 depth = (guint8)state->depth;

      put_row (work, tables, &known, state);
      g_array_append_val (tables->depths, depth);
      if (state->ends)
        put_ends (work, tables, state);
    }
  g_array_append_vals (tables->ends_of, &tables->ends->len, 1);
  g_hash_table_unref (known.narrow);
  g_hash_table_unref (known.wide);
  g_hash_table_unref (known.blocks);
}

/* Whether the states can be numbered in the tables. */
static gboolean
fits (const Work *work)
{
  for (guint32 i = 0; i < work->n; i++)
    if (work->states[i].depth > DEPTH_MAX)
      return FALSE;
  return work->n <= BOUNCE_DENSE_STATES_MAX;
}

/* Whether the narrow rows can be, where one begins is a number, too; and the
   columns. */
static gboolean
rows_fit (const BounceDenseTables *tables)
{
  return tables->narrow->len <= G_MAXUINT16 + 1u
         && tables->first_wide + tables->n_wide * BOUNCE_DENSE_WIDE <= 256;
}

static BounceDenseTables *
tables_new (void)
{
  BounceDenseTables *tables = g_new0 (BounceDenseTables, 1);

  tables->rows = g_array_new (FALSE, FALSE, sizeof (guint16));
  tables->narrow = g_array_new (FALSE, FALSE, sizeof (guint16));
  tables->narrow_of = g_array_new (FALSE, FALSE, sizeof (guint16));
  tables->blocks = g_array_new (FALSE, FALSE, sizeof (guint16));
  tables->wide = g_array_new (FALSE, FALSE, sizeof (guint16));
  tables->wide_of = g_array_new (FALSE, FALSE, sizeof (guint32));
  tables->depths = g_array_new (FALSE, FALSE, sizeof (guint8));
  tables->ends_of = g_array_new (FALSE, FALSE, sizeof (guint32));
  tables->ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  return tables;
}

BounceDenseTables *
bounce_dense_build (BounceAutomatonBuilder *builder, guint32 *n_states)
{
  Work work = { builder, g_new (State, builder->nodes->len), 0 };
  BounceDenseTables *tables = NULL;

  number_states (&work);
  *n_states = work.n;
  if (fits (&work))
    {
      tables = tables_new ();
      choose_columns (&work, tables);
      put_states (&work, tables);
      if (!rows_fit (tables))
        g_clear_pointer (&tables, bounce_dense_free);
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
  g_array_unref (tables->narrow);
  g_array_unref (tables->narrow_of);
  g_array_unref (tables->blocks);
  g_array_unref (tables->wide);
  g_array_unref (tables->wide_of);
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
    .narrow = (const guint16 *)tables->narrow->data,
    .narrow_of = (const guint16 *)tables->narrow_of->data,
    .blocks = (const guint16 *)tables->blocks->data,
    .wide = (const guint16 *)tables->wide->data,
    .wide_of = (const guint32 *)tables->wide_of->data,
    .depths = (const guint8 *)tables->depths->data,
    .first_wide = tables->first_wide,
    .first_end = tables->first_end,
  };
}
