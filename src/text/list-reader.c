/* list-reader: finds the phrases of all lists in a text that it reads piece by
   piece.  What was read before, by itself, is read again only as far as a
   phrase may reach into it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "text/list-walk.h"
#include "text/lists.h"

void
bounce_list_reader_init (BounceListReader *reader)
{
  *reader = (BounceListReader){ 0 };
}

void
bounce_list_reader_clear (BounceListReader *reader)
{
  g_free (reader->hits);
}

/* Who has more may have as many as there may be: memory that is not written to
   costs nothing, that which was copied from does. */
#define MANY_HITS (32 * 1024)

static void
make_room (BounceListReader *reader)
{
  reader->max_hits = reader->max_hits >= MANY_HITS
                         ? BOUNCE_LIST_HITS_MAX
                         : MAX (2 * reader->max_hits, 16);
  reader->hits = g_renew (BounceListHit, reader->hits, reader->max_hits);
}

/* A text is full of hits: no call is made for each. */
static inline void
put_hit (BounceListReader *reader, BounceListHit hit)
{
  if (G_UNLIKELY (reader->n_hits == reader->max_hits))
    {
      if (reader->n_hits >= BOUNCE_LIST_HITS_MAX)
        return;
      make_room (reader);
    }
  reader->hits[reader->n_hits++] = hit;
}

static inline void
add_hit (BounceListReader *reader, const BounceListMember *member, guint32 at)
{
  put_hit (reader, bounce_hit_make (member, at));
}

static inline void
add_members (BounceListReader *reader, const BounceListTable *table,
             guint state, guint32 at)
{
  const BounceListMember *member, *end;

  for (member = members_of (table, state, &end); member < end; member++)
    add_hit (reader, member, at);
}

/* A text that is asked many questions has as many hits, mostly. */
#define USUAL_HITS 256

/* States that phrases end in, in a block of text, and the table of both. */
typedef struct
{
  const BounceListTable *table;
  guint n, at;
  BounceDenseEnd ends[BOUNCE_DENSE_BLOCK];
} Ends;

static inline guint
next_end (const Ends *ends)
{
  return ends->at < ends->n ? bounce_dense_end_at (ends->ends[ends->at])
                            : G_MAXUINT;
}

/* The members that end at AT; NULL: none does. */
static inline const BounceListMember *
take_members (Ends *ends, guint at, const BounceListMember **end)
{
  *end = NULL;
  return next_end (ends) == at ? members_of (
             ends->table, bounce_dense_end_state (ends->ends[ends->at++]), end)
                               : NULL;
}

/* What ends in A and in B, behind what READER has read. */
static void
add_both (BounceListReader *reader, Ends *a, Ends *b)
{
  for (guint at; (at = MIN (next_end (a), next_end (b))) != G_MAXUINT;)
    {
      const BounceListMember *end, *other_end;
      const BounceListMember *member = take_members (a, at, &end);
      const BounceListMember *other = take_members (b, at, &other_end);

      while (member < end || other < other_end)
        add_hit (reader,
                 other == other_end
                         || (member < end && member->length >= other->length)
                     ? member++
                     : other++,
                 reader->at + at);
    }
}

static void
add_ends (BounceListReader *reader, const Ends *ends)
{
  for (guint i = 0; i < ends->n; i++)
    add_members (reader, ends->table, bounce_dense_end_state (ends->ends[i]),
                 reader->at + bounce_dense_end_at (ends->ends[i]));
}

/* No phrase is longer (BounceListHit). */
#define PHRASE_MAX 255

/* From TEXT on the phrases that are not ASCII are sought, too: what may have
   begun before it is read again. */
static void
begin_wide (BounceListReader *reader, const char *text)
{
  const BounceDense *automaton = &bounce_list_wide_table.automaton;

  reader->wide = TRUE;
  for (const char *p = text - MIN (reader->at, PHRASE_MAX); p < text; p++)
    reader->wide_state
        = bounce_dense_next (automaton, reader->wide_state, (guint8)*p);
}

void
bounce_list_reader_read (BounceListReader *reader, const char *text,
                         gsize length)
{
  Ends ends, wide;
  gsize n;

  ends.table = &bounce_list_table;
  wide.table = &bounce_list_wide_table;
  if (reader->max_hits == 0)
    {
      reader->max_hits = USUAL_HITS;
      reader->hits = g_new (BounceListHit, USUAL_HITS);
    }
  length = MIN (length, BOUNCE_LIST_TEXT_MAX - reader->at);
  if (!reader->wide && !bounce_ascii_only (text, length))
    begin_wide (reader, text);
  for (; length > 0; text += n, length -= n)
    {
      n = MIN (length, BOUNCE_DENSE_BLOCK);
      ends.n = bounce_dense_walk (&ends.table->automaton, &reader->state, text,
                                  n, ends.ends);
      wide.n = reader->wide
                   ? bounce_dense_walk (&wide.table->automaton,
                                        &reader->wide_state, text, n, wide.ends)
                   : 0;
      ends.at = wide.at = 0;
      if (wide.n > 0)
        add_both (reader, &ends, &wide);
      else
        add_ends (reader, &ends);
      reader->at += (guint32)n;
    }
}

/* Those of READ that end behind the byte AT of it. */
static void
add_hits_behind (BounceListReader *reader, const BounceListRead *read,
                 guint32 at)
{
  for (guint i = 0; i < read->n_hits; i++)
    if (read->hits[i].end > at)
      {
        BounceListHit hit = read->hits[i];

        hit.end += reader->at;
        put_hit (reader, hit);
      }
}

void
bounce_list_reader_reread (BounceListReader *reader, const char *text,
                           gsize length, const BounceListRead *read)
{
  const BounceListTable *table = &bounce_list_table;
  const BounceDense *automaton = &table->automaton;
  gsize at = 0;

  /* Few lines that are not ASCII repeat. */
  if (length > BOUNCE_LIST_TEXT_MAX - reader->at || reader->wide
      || !bounce_ascii_only (text, length))
    {
      bounce_list_reader_read (reader, text, length);
      return;
    }
  while (at < length && automaton->depths[reader->state] > at)
    {
      reader->state
          = bounce_dense_next (automaton, reader->state, (guint8)text[at++]);
      if (reader->state >= automaton->first_end)
        add_members (reader, table, reader->state, reader->at + (guint32)at);
    }
  if (automaton->depths[reader->state] <= at)
    {
      reader->state = read->state;
      add_hits_behind (reader, read, (guint32)at);
    }
  reader->at += (guint32)length;
}

static void
read_for (BounceListReader *reader, const BounceListTable *table,
          const char *text, const char *stop, BounceList list)
{
  const char *p = text;
  guint state = 0;

  while (p < stop)
    {
      const BounceListMember *member, *end;

      p = run_one_list (&table->automaton, &state, p, stop);
      if (state < table->automaton.first_end)
        break;
      for (member = members_of (table, state, &end); member < end; member++)
        if (member->list == list)
          add_hit (reader, member, (guint32)(p - text));
    }
}

/* By their ends, of one end the longest first. */
static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const BounceListHit *x = a, *y = b;

  return x->end != y->end ? (x->end < y->end ? -1 : 1)
                          : (int)y->length - (int)x->length;
}

void
bounce_list_reader_read_for (BounceListReader *reader, const char *text,
                             gsize length, BounceList list)
{
  const BounceListTable *table = table_of (list);
  const char *stop = text + MIN (length, BOUNCE_LIST_TEXT_MAX);
  const BounceListTable *wide
      = wide_table_for (table, text, (gsize)(stop - text));

  read_for (reader, table, text, stop, list);
  if (wide != NULL)
    {
      read_for (reader, wide, text, stop, list);
      if (reader->n_hits > 1)
        qsort (reader->hits, reader->n_hits, sizeof *reader->hits,
               compare_hits);
    }
  reader->at = (guint32)length;
}
