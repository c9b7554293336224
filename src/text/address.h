/* Mail addresses in running text and in fields: found, bared, split, compared.
   An address is a Mailbox of RFC 5321, 4.1.2, or of RFC 6531, 3.3, in UTF-8;
   people and servers wrap much around it.  Whether it is valid, or can exist,
   is not asked. */
#ifndef BOUNCE_TEXT_ADDRESS_H
#define BOUNCE_TEXT_ADDRESS_H

#include <glib.h>

#include "base/memory.h"

/* The longest address that is found in a text, in bytes. */
#define BOUNCE_ADDRESS_MAX 512

/* The longest local part by RFC 5321, 4.5.3.1.1, in bytes: what stands without
   a domain is none if it is longer.  Those with a domain may be, for systems
   make long ones up (VERP, SRS). */
#define BOUNCE_ADDRESS_LOCAL_MAX 64

/* Where an address stands: borrowed from the text that was searched. */
typedef struct
{
  const char *start; /* of the bare address, local@domain */
  const char *end;   /* the byte behind it */
} BounceAddressSpan;

/* How many bytes SPAN has. */
static inline gsize
bounce_address_span_length (const BounceAddressSpan *span)
{
  return (gsize)(span->end - span->start);
}

/* A copy of the address at SPAN; the caller frees it. */
static inline char *
bounce_address_span_copy (const BounceAddressSpan *span)
{
  return bounce_copy (span->start, bounce_address_span_length (span));
}

/* Finds the first address in the bytes from TEXT to END (NULL: to TEXT's NUL),
   which are valid UTF-8; its local part may be a quoted string.  FALSE if there
   is none: then *SPAN is as it was.  To find the next one, go on at span->end:
   all calls together are linear in the length of the text. */
gboolean bounce_address_find (const char *text, const char *end,
                              BounceAddressSpan *span);

/* The bare address in a field or word: "rfc822; <A@b.example>", "mailto:a@b",
   "Name <a@b>", "a@b:", "(a@b)" are a@b.  Where there is no local@domain, the
   word without brackets and quotes ("root", "|/bin/sh").  NULL if TEXT is NULL
   or nothing is left.  The caller frees it. */
char *bounce_address_bare (const char *text);

/* TRUE for local@domain whose domain has an inner dot or is an address literal
   (RFC 5321, 4.1.3), unless the local part is a command.  FALSE for NULL. */
gboolean bounce_address_is_full (const char *address);

/* As bounce_address_is_full, and the domain is neither a literal nor below a
   name that public DNS does not have, such as .local, .internal or .lan (RFC
   6761, RFC 6762, appendix G).  FALSE for NULL. */
gboolean bounce_address_is_public (const char *address);

/* The part behind the last '@', borrowed from ADDRESS.  NULL if ADDRESS is NULL
   or has none. */
const char *bounce_address_domain (const char *address);

/* Whether the domain INNER is OUTER or a subdomain of it (RFC 1034, 3.1), in
   any case of their letters. */
gboolean bounce_address_is_within (const char *inner, const char *outer);

/* The local part of ADDRESS (not NULL): what stands before the last '@', or all
   of it, and of a quoted string the content.  The caller frees it. */
char *bounce_address_local (const char *address);

/* TRUE if both have the same bounce_address_key: for this program they are one
   mailbox.  FALSE if either is NULL. */
gboolean bounce_address_equal (const char *a, const char *b);

#endif
