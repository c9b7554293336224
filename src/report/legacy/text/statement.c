/* statement: tells what a folded sentence states: that a mail failed, or that
   a person speaks.  Mail systems have phrases for a failure, which are a list;
   others deny, in one clause and in any words, that the mail was conveyed, or
   say that it was turned away. */
#include "config.h"

#include <string.h>

#include "base/memory.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/statement.h"
#include "text/lists.h"

/* A denial and what it denies are no farther apart, in bytes. */
#define REACH_MAX 72

/* Between "your" and "mail" a word or two stand. */
#define OWNER_REACH 32

/* Whether START..END is one clause. */
static gboolean
is_clause (const char *start, const char *end)
{
  for (const char *p = start; p < end; p++)
    if (strchr (",;:()", *p) != NULL
        || (*p == '.' && (p[1] == ' ' || p + 1 == end)))
      return FALSE;
  g_autofree char *between = g_strndup (start, (gsize)(end - start));
  return !bounce_list_in (between, BOUNCE_LIST_CLAUSE_JOINT);
}

/* Whether the hits A and B of TEXT, B behind A or around it, are of one clause
   and near each other. */
static gboolean
are_near (const char *text, const BounceListHit *a, const BounceListHit *b)
{
  guint32 start = bounce_hit_start (b);

  return start <= a->end
         || (start - a->end < REACH_MAX
             && is_clause (text + a->end, text + start));
}

void
legacy_wording_init (LegacyWording *wording, const char *folded)
{
  wording->folded = folded;
  bounce_lists_scan_spaced (&wording->lists, folded);
}

/* Whether words of both lists stand in one clause of WORDING.  Each is compared
   with the last one of the other list before it: none is nearer.  "No need to
   send it" denies nothing, but what need not be returned was not returned. */
static gboolean
stand_together (const LegacyWording *wording, BounceList first,
                BounceList second)
{
  gboolean cancels = second != BOUNCE_LIST_TURNED_AWAY;
  const BounceListHit *last[2] = { NULL, NULL };
  const BounceListHit *cancel = NULL; /* the last that only seems to deny */
  BounceListReader reader;
  gboolean found = FALSE;
  g_autofree char *text = NULL;

  if (!legacy_wording_holds (wording, first)
      || !legacy_wording_holds (wording, second))
    return FALSE;
  text = g_strconcat (" ", wording->folded, " ", NULL);
  bounce_list_reader_init (&reader);
  bounce_list_reader_read (&reader, text, strlen (text));
  for (guint i = 0; i < reader.n_hits && !found; i++)
    {
      const BounceListHit *hit = &reader.hits[i];
      int which = hit->list == second;

      if (cancels && hit->list == BOUNCE_LIST_NO_DENIAL)
        cancel = hit;
      if (hit->list != first && hit->list != second)
        continue;
      found = last[!which] != NULL && are_near (text, last[!which], hit)
              && !(cancel != NULL && last[0] != NULL
                   && cancel->end > bounce_hit_start (last[0]));
      last[which] = hit;
    }
  bounce_list_reader_clear (&reader);
  return found;
}

/* Whether the mail that HIT of TEXT, "your", speaks of follows at once: a noun
   in the same clause, or a subject in quotation marks. */
static gboolean
is_of_mail (const char *text, const BounceListHit *hit)
{
  const char *p = text + hit->end;
  gsize n = strnlen (p, OWNER_REACH);
  g_autofree char *next = g_strndup (p, n);

  next[strcspn (next, ",;:()\"")] = '\0';
  return *p == '"' || bounce_list_in (next, BOUNCE_LIST_MAIL_WORD)
         || bounce_list_in (next, BOUNCE_LIST_CIRCULAR);
}

gboolean
legacy_wording_speaks_of_yours (const LegacyWording *wording)
{
  BounceListReader reader;
  gboolean found = FALSE;
  g_autofree char *text = NULL;

  if (legacy_wording_holds (wording, BOUNCE_LIST_YOUR_MAIL_STRICT)
      || (legacy_wording_holds (wording, BOUNCE_LIST_YOU_SENT)
          && legacy_wording_holds (wording, BOUNCE_LIST_MAIL_WORD)))
    return TRUE;
  if (!legacy_wording_holds (wording, BOUNCE_LIST_YOUR))
    return FALSE;
  text = g_strconcat (" ", wording->folded, " ", NULL);
  bounce_list_reader_init (&reader);
  bounce_list_reader_read_for (&reader, text, strlen (text), BOUNCE_LIST_YOUR);
  for (guint i = 0; i < reader.n_hits && !found; i++)
    found = is_of_mail (text, &reader.hits[i]);
  bounce_list_reader_clear (&reader);
  return found;
}

gboolean
legacy_wording_denies_conveying (const LegacyWording *wording)
{
  return stand_together (wording, BOUNCE_LIST_DENIAL, BOUNCE_LIST_CONVEYING);
}

gboolean
legacy_wording_denies_so_far (const LegacyWording *wording)
{
  return stand_together (wording, BOUNCE_LIST_SO_FAR, BOUNCE_LIST_CONVEYING);
}

gboolean
legacy_wording_states_failure (const LegacyWording *wording)
{
  if (strlen (wording->folded) > LEGACY_HEAD_MAX
      || legacy_wording_holds (wording, BOUNCE_LIST_FAILURE))
    return legacy_wording_holds (wording, BOUNCE_LIST_FAILURE);
  if (legacy_wording_holds (wording, BOUNCE_LIST_HELD))
    return FALSE;
  return legacy_wording_denies_conveying (wording)
         || (legacy_wording_holds (wording, BOUNCE_LIST_TURNED_AWAY)
             && legacy_wording_holds (wording, BOUNCE_LIST_MAIL_WORD)
             && !stand_together (wording, BOUNCE_LIST_DENIAL,
                                 BOUNCE_LIST_TURNED_AWAY));
}

gboolean
legacy_speaks_of_yours (const char *folded)
{
  LegacyWording wording;

  legacy_wording_init (&wording, folded);
  return legacy_wording_speaks_of_yours (&wording);
}

gboolean
legacy_denies_conveying (const char *folded)
{
  LegacyWording wording;

  legacy_wording_init (&wording, folded);
  return legacy_wording_denies_conveying (&wording);
}

gboolean
legacy_denies_so_far (const char *folded)
{
  LegacyWording wording;

  legacy_wording_init (&wording, folded);
  return legacy_wording_denies_so_far (&wording);
}

gboolean
legacy_states_failure (const char *folded)
{
  LegacyWording wording;

  legacy_wording_init (&wording, folded);
  return legacy_wording_states_failure (&wording);
}

gboolean
legacy_lines_state_failure (const LegacyView *view, guint first, guint last)
{
  gsize from = legacy_line (view, first)->from;
  g_autofree char *folded = bounce_copy (view->folded->str + from,
                                         legacy_line (view, last)->to - from);

  return legacy_states_failure (folded);
}

gboolean
legacy_is_failing (const char *subject)
{
  if (bounce_list_in (subject, BOUNCE_LIST_FAILURE_SUBJECT)
      || bounce_list_in (subject, BOUNCE_LIST_DELAY))
    return TRUE;
  return (bounce_list_in (subject, BOUNCE_LIST_YOUR_MAIL_STRICT)
          && legacy_states_failure (subject))
         || (bounce_list_in (subject, BOUNCE_LIST_MAIL_WORD)
             && legacy_denies_conveying (subject));
}

gboolean
legacy_is_personal (const char *opening)
{
  g_autofree char *padded = g_strconcat (" ", opening, NULL);

  return bounce_list_in (padded, BOUNCE_LIST_FIRST_PERSON);
}

gboolean
legacy_speaks_of_someone (const char *opening)
{
  g_autofree char *padded = g_strconcat (" ", opening, " ", NULL);

  return bounce_list_in (padded, BOUNCE_LIST_THIRD_PERSON);
}
