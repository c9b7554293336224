/* dense-automaton: a byte trie becomes, when the program is built, the rows
   that bounce_dense_next walks; and the step that they do not have. */
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

/* How much a column for BYTE, with which SEEN states are entered, is worth: of
   all texts most is plain words. */
static guint64
column_value (guint byte, guint32 seen)
{
  gboolean plain = byte == ' ' || (byte < 0x80 && g_ascii_islower ((char)byte));

  return seen == 0 ? 0 : seen + (plain ? (guint64)G_MAXUINT32 : 0);
}

/* The bytes of most value have a column each; the first column is for those
   that are in no phrase. */
static void
choose_columns (const Work *work, BounceDenseTables *tables)
{
  guint32 seen[256] = { 0 };

  for (guint32 i = 1; i < work->n; i++)
    seen[bounce_trie_node (work->builder, work->states[i].node)->label]++;
  for (guint byte = 0; byte < 256; byte++)
    tables->columns[byte] = seen[byte] == 0 ? 0 : BOUNCE_DENSE_COLUMNS;
  for (guint8 column = 1; column < BOUNCE_DENSE_COLUMNS; column++)
    {
      guint most = 0;

      for (guint byte = 1; byte < 256; byte++)
        if (column_value (byte, seen[byte]) > column_value (most, seen[most]))
          most = byte;
      if (seen[most] == 0)
        break;
      seen[most] = 0;
      tables->columns[most] = column;
    }
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

static void
put_row (const Work *work, BounceDenseTables *tables, const State *state)
{
  guint16 row[BOUNCE_DENSE_COLUMNS] = { 0 };

  g_array_append_vals (tables->rare_of, &tables->rare->len, 1);
  for (guint32 byte = 0; byte < 256; byte++)
    {
      guint32 next = work->states[state->next[byte]].number;

      if (tables->columns[byte] < BOUNCE_DENSE_COLUMNS)
        row[tables->columns[byte]] = (guint16)next;
      else if (next != tables->mostly[byte])
        {
          guint32 exception = byte << 16 | next;

          g_array_append_val (tables->rare, exception);
        }
    }
  g_array_append_vals (tables->rows, row, BOUNCE_DENSE_PLAIN);
  g_array_append_vals (tables->more, row + BOUNCE_DENSE_PLAIN,
                       BOUNCE_DENSE_PLAIN);
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

  renumber (work, tables, order);
  for (guint byte = 0; byte < 256; byte++)
    tables->mostly[byte]
        = (guint16)work->states[work->states[0].next[byte]].number;
  for (guint32 i = 0; i < work->n; i++)
    {
      const State *state = &work->states[order[i]];
      guint8 depth = (guint8)state->depth;

      put_row (work, tables, state);
      g_array_append_val (tables->depths, depth);
      if (state->ends)
        put_ends (work, tables, state);
    }
  g_array_append_vals (tables->rare_of, &tables->rare->len, 1);
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
      tables->more = g_array_new (FALSE, FALSE, sizeof (guint16));
      tables->rare_of = g_array_new (FALSE, FALSE, sizeof (guint32));
      tables->rare = g_array_new (FALSE, FALSE, sizeof (guint32));
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
  g_array_unref (tables->more);
  g_array_unref (tables->rare_of);
  g_array_unref (tables->rare);
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
    .more = (const guint16 *)tables->more->data,
    .mostly = tables->mostly,
    .rare_of = (const guint32 *)tables->rare_of->data,
    .rare = (const guint32 *)tables->rare->data,
    .depths = (const guint8 *)tables->depths->data,
    .first_end = tables->first_end,
  };
}

guint
bounce_dense_rare (const BounceDense *dense, guint state, guint8 byte)
{
  if (byte >= 'A' && byte <= 'Z')
    byte |= 0x20;
  for (guint32 i = dense->rare_of[state]; i < dense->rare_of[state + 1]; i++)
    if (dense->rare[i] >> 16 == byte)
      return dense->rare[i] & 0xffff;
  return dense->mostly[byte];
}
