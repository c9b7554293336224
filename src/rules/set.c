/* set: rule sets as the rest of the program sees them: loaded, listed,
   printed and freed.  How they are made is in rules/parse and rules/compile,
   how they lie in memory in rules/table.h. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "rules/table.h"

void
bounce_rules_view (const BounceRules *rules, BounceRulesView *view)
{
  const guint32 *words = (const guint32 *)rules;
  const BounceRulesHeader *header = (const BounceRulesHeader *)rules;
  const char *bytes = (const char *)(words + header->n_words);

  g_assert (header->magic == BOUNCE_RULES_MAGIC);
  view->header = header;
  bounce_automaton_view (&view->automaton, words, &header->automaton);
  view->accepts_of = words + header->accepts_of;
  view->accepts = words + header->accepts;
  view->conditions = words + header->conditions;
  view->notions = words + header->notions;
  view->hits = (const BounceHit *)(words + header->hits);
  view->edges = (const BounceEdge *)(words + header->edges);
  view->rules = (const BounceRuleEntry *)(words + header->rules);
  view->strings = bytes;
}

BounceRules *
bounce_rules_load (const char *file, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (GError) reason = NULL;

  if (!g_file_get_contents (file, &text, &length, &reason))
    {
      /* GLib says it in a sentence, with the cause at its end. */
      const char *cause = g_strrstr (reason->message, ": ");

      g_set_error (error, BOUNCE_RULES_ERROR, BOUNCE_RULES_ERROR_OPEN, "%s%s",
                   file, cause != NULL ? cause : ": can't be read");
      return NULL;
    }
  if (strlen (text) != length)
    {
      g_set_error (error, BOUNCE_RULES_ERROR, BOUNCE_RULES_ERROR_SYNTAX,
                   "%s: a NUL byte: not a rules file", file);
      return NULL;
    }
  return bounce_rules_parse (file, text, error);
}

void
bounce_rules_free (BounceRules *rules)
{
  g_free (rules);
}

guint
bounce_rules_count (const BounceRules *rules)
{
  return ((const BounceRulesHeader *)rules)->n_rules;
}

void
bounce_rules_get (const BounceRules *rules, guint i, BounceRule *rule)
{
  BounceRulesView view;
  const BounceRuleEntry *entry;

  bounce_rules_view (rules, &view);
  entry = &view.rules[i];
  rule->category = (BounceCategory)(entry->category & 0xff);
  rule->weak = (entry->category & BOUNCE_RULE_WEAK) != 0;
  rule->sure = (entry->category & BOUNCE_RULE_SURE) != 0;
  rule->when = view.strings + entry->when;
  rule->words = view.strings + entry->words;
  rule->example = view.strings + entry->example;
  rule->source = view.strings + entry->source;
  rule->file = view.strings + view.header->file;
  rule->line = entry->line;
}

void
bounce_rules_print (const BounceRules *rules, GString *out)
{
  BounceRulesView view;
  BounceRule rule;

  bounce_rules_view (rules, &view);
  g_string_append (out, view.strings + view.header->classes);
  for (guint i = 0; i < view.header->n_rules; i++)
    {
      bounce_rules_get (rules, i, &rule);
      g_string_append_printf (out, "%s\t%s\t%s\t%s\t%s\n",
                              bounce_category_slug (rule.category), rule.when,
                              rule.words, rule.example, rule.source);
    }
}
