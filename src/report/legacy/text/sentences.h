/* The sentences of a notification's text, and what they come to. */
#ifndef BOUNCE_REPORT_LEGACY_TEXT_SENTENCES_H
#define BOUNCE_REPORT_LEGACY_TEXT_SENTENCES_H

#include <glib.h>

#include "model/evidence.h"
#include "report/legacy/text/legacy-view.h"
#include "text/lists.h"

/* Most reasons and paragraphs are shorter, in bytes. */
#define LEGACY_USUAL_TEXT 250

/* Where the sentence that begins at TEXT ends. */
const char *legacy_sentence_end (const char *text);

/* Where the sentence begins that follows the one that ended at END. */
const char *legacy_next_sentence (const char *end);

/* Those sentences of TEXT, which is lines of VIEW's body, that report, joined,
   at most MAX bytes; the caller frees them. */
char *legacy_sentences (const LegacyView *view, const char *text, gsize max);

/* The text for people without recipients' own reasons, at most MAX bytes; the
   caller frees it. */
char *legacy_human_readable (const LegacyView *view, gsize max);

/* The first N_MAX bytes or so of VIEW's text, folded, without the subject of a
   mail that it quotes: what others ask, or hold, is no word of its own.  The
   caller frees it. */
char *legacy_own_words (const LegacyView *view, gsize n_max);

/* Appends START..END as a line without white space around it, up to MAX. */
void legacy_append_line (GString *text, const char *start, const char *end,
                         gsize max);

/* Cuts TEXT to at most MAX bytes of whole characters. */
void legacy_cut (GString *text, gsize max);

/* What became of the mail: FAILED, DELAYED or DELIVERED.  The first function
   goes by the subject and by SAID, the lists that a text holds; the second by
   the subject and the beginning of VIEW's text. */
BounceAction legacy_judge_action (const LegacyView *view,
                                  const BounceListSet *said);
BounceAction legacy_action (const LegacyView *view);

#endif
