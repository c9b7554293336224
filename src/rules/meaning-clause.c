/* meaning-clause: the notions of a text become clauses that can be read: longer
   hits hold shorter ones, a negation turns "known" into "unknown" and "full"
   into nothing, two subjects that stand together are one, and what follows a
   "because" is a clause of its own. */
#include "config.h"

#include <string.h>

#include "rules/matcher.h"
#include "rules/meaning-clause.h"

const guint8 *
bounce_meaning_notions_of (BounceMatcher *matcher)
{
  const BounceRules *rules = matcher->sets[matcher->n_sets - 1].rules;
  guint n = bounce_rules_n_notions (rules);

  if (matcher->meaning_of != NULL)
    return matcher->meaning_of;
  matcher->meaning_of = g_new (guint8, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const char *name = bounce_rules_notion_name (rules, i);
      guint k = 0;

      while (k < BOUNCE_N_MEANING_NOTIONS
             && strcmp (bounce_notion_names[k], name) != 0)
        k++;
      matcher->meaning_of[i] = (guint8)k;
    }
  return matcher->meaning_of;
}

/* Whether ONE and OTHER, of the same words, name a filter and what it looks
   for: "spamfilter" is not "spam". */
static gboolean
is_filter (const BounceMeaningHit *one, const BounceMeaningHit *other)
{
  return one->notion == BOUNCE_NOTION_SPAM
         && other->notion == BOUNCE_NOTION_FILTER && one->first == other->first
         && one->last == other->last;
}

/* TRUE if a longer hit of the clause holds HIT: "no longer active" is not
   "active". */
static gboolean
is_covered (const BounceMeaningClause *clause, guint i)
{
  const BounceMeaningHit *hit = &clause->hits[i];

  for (guint k = 0; k < clause->n; k++)
    {
      const BounceMeaningHit *other = &clause->hits[k];

      if (other->first > hit->first)
        break;
      if ((other->last >= hit->last
           && other->last - other->first > hit->last - hit->first)
          || is_filter (hit, other))
        return TRUE;
    }
  return FALSE;
}

static void
drop_covered (BounceMeaningClause *clause)
{
  guint kept = 0;

  for (guint i = 0; i < clause->n; i++)
    if (!is_covered (clause, i))
      clause->hits[kept++] = clause->hits[i];
  clause->n = kept;
}

/* How far a negation reaches: over three words to the right ("not yet been
   found"), one to the left ("existiert hier nicht"). */
#define NEGATION_BEFORE 3
#define NEGATION_BEHIND 1

static gboolean
is_negated (const BounceMeaningClause *clause, const BounceMeaningHit *hit,
            guint before, guint behind)
{
  for (guint i = 0; i < clause->n; i++)
    {
      const BounceMeaningHit *not = &clause->hits[i];

      if (not ->notion != BOUNCE_NOTION_NOT)
        continue;
      if (not ->last < hit->first && hit->first - not ->last - 1 <= before)
        return TRUE;
      if (behind && not ->first > hit->last
          && not ->first - hit->last - 1 <= behind)
        return TRUE;
    }
  return FALSE;
}

/* What the negation of a predicate says; BOUNCE_N_MEANING_NOTIONS: nothing. */
static guint8
negate (guint8 notion)
{
  switch (notion)
    {
    case BOUNCE_NOTION_EXIST:
      return BOUNCE_NOTION_MISSING;
    case BOUNCE_NOTION_ACTIVE:
      return BOUNCE_NOTION_CLOSED;
    case BOUNCE_NOTION_ALLOW:
      return BOUNCE_NOTION_REFUSED;
    case BOUNCE_NOTION_FULL:
    case BOUNCE_NOTION_REFUSED:
    case BOUNCE_NOTION_CLOSED:
    case BOUNCE_NOTION_BLOCKED:
    case BOUNCE_NOTION_LARGE:
    case BOUNCE_NOTION_BLOCKLIST:
      return BOUNCE_N_MEANING_NOTIONS;
    default:
      return notion;
    }
}

static void
apply_negations (BounceMeaningClause *clause)
{
  guint kept = 0;

  clause->seen = 0;
  for (guint i = 0; i < clause->n; i++)
    {
      BounceMeaningHit hit = clause->hits[i];
      gboolean positive = hit.notion == BOUNCE_NOTION_EXIST
                          || hit.notion == BOUNCE_NOTION_ACTIVE
                          || hit.notion == BOUNCE_NOTION_ALLOW;

      if (is_negated (clause, &hit, positive ? NEGATION_BEFORE : 0,
                      positive ? NEGATION_BEHIND : 0))
        hit.notion = negate (hit.notion);
      if (hit.notion == BOUNCE_N_MEANING_NOTIONS)
        continue;
      clause->seen |= BOUNCE_NOTIONS (hit.notion);
      clause->hits[kept++] = hit;
    }
  clause->n = kept;
}

/* Two subjects that stand together are one: "the recipient's domain". */
static void
join_subjects (BounceMeaningClause *clause)
{
  BounceMeaningHit *last = NULL;

  for (guint i = 0; i < clause->n; i++)
    {
      BounceMeaningHit *hit = &clause->hits[i];

      if (hit->notion >= BOUNCE_N_MEANING_SUBJECTS
          || hit->notion == BOUNCE_NOTION_YOU)
        continue;
      if (last && hit->first - last->last - 1 <= 2 && hit->first > last->last)
        {
          guint8 one = MIN (last->notion, hit->notion);

          /* "no user at this domain" speaks of the user. */
          if (one != BOUNCE_NOTION_DOMAIN
              || last->notion == BOUNCE_NOTION_DOMAIN
              || hit->first - last->last == 1)
            last->notion = hit->notion = one;
        }
      last = hit;
    }
}

/* Gathers the hits of the clause that begins with the Ith, or with the
   "because" in it; returns the first hit behind it. */
static guint
gather (const BounceClauses *clauses, const guint8 *notion_of, guint i,
        BounceMeaningClause *clause)
{
  guint32 number = clauses->hits[i].clause;

  for (; i < clauses->n_hits && clauses->hits[i].clause == number; i++)
    {
      const BounceNotionHit *hit = &clauses->hits[i];
      guint8 notion = notion_of[hit->notion];

      const BounceMeaningHit *last
          = clause->n ? &clause->hits[clause->n - 1] : NULL;

      if (notion == BOUNCE_NOTION_BECAUSE && last != NULL)
        break;
      if (notion == BOUNCE_N_MEANING_NOTIONS || hit->last_clause != number
          || clause->n == BOUNCE_MEANING_HITS_MAX)
        continue;
      /* Languages share words, and so hits. */
      if (last && last->notion == notion && last->first == hit->first
          && last->last == hit->last)
        continue;
      clause->hits[clause->n++]
          = (BounceMeaningHit){ notion, hit->first, hit->last };
    }
  return i;
}

guint
bounce_meaning_next (const BounceClauses *clauses, const guint8 *notion_of,
                     guint i, BounceMeaningClause *clause)
{
  clause->n = 0;
  i = gather (clauses, notion_of, i, clause);
  drop_covered (clause);
  apply_negations (clause);
  join_subjects (clause);
  return i;
}
