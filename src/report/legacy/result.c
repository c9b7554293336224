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
  BounceLegacy *notice = g_new0 (BounceLegacy, 1);

  notice->format = format;
  notice->recipients
      = g_ptr_array_new_with_free_func ((GDestroyNotify)bounce_evidence_free);
  notice->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return notice;
}

void
bounce_legacy_free (BounceLegacy *notice)
{
  if (notice == NULL)
    return;
  g_hash_table_unref (notice->known);
  g_ptr_array_unref (notice->recipients);
  g_free (notice->reporting_mta);
  g_free (notice->feedback_type);
  g_free (notice->returned);
  g_free (notice);
}

BounceEvidence *
legacy_recipient (BounceLegacy *notice, const char *address, gsize length)
{
  g_autofree char *bare = g_strndup (address, length);
  g_autofree char *key = bounce_address_key (bare);
  BounceEvidence *evidence
      = key != NULL ? g_hash_table_lookup (notice->known, key) : NULL;

  if (evidence != NULL)
    return evidence;
  if (notice->recipients->len >= BOUNCE_RECIPIENTS_MAX)
    {
      notice->cut = TRUE;
      return NULL;
    }
  evidence = bounce_evidence_new ();
  evidence->recipient = g_steal_pointer (&bare);
  g_ptr_array_add (notice->recipients, evidence);
  if (key != NULL)
    g_hash_table_insert (notice->known, g_steal_pointer (&key), evidence);
  return evidence;
}

void
legacy_forget (BounceLegacy *notice, BounceEvidence *evidence)
{
  g_autofree char *key = bounce_address_key (evidence->recipient);

  if (key != NULL)
    g_hash_table_remove (notice->known, key);
  g_ptr_array_remove (notice->recipients, evidence);
}
