/* meaning: clauses become a category by what they speak of (the recipient, his
   mailbox, the sender, the message ...) and what they say of it (unknown,
   full, refused ...).  A predicate belongs to the subject that stands nearest;
   a negation turns "known" into "unknown" and "full" into nothing.  The order
   of the words does not matter, so that one table serves all languages.
   It knows no wordings: those are the notions of the rules' data. */
#include "config.h"

#include <string.h>

#include "rules/matcher.h"
#include "rules/meaning-cells.h"
#include "rules/meaning.h"

/* Which of the notions each of the rules' notions is. */
static const guint8 *
notions_of (BounceMatcher *matcher)
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

/* What stands in a clause. */
typedef struct
{
  guint8 notion;
  guint32 first, last; /* words */
} Hit;

#define HITS_MAX 96

typedef struct
{
  Hit hits[HITS_MAX]; /* by first word, of those the longer first */
  guint n;
  BounceNotions seen;
} Clause;

/* TRUE if a longer hit of the clause holds HIT: "no longer active" is not
   "active". */
static gboolean
is_covered (const Clause *clause, guint i)
{
  const Hit *hit = &clause->hits[i];

  for (guint k = 0; k < clause->n; k++)
    {
      const Hit *other = &clause->hits[k];

      if (other->first > hit->first)
        break;
      if (other->last >= hit->last
          && other->last - other->first > hit->last - hit->first)
        return TRUE;
    }
  return FALSE;
}

static void
drop_covered (Clause *clause)
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
is_negated (const Clause *clause, const Hit *hit, guint before, guint behind)
{
  for (guint i = 0; i < clause->n; i++)
    {
      const Hit *not = &clause->hits[i];

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
apply_negations (Clause *clause)
{
  guint kept = 0;

  clause->seen = 0;
  for (guint i = 0; i < clause->n; i++)
    {
      Hit hit = clause->hits[i];
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
join_subjects (Clause *clause)
{
  Hit *last = NULL;

  for (guint i = 0; i < clause->n; i++)
    {
      Hit *hit = &clause->hits[i];

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

/* The subject that is nearest to PREDICATE; rather one before it. */
static const Hit *
subject_of (const Clause *clause, const Hit *predicate)
{
  const Hit *best = NULL;
  guint best_distance = G_MAXUINT;

  for (guint i = 0; i < clause->n; i++)
    {
      const Hit *hit = &clause->hits[i];
      guint distance;

      if (hit->notion >= BOUNCE_N_MEANING_SUBJECTS)
        continue;
      if (hit->last < predicate->first)
        distance = 2 * (predicate->first - hit->last - 1);
      else if (hit->first > predicate->last)
        distance = 3 * (hit->first - predicate->last - 1) + 2;
      else
        distance = 0;
      if (distance < best_distance)
        {
          best = hit;
          best_distance = distance;
        }
    }
  return best;
}

/* Whether CELL fits the clause; then MEANING gets the words. */
static gboolean
cell_fits (const BounceMeaningCell *cell, const Clause *clause,
           BounceMeaning *meaning)
{
  if (!(clause->seen & cell->predicate) || clause->seen & cell->without
      || (cell->with != BOUNCE_NOTIONS_ANY && !(clause->seen & cell->with)))
    return FALSE;
  for (guint i = 0; i < clause->n; i++)
    {
      const Hit *predicate = &clause->hits[i];
      const Hit *subject;

      if (!(BOUNCE_NOTIONS (predicate->notion) & cell->predicate))
        continue;
      subject = subject_of (clause, predicate);
      if (cell->subject != BOUNCE_NOTIONS_ANY
          && (subject == NULL
              || !(BOUNCE_NOTIONS (subject->notion) & cell->subject)))
        continue;
      if (subject == NULL)
        subject = predicate;
      meaning->first = MIN (subject->first, predicate->first);
      meaning->last = MAX (subject->last, predicate->last);
      return TRUE;
    }
  return FALSE;
}

/* Looks for a cell before number BEFORE. */
static void
read_clause (const Clause *clause, guint before, BounceMeaning *meaning)
{
  for (guint i = 0; i < before; i++)
    if (cell_fits (&bounce_cells[i], clause, meaning))
      {
        meaning->category = bounce_cells[i].category;
        meaning->weak = bounce_cells[i].strength == BOUNCE_CELL_WEAK;
        meaning->vague = bounce_cells[i].strength == BOUNCE_CELL_VAGUE;
        meaning->cell = i + 1;
        return;
      }
}

/* Gathers the hits of the clause that begins with the Ith, or with the
   "because" in it; returns the first hit behind it. */
static guint
gather (const BounceClauses *clauses, const guint8 *notion_of, guint i,
        Clause *clause)
{
  guint32 number = clauses->hits[i].clause;

  for (; i < clauses->n_hits && clauses->hits[i].clause == number; i++)
    {
      const BounceNotionHit *hit = &clauses->hits[i];
      guint8 notion = notion_of[hit->notion];

      const Hit *last = clause->n ? &clause->hits[clause->n - 1] : NULL;

      if (notion == BOUNCE_NOTION_BECAUSE && last != NULL)
        break;
      if (notion == BOUNCE_N_MEANING_NOTIONS || hit->last_clause != number
          || clause->n == HITS_MAX)
        continue;
      /* Languages share words, and so hits. */
      if (last && last->notion == notion && last->first == hit->first
          && last->last == hit->last)
        continue;
      clause->hits[clause->n++] = (Hit){ notion, hit->first, hit->last };
    }
  return i;
}

/* The same, ready to be read. */
static guint
next_clause (const BounceClauses *clauses, const guint8 *notion_of, guint i,
             Clause *clause)
{
  clause->n = 0;
  i = gather (clauses, notion_of, i, clause);
  drop_covered (clause);
  apply_negations (clause);
  join_subjects (clause);
  return i;
}

/* The best of all clauses. */
static void
read_clauses (BounceMatcher *matcher, BounceMeaning *meaning)
{
  const guint8 *notion_of = notions_of (matcher);
  BounceClauses clauses;
  guint i = 0;

  *meaning = (BounceMeaning){ .category = BOUNCE_CATEGORY_NONE };
  bounce_matcher_clauses (matcher, &clauses);
  while (i < clauses.n_hits)
    {
      Clause clause;

      i = next_clause (&clauses, notion_of, i, &clause);
      read_clause (&clause, meaning->cell ? meaning->cell - 1 : bounce_n_cells,
                   meaning);
    }
}

void
bounce_matcher_meaning (BounceMatcher *matcher, BounceMeaning *meaning)
{
  BounceRecalled *recalled = matcher->recalled;

  if (recalled != NULL && recalled->understood)
    {
      *meaning = recalled->meaning;
      return;
    }
  read_clauses (matcher, meaning);
  if (recalled == NULL)
    return;
  recalled->understood = TRUE;
  recalled->meaning = *meaning;
}

/* --- For the model --- */

enum
{
  SIGN_NOTION = 1,
  SIGN_OF,   /* a predicate and its subject */
  SIGN_WITH, /* two predicates of one clause */
  SIGN_CELL,
  SIGN_CATEGORY
};

static void
add_sign (BounceSigns *signs, guint kind, guint a, guint b)
{
  if (signs->n < BOUNCE_SIGNS_MAX)
    signs->sign[signs->n++] = kind << 16 | a << 8 | b;
}

static void
add_predicate (BounceSigns *signs, const Clause *clause, const Hit *hit)
{
  const Hit *subject = subject_of (clause, hit);

  add_sign (signs, SIGN_OF, hit->notion,
            subject ? subject->notion : BOUNCE_N_MEANING_NOTIONS);
  for (guint i = hit->notion + 1u; i < BOUNCE_N_MEANING_NOTIONS; i++)
    if (clause->seen & BOUNCE_NOTIONS (i))
      add_sign (signs, SIGN_WITH, hit->notion, i);
}

static void
add_clause (BounceSigns *signs, const Clause *clause)
{
  BounceMeaning meaning = { .cell = 0 };
  BounceNotions told = 0;

  for (guint i = 0; i < clause->n; i++)
    {
      const Hit *hit = &clause->hits[i];

      if (told & BOUNCE_NOTIONS (hit->notion))
        continue;
      told |= BOUNCE_NOTIONS (hit->notion);
      add_sign (signs, SIGN_NOTION, hit->notion, 0);
      if (hit->notion >= BOUNCE_N_MEANING_SUBJECTS)
        add_predicate (signs, clause, hit);
    }
  read_clause (clause, bounce_n_cells, &meaning);
  if (meaning.cell == 0)
    return;
  add_sign (signs, SIGN_CELL, meaning.cell, 0);
  add_sign (signs, SIGN_CATEGORY, meaning.category, 0);
}

void
bounce_matcher_signs (BounceMatcher *matcher, BounceSigns *signs)
{
  const guint8 *notion_of = notions_of (matcher);
  BounceClauses clauses;
  guint i = 0;

  signs->n = 0;
  bounce_matcher_clauses (matcher, &clauses);
  while (i < clauses.n_hits)
    {
      Clause clause;

      i = next_clause (&clauses, notion_of, i, &clause);
      add_clause (signs, &clause);
    }
}
