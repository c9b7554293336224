/* busy: judges a contact with very many events under a policy that asks for
   dates.  It reads only those events that decide: category by category, by an
   index of their dates, beginning again where the policy says that one may
   matter next.  How many that are depends on the policy's limit, not on the
   number of events. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/busy.h"
#include "ledger/judge.h"

/* How many events of a category are read at once: twice as many each time that
   none of them counts, for those of ids that are not ours are passed one by
   one.  After so many that somebody floods us with them, and all events are
   gone through in the order of the table, of which only ours are taken. */
#define PAGE_MIN 8
#define PAGE_MAX 1024
#define PAGE_FLOOD 256

/* The events of one category, in their order. */
typedef struct
{
  BounceCategory category;
  GQueue events; /* of BounceEvent, owned with its strings: not judged yet */
  gint64 time;   /* of the last one that was read */
  char *id;
  gboolean at_end; /* of what there is; or nothing that matters follows */
  gboolean empty;  /* to be read on, from there: */
  BounceEventStart start;
} Stream;

typedef struct
{
  const BounceMerge *merge;
  const BounceContact *contact;
  BounceJudge judge;
  Stream streams[BOUNCE_N_CATEGORIES];
  guint n;
  guint page;
} Busy;

static void
free_event (gpointer pointer)
{
  BounceEvent *event = pointer;

  g_free ((char *)event->id);
  g_free ((char *)event->status);
  g_free ((char *)event->reply_code);
  g_free (event);
}

static Stream *
find_stream (Busy *busy, BounceCategory category)
{
  for (guint i = 0; i < busy->n; i++)
    if (busy->streams[i].category == category)
      return &busy->streams[i];
  return NULL;
}

static void
append_event (Stream *stream, const BounceEvent *event)
{
  BounceEvent *kept = g_new (BounceEvent, 1);

  *kept = *event;
  kept->id = g_strdup (event->id);
  kept->status = g_strdup (event->status);
  kept->reply_code = g_strdup (event->reply_code);
  g_queue_push_tail (&stream->events, kept);
}

/* A BounceRowFunc. */
static void
take_event (const BounceContact *contact, const BounceEvent *event,
            gpointer data)
{
  Stream *stream = find_stream (data, event->category);

  (void)contact;
  g_assert (stream != NULL);
  append_event (stream, event);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const BounceEvent *left = a, *right = b;
  gint64 time_a = bounce_event_time (left), time_b = bounce_event_time (right);

  (void)data;
  if (time_a != time_b)
    return time_a < time_b ? -1 : 1;
  return strcmp (left->id, right->id);
}

/* Leaves the first PAGE_MAX events of STREAM, in their order. */
static void
shorten (Stream *stream)
{
  g_queue_sort (&stream->events, compare, NULL);
  while (stream->events.length > PAGE_MAX)
    free_event (g_queue_pop_tail (&stream->events));
}

/* A BounceRowFunc, for all events. */
static void
take_ours (const BounceContact *contact, const BounceEvent *event,
           gpointer data)
{
  Busy *busy = data;
  Stream *stream = find_stream (busy, event->category);
  gint64 time = bounce_event_time (event);

  (void)contact;
  if (stream == NULL || !stream->empty || time < stream->start.time
      || (time == stream->start.time
          && strcmp (event->id, stream->start.id) <= 0)
      || !bounce_policy_is_ours (busy->merge->policy, event->id, event->verp))
    return;
  append_event (stream, event);
  if (stream->events.length == 2 * PAGE_MAX)
    shorten (stream);
}

/* Where STREAM is to be read on; FALSE if nothing that follows matters. */
static gboolean
find_start (const Busy *busy, const Stream *stream, BounceEventStart *start)
{
  gint64 from = bounce_judge_from (&busy->judge, stream->category);

  *start = (BounceEventStart){ stream->category, from, "" };
  if (stream->id != NULL && stream->time >= from)
    *start = (BounceEventStart){ stream->category, stream->time, stream->id };
  return from != G_MAXINT64;
}

/* Reads the streams that are empty; *PAGE: so many events of each, unless that
   is all that there are. */
static gboolean
read_empty (Busy *busy, guint *page, GError **error)
{
  const BounceMerge *merge = busy->merge;
  const char *key = busy->contact->key;
  BounceEventStart starts[BOUNCE_N_CATEGORIES];
  guint n = 0;

  for (guint i = 0; i < busy->n; i++)
    if (busy->streams[i].empty)
      starts[n++] = busy->streams[i].start;
  *page = busy->page;
  if (n == 0)
    return TRUE;
  if (merge->policy->our_ids == NULL || *page < PAGE_FLOOD)
    return merge->store->read_from (merge->handle, key, starts, n, *page,
                                    take_event, busy, error);
  *page = PAGE_MAX;
  if (!merge->store->read_each (merge->handle, key, take_ours, busy, error))
    return FALSE;
  for (guint i = 0; i < busy->n; i++)
    if (busy->streams[i].empty)
      shorten (&busy->streams[i]);
  return TRUE;
}

/* Reads on where nothing is left. */
static gboolean
refill (Busy *busy, GError **error)
{
  guint page;

  for (guint i = 0; i < busy->n; i++)
    {
      Stream *stream = &busy->streams[i];

      stream->empty = !stream->at_end && stream->events.length == 0;
      if (!stream->empty)
        continue;
      stream->empty = find_start (busy, stream, &stream->start);
      stream->at_end = !stream->empty;
    }
  if (!read_empty (busy, &page, error))
    return FALSE;
  for (guint i = 0; i < busy->n; i++)
    {
      Stream *stream = &busy->streams[i];
      const BounceEvent *last = g_queue_peek_tail (&stream->events);

      if (!stream->empty)
        continue;
      stream->at_end = stream->events.length < page;
      if (last == NULL)
        continue;
      g_free (stream->id);
      stream->id = g_strdup (last->id);
      stream->time = bounce_event_time (last);
    }
  busy->page = MIN (busy->page * 2, PAGE_MAX);
  return TRUE;
}

/* Drops what does not matter any more. */
static void
drop_past (Busy *busy)
{
  for (guint i = 0; i < busy->n; i++)
    {
      Stream *stream = &busy->streams[i];
      gint64 from = bounce_judge_from (&busy->judge, stream->category);

      while (stream->events.length > 0
             && bounce_event_time (g_queue_peek_head (&stream->events)) < from)
        free_event (g_queue_pop_head (&stream->events));
    }
}

/* The next event of all streams, NULL at the end; the caller frees it. */
static BounceEvent *
next_event (Busy *busy)
{
  Stream *first = NULL;

  for (guint i = 0; i < busy->n; i++)
    {
      Stream *stream = &busy->streams[i];

      if (stream->events.length > 0
          && (first == NULL
              || compare (g_queue_peek_head (&stream->events),
                          g_queue_peek_head (&first->events), NULL)
                     < 0))
        first = stream;
    }
  return first != NULL ? g_queue_pop_head (&first->events) : NULL;
}

static gboolean
judge_all (Busy *busy, GError **error)
{
  BounceEvent *event;

  for (;;)
    {
      drop_past (busy);
      if (!refill (busy, error))
        return FALSE;
      event = next_event (busy);
      if (event == NULL)
        return TRUE;
      if (bounce_judge_event (&busy->judge, event) != BOUNCE_WEIGHT_NONE)
        busy->page = PAGE_MIN;
      free_event (event);
    }
}

gboolean
bounce_busy_judge (const BounceMerge *merge, const BounceContact *contact,
                   const BounceCounts *counts, BounceStanding *standing,
                   GError **error)
{
  Busy busy = { .merge = merge, .contact = contact, .page = PAGE_MIN };
  gboolean done;

  bounce_judge_begin (&busy.judge, standing, merge->policy, merge->now,
                      contact);
  for (int i = BOUNCE_CATEGORY_NONE + 1; i < BOUNCE_N_CATEGORIES; i++)
    if (counts->n[i][0] + counts->n[i][1] > 0)
      busy.streams[busy.n++]
          = (Stream){ .category = (BounceCategory)i, .events = G_QUEUE_INIT };
  done = judge_all (&busy, error);
  for (guint i = 0; i < busy.n; i++)
    {
      g_queue_clear_full (&busy.streams[i].events, free_event);
      g_free (busy.streams[i].id);
    }
  bounce_judge_end (&busy.judge);
  return done;
}
