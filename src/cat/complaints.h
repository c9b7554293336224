/* What is wrong with the mails of a run, told to the user: of many like
   complaints about one source the first ten, then how many more there were. */
#ifndef BOUNCE_CAT_COMPLAINTS_H
#define BOUNCE_CAT_COMPLAINTS_H

#include "input/reader.h"

typedef struct BounceComplaints BounceComplaints;

/* TELL is called with each line and USER.  Free with bounce_complaints_free. */
BounceComplaints *bounce_complaints_new (void (*tell) (const char *line,
                                                       gpointer user),
                                         gpointer user);

/* Tells first what was held back. */
void bounce_complaints_free (BounceComplaints *complaints);

/* Tells ITEM's complaint, or counts it.  Items come in the order in which they
   were read. */
void bounce_complaints_add (BounceComplaints *complaints,
                            const BounceItem *item);

#endif
