/* What an address is compared by, wherever this program compares one: in the
   ledger, in a send list, with --own, with a VERP address. */
#ifndef BOUNCE_TEXT_ADDRESS_KEY_H
#define BOUNCE_TEXT_ADDRESS_KEY_H

#include <glib.h>

/* The key of ADDRESS: two spellings of a mailbox have the same one.  White
   space, <>, "mailto:" and a source route (RFC 5321, appendix C) around it are
   removed; the local part is the content of its quotes, in lower case and NFC;
   the domain is without a trailing dot and in ASCII (ToASCII of RFC 3490, which
   GLib has).  A local part alone has a key, too.  The key is valid UTF-8 and at
   most 328 bytes long.  NULL if ADDRESS is NULL or nothing is left of it.  The
   caller frees it. */
char *bounce_address_key (const char *address);

/* ADDRESS as it is to be printed: domain in lower case, the local part as it is
   written, in quotes only where the syntax needs them or nobody used any;
   without what bounce_address_key removes around it.  NULL as there.  The
   caller frees it. */
char *bounce_address_written (const char *address);

/* The key of DOMAIN ("example.org", "@example.org"): what the key of an address
   in it has behind its '@'.  Never NULL.  The caller frees it. */
char *bounce_address_domain_key (const char *domain);

/* TRUE if KEY, from bounce_address_key, has a local part and a domain, so that
   mail can be sent to it. */
gboolean bounce_address_key_is_full (const char *key);

/* TEXT if it has at most 320 bytes, as every valid address has (RFC 5321,
   4.5.3.1) and a database's index can take; else its first 256 and a SHA-256 of
   all of it, so that two long ones still differ.  Takes TEXT over; the caller
   frees the result. */
char *bounce_address_bound (char *text);

#endif
