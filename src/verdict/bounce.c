/* bounce: turns one mail into its result.  The way of the data stands in
   bounce_read: bytes -> message -> notification (its recipients' evidence) ->
   verdict -> record.  Everything else here fills in fields. */
#include "config.h"

#include <string.h>

#include "mime/mail-date.h"
#include "mime/message.h"
#include "report/codes.h"
#include "report/human-readable.h"
#include "report/kind.h"
#include "report/legacy/legacy.h"
#include "rules/classify.h"
#include "rules/likeness.h"
#include "text/address.h"
#include "text/lists.h"
#include "verdict/bounce.h"
#include "verdict/description.h"
#include "verdict/explanation.h"
#include "verdict/failed-recipient.h"
#include "verdict/notification.h"
#include "verdict/refused.h"

/* The kind of a record follows from its action. */
static const BounceKind kinds[BOUNCE_N_ACTIONS] = {
  [BOUNCE_ACTION_NONE] = BOUNCE_KIND_OTHER,
  [BOUNCE_ACTION_FAILED] = BOUNCE_KIND_BOUNCE,
  [BOUNCE_ACTION_DELAYED] = BOUNCE_KIND_DELAY,
  [BOUNCE_ACTION_DELIVERED] = BOUNCE_KIND_SUCCESS,
  [BOUNCE_ACTION_RELAYED] = BOUNCE_KIND_SUCCESS,
  [BOUNCE_ACTION_EXPANDED] = BOUNCE_KIND_SUCCESS,
};

/* TRUE if HOST's name ends in the domain of ADDRESS: it serves it. */
static gboolean
serves (const char *host, const char *address)
{
  const char *domain = address != NULL ? bounce_address_domain (address) : NULL;

  return domain != NULL && *domain != '\0' && host != NULL
         && bounce_address_is_within (host, domain);
}

/* Whether ADDRESS, which no quotes protect, has the form of none: "a@@b",
   "a@b..c", "a@b,c". */
static gboolean
is_malformed (const char *address)
{
  const char *domain = bounce_address_domain (address);

  return address != NULL && strchr (address, '"') == NULL
         && (strstr (address, "@@") != NULL || strstr (address, "..") != NULL
             || (domain != NULL && strchr (domain, ',') != NULL));
}

/* An address that is only called invalid, and that has no form, is that. */
static void
look_at_form (const BounceEvidence *evidence, BounceVerdict *verdict)
{
  if (verdict->by == BOUNCE_DECIDED_BY_TEXT
      && verdict->category == BOUNCE_CATEGORY_ADDRESS_DOES_NOT_EXIST
      && is_malformed (evidence->recipient)
      && bounce_list_in (verdict->evidence, BOUNCE_LIST_BAD_FORM))
    {
      verdict->category = BOUNCE_CATEGORY_INVALID_EMAIL;
      verdict->weak = FALSE;
    }
}

/* Gives EVIDENCE an action where the report gives none, or one that its own
   TEXT denies.  What that text says is looked for once, in *GAVE_UP (-1: not
   yet). */
static void
settle_action (BounceEvidence *evidence, const char *text, int *gave_up)
{
  if (evidence->action == BOUNCE_ACTION_NONE)
    evidence->action = evidence->field_status.class == 2
                           ? BOUNCE_ACTION_DELIVERED
                           : BOUNCE_ACTION_FAILED;
  if (evidence->action != BOUNCE_ACTION_DELAYED)
    return;
  if (*gave_up < 0)
    *gave_up = bounce_kind_gave_up (text);
  if (*gave_up)
    evidence->action = BOUNCE_ACTION_FAILED;
}

static void
judge (BounceResult *result, BounceRecord *record,
       const BounceEvidence *evidence, const BounceOptions *options,
       BounceMatcher *matcher)
{
  BounceVerdict verdict;

  bounce_classify (matcher, evidence, &verdict);
  look_at_form (evidence, &verdict);
  if (!options->no_likeness)
    bounce_likeness_reconsider (matcher, evidence, &verdict);
  record->confidence = verdict.confidence;
  record->category = verdict.category;
  record->evidence = bounce_result_keep (result, verdict.evidence);
  if (options->explain)
    record->explanation = bounce_explanation_make (
        result, evidence, &verdict, matcher, !options->no_likeness);
  bounce_verdict_clear (&verdict);
}

/* The words of the refusing side, where no field held them. */
static const char *
diagnostic_of (const BounceEvidence *evidence)
{
  if (evidence->diagnostic)
    return evidence->diagnostic;
  for (guint i = 0; i < evidence->texts->len; i++)
    {
      const BounceEvidenceText *said = bounce_evidence_text (evidence, i);
      if (said->origin != BOUNCE_ORIGIN_PROSE)
        return said->text;
    }
  return NULL;
}

void
bounce_result_judge (BounceResult *result, BounceEvidence *evidence,
                     gint64 date, const BounceOptions *options,
                     BounceMatcher *matcher)
{
  BounceRecord *record = bounce_result_add (result);

  evidence->local_domain
      = evidence->remote_mta == NULL
        && serves (result->reporting_mta, evidence->recipient);
  bounce_evidence_settle (evidence);
  record->action = evidence->action;
  record->kind = kinds[evidence->action];
  record->recipient = bounce_keep_address (result, evidence->recipient);
  record->original_recipient
      = bounce_keep_address (result, evidence->original_recipient);
  record->status = evidence->status;
  record->reply_code = evidence->reply_code;
  record->diagnostic_type
      = bounce_result_keep (result, evidence->diagnostic_type);
  record->diagnostic = bounce_result_keep (result, diagnostic_of (evidence));
  record->remote_mta = bounce_result_keep (result, evidence->remote_mta);
  record->date = evidence->date != G_MININT64 ? evidence->date : date;
  if (evidence->action == BOUNCE_ACTION_FAILED)
    judge (result, record, evidence, options, matcher);
}

/* TRUE if an earlier recipient, of those in SEEN (NULL: there is but one), is
   the same with the same fate: some MTAs report an alias and its target, or
   copy a group. */
static gboolean
is_repeated (GHashTable *seen, const BounceEvidence *evidence)
{
  if (seen == NULL || evidence->recipient == NULL)
    return FALSE;
  g_autofree char *lower = g_ascii_strdown (evidence->recipient, -1);
  return !g_hash_table_add (
      seen, g_strdup_printf ("%d %s", (int)evidence->action, lower));
}

/* The records that the VERP address names. */
static void
mark_verp (BounceResult *result, const char *recipient)
{
  for (guint i = 0; recipient && i < result->records->len; i++)
    {
      BounceRecord *record = bounce_result_record (result, i);

      record->verp
          = bounce_address_equal (record->recipient, recipient)
            || bounce_address_equal (record->original_recipient, recipient);
    }
}

static void
report_recipients (BounceResult *result, BounceNotification *notification,
                   const BounceMessage *message, const BounceOptions *options,
                   BounceMatcher *matcher)
{
  const char *text = bounce_message_text (notification->message);
  const char *dated = bounce_message_header (notification->message, "Date");
  gint64 date = bounce_mail_date (dated);
  int gave_up = -1;
  BounceVerp verp = { NULL, NULL, NULL };
  g_autoptr (GHashTable) seen = NULL;

  result->format = notification->format;
  if (notification->message != message) /* it was forwarded */
    bounce_describe_id (result, notification->message, options);
  result->reporting_mta
      = bounce_result_keep (result, notification->reporting_mta);
  result->envelope_id = bounce_result_keep (result, notification->envelope_id);
  result->recipients_cut = notification->cut;
  if (notification->returned)
    bounce_describe_original (result, notification->returned, options);
  bounce_describe_return (result, notification->message, message, options,
                          &verp);
  bounce_recipient_complete (notification, options->own, &verp);
  if (notification->has_fields)
    bounce_human_readable_collect (text, notification->recipients);
  if (notification->recipients->len > 1)
    seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < notification->recipients->len; i++)
    {
      BounceEvidence *evidence
          = g_ptr_array_index (notification->recipients, i);
      settle_action (evidence, text, &gave_up);
      if (!is_repeated (seen, evidence))
        bounce_result_judge (result, evidence, date, options, matcher);
      /* A mail may name ten thousand, and this one's record is made. */
      bounce_evidence_free (evidence);
      g_ptr_array_index (notification->recipients, i) = NULL;
    }
  mark_verp (result, verp.recipient);
  bounce_verp_clear (&verp);
}

/* A complaint comes to an address of its own: the VERP address is the sender
   of what it encloses, or tells of. */
static void
find_sent_verp (const BounceNotification *notification,
                const BounceOptions *options, BounceVerp *verp)
{
  if (verp->address == NULL
      && !bounce_verp_find_in (notification->mail_from, options->verp, verp)
      && notification->returned != NULL)
    bounce_verp_find (notification->returned, options->verp, TRUE, verp);
}

/* Who was written to and who complains are two where mail was forwarded. */
static void
describe_complainer (BounceResult *result, BounceRecord *record,
                     const char *recipient, const BounceVerp *verp)
{
  if (recipient == NULL)
    recipient = verp->recipient;
  else if (verp->recipient != NULL
           && !bounce_address_equal (recipient, verp->recipient))
    record->original_recipient = bounce_keep_address (result, verp->recipient);
  record->recipient = bounce_keep_address (result, recipient);
}

/* A complaint is of who got the message: it has neither action nor verdict. */
static void
report_feedback (BounceResult *result, const BounceNotification *notification,
                 const BounceMessage *message, const BounceOptions *options)
{
  gint64 date = bounce_mail_date (bounce_message_header (message, "Date"));
  BounceVerp verp = { NULL, NULL, NULL };

  result->format = notification->format;
  result->feedback_type
      = bounce_result_keep (result, notification->feedback_type);
  if (notification->returned)
    bounce_describe_original (result, notification->returned, options);
  bounce_describe_return (result, notification->message, message, options,
                          &verp);
  find_sent_verp (notification, options, &verp);
  result->token = bounce_result_keep (result, verp.token);
  for (guint i = 0; i < MAX (notification->recipients->len, 1); i++)
    {
      const BounceEvidence *evidence
          = i < notification->recipients->len
                ? g_ptr_array_index (notification->recipients, i)
                : NULL;
      BounceRecord *record = bounce_result_add (result);

      record->kind = BOUNCE_KIND_FEEDBACK;
      record->date = date;
      describe_complainer (
          result, record, evidence != NULL ? evidence->recipient : NULL, &verp);
    }
  mark_verp (result, verp.recipient);
  bounce_verp_clear (&verp);
}

/* Other mail comes to the VERP address too: automatic replies above all. */
static void
report_other (BounceResult *result, const BounceMessage *message,
              BounceKind kind, const BounceOptions *options)
{
  BounceRecord *record = bounce_result_add (result);
  BounceVerp verp = { NULL, NULL, NULL };

  record->kind = kind;
  record->date = bounce_mail_date (bounce_message_header (message, "Date"));
  bounce_describe_return (result, message, message, options, &verp);
  record->original_recipient = bounce_keep_address (result, verp.recipient);
  bounce_verp_clear (&verp);
}

/* What only the rules, or nobody's form, tell from other mail: MESSAGE is of no
   other kind. */
static BounceNotification *
find_unusual (const BounceMessage *message, BounceMatcher *matcher)
{
  BounceNotification *notification = bounce_find_refused (message, matcher);

  return notification != NULL ? notification
                              : bounce_notification_headway (message);
}

BounceResult *
bounce_read (const BounceMail *mail, const char *source, guint64 index,
             const BounceOptions *options, BounceMatcher *matcher)
{
  BounceResult *result = bounce_result_new (source, index);
  BounceMail whole = *mail;
  BounceKind kind = BOUNCE_KIND_OTHER;
  BounceMessage *message;

  whole.every_text = options->digest;
  message = bounce_message_new (&whole);
  result->text_cut = bounce_message_is_cut (message);
  bounce_describe_message (result, message, options);
  BounceNotification *notification = bounce_notification_find (message);
  if (notification == NULL)
    {
      result->text_cut |= bounce_legacy_is_cut (message);
      kind = bounce_kind_of (message);
      if (kind == BOUNCE_KIND_OTHER)
        notification = find_unusual (message, matcher);
    }
  if (notification && notification->feedback_type)
    report_feedback (result, notification, message, options);
  else if (notification)
    report_recipients (result, notification, message, options, matcher);
  if (result->records->len == 0)
    report_other (result, message,
                  notification == NULL ? kind : bounce_kind_of (message),
                  options);
  bounce_notification_free (notification);
  bounce_message_free (message);
  return result;
}
