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

/* Fills SET for the folded TEXT, in one pass; and PARTS, unless it is NULL,
   with those lists that some part of TEXT may hold by itself: there '^' and '$'
   bind nothing. */
void bounce_lists_scan (BounceListSet *set, BounceListSet *parts,
                        const char *text);

static inline gboolean
bounce_lists_hold (const BounceListSet *set, BounceList list)
{
  return (set->bits[list / BOUNCE_LIST_BITS] >> list % BOUNCE_LIST_BITS & 1)
         != 0;
}

/* Whether the folded TEXT holds a phrase of LIST. */
gboolean bounce_list_in (const char *text, BounceList list);

/* Whether it begins with one. */
gboolean bounce_list_begins (const char *text, BounceList list);

/* Where the phrase of LIST that stands first in the list, of those that TEXT
   holds, ends in TEXT; NULL if it holds none. */
const char *bounce_list_after (const char *text, BounceList list);

/* All hits of LIST in TEXT, by their ends, of one end the longest first. */
typedef struct
{
  gsize start, end;
  guint order;    /* of the phrase, in its list */
  gboolean bound; /* it has a '^' */
} BounceListHit;

typedef struct
{
  const char *text;
  BounceList list;
  gsize at;
  guint32 state, output, member;
} BounceListSearch;

void bounce_list_search (BounceListSearch *search, const char *text,
                         BounceList list);
gboolean bounce_list_next (BounceListSearch *search, BounceListHit *hit);

/* "daemon-sender". */
const char *bounce_list_name (BounceList list);

#endif
