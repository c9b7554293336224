/* meaning: clauses become a category by what they speak of (the recipient, his
   mailbox, the sender, the message ...) and what they say of it (unknown,
   full, refused ...).  A predicate belongs to the subject that stands nearest;
   a negation turns "known" into "unknown" and "full" into nothing.  The order
   of the words does not matter, so that one table serves all languages.
   It knows no wordings: those are the notions of the rules' data. */
#include "config.h"

#include <string.h>

#include "rules/matcher.h"
#include "rules/meaning.h"

/* The notions, in the order of their names below.  Subjects come first, the
   telling ones before the vague: of two that stand together ("the sender's
   address", "the recipient's domain") the first is meant. */
typedef enum
{
  SENDER,
  CLIENT,
  LIST,
  DOMAIN,
  ADDRESS,
  BOX,
  USER,
  PART,
  MESSAGE,
  SERVER,
  YOU,
  N_SUBJECTS,
  EXIST = N_SUBJECTS,
  MISSING,
  ACTIVE,
  CLOSED,
  FULL,
  QUOTA,
  EXCEED,
  LARGE,
  LONG,
  MANY,
  REFUSED,
  BLOCKED,
  ALLOW,
  SPAM,
  BLOCKLIST,
  POLICY,
  MALFORMED,
  FORMAT,
  INVALID,
  UNABLE,
  TEMP,
  ABSENT,
  INTERNAL,
  LOOP,
  RELAY,
  ROUTE,
  DNS,
  MEMBER,
  NOT,
  ONLY,
  N_NOTIONS
} Notion;

static const char *const names[N_NOTIONS] = {
  "sender",  "client",    "list",    "domain",    "address", "box",
  "user",    "part",      "message", "server",    "you",     "exist",
  "missing", "active",    "closed",  "full",      "quota",   "exceed",
  "large",   "long",      "many",    "refused",   "blocked", "allow",
  "spam",    "blocklist", "policy",  "malformed", "format",  "invalid",
  "unable",  "temp",      "absent",  "internal",  "loop",    "relay",
  "route",   "dns",       "member",  "not",       "only",
};

typedef guint64 Notions; /* a set of them */
#define N(notion) (G_GUINT64_CONSTANT (1) << (notion))

#define RECIPIENT (N (BOX) | N (USER))
#define CONTENT (N (MESSAGE) | N (PART))
#define ORIGIN (N (SENDER) | N (CLIENT))
#define ANY G_MAXUINT64

/* SUBJECT is what PREDICATE is said of; one of WITH stands in the clause, and
   none of WITHOUT.  ANY: of whatever, or of nothing. */
typedef struct
{
  BounceCategory category;
  gboolean weak;
  Notions subject, predicate, with, without;
} Cell;

#define INACTIVE BOUNCE_CATEGORY_INACTIVE
#define NO_ADDRESS BOUNCE_CATEGORY_ADDRESS_DOES_NOT_EXIST
#define NO_DOMAIN BOUNCE_CATEGORY_DOMAIN_DOES_NOT_EXIST
#define RELAYING BOUNCE_CATEGORY_RELAY_ERROR
#define BAD_ADDRESS BOUNCE_CATEGORY_INVALID_EMAIL
#define OVER_QUOTA BOUNCE_CATEGORY_OVER_QUOTA
#define BLOCKED_CONTENT BOUNCE_CATEGORY_BLOCKED_CONTENT
#define REMOTE BOUNCE_CATEGORY_REMOTE_CONFIGURATION_ERROR

/* In order of precedence: causes before symptoms, the telling before the
   vague. */
static const Cell cells[] = {
  /* The recipient's space. */
  { OVER_QUOTA, FALSE, RECIPIENT, N (FULL), ANY, 0 },
  { OVER_QUOTA, FALSE, ANY, N (EXCEED), N (QUOTA),
    CONTENT | N (CLIENT) | N (LARGE) },
  { OVER_QUOTA, FALSE, N (BOX), N (EXCEED), ANY, CONTENT | N (MANY) },
  { OVER_QUOTA, FALSE, ANY, N (QUOTA), N (BOX), N (LARGE) | N (MANY) },
  /* The sender and his machine. */
  { BLOCKED_CONTENT, FALSE, N (SENDER),
    N (MISSING) | N (INVALID) | N (MALFORMED) | N (BLOCKLIST) | N (SPAM)
        | N (POLICY) | N (CLOSED) | N (BLOCKED) | N (FORMAT),
    ANY, N (FULL) },
  { BLOCKED_CONTENT, FALSE, N (CLIENT),
    N (BLOCKLIST) | N (SPAM) | N (REFUSED) | N (BLOCKED) | N (POLICY) | N (MANY)
        | N (MISSING) | N (INVALID) | N (DNS),
    ANY, 0 },
  { BLOCKED_CONTENT, FALSE, N (YOU) | N (SENDER),
    N (BLOCKED) | N (REFUSED) | N (MANY), ANY,
    N (FULL) | N (QUOTA) | N (RELAY) },
  { BLOCKED_CONTENT, FALSE, ANY, N (BLOCKLIST), ANY, 0 },
  /* Ways. */
  { RELAYING, FALSE, ANY, N (LOOP), ANY, N (USER) },
  { RELAYING, FALSE, ANY, N (RELAY),
    N (REFUSED) | N (BLOCKED) | N (CLOSED) | N (MISSING) | N (UNABLE)
        | N (ONLY),
    N (MANY) },
  { RELAYING, FALSE, N (DOMAIN), N (RELAY), ANY, 0 },
  /* The message. */
  { BLOCKED_CONTENT, FALSE, CONTENT | ORIGIN, N (MANY), ANY, N (FULL) },
  { BLOCKED_CONTENT, FALSE, ANY, N (SPAM), ANY,
    N (UNABLE) | N (TEMP) | N (INTERNAL) },
  { BLOCKED_CONTENT, FALSE, CONTENT, N (POLICY) | N (MALFORMED) | N (INVALID),
    ANY, RECIPIENT | N (FULL) },
  { BLOCKED_CONTENT, FALSE, CONTENT, N (LARGE) | N (LONG), ANY,
    N (BOX) | N (FULL) },
  { BLOCKED_CONTENT, FALSE, CONTENT, N (EXCEED), N (QUOTA),
    RECIPIENT | N (FULL) },
  { BLOCKED_CONTENT, FALSE, ANY, N (LARGE), ANY,
    N (BOX) | N (FULL) | N (ADDRESS) },
  { BLOCKED_CONTENT, FALSE, N (LIST),
    N (ONLY) | N (MEMBER) | N (REFUSED) | N (BLOCKED), ANY, 0 },
  { BLOCKED_CONTENT, FALSE, ANY, N (ONLY), N (MEMBER) | N (ALLOW), 0 },
  { OVER_QUOTA, FALSE, ANY, N (FULL), ANY, N (SERVER) | N (INTERNAL) },
  /* The recipient. */
  { INACTIVE, FALSE, RECIPIENT | N (ADDRESS), N (CLOSED), ANY,
    N (UNABLE) | ORIGIN },
  { INACTIVE, FALSE, RECIPIENT, N (BLOCKED), ANY,
    CONTENT | ORIGIN | N (YOU) | N (SPAM) },
  { NO_DOMAIN, FALSE, N (DOMAIN), N (MISSING), ANY,
    N (TEMP) | N (ROUTE) | ORIGIN },
  { NO_DOMAIN, FALSE, ANY, N (DNS), N (MISSING), N (TEMP) | ORIGIN },
  { BAD_ADDRESS, FALSE, N (ADDRESS) | RECIPIENT | N (DOMAIN),
    N (MALFORMED) | N (LONG), ANY, N (SENDER) | CONTENT },
  { BAD_ADDRESS, FALSE, N (ADDRESS) | RECIPIENT, N (FORMAT),
    N (INVALID) | N (REFUSED) | N (MALFORMED), N (SENDER) | CONTENT },
  { NO_ADDRESS, FALSE, RECIPIENT | N (LIST), N (MISSING), ANY,
    N (TEMP) | N (SENDER) },
  { NO_ADDRESS, FALSE, N (ADDRESS), N (MISSING), ANY, N (TEMP) | N (SENDER) },
  /* Names. */
  { RELAYING, FALSE, ANY, N (DNS), N (UNABLE) | N (TEMP) | N (ABSENT), 0 },
  { RELAYING, FALSE, ANY, N (ROUTE), N (UNABLE) | N (MISSING) | N (ABSENT), 0 },
  /* The server. */
  { REMOTE, FALSE, ANY, N (ABSENT), ANY, 0 },
  { REMOTE, FALSE, ANY, N (INTERNAL), N (UNABLE) | N (TEMP) | N (REFUSED),
    ORIGIN },
  { REMOTE, TRUE, N (SERVER),
    N (CLOSED) | N (UNABLE) | N (TEMP) | N (FULL) | N (MANY), ANY, ORIGIN },
  { REMOTE, TRUE, ANY, N (INTERNAL), ANY, ORIGIN },
  { REMOTE, TRUE, ANY, N (TEMP), N (UNABLE), ORIGIN },
  /* What is refused for no better reason. */
  { BLOCKED_CONTENT, FALSE, N (SENDER) | N (YOU), N (REFUSED), ANY, 0 },
  { BLOCKED_CONTENT, FALSE, ANY, N (POLICY), ANY, 0 },
  { BAD_ADDRESS, FALSE, N (ADDRESS), N (INVALID), ANY, ORIGIN | N (MANY) },
  { NO_ADDRESS, FALSE, N (USER), N (INVALID), ANY, ORIGIN | N (MANY) },
  { NO_ADDRESS, TRUE, RECIPIENT, N (REFUSED), ANY,
    CONTENT | ORIGIN | N (YOU) | N (SPAM) },
  { REMOTE, TRUE, CONTENT | N (SERVER), N (REFUSED), N (TEMP),
    ORIGIN | N (YOU) | N (POLICY) },
  { BLOCKED_CONTENT, FALSE, CONTENT, N (REFUSED) | N (BLOCKED), ANY, 0 },
  { NO_ADDRESS, TRUE, ANY, N (MISSING), ANY,
    ORIGIN | CONTENT | N (UNABLE) | N (TEMP) | N (INTERNAL) },
  { REMOTE, TRUE, ANY, N (TEMP), ANY, 0 },
};

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

      while (k < N_NOTIONS && strcmp (names[k], name) != 0)
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
  Notions seen;
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
  Clause kept = { .n = 0 };

  for (guint i = 0; i < clause->n; i++)
    if (!is_covered (clause, i))
      kept.hits[kept.n++] = clause->hits[i];
  memcpy (clause->hits, kept.hits, kept.n * sizeof (Hit));
  clause->n = kept.n;
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

      if (not ->notion != NOT)
        continue;
      if (not ->last < hit->first && hit->first - not ->last - 1 <= before)
        return TRUE;
      if (behind && not ->first > hit->last
          && not ->first - hit->last - 1 <= behind)
        return TRUE;
    }
  return FALSE;
}

/* What the negation of a predicate says; N_NOTIONS: nothing. */
static guint8
negate (guint8 notion)
{
  switch (notion)
    {
    case EXIST:
      return MISSING;
    case ACTIVE:
      return CLOSED;
    case ALLOW:
      return REFUSED;
    case FULL:
    case REFUSED:
    case CLOSED:
    case BLOCKED:
    case LARGE:
    case SPAM:
    case BLOCKLIST:
      return N_NOTIONS;
    default:
      return notion;
    }
}

static void
apply_negations (Clause *clause)
{
  Clause kept = { .n = 0 };

  for (guint i = 0; i < clause->n; i++)
    {
      Hit hit = clause->hits[i];
      gboolean positive
          = hit.notion == EXIST || hit.notion == ACTIVE || hit.notion == ALLOW;

      if (is_negated (clause, &hit, positive ? NEGATION_BEFORE : 0,
                      positive ? NEGATION_BEHIND : 0))
        hit.notion = negate (hit.notion);
      if (hit.notion == N_NOTIONS)
        continue;
      kept.seen |= N (hit.notion);
      kept.hits[kept.n++] = hit;
    }
  *clause = kept;
}

/* Two subjects that stand together are one: "the recipient's domain". */
static void
join_subjects (Clause *clause)
{
  Hit *last = NULL;

  for (guint i = 0; i < clause->n; i++)
    {
      Hit *hit = &clause->hits[i];

      if (hit->notion >= N_SUBJECTS || hit->notion == YOU)
        continue;
      if (last && hit->first - last->last - 1 <= 2 && hit->first > last->last)
        {
          guint8 one = MIN (last->notion, hit->notion);

          /* "no user at this domain" speaks of the user. */
          if (one != DOMAIN || last->notion == DOMAIN
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

      if (hit->notion >= N_SUBJECTS)
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
cell_fits (const Cell *cell, const Clause *clause, BounceMeaning *meaning)
{
  if (!(clause->seen & cell->predicate) || clause->seen & cell->without
      || (cell->with != ANY && !(clause->seen & cell->with)))
    return FALSE;
  for (guint i = 0; i < clause->n; i++)
    {
      const Hit *predicate = &clause->hits[i];
      const Hit *subject;

      if (!(N (predicate->notion) & cell->predicate))
        continue;
      subject = subject_of (clause, predicate);
      if (cell->subject != ANY
          && (subject == NULL || !(N (subject->notion) & cell->subject)))
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
    if (cell_fits (&cells[i], clause, meaning))
      {
        meaning->category = cells[i].category;
        meaning->weak = cells[i].weak;
        meaning->cell = i + 1;
        return;
      }
}

/* Gathers the hits of the clause that begins with the Ith; returns the first
   hit behind it. */
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

      if (notion == N_NOTIONS || hit->last_clause != number
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

void
bounce_matcher_meaning (BounceMatcher *matcher, BounceMeaning *meaning)
{
  const guint8 *notion_of = notions_of (matcher);
  BounceClauses clauses;
  guint i = 0;

  *meaning = (BounceMeaning){ .category = BOUNCE_CATEGORY_NONE };
  bounce_matcher_clauses (matcher, &clauses);
  while (i < clauses.n_hits)
    {
      Clause clause = { .n = 0 };

      i = gather (&clauses, notion_of, i, &clause);
      drop_covered (&clause);
      apply_negations (&clause);
      join_subjects (&clause);
      read_clause (&clause,
                   meaning->cell ? meaning->cell - 1 : G_N_ELEMENTS (cells),
                   meaning);
    }
}
