/* subjects: the notions that a run of the matcher found, in the order of the
   text, and whom each clause is about. */
#include "config.h"

#include <stdlib.h>

#include "rules/matcher.h"

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

void
bounce_matcher_sort_hits (BounceMatcher *matcher)
{
  if (matcher->hits_sorted)
    return;
  if (matcher->n_hits <= FEW_HITS)
    sort_few (matcher->hits, matcher->n_hits);
  else
    qsort (matcher->hits, matcher->n_hits, sizeof *matcher->hits, compare_hits);
  matcher->hits_sorted = TRUE;
}

/* Whom each clause is about: the first hit that says so. */
static void
find_subjects (BounceMatcher *matcher)
{
  guint n = 0;

  bounce_matcher_sort_hits (matcher);
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
bounce_matcher_subject_of (BounceMatcher *matcher, guint clause)
{
  if (matcher->subjects->len == 0)
    find_subjects (matcher);
  return (BounceSubject)g_array_index (matcher->subjects, guint8, clause);
}
