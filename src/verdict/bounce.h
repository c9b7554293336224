/* One mail to its result: the whole algorithm stands in bounce.c, on a page. */
#ifndef BOUNCE_VERDICT_BOUNCE_H
#define BOUNCE_VERDICT_BOUNCE_H

#include <glib.h>

#include "mime/mail.h"
#include "model/evidence.h"
#include "model/record.h"
#include "rules/rules.h"

/* What the user asked for that bears on reading; all borrowed. */
typedef struct
{
  const char *const *original_headers; /* -x names, NULL-terminated; or NULL */
  const char *const *own;  /* --own: addresses or domains; or NULL */
  const char *const *verp; /* --verp patterns, or NULL */
  gboolean replies;        /* what is read are lines: bounce_read_reply */
  gboolean explain;        /* fill record->explanation */
  gboolean no_likeness;    /* only the rules judge */
  gboolean digest;         /* fill result->digest */
} BounceOptions;

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
