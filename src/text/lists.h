/* The program's word lists: named lists of phrases (rules/data/lists/, in the
   format of bouncecat-rules(5)), all of them in one automaton, so that a text
   is read once whatever the number of lists.  A phrase is found anywhere in a
   line as bounce_fold_line makes it, also within a word: "undeliver" in
   "undeliverable".  One that begins with '^' stands only at the text's
   beginning, one that ends with '$' only at its end.

   Rules see words; lists see punctuation too, since a label is its colon. */
#ifndef BOUNCE_TEXT_LISTS_H
#define BOUNCE_TEXT_LISTS_H

#include <glib.h>

#include "text/list-names.h"

/* Which lists a text holds. */
#define BOUNCE_LIST_BITS 64
typedef struct
{
  guint64 bits[BOUNCE_N_LISTS / BOUNCE_LIST_BITS + 1];
} BounceListSet;

/* Fills SET for TEXT, in one pass: folded, or of ASCII with single spaces. */
void bounce_lists_scan (BounceListSet *set, const char *text);

static inline gboolean
bounce_lists_hold (const BounceListSet *set, BounceList list)
{
  return (set->bits[list / BOUNCE_LIST_BITS] >> list % BOUNCE_LIST_BITS & 1)
         != 0;
}

static inline void
bounce_lists_put (BounceListSet *set, guint list)
{
  set->bits[list / BOUNCE_LIST_BITS] |= G_GUINT64_CONSTANT (1)
                                        << list % BOUNCE_LIST_BITS;
}

static inline void
bounce_lists_add (BounceListSet *set, const BounceListSet *more)
{
  for (guint i = 0; i < G_N_ELEMENTS (set->bits); i++)
    set->bits[i] |= more->bits[i];
}

/* Whether the folded TEXT holds a phrase of LIST. */
gboolean bounce_list_in (const char *text, BounceList list);

/* Fills SET with the lists whose phrases the folded TEXT begins with. */
void bounce_lists_begin (BounceListSet *set, const char *text);

/* Whether it begins with one. */
gboolean bounce_list_begins (const char *text, BounceList list);

/* The same of the LENGTH bytes at TEXT, which need not be folded. */
gboolean bounce_list_in_raw (const char *text, gsize length, BounceList list);
gboolean bounce_list_begins_raw (const char *text, gsize length,
                                 BounceList list);

/* Where the phrase of LIST that stands first in the list, of those that TEXT
   holds, ends in TEXT; NULL if it holds none. */
const char *bounce_list_after (const char *text, BounceList list);

/* A phrase of LIST at the bytes START to END of a text. */
typedef struct
{
  guint32 start, end;
  guint16 list;
  guint16 order;  /* in its list */
  gboolean first; /* it has a '^' */
  gboolean last;  /* it has a '$' */
} BounceListHit;

/* Reads a text piece by piece and gathers the phrases of all lists, by their
   ends, of one end the longest first.  '^' and '$' bind nothing yet: of a part
   of the text they do what they say (bounce_hit_fits). */
typedef struct
{
  BounceListHit *hits;
  guint n_hits, max_hits;
  guint32 at; /* bytes read so far */
  guint state;
} BounceListReader;

void bounce_list_reader_init (BounceListReader *reader);
void bounce_list_reader_clear (BounceListReader *reader);
void bounce_list_reader_read (BounceListReader *reader, const char *text,
                              gsize length);

/* The same of a whole text, of which only LIST is asked. */
void bounce_list_reader_read_for (BounceListReader *reader, const char *text,
                                  gsize length, BounceList list);

/* Whether HIT stands in the bytes FROM to TO, as if they were all there is. */
static inline gboolean
bounce_hit_fits (const BounceListHit *hit, guint32 from, guint32 to)
{
  return hit->start >= from && hit->end <= to
         && (!hit->first || hit->start == from)
         && (!hit->last || hit->end == to);
}

#endif
