/* list-reader: a text, read piece by piece, to the phrases of all lists in it.
   What was read before, by itself, is read again only as far as a phrase may
   reach into it. */
#include "config.h"

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

void
bounce_list_reader_read (BounceListReader *reader, const char *text,
                         gsize length)
{
  const BounceListTable *table = &bounce_list_table;
  BounceDenseEnd ends[BOUNCE_DENSE_BLOCK];
  gsize n;

  if (reader->max_hits == 0)
    {
      reader->max_hits = USUAL_HITS;
      reader->hits = g_new (BounceListHit, USUAL_HITS);
    }
  length = MIN (length, BOUNCE_LIST_TEXT_MAX - reader->at);
  for (; length > 0; text += n, length -= n)
    {
      guint n_ends;

      n = MIN (length, BOUNCE_DENSE_BLOCK);
      n_ends = bounce_dense_walk (&table->automaton, &reader->state, text, n,
                                  ends);
      for (guint i = 0; i < n_ends; i++)
        add_members (reader, table, bounce_dense_end_state (ends[i]),
                     reader->at + bounce_dense_end_at (ends[i]));
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

  if (length > BOUNCE_LIST_TEXT_MAX - reader->at)
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

void
bounce_list_reader_read_for (BounceListReader *reader, const char *text,
                             gsize length, BounceList list)
{
  const BounceListTable *table = table_of (list, text, length);
  const char *p = text, *stop = text + MIN (length, BOUNCE_LIST_TEXT_MAX);
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
  reader->at = (guint32)length;
}
