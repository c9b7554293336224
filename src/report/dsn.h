/* Delivery status notifications: RFC 3464 fields (and RFC 6533's) become
   evidence, one piece a recipient. */
#ifndef BOUNCE_REPORT_DSN_H
#define BOUNCE_REPORT_DSN_H

#include <glib.h>

#include "model/evidence.h"

typedef struct
{
  char *reporting_mta;   /* without "dns;", or NULL */
  char *envelope_id;     /* xtext decoded, or NULL */
  GPtrArray *recipients; /* of BounceEvidence, owned, not yet settled */
  gboolean cut; /* more than BOUNCE_RECIPIENTS_MAX: the rest not read */
} BounceDsn;

/* A report's further recipients are not read. */
#define BOUNCE_RECIPIENTS_MAX 10000

/* Reads TEXT, a delivery-status part (valid UTF-8).  NULL if it has no field
   that names a recipient.  Free with bounce_dsn_free, which ignores NULL. */
BounceDsn *bounce_dsn_read (const char *text);
void bounce_dsn_free (BounceDsn *dsn);

#endif
