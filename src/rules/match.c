/* rules-match: a text becomes the rules that it fits.  The text is normalised
   once; every set's automaton reads it once and says where a phrase ends; each
   such hit moves the rules that wait for it one item on.  What waits is kept
   by node of the trie, a few ends each, so that the work at a hit is bounded
   whatever came before.  Conditions are looked at only when all words of a
   rule were found.  The format of the tables: rules-table.h. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "text/fold.h"
#include "rules/table.h"

/* How many ends of a path are remembered, the latest ones. */
#define ENDS_MAX 8

/* The words START to END, counted from 0. */
typedef struct
{
  guint32 start, end;
} Span;

/* The paths that came to a node of the trie; of this run only if RUN is. */
typedef struct
{
  guint32 run;
  guint32 n; /* ends seen; the last one is ends[(n - 1) % ENDS_MAX] */
  Span ends[ENDS_MAX];
} Node;

typedef struct
{
  BounceRulesView view;
  const BounceRules *rules;
  Node *nodes;
} Set;

/* The first rule of a category that fits. */
typedef struct
{
  guint set;
  guint32 rule;
  Span span;
} Best;

struct BounceMatcher
{
  Set *sets;
  guint n_sets;
  guint32 run;
  GString *folded, *words;
  guint n_words;
  const BounceRuleContext *context; /* of this run */
  Best strong[BOUNCE_N_CATEGORIES], weak[BOUNCE_N_CATEGORIES];
  GString *strong_words, *weak_words;
  GHashTable *given; /* set << 24 | rule -> BounceRule, handed out */
};

#define NO_SET G_MAXUINT

BounceMatcher *
bounce_matcher_new (const BounceRules *const *rules, guint n)
{
  BounceMatcher *matcher = g_new0 (BounceMatcher, 1);

  matcher->sets = g_new0 (Set, n);
  matcher->n_sets = n;
  for (guint i = 0; i < n; i++)
    {
      Set *set = &matcher->sets[i];
      set->rules = rules[i];
      bounce_rules_view (rules[i], &set->view);
      set->nodes = g_new0 (Node, set->view.header->n_nodes);
    }
  matcher->folded = g_string_new (NULL);
  matcher->words = g_string_new (NULL);
  matcher->strong_words = g_string_new (NULL);
  matcher->weak_words = g_string_new (NULL);
  matcher->given
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return matcher;
}

void
bounce_matcher_free (BounceMatcher *matcher)
{
  if (matcher == NULL)
    return;
  for (guint i = 0; i < matcher->n_sets; i++)
    g_free (matcher->sets[i].nodes);
  g_free (matcher->sets);
  g_string_free (matcher->folded, TRUE);
  g_string_free (matcher->words, TRUE);
  g_string_free (matcher->strong_words, TRUE);
  g_string_free (matcher->weak_words, TRUE);
  g_hash_table_unref (matcher->given);
  g_free (matcher);
}

/* --- Conditions --- */

static gboolean
fits_status (guint32 pattern, BounceStatus status)
{
  guint32 class = pattern >> 20;
  guint32 subject = pattern >> 10 & BOUNCE_TERM_ANY_NUMBER;
  guint32 detail = pattern & BOUNCE_TERM_ANY_NUMBER;

  if (pattern == BOUNCE_TERM_STATUS_NONE)
    return !bounce_status_is_set (status) || bounce_status_is_generic (status);
  if (!bounce_status_is_set (status))
    return FALSE;
  return (class == BOUNCE_TERM_ANY_CLASS || class == status.class)
         && (subject == BOUNCE_TERM_ANY_NUMBER || subject == status.subject)
         && (detail == BOUNCE_TERM_ANY_NUMBER || detail == status.detail);
}

static gboolean
fits_reply (guint32 pattern, guint reply)
{
  if (reply == 0)
    return FALSE;
  for (guint i = 0; i < 3; i++, pattern >>= 4, reply /= 10)
    if ((pattern & 0xf) != BOUNCE_TERM_ANY_DIGIT
        && (pattern & 0xf) != reply % 10)
      return FALSE;
  return TRUE;
}

static gboolean
fits_term (guint32 term, guint32 value, const BounceRuleContext *context)
{
  switch (term)
    {
    case BOUNCE_TERM_STATUS:
      return fits_status (value, context->status);
    case BOUNCE_TERM_REPLY:
      return fits_reply (value, context->reply);
    case BOUNCE_TERM_STAGE:
      return (value >> context->stage & 1) != 0;
    case BOUNCE_TERM_SPEAKER:
      return (value >> context->speaker & 1) != 0;
    default:
      return (value != 0) == (context->local_domain != FALSE);
    }
}

static gboolean
fits_context (const guint32 *condition, const BounceRuleContext *context)
{
  guint32 n = *condition++;

  for (; n > 0; n--)
    {
      guint32 term = *condition++, values = *condition++;
      gboolean fits = FALSE;

      for (; values > 0; values--)
        fits |= fits_term (term, *condition++, context);
      if (!fits)
        return FALSE;
    }
  return TRUE;
}

/* --- Paths --- */

/* All words of RULE were found at SPAN. */
static void
accept_rule (BounceMatcher *matcher, guint set, guint32 rule, Span span)
{
  const BounceRulesView *view = &matcher->sets[set].view;
  const BounceRuleEntry *entry = &view->rules[rule];
  guint32 category = entry->category & 0xff;
  Best *best = entry->category & BOUNCE_RULE_WEAK ? &matcher->weak[category]
                                                  : &matcher->strong[category];

  if (best->set < set || (best->set == set && best->rule <= rule))
    return;
  if (entry->condition != 0
      && !fits_context (view->conditions + entry->condition, matcher->context))
    return;
  best->set = set;
  best->rule = rule;
  best->span = span;
}

/* A path came to the node NUMBER, with its words at SPAN. */
static void
reach (BounceMatcher *matcher, guint set, guint32 number, Span span)
{
  const BounceRulesView *view = &matcher->sets[set].view;
  Node *node = &matcher->sets[set].nodes[number];

  if (node->run != matcher->run)
    {
      node->run = matcher->run;
      node->n = 0;
    }
  else if (node->ends[(node->n - 1) % ENDS_MAX].end == span.end)
    return;
  node->ends[node->n++ % ENDS_MAX] = span;
  for (guint32 i = view->accepts_of[number]; i < view->accepts_of[number + 1];
       i++)
    if (!(view->accepts[i] & BOUNCE_ACCEPT_END)
        || span.end + 1 == matcher->n_words)
      accept_rule (matcher, set, view->accepts[i] & ~BOUNCE_ACCEPT_END, span);
}

/* Whether the symbol at SPAN continues a path that is open at the parent of
   EDGE; then SPAN is made to start where that path does. */
static gboolean
continues (const Set *set, guint32 run, const BounceEdge *edge, Span *span)
{
  const Node *node = &set->nodes[edge->parent];
  guint32 n;

  if (edge->parent == 0)
    return edge->gap != BOUNCE_GAP_START || span->start == 0;
  if (node->run != run)
    return FALSE;
  n = MIN (node->n, ENDS_MAX);
  for (guint32 i = 1; i <= n; i++)
    {
      const Span *before = &node->ends[(node->n - i) % ENDS_MAX];

      if (before->end < span->start)
        {
          if (span->start - before->end - 1 > edge->gap)
            return FALSE;
          span->start = before->start;
          return TRUE;
        }
    }
  return FALSE;
}

/* A phrase ended, with NTH spaces read so far. */
static void
take_hit (BounceMatcher *matcher, guint number, const BounceHit *hit,
          guint32 nth)
{
  const Set *set = &matcher->sets[number];
  const BounceRulesView *view = &set->view;
  guint32 end = nth - (hit->words & BOUNCE_HIT_OPEN ? 1 : 2);
  guint32 start = end + 1 - (hit->words & ~BOUNCE_HIT_OPEN);

  for (guint32 i = 0; i < hit->n_symbols; i++)
    {
      guint32 symbol = view->symbols[hit->symbols + i];

      for (guint32 e = view->edges_of[symbol]; e < view->edges_of[symbol + 1];
           e++)
        {
          Span span = { start, end };
          if (continues (set, matcher->run, &view->edges[e], &span))
            reach (matcher, number, view->edges[e].child, span);
        }
    }
}

static guint32
next_state (const BounceRulesView *view, guint32 state, char byte)
{
  for (;;)
    {
      guint32 first = view->first[state];
      const guint8 *found
          = memchr (view->labels + first, byte, view->first[state + 1] - first);

      if (found != NULL)
        return (guint32)(found - view->labels);
      if (state == 0)
        return 0;
      state = view->fail[state];
    }
}

static void
read_text (BounceMatcher *matcher, guint number)
{
  const BounceRulesView *view = &matcher->sets[number].view;
  const char *text = matcher->words->str;
  gsize length = matcher->words->len;
  guint32 state = 0, spaces = 0;

  for (gsize i = 0; i < length; i++)
    {
      spaces += text[i] == ' ';
      state = next_state (view, state, text[i]);
      for (guint32 hit = view->hit_of[state]; hit != 0;
           hit = view->hits[hit].next)
        take_hit (matcher, number, &view->hits[hit], spaces);
    }
}

/* --- The verdict --- */

static const BounceRule *
give_rule (BounceMatcher *matcher, const Best *best)
{
  gint64 key = (gint64)best->set << 32 | best->rule;
  BounceRule *rule = g_hash_table_lookup (matcher->given, &key);

  if (rule == NULL)
    {
      rule = g_new (BounceRule, 1);
      bounce_rules_get (matcher->sets[best->set].rules, best->rule, rule);
      g_hash_table_insert (matcher->given, g_memdup2 (&key, sizeof key), rule);
    }
  return rule;
}

/* The first of BESTS, in order of precedence, whose category is not BUT. */
static const Best *
find_best (const Best *bests, int but)
{
  const Best *found = NULL;

  for (int i = 0; i < BOUNCE_N_CATEGORIES; i++)
    if (i != but && bests[i].set != NO_SET
        && (found == NULL || bests[i].set < found->set
            || (bests[i].set == found->set && bests[i].rule < found->rule)))
      found = &bests[i];
  return found;
}

static const char *
show_span (const BounceMatcher *matcher, Span span, GString *out)
{
  const char *start = matcher->words->str, *end;

  for (guint32 i = 0; i < span.start; i++)
    start = strchr (start + 1, ' ');
  end = start;
  for (guint32 i = span.start; i <= span.end; i++)
    end = strchr (end + 1, ' ');
  g_string_truncate (out, 0);
  bounce_normalise_show (out, start + 1, end - start - 1);
  return out->str;
}

static void
fill_match (BounceMatcher *matcher, BounceMatch *match)
{
  const Best *strong = find_best (matcher->strong, -1);
  const Best *weak = find_best (matcher->weak, -1);
  const Best *winner = strong != NULL ? strong : weak, *second = NULL;

  if (strong != NULL)
    {
      match->strong = give_rule (matcher, strong);
      match->strong_words
          = show_span (matcher, strong->span, matcher->strong_words);
    }
  if (weak != NULL)
    {
      match->weak = give_rule (matcher, weak);
      match->weak_words = show_span (matcher, weak->span, matcher->weak_words);
    }
  if (winner != NULL)
    {
      int but = (int)(winner
                      - (winner == strong ? matcher->strong : matcher->weak));
      second = find_best (matcher->strong, but);
      if (second == NULL)
        second = find_best (matcher->weak, but);
    }
  if (second != NULL)
    match->second = give_rule (matcher, second);
}

/* A new run: what the nodes hold is of an older one. */
static void
begin_run (BounceMatcher *matcher)
{
  if (++matcher->run == 0)
    {
      for (guint i = 0; i < matcher->n_sets; i++)
        memset (matcher->sets[i].nodes, 0,
                matcher->sets[i].view.header->n_nodes * sizeof (Node));
      matcher->run = 1;
    }
  for (int i = 0; i < BOUNCE_N_CATEGORIES; i++)
    matcher->strong[i].set = matcher->weak[i].set = NO_SET;
}

void
bounce_matcher_run (BounceMatcher *matcher, const char *text,
                    const BounceRuleContext *context, BounceMatch *match)
{
  gsize length = strnlen (text, BOUNCE_MATCH_MAX);

  memset (match, 0, sizeof *match);
  matcher->context = context;
  begin_run (matcher);
  matcher->n_words = bounce_normalise (matcher->words, matcher->folded, text,
                                       length, BOUNCE_NORMALISE_TEXT);
  for (guint i = 0; i < matcher->n_sets; i++)
    read_text (matcher, i);
  fill_match (matcher, match);
}
