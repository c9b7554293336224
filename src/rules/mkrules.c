/* mkrules: while the program is built, the data of rules/data/ become C: the
   rules one constant block in the form of table.h, so that the program starts
   without reading any, the word lists an enumeration of their names and the
   table of text/list-table.h.  Usage: mkrules rules|lists|list-names FILE... */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "rules/list-compile.h"
#include "rules/table.h"

static void
print_numbers (const guint32 *number, guint32 n)
{
  for (guint32 i = 0; i < n; i++)
    printf ("%s%u,", i % 12 == 0 ? "\n    " : " ", number[i]);
}

/* Octal escapes are three digits, so that no digit behind one joins it. */
static void
print_bytes (const guchar *byte, guint32 n)
{
  for (guint32 i = 0; i < n; i++)
    {
      if (i % 60 == 0)
        printf ("%s\n    \"", i == 0 ? "" : "\"");
      if (byte[i] < ' ' || byte[i] >= 0x7f || byte[i] == '"' || byte[i] == '\\'
          || byte[i] == '?')
        printf ("\\%03o", byte[i]);
      else
        putchar (byte[i]);
    }
  puts ("\"");
}

static void
print_rules (const BounceRules *rules)
{
  const BounceRulesHeader *header = (const BounceRulesHeader *)rules;
  const guint32 *words = (const guint32 *)rules;

  puts ("/* Made by mkrules from rules/data/; see rules/table.h. */\n"
        "#include \"config.h\"\n\n"
        "#include \"rules/rules.h\"\n");
  printf ("static const struct\n{\n  guint32 words[%u];\n"
          "  char bytes[%u + 1];\n} rules = {\n  {",
          header->n_words, header->n_bytes);
  print_numbers (words, header->n_words);
  fputs ("\n  },", stdout);
  print_bytes ((const guchar *)(words + header->n_words), header->n_bytes);
  puts ("};\n\n"
        "const BounceRules *\n"
        "bounce_rules_builtin (void)\n"
        "{\n"
        "  return (const BounceRules *) &rules;\n"
        "}");
}

/* Where a rule stood in files that were put together, nobody can look up: its
   line is that of --list-rules. */
static void
number_lines (BounceRules *rules)
{
  BounceRulesView view;
  guint32 line = 0;

  bounce_rules_view (rules, &view);
  for (const char *p = view.strings + view.header->classes; *p != '\0'; p++)
    line += *p == '\n';
  for (guint32 i = 0; i < view.header->n_rules; i++)
    ((BounceRuleEntry *)view.rules)[i].line = ++line;
}

/* The rules of FILES, as if they were one file. */
static gboolean
make_rules (char **files, GError **error)
{
  g_autoptr (GString) all = g_string_new (NULL);
  BounceRules *rules;

  for (; *files != NULL; files++)
    {
      g_autofree char *text = NULL;

      if (!g_file_get_contents (*files, &text, NULL, error))
        return FALSE;
      g_string_append (all, text);
    }
  rules = bounce_rules_parse ("built-in", all->str, error);
  if (rules == NULL)
    return FALSE;
  number_lines (rules);
  print_rules (rules);
  bounce_rules_free (rules);
  return TRUE;
}

static gboolean
make_lists (char **files, gboolean names, GError **error)
{
  BounceListCompiler *compiler = bounce_list_compiler_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) nearly_full = g_string_new (NULL);
  gboolean ok = TRUE;

  for (; ok && *files != NULL; files++)
    {
      g_autofree char *text = NULL;

      ok = g_file_get_contents (*files, &text, NULL, error)
           && bounce_list_compiler_read (compiler, *files, text, error);
    }
  if (ok && names)
    bounce_list_compiler_names (compiler, out);
  else if (ok)
    ok = bounce_list_compiler_table (compiler, out, nearly_full, error);
  fputs (out->str, stdout);
  fputs (nearly_full->str, stderr);
  bounce_list_compiler_free (compiler);
  return ok;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  const char *what = argc > 2 ? argv[1] : "";
  gboolean ok;

  if (strcmp (what, "rules") == 0)
    ok = make_rules (argv + 2, &error);
  else if (strcmp (what, "list-names") == 0 || strcmp (what, "lists") == 0)
    ok = make_lists (argv + 2, strcmp (what, "list-names") == 0, &error);
  else
    {
      fputs ("usage: mkrules rules|lists|list-names FILE...\n", stderr);
      return 64;
    }
  if (!ok)
    {
      fprintf (stderr, "mkrules: %s\n", error->message);
      return 65;
    }
  if (fflush (stdout) != 0 || ferror (stdout))
    {
      perror ("mkrules: standard output");
      return 74;
    }
  return EXIT_SUCCESS;
}
