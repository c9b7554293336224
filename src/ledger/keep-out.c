/* keep-out: digests of contacts that were forgotten.  Without the secret, which
   stands in the ledger, nobody can try addresses on them. */
#include "config.h"

#include <string.h>

#include "ledger/keep-out.h"

#define PREFIX "#keep-out="
#define SECRET_BYTES 32

char *
bounce_keep_out_secret (void)
{
  GString *secret = g_string_new (NULL);

  /* A version 4 UUID is made of the kernel's random numbers. */
  while (secret->len < SECRET_BYTES * 2)
    {
      g_autofree char *uuid = g_uuid_string_random ();

      g_string_append (secret, uuid);
    }
  return g_string_free (secret, FALSE);
}

char *
bounce_keep_out_key (const char *secret, const char *key)
{
  g_autofree char *digest = g_compute_hmac_for_string (
      G_CHECKSUM_SHA256, (const guchar *)secret, strlen (secret), key, -1);

  return g_strconcat (PREFIX, digest, NULL);
}

gboolean
bounce_keep_out_is_key (const char *key)
{
  return g_str_has_prefix (key, PREFIX);
}
