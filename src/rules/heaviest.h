/* The words that spoke for a category in the model's eyes, for people. */
#ifndef BOUNCE_RULES_HEAVIEST_H
#define BOUNCE_RULES_HEAVIEST_H

#include <glib.h>

#include "model/category.h"

/* Of WORDS, folded, those that weighed most for CATEGORY, in the order of the
   text; if only their meaning spoke for it, the first ones.  The caller frees
   it. */
char *bounce_heaviest_words (const GString *words, BounceCategory category);

#endif
