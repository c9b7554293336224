/* The scratch memory of a matcher, made in match-memory.c, which match, clauses
   and their like share.  Private to them. */
#ifndef BOUNCE_RULES_MATCHER_H
#define BOUNCE_RULES_MATCHER_H

#include <glib.h>

#include "rules/notion-hit.h"
#include "rules/recall.h"
#include "rules/table.h"
#include "text/words.h"

/* How many ends of a path are remembered, the latest ones. */
#define ENDS_MAX 8

/* The words START to END, counted from 0. */
typedef struct
{
  guint32 start, end;
} Span;

/* The paths that came to a node of the trie; of this run only if it is live.
   Most nodes see one, so that all of these stay near; the others' ends stand
   elsewhere. */
typedef struct
{
  guint32 n; /* ends seen */
  Span last;
} Node;

typedef struct
{
  Span ends[ENDS_MAX]; /* the Kth, but for the last, in [K % ENDS_MAX] */
} Earlier;

/* A phrase of HIT (BounceHit's number) that ended when NTH spaces had been
   read. */
typedef struct
{
  guint32 hit, nth;
} Ended;

typedef struct
{
  BounceRulesView view;
  const BounceRules *rules;
  Node *nodes;
  Earlier *earlier; /* by node */
  guint64 *live;    /* by node a bit: this run came to it */
  guint n_live;     /* words of it */
} Set;

#define LIVE_BITS 64

/* The first rule of a category that fits; of SET NO_SET: none does. */
#define NO_SET G_MAXUINT
typedef struct
{
  guint set;
  guint32 rule;
  Span span;
} Best;

/* A rule whose words were found, and which asks for a subject: that is known
   when all of the text was read. */
typedef struct
{
  guint set;
  guint32 rule;
  Span span;
} Waiting;

struct BounceMatcher
{
  Set *sets;
  guint n_sets;
  GString *text; /* of the last run, as it was given */
  GString *folded, *words;
  GArray *marks; /* of BounceWord */
  guint n_words;
  BounceRecall *recall;
  BounceRecalled *recalled;    /* of this text, or NULL */
  gboolean keeping;            /* what it completes is put there, too */
  gboolean hits_due;           /* its notions are there, and not yet in HITS */
  guint either, thing, sender; /* notions that rules are read with */
  BounceNotionHit *hits;       /* n_hits, in the last set */
  guint n_hits, max_hits;
  gboolean hits_sorted;
  guint8 *subject_of;        /* by notion: BounceSubject */
  guint8 *meaning_of;        /* by notion: meaning's, when asked for */
  GArray *waiting;           /* of Waiting */
  GArray *subjects;          /* of guint8, by clause, when asked for */
  guint64 steps;             /* edges, ends and hits looked at */
  BounceRuleContext context; /* of this run */
  Best strong[BOUNCE_N_CATEGORIES], weak[BOUNCE_N_CATEGORIES];
  guint32 has_strong, has_weak; /* by category a bit: there is one */
  GString *strong_words, *weak_words;
  GHashTable *given; /* set << 24 | rule -> BounceRule, handed out */
};

static inline const BounceWord *
bounce_matcher_word (const BounceMatcher *matcher, guint32 i)
{
  return &g_array_index (matcher->marks, BounceWord, i);
}

/* Reads the words with the automaton of the set NUMBER. */
void bounce_matcher_read_set (BounceMatcher *matcher, guint number);

/* All words of ACCEPTED (table.h, BOUNCE_ACCEPT_...), of SET, were found at
   SPAN. */
void bounce_matcher_accept (BounceMatcher *matcher, guint set, guint32 accepted,
                            Span span);

/* All words were read: those rules that waited for the subjects. */
void bounce_matcher_accept_waiting (BounceMatcher *matcher);

/* Puts HITS in order: by clause, then by first word, longer ones first. */
void bounce_matcher_sort_hits (BounceMatcher *matcher);

/* Whom or what the clause numbered CLAUSE, from 0, is about, by HITS. */
BounceSubject bounce_matcher_subject_of (BounceMatcher *matcher, guint clause);

/* Puts the notions of a text that was recalled into HITS. */
void bounce_matcher_recall_hits (BounceMatcher *matcher);

/* Fills MATCH with the rules that the run found. */
void bounce_matcher_result (BounceMatcher *matcher, BounceMatch *match);

/* WINNER, one of the strong ones or NULL, or the one that stands beside it in
   an "or" and counts for more. */
const Best *bounce_matcher_either_or (const BounceMatcher *matcher,
                                      const Best *winner);

/* Whether a rule of these flags (BounceRuleEntry.category) condemns an address
   or a domain, or its form, or fills a mailbox: whose it is matters. */
gboolean bounce_matcher_asks_whose (guint32 flags);

/* Of the rules that wait, what is said of a sender, or of a thing that is no
   mailbox, goes.  Only before the hits are sorted: near ones are looked for by
   their last words. */
void bounce_matcher_drop_about_else (BounceMatcher *matcher);

/* By notion, whom it stands for: BounceSubject.  The caller frees it. */
guint8 *bounce_rules_subjects (const BounceRules *rules);

#endif
