/* result: the recipients of one notification, each once, however often its text
   names them. */
#include "config.h"

#include <string.h>

#include "report/dsn.h"
#include "report/legacy/result.h"
#include "text/address.h"

BounceLegacy *
legacy_new (const char *format)
{
  BounceLegacy *notice = g_new0 (BounceLegacy, 1);

  notice->format = format;
  notice->recipients
      = g_ptr_array_new_with_free_func ((GDestroyNotify)bounce_evidence_free);
  return notice;
}

void
bounce_legacy_free (BounceLegacy *notice)
{
  if (notice == NULL)
    return;
  g_ptr_array_unref (notice->recipients);
  g_free (notice->reporting_mta);
  g_free (notice->feedback_type);
  g_free (notice->returned);
  g_free (notice);
}

/* The last few recipients are looked through first: a text names the same
   one again close by; only then all. */
BounceEvidence *
legacy_recipient (BounceLegacy *notice, const char *address, gsize length)
{
  g_autofree char *bare = g_strndup (address, length);
  GPtrArray *all = notice->recipients;
  BounceEvidence *evidence;
  guint look = MIN (all->len, 200);

  for (guint i = 0; i < look; i++)
    {
      evidence = g_ptr_array_index (all, all->len - 1 - i);
      if (bounce_address_equal (evidence->recipient, bare))
        return evidence;
    }
  if (all->len >= BOUNCE_RECIPIENTS_MAX)
    {
      notice->cut = TRUE;
      return NULL;
    }
  evidence = bounce_evidence_new ();
  evidence->recipient = g_steal_pointer (&bare);
  g_ptr_array_add (all, evidence);
  return evidence;
}
