/* dense-walk: finds where phrases end in a block of text, four pieces of it
   side by side. */
#include "config.h"

#include "text/dense-walk.h"

#define N_PIECES 4
/* A block of less is walked as one: its pieces' walks would overlap most of
   it. */
#define DIVIDED_MIN 40

#define AT(n) ((BounceDenseEnd)(n) << 16)

/* Notes that STATE was entered at AT, if phrases end in it: without a branch,
   which could be guessed from nothing. */
static inline guint
note (BounceDenseEnd *ends, guint n, gsize state, BounceDenseEnd at,
      guint first_end)
{
  ends[n] = at + (BounceDenseEnd)state;
  return n + (state >= first_end);
}

/* The bytes FROM to TO of TEXT, in one go. */
static guint
walk_straight (const BounceDense *dense, guint *state, const char *text,
               gsize from, gsize to, BounceDenseEnd *ends)
{
  guint at = *state, n = 0;

  for (gsize i = from; i < to; i++)
    {
      at = bounce_dense_next (dense, at, (guint8)text[i]);
      n = note (ends, n, at, AT (i + 1), dense->first_end);
    }
  *state = at;
  return n;
}

typedef struct
{
  guint state; /* at its end */
  guint n;
  BounceDenseEnd ends[BOUNCE_DENSE_BLOCK / N_PIECES + N_PIECES];
} Piece;

/* All but the first piece begin at the beginning.  Their ends are counted from
   theirs.  The variables are those that the loop keeps in registers. */
static void
walk_pieces (const BounceDense *outer, guint state, const char *text,
             gsize step, Piece *pieces)
{
  const BounceDense dense = *outer;
  const guint8 *p = (const guint8 *)text, *stop = p + step;
  guint first_end = dense.first_end, na = 0, nb = 0, nc = 0, nd = 0;
  guint a = state, b = 0, c = 0, d = 0;

  for (BounceDenseEnd at = AT (1); p < stop; p++, at += AT (1))
    {
      a = bounce_dense_next (&dense, a, p[0]);
      na = note (pieces[0].ends, na, a, at, first_end);
      b = bounce_dense_next (&dense, b, p[step]);
      nb = note (pieces[1].ends, nb, b, at, first_end);
      c = bounce_dense_next (&dense, c, p[2 * step]);
      nc = note (pieces[2].ends, nc, c, at, first_end);
      d = bounce_dense_next (&dense, d, p[3 * step]);
      nd = note (pieces[3].ends, nd, d, at, first_end);
    }
  pieces[0].state = a, pieces[0].n = na;
  pieces[1].state = b, pieces[1].n = nb;
  pieces[2].state = c, pieces[2].n = nc;
  pieces[3].state = d, pieces[3].n = nd;
}

/* Appends to the N of ENDS those of PIECE, which begins at CUT, that lie behind
   AT. */
static guint
append (const Piece *piece, gsize cut, gsize at, BounceDenseEnd *ends, guint n)
{
  for (guint i = 0; i < piece->n; i++)
    if (bounce_dense_end_at (piece->ends[i]) > at - cut)
      ends[n++] = piece->ends[i] + AT (cut);
  return n;
}

/* Walks on from AT, behind CUT, to where the walk from CUT is in the same
   state. */
static gsize
run_on (const BounceDense *dense, guint *state, const char *text, gsize cut,
        gsize at, gsize end, BounceDenseEnd *ends, guint *n)
{
  while (at < end && dense->depths[*state] > at - cut)
    {
      *state = bounce_dense_next (dense, *state, (guint8)text[at++]);
      *n = note (ends, *n, *state, AT (at), dense->first_end);
    }
  return at;
}

guint
bounce_dense_walk (const BounceDense *dense, guint *state, const char *text,
                   gsize length, BounceDenseEnd *ends)
{
  Piece pieces[N_PIECES];
  gsize step = length / N_PIECES, at = step;
  guint n;

  if (length < DIVIDED_MIN)
    return walk_straight (dense, state, text, 0, length, ends);
  walk_pieces (dense, *state, text, step, pieces);
  *state = pieces[0].state;
  n = append (&pieces[0], 0, 0, ends, 0);
  for (gsize i = 1; i < N_PIECES; i++)
    {
      at = run_on (dense, state, text, i * step, at, length, ends, &n);
      if (at >= (i + 1) * step)
        continue;
      n = append (&pieces[i], i * step, at, ends, n);
      *state = pieces[i].state;
      at = (i + 1) * step;
    }
  return n + walk_straight (dense, state, text, at, length, ends + n);
}

/* Whether a phrase ends in TEXT..END, read from STATE.  Stops where nothing
   that begins before CUT is under way, which may be NULL: never. */
static gboolean
meets_from (const BounceDense *dense, guint state, const char *text,
            const char *cut, const char *end)
{
  while (text < end
         && (cut == NULL || (gssize)dense->depths[state] > text - cut))
    {
      state = dense->rows[state * BOUNCE_DENSE_PLAIN
                          + dense->columns[(guint8)*text++]];
      if (state >= dense->first_end)
        return TRUE;
    }
  return FALSE;
}

gboolean
bounce_dense_meets (const BounceDense *dense, const char *text, gsize length)
{
  const guint8 *columns = dense->columns;
  const guint16 *rows = dense->rows;
  guint first_end = dense->first_end, a = 0, b = 0, c = 0, d = 0;
  gsize step = length / N_PIECES;
  const char *end = text + length, *p = text;

  if (length < DIVIDED_MIN)
    return meets_from (dense, 0, text, NULL, end);
#define STEP(state, nth)                                                       \
  state = rows[state * BOUNCE_DENSE_PLAIN + columns[(guint8)p[(nth)*step]]]
  for (; p < text + step; p++)
    {
      STEP (a, 0);
      STEP (b, 1);
      STEP (c, 2);
      STEP (d, 3);
      if (a >= first_end || b >= first_end || c >= first_end || d >= first_end)
        return TRUE;
    }
#undef STEP
  return meets_from (dense, a, p, p, end)
         || meets_from (dense, b, p + step, p + step, end)
         || meets_from (dense, c, p + 2 * step, p + 2 * step, end)
         || meets_from (dense, d, p + 3 * step, NULL, end);
}
