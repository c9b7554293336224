/* The program's word lists: named lists of phrases (rules/data/lists/, in the
   format of bouncecat-rules(5)), in one automaton, so that a text is read once
   whatever the number of lists; those that stand apart have another.  A phrase
   is found anywhere in a line as bounce_fold_line makes it, also within a word:
   "undeliver" in "undeliverable".  One that begins with '^' stands only at the
   text's beginning, one that ends with '$' only at its end.

   Rules see words; lists see punctuation too, since a label is its colon. */
#ifndef BOUNCE_TEXT_LISTS_H
#define BOUNCE_TEXT_LISTS_H

#include <glib.h>

#include "text/list-names.h"
#include "text/list-table.h"

/* A set of lists: those of which a text holds a phrase. */
#define BOUNCE_LIST_BITS 64
typedef struct
{
  guint64 bits[BOUNCE_N_LISTS / BOUNCE_LIST_BITS + 1];
} BounceListSet;

/* Fills SET with the lists of which TEXT holds a phrase, in one pass.  TEXT is
   folded (bounce_fold_line), or ASCII with single spaces. */
void bounce_lists_scan (BounceListSet *set, const char *text);

/* The same as if TEXT stood between spaces, which part its first and last word
   from what is not there; it still begins and ends for '^' and '$'. */
void bounce_lists_scan_spaced (BounceListSet *set, const char *text);

/* As bounce_lists_scan, of the lists that stand apart: of a file that says so.
   The functions that ask for one list know where it stands; these scans tell
   nothing of each other's (tests/lists-apart.sh). */
void bounce_lists_scan_apart (BounceListSet *set, const char *text);

/* TRUE if LIST is in SET. */
static inline gboolean
bounce_lists_hold (const BounceListSet *set, BounceList list)
{
  return (set->bits[list / BOUNCE_LIST_BITS] >> list % BOUNCE_LIST_BITS & 1)
         != 0;
}

/* Puts LIST into SET. */
static inline void
bounce_lists_put (BounceListSet *set, guint list)
{
  set->bits[list / BOUNCE_LIST_BITS] |= G_GUINT64_CONSTANT (1)
                                        << list % BOUNCE_LIST_BITS;
}

/* Puts all lists of MORE into SET. */
static inline void
bounce_lists_add (BounceListSet *set, const BounceListSet *more)
{
  for (guint i = 0; i < G_N_ELEMENTS (set->bits); i++)
    set->bits[i] |= more->bits[i];
}

/* TRUE if the folded TEXT holds a phrase of LIST. */
gboolean bounce_list_in (const char *text, BounceList list);

/* Fills SET with the lists whose phrases the folded TEXT begins with. */
void bounce_lists_begin (BounceListSet *set, const char *text);

/* TRUE if the folded TEXT begins with a phrase of LIST. */
gboolean bounce_list_begins (const char *text, BounceList list);

/* FALSE only if no phrase of LIST begins with BYTE, which is no white space: of
   many lines, most can be passed over without a call. */
static inline gboolean
bounce_list_may_begin (BounceList list, char byte)
{
  const BounceListTable *table = bounce_list_alone[list];

  return table == NULL || (guchar)byte >= 0x80
         || bounce_dense_next (&table->automaton, 0, (guint8)byte) != 0;
}

/* As the functions without "_raw", for LENGTH bytes that need not be folded nor
   end with a NUL. */
gboolean bounce_list_in_raw (const char *text, gsize length, BounceList list);
gboolean bounce_list_begins_raw (const char *text, gsize length,
                                 BounceList list);

/* A phrase of LIST that ends behind the byte END of a text.  A text may hold as
   many as letters, so that a hit is small. */
typedef struct
{
  guint32 end : 24;
  guint32 length : 8;
  guint16 list;
  guint16 order; /* in its list, and flags (list-table.h) */
} BounceListHit;

/* The hit that MEMBER's phrase makes where it ends, behind the byte AT. */
static inline BounceListHit
bounce_hit_make (const BounceListMember *member, guint32 at)
{
  return (BounceListHit){ .end = at,
                          .length = (guint8)member->length,
                          .list = member->list,
                          .order = member->order };
}

/* Where the phrase of HIT begins. */
static inline guint32
bounce_hit_start (const BounceListHit *hit)
{
  return (guint32)hit->end - hit->length;
}

static inline guint
bounce_hit_order (const BounceListHit *hit)
{
  return hit->order & BOUNCE_PHRASE_ORDER;
}

/* Of the phrases of LIST that the folded TEXT holds, puts the one that comes
   first in the list into HIT.  FALSE if TEXT holds none. */
gboolean bounce_list_first (const char *text, BounceList list,
                            BounceListHit *hit);

/* The byte behind that phrase in TEXT, or NULL. */
const char *bounce_list_after (const char *text, BounceList list);

/* Reads a text piece by piece and gathers the phrases of all lists, in the
   order in which they end; of those with one end the longest comes first.
   Anchors ('^' and '$') are not checked yet: that is done for a part of the
   text, by bounce_hit_fits.  What lies beyond these limits, which no real text
   reaches, is not gathered. */
#define BOUNCE_LIST_HITS_MAX (512 * 1024)
#define BOUNCE_LIST_TEXT_MAX (16 * 1024 * 1024 - 1)
typedef struct
{
  BounceListHit *hits;
  guint n_hits, max_hits;
  guint32 at; /* bytes read so far */
  guint state;
  guint wide_state; /* in the automaton of phrases that are not ASCII */
  gboolean wide;    /* it is needed: some byte was not */
} BounceListReader;

/* Sets READER up at the beginning of a text; bounce_list_reader_clear frees
   what it has gathered. */
void bounce_list_reader_init (BounceListReader *reader);
void bounce_list_reader_clear (BounceListReader *reader);

/* Reads the next LENGTH bytes, folded or ASCII, which lie behind those that
   were read before. */
void bounce_list_reader_read (BounceListReader *reader, const char *text,
                              gsize length);

/* What a reader found in a piece of text that it read from the beginning. */
typedef struct
{
  const BounceListHit *hits; /* borrowed */
  guint n_hits, state;
} BounceListRead;

/* As bounce_list_reader_read, of a piece of text that was READ before, by
   itself: only what begins before it is looked for anew. */
void bounce_list_reader_reread (BounceListReader *reader, const char *text,
                                gsize length, const BounceListRead *read);

/* Reads a whole text but gathers only the phrases of LIST. */
void bounce_list_reader_read_for (BounceListReader *reader, const char *text,
                                  gsize length, BounceList list);

/* TRUE if HIT's phrase has a '^' or a '$'. */
static inline gboolean
bounce_hit_is_bound (const BounceListHit *hit)
{
  return (hit->order & (BOUNCE_PHRASE_FIRST | BOUNCE_PHRASE_LAST)) != 0;
}

/* TRUE if HIT lies in the bytes from FROM to TO and would be found there if
   they were the whole text, '^' and '$' included. */
static inline gboolean
bounce_hit_fits (const BounceListHit *hit, guint32 from, guint32 to)
{
  guint32 start = bounce_hit_start (hit);

  return start >= from && hit->end <= to
         && (!(hit->order & BOUNCE_PHRASE_FIRST) || start == from)
         && (!(hit->order & BOUNCE_PHRASE_LAST) || hit->end == to);
}

#endif
