/* Enhanced status codes (RFC 3463, RFC 5248 and the IANA registry) and SMTP
   reply codes (RFC 5321, 4.2).  Plain values, nothing is allocated. */
#ifndef BOUNCE_MODEL_STATUS_H
#define BOUNCE_MODEL_STATUS_H

#include <glib.h>

#include "model/category.h"

/* class.subject.detail (RFC 3463, 2); class 0 means that none was given. */
typedef struct
{
  guint8 class;
  guint16 subject;
  guint16 detail;
} BounceStatus;

/* Room for "5.999.999" and its NUL. */
#define BOUNCE_STATUS_SIZE 12

/* Reads a code such as "5.1.1" at the start of TEXT.  Returns the number of
   bytes that it takes, or 0 if there is none: then *STATUS is as it was.  What
   goes on with a letter, a digit or a further dotted number is no code: neither
   "5.1.1.2" nor "2.5.1beta" is one. */
gsize bounce_status_parse (const char *text, BounceStatus *status);

/* Writes "5.1.1" into BUFFER (BOUNCE_STATUS_SIZE bytes) and returns it;
   NULL if STATUS is not set. */
const char *bounce_status_format (BounceStatus status, char *buffer);

/* TRUE if a status was given. */
gboolean bounce_status_is_set (BounceStatus status);

/* TRUE if both are the same code, class included. */
gboolean bounce_status_equal (BounceStatus a, BounceStatus b);

/* TRUE for codes that name no cause: X.Y.0, "other or undefined" by RFC 3463,
   X.0.Z, of no subject, and no code at all. */
gboolean bounce_status_is_generic (BounceStatus status);

/* TRUE for "delivery time expired": why it did not succeed in time is told
   elsewhere, or nowhere. */
gboolean bounce_status_is_symptom (BounceStatus status);

/* The category that the code alone is evidence of (the table of the IANA
   registry, and of vendors' private codes); UNKNOWN if it says nothing. */
BounceCategory bounce_status_category (BounceStatus status);

/* The category that the three-digit REPLY alone is evidence of (RFC 5321, 4.2.3
   and vendors' use); UNKNOWN if it says nothing, as 0 does. */
BounceCategory bounce_reply_category (guint reply);

/* Reads an SMTP reply code, 200 to 599, at the start of TEXT.  Returns it, or 0
   if there is none, or if a letter, a further digit or ".5" follows, as in
   "550.5" or "5501". */
guint bounce_reply_parse (const char *text);

#endif
