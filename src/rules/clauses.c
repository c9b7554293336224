/* clauses: what a matcher found in a text, for those who ask for more than its
   rules: the notions by clause. */
#include "config.h"

#include <string.h>

#include "rules/clauses.h"
#include "rules/matcher.h"

guint
bounce_rules_n_notions (const BounceRules *rules)
{
  return ((const BounceRulesHeader *)rules)->n_notions;
}

const char *
bounce_rules_notion_name (const BounceRules *rules, guint number)
{
  BounceRulesView view;

  bounce_rules_view (rules, &view);
  g_assert (number < view.header->n_notions);
  return view.strings + view.notions[number];
}

guint
bounce_rules_notion (const BounceRules *rules, const char *name)
{
  for (guint i = 0; i < bounce_rules_n_notions (rules); i++)
    if (strcmp (bounce_rules_notion_name (rules, i), name) == 0)
      return i;
  return BOUNCE_NOTION_NONE;
}

guint8 *
bounce_rules_subjects (const BounceRules *rules)
{
  guint n = bounce_rules_n_notions (rules);
  guint8 *subjects = g_new0 (guint8, n + 1);

  for (guint i = 0; i < n; i++)
    for (guint k = 1; k < BOUNCE_N_SUBJECTS; k++)
      if (strcmp (bounce_rules_notion_name (rules, i),
                  bounce_subject_name ((BounceSubject)k))
          == 0)
        subjects[i] = (guint8)k;
  return subjects;
}

void
bounce_matcher_clauses (BounceMatcher *matcher, BounceClauses *clauses)
{
  bounce_matcher_recall_hits (matcher);
  bounce_matcher_sort_hits (matcher);
  *clauses = (BounceClauses){
    .text = matcher->words->str,
    .words = (const BounceWord *)matcher->marks->data,
    .n_words = matcher->n_words,
    .hits = matcher->hits,
    .n_hits = matcher->n_hits,
  };
}
