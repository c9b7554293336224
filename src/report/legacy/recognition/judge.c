/* judge: answers what a mail is, by the rules (judge-rules.h) on its signs,
   each sign looked for once. */
#include "config.h"

#include "report/legacy/recognition/judge-rules.h"
#include "report/legacy/recognition/judge.h"

/* The rules for the signs that are made of others. */
static const LegacyRule *const made[LEGACY_N_SIGNS] = {
  [SIGN_ANSWER] = legacy_rules_answer,
  [SIGN_LURES] = legacy_rules_lures,
  [SIGN_WAITS] = legacy_rules_waits,
  [SIGN_CONVERSES] = legacy_rules_converses,
  [SIGN_OF_ELSE] = legacy_rules_of_else,
  [SIGN_OF_ELSE_LATER] = legacy_rules_of_else_later,
  [SIGN_TOLD] = legacy_rules_told,
  [SIGN_OTHER] = legacy_rules_other,
  [SIGN_HANDED_ON] = legacy_rules_handed_on,
  [SIGN_HEARSAY] = legacy_rules_hearsay,
  [SIGN_EXCLUDED] = legacy_rules_excluded,
  [SIGN_OF_YOURS] = legacy_rules_of_yours,
  [SIGN_STATES] = legacy_rules_states,
  [SIGN_REPORTS] = legacy_rules_reports,
  [SIGN_TELLS] = legacy_rules_tells,
  [SIGN_FROM_SYSTEM] = legacy_rules_from_system,
  [SIGN_OF_OWN_LETTER] = legacy_rules_of_letter,
  [SIGN_MAY_BE_OWN] = legacy_rules_may_be_own,
  [SIGN_NAMELESS] = legacy_rules_nameless,
  [SIGN_PRESUMED] = legacy_rules_presumed,
};

/* What counts for a notification, and how much. */
static const struct
{
  guint points;
  LegacyRule rule;
} weights[] = {
  { 3, { YES, { SIGN_REPORTS } } },
  { 2, { YES, { SIGN_DAEMON, NOT (SIGN_REPORTS) } } },
  { 1, { YES, { SIGN_NULL_PATH } } },
  { 1, { YES, { SIGN_FAILING } } },
  { 1, { YES, { SUBJECT (SUCCESS), NOT (SIGN_FAILING) } } },
  { 1, { YES, { SIGN_TELLS } } },
  { 1, { YES, { SIGN_REPLY } } },
  { 1, { YES, { SIGN_RETURNED } } },
  { 1, { YES, { SIGN_NULL_PATH, SIGN_FAILING, SIGN_TELLS } } },
  { 1, { YES, { SIGN_REPORT_TYPE } } },
};

/* Nothing counts if none of these holds. */
static const LegacyRule counts[]
    = { { YES, { SIGN_TELLS } },
        { YES, { SIGN_FAILING, SIGN_REPLY } },
        { YES, { SIGN_NOTICE, SIGN_NULL_PATH } },
        { YES, { SIGN_DAEMON, SIGN_NULL_PATH, SIGN_REPLY } },
        { RULES_END, { SIGN_NONE } } };

/* Whether SIGN, not negative, is to be seen in VIEW.  Most are words of the
   text or the subject, which are known. */
static inline gboolean
sees (const LegacyView *view, LegacySign sign)
{
  BounceList list = (BounceList)(sign & LEGACY_LIST_MASK);

  switch (sign >> LEGACY_PLACE_SHIFT)
    {
    case LEGACY_IN_TEXT:
      return bounce_lists_hold (&view->head_lists, list);
    case LEGACY_IN_SUBJECT:
      return bounce_lists_hold (&view->subject_lists, list);
    default:
      return legacy_sees (view, sign);
    }
}

static inline gboolean
holds (const LegacyView *view, const LegacyRule *rule)
{
  for (const LegacySign *sign = rule->if_all; *sign != SIGN_NONE; sign++)
    if (*sign > 0 ? !sees (view, *sign) : sees (view, -*sign))
      return FALSE;
  return TRUE;
}

static gboolean
decide (const LegacyView *view, const LegacyRule *rules)
{
  for (; rules->answer != RULES_END; rules++)
    if (holds (view, rules))
      return rules->answer == YES;
  return FALSE;
}

gboolean
legacy_sees (const LegacyView *view, LegacySign sign)
{
  LegacySigns *signs = view->signs;
  LegacyPlace place = (LegacyPlace)(sign >> LEGACY_PLACE_SHIFT);
  guint64 bit = G_GUINT64_CONSTANT (1) << sign % 64;
  gboolean seen;

  if (place != LEGACY_PLACE_FORM)
    return legacy_has_words (view, place,
                             (BounceList)(sign & LEGACY_LIST_MASK));
  if ((signs->known[sign / 64] & bit) != 0)
    return (signs->seen[sign / 64] & bit) != 0;
  seen = made[sign] != NULL ? decide (view, made[sign])
                            : legacy_look_for (view, (LegacySignOfForm)sign);
  signs->known[sign / 64] |= bit;
  if (seen)
    signs->seen[sign / 64] |= bit;
  return seen;
}

guint
legacy_points (const LegacyView *view)
{
  guint sum = 0;

  if (!decide (view, counts))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    if (holds (view, &weights[i].rule))
      sum += weights[i].points;
  return sum;
}
