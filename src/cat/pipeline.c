/* pipeline: who reads, who judges, who prints.  The first mail is always done
   in the caller's thread, for it is often the only one and threads cost more
   than it does.  If more come and more than one job is wanted, workers.c goes
   on from there. */
#include "config.h"

#include <sysexits.h>

#include "cat/batch.h"
#include "cat/pipeline.h"
#include "cat/workers.h"

/* The first of these that occurred is the exit status. */
static const int statuses[] = { EX_IOERR, EX_TEMPFAIL, EX_NOINPUT, EX_DATAERR };

int
bounce_worse_status (int one, int other)
{
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (one == statuses[i] || other == statuses[i])
      return statuses[i];
  return one != 0 ? one : other;
}

static gboolean
finish_parcel (BounceMailBatch *parcel, const BouncePipeline *pipeline,
               const BounceSink *sink, BounceMatcher *matcher, int *status)
{
  gboolean go_on;

  bounce_mail_batch_work (parcel, pipeline, sink, matcher);
  go_on = bounce_mail_batch_deliver (parcel, sink, status);
  bounce_mail_batch_free (parcel);
  return go_on;
}

/* Whether what was read so far should go out before the next mail is read. */
static gboolean
is_due (const BounceMailBatch *parcel, const BounceReader *reader,
        const BounceSink *sink)
{
  if (bounce_mail_batch_is_full (parcel))
    return TRUE;
  if (sink->gather)
    return bounce_reader_would_wait (reader);
  return bounce_reader_is_stream (reader);
}

/* Reads and delivers here: all, or only one item.  FALSE when there is nothing
   more to do. */
static gboolean
run_inline (const BouncePipeline *pipeline, BounceReader *reader,
            const BounceSink *sink, gboolean only_one, int *status)
{
  BounceMatcher *matcher
      = bounce_matcher_new (pipeline->rules, pipeline->n_rules);
  gboolean go_on;

  do
    {
      gboolean more;
      BounceMailBatch *parcel = bounce_mail_batch_new ();
      BounceItem item;

      do
        {
          more = bounce_reader_next (reader, &item);
          if (more)
            bounce_mail_batch_add (parcel, &item);
        }
      while (more && !only_one && !is_due (parcel, reader, sink));
      bounce_reader_position (reader, &parcel->position);
      go_on = finish_parcel (parcel, pipeline, sink, matcher, status) && more;
    }
  while (go_on && !only_one);
  bounce_matcher_free (matcher);
  return go_on;
}

int
bounce_pipeline_run (const BouncePipeline *pipeline, BounceReader *reader,
                     const BounceSink *sink)
{
  guint jobs = pipeline->jobs;
  gboolean more = TRUE;
  int status = 0;

  if (jobs != 1)
    more = run_inline (pipeline, reader, sink, TRUE, &status);
  if (more && jobs == 0)
    jobs = g_get_num_processors ();
  if (more && jobs > 1)
    {
      BounceItem item;

      if (bounce_reader_next (reader, &item))
        {
          bounce_workers_run (pipeline, jobs, reader, &item, sink, &status);
          return status;
        }
    }
  else if (more)
    run_inline (pipeline, reader, sink, FALSE, &status);
  bounce_reader_free (reader);
  return status;
}
