/* How a phrase is typed by people who have no other keys than ASCII's. */
#ifndef BOUNCE_RULES_SPELLING_H
#define BOUNCE_RULES_SPELLING_H

#include <glib.h>

/* FOLDED without its accents, UMLAUTS as German types them (ae, ss) or not;
   NULL if it has none, has other letters than Latin script's, or is so short
   that it would mean something else then.  The caller frees it. */
char *bounce_spelling_plain (const char *folded, gboolean umlauts);

#endif
