/* record: what the program says of one mail, and the names and values of its
   fields.  The table below is the record format of the man page: the order of
   its lines is the order of the JSON keys.  Dates become ISO 8601 in UTC
   (RFC 3339).  Nothing here reads mail or writes output. */
#include "config.h"

#include <string.h>

#include "base/ascii.h"
#include "base/digits.h"
#include "model/date.h"
#include "model/record.h"

/* Where the value of a field comes from. */
typedef enum
{
  FROM_REPORT, /* a string of BounceResult, at `offset` */
  FROM_RECORD, /* a string of BounceRecord, at `offset` */
  COMPUTED     /* see computed_value */
} FieldOrigin;

typedef struct
{
  const char *name;
  FieldOrigin origin;
  gsize offset;
} FieldFacts;

#define IN_REPORT(member) FROM_REPORT, G_STRUCT_OFFSET (BounceResult, member)
#define IN_RECORD(member) FROM_RECORD, G_STRUCT_OFFSET (BounceRecord, member)

/* clang-format off */
static const FieldFacts fields[BOUNCE_N_FIELDS] = {
  [BOUNCE_FIELD_SOURCE] = { "source", IN_REPORT (source) },
  [BOUNCE_FIELD_INDEX] = { "index", COMPUTED, 0 },
  [BOUNCE_FIELD_KIND] = { "kind", COMPUTED, 0 },
  [BOUNCE_FIELD_FORMAT] = { "format", IN_REPORT (format) },
  [BOUNCE_FIELD_RECIPIENT] = { "recipient", IN_RECORD (recipient) },
  [BOUNCE_FIELD_ORIGINAL_RECIPIENT]
    = { "original_recipient", IN_RECORD (original_recipient) },
  [BOUNCE_FIELD_ACTION] = { "action", COMPUTED, 0 },
  [BOUNCE_FIELD_CATEGORY] = { "category", COMPUTED, 0 },
  [BOUNCE_FIELD_TYPE] = { "type", COMPUTED, 0 },
  [BOUNCE_FIELD_STATUS] = { "status", COMPUTED, 0 },
  [BOUNCE_FIELD_REPLY_CODE] = { "reply_code", COMPUTED, 0 },
  [BOUNCE_FIELD_DIAGNOSTIC_TYPE]
    = { "diagnostic_type", IN_RECORD (diagnostic_type) },
  [BOUNCE_FIELD_DIAGNOSTIC] = { "diagnostic", IN_RECORD (diagnostic) },
  [BOUNCE_FIELD_EVIDENCE] = { "evidence", IN_RECORD (evidence) },
  [BOUNCE_FIELD_REMOTE_MTA] = { "remote_mta", IN_RECORD (remote_mta) },
  [BOUNCE_FIELD_REPORTING_MTA]
    = { "reporting_mta", IN_REPORT (reporting_mta) },
  [BOUNCE_FIELD_DATE] = { "date", COMPUTED, 0 },
  [BOUNCE_FIELD_MESSAGE_ID] = { "message_id", IN_REPORT (message_id) },
  [BOUNCE_FIELD_RETURNED_TO] = { "returned_to", IN_REPORT (returned_to) },
  [BOUNCE_FIELD_TOKEN] = { "token", IN_REPORT (token) },
  [BOUNCE_FIELD_FEEDBACK_TYPE]
    = { "feedback_type", IN_REPORT (feedback_type) },
  [BOUNCE_FIELD_ENVELOPE_ID] = { "envelope_id", IN_REPORT (envelope_id) },
  [BOUNCE_FIELD_ORIGINAL_MESSAGE_ID]
    = { "original_message_id", IN_REPORT (original_message_id) },
  [BOUNCE_FIELD_ORIGINAL_FROM] = { "original_from", IN_REPORT (original_from) },
  [BOUNCE_FIELD_ORIGINAL_TO] = { "original_to", IN_REPORT (original_to) },
  [BOUNCE_FIELD_ORIGINAL_SUBJECT]
    = { "original_subject", IN_REPORT (original_subject) },
  [BOUNCE_FIELD_EVENT] = { "event", IN_RECORD (event) },
  [BOUNCE_FIELD_VERP] = { "verp", COMPUTED, 0 },
  [BOUNCE_FIELD_CONFIDENCE] = { "confidence", COMPUTED, 0 },
  [BOUNCE_FIELD_SOFT_BOUNCES] = { "soft_bounces", COMPUTED, 0 },
  [BOUNCE_FIELD_CONTACT] = { "contact", IN_RECORD (contact) },
};

static const char *const kinds[BOUNCE_N_KINDS] = {
  [BOUNCE_KIND_BOUNCE] = "bounce",
  [BOUNCE_KIND_DELAY] = "delay",
  [BOUNCE_KIND_SUCCESS] = "success",
  [BOUNCE_KIND_AUTO_REPLY] = "auto-reply",
  [BOUNCE_KIND_FEEDBACK] = "feedback",
  [BOUNCE_KIND_MDN] = "mdn",
  [BOUNCE_KIND_OTHER] = "other",
};

static const char *const actions[BOUNCE_N_ACTIONS] = {
  [BOUNCE_ACTION_NONE] = NULL,
  [BOUNCE_ACTION_FAILED] = "failed",
  [BOUNCE_ACTION_DELAYED] = "delayed",
  [BOUNCE_ACTION_DELIVERED] = "delivered",
  [BOUNCE_ACTION_RELAYED] = "relayed",
  [BOUNCE_ACTION_EXPANDED] = "expanded",
};

static const char *const states[BOUNCE_N_CONTACT_STATES] = {
  [BOUNCE_CONTACT_ACTIVE] = "active",
  [BOUNCE_CONTACT_HARD] = "hard",
  [BOUNCE_CONTACT_COMPLAINED] = "complained",
  [BOUNCE_CONTACT_SUPPRESSED] = "suppressed",
};
/* clang-format on */

const char *
bounce_kind_name (BounceKind kind)
{
  return kinds[kind];
}

const char *
bounce_action_name (BounceAction action)
{
  return actions[action];
}

BounceAction
bounce_action_from_name (const char *name)
{
  for (int i = BOUNCE_ACTION_NONE + 1; name != NULL && i < BOUNCE_N_ACTIONS;
       i++)
    if (g_ascii_strcasecmp (actions[i], name) == 0)
      return (BounceAction)i;
  return BOUNCE_ACTION_NONE;
}

const char *
bounce_contact_state_name (BounceContactState state)
{
  return states[state];
}

BounceContactState
bounce_contact_state_from_name (const char *name)
{
  int i = 0;

  while (i < BOUNCE_N_CONTACT_STATES && g_strcmp0 (states[i], name) != 0)
    i++;
  return (BounceContactState)i;
}

BounceResult *
bounce_result_new (const char *source, guint64 index)
{
  BounceArena *arena = bounce_arena_new (BOUNCE_ARENA_SMALL);
  BounceResult *result = bounce_arena_new0 (arena, BounceResult);

  result->arena = arena;
  result->records = g_array_new (FALSE, TRUE, sizeof (BounceRecord));
  result->source = bounce_result_keep (result, source);
  result->index = index;
  return result;
}

void
bounce_result_free (BounceResult *result)
{
  if (result == NULL)
    return;
  g_array_free (result->records, TRUE);
  bounce_arena_free (result->arena);
}

const char *
bounce_result_keep (BounceResult *result, const char *text)
{
  g_autofree char *valid = NULL;

  if (text == NULL)
    return NULL;
  /* The one gate that all strings pass: a file name may hold any bytes. */
  gsize length = strlen (text);
  if (!bounce_ascii_only (text, length) && !g_utf8_validate (text, -1, NULL))
    {
      text = valid = g_utf8_make_valid (text, -1);
      length = strlen (text);
    }
  return bounce_arena_copy (result->arena, text, length);
}

gsize
bounce_result_size (const BounceResult *result)
{
  return bounce_arena_size (result->arena)
         + result->records->len * sizeof (BounceRecord);
}

gpointer
bounce_result_alloc (BounceResult *result, gsize size)
{
  return memset (bounce_arena_alloc (result->arena, size), 0, size);
}

BounceRecord *
bounce_result_add (BounceResult *result)
{
  BounceRecord *record;

  g_array_set_size (result->records, result->records->len + 1);
  record = bounce_result_record (result, result->records->len - 1);
  record->kind = BOUNCE_KIND_OTHER;
  record->date = G_MININT64;
  return record;
}

const char *
bounce_field_name (BounceField field)
{
  return fields[field].name;
}

BounceField
bounce_field_from_name (const char *name)
{
  int i = 0;

  while (i < BOUNCE_N_FIELDS && g_strcmp0 (fields[i].name, name) != 0)
    i++;
  return (BounceField)i;
}

BounceFieldType
bounce_field_type (BounceField field)
{
  switch (field)
    {
    case BOUNCE_FIELD_INDEX:
    case BOUNCE_FIELD_SOFT_BOUNCES:
      return BOUNCE_FIELD_IS_INTEGER;
    case BOUNCE_FIELD_CONFIDENCE:
      return BOUNCE_FIELD_IS_DECIMAL;
    case BOUNCE_FIELD_VERP:
      return BOUNCE_FIELD_IS_TRUTH;
    default:
      return BOUNCE_FIELD_IS_TEXT;
    }
}

static const char *
format_number (guint64 number, char *buffer)
{
  *bounce_digits_put (buffer, number, 1) = '\0';
  return buffer;
}

/* Two digits behind the point, a point in any locale. */
static const char *
format_confidence (double confidence, char *buffer)
{
  return confidence > 0
             ? g_ascii_formatd (buffer, BOUNCE_FIELD_BUFFER, "%.2f", confidence)
             : NULL;
}

static const char *
computed_value (const BounceResult *result, const BounceRecord *record,
                BounceField field, char *buffer)
{
  switch (field)
    {
    case BOUNCE_FIELD_INDEX:
      return format_number (result->index, buffer);
    case BOUNCE_FIELD_KIND:
      return bounce_kind_name (record->kind);
    case BOUNCE_FIELD_ACTION:
      return bounce_action_name (record->action);
    case BOUNCE_FIELD_CATEGORY:
      return bounce_category_slug (record->category);
    case BOUNCE_FIELD_TYPE:
      return bounce_category_type (record->category);
    case BOUNCE_FIELD_STATUS:
      return bounce_status_format (record->status, buffer);
    case BOUNCE_FIELD_REPLY_CODE:
      return record->reply_code == 0
                 ? NULL
                 : format_number (record->reply_code, buffer);
    case BOUNCE_FIELD_DATE:
      return bounce_date_format (record->date, buffer);
    case BOUNCE_FIELD_VERP:
      return record->verp ? "true" : NULL;
    case BOUNCE_FIELD_CONFIDENCE:
      return format_confidence (record->confidence, buffer);
    case BOUNCE_FIELD_SOFT_BOUNCES:
      return record->contact == NULL
                 ? NULL
                 : format_number ((guint64)record->soft_bounces, buffer);
    default:
      g_return_val_if_reached (NULL);
    }
}

const char *
bounce_field_value (const BounceResult *result, const BounceRecord *record,
                    BounceField field, char *buffer)
{
  const FieldFacts *facts = &fields[field];

  switch (facts->origin)
    {
    case FROM_REPORT:
      return G_STRUCT_MEMBER (const char *, result, facts->offset);
    case FROM_RECORD:
      return G_STRUCT_MEMBER (const char *, record, facts->offset);
    default:
      return computed_value (result, record, field, buffer);
    }
}
