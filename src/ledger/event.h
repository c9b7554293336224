/* Whom a record counts for, and which event it is: the identities that make
   counting exact.  Pure. */
#ifndef BOUNCE_LEDGER_EVENT_H
#define BOUNCE_LEDGER_EVENT_H

#include <glib.h>

#include "ledger/contact.h"

/* The address that RECORD counts for: the original recipient where it is a
   full address, else the final one (KEY_FINAL turns that round), else what
   there is.  Borrowed; NULL: none. */
const char *bounce_event_address (const BounceRecord *record,
                                  gboolean key_final);

/* The identity of RECORD's event beside its contact: the one it carries, else
   "message:" and the original Message-ID, else "notice:" and the
   notification's, else "digest:" and that of the mail, else of the record.
   The caller frees it. */
char *bounce_event_id (const BounceResult *result, const BounceRecord *record);

/* Sets the `event` of RESULT's records that name a recipient. */
void bounce_event_identify (BounceResult *result);

/* The domain of the original Message-ID that the identity ID is made of, in
   lower case; NULL if it is made of something else.  The caller frees it. */
char *bounce_event_id_domain (const char *id);

/* Which of two accounts of the same event the ledger keeps: < 0 for A, > 0 for
   B, 0 if they are the same.  A total order, so that the order of arrival
   leaves no trace: hard first, then the earliest, then byte order.  When they
   were seen makes no difference. */
int bounce_event_compare (const BounceEvent *a, const BounceEvent *b);

/* What bounce_event_compare looks at first: 0 for a hard event, 1 for one that
   a policy may take as soft, 2 for a soft one. */
guint bounce_event_rank (const BounceEvent *event);

/* TRUE if a transient=soft policy takes this hard event as a soft one. */
gboolean bounce_event_is_transient (const BounceEvent *event);

/* How the category of an event is written in a store and in an export: its
   slug, for BOUNCE_CATEGORY_NONE "no-bounce"; static. */
const char *bounce_event_category_name (BounceCategory category);

/* The category of that NAME.  FALSE if there is no such one. */
gboolean bounce_event_category_parse (const char *name,
                                      BounceCategory *category);

/* The same of a store, where a name of a later version is one of a bounce
   whose category is unknown: *UNKNOWN, owned by the caller, gets a copy of the
   first such name.  Of NULL that of no event. */
BounceCategory bounce_event_category_read (const char *name, char **unknown);

#endif
