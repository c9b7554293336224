/* choose: finds which of the table's systems wrote a mail: the one that bids
   highest by the sender, the subject and the words of its mails. */
#include "config.h"

#include "report/legacy/recipients/system.h"
#include "report/legacy/systems/choose.h"
#include "report/legacy/systems/systems.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "text/lists.h"

/* How sure SYSTEM is that VIEW is its own; 0: it is not. */
static guint
system_bid (const LegacySystem *system, const LegacyView *view)
{
  guint sum = 0;

  if (system->from != BOUNCE_LIST_NONE)
    {
      if (!legacy_from_has (view, system->from))
        return 0;
      sum += 3;
    }
  if (system->subject != BOUNCE_LIST_NONE)
    {
      if (!legacy_subject_has (view, system->subject))
        return 0;
      sum += 1;
    }
  if (system->body != BOUNCE_LIST_NONE)
    {
      if (!legacy_head_has (view, system->body))
        return 0;
      sum += 4;
    }
  if (system->proof != BOUNCE_LIST_NONE
      && legacy_head_has (view, system->proof))
    sum += 4;
  return sum;
}

/* Nothing in the header says that a mail system wrote VIEW: then the mail must
   come from SYSTEM's address, or begin as its mails do, with such a subject,
   and with no return path that says whose it is. */
static gboolean
stands_alone (const LegacySystem *system, const LegacyView *view)
{
  const char *mark;

  if (system->trust != LEGACY_TRUST_ANYONE)
    return FALSE;
  if (system->from != BOUNCE_LIST_NONE)
    return TRUE;
  mark = legacy_head_after (view, system->body);
  return view->failing && view->sender[0] == '\0' && mark != NULL
         && mark - view->head < LEGACY_OPENING_MAX;
}

/* What was copied without its header must begin as SYSTEM's mails do. */
static gboolean
opens (const LegacySystem *system, const LegacyView *view)
{
  const char *mark = system->body != BOUNCE_LIST_NONE
                         ? legacy_head_after (view, system->body)
                         : NULL;

  return mark != NULL && mark - view->head < LEGACY_OPENING_MAX;
}

const LegacySystem *
legacy_choose_system (const LegacyView *view, gboolean anyone)
{
  const LegacySystem *best = NULL;
  guint most = 0;

  for (const LegacySystem *s = legacy_systems; s->format != NULL; s++)
    {
      guint sum = system_bid (s, view);

      if (sum > most
          && (!anyone || stands_alone (s, view)
              || (view->bare && opens (s, view))))
        {
          most = sum;
          best = s;
        }
    }
  return best;
}
