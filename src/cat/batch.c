/* batch: mails to results or to text, and that to the sink.  What a thread is
   handed at once, so that threads meet once a batch and not once a mail. */
#include "config.h"

#include <string.h>

#include "base/heap.h"
#include "cat/batch.h"
#include "cli/exit-status.h"
#include "verdict/reply.h"

BounceMailBatch *
bounce_mail_batch_new (void)
{
  BounceMailBatch *batch = g_new0 (BounceMailBatch, 1);

  batch->items = g_array_new (FALSE, FALSE, sizeof (BounceItem));
  g_array_set_clear_func (batch->items, (GDestroyNotify)bounce_item_clear);
  batch->results
      = g_ptr_array_new_with_free_func ((GDestroyNotify)bounce_result_free);
  batch->text = g_string_new (NULL);
  return batch;
}

void
bounce_mail_batch_free (BounceMailBatch *batch)
{
  if (batch == NULL)
    return;
  g_array_free (batch->items, TRUE);
  g_ptr_array_free (batch->results, TRUE);
  g_string_free (batch->text, TRUE);
  g_free (batch);
}

void
bounce_mail_batch_add (BounceMailBatch *batch, const BounceItem *item)
{
  g_array_append_vals (batch->items, item, 1);
  if (item->mail.bytes != NULL)
    batch->n_mails++;
  batch->bytes += item->mail.length + BOUNCE_MAIL_BATCH_ITEM;
}

gboolean
bounce_mail_batch_is_full (const BounceMailBatch *batch)
{
  return batch->n_mails >= BOUNCE_MAIL_BATCH_MAILS
         || batch->bytes >= BOUNCE_MAIL_BATCH_BYTES;
}

/* Only the result knows that there were more recipients than records, or more
   text than was decoded: WHAT was cut off, unless the pruner said so. */
static void
note_cut (BounceItem *item, const char *what)
{
  g_autofree char *before = item->reason;

  if (before != NULL && strstr (before, what) != NULL)
    item->reason = g_steal_pointer (&before);
  else if (before != NULL)
    item->reason = g_strconcat (before, ", ", what, NULL);
  else
    item->reason = g_strconcat ("limits cut off: ", what, NULL);
}

/* A text without a header is a mail if it says whom a mail did not reach, or
   did: a notification that somebody copied.  Else RESULT is dropped. */
static gboolean
proves_to_be_mail (BounceItem *item, const BounceResult *result)
{
  for (guint i = 0; i < result->records->len; i++)
    {
      const BounceRecord *record = bounce_result_record (result, i);

      if (record->action != BOUNCE_ACTION_NONE && record->recipient != NULL)
        {
          g_clear_pointer (&item->reason, g_free);
          item->status = 0;
          return TRUE;
        }
    }
  return FALSE;
}

/* Puts what is said in RESULT, that of ITEM, into BATCH. */
static void
take_result (BounceMailBatch *batch, BounceItem *item, BounceResult *result,
             const BounceSink *sink)
{
  if (item->no_header && !proves_to_be_mail (item, result))
    {
      bounce_result_free (result);
      return;
    }
  if (result->text_cut)
    note_cut (item, "text");
  if (result->recipients_cut)
    note_cut (item, "recipients");
  if (sink->format == NULL)
    {
      g_ptr_array_add (batch->results, result);
      return;
    }
  sink->format (result, batch->text, sink->data);
  bounce_result_free (result);
}

/* A mail of a megabyte may take forty while it is read, and most has less than
   ten kilobytes.  One after another, whatever the number of threads, and each
   leaves nothing behind. */
#define LARGE_MAIL (1024 * 1024)
static GMutex large_mails;

void
bounce_mail_batch_work (BounceMailBatch *batch, const BounceWork *work,
                        const BounceSink *sink, BounceMatcher *matcher)
{
  BounceResult *(*read) (const BounceMail *, const char *, guint64,
                         const BounceOptions *, BounceMatcher *)
      = work->options.replies ? bounce_read_reply : bounce_read;

  while (batch->n_worked < batch->items->len)
    {
      BounceItem *item
          = &g_array_index (batch->items, BounceItem, batch->n_worked++);
      gboolean large = item->mail.length > LARGE_MAIL;
      BounceResult *result;

      if (item->mail.bytes == NULL)
        continue;
      if (large)
        g_mutex_lock (&large_mails);
      result = read (&item->mail, item->source, item->index, &work->options,
                     matcher);
      bounce_mail_clear (&item->mail);
      take_result (batch, item, result, sink);
      if (large)
        {
          bounce_heap_give_back ();
          g_mutex_unlock (&large_mails);
        }
    }
}

gboolean
bounce_mail_batch_deliver (BounceMailBatch *batch, const BounceSink *sink,
                           int *status)
{
  gboolean go_on;

  for (guint i = 0; i < batch->items->len; i++)
    {
      const BounceItem *item = &g_array_index (batch->items, BounceItem, i);

      if (item->reason != NULL)
        sink->complain (item, sink->user);
      *status = bounce_worse_status (*status, item->status);
    }
  go_on = sink->deliver (batch->results, batch->text, sink->data);
  sink->progress (&batch->position, sink->user);
  return go_on;
}
