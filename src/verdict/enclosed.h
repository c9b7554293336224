/* What a mail encloses, by who it is from and for. */
#ifndef BOUNCE_VERDICT_ENCLOSED_H
#define BOUNCE_VERDICT_ENCLOSED_H

#include <glib.h>

#include "mime/message.h"

/* Whether MESSAGE is a list's, which hands on what its members wrote: what is
   attached there, a digest's mails above all, is talk about bounces. */
gboolean bounce_is_list_mail (const BounceMessage *message);

/* The mail that MESSAGE encloses if it is a mail system's and its reader the
   same, so that MESSAGE hands it on and returns it to nobody; borrowed.  NULL
   if it is none: a bounce that came back was for somebody else. */
const BounceMessage *bounce_enclosed (const BounceMessage *message);

#endif
