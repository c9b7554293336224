/* entry: makes an entry of a batch of a record: whom it counts for, and what
   it is under a policy: a bounce, a delivery, a complaint, or nothing. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/entry.h"
#include "ledger/event.h"
#include "text/address-key.h"

/* TRUE for a report of abuse that names RECORD's recipient. */
static gboolean
is_complaint (const BounceResult *result, const BounceRecord *record)
{
  return record->kind == BOUNCE_KIND_FEEDBACK
         && g_strcmp0 (result->feedback_type, "abuse") == 0;
}

static void
set_event (BounceBatch *batch, BounceEntry *entry, const BounceResult *result,
           const BounceRecord *record, const char *id, gint64 now)
{
  char status[BOUNCE_STATUS_SIZE], reply[BOUNCE_FIELD_BUFFER];
  BounceEvent event = {
    .id = id,
    .category = record->category != BOUNCE_CATEGORY_NONE
                    ? record->category
                    : BOUNCE_CATEGORY_UNKNOWN,
    .status = bounce_status_format (record->status, status),
    .reply_code
    = bounce_field_value (result, record, BOUNCE_FIELD_REPLY_CODE, reply),
    .evidence = record->evidence,
    .diagnostic = record->diagnostic,
    .remote_mta = record->remote_mta,
    .message_id = result->message_id,
    .date = record->date,
    .seen = now,
    .verp = record->verp,
  };

  bounce_batch_set_event (batch, entry, &event);
}

/* A delivery or a complaint, of the message or notification ID. */
static void
set_other (BounceBatch *batch, BounceEntry *entry, BounceEntryKind kind,
           const BounceRecord *record, const char *id, gint64 now)
{
  const char *prefix
      = kind == BOUNCE_ENTRY_DELIVERY ? "delivery:" : "complaint:";
  g_autofree char *own = bounce_address_bound (g_strconcat (prefix, id, NULL));
  BounceEvent event = { .id = own,
                        .category = BOUNCE_CATEGORY_NONE,
                        .date = record->date,
                        .seen = now };

  entry->kind = kind;
  bounce_batch_set_event (batch, entry, &event);
}

BounceEntry *
bounce_entry_of_record (BounceBatch *batch, const BouncePolicy *policy,
                        gint64 now, const BounceResult *result,
                        const BounceRecord *record)
{
  const char *address = bounce_event_address (record, policy->key_final);
  g_autofree char *id = NULL;
  BounceEntry *entry
      = address != NULL ? bounce_batch_entry (batch, address) : NULL;

  if (entry == NULL)
    return NULL;
  id = bounce_event_id (result, record);
  if (record->action == BOUNCE_ACTION_FAILED)
    set_event (batch, entry, result, record, id, now);
  else if (!bounce_policy_is_ours (policy, id, record->verp))
    return entry;
  else if (record->action == BOUNCE_ACTION_DELIVERED
           && policy->delivered != BOUNCE_DELIVERED_IGNORE
           && record->date != G_MININT64)
    set_other (batch, entry, BOUNCE_ENTRY_DELIVERY, record, id, now);
  else if (is_complaint (result, record) && !policy->complaints_ignored)
    set_other (batch, entry, BOUNCE_ENTRY_COMPLAINT, record, id, now);
  return entry;
}
