/* notification: finds the notification in a mail.  RFC 3464 parts come first,
   then the same fields in plain text, then the table of non-standard notices,
   then forwarded mails.  Behind a report part nothing is looked at: what stands
   there is the returned message, and nothing in it is evidence. */
#include "config.h"

#include <string.h>

#include "report/dsn.h"
#include "report/feedback.h"
#include "report/kind.h"
#include "mime/part-role.h"
#include "report/legacy/legacy.h"
#include "report/human-readable.h"
#include "report/report-text.h"
#include "verdict/notification.h"

/* A bounce of a bounce of a bounce, forwarded: deep enough. */
#define FORWARDS_MAX 4

static BounceNotification *
reading_new (const char *format, const BounceMessage *notice)
{
  BounceNotification *reading = g_new0 (BounceNotification, 1);

  reading->format = format;
  reading->notice = notice;
  return reading;
}

void
bounce_notification_free (BounceNotification *reading)
{
  if (reading == NULL)
    return;
  if (reading->recipients)
    g_ptr_array_unref (reading->recipients);
  bounce_message_free (reading->own_returned);
  bounce_message_free (reading->own_notice);
  g_free (reading->reporting_mta);
  g_free (reading->envelope_id);
  g_free (reading->feedback_type);
  g_free (reading);
}

/* The message part or returned header of MESSAGE, whichever comes first. */
static const BounceMessage *
find_returned (const BounceMessage *message)
{
  for (guint i = 0; i < bounce_message_n_parts (message); i++)
    {
      const BouncePart *part = bounce_message_part (message, i);
      if (part->message)
        return part->message;
    }
  return NULL;
}

static void
adopt_dsn (BounceNotification *reading, BounceDsn *dsn)
{
  reading->recipients = g_ptr_array_ref (dsn->recipients);
  reading->reporting_mta = g_strdup (dsn->reporting_mta);
  reading->envelope_id = g_strdup (dsn->envelope_id);
  reading->cut = dsn->cut;
  bounce_dsn_free (dsn);
}

/* Some systems send one delivery-status part a recipient. */
static void
append_dsn (BounceNotification *reading, BounceDsn *dsn)
{
  g_ptr_array_extend_and_steal (reading->recipients,
                                g_steal_pointer (&dsn->recipients));
  reading->cut |= reading->recipients->len > BOUNCE_RECIPIENTS_MAX;
  if (reading->cut)
    g_ptr_array_set_size (reading->recipients, BOUNCE_RECIPIENTS_MAX);
  bounce_dsn_free (dsn);
}

/* RFC 3464: the delivery-status parts. */
static BounceNotification *
read_status_parts (const BounceMessage *message)
{
  BounceNotification *reading = NULL;

  for (guint i = 0; i < bounce_message_n_parts (message); i++)
    {
      const BouncePart *part = bounce_message_part (message, i);
      if (part->role == BOUNCE_PART_MESSAGE && reading)
        break;
      if (part->role != BOUNCE_PART_STATUS || part->text == NULL)
        continue;
      BounceDsn *dsn = bounce_dsn_read (part->text);
      if (dsn == NULL)
        continue;
      if (reading)
        append_dsn (reading, dsn);
      else
        {
          reading = reading_new ("rfc3464", message);
          reading->has_fields = TRUE;
          adopt_dsn (reading, dsn);
        }
    }
  return reading;
}

/* The same fields under text/plain, or in a body whose MIME is broken.  Only
   of a mail system: people quote such fields too. */
static BounceNotification *
read_status_text (const BounceMessage *message)
{
  if (!bounce_kind_is_daemon (message))
    return NULL;
  for (guint i = 0; i < bounce_message_n_parts (message); i++)
    {
      const BouncePart *part = bounce_message_part (message, i);
      if (part->role == BOUNCE_PART_MESSAGE)
        break;
      if (part->role != BOUNCE_PART_TEXT || part->text == NULL)
        continue;
      const char *fields = bounce_report_fields (part->text);
      if (fields == NULL)
        continue;
      g_autofree char *own
          = g_strndup (fields, bounce_human_readable_length (fields));
      BounceDsn *dsn = bounce_dsn_read (own);
      if (dsn)
        {
          BounceNotification *reading = reading_new ("rfc3464", message);
          reading->has_fields = TRUE;
          adopt_dsn (reading, dsn);
          return reading;
        }
    }
  return NULL;
}

/* A report that stands whole in the text of another mail. */
static BounceNotification *
read_inlined (const BounceMessage *message)
{
  const BouncePart *part = bounce_message_find (message, BOUNCE_PART_TEXT);
  const char *start
      = part && part->text ? bounce_report_inlined (part->text) : NULL;

  if (start == NULL)
    return NULL;
  BounceMessage *inner = bounce_message_new_from_text (start);
  BounceNotification *reading = read_status_parts (inner);
  if (reading)
    {
      reading->own_notice = inner;
      reading->returned = find_returned (inner);
    }
  else
    bounce_message_free (inner);
  return reading;
}

/* Takes NOTICE over. */
static BounceNotification *
adopt_notice (const BounceMessage *message, BounceLegacy *notice)
{
  if (notice == NULL)
    return NULL;
  BounceNotification *reading = reading_new (notice->format, message);
  reading->recipients = g_ptr_array_ref (notice->recipients);
  reading->reporting_mta = g_strdup (notice->reporting_mta);
  reading->cut = notice->cut;
  reading->presumed = notice->presumed;
  reading->feedback_type = g_strdup (notice->feedback_type);
  if (notice->returned)
    reading->own_returned = bounce_message_new_header (notice->returned);
  bounce_legacy_free (notice);
  return reading;
}

static BounceNotification *
read_notice (const BounceMessage *message)
{
  return adopt_notice (message, bounce_legacy_read (message));
}

BounceNotification *
bounce_notification_suspect (const BounceMessage *message)
{
  BounceNotification *reading
      = adopt_notice (message, bounce_legacy_suspect (message));

  if (reading)
    reading->returned = reading->own_returned ? reading->own_returned
                                              : find_returned (message);
  return reading;
}

/* RFC 8098 with a text that says that there was no delivery. */
static BounceNotification *
read_disposition (const BounceMessage *message)
{
  const char *text = bounce_kind_mdn_failure (message);
  const BouncePart *part = bounce_message_find (message, BOUNCE_PART_MDN);

  if (text == NULL || part == NULL || part->text == NULL)
    return NULL;
  BounceDsn *dsn = bounce_dsn_read (part->text);
  if (dsn == NULL)
    return NULL;
  BounceNotification *reading = reading_new ("mdn", message);
  adopt_dsn (reading, dsn);
  for (guint i = 0; i < reading->recipients->len; i++)
    {
      BounceEvidence *evidence = g_ptr_array_index (reading->recipients, i);
      evidence->action = BOUNCE_ACTION_FAILED;
      bounce_evidence_add (evidence, BOUNCE_SPEAKER_REMOTE, text);
      if (evidence->diagnostic == NULL && evidence->words->len)
        evidence->diagnostic
            = g_strdup (g_array_index (evidence->words, BounceWords, 0).text);
    }
  return reading;
}

/* RFC 5965, and complaints of other forms. */
static BounceNotification *
read_feedback (const BounceMessage *message)
{
  BounceFeedback *feedback = bounce_feedback_read (message);
  BounceNotification *reading = reading_new (
      bounce_message_find (message, BOUNCE_PART_FEEDBACK) ? "rfc5965"
                                                          : "complaint",
      message);

  reading->feedback_type = g_steal_pointer (&feedback->type);
  reading->returned = feedback->returned;
  if (reading->returned == NULL)
    {
      g_autofree char *header = bounce_legacy_returned (message);

      if (header != NULL)
        reading->own_returned = bounce_message_new_header (header);
      reading->returned = reading->own_returned;
    }
  reading->recipients
      = g_ptr_array_new_with_free_func ((GDestroyNotify)bounce_evidence_free);
  for (guint i = 0; i < feedback->recipients->len; i++)
    {
      BounceEvidence *evidence = bounce_evidence_new ();

      evidence->recipient
          = g_strdup (g_ptr_array_index (feedback->recipients, i));
      g_ptr_array_add (reading->recipients, evidence);
    }
  bounce_feedback_free (feedback);
  return reading;
}

/* The same in Amazon SES's JSON. */
static BounceNotification *
read_json_complaint (const BounceMessage *message)
{
  BounceNotification *reading = read_notice (message);

  if (reading == NULL || reading->feedback_type != NULL)
    {
      if (reading != NULL)
        reading->returned = reading->own_returned;
      return reading;
    }
  bounce_notification_free (reading);
  return NULL;
}

static BounceNotification *
read_one (const BounceMessage *message)
{
  BounceNotification *reading = read_status_parts (message);
  if (reading == NULL)
    reading = read_disposition (message);
  if (reading == NULL && bounce_message_find (message, BOUNCE_PART_MDN))
    return NULL;
  if (reading == NULL)
    reading = read_inlined (message);
  if (reading == NULL)
    reading = read_status_text (message);
  if (reading == NULL)
    reading = read_notice (message);
  if (reading && reading->returned == NULL)
    reading->returned = reading->own_returned ? reading->own_returned
                                              : find_returned (message);
  return reading;
}

/* A list hands on what its members wrote: what is attached there, a digest's
   mails above all, is talk about bounces. */
static gboolean
is_list_mail (const BounceMessage *message)
{
  return bounce_message_header (message, "List-Id") != NULL
         || bounce_message_header (message, "X-BeenThere") != NULL
         || strcmp (bounce_message_type (message), "multipart/digest") == 0;
}

/* A bounce that somebody forwarded stands in an attached message; so does one
   that a server WRAPS in a notification of its own. */
static BounceNotification *
read_forwarded (const BounceMessage *message, int depth, gboolean wraps)
{
  if (is_list_mail (message))
    return NULL;
  for (guint i = 0; i < bounce_message_n_parts (message); i++)
    {
      const BouncePart *part = bounce_message_part (message, i);
      if (bounce_part_is_report (part->role) && !wraps)
        break;
      if (part->message == NULL || part->role != BOUNCE_PART_MESSAGE)
        continue;
      if (bounce_kind_is_feedback (part->message))
        continue;
      BounceNotification *reading = read_one (part->message);
      if (reading == NULL && depth < FORWARDS_MAX)
        reading = read_forwarded (part->message, depth + 1, wraps);
      if (reading)
        return reading;
    }
  return NULL;
}

/* Whether READING names anybody. */
static gboolean
names_someone (const BounceNotification *reading)
{
  for (guint i = 0; i < reading->recipients->len; i++)
    {
      const BounceEvidence *evidence
          = g_ptr_array_index (reading->recipients, i);

      if (evidence->recipient != NULL)
        return TRUE;
    }
  return FALSE;
}

BounceNotification *
bounce_notification_find (const BounceMessage *message)
{
  if (bounce_kind_is_feedback (message))
    {
      BounceNotification *complaint = read_json_complaint (message);

      return complaint != NULL ? complaint : read_feedback (message);
    }
  BounceNotification *reading = read_one (message);

  if ((reading != NULL && names_someone (reading))
      || (reading != NULL && reading->feedback_type != NULL)
      || bounce_message_find (message, BOUNCE_PART_MDN) != NULL)
    return reading;
  BounceNotification *inner = read_forwarded (
      message, 0, reading != NULL || bounce_kind_is_daemon (message));
  if (inner == NULL)
    return reading;
  bounce_notification_free (reading);
  return inner;
}
