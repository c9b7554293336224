/* either-or: chooses the one of two reasons that counts ("user unknown or
   mailbox full"). bouncecat-categories(7), "Ties": the enhanced status decides
   between them; else the softer one; of two that are alike, the one named
   first.  A rule whose own words hold the "or" goes before all this. */
#include "config.h"

#include <string.h>

#include "rules/matcher.h"

/* Whether A's words are named before B's: they begin before them or, where both
   share their subject ("the account does not exist or was deleted"), end. */
static gboolean
is_before (const Best *a, const Best *b)
{
  return a->span.start == b->span.start ? a->span.end < b->span.end
                                        : a->span.start < b->span.start;
}

/* Whether the words of BEST's rule may hold others than its own. */
static gboolean
has_gap (const BounceMatcher *matcher, const Best *best)
{
  BounceRule rule;

  bounce_rules_get (matcher->sets[best->set].rules, best->rule, &rule);
  return strstr (rule.words, " .. ") != NULL;
}

/* Whether "or" stands between the words of A and those of B, in one clause. */
static gboolean
is_alternative (const BounceMatcher *matcher, const Best *a, const Best *b)
{
  const Best *later = is_before (a, b) ? b : a;
  const Span *first = later == b ? &a->span : &b->span;
  const Span *last = &later->span;
  gboolean shared = first->start == last->start;
  guint end = shared ? last->end : last->start;

  if (first->end >= end || (shared && !has_gap (matcher, later)))
    return FALSE;
  for (guint i = 0; i < matcher->n_hits; i++)
    {
      const BounceNotionHit *hit = &matcher->hits[i];

      if (hit->notion == matcher->either && hit->first > first->end
          && hit->last < end
          && bounce_matcher_word (matcher, first->end)->clause == hit->clause
          && bounce_matcher_word (matcher, last->start)->clause == hit->clause)
        return TRUE;
    }
  return FALSE;
}

/* A's and B's categories; WINNER is one of them. */
static const Best *
choose (const BounceMatcher *matcher, const Best *a, const Best *b)
{
  BounceCategory x = (BounceCategory)(a - matcher->strong);
  BounceCategory y = (BounceCategory)(b - matcher->strong);
  BounceStatus status = matcher->context.status;

  if (!bounce_status_is_generic (status))
    {
      if (bounce_status_category (status) == x)
        return a;
      if (bounce_status_category (status) == y)
        return b;
    }
  if (bounce_category_is_hard (x) != bounce_category_is_hard (y))
    return bounce_category_is_hard (x) ? b : a;
  return is_before (a, b) ? a : b;
}

const Best *
bounce_matcher_either_or (const BounceMatcher *matcher, const Best *winner)
{
  const Best *best = winner;

  if (matcher->either == BOUNCE_NOTION_NONE || winner == NULL
      || winner->set + 1 != matcher->n_sets)
    return winner;
  for (guint i = 0; i < BOUNCE_N_CATEGORIES; i++)
    {
      const Best *other = &matcher->strong[i];

      if (other != winner && i != BOUNCE_CATEGORY_UNKNOWN
          && other->set == winner->set
          && is_alternative (matcher, winner, other))
        best = choose (matcher, best, other);
    }
  return best;
}
