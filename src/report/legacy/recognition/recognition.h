/* What a mail that may be a report tells of itself: a report that mail failed,
   a form, a person's letter, an announcement, a lure. */
#ifndef BOUNCE_REPORT_LEGACY_RECOGNITION_RECOGNITION_H
#define BOUNCE_REPORT_LEGACY_RECOGNITION_RECOGNITION_H

#include <glib.h>

#include "report/legacy/text/legacy-view.h"

/* Whether no person sent VIEW, so far as its header tells. */
gboolean legacy_is_robot (const LegacyView *view);

/* Whether VIEW calls itself an automatic reply: it need not say that of a
   bounce, which has the subject of one. */
gboolean legacy_is_answer (const LegacyView *view);

/* Whether VIEW begins with a report that mail failed, as machines write. */
gboolean legacy_reports (const LegacyView *view);

/* Whether it says so of its reader's own mail to somebody, whoever wrote it;
   OWN: to the address that VIEW comes from. */
gboolean legacy_states (const LegacyView *view, gboolean *own);

/* Whether one of the first sentences of VIEW says that something failed, and
   does not quote it; OF_MAIL: and speaks of a mail, not in a field. */
gboolean legacy_begins_with_failure (const LegacyView *view, gboolean of_mail);

/* Whether the folded TEXT speaks of a mail that its reader sent. */
gboolean legacy_speaks_of_yours (const char *text);

/* The sentence START..END, folded, without what it quotes of others' words: the
   subject of a mail, what somebody asked.  Replies are quoted, too.  The caller
   frees it. */
char *legacy_fold_own_words (const char *start, const char *end);

/* Whether VIEW says that a mail waits for a moderator to let it through. */
gboolean legacy_is_held (const LegacyView *view);

/* Whether VIEW is a form that a machine filled in to say that a mail failed;
   OF_SOMEBODY: and to whom. */
gboolean legacy_is_form (const LegacyView *view, gboolean of_somebody);

/* Whether line I of VIEW is a label and somebody else's address: "Recipient:
   a@b". */
gboolean legacy_is_labelled_address (const LegacyView *view, guint i);

/* Whether VIEW has the words of those who lure people to a page, and may well
   do so: a filter, too, speaks of its quarantine, but names whom the mail was
   for, and no page. */
gboolean legacy_may_lure (const LegacyView *view);

/* Whether several lines of VIEW each name somebody else and quote a refusal; if
   BELOW, in a line of its own, too: no lure does, and no statistic. */
gboolean legacy_quotes_refusals (const LegacyView *view, gboolean below);

/* Whether the address that VIEW comes from is made of a person's name, or its
   last word is the name of who sent it. */
gboolean legacy_is_of_person (const LegacyView *view);
gboolean legacy_is_signed (const LegacyView *view);

/* Whether VIEW greets and takes leave, as people do who write to each other. */
gboolean legacy_is_letter (const LegacyView *view);

/* Whether VIEW answers a bounce, and quotes what it answers. */
gboolean legacy_answers_bounce (const LegacyView *view);

/* Whether VIEW tells of mail in general: an outage, a sample, a statistic. */
gboolean legacy_is_announcement (const LegacyView *view);

/* Whether VIEW only says who decides on a mail: moderators, or its sender, who
   is to prove that he is none of a spammer's machines; or answers commands. */
gboolean legacy_asks (const LegacyView *view);

#endif
