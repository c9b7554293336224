/* progress: shows how far the reader is, on one line of standard error, a few
   times a second.  On a terminal the line is overwritten; elsewhere each is a
   line of its own. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "output/progress.h"
#include "output/terminal.h"

/* Microseconds: what is shorter is not long; between two lines. */
#define LONG_WORK (2 * G_USEC_PER_SEC)
#define PAUSE_TERMINAL (G_USEC_PER_SEC / 5)
#define PAUSE_FILE (5 * G_USEC_PER_SEC)

/* Narrower terminals need no telling who speaks. */
#define PREFIX_WIDTH 60

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

/* Appends PART to LINE if the terminal has room for it. */
static void
add_part (GString *line, guint width, const char *part)
{
  if (line->len + strlen (part) < width)
    g_string_append (line, part);
}

static void
show_line (BounceProgress *progress, gboolean at_end, const char *line_end)
{
  const BouncePosition *position = &progress->position;
  guint width
      = progress->terminal ? bounce_terminal_width (STDERR_FILENO) : G_MAXUINT;
  double seconds = MAX ((double)(g_get_monotonic_time () - progress->start)
                            / G_USEC_PER_SEC,
                        1e-3);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *messages
      = g_strdup_printf ("%" G_GUINT64_FORMAT " messages", position->messages);
  g_autofree char *rate
      = g_strdup_printf (", %.0f/s", (double)position->messages / seconds);

  if (width >= PREFIX_WIDTH)
    g_string_append (line, "bouncecat: ");
  g_string_append (line, messages);
  add_part (line, width, rate);
  if (!at_end && position->fraction > 0 && position->fraction <= 1)
    {
      guint64 left
          = (guint64)(seconds * (1 - position->fraction) / position->fraction);
      g_autofree char *time = g_strdup_printf (
          ", %" G_GUINT64_FORMAT ":%02u:%02u left", left / 3600,
          (guint)(left / 60 % 60), (guint)(left % 60));

      add_part (line, width, time);
    }
  /* A line that is wider would wrap, and could not be taken back. */
  if (line->len >= width)
    g_string_truncate (line, width - 1);
  fprintf (stderr, "%s%s%s", progress->terminal ? "\r\033[K" : "", line->str,
           line_end);
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
  show_line (progress, FALSE, progress->terminal ? "" : "\n");
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
    show_line (progress, TRUE, "\n");
  else
    bounce_progress_clear (progress);
}
