/* Names of block lists in a text. */
#ifndef BOUNCE_TEXT_BLOCKLIST_H
#define BOUNCE_TEXT_BLOCKLIST_H

#include <glib.h>

/* TRUE if the LENGTH bytes at LABEL, one label of a host name, are part of the
   name of a block list or of its page: "zen", "spamhaus". */
gboolean bounce_blocklist_is_label (const char *label, gsize length);

/* Where in TEXT the label ("spamhaus") begins that tells the host name or URL
   of a block list, borrowed; *LENGTH is the label's length.  NULL if TEXT names
   none. */
const char *bounce_blocklist_find (const char *text, gsize *length);

#endif
