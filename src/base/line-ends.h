/* Where lines end, found for many of them at once: a search for each single
   end costs a mispredicted branch per line. */
#ifndef BOUNCE_BASE_LINE_ENDS_H
#define BOUNCE_BASE_LINE_ENDS_H

#include <glib.h>

/* N lines in a row, from START on; the Ith ends with the LF at BASE + ENDS[I].
   All is borrowed. */
typedef struct
{
  const char *start, *base;
  const guint32 *ends;
  guint n;
} BounceLineRun;

/* The LF that ends line I of LINES. */
static inline const char *
bounce_line_run_end (const BounceLineRun *lines, guint i)
{
  return lines->base + lines->ends[i];
}

/* Where line I of LINES begins. */
static inline const char *
bounce_line_run_start (const BounceLineRun *lines, guint i)
{
  return i == 0 ? lines->start : bounce_line_run_end (lines, i - 1) + 1;
}

/* How many bytes LINES have, with their LFs. */
static inline gsize
bounce_line_run_length (const BounceLineRun *lines)
{
  return lines->n == 0 ? 0
                       : (gsize)(bounce_line_run_end (lines, lines->n - 1) + 1
                                 - lines->start);
}

/* ENDS, below, needs room for this many entries more than there are bytes. */
#define BOUNCE_LINE_ENDS_MORE 4

/* Writes where LFs stand among the LENGTH bytes at TEXT into ENDS.  Returns how
   many there are. */
guint bounce_line_ends_find (const char *text, gsize length, guint32 *ends);

#endif
