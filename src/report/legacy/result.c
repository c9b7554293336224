/* result: the recipients of one notification, each once, however often its text
   names them. */
#include "config.h"

#include <string.h>

#include "report/dsn.h"
#include "report/legacy/result.h"
#include "text/address-key.h"

BounceLegacy *
legacy_new (const char *format)
{
  BounceLegacy *legacy = g_new0 (BounceLegacy, 1);

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
  g_autofree char *bare = g_strndup (address, length);
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
  evidence->recipient = g_steal_pointer (&bare);
  g_ptr_array_add (legacy->recipients, evidence);
  if (key != NULL)
    g_hash_table_insert (legacy->known, g_steal_pointer (&key), evidence);
  return evidence;
}

void
legacy_forget (BounceLegacy *legacy, BounceEvidence *evidence)
{
  g_autofree char *key = bounce_address_key (evidence->recipient);

  if (key != NULL)
    g_hash_table_remove (legacy->known, key);
  g_ptr_array_remove (legacy->recipients, evidence);
}
