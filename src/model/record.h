/* What the program says of one mail: a result, with a record for each recipient
   (one without a recipient if the mail names none).  The fields are those of
   the record format in bouncecat(1). */
#ifndef BOUNCE_MODEL_RECORD_H
#define BOUNCE_MODEL_RECORD_H

#include <glib.h>

#include "base/arena.h"
#include "model/category.h"
#include "model/status.h"

typedef enum
{
  BOUNCE_KIND_BOUNCE,
  BOUNCE_KIND_DELAY,
  BOUNCE_KIND_SUCCESS,
  BOUNCE_KIND_AUTO_REPLY,
  BOUNCE_KIND_FEEDBACK,
  BOUNCE_KIND_MDN,
  BOUNCE_KIND_OTHER,
  BOUNCE_N_KINDS
} BounceKind;

/* The values of Action: (RFC 3464, 2.3.3); NONE where the mail reports on no
   recipient. */
typedef enum
{
  BOUNCE_ACTION_NONE,
  BOUNCE_ACTION_FAILED,
  BOUNCE_ACTION_DELAYED,
  BOUNCE_ACTION_DELIVERED,
  BOUNCE_ACTION_RELAYED,
  BOUNCE_ACTION_EXPANDED,
  BOUNCE_N_ACTIONS
} BounceAction;

/* What a ledger makes of a contact.  All but ACTIVE get no mail. */
typedef enum
{
  BOUNCE_CONTACT_ACTIVE,
  BOUNCE_CONTACT_HARD,
  BOUNCE_CONTACT_COMPLAINED,
  BOUNCE_CONTACT_SUPPRESSED,
  BOUNCE_N_CONTACT_STATES
} BounceContactState;

/* The names in records and in the ledger's tables, static: "auto-reply",
   "failed" (NULL for NONE), "suppressed". */
const char *bounce_kind_name (BounceKind kind);
const char *bounce_action_name (BounceAction action);
const char *bounce_contact_state_name (BounceContactState state);

/* The action that NAME, in any case, names; NONE if it is NULL or names none.
 */
BounceAction bounce_action_from_name (const char *name);

/* The state that NAME names; BOUNCE_N_CONTACT_STATES if it is NULL or names
   none. */
BounceContactState bounce_contact_state_from_name (const char *name);

/* Declared in model/explanation.h, which includes this file. */
typedef struct BounceExplanation BounceExplanation;

/* One recipient.  The strings live as long as the result that holds the record
   and are valid UTF-8; NULL where the mail gives no such value. */
typedef struct
{
  BounceKind kind;
  BounceAction action;
  BounceCategory category; /* NONE unless action is FAILED */
  BounceStatus status;
  guint reply_code; /* 0: none */
  const char *recipient;
  const char *original_recipient;
  const char *diagnostic_type;
  const char *diagnostic;
  const char *evidence;
  const char *remote_mta;
  const BounceExplanation *explanation; /* NULL without --explain */
  gint64 date;       /* seconds since 1970, UTC; G_MININT64: none */
  const char *event; /* the bounce's identity in a ledger */
  gboolean verp;     /* the address that the mail came to names it */
  double confidence; /* of `like:` evidence, up to 1; 0: none */
  /* Filled by the ledger; `contact` is NULL where there is none. */
  gint64 soft_bounces; /* that count by the policy */
  const char *contact; /* the name of a BounceContactState */
} BounceRecord;

/* One mail.  All strings live in `arena`, which ends with the result, and are
   valid UTF-8; NULL where the mail gives no such value. */
typedef struct
{
  const char *source;
  guint64 index; /* 1-based number in the source */
  const char *format;
  const char *reporting_mta;
  const char *message_id;
  const char *returned_to;   /* the address that the notification came to */
  const char *token;         /* the opaque part of a VERP address */
  const char *feedback_type; /* of a feedback report, RFC 5965 */
  const char *envelope_id;   /* Original-Envelope-Id, RFC 3464, 2.2.1 */
  const char *original_message_id; /* `original_`: of the returned mail */
  const char *original_from;
  const char *original_to;
  const char *original_subject;
  const char **original_headers; /* values of -x, in its order; or NULL */
  const char *digest; /* of a mail without Message-ID, if it was asked for */
  gboolean recipients_cut; /* there are more of them than records */
  gboolean text_cut;       /* a text was too long once it was decoded */
  GArray *records;         /* of BounceRecord; at least one */
  BounceArena *arena;      /* the strings live there, and the result itself */
} BounceResult;

/* An empty result without records of the mail numbered INDEX, from 1, in SOURCE
   (copied).  End it with bounce_result_free, which ignores NULL. */
BounceResult *bounce_result_new (const char *source, guint64 index);
void bounce_result_free (BounceResult *result);

/* A copy of TEXT that lives as long as RESULT; what is not UTF-8 in it becomes
   U+FFFD.  NULL for NULL. */
const char *bounce_result_keep (BounceResult *result, const char *text);

/* How many bytes RESULT takes. */
gsize bounce_result_size (const BounceResult *result);

/* SIZE bytes, all zero, that live as long as RESULT. */
gpointer bounce_result_alloc (BounceResult *result, gsize size);

/* Appends an empty record (kind OTHER, action NONE, no date) and returns it.
   Pointers to records hold until the next call. */
BounceRecord *bounce_result_add (BounceResult *result);

/* The record numbered I, from 0, which must be there. */
static inline BounceRecord *
bounce_result_record (const BounceResult *result, guint i)
{
  return &g_array_index (result->records, BounceRecord, i);
}

/* The fields of the record format, in the order of the JSON keys. */
typedef enum
{
  BOUNCE_FIELD_SOURCE,
  BOUNCE_FIELD_INDEX,
  BOUNCE_FIELD_KIND,
  BOUNCE_FIELD_FORMAT,
  BOUNCE_FIELD_RECIPIENT,
  BOUNCE_FIELD_ORIGINAL_RECIPIENT,
  BOUNCE_FIELD_ACTION,
  BOUNCE_FIELD_CATEGORY,
  BOUNCE_FIELD_TYPE,
  BOUNCE_FIELD_STATUS,
  BOUNCE_FIELD_REPLY_CODE,
  BOUNCE_FIELD_DIAGNOSTIC_TYPE,
  BOUNCE_FIELD_DIAGNOSTIC,
  BOUNCE_FIELD_EVIDENCE,
  BOUNCE_FIELD_REMOTE_MTA,
  BOUNCE_FIELD_REPORTING_MTA,
  BOUNCE_FIELD_DATE,
  BOUNCE_FIELD_MESSAGE_ID,
  BOUNCE_FIELD_RETURNED_TO,
  BOUNCE_FIELD_TOKEN,
  BOUNCE_FIELD_FEEDBACK_TYPE,
  BOUNCE_FIELD_ENVELOPE_ID,
  BOUNCE_FIELD_ORIGINAL_MESSAGE_ID,
  BOUNCE_FIELD_ORIGINAL_FROM,
  BOUNCE_FIELD_ORIGINAL_TO,
  BOUNCE_FIELD_ORIGINAL_SUBJECT,
  BOUNCE_FIELD_EVENT,
  BOUNCE_FIELD_VERP,
  BOUNCE_FIELD_CONFIDENCE,
  BOUNCE_FIELD_SOFT_BOUNCES,
  BOUNCE_FIELD_CONTACT,
  BOUNCE_N_FIELDS
} BounceField;

/* The JSON key and TSV column name of FIELD; static. */
const char *bounce_field_name (BounceField field);

/* The field that NAME names; BOUNCE_N_FIELDS if it is NULL or names none. */
BounceField bounce_field_from_name (const char *name);

/* How JSON writes a value. */
typedef enum
{
  BOUNCE_FIELD_IS_TEXT,
  BOUNCE_FIELD_IS_INTEGER,
  BOUNCE_FIELD_IS_DECIMAL, /* the text is a JSON number */
  BOUNCE_FIELD_IS_TRUTH    /* the text is "true" */
} BounceFieldType;

BounceFieldType bounce_field_type (BounceField field);

/* Bytes that a value needs which is no string of the result, NUL included. */
#define BOUNCE_FIELD_BUFFER 40

/* The value of FIELD as text: borrowed from RESULT, static, or written into
   BUFFER (BOUNCE_FIELD_BUFFER bytes).  NULL where RECORD, one of RESULT's, has
   none. */
const char *bounce_field_value (const BounceResult *result,
                                const BounceRecord *record, BounceField field,
                                char *buffer);

#endif
