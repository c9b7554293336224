/* The automaton of automaton.h with every step a look-up, for some thousands
   of phrases in texts of mostly plain words.  A state's row says for each of
   the bytes of plain words where it leads, failures included: one line of a
   processor's cache, and nothing else lies between these lines.  Where the
   other bytes lead is the same from most states, for these begin or continue
   few phrases: rows for them stand elsewhere, each once.

   States in which a phrase ends have the highest numbers, so that one
   comparison tells them. */
#ifndef BOUNCE_TEXT_DENSE_AUTOMATON_H
#define BOUNCE_TEXT_DENSE_AUTOMATON_H

#include "text/automaton.h"

#define BOUNCE_DENSE_PLAIN 32
#define BOUNCE_DENSE_WIDE 8 /* states of a block */

/* All parts are borrowed.  State 0 is the beginning. */
typedef struct
{
  const guint8 *columns;    /* by byte: plain ones, then narrow, then wide */
  const guint16 *rows;      /* of BOUNCE_DENSE_PLAIN states, by state */
  const guint16 *narrow;    /* rows, up to first_wide */
  const guint16 *narrow_of; /* by state: where its row begins there */
  const guint16 *blocks;    /* of BOUNCE_DENSE_WIDE states */
  const guint16 *wide;      /* rows of numbers of blocks */
  const guint32 *wide_of;   /* by state: where its row begins there */
  const guint8 *depths;     /* by state: how many bytes lead to it */
  guint32 first_wide;       /* column */
  guint32 first_end;        /* from this state on, a phrase ends in each */
} BounceDense;

/* Whether all bytes have plain columns. */
static inline gboolean
bounce_dense_is_plain (const BounceDense *dense)
{
  return dense->narrow == NULL && dense->wide == NULL;
}

/* Phrases are in lower case; a capital of ASCII leads where its small letter
   does, so that a text need not be folded for its letters. */
static inline guint
bounce_dense_next (const BounceDense *dense, guint state, guint8 byte)
{
  gsize column = dense->columns[byte], block;

  if (G_LIKELY (column < BOUNCE_DENSE_PLAIN))
    return dense->rows[state * BOUNCE_DENSE_PLAIN + column];
  if (G_LIKELY (column < dense->first_wide))
    return dense->narrow[dense->narrow_of[state] + column - BOUNCE_DENSE_PLAIN];
  column -= dense->first_wide;
  block = dense->wide[dense->wide_of[state] + column / BOUNCE_DENSE_WIDE];
  return dense->blocks[block * BOUNCE_DENSE_WIDE + column % BOUNCE_DENSE_WIDE];
}

/* Walks along TEXT..END from *STATE to the first state in which a phrase ends.
   Returns what follows the byte that led there, or END, and sets *STATE. */
static inline const char *
bounce_dense_run (const BounceDense *dense, guint *state, const char *text,
                  const char *end)
{
  const guint8 *columns = dense->columns;
  const guint16 *rows = dense->rows;
  guint32 first_end = dense->first_end;
  guint at = *state;

  while (text < end)
    {
      guint8 byte = (guint8)*text++;
      guint column = columns[byte];

      at = G_LIKELY (column < BOUNCE_DENSE_PLAIN)
               ? rows[at * BOUNCE_DENSE_PLAIN + column]
               : bounce_dense_next (dense, at, byte);
      if (at >= first_end)
        break;
    }
  *state = at;
  return text;
}

/* The same where all bytes are plain: most automata of one list, in which a
   phrase seldom ends. */
static inline const char *
bounce_dense_run_plain (const BounceDense *dense, guint *state,
                        const char *text, const char *end)
{
  const guint8 *columns = dense->columns;
  const guint16 *rows = dense->rows;
  guint32 first_end = dense->first_end;
  guint at = *state, next;

#define BOUNCE_DENSE_STEP(from, to, i)                                         \
  to = rows[from * BOUNCE_DENSE_PLAIN + columns[(guint8)text[i]]];             \
  if (to >= first_end)                                                         \
    {                                                                          \
      *state = to;                                                             \
      return text + i + 1;                                                     \
    }
  for (; end - text >= 4; text += 4)
    {
      BOUNCE_DENSE_STEP (at, next, 0)
      BOUNCE_DENSE_STEP (next, at, 1)
      BOUNCE_DENSE_STEP (at, next, 2)
      BOUNCE_DENSE_STEP (next, at, 3)
    }
  for (; text < end; text++)
    {
      BOUNCE_DENSE_STEP (at, at, 0)
    }
#undef BOUNCE_DENSE_STEP
  *state = at;
  return text;
}

/* The parts under construction. */
typedef struct
{
  guint8 columns[256];
  guint32 first_wide, n_wide;
  GArray *rows, *narrow, *narrow_of, *blocks, *wide; /* of guint16 */
  GArray *wide_of;                                   /* of guint32 */
  GArray *depths;                                    /* of guint8 */
  guint32 first_end;
  GArray *ends_of; /* of guint32: by state from first_end on, with one more */
  GArray *ends;    /* of guint32: the phrases that end there, longest first */
} BounceDenseTables;

/* As many states may the phrases have: their numbers are of 16 bits. */
#define BOUNCE_DENSE_STATES_MAX 65536

/* Makes the tables of BUILDER's phrases, which bounce_dense_free frees;
   N_STATES gets how many states they need.  NULL if these, the phrases or the
   bytes in them are too many for the tables. */
BounceDenseTables *bounce_dense_build (BounceAutomatonBuilder *builder,
                                       guint32 *n_states);
void bounce_dense_free (BounceDenseTables *tables);

/* What TABLES holds, as one walks it, borrowed from them.  For tests: programs
   have tables that were printed. */
void bounce_dense_view (BounceDense *dense, const BounceDenseTables *tables);

#endif
