/* A text's walk through the rows of dense-automaton.h: where phrases end.

   A step waits for the one before it, from a cache that is not the nearest.  So
   a block is cut into four pieces that are walked side by side, each from the
   beginning; a piece's walk is then taken up behind its end, until its state is
   of no more bytes than have been read there: from then on the next piece's
   walk was in the same states. */
#ifndef BOUNCE_TEXT_DENSE_WALK_H
#define BOUNCE_TEXT_DENSE_WALK_H

#include "text/dense-automaton.h"

#define BOUNCE_DENSE_BLOCK 512

/* A state that phrases end in, and behind how many bytes of the block: in one
   number, which is written at each step. */
typedef guint32 BounceDenseEnd;

static inline guint
bounce_dense_end_state (BounceDenseEnd end)
{
  return end & 0xffff;
}

static inline guint
bounce_dense_end_at (BounceDenseEnd end)
{
  return end >> 16;
}

/* Walks from *STATE along the LENGTH bytes at TEXT, at most BOUNCE_DENSE_BLOCK.
   Fills ENDS, which has room for as many, in order; returns how many there are,
   and sets *STATE. */
guint bounce_dense_walk (const BounceDense *dense, guint *state,
                         const char *text, gsize length, BounceDenseEnd *ends);

/* Whether a phrase ends anywhere in the LENGTH bytes at TEXT; of an automaton
   without others. */
gboolean bounce_dense_meets (const BounceDense *dense, const char *text,
                             gsize length);

#endif
