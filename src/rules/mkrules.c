/* mkrules: at build time, rules.tsv becomes rules/builtin.c, one constant
   block in the form of rules-table.h, so that the program starts without
   reading any rule.  Usage: mkrules RULES.TSV > rules-builtin.c */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include <glib.h>

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

  puts ("/* Made by mkrules from rules.tsv; see rules/table.h. */\n"
        "#include \"config.h\"\n\n"
        "#include \"rules.h\"\n");
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

int
main (int argc, char **argv)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  BounceRules *rules;

  if (argc != 2)
    {
      fputs ("usage: mkrules RULES.TSV > rules-builtin.c\n", stderr);
      return 64;
    }
  if (!g_file_get_contents (argv[1], &text, NULL, &error)
      || (rules = bounce_rules_parse ("built-in", text, &error)) == NULL)
    {
      fprintf (stderr, "mkrules: %s: %s\n", argv[1], error->message);
      return 65;
    }
  print_rules (rules);
  bounce_rules_free (rules);
  if (fflush (stdout) != 0 || ferror (stdout))
    {
      perror ("mkrules: standard output");
      return 74;
    }
  return EXIT_SUCCESS;
}
