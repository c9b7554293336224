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
  if (matcher->hits_sorted)
    return;
  if (matcher->hits->len <= FEW_HITS)
    sort_few ((BounceNotionHit *)matcher->hits->data, matcher->hits->len);
  else
    g_array_sort (matcher->hits, compare_hits);
  matcher->hits_sorted = TRUE;
}

void
bounce_matcher_clauses (BounceMatcher *matcher, BounceClauses *clauses)
{
  sort_hits (matcher);
  *clauses = (BounceClauses){
    .text = matcher->words->str,
    .words = (const BounceWord *)matcher->marks->data,
    .n_words = matcher->n_words,
    .hits = (const BounceNotionHit *)matcher->hits->data,
    .n_hits = matcher->hits->len,
  };
  for (guint i = 0; i < matcher->n_words; i++)
    clauses->n_clauses = MAX (clauses->n_clauses, clauses->words[i].clause + 1);
}

/* The first of the sorted hits that is of CLAUSE or of one behind it. */
static guint
find_clause (const BounceNotionHit *hits, guint n, guint clause)
{
  guint low = 0;

  while (low < n)
    {
      guint middle = low + (n - low) / 2;

      if (hits[middle].clause < clause)
        low = middle + 1;
      else
        n = middle;
    }
  return low;
}

BounceSubject
bounce_matcher_subject (BounceMatcher *matcher, guint clause)
{
  const BounceNotionHit *hits;

  sort_hits (matcher);
  hits = (const BounceNotionHit *)matcher->hits->data;
  for (guint i = find_clause (hits, matcher->hits->len, clause);
       i < matcher->hits->len && hits[i].clause == clause; i++)
    if (matcher->subject_of[hits[i].notion] != BOUNCE_SUBJECT_NONE)
      return (BounceSubject)matcher->subject_of[hits[i].notion];
  return BOUNCE_SUBJECT_NONE;
}

const BounceNotionHit *
bounce_clauses_find (const BounceClauses *clauses, guint notion, guint clause,
                     guint from)
{
  for (guint i = find_clause (clauses->hits, clauses->n_hits, clause);
       i < clauses->n_hits && clauses->hits[i].clause == clause; i++)
    if (clauses->hits[i].notion == notion && clauses->hits[i].first >= from)
      return &clauses->hits[i];
  return NULL;
}
