/* batch: mails to reports or to text, and that to the sink.  What a thread is
   handed at once, so that threads meet once a batch and not once a mail. */
#include "config.h"

#include "batch.h"

BounceBatch *
bounce_batch_new (void)
{
  BounceBatch *batch = g_new0 (BounceBatch, 1);

  batch->items = g_array_new (FALSE, FALSE, sizeof (BounceItem));
  g_array_set_clear_func (batch->items, (GDestroyNotify)bounce_item_clear);
  batch->reports
      = g_ptr_array_new_with_free_func ((GDestroyNotify)bounce_report_free);
  batch->text = g_string_new (NULL);
  return batch;
}

void
bounce_batch_free (BounceBatch *batch)
{
  if (batch == NULL)
    return;
  g_array_free (batch->items, TRUE);
  g_ptr_array_free (batch->reports, TRUE);
  g_string_free (batch->text, TRUE);
  g_free (batch);
}

void
bounce_batch_add (BounceBatch *batch, const BounceItem *item)
{
  g_array_append_vals (batch->items, item, 1);
  batch->bytes += item->length;
}

gboolean
bounce_batch_is_full (const BounceBatch *batch)
{
  return batch->items->len >= BOUNCE_BATCH_MAILS
         || batch->bytes >= BOUNCE_BATCH_BYTES;
}

void
bounce_batch_work (BounceBatch *batch, const BouncePipeline *pipeline,
                   const BounceSink *sink, BounceMatcher *matcher)
{
  for (guint i = 0; i < batch->items->len; i++)
    {
      BounceItem *item = &g_array_index (batch->items, BounceItem, i);
      BounceReport *report;

      if (item->bytes == NULL)
        continue;
      report = bounce_read (item->bytes, item->length, item->source,
                            item->index, &pipeline->options, matcher);
      g_clear_pointer (&item->bytes, g_free);
      if (sink->format == NULL)
        {
          g_ptr_array_add (batch->reports, report);
          continue;
        }
      sink->format (report, batch->text, sink->data);
      bounce_report_free (report);
    }
}

gboolean
bounce_batch_deliver (BounceBatch *batch, const BounceSink *sink, int *status)
{
  gboolean go_on;

  for (guint i = 0; i < batch->items->len; i++)
    {
      const BounceItem *item = &g_array_index (batch->items, BounceItem, i);

      if (item->complaint != NULL)
        sink->complain (item->complaint, sink->user);
      *status = bounce_worse_status (*status, item->status);
    }
  go_on = sink->deliver ((BounceReport *const *)batch->reports->pdata,
                         batch->reports->len, batch->text, sink->data);
  sink->progress (&batch->position, sink->user);
  return go_on;
}
