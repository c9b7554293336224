/* progress: a position to one line on standard error, a few times a second.
   On a terminal the line is written over; elsewhere each is a line of its
   own. */
#include "config.h"

#include <stdio.h>
#include <unistd.h>

#include "output/progress.h"

/* Microseconds: what is shorter is not long; between two lines. */
#define LONG_WORK (2 * G_USEC_PER_SEC)
#define PAUSE_TERMINAL (G_USEC_PER_SEC / 5)
#define PAUSE_FILE (5 * G_USEC_PER_SEC)

struct BounceProgress
{
  gboolean wanted;
  gboolean terminal;
  gboolean visible; /* a line stands on the terminal */
  gint64 start;
  gint64 next; /* not before */
  BouncePosition position;
};

BounceProgress *
bounce_progress_new (gboolean wanted)
{
  BounceProgress *progress;
  gboolean terminal = isatty (STDERR_FILENO);

  if (!wanted && (!terminal || isatty (STDOUT_FILENO)))
    return NULL;
  progress = g_new0 (BounceProgress, 1);
  progress->wanted = wanted;
  progress->terminal = terminal;
  progress->position.fraction = -1;
  progress->start = g_get_monotonic_time ();
  progress->next = progress->start
                   + (!wanted    ? LONG_WORK
                      : terminal ? PAUSE_TERMINAL
                                 : PAUSE_FILE);
  return progress;
}

void
bounce_progress_free (BounceProgress *progress)
{
  g_free (progress);
}

static void
show (BounceProgress *progress, gboolean at_end, const char *line_end)
{
  const BouncePosition *position = &progress->position;
  double seconds = MAX ((double)(g_get_monotonic_time () - progress->start)
                            / G_USEC_PER_SEC,
                        1e-3);

  fprintf (stderr, "%sbouncecat: %" G_GUINT64_FORMAT " messages, %.0f/s",
           progress->terminal ? "\r\033[K" : "", position->messages,
           (double)position->messages / seconds);
  if (!at_end && position->fraction > 0 && position->fraction <= 1)
    {
      guint64 left
          = (guint64)(seconds * (1 - position->fraction) / position->fraction);

      fprintf (stderr, ", %" G_GUINT64_FORMAT ":%02u:%02u left", left / 3600,
               (guint)(left / 60 % 60), (guint)(left % 60));
    }
  fputs (line_end, stderr);
  fflush (stderr);
}

void
bounce_progress_update (BounceProgress *progress,
                        const BouncePosition *position)
{
  gint64 now;

  if (progress == NULL)
    return;
  progress->position = *position;
  now = g_get_monotonic_time ();
  if (now < progress->next)
    return;
  show (progress, FALSE, progress->terminal ? "" : "\n");
  progress->visible = progress->terminal;
  progress->next = now + (progress->terminal ? PAUSE_TERMINAL : PAUSE_FILE);
}

void
bounce_progress_clear (BounceProgress *progress)
{
  if (progress == NULL || !progress->visible)
    return;
  fputs ("\r\033[K", stderr);
  progress->visible = FALSE;
}

void
bounce_progress_end (BounceProgress *progress)
{
  if (progress == NULL)
    return;
  if (progress->wanted)
    show (progress, TRUE, "\n");
  else
    bounce_progress_clear (progress);
}
