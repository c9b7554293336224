/* set: rule sets as the rest of the program sees them: loaded, listed,
   printed and freed.  How they are made is in rules/parse and rules/compile,
   how they lie in memory in rules/table.h. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib.h>

#include "rules/table.h"

/* Nobody writes so many rules, in bytes; a device or a pipe may never end. */
#define FILE_SIZE_MAX (16 * 1024 * 1024)

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

/* Adds to TEXT what FD gives, up to its end.  FALSE with ERROR set if it can't
   be read, or is no text that anybody would write rules in. */
static gboolean
read_text (int fd, const char *file, GString *text, GError **error)
{
  char bytes[64 * 1024];
  gssize n;

  while ((n = read (fd, bytes, sizeof bytes)) > 0 || (n < 0 && errno == EINTR))
    {
      const char *wrong = n < 0                         ? NULL
                          : memchr (bytes, 0, (gsize)n) ? "a NUL byte"
                          : text->len > FILE_SIZE_MAX   ? "too large"
                                                        : NULL;

      if (wrong != NULL)
        {
          g_set_error (error, BOUNCE_RULES_ERROR, BOUNCE_RULES_ERROR_SYNTAX,
                       "%s: %s: not a rules file", file, wrong);
          return FALSE;
        }
      if (n > 0)
        g_string_append_len (text, bytes, n);
    }
  if (n < 0)
    g_set_error (error, BOUNCE_RULES_ERROR, BOUNCE_RULES_ERROR_OPEN, "%s: %s",
                 file, g_strerror (errno));
  return n == 0;
}

BounceRules *
bounce_rules_load (const char *file, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int fd = open (file, O_RDONLY | O_CLOEXEC);
  gboolean is_read;

  if (fd < 0)
    {
      g_set_error (error, BOUNCE_RULES_ERROR, BOUNCE_RULES_ERROR_OPEN, "%s: %s",
                   file, g_strerror (errno));
      return NULL;
    }
  is_read = read_text (fd, file, text, error);
  close (fd);
  return is_read ? bounce_rules_parse (file, text->str, error) : NULL;
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
