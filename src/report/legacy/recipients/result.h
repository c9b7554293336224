/* What a non-standard notification says: its recipients' evidence, and of the
   notification itself what is needed for a record. */
#ifndef BOUNCE_REPORT_LEGACY_RECIPIENTS_RESULT_H
#define BOUNCE_REPORT_LEGACY_RECIPIENTS_RESULT_H

#include <glib.h>

#include "model/evidence.h"
#include "text/address.h"

typedef struct
{
  const char *format;    /* the reader's name ("qmail"); static */
  GPtrArray *recipients; /* of BounceEvidence, owned, not yet settled */
  gboolean presumed;     /* a bounce by everything but its words */
  gboolean cut;          /* more recipients than BOUNCE_RECIPIENTS_MAX */
  char *reporting_mta;   /* owned, or NULL */
  char *feedback_type;   /* owned; NULL unless it is a complaint */
  char *returned;        /* owned: the header block of the returned message
                            where it stands in the text, or NULL */
  GHashTable *known;     /* bounce_address_key to its evidence, borrowed */
} BounceLegacy;

/* A result without recipients; FORMAT is static.  Free with bounce_legacy_free,
   which ignores NULL. */
BounceLegacy *legacy_new (const char *format);
void bounce_legacy_free (BounceLegacy *legacy);

/* The evidence of ADDRESS, LENGTH bytes, in LEGACY, which owns it; it is made
   if the address is new.  NULL, and LEGACY is cut, if there are
   BOUNCE_RECIPIENTS_MAX others. */
BounceEvidence *legacy_recipient (BounceLegacy *legacy, const char *address,
                                  gsize length);

/* The same of the address at SPAN. */
BounceEvidence *legacy_recipient_at (BounceLegacy *legacy,
                                     const BounceAddressSpan *span);

/* Takes EVIDENCE, of legacy_recipient, out of LEGACY and frees it. */
void legacy_forget (BounceLegacy *legacy, BounceEvidence *evidence);

/* Where the mail reached some of LEGACY's recipients, or still may, it failed
   for those of whom neither is said. */
void legacy_tell_apart (BounceLegacy *legacy);

/* "host!a@b" is the way to "a@b": where LEGACY has both, what is said of the
   former is said of the latter, and only that is left. */
void legacy_merge_routes (BounceLegacy *legacy);

#endif
