/* meaning: clauses become a category by what they speak of (the recipient, his
   mailbox, the sender, the message ...) and what they say of it (unknown,
   full, refused ...).  A predicate belongs to the subject that stands nearest.
   The order of the words does not matter, so that one table serves all
   languages.  It knows no wordings: those are the notions of the rules' data.
 */
#include "config.h"

#include "rules/matcher.h"
#include "rules/meaning-cells.h"
#include "rules/meaning-clause.h"
#include "rules/meaning.h"

/* The subject that is nearest to PREDICATE; rather one before it. */
static const BounceMeaningHit *
subject_of (const BounceMeaningClause *clause,
            const BounceMeaningHit *predicate)
{
  const BounceMeaningHit *best = NULL;
  guint best_distance = G_MAXUINT;

  for (guint i = 0; i < clause->n; i++)
    {
      const BounceMeaningHit *hit = &clause->hits[i];
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
cell_fits (const BounceMeaningCell *cell, const BounceMeaningClause *clause,
           BounceMeaning *meaning)
{
  if (!(clause->seen & cell->predicate) || clause->seen & cell->without
      || (cell->with != BOUNCE_NOTIONS_ANY && !(clause->seen & cell->with)))
    return FALSE;
  for (guint i = 0; i < clause->n; i++)
    {
      const BounceMeaningHit *predicate = &clause->hits[i];
      const BounceMeaningHit *subject;

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
read_clause (const BounceMeaningClause *clause, guint before,
             BounceMeaning *meaning)
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

/* The best of all clauses. */
static void
read_clauses (BounceMatcher *matcher, BounceMeaning *meaning)
{
  const guint8 *notion_of = bounce_meaning_notions_of (matcher);
  BounceClauses clauses;
  guint i = 0;

  *meaning = (BounceMeaning){ .category = BOUNCE_CATEGORY_NONE };
  bounce_matcher_clauses (matcher, &clauses);
  while (i < clauses.n_hits)
    {
      BounceMeaningClause clause;

      i = bounce_meaning_next (&clauses, notion_of, i, &clause);
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
add_predicate (BounceSigns *signs, const BounceMeaningClause *clause,
               const BounceMeaningHit *hit)
{
  const BounceMeaningHit *subject = subject_of (clause, hit);

  add_sign (signs, SIGN_OF, hit->notion,
            subject ? subject->notion : BOUNCE_N_MEANING_NOTIONS);
  for (guint i = hit->notion + 1u; i < BOUNCE_N_MEANING_NOTIONS; i++)
    if (clause->seen & BOUNCE_NOTIONS (i))
      add_sign (signs, SIGN_WITH, hit->notion, i);
}

static void
add_clause (BounceSigns *signs, const BounceMeaningClause *clause)
{
  BounceMeaning meaning = { .cell = 0 };
  BounceNotions told = 0;

  for (guint i = 0; i < clause->n; i++)
    {
      const BounceMeaningHit *hit = &clause->hits[i];

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
  const guint8 *notion_of = bounce_meaning_notions_of (matcher);
  BounceClauses clauses;
  guint i = 0;

  signs->n = 0;
  bounce_matcher_clauses (matcher, &clauses);
  while (i < clauses.n_hits)
    {
      BounceMeaningClause clause;

      i = bounce_meaning_next (&clauses, notion_of, i, &clause);
      add_clause (signs, &clause);
    }
}
