/* The automaton of automaton.h with every step a look-up, for some thousands
   of phrases in texts of mostly plain words.  A state's row says for each of
   the bytes of plain words where it leads, failures included: one line of a
   processor's cache, and nothing else lies between these lines.  The next
   commonest bytes have a row elsewhere.  Where one of the others leads is the
   same from nearly all states; the exceptions are listed by state.

   States in which a phrase ends have the highest numbers, so that one
   comparison tells them. */
#ifndef BOUNCE_TEXT_DENSE_AUTOMATON_H
#define BOUNCE_TEXT_DENSE_AUTOMATON_H

#include "text/automaton.h"

#define BOUNCE_DENSE_PLAIN 32
#define BOUNCE_DENSE_COLUMNS (2 * BOUNCE_DENSE_PLAIN)

/* All parts are borrowed.  State 0 is the beginning. */
typedef struct
{
  const guint8 *columns;  /* by byte; BOUNCE_DENSE_COLUMNS: a rare one */
  const guint16 *rows;    /* of BOUNCE_DENSE_PLAIN states, by state */
  const guint16 *more;    /* the same of the other columns */
  const guint16 *mostly;  /* by byte: where a rare one mostly leads */
  const guint32 *rare_of; /* by state, with one more: its exceptions */
  const guint32 *rare;    /* byte << 16 | state */
  const guint8 *depths;   /* by state: how many bytes lead to it */
  guint32 first_end;      /* from this state on, a phrase ends in each */
} BounceDense;

/* The next state where BYTE has no column. */
guint bounce_dense_rare (const BounceDense *dense, guint state, guint8 byte);

/* Phrases are in lower case; a capital of ASCII leads where its small letter
   does, so that a text need not be folded for its letters. */
static inline guint
bounce_dense_next (const BounceDense *dense, guint state, guint8 byte)
{
  guint column = dense->columns[byte];

  if (G_LIKELY (column < BOUNCE_DENSE_PLAIN))
    return dense->rows[state * BOUNCE_DENSE_PLAIN + column];
  if (column < BOUNCE_DENSE_COLUMNS)
    return dense
        ->more[state * BOUNCE_DENSE_PLAIN + column - BOUNCE_DENSE_PLAIN];
  return bounce_dense_rare (dense, state, byte);
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

/* The parts under construction. */
typedef struct
{
  guint8 columns[256];
  guint16 mostly[256];
  GArray *rows;    /* of guint16 */
  GArray *more;    /* of guint16 */
  GArray *rare_of; /* of guint32 */
  GArray *rare;    /* of guint32 */
  GArray *depths;  /* of guint8 */
  guint32 first_end;
  GArray *ends_of; /* of guint32: by state from first_end on, with one more */
  GArray *ends;    /* of guint32: the phrases that end there, longest first */
} BounceDenseTables;

/* NULL if the phrases of BUILDER are too many or too long. */
BounceDenseTables *bounce_dense_build (BounceAutomatonBuilder *builder);
void bounce_dense_free (BounceDenseTables *tables);

/* What TABLES holds, as one walks it. */
void bounce_dense_view (BounceDense *dense, const BounceDenseTables *tables);

#endif
