/* notification: finds the notification in a mail.  RFC 3464 parts come first,
   then the same fields in plain text, then the table of legacy notifications,
   then forwarded mails.  Behind a report part nothing is looked at: what stands
   there is the returned message, and nothing in it is evidence. */
#include "config.h"

#include "base/memory.h"
#include "mime/part-role.h"
#include "report/dsn.h"
#include "report/feedback.h"
#include "report/human-readable.h"
#include "report/kind.h"
#include "report/legacy/legacy.h"
#include "report/report-text.h"
#include "verdict/enclosed.h"
#include "verdict/notification.h"
#include "verdict/returned-message.h"

/* A bounce of a bounce of a bounce, forwarded: deep enough. */
#define FORWARDS_MAX 4

static BounceNotification *
notification_new (const char *format, const BounceMessage *message)
{
  BounceNotification *notification = BOUNCE_NEW0 (BounceNotification);

  notification->format = format;
  notification->message = message;
  return notification;
}

void
bounce_notification_free (BounceNotification *notification)
{
  if (notification == NULL)
    return;
  if (notification->recipients)
    g_ptr_array_unref (notification->recipients);
  bounce_message_free (notification->own_returned);
  bounce_message_free (notification->own_message);
  g_free (notification->reporting_mta);
  g_free (notification->envelope_id);
  g_free (notification->feedback_type);
  g_free (notification->mail_from);
  g_free (notification);
}

static void
adopt_dsn (BounceNotification *notification, BounceDsn *dsn)
{
  notification->recipients = g_ptr_array_ref (dsn->recipients);
  notification->reporting_mta = g_strdup (dsn->reporting_mta);
  notification->envelope_id = g_strdup (dsn->envelope_id);
  notification->cut = dsn->cut;
  bounce_dsn_free (dsn);
}

/* Some systems send one delivery-status part a recipient. */
static void
append_dsn (BounceNotification *notification, BounceDsn *dsn)
{
  g_ptr_array_extend_and_steal (notification->recipients,
                                g_steal_pointer (&dsn->recipients));
  notification->cut |= notification->recipients->len > BOUNCE_RECIPIENTS_MAX;
  if (notification->cut)
    g_ptr_array_set_size (notification->recipients, BOUNCE_RECIPIENTS_MAX);
  bounce_dsn_free (dsn);
}

/* RFC 3464: the delivery-status parts. */
static BounceNotification *
read_status_parts (const BounceMessage *message)
{
  BounceNotification *notification = NULL;

  for (guint i = 0; i < bounce_message_n_parts (message); i++)
    {
      const BouncePart *part = bounce_message_part (message, i);
      if (part->role == BOUNCE_PART_MESSAGE && notification)
        break;
      if (part->role != BOUNCE_PART_STATUS || part->text == NULL)
        continue;
      BounceDsn *dsn = bounce_dsn_read (part->text);
      if (dsn == NULL)
        continue;
      if (notification)
        append_dsn (notification, dsn);
      else
        {
          notification = notification_new ("rfc3464", message);
          notification->has_fields = TRUE;
          adopt_dsn (notification, dsn);
        }
    }
  return notification;
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
          = bounce_copy (fields, bounce_human_readable_length (fields));
      BounceDsn *dsn = bounce_dsn_read (own);
      if (dsn)
        {
          BounceNotification *notification
              = notification_new ("rfc3464", message);
          notification->has_fields = TRUE;
          adopt_dsn (notification, dsn);
          return notification;
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
  BounceNotification *notification = read_status_parts (inner);
  if (notification)
    {
      notification->own_message = inner;
      notification->returned = bounce_message_attached (inner);
    }
  else
    bounce_message_free (inner);
  return notification;
}

/* Takes LEGACY over. */
static BounceNotification *
adopt_legacy (const BounceMessage *message, BounceLegacy *legacy)
{
  if (legacy == NULL)
    return NULL;
  BounceNotification *notification = notification_new (legacy->format, message);
  notification->recipients = g_ptr_array_ref (legacy->recipients);
  notification->reporting_mta = g_strdup (legacy->reporting_mta);
  notification->cut = legacy->cut;
  notification->presumed = legacy->presumed;
  notification->feedback_type = g_strdup (legacy->feedback_type);
  if (legacy->returned)
    notification->own_returned = bounce_message_new_header (legacy->returned);
  bounce_legacy_free (legacy);
  return notification;
}

static BounceNotification *
read_legacy (const BounceMessage *message)
{
  return adopt_legacy (message, bounce_legacy_read (message));
}

BounceNotification *
bounce_notification_suspect (const BounceMessage *message)
{
  BounceNotification *notification
      = adopt_legacy (message, bounce_legacy_suspect (message));

  if (notification)
    notification->returned = notification->own_returned
                                 ? notification->own_returned
                                 : bounce_message_attached (message);
  return notification;
}

BounceNotification *
bounce_notification_headway (const BounceMessage *message)
{
  return adopt_legacy (message, bounce_legacy_read_headway (message));
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
  BounceNotification *notification = notification_new ("mdn", message);
  adopt_dsn (notification, dsn);
  for (guint i = 0; i < notification->recipients->len; i++)
    {
      BounceEvidence *evidence
          = g_ptr_array_index (notification->recipients, i);
      evidence->action = BOUNCE_ACTION_FAILED;
      bounce_evidence_add (evidence, BOUNCE_ORIGIN_REMOTE, text);
      if (evidence->diagnostic == NULL && evidence->texts->len)
        bounce_evidence_set_diagnostic (
            evidence, bounce_evidence_text (evidence, 0)->text);
    }
  return notification;
}

/* Sets the returned message of NOTIFICATION, which stands in MESSAGE. */
static void
find_returned (BounceNotification *notification, const BounceMessage *message)
{
  const BounceMessage *known = notification->returned != NULL
                                   ? notification->returned
                                   : notification->own_returned;
  BounceMessage *own;

  notification->returned = bounce_returned_message (message, known, &own);
  if (own == NULL)
    return;
  bounce_message_free (notification->own_returned);
  notification->own_returned = own;
}

/* RFC 5965, and complaints of other forms. */
static BounceNotification *
read_feedback (const BounceMessage *message)
{
  BounceFeedback *feedback = bounce_feedback_read (message);
  BounceNotification *notification = notification_new (
      bounce_message_find (message, BOUNCE_PART_FEEDBACK) ? "rfc5965"
                                                          : "complaint",
      message);

  notification->feedback_type = g_steal_pointer (&feedback->type);
  notification->mail_from = g_steal_pointer (&feedback->mail_from);
  notification->returned = feedback->returned;
  find_returned (notification, message);
  notification->recipients
      = g_ptr_array_new_with_free_func ((GDestroyNotify)bounce_evidence_free);
  for (guint i = 0; i < feedback->recipients->len; i++)
    {
      BounceEvidence *evidence = bounce_evidence_new ();

      evidence->recipient
          = g_strdup (g_ptr_array_index (feedback->recipients, i));
      g_ptr_array_add (notification->recipients, evidence);
    }
  bounce_feedback_free (feedback);
  return notification;
}

/* The same in Amazon SES's JSON. */
static BounceNotification *
read_json_complaint (const BounceMessage *message)
{
  BounceNotification *notification = read_legacy (message);

  if (notification == NULL || notification->feedback_type != NULL)
    {
      if (notification != NULL)
        notification->returned = notification->own_returned;
      return notification;
    }
  bounce_notification_free (notification);
  return NULL;
}

static BounceNotification *
read_complaint (const BounceMessage *message)
{
  BounceNotification *complaint = read_json_complaint (message);

  return complaint != NULL ? complaint : read_feedback (message);
}

static BounceNotification *
read_message (const BounceMessage *message)
{
  BounceNotification *notification = read_status_parts (message);
  if (notification == NULL)
    notification = read_disposition (message);
  if (notification == NULL && bounce_message_find (message, BOUNCE_PART_MDN))
    return NULL;
  if (notification == NULL)
    notification = read_inlined (message);
  if (notification == NULL)
    notification = read_status_text (message);
  if (notification == NULL)
    notification = read_legacy (message);
  if (notification)
    find_returned (notification, message);
  return notification;
}

/* What a list's manager hands on, MESSAGE, came as a bounce: so it is read as a
   mail system's, but for an automatic reply. */
static BounceNotification *
read_uncaught (const BounceMessage *message)
{
  return bounce_kind_of (message) == BOUNCE_KIND_OTHER
             ? adopt_legacy (message, bounce_legacy_read_known (message))
             : NULL;
}

/* A bounce or complaint that somebody forwarded stands in an attached message;
   so does a bounce that a server WRAPS in a notification of its own. */
static BounceNotification *
read_forwarded (const BounceMessage *message, int depth, gboolean wraps)
{
  if (bounce_is_list_mail (message) && !bounce_kind_is_uncaught (message))
    return NULL;
  for (guint i = 0; i < bounce_message_n_parts (message); i++)
    {
      const BouncePart *part = bounce_message_part (message, i);
      if (bounce_part_is_report (part->role) && !wraps)
        break;
      if (part->message == NULL || part->role != BOUNCE_PART_MESSAGE)
        continue;
      if (bounce_kind_is_feedback (part->message))
        {
          if (wraps && bounce_kind_is_from_daemon (message))
            continue; /* the complaint itself came back */
          return read_complaint (part->message);
        }
      BounceNotification *notification = read_message (part->message);
      if (notification == NULL && bounce_kind_is_uncaught (message))
        notification = read_uncaught (part->message);
      if (notification == NULL && depth < FORWARDS_MAX)
        notification = read_forwarded (part->message, depth + 1, wraps);
      if (notification)
        return notification;
    }
  return NULL;
}

/* Whether NOTIFICATION names anybody. */
static gboolean
names_someone (const BounceNotification *notification)
{
  for (guint i = 0; i < notification->recipients->len; i++)
    {
      const BounceEvidence *evidence
          = g_ptr_array_index (notification->recipients, i);

      if (evidence->recipient != NULL)
        return TRUE;
    }
  return FALSE;
}

/* What MESSAGE, in whose text NOTIFICATION was read, encloses for the same
   reader knows more. */
static BounceNotification *
prefer_enclosed (const BounceMessage *message, BounceNotification *notification)
{
  const BounceMessage *enclosed
      = notification->has_fields ? NULL : bounce_enclosed (message);
  BounceNotification *inner = enclosed ? read_message (enclosed) : NULL;

  if (inner == NULL || !names_someone (inner))
    {
      bounce_notification_free (inner);
      return notification;
    }
  bounce_notification_free (notification);
  return inner;
}

BounceNotification *
bounce_notification_find (const BounceMessage *message)
{
  if (bounce_kind_is_feedback (message))
    return read_complaint (message);
  BounceNotification *notification = read_message (message);

  if (notification != NULL && names_someone (notification))
    return prefer_enclosed (message, notification);
  if ((notification != NULL && notification->feedback_type != NULL)
      || bounce_message_find (message, BOUNCE_PART_MDN) != NULL)
    return notification;
  BounceNotification *inner = read_forwarded (
      message, 0, notification != NULL || bounce_kind_is_daemon (message));
  if (inner != NULL)
    bounce_notification_free (notification);
  return inner != NULL ? inner : notification;
}
