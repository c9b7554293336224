/* ses-notification: Amazon SES's notifications as JSON, alone or in the
   envelope of an SNS message: bounces, deliveries, delays, rejections,
   complaints. */
#include "config.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "base/shared-library.h"
#include "report/dsn.h"
#include "report/legacy/system.h"
#include "text/address.h"

/* JSON-GLib, loaded when such a notification comes: linked, it would cost every
   message that is piped in more than reading that message does. */
typedef struct
{
  __typeof__ (&json_array_get_element) array_get_element;
  __typeof__ (&json_array_get_length) array_get_length;
  __typeof__ (&json_node_get_array) node_get_array;
  __typeof__ (&json_node_get_node_type) node_get_node_type;
  __typeof__ (&json_node_get_object) node_get_object;
  __typeof__ (&json_node_get_string) node_get_string;
  __typeof__ (&json_node_get_value_type) node_get_value_type;
  __typeof__ (&json_object_get_member) object_get_member;
  __typeof__ (&json_parser_get_root) parser_get_root;
  __typeof__ (&json_parser_load_from_data) parser_load_from_data;
  __typeof__ (&json_parser_new) parser_new;
  __typeof__ (&g_object_unref) unref;
} Json;

static Json json;

#define SYMBOL(name)                                                           \
  {                                                                            \
    "json_" #name, G_STRUCT_OFFSET (Json, name)                                \
  }

static const BounceSymbol symbols[] = {
  SYMBOL (array_get_element),
  SYMBOL (array_get_length),
  SYMBOL (node_get_array),
  SYMBOL (node_get_node_type),
  SYMBOL (node_get_object),
  SYMBOL (node_get_string),
  SYMBOL (node_get_value_type),
  SYMBOL (object_get_member),
  SYMBOL (parser_get_root),
  SYMBOL (parser_load_from_data),
  SYMBOL (parser_new),
  { "g_object_unref", G_STRUCT_OFFSET (Json, unref) },
};

/* FALSE if it is not installed. */
static gboolean
load_json (void)
{
  static gsize tried = 0;
  static gboolean loaded;

  if (g_once_init_enter (&tried))
    {
      g_autofree char *trouble = NULL;
      loaded = bounce_shared_library_load ("libjson-glib-1.0.so.0", symbols,
                                           G_N_ELEMENTS (symbols), &json,
                                           &trouble);
      g_once_init_leave (&tried, 1);
    }
  return loaded;
}

static gboolean
holds (JsonNode *node, JsonNodeType type)
{
  return json.node_get_node_type (node) == type;
}

/* Deeper JSON is no notification. */
#define DEPTH_MAX 32

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

/* The object that TEXT begins with as one line: old mail systems broke the
   long line with "!\n ".  NULL if it never ends or is nested too deep. */
static char *
cut_object (const char *text)
{
  GString *out = g_string_new (NULL);
  guint depth = 0;
  gboolean string = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (p[0] == '!' && p[1] == '\n')
        {
          p += p[2] == ' ' ? 2 : 1;
          continue;
        }
      if ((guchar)*p < ' ')
        continue;
      g_string_append_c (out, *p);
      if (string && *p == '\\' && p[1] != '\0')
        g_string_append_c (out, *++p);
      else if (*p == '"')
        string = !string;
      else if (!string && (*p == '{' || *p == '[') && ++depth > DEPTH_MAX)
        break;
      else if (!string && (*p == '}' || *p == ']') && --depth == 0)
        return g_string_free (out, FALSE);
    }
  g_string_free (out, TRUE);
  return NULL;
}

/* The string that NODE is, else NULL. */
static const char *
string_in (JsonNode *node)
{
  return node != NULL && holds (node, JSON_NODE_VALUE)
                 && json.node_get_value_type (node) == G_TYPE_STRING
             ? json.node_get_string (node)
             : NULL;
}

static const char *
string_of (JsonObject *object, const char *name)
{
  return object != NULL ? string_in (json.object_get_member (object, name))
                        : NULL;
}

static JsonObject *
object_of (JsonObject *object, const char *name)
{
  JsonNode *node
      = object != NULL ? json.object_get_member (object, name) : NULL;

  return node != NULL && holds (node, JSON_NODE_OBJECT)
             ? json.node_get_object (node)
             : NULL;
}

static JsonArray *
array_of (JsonObject *object, const char *name)
{
  JsonNode *node
      = object != NULL ? json.object_get_member (object, name) : NULL;

  return node != NULL && holds (node, JSON_NODE_ARRAY)
             ? json.node_get_array (node)
             : NULL;
}

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
      evidence->diagnostic = g_strdup (text);
      evidence->diagnostic_type = g_strdup ("smtp");
    }
}

static void
add_recipient (BounceLegacy *legacy, JsonNode *node, BounceAction action,
               const char *subtype, const char *response)
{
  JsonObject *object
      = holds (node, JSON_NODE_OBJECT) ? json.node_get_object (node) : NULL;
  g_autofree char *address = bounce_address_bare (
      object != NULL ? string_of (object, "emailAddress") : string_in (node));
  const char *status = string_of (object, "status");
  BounceEvidence *evidence;

  if (address == NULL)
    return;
  evidence = legacy_recipient (legacy, address, strlen (address));
  if (evidence == NULL)
    return;
  evidence->action = action;
  if (status != NULL)
    bounce_status_parse (status, &evidence->field_status);
  add_reason (evidence, string_of (object, "diagnosticCode"));
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

  for (guint i = 0;
       list != NULL && i < json.array_get_length (list) && i < FIELDS_MAX; i++)
    {
      const char *each = string_in (json.array_get_element (list, i));
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
  JsonObject *common = object_of (mail, "commonHeaders");
  const char *id = string_of (common, "messageId");

  append_field (block, "Message-ID",
                id != NULL ? id : string_of (mail, "messageId"));
  append_field (block, "Subject", string_of (common, "subject"));
  append_field (block, "Date", string_of (common, "date"));
  if (array_of (common, "from") != NULL)
    append_list (block, "From", array_of (common, "from"));
  else
    append_field (block, "From", string_of (mail, "source"));
  append_list (block, "To",
               array_of (common, "to") != NULL
                   ? array_of (common, "to")
                   : array_of (mail, "destination"));
}

/* The header of the mail that was sent, as far as SES repeats it. */
static char *
returned_header (JsonObject *mail)
{
  JsonArray *headers = array_of (mail, "headers");
  GString *block = g_string_new (NULL);

  for (guint i = 0;
       headers != NULL && i < json.array_get_length (headers) && i < FIELDS_MAX;
       i++)
    {
      JsonNode *node = json.array_get_element (headers, i);
      JsonObject *field
          = holds (node, JSON_NODE_OBJECT) ? json.node_get_object (node) : NULL;

      append_field (block, string_of (field, "name"),
                    string_of (field, "value"));
    }
  if (block->len == 0)
    append_summary (block, mail);
  return g_string_free (block, block->len == 0);
}

static BounceLegacy *
read_event (JsonObject *root)
{
  const char *type = string_of (root, "notificationType");
  JsonObject *mail = object_of (root, "mail");
  BounceLegacy *legacy;

  if (type == NULL)
    type = string_of (root, "eventType");
  for (guint k = 0; type != NULL && k < G_N_ELEMENTS (kinds); k++)
    {
      JsonObject *event = object_of (root, kinds[k].object);
      JsonArray *list = array_of (event, kinds[k].recipients);
      const char *host = string_of (event, "reportingMTA");
      const char *response = NULL;

      if (!g_str_equal (type, kinds[k].type) || list == NULL)
        continue;
      legacy = legacy_new ("ses");
      response = string_of (event, "smtpResponse");
      if (g_str_equal (type, "Reject"))
        response = string_of (object_of (root, "reject"), "reason");
      for (guint i = 0; i < json.array_get_length (list); i++)
        add_recipient (legacy, json.array_get_element (list, i),
                       kinds[k].action, string_of (event, "bounceSubType"),
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
          const char *told = string_of (event, "complaintFeedbackType");
          legacy->feedback_type = g_strdup (told != NULL ? told : "abuse");
        }
      if (legacy->recipients->len > 0)
        return legacy;
      bounce_legacy_free (legacy);
    }
  return NULL;
}

static BounceLegacy *
read_text (const char *text, gboolean envelope)
{
  g_autofree char *object = cut_object (text);
  JsonParser *parser;
  JsonNode *root;
  BounceLegacy *legacy = NULL;

  if (object == NULL)
    return NULL;
  if (!load_json ())
    return NULL;
  parser = json.parser_new ();
  root = json.parser_load_from_data (parser, object, -1, NULL)
             ? json.parser_get_root (parser)
             : NULL;
  if (root != NULL && holds (root, JSON_NODE_OBJECT))
    {
      const char *inner = string_of (json.node_get_object (root), "Message");

      legacy = read_event (json.node_get_object (root));
      if (legacy == NULL && envelope && inner != NULL)
        legacy = read_text (inner, FALSE);
    }
  json.unref (parser);
  return legacy;
}

BounceLegacy *
legacy_read_ses (const LegacyView *view)
{
  const char *text = view->text + strspn (view->text, " \t\r\n");

  /* Whoever hands it on: such names of members nobody else has. */
  if (strstr (text, "notificationType") == NULL
      && strstr (text, "eventType") == NULL)
    return NULL;
  return read_text (text, TRUE);
}
