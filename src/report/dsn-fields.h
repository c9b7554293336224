/* The fields of a delivery-status part, RFC 3464, 2.1, as they really come:
   with misspelt names, stray blank lines and lines that lost their indent. */
#ifndef BOUNCE_REPORT_DSN_FIELDS_H
#define BOUNCE_REPORT_DSN_FIELDS_H

#include <glib.h>

typedef enum
{
  BOUNCE_DSN_OTHER, /* an extension field of no use here */
  /* Per message, RFC 3464, 2.2. */
  BOUNCE_DSN_REPORTING_MTA,
  BOUNCE_DSN_ENVELOPE_ID,
  BOUNCE_DSN_ARRIVAL_DATE,
  /* Per recipient, RFC 3464, 2.3. */
  BOUNCE_DSN_ORIGINAL_RECIPIENT,
  BOUNCE_DSN_FINAL_RECIPIENT,
  BOUNCE_DSN_ACTION,
  BOUNCE_DSN_STATUS,
  BOUNCE_DSN_REMOTE_MTA,
  BOUNCE_DSN_DIAGNOSTIC,
  BOUNCE_DSN_LAST_ATTEMPT,
  /* Vendors' own, per recipient. */
  BOUNCE_DSN_ACTUAL_RECIPIENT,
  BOUNCE_DSN_DISPLAY_NAME,
  BOUNCE_DSN_REASON, /* words on the reason */
  BOUNCE_DSN_N_FIELDS
} BounceDsnFieldName;

typedef struct
{
  BounceDsnFieldName name;
  gboolean after_blank; /* the first field behind a blank line */
  const char *value;    /* unfolded, trimmed; gone when TAKE returns */
} BounceDsnField;

/* Hands the fields of TEXT (valid UTF-8) to TAKE, in order, with DATA: a report
   may hold megabytes of them.  Ends when TAKE returns FALSE. */
typedef gboolean (*BounceDsnTake) (const BounceDsnField *field, gpointer data);
void bounce_dsn_fields (const char *text, BounceDsnTake take, gpointer data);

#endif
