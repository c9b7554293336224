/* Inside of the rule engine, for rules*.c and mkrules only: how a rule set
   lies in memory, and how it is made.

   A set is one block without pointers, so that the built-in one can stand in
   read-only memory: an array of guint32, headed by BounceRulesHeader, and
   behind it bytes.  Its parts:
   - an automaton (text/automaton.h) over the bytes of normalised text, whose
     phrases have the numbers of hits for values;
   - hits: what phrases are part of: symbols (sets of phrases that mean the
     same); phrases of which the same is true share one;
   - a trie of symbols, whose paths are the rules: edges by symbol, and the
     rules that a node completes;
   - the rules themselves with their conditions and texts. */
#ifndef BOUNCE_RULES_TABLE_H
#define BOUNCE_RULES_TABLE_H

#include <glib.h>

#include "rules/rules.h"
#include "text/automaton.h"

/* Counts, then offsets: from the start, in guint32, or in bytes from the
   start of the bytes. */
typedef struct
{
  guint32 magic;
  guint32 n_words; /* the bytes stand behind that many guint32 */
  guint32 n_bytes;
  guint32 n_nodes, n_rules;
  BounceAutomatonParts automaton;
  guint32 hits, edges;         /* BounceHit; BounceEdge */
  guint32 accepts_of, accepts; /* by node, with one more; guint32 */
  guint32 rules, conditions;   /* BounceRuleEntry; guint32 */
  guint32 n_notions, notions;  /* their names: strings */
  guint32 file, classes;       /* strings in the bytes */
} BounceRulesHeader;

#define BOUNCE_RULES_MAGIC 0x62637236u

/* A phrase: the slice of edges[] that its symbols lead along, first the N_ROOT
   that leave the root.  Phrases of the same symbols share it. */
typedef struct
{
  guint32 edges, n_edges, n_root;
  guint32 words; /* how many it has, and BOUNCE_HIT_OPEN */
} BounceHit;

/* The phrase ends inside a word ("suspend*"). */
#define BOUNCE_HIT_OPEN 0x80000000u

/* PARENT open and its words at most GAP words before the symbol: CHILD.  GAP is
   a number and flags. */
typedef struct
{
  guint32 parent;
  guint32 child;
  guint32 gap;
} BounceEdge;

#define BOUNCE_GAP_START 0x80000000u   /* from the root: at the first word */
#define BOUNCE_GAP_CROSS 0x40000000u   /* also over the end of a clause */
#define BOUNCE_GAP_ACCEPTS 0x20000000u /* CHILD has accepts[] */
#define BOUNCE_GAP_WORDS 0x0000ffffu
#define BOUNCE_GAP 8
#define BOUNCE_GAP_SPACELESS 13 /* characters: 40 bytes */

/* In accepts[]: the rule's last item is `^`. */
#define BOUNCE_ACCEPT_END 0x80000000u
/* It is no rule but a notion. */
#define BOUNCE_ACCEPT_NOTION 0x40000000u
#define BOUNCE_ACCEPT_NUMBER 0x3fffffffu

typedef struct
{
  guint32 category; /* and flags */
  guint32 line;
  guint32 condition;            /* in conditions[]; 0: none */
  guint32 when, words, example; /* strings */
  guint32 source;               /* a string */
} BounceRuleEntry;

#define BOUNCE_RULE_WEAK 0x100u
#define BOUNCE_RULE_SURE 0x200u
#define BOUNCE_RULE_CROSS 0x400u

/* Conditions: n, then n terms that all must hold, each a kind and, for STATUS
   and REPLY, a count of alternatives, followed by these. */
typedef enum
{
  BOUNCE_TERM_STATUS = 1, /* class << 20 | subject << 10 | detail */
  BOUNCE_TERM_REPLY,      /* three nibbles */
  BOUNCE_TERM_STAGE,      /* one alternative: a mask of stages */
  BOUNCE_TERM_ORIGIN,     /* one alternative: a mask of origins */
  BOUNCE_TERM_LOCAL,      /* one alternative: 1 or 0 */
  BOUNCE_TERM_SUBJECT     /* one alternative: a mask of subjects */
} BounceTerm;

#define BOUNCE_TERM_ANY_CLASS 0xfu /* x */
#define BOUNCE_TERM_ANY_NUMBER 0x3ffu
#define BOUNCE_TERM_STATUS_NONE 0xffffffffu
#define BOUNCE_TERM_ANY_DIGIT 0xfu

/* The set's parts as pointers. */
typedef struct
{
  const BounceRulesHeader *header;
  BounceAutomaton automaton;
  const guint32 *accepts_of, *accepts, *conditions, *notions;
  const BounceHit *hits;
  const BounceEdge *edges;
  const BounceRuleEntry *rules;
  const char *strings; /* the start of the bytes */
} BounceRulesView;

/* Fills VIEW with pointers into RULES, which must live as long. */
void bounce_rules_view (const BounceRules *rules, BounceRulesView *view);

/* Whether all terms of a condition hold where the words are about SUBJECT.  The
   stage, which takes a search, is asked for last and kept in CONTEXT. */
gboolean bounce_condition_fits (const guint32 *condition,
                                BounceRuleContext *context,
                                BounceSubject subject);

/* Whether one of the condition's terms asks for a subject. */
gboolean bounce_condition_has_subject (const guint32 *condition);

/* Reads TEXT, the content of a rules file called FILE; as bounce_rules_load. */
BounceRules *bounce_rules_parse (const char *file, const char *text,
                                 GError **error);

/* What the parser hands to the compiler: one item of a rule. */
typedef struct
{
  GPtrArray *alternatives; /* of GPtrArray of BouncePhrase: chains, of one
                              phrase unless a star stands in the middle */
  guint32 gap;             /* before it */
} BounceRuleItem;

/* Normalised bytes, with a space where a word starts or ends. */
typedef struct
{
  char *text;
  guint words;
  gboolean open; /* ends with a star */
} BouncePhrase;

typedef struct BounceCompiler BounceCompiler;

BounceCompiler *bounce_compiler_new (const char *file);
void bounce_compiler_free (BounceCompiler *compiler);

/* The offset of TEXT, which is added if it is new, in the set's strings. */
guint32 bounce_compiler_string (BounceCompiler *compiler, const char *text);

/* Adds N words of conditions, returns their offset. */
guint32 bounce_compiler_condition (BounceCompiler *compiler,
                                   const guint32 *words, guint n);

/* Adds a rule with its ITEMS (of BounceRuleItem *); AT_END: its last item is
   `^`. FALSE if it has too many paths. */
gboolean bounce_compiler_add (BounceCompiler *compiler,
                              const BounceRuleEntry *entry,
                              const GPtrArray *items, gboolean at_end);

/* The same for one wording of the notion NAME. */
gboolean bounce_compiler_add_notion (BounceCompiler *compiler, const char *name,
                                     const GPtrArray *items, gboolean at_end);

/* The finished set; CLASSES are its class lines as written.  NULL if its
   wordings are too many for their automaton. */
BounceRules *bounce_compiler_finish (BounceCompiler *compiler,
                                     const char *classes);

#endif
