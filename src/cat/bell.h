/* A condition variable that knows whether any thread waits for it: signalling
   costs a system call even if none does. */
#ifndef BOUNCE_CAT_BELL_H
#define BOUNCE_CAT_BELL_H

#include <glib.h>

typedef struct
{
  GCond cond;
  guint sleepers;
} BounceBell;

void bounce_bell_init (BounceBell *bell);
void bounce_bell_clear (BounceBell *bell);

/* Wakes one thread that sleeps, if any does.  To be called under the lock. */
void bounce_bell_ring (BounceBell *bell);

/* Wakes all. */
void bounce_bell_ring_all (BounceBell *bell);

/* Sleeps, without LOCK meanwhile, until the bell rings, or for no reason, or
   until the monotonic TIME (G_MAXINT64: never). */
void bounce_bell_sleep (BounceBell *bell, GMutex *lock, gint64 time);

#endif
