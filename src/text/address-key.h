/* What an address is compared by, wherever this program compares one: in the
   ledger, in a send list, with --own, with a VERP address. */
#ifndef BOUNCE_TEXT_ADDRESS_KEY_H
#define BOUNCE_TEXT_ADDRESS_KEY_H

#include <glib.h>

/* The key of ADDRESS: two spellings of a mailbox have the same one.  White
   space, <>, "mailto:" and a source route (RFC 5321, appendix C) around it are
   removed; the local part is the content of its quotes, in lower case and NFC;
   the domain is without a trailing dot and in A-labels (RFC 5891).  A local
   part alone has a key, too.  Valid UTF-8, bounded in length.  NULL if nothing
   is left or ADDRESS is NULL; the caller frees it. */
char *bounce_address_key (const char *address);

/* ADDRESS as it is to be printed: domain in lower case, the local part as it is
   written, in quotes only where the syntax needs them or nobody used any;
   without what bounce_address_key removes around it.  NULL as there. */
char *bounce_address_written (const char *address);

/* The key of DOMAIN ("example.org", "@example.org"): as that of an address
   ends after its '@'.  The caller frees it. */
char *bounce_address_domain_key (const char *domain);

/* TRUE if KEY is that of an address with a local part and a domain: what may
   be written to. */
gboolean bounce_address_key_is_full (const char *key);

/* TEXT, or where it is longer than any valid address (and than an index
   takes) its head and a digest of all of it, which no short one equals.  Takes
   TEXT over; the caller frees the result. */
char *bounce_address_bound (char *text);

#endif
