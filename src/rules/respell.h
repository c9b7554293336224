/* Misspelt words, and words that run together, as the rules spell them: "no
   vaild recipients", "nosuchuser", "Mailbox_suspended". */
#ifndef BOUNCE_RULES_RESPELL_H
#define BOUNCE_RULES_RESPELL_H

#include "rules/rules.h"

/* Fills OUT, whose old content is dropped, with the text that MATCHER ran on
   last (normalised), in which each word that no rule knows is replaced by what
   it stands for most likely.  FALSE if there is nothing to replace. */
gboolean bounce_matcher_respell (BounceMatcher *matcher, GString *out);

#endif
