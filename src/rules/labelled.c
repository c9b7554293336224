/* labelled: reads a file of labelled replies into rows with folded texts.  It
   neither trains nor judges; a row that says nothing (no text, no code) is as
   much an error as one with an unknown category. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "rules/example.h"
#include "rules/labelled.h"
#include "rules/meaning.h"
#include "text/fold.h"

/* Lines of a table without a source column that count as one source: its
   neighbours are variations of one wording. */
#define BLOCK_LINES 25

enum
{
  REPLY,
  STATUS,
  STAGE,
  CATEGORY,
  TEXT,
  LANGUAGE,
  SOURCE,
  N_COLUMNS
};

/* What holds for the lines of one file. */
typedef struct
{
  GPtrArray *rows;
  BounceMatcher *matcher;
  const char *file;
  guint line;
  char *language;
  GString *words, *folded;
} Reader;

static void
labelled_free (gpointer data)
{
  BounceLabelled *row = data;

  g_free (row->words);
  g_free (row->signs);
  g_free (row->language);
  g_free (row->source);
  g_free (row);
}

GPtrArray *
bounce_labelled_new (void)
{
  return g_ptr_array_new_with_free_func (labelled_free);
}

static BounceStage
parse_stage (const char *name)
{
  for (int i = BOUNCE_STAGE_NONE + 1; i < BOUNCE_N_STAGES; i++)
    if (strcmp (name, bounce_stage_name (i)) == 0)
      return i;
  return BOUNCE_STAGE_NONE;
}

/* The words of TEXT, and what they mean, as likeness reads them. */
static void
read_text (Reader *reader, BounceLabelled *row, const char *text)
{
  g_autoptr (GString) lines = g_string_new (text);
  BounceRuleContext context = { .origin = BOUNCE_ORIGIN_REMOTE };
  BounceMatch match;
  BounceSigns signs;

  g_string_replace (lines, "\\n", "\n", 0);
  bounce_normalise (reader->words, reader->folded, lines->str, lines->len);
  row->words = g_strndup (reader->words->str, reader->words->len);
  bounce_matcher_run (reader->matcher, lines->str, &context, &match);
  bounce_matcher_signs (reader->matcher, &signs);
  row->signs = g_memdup2 (signs.sign, signs.n * sizeof *signs.sign);
  row->n_signs = signs.n;
}

static gboolean
read_row (Reader *reader, char **column, guint n, GError **error)
{
  const char *slug = column[CATEGORY];
  BounceCategory category;
  BounceLabelled *row;

  slug += *slug == '!'; /* of tests/replies*.tsv: known to be missed */
  category = bounce_category_from_slug (slug);
  if (category == BOUNCE_CATEGORY_NONE)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                   "%s:%u: unknown category '%s'", reader->file, reader->line,
                   slug);
      return FALSE;
    }
  row = g_new0 (BounceLabelled, 1);
  row->category = category;
  row->reply = bounce_reply_parse (column[REPLY]);
  bounce_status_parse (column[STATUS], &row->status);
  row->stage = parse_stage (column[STAGE]);
  read_text (reader, row, column[TEXT]);
  row->language = g_strdup (n > LANGUAGE ? column[LANGUAGE] : reader->language);
  row->source = n > SOURCE
                    ? g_strdup (column[SOURCE])
                    : g_strdup_printf ("%s:%u", strrchr (reader->file, '/'),
                                       reader->line / BLOCK_LINES);
  row->file = reader->file;
  row->line = reader->line;
  g_ptr_array_add (reader->rows, row);
  return TRUE;
}

static gboolean
read_line (Reader *reader, const char *line, GError **error)
{
  const char *language = "# language: ";
  g_auto (GStrv) column = NULL;
  guint n;

  if (g_str_has_prefix (line, language))
    {
      g_free (reader->language);
      reader->language = g_strstrip (g_strdup (line + strlen (language)));
    }
  if (*line == '#' || *line == '\0')
    return TRUE;
  column = g_strsplit (line, "\t", 0);
  n = g_strv_length (column);
  if (n >= LANGUAGE && n <= N_COLUMNS)
    return read_row (reader, column, n, error);
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
               "%s:%u: %u columns, not five to seven", reader->file,
               reader->line, n);
  return FALSE;
}

gboolean
bounce_labelled_read (GPtrArray *rows, BounceMatcher *matcher, const char *file,
                      GError **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  Reader reader = { rows, matcher, file, 0, NULL, NULL, NULL };
  gboolean good = TRUE;

  if (!g_file_get_contents (file, &text, NULL, error))
    return FALSE;
  reader.language = g_strdup ("-");
  reader.words = g_string_new (NULL);
  reader.folded = g_string_new (NULL);
  lines = g_strsplit (text, "\n", 0);
  for (guint i = 0; lines[i] != NULL && good; i++)
    {
      reader.line = i + 1;
      good = read_line (&reader, lines[i], error);
    }
  g_free (reader.language);
  g_string_free (reader.words, TRUE);
  g_string_free (reader.folded, TRUE);
  return good;
}

static void
add_example (Reader *reader, const BounceRule *rule)
{
  BounceLabelled *row = g_new0 (BounceLabelled, 1);
  BounceRuleContext context;
  const char *text = bounce_rules_read_example (rule->example, &context);

  row->category = rule->category;
  row->reply = context.reply;
  row->status = context.status;
  row->stage = context.stage;
  read_text (reader, row, text);
  row->language = g_strdup ("-");
  row->source = g_strdup_printf ("rules:%u", rule->line / BLOCK_LINES);
  row->file = rule->file;
  row->line = rule->line;
  g_ptr_array_add (reader->rows, row);
}

void
bounce_labelled_add_examples (GPtrArray *rows, BounceMatcher *matcher,
                              const BounceRules *rules)
{
  Reader reader = { .rows = rows, .matcher = matcher };

  reader.words = g_string_new (NULL);
  reader.folded = g_string_new (NULL);
  for (guint i = 0; i < bounce_rules_count (rules); i++)
    {
      BounceRule rule;

      bounce_rules_get (rules, i, &rule);
      add_example (&reader, &rule);
    }
  g_string_free (reader.words, TRUE);
  g_string_free (reader.folded, TRUE);
}
