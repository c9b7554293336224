/* One mail to its result: the whole algorithm stands in bounce.c, on a page. */
#ifndef BOUNCE_VERDICT_BOUNCE_H
#define BOUNCE_VERDICT_BOUNCE_H

#include <glib.h>

#include "mime/mail.h"
#include "model/evidence.h"
#include "model/record.h"
#include "rules/rules.h"
#include "verdict/options.h"

/* Reads MAIL, the one numbered INDEX, from 1, in SOURCE (copied), and returns
   its result, which has at least one record.  Never NULL; free with
   bounce_result_free.  MATCHER is the calling thread's own. */
BounceResult *bounce_read (const BounceMail *mail, const char *source,
                           guint64 index, const BounceOptions *options,
                           BounceMatcher *matcher);

/* Settles EVIDENCE, judges it and appends its record to RESULT.  DATE (seconds
   since 1970, or G_MININT64) counts where EVIDENCE has none of its own. */
void bounce_result_judge (BounceResult *result, BounceEvidence *evidence,
                          gint64 date, const BounceOptions *options,
                          BounceMatcher *matcher);

#endif
