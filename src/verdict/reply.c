/* reply: turns a reply or a log line into a result.  What it says of a
   recipient is judged as the same words in a mail are. */
#include "config.h"

#include "report/reply-line.h"
#include "text/address.h"
#include "verdict/reply.h"

/* Of a pipe, a path or a local name the address that led there is the
   recipient (bouncecat-categories(7)). */
static void
complete (BounceEvidence *evidence)
{
  if (evidence->original_recipient == NULL
      || bounce_address_is_full (
          evidence->recipient != NULL ? evidence->recipient : "")
      || !bounce_address_is_full (evidence->original_recipient))
    return;
  g_free (evidence->recipient);
  evidence->recipient = g_strdup (evidence->original_recipient);
}

BounceResult *
bounce_read_reply (const BounceMail *line, const char *source, guint64 index,
                   const BounceOptions *options, BounceMatcher *matcher)
{
  BounceResult *result = bounce_result_new (source, index);
  g_autofree char *text = g_utf8_make_valid (line->bytes, (gssize)line->length);
  BounceReplyLine *read = bounce_reply_line_read (text);

  result->format = read->format;
  result->reporting_mta = bounce_result_keep (result, read->reporting_mta);
  for (guint i = 0; i < read->recipients->len; i++)
    {
      BounceEvidence *evidence = g_ptr_array_index (read->recipients, i);

      complete (evidence);
      bounce_result_judge (result, evidence, read->date, options, matcher);
    }
  if (result->records->len == 0)
    bounce_result_add (result)->date = read->date;
  bounce_reply_line_free (read);
  return result;
}
