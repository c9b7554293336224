/* What stands before an address on its line: from START, the line's first byte,
   to ADDRESS, where the address begins. */
#ifndef BOUNCE_REPORT_LEGACY_RECIPIENTS_LEAD_H
#define BOUNCE_REPORT_LEGACY_RECIPIENTS_LEAD_H

#include <glib.h>

/* A name before "<a@b>" is no longer than this. */
#define LEGACY_LEAD_NAME_MAX 60

/* Where a lead of bullets, numbers and brackets only ends, borrowed. */
const char *legacy_skip_lead (const char *start, const char *address);

/* Whether what stands before the address is only a name for it: "Ann Lee <". */
gboolean legacy_lead_is_name (const char *start, const char *address);

/* "Mail from:" and its like name who sent it, or the mail itself. */
gboolean legacy_lead_is_sender (const char *start, const char *end);

/* "Please reply to <" names whom to ask. */
gboolean legacy_lead_is_desk (const char *start, const char *address);

/* "New address: <" names where to write now. */
gboolean legacy_lead_is_new (const char *start, const char *address);

/* "c=US;a= ;p=Firm;o=Site;dda:SMTP=a@b": an X.400 address around another. */
gboolean legacy_lead_is_x400 (const char *start, const char *address);

/* "To a@b", a heading for what stands below it: ADDRESS ends the line, behind a
   word with a capital. */
gboolean legacy_lead_is_heading (const char *start, const char *address);

/* "the owner of the address (a@b)" and, below it, "is away", or "Please reply
   to <a@b>" and "if you": the words from START to the address, and those behind
   the line that ends at END, are of one sentence. */
gboolean legacy_lead_is_sentence (const char *start, const char *address,
                                  const char *end);

#endif
