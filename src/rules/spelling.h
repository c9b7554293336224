/* How a phrase is typed by people who have no other keys than ASCII's. */
#ifndef BOUNCE_RULES_SPELLING_H
#define BOUNCE_RULES_SPELLING_H

#include <glib.h>

/* FOLDED without accents; umlauts as German types them (ae, ss) if UMLAUTS. The
   caller frees it.  NULL if it has no accent, has letters of another script
   than Latin, or is so short that it would mean something else then. */
char *bounce_spelling_plain (const char *folded, gboolean umlauts);

#endif
