/* batch: gathers records, or the lines of an export, with copies of their
   strings. */
#include "config.h"

#include <string.h>

#include "ledger/batch.h"
#include "text/address-form.h"
#include "text/address-key.h"

/* The most of a diagnostic that history keeps. */
#define DIAGNOSTIC_MAX 1000

BounceBatch *
bounce_batch_new (void)
{
  BounceBatch *batch = g_new0 (BounceBatch, 1);

  batch->entries = g_array_new (FALSE, TRUE, sizeof (BounceEntry));
  batch->strings = g_string_chunk_new (4096);
  return batch;
}

void
bounce_batch_free (BounceBatch *batch)
{
  if (batch == NULL)
    return;
  g_array_free (batch->entries, TRUE);
  g_string_chunk_free (batch->strings);
  g_free (batch);
}

guint
bounce_batch_size (const BounceBatch *batch)
{
  return batch->entries->len;
}

static const char *
keep_string (BounceBatch *batch, const char *text)
{
  if (text == NULL || *text == '\0')
    return NULL;
  return g_string_chunk_insert (batch->strings, text);
}

BounceEntry *
bounce_batch_entry (BounceBatch *batch, const char *address)
{
  g_autofree char *key = bounce_address_key (address);
  g_autofree char *bare = bounce_address_written (address);
  g_autofree char *written = NULL;
  BounceEntry entry = { .contact = BOUNCE_CONTACT_INIT };

  if (key == NULL)
    return NULL;
  written = bounce_address_quoted (bare);
  entry.contact.key = keep_string (batch, key);
  entry.contact.written = keep_string (batch, written);
  g_array_append_val (batch->entries, entry);
  return &g_array_index (batch->entries, BounceEntry, batch->entries->len - 1);
}

void
bounce_batch_set_event (BounceBatch *batch, BounceEntry *entry,
                        const BounceEvent *event)
{
  const char *diagnostic = event->diagnostic;

  entry->has_event = TRUE;
  entry->creates = TRUE;
  entry->event = *event;
  entry->event.id = keep_string (batch, event->id);
  entry->event.status = keep_string (batch, event->status);
  entry->event.reply_code = keep_string (batch, event->reply_code);
  entry->event.evidence = keep_string (batch, event->evidence);
  entry->event.remote_mta = keep_string (batch, event->remote_mta);
  entry->event.message_id = keep_string (batch, event->message_id);
  entry->event.diagnostic = NULL;
  if (diagnostic != NULL && strlen (diagnostic) > DIAGNOSTIC_MAX)
    {
      const char *end = diagnostic + DIAGNOSTIC_MAX;

      while ((*end & 0xC0) == 0x80)
        end--;
      entry->event.diagnostic = g_string_chunk_insert_len (
          batch->strings, diagnostic, end - diagnostic);
    }
  else
    entry->event.diagnostic = keep_string (batch, diagnostic);
}

void
bounce_batch_add (BounceBatch *batch, const BounceContact *contact,
                  const BounceEvent *event)
{
  BounceEntry *entry = bounce_batch_entry (batch, contact->written);
  const char *key, *written;

  if (entry == NULL)
    return;
  key = entry->contact.key;
  written = entry->contact.written;
  entry->contact = *contact;
  entry->contact.key = key;
  entry->contact.written = written;
  entry->contact.reason = keep_string (batch, contact->reason);
  entry->contact.counts = NULL;
  entry->creates = TRUE;
  if (event != NULL)
    bounce_batch_set_event (batch, entry, event);
}
