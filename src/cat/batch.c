/* batch: turns mails into results or text, and hands those to the sink.  It is
   the unit that threads exchange, so that they synchronise once a batch and
   not once a mail. */
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
  bounce_result_free (batch->open);
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

/* What RESULT, that of ITEM, is good for: FALSE if there is nothing to say. */
static gboolean
is_to_tell (BounceItem *item, const BounceResult *result)
{
  if (item->no_header && !proves_to_be_mail (item, result))
    return FALSE;
  if (result->text_cut)
    note_cut (item, "text");
  if (result->recipients_cut)
    note_cut (item, "recipients");
  return TRUE;
}

/* A mail of a megabyte may take thirty while it is read, and most has less than
   ten kilobytes. */
#define LARGE_MAIL (64 * 1024)

/* What one leaves behind is given back at once if it has more than that. */
#define HUGE_MAIL (256 * 1024)

/* A header field is printed with each of ten thousand recipients: such a text
   goes out by pieces of about that length. */
#define PIECE (256 * 1024)

/* The result of ITEM, a mail. */
static BounceResult *
read_item (BounceItem *item, const BounceWork *work, BounceMatcher *matcher)
{
  BounceResult *result
      = (work->options.replies ? bounce_read_reply : bounce_read) (
          &item->mail, item->source, item->index, &work->options, matcher);

  bounce_mail_clear (&item->mail);
  if (is_to_tell (item, result))
    return result;
  bounce_result_free (result);
  return NULL;
}

/* Formats what is left of BATCH's open result.  FALSE if the text has become
   long before. */
static gboolean
format_result (BounceMailBatch *batch, const BounceSink *sink)
{
  const BounceResult *result = batch->open;

  while (batch->n_formatted < result->records->len)
    {
      if (batch->text->len >= PIECE)
        return FALSE;
      sink->format (batch->open, batch->n_formatted++, batch->text, sink->data);
    }
  bounce_result_free (batch->open);
  batch->open = NULL;
  return TRUE;
}

/* Puts what is said in RESULT (NULL: nothing) into BATCH; FALSE as
   format_result. */
static gboolean
take_result (BounceMailBatch *batch, BounceResult *result,
             const BounceSink *sink)
{
  if (result == NULL)
    return TRUE;
  if (sink->format == NULL)
    {
      g_ptr_array_add (batch->results, result);
      return TRUE;
    }
  batch->open = result;
  batch->n_formatted = 0;
  return format_result (batch, sink);
}

gboolean
bounce_mail_batch_work (BounceMailBatch *batch, const BounceWork *work,
                        const BounceSink *sink, BounceMatcher *matcher)
{
  if (batch->open != NULL && !format_result (batch, sink))
    return FALSE;
  for (; batch->n_worked < batch->items->len; batch->n_worked++)
    {
      BounceItem *item
          = &g_array_index (batch->items, BounceItem, batch->n_worked);

      if (item->mail.bytes == NULL)
        continue;
      if (item->mail.length > LARGE_MAIL)
        return FALSE;
      if (!take_result (batch, read_item (item, work, matcher), sink))
        {
          batch->n_worked++;
          return FALSE;
        }
    }
  return TRUE;
}

/* What of BATCH is ready goes out. */
static void
deliver_ready (BounceMailBatch *batch, const BounceSink *sink)
{
  if (!batch->ended)
    batch->ended = !sink->deliver (batch->results, batch->text, sink->data);
  g_ptr_array_set_size (batch->results, 0);
  g_string_truncate (batch->text, 0);
}

/* The large mail that BATCH goes on with.  Beside one that is huge the sink
   keeps nothing, nor the heap behind it. */
static void
work_on_large (BounceMailBatch *batch, const BounceWork *work,
               const BounceSink *sink, BounceMatcher *matcher)
{
  BounceItem *item
      = &g_array_index (batch->items, BounceItem, batch->n_worked++);
  gboolean huge = item->mail.length > HUGE_MAIL;
  BounceResult *result;

  deliver_ready (batch, sink);
  if (huge && !batch->ended && sink->flush != NULL)
    batch->ended = !sink->flush (sink->data);
  if (batch->ended)
    return;
  if (huge)
    bounce_heap_give_back ();
  result = read_item (item, work, matcher);
  if (huge) /* what it was made from */
    bounce_heap_give_back ();
  if (!take_result (batch, result, sink))
    do
      deliver_ready (batch, sink);
    while (!batch->ended && !format_result (batch, sink));
  if (huge)
    {
      deliver_ready (batch, sink);
      bounce_heap_give_back ();
    }
}

void
bounce_mail_batch_finish (BounceMailBatch *batch, const BounceWork *work,
                          const BounceSink *sink, BounceMatcher *matcher)
{
  while (!batch->ended && !bounce_mail_batch_work (batch, work, sink, matcher))
    if (batch->open != NULL)
      deliver_ready (batch, sink);
    else
      work_on_large (batch, work, sink, matcher);
}

gsize
bounce_mail_batch_held (const BounceMailBatch *batch)
{
  gsize held = batch->text->allocated_len;

  for (guint i = 0; i < batch->results->len; i++)
    held += bounce_result_size (g_ptr_array_index (batch->results, i));
  return held;
}

gboolean
bounce_mail_batch_deliver (BounceMailBatch *batch, const BounceSink *sink,
                           int *status)
{
  for (guint i = 0; i < batch->items->len; i++)
    {
      const BounceItem *item = &g_array_index (batch->items, BounceItem, i);

      if (item->reason != NULL)
        sink->complain (item, sink->user);
      *status = bounce_worse_status (*status, item->status);
    }
  deliver_ready (batch, sink);
  sink->progress (&batch->position, sink->user);
  return !batch->ended;
}
