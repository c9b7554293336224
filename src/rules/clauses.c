/* clauses: the notions that a matcher found in a text, by clause, and whom each
   clause is about.  They are put in order only when somebody asks. */
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

static int
compare_hits (const void *a, const void *b)
{
  const BounceNotionHit *x = a, *y = b;

  if (x->clause != y->clause)
    return x->clause < y->clause ? -1 : 1;
  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  if (x->last != y->last)
    return x->last > y->last ? -1 : 1;
  return x->notion < y->notion ? -1 : x->notion > y->notion;
}

/* Hits come by their last word, so that each is near its place; of more than
   this many the order is left to GLib, lest a long text cost its square. */
#define FEW_HITS 64

static void
sort_few (BounceNotionHit *hits, guint n)
{
  for (guint i = 1; i < n; i++)
    {
      BounceNotionHit hit = hits[i];
      guint to = i;

      for (; to > 0 && compare_hits (&hits[to - 1], &hit) > 0; to--)
        hits[to] = hits[to - 1];
      hits[to] = hit;
    }
}

static void
sort_hits (BounceMatcher *matcher)
{
  bounce_matcher_recall_hits (matcher);
  if (matcher->hits_sorted)
    return;
  if (matcher->n_hits <= FEW_HITS)
    sort_few (matcher->hits, matcher->n_hits);
  else
    qsort (matcher->hits, matcher->n_hits, sizeof *matcher->hits, compare_hits);
  matcher->hits_sorted = TRUE;
}

gboolean
bounce_matcher_has_read (const BounceMatcher *matcher, const GString *text)
{
  return g_string_equal (matcher->text, text);
}

void
bounce_matcher_clauses (BounceMatcher *matcher, BounceClauses *clauses)
{
  sort_hits (matcher);
  *clauses = (BounceClauses){
    .text = matcher->words->str,
    .words = (const BounceWord *)matcher->marks->data,
    .n_words = matcher->n_words,
    .hits = matcher->hits,
    .n_hits = matcher->n_hits,
  };
}

/* Whom each clause is about: the first hit that says so. */
static void
find_subjects (BounceMatcher *matcher)
{
  guint n = 0;

  sort_hits (matcher);
  for (guint i = 0; i < matcher->n_words; i++)
    n = MAX (n, bounce_matcher_word (matcher, i)->clause + 1);
  g_array_set_size (matcher->subjects, n);
  for (guint i = 0; i < matcher->n_hits; i++)
    {
      const BounceNotionHit *hit = &matcher->hits[i];
      guint8 *subject = &g_array_index (matcher->subjects, guint8, hit->clause);

      if (*subject == BOUNCE_SUBJECT_NONE)
        *subject = matcher->subject_of[hit->notion];
    }
}

BounceSubject
bounce_matcher_subject (BounceMatcher *matcher, guint clause)
{
  if (matcher->subjects->len == 0)
    find_subjects (matcher);
  return (BounceSubject)g_array_index (matcher->subjects, guint8, clause);
}
