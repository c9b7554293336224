/* glib: GLib's mutexes, conditions and once on those of pthreads, linked into
   the program that ThreadSanitizer watches.  GLib makes its own of futexes,
   which the sanitizer does not know: it would take each use for a race. */
#include "config.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include <glib.h>

void
g_mutex_init (GMutex *mutex)
{
  pthread_mutex_t *real = malloc (sizeof *real);

  if (real == NULL || pthread_mutex_init (real, NULL) != 0)
    abort ();
  mutex->p = real;
}

void
g_mutex_clear (GMutex *mutex)
{
  pthread_mutex_destroy (mutex->p);
  free (mutex->p);
}

/* A static mutex is made by whoever comes first. */
static pthread_mutex_t *
real_mutex (GMutex *mutex)
{
  static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;
  pthread_mutex_t *real;

  pthread_mutex_lock (&making);
  if (mutex->p == NULL)
    g_mutex_init (mutex);
  real = mutex->p;
  pthread_mutex_unlock (&making);
  return real;
}

void
g_mutex_lock (GMutex *mutex)
{
  pthread_mutex_lock (real_mutex (mutex));
}

void
g_mutex_unlock (GMutex *mutex)
{
  pthread_mutex_unlock (real_mutex (mutex));
}

void
g_cond_init (GCond *cond)
{
  pthread_cond_t *real = malloc (sizeof *real);
  pthread_condattr_t attributes;

  if (real == NULL)
    abort ();
  pthread_condattr_init (&attributes);
  pthread_condattr_setclock (&attributes, CLOCK_MONOTONIC);
  if (pthread_cond_init (real, &attributes) != 0)
    abort ();
  pthread_condattr_destroy (&attributes);
  cond->p = real;
}

void
g_cond_clear (GCond *cond)
{
  pthread_cond_destroy (cond->p);
  free (cond->p);
}

void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  pthread_cond_wait (cond->p, real_mutex (mutex));
}

gboolean
g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 end_time)
{
  const struct timespec end
      = { end_time / G_USEC_PER_SEC, end_time % G_USEC_PER_SEC * 1000 };

  return pthread_cond_timedwait (cond->p, real_mutex (mutex), &end)
         != ETIMEDOUT;
}

void
g_cond_signal (GCond *cond)
{
  pthread_cond_signal (cond->p);
}

void
g_cond_broadcast (GCond *cond)
{
  pthread_cond_broadcast (cond->p);
}

/* Held from enter to leave; one initialisation may need another. */
static pthread_mutex_t once = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

/* The names are those of macros too. */
gboolean (g_once_init_enter) (volatile void *location)
{
  pthread_mutex_lock (&once);
  if (__atomic_load_n ((volatile gsize *)location, __ATOMIC_ACQUIRE) == 0)
    return TRUE;
  pthread_mutex_unlock (&once);
  return FALSE;
}

void (g_once_init_leave) (volatile void *location, gsize result)
{
  __atomic_store_n ((volatile gsize *)location, result, __ATOMIC_RELEASE);
  pthread_mutex_unlock (&once);
}
