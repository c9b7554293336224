/* service-event: reads the events that services which send mail tell in JSON,
   each service under names of its own (SendGrid, Mailgun, SparkPost, Mandrill,
   Postmark, Mailjet, Brevo, Resend and their like): one event, one in an
   envelope, or an array of them.  The name of an event decides.  Not an event:
   what names nobody, and what only may be about mail and has neither a reply
   nor a status. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "model/status.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/services/service-event.h"
#include "report/legacy/services/service-json.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/statement.h"
#include "text/address.h"
#include "text/fold-characters.h"

/* So deep stands what an event tells, and of so many is read. */
#define DEPTH_MAX 4
#define EVENTS_MAX 10000

/* What the services call what happened.  Services of other kinds speak of
   failures, too: then there must be a reply or a status. */
static const struct
{
  const char *name;
  BounceAction action; /* NONE: a complaint */
  gboolean sure;
} happenings[] = {
  { "bounce", BOUNCE_ACTION_FAILED, TRUE },
  { "bounced", BOUNCE_ACTION_FAILED, TRUE },
  { "email.bounced", BOUNCE_ACTION_FAILED, TRUE },
  { "hard_bounce", BOUNCE_ACTION_FAILED, TRUE },
  { "hardbounce", BOUNCE_ACTION_FAILED, TRUE },
  { "activity.hard_bounced", BOUNCE_ACTION_FAILED, TRUE },
  { "soft_bounce", BOUNCE_ACTION_FAILED, TRUE },
  { "softbounce", BOUNCE_ACTION_FAILED, TRUE },
  { "activity.soft_bounced", BOUNCE_ACTION_FAILED, TRUE },
  { "out_of_band", BOUNCE_ACTION_FAILED, TRUE },
  { "blocked", BOUNCE_ACTION_FAILED, FALSE },
  { "dropped", BOUNCE_ACTION_FAILED, FALSE },
  { "failed", BOUNCE_ACTION_FAILED, FALSE },
  { "reject", BOUNCE_ACTION_FAILED, FALSE },
  { "rejected", BOUNCE_ACTION_FAILED, FALSE },
  { "policy_rejection", BOUNCE_ACTION_FAILED, FALSE },
  { "deferred", BOUNCE_ACTION_DELAYED, FALSE },
  { "deferral", BOUNCE_ACTION_DELAYED, FALSE },
  { "delay", BOUNCE_ACTION_DELAYED, FALSE },
  { "email.delivery_delayed", BOUNCE_ACTION_DELAYED, TRUE },
  { "delivered", BOUNCE_ACTION_DELIVERED, FALSE },
  { "delivery", BOUNCE_ACTION_DELIVERED, FALSE },
  { "email.delivered", BOUNCE_ACTION_DELIVERED, TRUE },
  { "spamreport", BOUNCE_ACTION_NONE, TRUE },
  { "spam_complaint", BOUNCE_ACTION_NONE, TRUE },
  { "spamcomplaint", BOUNCE_ACTION_NONE, TRUE },
  { "complained", BOUNCE_ACTION_NONE, TRUE },
  { "email.complained", BOUNCE_ACTION_NONE, TRUE },
};

/* The names of an event's parts; the first that is there counts. */
static const char *const event_names[]
    = { "event", "type", "RecordType", "event_type", "eventType" };
static const char *const address_names[]
    = { "email", "recipient", "rcpt_to", "raw_rcpt_to", "rcpt",
        "Email", "Recipient", "to",      "Address" };
static const char *const status_names[]
    = { "status", "enhanced-code", "enhanced_code" };
static const char *const id_names[] = { "smtp-id", "message-id", "MessageID" };

/* Replies, and what the service says of them. */
static const char *const reason_names[] = {
  "reason",  "raw_reason",  "diag",        "Details", "response",
  "message", "description", "Description", "error",   "bounce_description"
};

/* The reply code as a number, beside what was said. */
static const char *const code_names[] = { "code", "smtp-code", "smtp_code" };

/* What an event, or what it tells, may be wrapped in. */
static const char *const wrappers[]
    = { "event-data", "data",   "msys",           "message_event",
        "msg",        "bounce", "delivery-status" };

G_STATIC_ASSERT (G_N_ELEMENTS (reason_names) == LEGACY_EVENT_REASONS);

/* Sets *VALUE to the first of the N members NAMES of OBJECT, if it has none. */
static void
find (JsonObject *object, const char *const *names, gsize n, const char **value)
{
  for (gsize i = 0; i < n && *value == NULL; i++)
    {
      JsonArray *list = legacy_json_array_of (object, names[i]);

      *value = legacy_json_string_of (object, names[i]);
      if (*value == NULL && legacy_json_length (list) == 1)
        *value = legacy_json_string (legacy_json_element (list, 0));
    }
}

#define FIND(object, names, value)                                             \
  find (object, names, G_N_ELEMENTS (names), value)

/* Sets the code of EVENT to the refusal that OBJECT has by a name of its own,
   if it has none. */
static void
find_code (JsonObject *object, LegacyEvent *event)
{
  for (gsize i = 0; i < G_N_ELEMENTS (code_names) && event->code == 0; i++)
    {
      gint64 code = legacy_json_integer_of (object, code_names[i]);

      if (code >= 421 && code < 600)
        event->code = (guint)code;
    }
}

/* Adds what OBJECT, and what is wrapped in it, tells of EVENT. */
static void
gather (JsonObject *object, guint depth, LegacyEvent *event)
{
  if (object == NULL)
    return;
  FIND (object, event_names, &event->name);
  FIND (object, address_names, &event->address);
  FIND (object, status_names, &event->status);
  FIND (object, id_names, &event->id);
  find_code (object, event);
  if (event->severity == NULL)
    event->severity = legacy_json_string_of (object, "severity");
  for (guint i = 0;
       i < LEGACY_EVENT_REASONS && event->n_reasons < LEGACY_EVENT_REASONS; i++)
    {
      const char *reason = legacy_json_string_of (object, reason_names[i]);

      if (reason != NULL && *reason != '\0')
        event->reasons[event->n_reasons++] = reason;
    }
  for (guint i = 0; depth > 0 && i < G_N_ELEMENTS (wrappers); i++)
    gather (legacy_json_object_of (object, wrappers[i]), depth - 1, event);
}

/* REASON without the type that a field of RFC 3464 has. */
static const char *
bare_reason (const char *reason)
{
  if (g_ascii_strncasecmp (reason, "smtp;", 5) == 0)
    reason += 5;
  return reason + strspn (reason, " ");
}

static void
add_reply (BounceEvidence *evidence, const char *reply)
{
  bounce_evidence_add (evidence, BOUNCE_ORIGIN_REMOTE, reply);
  bounce_evidence_set_diagnostic (evidence, reply);
  evidence->diagnostic_type = g_strdup ("smtp");
}

/* Whether EVENT tells a reply in two: its code, and what was said, which stands
   innermost and so comes last.  Adds it to EVIDENCE then. */
static gboolean
add_parted_reply (const LegacyEvent *event, BounceEvidence *evidence)
{
  g_autofree char *reply = NULL;

  if (event->code == 0 || event->n_reasons == 0)
    return FALSE;
  for (guint i = 0; i < event->n_reasons; i++)
    if (legacy_has_reply (event->reasons[i]))
      return FALSE;
  reply = g_strdup_printf ("%u %s", event->code,
                           bare_reason (event->reasons[event->n_reasons - 1]));
  add_reply (evidence, reply);
  return TRUE;
}

/* Adds what EVENT says to EVIDENCE. */
static void
add_reasons (const LegacyEvent *event, BounceEvidence *evidence)
{
  if (add_parted_reply (event, evidence))
    return;
  for (guint i = 0; i < event->n_reasons; i++)
    {
      const char *reason = bare_reason (event->reasons[i]);

      if (!legacy_has_reply (reason))
        legacy_add_reason (evidence, reason, BOUNCE_ORIGIN_REPORTER);
      else if (evidence->diagnostic_type == NULL)
        add_reply (evidence, reason);
    }
}

/* Whether REASON is what only a mail system says.  In lines, PLAIN, others
   speak of "550 attempts", too. */
static gboolean
is_reply (const char *reason, gboolean plain)
{
  g_autofree char *folded = NULL;
  BounceStatus status;

  if (!plain)
    return legacy_has_reply (reason) || bounce_reply_parse (reason) != 0;
  if (bounce_reply_parse (reason) != 0 && reason[3] == ' '
      && bounce_status_parse (reason + 4, &status) != 0)
    return TRUE;
  folded = bounce_fold_line (reason, -1);
  return legacy_has_reply (reason) && legacy_states_failure (folded);
}

/* Whether EVENT has what only a mail system says. */
static gboolean
has_reply (const LegacyEvent *event)
{
  BounceStatus status;

  if ((event->status != NULL && bounce_status_parse (event->status, &status))
      || event->code > 0)
    return TRUE;
  for (guint i = 0; i < event->n_reasons; i++)
    if (is_reply (event->reasons[i], event->plain))
      return TRUE;
  return FALSE;
}

/* What NAME is in the table; its end: nothing. */
static guint
find_happening (const char *name)
{
  guint k = 0;

  while (k < G_N_ELEMENTS (happenings)
         && g_ascii_strcasecmp (name, happenings[k].name) != 0)
    k++;
  return k;
}

gboolean
legacy_is_event_name (const char *name, gboolean bounce)
{
  guint k = find_happening (name);

  return k < G_N_ELEMENTS (happenings)
         && (!bounce
             || (happenings[k].sure
                 && happenings[k].action == BOUNCE_ACTION_FAILED));
}

void
legacy_add_event (const LegacyEvent *event, gboolean complaints,
                  BounceLegacy *legacy)
{
  g_autofree char *address = bounce_address_bare (event->address);
  BounceEvidence *evidence;
  guint k;

  if (event->name == NULL || address == NULL
      || !bounce_address_is_full (address))
    return;
  k = find_happening (event->name);
  if (k == G_N_ELEMENTS (happenings)
      || (happenings[k].action == BOUNCE_ACTION_NONE) != complaints
      || !(happenings[k].sure || has_reply (event)))
    return;
  evidence = legacy_recipient (legacy, address, strlen (address));
  if (evidence == NULL)
    return;
  if (event->status != NULL)
    bounce_status_parse (event->status, &evidence->field_status);
  evidence->action = happenings[k].action;
  if (evidence->action == BOUNCE_ACTION_FAILED && event->severity != NULL
      && g_ascii_strcasecmp (event->severity, "temporary") == 0)
    evidence->action = BOUNCE_ACTION_DELAYED;
  add_reasons (event, evidence);
  if (legacy->returned == NULL && event->id != NULL
      && strpbrk (event->id, "\r\n") == NULL)
    legacy->returned = g_strdup_printf ("Message-ID: %s\n", event->id);
}

/* Adds the events of NODE, one or an array of them. */
static void
add_events (JsonNode *node, gboolean complaints, BounceLegacy *legacy)
{
  JsonArray *list = legacy_json_array (node);
  guint n = list != NULL ? MIN (legacy_json_length (list), EVENTS_MAX) : 1;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *each = list != NULL ? legacy_json_element (list, i) : node;
      LegacyEvent event = { .name = NULL };

      gather (legacy_json_object (each), DEPTH_MAX, &event);
      legacy_add_event (&event, complaints, legacy);
    }
}

BounceLegacy *
legacy_read_json_events (const char *text)
{
  JsonParser *parser = legacy_json_parse (text);
  BounceLegacy *legacy;

  if (parser == NULL)
    return NULL;
  legacy = legacy_new ("event");
  add_events (legacy_json_root (parser), FALSE, legacy);
  if (legacy->recipients->len == 0)
    {
      add_events (legacy_json_root (parser), TRUE, legacy);
      if (legacy->recipients->len > 0)
        legacy->feedback_type = g_strdup ("abuse");
    }
  legacy_json_free (parser);
  if (legacy->recipients->len == 0)
    g_clear_pointer (&legacy, bounce_legacy_free);
  return legacy;
}
