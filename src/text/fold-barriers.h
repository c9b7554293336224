/* Where one clause of a text ends and the next one begins, for fold: what
   stands between two words besides a space.  Private to fold*.c. */
#ifndef BOUNCE_TEXT_FOLD_BARRIERS_H
#define BOUNCE_TEXT_FOLD_BARRIERS_H

#include <glib.h>

#include "text/words.h"

/* How many brackets may be open; what stands in deeper ones ends no clause. */
#define BOUNCE_MARKER_DEPTH 8

/* Collects the marks of one text.  WORDS is borrowed. */
typedef struct
{
  GArray *words; /* of BounceWord; n_words are written */
  guint n_words;
  guint barrier; /* since the last word */
  guint taken;
  guint32 clause, n_clauses;
  gboolean fresh; /* the next word begins a clause */
  guint depth;    /* of brackets; the clauses that go on behind them */
  guint32 outer[BOUNCE_MARKER_DEPTH];
} BounceMarker;

/* Sets MARKER up for a new text.  WORDS gets the marks, over its old content;
   until bounce_marker_end it is longer than they are. */
void bounce_marker_begin (BounceMarker *marker, GArray *words);

/* A word was written, LENGTH bytes at START.  JOINED: as in BounceWord. */
void bounce_marker_word (BounceMarker *marker, gsize start, gsize length,
                         guint joined);

/* No word was written, but a barrier was met, or something was left out. */
void bounce_marker_barrier (BounceMarker *marker, BounceBarrier barrier);
void bounce_marker_taken (BounceMarker *marker, BounceTaken taken);

/* TEXT, LENGTH bytes, has at AT a byte that ends chunks: white space, a
 * bracket.
 */
void bounce_marker_break (BounceMarker *marker, const char *text, gsize length,
                          gsize at);

/* The chunk of TEXT from START to END was read; what it ends with is looked
   at. */
void bounce_marker_chunk (BounceMarker *marker, const char *text, gsize length,
                          gsize start, gsize end);

/* The text ends, and its words, LENGTH bytes: writes the mark behind the last
   word and cuts WORDS to the marks. */
void bounce_marker_end (BounceMarker *marker, gsize length);

#endif
