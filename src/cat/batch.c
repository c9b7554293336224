/* parcel: mails to reports or to text, and that to the sink.  What a thread is
   handed at once, so that threads meet once a parcel and not once a mail. */
#include "config.h"

#include "cat/batch.h"
#include "verdict/reply.h"

BounceMailBatch *
bounce_mail_batch_new (void)
{
  BounceMailBatch *parcel = g_new0 (BounceMailBatch, 1);

  parcel->items = g_array_new (FALSE, FALSE, sizeof (BounceItem));
  g_array_set_clear_func (parcel->items, (GDestroyNotify)bounce_item_clear);
  parcel->reports
      = g_ptr_array_new_with_free_func ((GDestroyNotify)bounce_result_free);
  parcel->text = g_string_new (NULL);
  return parcel;
}

void
bounce_mail_batch_free (BounceMailBatch *parcel)
{
  if (parcel == NULL)
    return;
  g_array_free (parcel->items, TRUE);
  g_ptr_array_free (parcel->reports, TRUE);
  g_string_free (parcel->text, TRUE);
  g_free (parcel);
}

void
bounce_mail_batch_add (BounceMailBatch *parcel, const BounceItem *item)
{
  g_array_append_vals (parcel->items, item, 1);
  parcel->bytes += item->mail.length;
}

gboolean
bounce_mail_batch_is_full (const BounceMailBatch *parcel)
{
  return parcel->items->len >= BOUNCE_MAIL_BATCH_MAILS
         || parcel->bytes >= BOUNCE_MAIL_BATCH_BYTES;
}

/* Only the report knows that there were more recipients than records. */
static void
note_cut_recipients (BounceItem *item)
{
  g_autofree char *before = item->reason;

  item->reason = before == NULL ? g_strdup ("limits cut off: recipients")
                                : g_strconcat (before, ", recipients", NULL);
}

void
bounce_mail_batch_work (BounceMailBatch *parcel, const BouncePipeline *pipeline,
                        const BounceSink *sink, BounceMatcher *matcher)
{
  BounceResult *(*read) (const BounceMail *, const char *, guint64,
                         const BounceOptions *, BounceMatcher *)
      = pipeline->options.replies ? bounce_read_reply : bounce_read;

  for (guint i = 0; i < parcel->items->len; i++)
    {
      BounceItem *item = &g_array_index (parcel->items, BounceItem, i);
      BounceResult *report;

      if (item->mail.bytes == NULL)
        continue;
      report = read (&item->mail, item->source, item->index, &pipeline->options,
                     matcher);
      bounce_mail_clear (&item->mail);
      if (report->recipients_cut)
        note_cut_recipients (item);
      if (sink->format == NULL)
        {
          g_ptr_array_add (parcel->reports, report);
          continue;
        }
      sink->format (report, parcel->text, sink->data);
      bounce_result_free (report);
    }
}

gboolean
bounce_mail_batch_deliver (BounceMailBatch *parcel, const BounceSink *sink,
                           int *status)
{
  gboolean go_on;

  for (guint i = 0; i < parcel->items->len; i++)
    {
      const BounceItem *item = &g_array_index (parcel->items, BounceItem, i);

      if (item->reason != NULL)
        sink->complain (item, sink->user);
      *status = bounce_worse_status (*status, item->status);
    }
  go_on = sink->deliver ((BounceResult *const *)parcel->reports->pdata,
                         parcel->reports->len, parcel->text, sink->data);
  sink->progress (&parcel->position, sink->user);
  return go_on;
}
