/* Mail addresses in running text and in fields: found, bared, split, compared.
   RFC 5321's mailbox and RFC 6531's UTF-8 form, and what people and servers
   wrap around it.  Nothing here judges whether an address is valid. */
#ifndef BOUNCE_TEXT_ADDRESS_H
#define BOUNCE_TEXT_ADDRESS_H

#include <glib.h>

/* The longest address that is found in a text, in bytes. */
#define BOUNCE_ADDRESS_MAX 512

/* Where an address stands: borrowed from the text that was searched. */
typedef struct
{
  const char *start; /* the bare address, local@domain */
  const char *end;
} BounceAddressSpan;

/* Finds the first address (local@domain, a quoted local part too) that begins
   in TEXT..END (END NULL: up to its NUL).  FALSE if there is none.  One call
   after the other from span->end on is linear in the length of the text. */
gboolean bounce_address_find (const char *text, const char *end,
                              BounceAddressSpan *span);

/* The bare address in a field or word: "rfc822; <A@b.example>", "mailto:a@b",
   "Name <a@b>", "a@b:", "(a@b)" are a@b.  Where there is no local@domain, the
   word without brackets and quotes ("root", "|/bin/sh").  NULL if nothing is
   left.  The caller frees it. */
char *bounce_address_bare (const char *text);

/* TRUE for local@domain with a domain that has a dot or is a literal. */
gboolean bounce_address_is_full (const char *address);

/* As bounce_address_is_full, and the domain is no literal and none of the
   names that no public DNS knows (.local, .localdomain, .internal, .lan,
   .invalid, localhost). */
gboolean bounce_address_is_public (const char *address);

/* The part after the last '@', borrowed; NULL if there is none. */
const char *bounce_address_domain (const char *address);

/* The part before the last '@', without quotes, or all of it; the caller
   frees it. */
char *bounce_address_local (const char *address);

/* TRUE if both are the same mailbox, that is, have the same bounce_address_key;
   either may be NULL (then FALSE). */
gboolean bounce_address_equal (const char *a, const char *b);

#endif
