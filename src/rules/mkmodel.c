/* mkmodel: labelled replies become a model of wordings.

   mkmodel --rules=RULES... FILE...
     prints C with bounce_model_builtin, for the build.
   mkmodel --rules=RULES... --folds=N FILE...
     measures: N times it trains without the sources of one fold and judges
     their rows; what it prints says how right, and how sure, a model is on
     wordings that it has not seen.
   mkmodel --rules=RULES... --without=I/N FILE...
     prints the model that lacks fold I.
   mkmodel --rows=I/N FILE...
     prints the rows of that fold, as FILE:LINE.

   RULES are the rules files, in their order: their notions count, and their
   examples are learned where nothing is measured, as some are of rows that
   would be judged. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "rules/folds.h"
#include "rules/table.h"
#include "rules/training.h"

static void
print_model (const BounceModel *model)
{
  puts ("/* Made by mkmodel of src/rules/data/labelled; see rules/model.h. */\n"
        "#include \"config.h\"\n\n"
        "#include \"rules/model.h\"\n");
  printf ("const BounceModel bounce_model_builtin = {\n  %a,\n  {",
          model->scale);
  for (guint i = 0; i < BOUNCE_FEATURE_BUCKETS; i++)
    {
      printf ("%s{", i % 2 == 0 ? "\n    " : " ");
      for (guint c = 0; c < BOUNCE_MODEL_CATEGORIES; c++)
        printf ("%s%d", c > 0 ? "," : "", model->weight[i][c]);
      fputs ("},", stdout);
    }
  puts ("\n  }\n};");
}

/* "I/N", I from 0. */
static gboolean
parse_fold (const char *text, BounceFold *fold)
{
  return sscanf (text, "%u/%u", &fold->number, &fold->of) == 2 && fold->of > 0
         && fold->number < fold->of;
}

/* What is to be done; of the strings at most one is given. */
typedef struct
{
  char **rules; /* names of files */
  int folds;
  char *without, *rows;
} Arguments;

/* Whether a model is made that nobody measures. */
static gboolean
is_for_use (const Arguments *arguments)
{
  return arguments->folds <= 0 && arguments->rows == NULL
         && arguments->without == NULL;
}

static gboolean
run_command (const Arguments *arguments, const GPtrArray *rows)
{
  g_autofree BounceModel *model = g_new (BounceModel, 1);
  BounceFold fold;

  if (arguments->folds > 0)
    bounce_folds_measure (rows, (guint)arguments->folds);
  else if (arguments->rows != NULL)
    {
      if (!parse_fold (arguments->rows, &fold))
        return FALSE;
      bounce_folds_list (rows, &fold);
    }
  else if (arguments->without != NULL)
    {
      if (!parse_fold (arguments->without, &fold))
        return FALSE;
      bounce_training_run (model, rows, bounce_fold_has, &fold);
      print_model (model);
    }
  else
    {
      bounce_training_run (model, rows, NULL, NULL);
      print_model (model);
    }
  return TRUE;
}

static gboolean
read_arguments (Arguments *arguments, int *argc, char ***argv, GError **error)
{
  const GOptionEntry table[] = {
    { "rules", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments->rules,
      "a rules file", "RULES" },
    { "folds", 0, 0, G_OPTION_ARG_INT, &arguments->folds, "cross-validate",
      "N" },
    { "without", 0, 0, G_OPTION_ARG_STRING, &arguments->without,
      "train without a fold", "I/N" },
    { "rows", 0, 0, G_OPTION_ARG_STRING, &arguments->rows,
      "list the rows of a fold", "I/N" },
    { 0 },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("FILE...");

  g_option_context_add_main_entries (context, table, NULL);
  return g_option_context_parse (context, argc, argv, error);
}

/* The rules of FILES, as if they were one file. */
static BounceRules *
read_rules (char **files, GError **error)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (; files != NULL && *files != NULL; files++)
    {
      g_autofree char *text = NULL;

      if (!g_file_get_contents (*files, &text, NULL, error))
        return NULL;
      g_string_append (all, text);
    }
  return bounce_rules_parse ("rules", all->str, error);
}

static gboolean
read_rows (GPtrArray *rows, const BounceRules *rules, gboolean examples,
           char **files, GError **error)
{
  BounceMatcher *matcher = bounce_matcher_new (&rules, 1);
  gboolean good = TRUE;

  for (; *files != NULL && good; files++)
    good = bounce_labelled_read (rows, matcher, *files, error);
  if (examples && rows->len > 0)
    bounce_labelled_add_examples (rows, matcher, rules);
  bounce_matcher_free (matcher);
  return good;
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) rows = bounce_labelled_new ();
  g_autoptr (GError) error = NULL;
  Arguments arguments = { 0 };
  BounceRules *rules = NULL;
  gboolean good
      = read_arguments (&arguments, &argc, &argv, &error)
        && (rules = read_rules (arguments.rules, &error)) != NULL
        && read_rows (rows, rules, is_for_use (&arguments), argv + 1, &error);

  if (good)
    good = rows->len > 0 && run_command (&arguments, rows);
  if (rules != NULL)
    bounce_rules_free (rules);
  g_strfreev (arguments.rules);
  g_free (arguments.without);
  g_free (arguments.rows);
  if (error != NULL)
    {
      fprintf (stderr, "mkmodel: %s\n", error->message);
      return 65;
    }
  if (!good)
    {
      fputs ("usage: mkmodel --rules=RULES... "
             "[--folds=N|--without=I/N|--rows=I/N] FILE...\n",
             stderr);
      return 64;
    }
  if (fflush (stdout) != 0 || ferror (stdout))
    {
      perror ("mkmodel: standard output");
      return 74;
    }
  return EXIT_SUCCESS;
}
