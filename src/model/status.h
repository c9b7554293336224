/* Enhanced status codes (RFC 3463, RFC 5248 and the IANA registry) and SMTP
   reply codes (RFC 5321, 4.2).  Plain values, nothing is allocated. */
#ifndef BOUNCE_MODEL_STATUS_H
#define BOUNCE_MODEL_STATUS_H

#include <glib.h>

#include "model/category.h"

/* class.subject.detail; class 0 means that no status was given. */
typedef struct
{
  guint8 class;
  guint16 subject;
  guint16 detail;
} BounceStatus;

/* Room for "5.999.999" and its NUL. */
#define BOUNCE_STATUS_SIZE 12

/* Reads a code such as "5.1.1" at the start of TEXT.  Returns the number of
   bytes it takes, or 0 if there is none (then *STATUS is not touched).  The
   byte after the code is no digit, letter or further dotted number, so that
   neither "5.1.1.2" nor "2.5.1beta" is a status. */
gsize bounce_status_parse (const char *text, BounceStatus *status);

/* Writes "5.1.1" into BUFFER (BOUNCE_STATUS_SIZE bytes) and returns it;
   NULL if STATUS is not set. */
const char *bounce_status_format (BounceStatus status, char *buffer);

gboolean bounce_status_is_set (BounceStatus status);

gboolean bounce_status_equal (BounceStatus a, BounceStatus b);

/* TRUE for codes that name no cause: X.0.0, X.1.0, X.2.0, X.7.0 and so on. */
gboolean bounce_status_is_generic (BounceStatus status);

/* The category that the code alone is evidence of (the table of the IANA
   registry, and of vendors' private codes); UNKNOWN if it says nothing. */
BounceCategory bounce_status_category (BounceStatus status);

/* The category that a three-digit reply alone is evidence of, UNKNOWN if it
   says nothing. */
BounceCategory bounce_reply_category (guint reply);

/* Reads an SMTP reply code 200..599 at the start of TEXT, followed by a space,
   '-', end or punctuation.  Returns it, or 0. */
guint bounce_reply_parse (const char *text);

#endif
