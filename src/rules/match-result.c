/* match-result: picks the answer of a run of the matcher from the rules that
   it found: the first strong one, the first weak one, and the first of another
   category. */
#include "config.h"

#include <glib.h>

#include "rules/matcher.h"
#include "text/fold.h"

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

/* The first of BESTS, in order of precedence, of the categories whose bits HAS
   has, whose category is not BUT. */
static const Best *
find_best (const Best *bests, guint32 has, int but)
{
  const Best *found = NULL;

  for (int i = 0; has >> i != 0; i++)
    if (i != but && (has >> i & 1) != 0
        && (found == NULL || bests[i].set < found->set
            || (bests[i].set == found->set && bests[i].rule < found->rule)))
      found = &bests[i];
  return found;
}

static const char *
show_span (const BounceMatcher *matcher, Span span, GString *out)
{
  g_string_truncate (out, 0);
  bounce_normalise_show_words (out, matcher->words->str,
                               bounce_matcher_word (matcher, 0), span.start,
                               span.end);
  return out->str;
}

void
bounce_matcher_result (BounceMatcher *matcher, BounceMatch *match)
{
  const Best *strong = bounce_matcher_either_or (
      matcher, find_best (matcher->strong, matcher->has_strong, -1));
  const Best *weak = find_best (matcher->weak, matcher->has_weak, -1);
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
      second = find_best (matcher->strong, matcher->has_strong, but);
      if (second == NULL)
        second = find_best (matcher->weak, matcher->has_weak, but);
    }
  if (second != NULL)
    match->second = give_rule (matcher, second);
}
