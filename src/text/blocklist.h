/* Names of block lists in a text. */
#ifndef BOUNCE_TEXT_BLOCKLIST_H
#define BOUNCE_TEXT_BLOCKLIST_H

#include <glib.h>

/* "zen", "spamhaus": part of the name of a block list or of its page. */
gboolean bounce_blocklist_is_label (const char *label, gsize length);

/* Where in TEXT the host name or URL of a block list or of its page stands;
   NULL if none does.  *LENGTH is that of its telling label ("spamhaus"). */
const char *bounce_blocklist_find (const char *text, gsize *length);

#endif
