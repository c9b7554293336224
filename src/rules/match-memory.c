/* match-memory: allocates the scratch memory that a run of match needs for
   given rule sets. */
#include "config.h"

#include <glib.h>

#include "rules/clauses.h"
#include "rules/matcher.h"

/* The number of the notion NAME in the last of N sets. */
static guint
find_notion (const BounceRules *const *rules, guint n, const char *name)
{
  return n > 0 ? bounce_rules_notion (rules[n - 1], name) : BOUNCE_NOTION_NONE;
}

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
      set->earlier = g_new (Earlier, set->view.header->n_nodes);
      set->n_live = set->view.header->n_nodes / LIVE_BITS + 1;
      set->live = g_new0 (guint64, set->n_live);
    }
  matcher->recall = bounce_recall_new ();
  matcher->text = g_string_new (NULL);
  matcher->folded = g_string_new (NULL);
  matcher->words = g_string_new (NULL);
  matcher->marks = g_array_new (FALSE, FALSE, sizeof (BounceWord));
  matcher->waiting = g_array_new (FALSE, FALSE, sizeof (Waiting));
  matcher->subjects = g_array_new (FALSE, TRUE, sizeof (guint8));
  if (n > 0)
    matcher->subject_of = bounce_rules_subjects (rules[n - 1]);
  matcher->either = find_notion (rules, n, "either");
  matcher->thing = find_notion (rules, n, "thing");
  matcher->sender = find_notion (rules, n, "sender");
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
    {
      g_free (matcher->sets[i].nodes);
      g_free (matcher->sets[i].earlier);
      g_free (matcher->sets[i].live);
    }
  g_free (matcher->sets);
  bounce_recall_free (matcher->recall);
  g_string_free (matcher->text, TRUE);
  g_string_free (matcher->folded, TRUE);
  g_string_free (matcher->words, TRUE);
  g_array_unref (matcher->marks);
  g_free (matcher->hits);
  g_array_unref (matcher->waiting);
  g_array_unref (matcher->subjects);
  g_free (matcher->subject_of);
  g_free (matcher->meaning_of);
  g_string_free (matcher->strong_words, TRUE);
  g_string_free (matcher->weak_words, TRUE);
  g_hash_table_unref (matcher->given);
  g_free (matcher);
}
