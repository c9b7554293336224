/* result: collects the recipients of one notification, each once, however
   often its text names them. */
#include "config.h"

#include <string.h>

#include "base/memory.h"
#include "model/evidence.h"
#include "report/dsn.h"
#include "report/legacy/recipients/result.h"
#include "text/address-form.h"
#include "text/address-key.h"
#include "text/address.h"

BounceLegacy *
legacy_new (const char *format)
{
  BounceLegacy *legacy = BOUNCE_NEW0 (BounceLegacy);

  legacy->format = format;
  legacy->recipients
      = g_ptr_array_new_with_free_func ((GDestroyNotify)bounce_evidence_free);
  legacy->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return legacy;
}

void
bounce_legacy_free (BounceLegacy *legacy)
{
  if (legacy == NULL)
    return;
  g_hash_table_unref (legacy->known);
  g_ptr_array_unref (legacy->recipients);
  g_free (legacy->reporting_mta);
  g_free (legacy->feedback_type);
  g_free (legacy->returned);
  g_free (legacy);
}

BounceEvidence *
legacy_recipient (BounceLegacy *legacy, const char *address, gsize length)
{
  g_autofree char *given = bounce_copy (address, length);
  char *inner = bounce_address_unwrap (given);
  g_autofree char *text = inner != NULL ? inner : g_steal_pointer (&given);
  /* Quotes are the mail's, where the syntax does not need them. */
  g_autofree char *bare
      = *text == '"' ? bounce_address_written (text) : g_strdup (text);
  g_autofree char *key = bounce_address_key (bare);
  BounceEvidence *evidence
      = key != NULL ? g_hash_table_lookup (legacy->known, key) : NULL;

  if (evidence != NULL)
    return evidence;
  if (legacy->recipients->len >= BOUNCE_RECIPIENTS_MAX)
    {
      legacy->cut = TRUE;
      return NULL;
    }
  evidence = bounce_evidence_new ();
  evidence->recipient
      = bare != NULL ? g_steal_pointer (&bare) : g_steal_pointer (&text);
  g_ptr_array_add (legacy->recipients, evidence);
  if (key != NULL)
    g_hash_table_insert (legacy->known, g_steal_pointer (&key), evidence);
  return evidence;
}

BounceEvidence *
legacy_recipient_at (BounceLegacy *legacy, const BounceAddressSpan *span)
{
  return legacy_recipient (legacy, span->start,
                           bounce_address_span_length (span));
}

void
legacy_forget (BounceLegacy *legacy, BounceEvidence *evidence)
{
  g_autofree char *key = bounce_address_key (evidence->recipient);

  if (key != NULL)
    g_hash_table_remove (legacy->known, key);
  g_ptr_array_remove (legacy->recipients, evidence);
}

/* Adds what was said of FROM to TO. */
static void
move_texts (BounceEvidence *from, BounceEvidence *to)
{
  for (guint i = 0; i < from->texts->len; i++)
    {
      const BounceEvidenceText *piece = bounce_evidence_text (from, i);

      bounce_evidence_add (to, piece->origin, piece->text);
    }
}

void
legacy_merge_routes (BounceLegacy *legacy)
{
  for (guint i = legacy->recipients->len; i-- > 0;)
    {
      BounceEvidence *evidence = g_ptr_array_index (legacy->recipients, i);
      const char *mark = evidence->recipient != NULL
                             ? strrchr (evidence->recipient, '!')
                             : NULL;
      g_autofree char *key
          = mark != NULL ? bounce_address_key (mark + 1) : NULL;
      BounceEvidence *whole
          = key != NULL ? g_hash_table_lookup (legacy->known, key) : NULL;

      if (whole == NULL || whole == evidence)
        continue;
      move_texts (evidence, whole);
      legacy_forget (legacy, evidence);
    }
}

void
legacy_tell_apart (BounceLegacy *legacy)
{
  gboolean apart = FALSE;

  for (guint i = 0; i < legacy->recipients->len && !apart; i++)
    {
      const BounceEvidence *evidence
          = g_ptr_array_index (legacy->recipients, i);

      apart = evidence->action == BOUNCE_ACTION_DELAYED
              || evidence->action == BOUNCE_ACTION_DELIVERED;
    }
  for (guint i = 0; i < legacy->recipients->len && apart; i++)
    {
      BounceEvidence *evidence = g_ptr_array_index (legacy->recipients, i);

      if (evidence->action == BOUNCE_ACTION_NONE)
        evidence->action = BOUNCE_ACTION_FAILED;
    }
}
