/* match-tool: for those who write rules.  Every line of standard input, read
   as the example of a rule, becomes a line "category, rule, words found, next
   best, line"; with --check the rules' own examples are tried, with --list
   they are printed.  Usage: match-tool [--check|--list] [RULES.TSV...]; without
   a file, the built-in rules. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include <glib.h>

#include "rules/check.h"
#include "rules/rules.h"

static void
match_line (BounceMatcher *matcher, const char *line)
{
  BounceRuleContext context;
  const char *text = bounce_rules_read_example (line, &context);
  const BounceRule *rule;
  BounceMatch match;

  bounce_matcher_run (matcher, text, &context, &match);
  rule = match.strong != NULL ? match.strong : match.weak;
  if (rule == NULL)
    printf ("none\t-\t-\t-\t%s\n", line);
  else
    printf ("%s%s\t%s:%u\t%s\t%s\t%s\n", bounce_category_slug (rule->category),
            rule->weak ? " (weak)" : "", rule->file, rule->line,
            match.strong != NULL ? match.strong_words : match.weak_words,
            match.second == NULL
                ? "-"
                : bounce_category_slug (match.second->category),
            line);
}

static void
match_lines (const BounceRules *const *sets, guint n)
{
  BounceMatcher *matcher = bounce_matcher_new (sets, n);
  char *line = NULL;
  size_t room = 0;

  while (getline (&line, &room, stdin) > 0)
    {
      line[strcspn (line, "\n")] = '\0';
      if (g_utf8_validate (line, -1, NULL))
        match_line (matcher, line);
      else
        fprintf (stderr, "match-tool: not UTF-8: %s\n", line);
    }
  free (line);
  bounce_matcher_free (matcher);
}

static int
run (const char *mode, const BounceRules *const *sets, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int status = 0;

  if (strcmp (mode, "--check") == 0)
    status = bounce_rules_check (sets, n, text) ? 0 : 65;
  else if (strcmp (mode, "--list") == 0)
    for (guint i = 0; i < n; i++)
      bounce_rules_print (sets[i], text);
  else
    match_lines (sets, n);
  fputs (text->str, stdout);
  return status;
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) sets = g_ptr_array_new ();
  const char *mode = "";
  int first = 1, status;

  if (argc > 1 && g_str_has_prefix (argv[1], "--"))
    mode = argv[first++];
  for (int i = first; i < argc; i++)
    {
      g_autoptr (GError) error = NULL;
      BounceRules *rules = bounce_rules_load (argv[i], &error);

      if (rules == NULL)
        {
          fprintf (stderr, "match-tool: %s\n", error->message);
          return 65;
        }
      g_ptr_array_add (sets, rules);
    }
  if (sets->len == 0)
    g_ptr_array_add (sets, (gpointer)bounce_rules_builtin ());
  status = run (mode, (const BounceRules *const *)sets->pdata, sets->len);
  for (guint i = 0; first < argc && i < sets->len; i++)
    bounce_rules_free (g_ptr_array_index (sets, i));
  return status;
}
