/* What is left of an address that was erased and is not to be written to again:
   a digest under a key of the ledger's own (HMAC, RFC 2104).  It stands among
   the contacts, under a key that no address has. */
#ifndef BOUNCE_LEDGER_KEEP_OUT_H
#define BOUNCE_LEDGER_KEEP_OUT_H

#include <glib.h>

/* The setting that holds the secret. */
#define BOUNCE_KEEP_OUT_NAME "keep-out"

/* A new secret; the caller frees it. */
char *bounce_keep_out_secret (void);

/* Under which key the digest of the contact KEY stands; the caller frees it. */
char *bounce_keep_out_key (const char *secret, const char *key);

/* TRUE if KEY is one that bounce_keep_out_key makes. */
gboolean bounce_keep_out_is_key (const char *key);

#endif
