/* busy: of a contact with very many events those that decide under a policy
   that asks for dates are read, and no others: category by category, by an
   index of when they were, beginning again where the policy says that one may
   matter next.  What is read grows with the policy's limit, not with the number
   of events. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/busy.h"
#include "ledger/judge.h"

/* How many events of a category are read at once: twice as many each time that
   none of them counts, for those of ids that are not ours are passed one by
   one. */
#define PAGE_MIN 8
#define PAGE_MAX 1024

/* The events of one category, in their order. */
typedef struct
{
  BounceCategory category;
  GQueue events; /* of BounceEvent, owned with its strings: not judged yet */
  gint64 time;   /* of the last one that was read */
  char *id;
  gboolean at_end; /* of what there is; or nothing that matters follows */
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

/* A BounceRowFunc. */
static void
take_event (const BounceContact *contact, const BounceEvent *event,
            gpointer data)
{
  Busy *busy = data;
  BounceEvent *kept = g_new (BounceEvent, 1);
  guint i = 0;

  (void)contact;
  *kept = *event;
  kept->id = g_strdup (event->id);
  kept->status = g_strdup (event->status);
  kept->reply_code = g_strdup (event->reply_code);
  while (i < busy->n && busy->streams[i].category != event->category)
    i++;
  g_assert (i < busy->n);
  g_queue_push_tail (&busy->streams[i].events, kept);
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

/* Reads on where nothing is left. */
static gboolean
refill (Busy *busy, GError **error)
{
  BounceEventStart starts[BOUNCE_N_CATEGORIES];
  Stream *empty[BOUNCE_N_CATEGORIES];
  guint n = 0;

  for (guint i = 0; i < busy->n; i++)
    {
      Stream *stream = &busy->streams[i];

      if (stream->at_end || stream->events.length > 0)
        continue;
      stream->at_end = !find_start (busy, stream, &starts[n]);
      if (!stream->at_end)
        empty[n++] = stream;
    }
  if (n > 0
      && !busy->merge->store->read_from (busy->merge->handle,
                                         busy->contact->key, starts, n,
                                         busy->page, take_event, busy, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const BounceEvent *last = g_queue_peek_tail (&empty[i]->events);

      empty[i]->at_end = empty[i]->events.length < busy->page;
      if (last == NULL)
        continue;
      g_free (empty[i]->id);
      empty[i]->id = g_strdup (last->id);
      empty[i]->time = bounce_event_time (last);
    }
  busy->page = MIN (busy->page * 2, PAGE_MAX);
  return TRUE;
}

/* Drops what does not matter any more. */
static void
skip (Busy *busy)
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

/* TRUE if LEFT comes before RIGHT. */
static gboolean
is_before (const BounceEvent *left, const BounceEvent *right)
{
  gint64 a = bounce_event_time (left), b = bounce_event_time (right);

  return a != b ? a < b : strcmp (left->id, right->id) < 0;
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
              || is_before (g_queue_peek_head (&stream->events),
                            g_queue_peek_head (&first->events))))
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
      skip (busy);
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
