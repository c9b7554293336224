/* The wordings of servers: a table of rules, one a line, and the matcher that
   finds all rules of a text in one pass.  Format: bouncecat-rules(5).  A rule
   set never changes once it is made and may be shared between threads. */
#ifndef BOUNCE_RULES_RULES_H
#define BOUNCE_RULES_RULES_H

#include <glib.h>

#include "model/category.h"
#include "model/evidence.h"
#include "model/status.h"

typedef struct BounceRules BounceRules;

typedef struct
{
  BounceCategory category;
  gboolean weak;       /* a symptom: a specific status is better evidence */
  gboolean sure;       /* explicit: hard even behind a 4yz reply; if soft, no
                          likeness speaks against it */
  const char *when;    /* the condition as written, "-" for none */
  const char *words;   /* the wording as written */
  const char *example; /* as written */
  const char *source;  /* whose wording it is, "-" where nobody is named */
  const char *file;    /* the rules file, or "built-in" */
  guint line;
} BounceRule;

/* The rules of rules/data/, compiled in: costs nothing to get.  Static. */
const BounceRules *bounce_rules_builtin (void);

#define BOUNCE_RULES_ERROR (bounce_rules_error_quark ())
GQuark bounce_rules_error_quark (void);
typedef enum
{
  BOUNCE_RULES_ERROR_OPEN,  /* the file can't be read */
  BOUNCE_RULES_ERROR_SYNTAX /* a line is no rule */
} BounceRulesError;

/* Reads the rules file FILE.  NULL with ERROR set (domain BOUNCE_RULES_ERROR,
   "FILE:LINE: what is wrong") if it can't be read or a line is no rule.  Free
   with bounce_rules_free, which ignores NULL; the built-in rules must not be
   freed. */
BounceRules *bounce_rules_load (const char *file, GError **error);
void bounce_rules_free (BounceRules *rules);

/* How many rules RULES has. */
guint bounce_rules_count (const BounceRules *rules);

/* Fills RULE with the rule numbered I, from 0; its strings live as long as
   RULES. */
void bounce_rules_get (const BounceRules *rules, guint i, BounceRule *rule);

/* Appends RULES, with their classes, to OUT in the format of rules files. */
void bounce_rules_print (const BounceRules *rules, GString *out);

/* Whom or what a clause is about: the first of the notions of these names that
   it holds. */
typedef enum
{
  BOUNCE_SUBJECT_NONE,
  BOUNCE_SUBJECT_RECIPIENT,
  BOUNCE_SUBJECT_SENDER,
  BOUNCE_SUBJECT_CLIENT,
  BOUNCE_SUBJECT_MESSAGE,
  BOUNCE_SUBJECT_DOMAIN,
  BOUNCE_SUBJECT_SERVER,
  BOUNCE_SUBJECT_LIST,
  BOUNCE_N_SUBJECTS
} BounceSubject;

/* The static name of SUBJECT in bouncecat-rules(5): "recipient", "none". */
const char *bounce_subject_name (BounceSubject subject);

/* What the text was said with; rules' conditions look at it. */
typedef struct
{
  BounceStatus status; /* the most specific one, or not set */
  guint reply;         /* 0: none */
  BounceStage stage;
  BounceOrigin origin;
  gboolean local_domain;
  /* Few rules ask for the stage.  If this is not NULL, it is called with
     EVIDENCE when the first one does, and its result kept as `stage`. */
  BounceStage (*find_stage) (const BounceEvidence *evidence);
  const BounceEvidence *evidence;
} BounceRuleContext;

/* The stage of CONTEXT, which is looked for now if it was not before. */
BounceStage bounce_rule_context_stage (BounceRuleContext *context);

/* The rules that a text fits; they live as long as the matcher. */
typedef struct
{
  const BounceRule *strong; /* the first that fits and is not weak, or NULL */
  const BounceRule *weak;   /* the first weak one, or NULL */
  const BounceRule *second; /* of another category than the winner, or NULL */
  const char *strong_words; /* the words that fitted, normalised; borrowed */
  const char *weak_words;   /* from the matcher until its next run */
} BounceMatch;

/* Scratch memory for one thread at a time.  The N sets in RULES are tried in
   their order (site files first, the built-in ones last) and must outlive the
   matcher.  Free with bounce_matcher_free. */
typedef struct BounceMatcher BounceMatcher;
BounceMatcher *bounce_matcher_new (const BounceRules *const *rules, guint n);
void bounce_matcher_free (BounceMatcher *matcher);

/* Fills MATCH with the rules that TEXT (valid UTF-8), said in CONTEXT, fits;
   only rules marked `cross` reach over the end of a clause.  Linear in the
   length of TEXT whatever the number of rules; of a very long one only the
   first BOUNCE_MATCH_MAX bytes count. */
#define BOUNCE_MATCH_MAX (64 * 1024)
void bounce_matcher_run (BounceMatcher *matcher, const char *text,
                         const BounceRuleContext *context, BounceMatch *match);

/* How much the last run had to look at, besides the bytes of the text.  For
   tests: a measure that no clock disturbs. */
guint64 bounce_matcher_steps (const BounceMatcher *matcher);

#endif
