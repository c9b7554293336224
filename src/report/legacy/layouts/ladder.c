/* ladder: reads recipients that stand below what is said of them: "[mailbox
   full]" and the addresses for which it holds, then the next reason and its
   addresses.  Only several such steps are believed, and only where nothing
   stands below the last address. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "report/legacy/layouts/ladder.h"
#include "report/legacy/reasons/group.h"
#include "report/legacy/recipients/line.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/recipients/system.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/statement.h"
#include "text/lists.h"

/* A reason above addresses is no longer, in bytes. */
#define HEADING_MAX 160

/* A text of more steps is read as any other. */
#define STEPS_MAX 1000

static const LegacySystem alone = { .format = "text",
                                    .labels = BOUNCE_LIST_RECIPIENT_LABEL,
                                    .placement = LEGACY_ALONE | LEGACY_LABEL };

typedef struct
{
  guint heading; /* the line that stands above */
  guint first;   /* the addresses below it, up to STOP */
  guint stop;
} Step;

static gboolean
is_address (const LegacyView *view, guint i)
{
  const LegacyLine *line = legacy_line (view, i);
  LegacyHit hit;

  return line->length > 0 && memchr (line->start, '@', line->length) != NULL
         && legacy_line_hit (view, i, &alone, TRUE, &hit)
         && (hit.form == LEGACY_ALONE || hit.list);
}

/* Whether line I leads to a recipient and says nothing of it. */
static gboolean
is_label (const LegacyView *view, guint i)
{
  return (legacy_line_begins (view, i, BOUNCE_LIST_RECIPIENT_LABEL)
          && !legacy_lines_state_failure (view, i, i))
         || legacy_line_begins (view, i, BOUNCE_LIST_ADDRESSEE_LABEL);
}

/* Whether line I may say what happened to those below it. */
static gboolean
is_heading (const LegacyView *view, guint i)
{
  const LegacyLine *line = legacy_line (view, i);

  return line->length > 3 && line->length < HEADING_MAX
         && line->bare_to > line->bare_from + 2
         && memchr (line->start, '@', line->length) == NULL
         && !legacy_is_field (view, i) && !is_label (view, i)
         && (!legacy_line_holds (view, i, BOUNCE_LIST_FROM_LABEL)
             || legacy_line_begins (view, i, BOUNCE_LIST_REASON_LABEL))
         && !legacy_lines_hold (view, i, i, BOUNCE_LIST_HELP);
}

/* Whether line I, behind addresses, goes on with what is said of them.  A rule
   or a signature's mark does not. */
static gboolean
goes_on (const LegacyView *view, guint i)
{
  const LegacyLine *line;

  if (i >= view->n_body)
    return FALSE;
  line = legacy_line (view, i);
  return line->length > 0 && line->bare_to > line->bare_from;
}

/* The next step at or behind line I. */
static gboolean
next_step (const LegacyView *view, guint i, Step *step)
{
  for (; i + 1 < view->n_body; i++)
    {
      if (!is_heading (view, i) || !is_address (view, i + 1))
        continue;
      step->heading = i;
      step->first = step->stop = i + 1;
      while (step->stop < view->n_body && is_address (view, step->stop))
        step->stop++;
      return TRUE;
    }
  return FALSE;
}

/* Whether the lines FROM..STOP hold an address. */
static gboolean
hold_address (const LegacyView *view, guint from, guint stop)
{
  for (; from < stop; from++)
    {
      const LegacyLine *line = legacy_line (view, from);

      if (memchr (line->start, '@', line->length) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Whether STEP goes on with LAST's list: empty lines at most between them. */
static gboolean
follows (const LegacyView *view, const Step *last, const Step *step)
{
  for (guint i = last->stop; i < step->heading; i++)
    if (legacy_line (view, i)->length > 0)
      return FALSE;
  return TRUE;
}

static BounceAction
heading_action (const LegacyView *view, guint i)
{
  if (legacy_line_holds (view, i, BOUNCE_LIST_SUCCESS))
    return BOUNCE_ACTION_DELIVERED;
  return legacy_line_holds (view, i, BOUNCE_LIST_DELAY) ? BOUNCE_ACTION_DELAYED
                                                        : BOUNCE_ACTION_NONE;
}

static void
read_step (const LegacyView *view, const Step *step, BounceLegacy *legacy)
{
  const LegacyLine *heading = legacy_line (view, step->heading);
  g_autofree char *reason = g_strndup (heading->start, heading->length);
  BounceAction action = heading_action (view, step->heading);
  LegacyGroup group;

  legacy_group_init (&group);
  for (guint i = step->first; i < step->stop; i++)
    {
      LegacyHit hit;

      if (legacy_line_hit (view, i, &alone, TRUE, &hit))
        legacy_group_add (&group, legacy, legacy_line (view, i), &hit);
    }
  for (guint i = 0; i < group.recipients->len; i++)
    {
      BounceEvidence *evidence = g_ptr_array_index (group.recipients, i);

      if (action != BOUNCE_ACTION_NONE)
        evidence->action = action;
      legacy_add_reason (evidence, reason, BOUNCE_ORIGIN_REPORTER);
    }
  legacy_group_clear (&group);
}

gboolean
legacy_read_ladder (const LegacyView *view, BounceLegacy *legacy)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));
  Step step;

  for (guint i = 0; steps->len < STEPS_MAX && next_step (view, i, &step);
       i = step.stop)
    {
      const Step *last = steps->len > 0
                             ? &g_array_index (steps, Step, steps->len - 1)
                             : NULL;

      if (last == NULL ? hold_address (view, 0, step.heading)
                       : !follows (view, last, &step))
        return FALSE;
      g_array_append_val (steps, step);
    }
  if (steps->len < 2
      || goes_on (view, g_array_index (steps, Step, steps->len - 1).stop))
    return FALSE;
  for (guint i = 0; i < steps->len; i++)
    read_step (view, &g_array_index (steps, Step, i), legacy);
  legacy_tell_apart (legacy);
  return TRUE;
}
