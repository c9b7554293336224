/* What a person or another program may write where an address or a domain is
   asked for, and nothing else: what is taken for one but is none concerns
   nobody, and mail goes on. */
#ifndef BOUNCE_TEXT_ADDRESS_FORM_H
#define BOUNCE_TEXT_ADDRESS_FORM_H

#include <glib.h>

/* TRUE if TEXT is one local@domain from end to end, without brackets, name or
   comment.  "*@x", which other programs write for a domain, is none. */
gboolean bounce_address_is_single (const char *text);

/* ADDRESS with its local part in quotes (RFC 5321, 4.1.2) if it has none, but a
   character that would part it from the rest; the key stays.  Servers leave
   them out, and whoever reads a list then takes "b@x" of "a b@x" for all of it.
   The caller frees it. */
char *bounce_address_quoted (const char *address);

/* Whether ADDRESS (not NULL) is one that Exchange made of another system's to
   have a form that mail takes: "IMCEA", that system, "-" and the address. */
gboolean bounce_address_is_wrapped (const char *address);

/* Who was written to, if ADDRESS is such a one, and in it is one of mail:
   "IMCEASMTP-a+40b+2Ec@d" is a@b.c.  The caller frees it.  NULL: it is no such,
   as it is if it only names an entry of a directory ("IMCEAEX-"). */
char *bounce_address_unwrap (const char *address);

/* TRUE if TEXT is a domain or an address literal, with or without an '@' in
   front; ".x" and "*.x" are none. */
gboolean bounce_address_is_domain (const char *text);

#endif
