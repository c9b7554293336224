/* bell: a condition variable that knows whether any thread waits. */
#include "config.h"

#include "cat/bell.h"

void
bounce_bell_init (BounceBell *bell)
{
  g_cond_init (&bell->cond);
  bell->sleepers = 0;
}

void
bounce_bell_clear (BounceBell *bell)
{
  g_cond_clear (&bell->cond);
}

void
bounce_bell_ring (BounceBell *bell)
{
  if (bell->sleepers > 0)
    g_cond_signal (&bell->cond);
}

void
bounce_bell_ring_all (BounceBell *bell)
{
  g_cond_broadcast (&bell->cond);
}

void
bounce_bell_sleep (BounceBell *bell, GMutex *lock, gint64 time)
{
  bell->sleepers++;
  if (time == G_MAXINT64)
    g_cond_wait (&bell->cond, lock);
  else
    g_cond_wait_until (&bell->cond, lock, time);
  bell->sleepers--;
}
