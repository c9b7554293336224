/* Where in a mail the notification stands, and what it reports: a delivery
   status part, its fields in plain text, a legacy notification, a disposition
   notification that reports a failure, or any of these in a forwarded mail. */
#ifndef BOUNCE_VERDICT_NOTIFICATION_H
#define BOUNCE_VERDICT_NOTIFICATION_H

#include <glib.h>

#include "mime/message.h"
#include "model/evidence.h"

typedef struct
{
  const char *format;            /* static */
  const BounceMessage *message;  /* the message that is the notification */
  const BounceMessage *returned; /* the message that bounced, or NULL */
  GPtrArray *recipients;         /* of BounceEvidence, owned, not yet settled */
  char *reporting_mta;           /* owned, or NULL */
  char *envelope_id;             /* owned, or NULL */
  char *feedback_type;           /* owned; NULL unless it is a complaint */
  char *mail_from;             /* of a complaint: what it says was the envelope
                                  sender; owned, or NULL */
  gboolean presumed;           /* a bounce by everything but its words */
  gboolean has_fields;         /* of RFC 3464: its text says more than they */
  gboolean cut;                /* more recipients than BOUNCE_RECIPIENTS_MAX */
  BounceMessage *own_message;  /* owned: `message`, where it stood in text */
  BounceMessage *own_returned; /* owned: `returned`, where it stood in text */
} BounceNotification;

/* Finds the notification in MESSAGE, which must live as long.  NULL if there is
   none.  Free with bounce_notification_free, which ignores NULL. */
BounceNotification *bounce_notification_find (const BounceMessage *message);

/* The same of a message that comes from a mail system but has no words that the
   readers know: every address in it, each with the words around it.  NULL if it
   names none.  It is a notification only if a rule knows its words, or if it is
   `presumed`. */
BounceNotification *bounce_notification_suspect (const BounceMessage *message);

/* The same of a message that reports no failure, whoever wrote it: a delay or a
   delivery, told in prose.  NULL if it tells of neither. */
BounceNotification *bounce_notification_headway (const BounceMessage *message);
void bounce_notification_free (BounceNotification *notification);

#endif
