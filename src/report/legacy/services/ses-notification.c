/* ses-notification: reads Amazon SES's notifications in JSON, alone or in the
   envelope of an SNS message: bounces, deliveries, delays, rejections,
   complaints. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/services/service-json.h"
#include "report/legacy/services/ses-notification.h"
#include "text/address.h"

/* What SES calls a bounce's sub-type, in words. */
static const struct
{
  const char *name;
  const char *words;
} subtypes[] = {
  { "MailboxFull", "mailbox full" },
  { "MessageTooLarge", "message too large" },
  { "ContentRejected", "message content rejected" },
  { "AttachmentRejected", "attachment rejected" },
  { "NoEmail", "no such recipient address" },
  { "Suppressed", "address is on the suppression list" },
  { "OnAccountSuppressionList", "address is on the suppression list" },
  { "TransientCommunicationFailure", "communication failure" },
  { "RecipientServerError", "recipient server error" },
  { "IPFailure", "message rejected by policy: IP reputation" },
  { "SpamDetected", "message rejected as spam" },
};

static void
add_reason (BounceEvidence *evidence, const char *diagnostic)
{
  const char *text = diagnostic;

  if (diagnostic == NULL)
    return;
  if (g_ascii_strncasecmp (diagnostic, "smtp;", 5) == 0)
    text += 5;
  else if (g_ascii_strncasecmp (diagnostic, "x-amz-mbox;", 11) == 0)
    text += 11;
  while (*text == ' ')
    text++;
  bounce_evidence_add (evidence, BOUNCE_ORIGIN_REMOTE, text);
  if (evidence->diagnostic == NULL && *text != '\0')
    {
      bounce_evidence_set_diagnostic (evidence, text);
      evidence->diagnostic_type = g_strdup ("smtp");
    }
}

static void
add_recipient (BounceLegacy *legacy, JsonNode *node, BounceAction action,
               const char *subtype, const char *response)
{
  JsonObject *object = legacy_json_object (node);
  g_autofree char *address = bounce_address_bare (
      object != NULL ? legacy_json_string_of (object, "emailAddress")
                     : legacy_json_string (node));
  const char *status = legacy_json_string_of (object, "status");
  BounceEvidence *evidence;

  if (address == NULL)
    return;
  evidence = legacy_recipient (legacy, address, strlen (address));
  if (evidence == NULL)
    return;
  evidence->action = action;
  if (status != NULL)
    bounce_status_parse (status, &evidence->field_status);
  add_reason (evidence, legacy_json_string_of (object, "diagnosticCode"));
  add_reason (evidence, response);
  if (response != NULL && strlen (response) > 4
      && !bounce_status_is_set (evidence->field_status))
    bounce_status_parse (response + 4, &evidence->field_status);
  for (guint i = 0; subtype != NULL && i < G_N_ELEMENTS (subtypes); i++)
    if (g_str_equal (subtype, subtypes[i].name))
      bounce_evidence_add (evidence, BOUNCE_ORIGIN_REPORTER, subtypes[i].words);
}

static const struct
{
  const char *type;
  const char *object;
  const char *recipients;
  BounceAction action;
} kinds[] = {
  { "Bounce", "bounce", "bouncedRecipients", BOUNCE_ACTION_FAILED },
  { "Delivery", "delivery", "recipients", BOUNCE_ACTION_DELIVERED },
  { "DeliveryDelay", "deliveryDelay", "delayedRecipients",
    BOUNCE_ACTION_DELAYED },
  { "Complaint", "complaint", "complainedRecipients", BOUNCE_ACTION_NONE },
  { "Reject", "mail", "destination", BOUNCE_ACTION_FAILED },
};

/* Fields of a header that are read, and addresses in one of them. */
#define FIELDS_MAX 200

static void
append_field (GString *block, const char *name, const char *value)
{
  if (name == NULL || value == NULL || strchr (name, '\n') != NULL)
    return;
  g_autofree char *line = g_strdelimit (g_strdup (value), "\r\n", ' ');
  g_string_append_printf (block, "%s: %s\n", name, line);
}

/* The strings of LIST as the field NAME. */
static void
append_list (GString *block, const char *name, JsonArray *list)
{
  g_autoptr (GString) value = g_string_new (NULL);

  for (guint i = 0; i < legacy_json_length (list) && i < FIELDS_MAX; i++)
    {
      const char *each = legacy_json_string (legacy_json_element (list, i));
      if (each != NULL)
        g_string_append_printf (value, "%s%s", value->len > 0 ? ", " : "",
                                each);
    }
  if (value->len > 0)
    append_field (block, name, value->str);
}

/* What SES tells of each mail, and of the header the common fields only: they
   go before. */
static void
append_summary (GString *block, JsonObject *mail)
{
  JsonObject *common = legacy_json_object_of (mail, "commonHeaders");
  const char *id = legacy_json_string_of (common, "messageId");

  append_field (block, "Message-ID",
                id != NULL ? id : legacy_json_string_of (mail, "messageId"));
  append_field (block, "Subject", legacy_json_string_of (common, "subject"));
  append_field (block, "Date", legacy_json_string_of (common, "date"));
  if (legacy_json_array_of (common, "from") != NULL)
    append_list (block, "From", legacy_json_array_of (common, "from"));
  else
    append_field (block, "From", legacy_json_string_of (mail, "source"));
  append_list (block, "To",
               legacy_json_array_of (common, "to") != NULL
                   ? legacy_json_array_of (common, "to")
                   : legacy_json_array_of (mail, "destination"));
}

/* The header of the mail that was sent, as far as SES repeats it. */
static char *
returned_header (JsonObject *mail)
{
  JsonArray *headers = legacy_json_array_of (mail, "headers");
  GString *block = g_string_new (NULL);

  for (guint i = 0; i < legacy_json_length (headers) && i < FIELDS_MAX; i++)
    {
      JsonNode *node = legacy_json_element (headers, i);
      JsonObject *field = legacy_json_object (node);

      append_field (block, legacy_json_string_of (field, "name"),
                    legacy_json_string_of (field, "value"));
    }
  if (block->len == 0)
    append_summary (block, mail);
  return g_string_free (block, block->len == 0);
}

static BounceLegacy *
read_event (JsonObject *root)
{
  const char *type = legacy_json_string_of (root, "notificationType");
  JsonObject *mail = legacy_json_object_of (root, "mail");
  BounceLegacy *legacy;

  if (type == NULL)
    type = legacy_json_string_of (root, "eventType");
  for (guint k = 0; type != NULL && k < G_N_ELEMENTS (kinds); k++)
    {
      JsonObject *event = legacy_json_object_of (root, kinds[k].object);
      JsonArray *list = legacy_json_array_of (event, kinds[k].recipients);
      const char *host = legacy_json_string_of (event, "reportingMTA");
      const char *response = NULL;

      if (!g_str_equal (type, kinds[k].type) || list == NULL)
        continue;
      legacy = legacy_new ("ses");
      response = legacy_json_string_of (event, "smtpResponse");
      if (g_str_equal (type, "Reject"))
        response = legacy_json_string_of (
            legacy_json_object_of (root, "reject"), "reason");
      for (guint i = 0; i < legacy_json_length (list); i++)
        add_recipient (legacy, legacy_json_element (list, i), kinds[k].action,
                       legacy_json_string_of (event, "bounceSubType"),
                       response);
      if (host != NULL)
        {
          const char *name = strchr (host, ';');
          name = name != NULL ? name + 1 : host;
          legacy->reporting_mta = g_strstrip (g_strdup (name));
        }
      legacy->returned = returned_header (mail);
      if (kinds[k].action == BOUNCE_ACTION_NONE)
        {
          const char *told
              = legacy_json_string_of (event, "complaintFeedbackType");
          legacy->feedback_type = g_strdup (told != NULL ? told : "abuse");
        }
      if (legacy->recipients->len > 0)
        return legacy;
      bounce_legacy_free (legacy);
    }
  return NULL;
}

/* SES's own object, or the one that an SNS message carries as a string. */
static BounceLegacy *
read_text (const char *text, gboolean envelope)
{
  JsonParser *parser = legacy_json_parse (text);
  JsonObject *root
      = parser != NULL ? legacy_json_object (legacy_json_root (parser)) : NULL;
  const char *inner = legacy_json_string_of (root, "Message");
  BounceLegacy *legacy = root != NULL ? read_event (root) : NULL;

  if (legacy == NULL && envelope && inner != NULL)
    legacy = read_text (inner, FALSE);
  legacy_json_free (parser);
  return legacy;
}

BounceLegacy *
legacy_read_ses (const char *text)
{
  /* Whoever hands it on: such names of members nobody else has. */
  if (strstr (text, "notificationType") == NULL
      && strstr (text, "eventType") == NULL)
    return NULL;
  return read_text (text, TRUE);
}
