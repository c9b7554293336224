/* match: folded words become the rules that they fit.  Every set's automaton
   reads them once and says where a phrase ends; each such hit moves the rules
   that wait for it one item on.  What waits is kept by node of the trie, a few
   ends each, so that the work at a hit is bounded whatever came before.
   Conditions are looked at only when all words of a rule were found.  The
   format of the tables: table.h. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "rules/clauses.h"
#include "rules/matcher.h"

/* The best rule so far of the category of RULE. */
static Best *
best_of (BounceMatcher *matcher, guint set, guint32 rule)
{
  guint32 flags = matcher->sets[set].view.rules[rule].category;

  return flags & BOUNCE_RULE_WEAK ? &matcher->weak[flags & 0xff]
                                  : &matcher->strong[flags & 0xff];
}

/* Whether RULE comes before the best one so far: else nobody need ask whether
   it fits. */
static gboolean
is_better (BounceMatcher *matcher, guint set, guint32 rule)
{
  const Best *best = best_of (matcher, set, rule);

  return best->set > set || (best->set == set && best->rule > rule);
}

/* RULE fits, with its words at SPAN. */
static void
take_rule (BounceMatcher *matcher, guint set, guint32 rule, Span span)
{
  if (is_better (matcher, set, rule))
    {
      guint32 flags = matcher->sets[set].view.rules[rule].category;

      *best_of (matcher, set, rule) = (Best){ set, rule, span };
      *(flags & BOUNCE_RULE_WEAK ? &matcher->has_weak : &matcher->has_strong)
          |= 1u << (flags & 0xff);
    }
}

/* All words of RULE were found at SPAN.  What condemns an address or fills a
   mailbox, and what asks for a subject, waits until all of the text was
   read. */
static void
accept_rule (BounceMatcher *matcher, guint set, guint32 rule, Span span)
{
  const BounceRulesView *view = &matcher->sets[set].view;
  guint32 condition = view->rules[rule].condition;

  if (bounce_matcher_asks_whose (view->rules[rule].category)
      || (condition != 0
          && bounce_condition_has_subject (view->conditions + condition)))
    {
      Waiting waiting = { set, rule, span };
      g_array_append_val (matcher->waiting, waiting);
    }
  else if (is_better (matcher, set, rule)
           && (condition == 0
               || bounce_condition_fits (view->conditions + condition,
                                         &matcher->context,
                                         BOUNCE_SUBJECT_NONE)))
    take_rule (matcher, set, rule, span);
}

/* Whether CONDITION fits what CLAUSE is about, which few conditions ask. */
static gboolean
fits_about (BounceMatcher *matcher, const guint32 *condition, guint32 clause)
{
  BounceSubject subject = bounce_condition_has_subject (condition)
                              ? bounce_matcher_subject_of (matcher, clause)
                              : BOUNCE_SUBJECT_NONE;

  return bounce_condition_fits (condition, &matcher->context, subject);
}

void
bounce_matcher_accept_waiting (BounceMatcher *matcher)
{
  bounce_matcher_drop_about_else (matcher);
  for (guint i = 0; i < matcher->waiting->len; i++)
    {
      const Waiting *waiting = &g_array_index (matcher->waiting, Waiting, i);
      const BounceRulesView *view = &matcher->sets[waiting->set].view;
      const BounceRuleEntry *rule = &view->rules[waiting->rule];
      guint32 clause = bounce_matcher_word (matcher, waiting->span.end)->clause;

      if (!is_better (matcher, waiting->set, waiting->rule))
        continue;
      if (rule->condition != 0
          && !fits_about (matcher, view->conditions + rule->condition, clause))
        continue;
      take_rule (matcher, waiting->set, waiting->rule, waiting->span);
    }
}

/* A text is full of notions: no call is made for each. */
static inline void
accept_notion (BounceMatcher *matcher, guint set, guint32 notion, Span span)
{
  if (set + 1 != matcher->n_sets)
    return;
  if (matcher->n_hits == matcher->max_hits)
    {
      matcher->max_hits = MAX (2 * matcher->max_hits, 64);
      matcher->hits
          = g_renew (BounceNotionHit, matcher->hits, matcher->max_hits);
    }
  matcher->hits[matcher->n_hits++]
      = (BounceNotionHit){ notion, span.start, span.end,
                           bounce_matcher_word (matcher, span.start)->clause,
                           bounce_matcher_word (matcher, span.end)->clause };
}

static inline gboolean
is_live (const Set *set, guint32 node)
{
  return (set->live[node / LIVE_BITS] >> node % LIVE_BITS & 1) != 0;
}

void
bounce_matcher_accept (BounceMatcher *matcher, guint set, guint32 accepted,
                       Span span)
{
  if (accepted & BOUNCE_ACCEPT_NOTION)
    accept_notion (matcher, set, accepted & BOUNCE_ACCEPT_NUMBER, span);
  else
    accept_rule (matcher, set, accepted & BOUNCE_ACCEPT_NUMBER, span);
}

/* All words of what the node NUMBER completes were found at SPAN. */
static void
accept_all (BounceMatcher *matcher, guint set, guint32 number, Span span)
{
  const BounceRulesView *view = &matcher->sets[set].view;

  for (guint32 i = view->accepts_of[number]; i < view->accepts_of[number + 1];
       i++)
    {
      BounceCompleted completed
          = { set, view->accepts[i], span.start, span.end };

      if (completed.accept & BOUNCE_ACCEPT_END
          && span.end + 1 != matcher->n_words)
        continue;
      if (matcher->keeping)
        g_array_append_val (matcher->recalled->completed, completed);
      bounce_matcher_accept (matcher, set, completed.accept, span);
    }
}

/* A path came along EDGE, with its words at SPAN. */
static inline void
reach (BounceMatcher *matcher, guint number, const BounceEdge *edge, Span span)
{
  Set *set = &matcher->sets[number];
  guint32 child = edge->child;
  Node *node = &set->nodes[child];

  if (!is_live (set, child))
    {
      set->live[child / LIVE_BITS] |= G_GUINT64_CONSTANT (1)
                                      << child % LIVE_BITS;
      node->n = 0;
    }
  else if (node->last.end == span.end)
    return;
  else
    set->earlier[child].ends[(node->n - 1) % ENDS_MAX] = node->last;
  node->n++;
  node->last = span;
  if (edge->gap & BOUNCE_GAP_ACCEPTS)
    accept_all (matcher, number, child, span);
}

/* Whether the words FROM to TO are of one clause. */
static gboolean
is_one_clause (const BounceMatcher *matcher, guint32 from, guint32 to)
{
  for (guint32 i = from + 1; i <= to; i++)
    if (bounce_matcher_word (matcher, i)->clause
        != bounce_matcher_word (matcher, from)->clause)
      return FALSE;
  return TRUE;
}

/* Whether the symbol at SPAN continues a path that is open at the parent of
   EDGE, which is live; then SPAN is made to start where that path does. */
static gboolean
continues (BounceMatcher *matcher, const Set *set, const BounceEdge *edge,
           Span *span)
{
  const Node *node = &set->nodes[edge->parent];
  const Span *earlier = set->earlier[edge->parent].ends;
  guint32 n = MIN (node->n, ENDS_MAX), gap = edge->gap & BOUNCE_GAP_WORDS;

  for (guint32 i = 1; i <= n; i++)
    {
      const Span *before
          = i == 1 ? &node->last : &earlier[(node->n - i) % ENDS_MAX];

      matcher->steps++;
      if (before->end >= span->start)
        continue;
      if (span->start - before->end - 1 > gap)
        return FALSE;
      if (!(edge->gap & BOUNCE_GAP_CROSS)
          && bounce_matcher_word (matcher, before->end)->clause
                 != bounce_matcher_word (matcher, span->start)->clause)
        continue;
      span->start = before->start;
      return TRUE;
    }
  return FALSE;
}

/* A phrase ended, with NTH spaces read so far. */
static void
take_hit (BounceMatcher *matcher, guint number, const BounceHit *hit,
          guint32 nth)
{
  const Set *set = &matcher->sets[number];
  const BounceEdge *edge = &set->view.edges[hit->edges];
  const BounceEdge *rest = edge + hit->n_root, *stop = edge + hit->n_edges;
  guint32 end = nth - (hit->words & BOUNCE_HIT_OPEN ? 1 : 2);
  guint32 start = end + 1 - (hit->words & ~BOUNCE_HIT_OPEN);
  gboolean crosses = !is_one_clause (matcher, start, end);

  matcher->steps += hit->n_edges;
  for (; edge < rest; edge++)
    if ((!crosses || edge->gap & BOUNCE_GAP_CROSS)
        && (start == 0 || !(edge->gap & BOUNCE_GAP_START)))
      reach (matcher, number, edge, (Span){ start, end });
  for (; edge < stop; edge++)
    {
      Span span = { start, end };

      /* Of most edges no path has come to the parent. */
      if (is_live (set, edge->parent)
          && (!crosses || edge->gap & BOUNCE_GAP_CROSS)
          && continues (matcher, set, edge, &span))
        reach (matcher, number, edge, span);
    }
}

/* The N phrases that ended in the order of ENDED.  What they lead along is
   fetched while those before them are dealt with. */
static void
take_hits (BounceMatcher *matcher, guint number, const Ended *ended, guint n)
{
  const BounceRulesView *view = &matcher->sets[number].view;

  for (guint i = 0; i < n; i++)
    {
      if (i + 2 < n)
        __builtin_prefetch (&view->edges[view->hits[ended[i + 2].hit].edges]);
      take_hit (matcher, number, &view->hits[ended[i].hit], ended[i].nth);
    }
}

/* So many phrases are looked for before it is looked at what they are part
   of. */
#define ENDED_MAX 32

void
bounce_matcher_read_set (BounceMatcher *matcher, guint number)
{
  const BounceRulesView *view = &matcher->sets[number].view;
  const BounceAutomaton *automaton = &view->automaton;
  const char *text = matcher->words->str;
  gsize length = matcher->words->len;
  guint32 state = 0, spaces = 0;
  Ended ended[ENDED_MAX];
  guint n = 0;

  for (gsize i = 0; i < length; i++)
    {
      spaces += text[i] == ' ';
      /* Most of a word that begins no phrase. */
      if (state == 0 && !bounce_automaton_begins (automaton, (guint8)text[i]))
        continue;
      state = bounce_automaton_next (automaton, state, (guint8)text[i]);
      for (guint32 end = bounce_automaton_end (automaton, state); end != 0;
           end = automaton->slots[end].end.next)
        {
          ended[n] = (Ended){ automaton->slots[end].end.value, spaces };
          __builtin_prefetch (&view->hits[ended[n++].hit]);
          if (n == ENDED_MAX)
            {
              take_hits (matcher, number, ended, n);
              n = 0;
            }
        }
    }
  take_hits (matcher, number, ended, n);
}
