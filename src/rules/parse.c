/* parse: reads the text of a rules file, bouncecat-rules(5): lines, columns,
   conditions and classes.  Whatever is wrong is told with file and line;
   nothing is skipped in silence. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "rules/parse.h"

/* The most words of conditions of one rule. */
#define CONDITION_MAX 64

/* --- Conditions --- */

static gboolean
parse_digit_pattern (const char *value, guint32 *word)
{
  *word = 0;
  for (guint i = 0; i < 3; i++)
    if (g_ascii_isdigit (value[i]))
      *word = *word << 4 | (guint32)(value[i] - '0');
    else if (value[i] == 'x')
      *word = *word << 4 | BOUNCE_TERM_ANY_DIGIT;
    else
      return FALSE;
  return value[3] == '\0';
}

/* "5.2.x", "x.1.1". */
static gboolean
parse_status_pattern (const char *value, guint32 *word)
{
  g_auto (GStrv) parts = g_strsplit (value, ".", -1);
  guint32 number[3];

  if (strcmp (value, "none") == 0)
    {
      *word = BOUNCE_TERM_STATUS_NONE;
      return TRUE;
    }
  if (g_strv_length (parts) != 3)
    return FALSE;
  for (guint i = 0; i < 3; i++)
    {
      guint64 n = 0;

      if (strcmp (parts[i], "x") == 0)
        n = i == 0 ? BOUNCE_TERM_ANY_CLASS : BOUNCE_TERM_ANY_NUMBER;
      else if (!g_ascii_string_to_unsigned (parts[i], 10, 0, i == 0 ? 5 : 999,
                                            &n, NULL))
        return FALSE;
      number[i] = (guint32)n;
    }
  *word = number[0] << 20 | number[1] << 10 | number[2];
  return TRUE;
}

static gboolean
parse_stage (const char *value, guint32 *mask)
{
  for (guint i = BOUNCE_STAGE_NONE + 1; i < BOUNCE_N_STAGES; i++)
    if (strcmp (value, bounce_stage_name ((BounceStage)i)) == 0)
      {
        *mask = 1u << i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_origin (const char *value, guint32 *mask)
{
  for (guint i = 0; i < BOUNCE_N_ORIGINS; i++)
    if (strcmp (value, bounce_origin_name ((BounceOrigin)i)) == 0)
      {
        *mask = 1u << i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_subject (const char *value, guint32 *mask)
{
  for (guint i = 0; i < BOUNCE_N_SUBJECTS; i++)
    if (strcmp (value, bounce_subject_name ((BounceSubject)i)) == 0)
      {
        *mask = 1u << i;
        return TRUE;
      }
  return FALSE;
}

/* The conditions without values: flags of the rule. */
static const struct
{
  const char *name;
  guint32 flag;
} flags[] = {
  { "weak", BOUNCE_RULE_WEAK },
  { "sure", BOUNCE_RULE_SURE },
  { "cross", BOUNCE_RULE_CROSS },
};

/* The conditions with values; a mask's alternatives become one word. */
static const struct
{
  const char *name;
  BounceTerm term;
  gboolean is_mask;
  gboolean (*parse) (const char *value, guint32 *word);
} terms[] = {
  { "status=", BOUNCE_TERM_STATUS, FALSE, parse_status_pattern },
  { "reply=", BOUNCE_TERM_REPLY, FALSE, parse_digit_pattern },
  { "stage=", BOUNCE_TERM_STAGE, TRUE, parse_stage },
  { "by=", BOUNCE_TERM_ORIGIN, TRUE, parse_origin },
  { "subject=", BOUNCE_TERM_SUBJECT, TRUE, parse_subject },
};

static gboolean
parse_values (guint kind, const char *list, GArray *words)
{
  g_auto (GStrv) values = g_strsplit (list, "|", -1);
  guint32 word, mask = 0;

  word = terms[kind].term;
  g_array_append_val (words, word);
  word = terms[kind].is_mask ? 1 : g_strv_length (values);
  g_array_append_val (words, word);
  for (guint i = 0; values[i] != NULL; i++)
    {
      if (!terms[kind].parse (values[i], &word))
        return FALSE;
      mask |= word;
      if (!terms[kind].is_mask)
        g_array_append_val (words, word);
    }
  if (terms[kind].is_mask)
    g_array_append_val (words, mask);
  return *list != '\0';
}

/* One condition, such as "reply=550|4xx".  FALSE if it is none. */
static gboolean
parse_condition (const char *text, GArray *words, guint32 *category)
{
  guint32 local[] = { BOUNCE_TERM_LOCAL, 1, TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (strcmp (text, flags[i].name) == 0)
      {
        *category |= flags[i].flag;
        return TRUE;
      }
  if (strcmp (text, "local") == 0 || strcmp (text, "foreign") == 0)
    {
      local[2] = *text == 'l';
      g_array_append_vals (words, local, G_N_ELEMENTS (local));
    }
  else
    {
      guint i = 0;

      while (i < G_N_ELEMENTS (terms)
             && !g_str_has_prefix (text, terms[i].name))
        i++;
      if (i == G_N_ELEMENTS (terms)
          || !parse_values (i, text + strlen (terms[i].name), words))
        return FALSE;
    }
  g_array_index (words, guint32, 0)++;
  return TRUE;
}

static gboolean
parse_when (const BounceParser *parser, const char *when,
            BounceRuleEntry *entry, GError **error)
{
  g_auto (GStrv) conditions = g_strsplit (when, " ", -1);
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 none = 0;

  if (strcmp (when, "-") == 0)
    return TRUE;
  g_array_append_val (words, none);
  for (guint i = 0; conditions[i] != NULL; i++)
    if (*conditions[i] != '\0'
        && !parse_condition (conditions[i], words, &entry->category))
      return bounce_parser_fail (parser, error, "unknown condition: “%s”",
                                 conditions[i]);
  if (words->len > CONDITION_MAX)
    return bounce_parser_fail (parser, error, "too many conditions");
  if (words->len > 1)
    entry->condition = bounce_compiler_condition (
        parser->compiler, (const guint32 *)words->data, words->len);
  return TRUE;
}

/* --- Lines --- */

static gboolean
parse_class (BounceParser *parser, char **columns, const char *line,
             GError **error)
{
  const char *name = columns[0];
  GPtrArray *wordings, *known;

  if (g_strv_length (columns) != 2 || name[1] == '\0'
      || strpbrk (name, " {}|^*") != NULL)
    return bounce_parser_fail (parser, error,
                               "a class is $NAME, TAB, and its words");
  known = g_hash_table_lookup (parser->classes, name);
  if (known != NULL && known != parser->last_class)
    return bounce_parser_fail (parser, error, "the class %s was defined before",
                               name);
  if ((wordings = bounce_parser_alternatives (parser, columns[1], error))
      == NULL)
    return FALSE;
  if (known != NULL) /* the line before goes on */
    g_ptr_array_extend_and_steal (known, wordings);
  else
    {
      g_ptr_array_set_free_func (wordings, g_free);
      g_hash_table_insert (parser->classes, g_strdup (name), wordings);
      parser->last_class = wordings;
    }
  g_string_append_printf (parser->class_lines, "%s\n", line);
  return TRUE;
}

static gboolean
parse_notion (BounceParser *parser, char **columns, const char *line,
              GError **error)
{
  g_autofree char *braced = NULL;
  const char *words;

  if (g_strv_length (columns) != 2 || columns[0][1] == '\0')
    return bounce_parser_fail (parser, error,
                               "a notion is @NAME, TAB, and its words");
  words = columns[1];
  if (strchr (words, '|') != NULL && strpbrk (words, "{}") == NULL)
    words = braced = g_strdup_printf ("{%s}", words);
  g_string_append_printf (parser->class_lines, "%s\n", line);
  return bounce_parser_notion (parser, words, columns[0] + 1, error);
}

static gboolean
parse_rule (BounceParser *parser, char **columns, GError **error)
{
  BounceRuleEntry entry = { .line = parser->line };
  guint n = g_strv_length (columns);

  if (n != 4 && n != 5)
    return bounce_parser_fail (parser, error,
                               "a rule has four columns, separated by tabs: "
                               "category, when, words, example; and maybe a "
                               "fifth, its source");
  entry.category = bounce_category_from_slug (columns[0]);
  if (entry.category == BOUNCE_CATEGORY_NONE)
    return bounce_parser_fail (parser, error, "unknown category: “%s”",
                               columns[0]);
  if (*columns[3] == '\0')
    return bounce_parser_fail (parser, error, "a rule needs an example");
  if (!parse_when (parser, columns[1], &entry, error))
    return FALSE;
  entry.when = bounce_compiler_string (parser->compiler, columns[1]);
  entry.words = bounce_compiler_string (parser->compiler, columns[2]);
  entry.example = bounce_compiler_string (parser->compiler, columns[3]);
  entry.source = bounce_compiler_string (
      parser->compiler, n == 5 && *columns[4] != '\0' ? columns[4] : "-");
  return bounce_parser_words (parser, columns[2], &entry, error);
}

static gboolean
parse_line (BounceParser *parser, char *line, GError **error)
{
  g_auto (GStrv) columns = NULL;
  gsize length = strlen (line);

  while (length > 0 && line[length - 1] == '\r')
    line[--length] = '\0';
  if (*line == '#' || line[strspn (line, " \t")] == '\0')
    return TRUE;
  columns = g_strsplit (line, "\t", -1);
  if (*line == '$')
    return parse_class (parser, columns, line, error);
  parser->last_class = NULL;
  if (*line == '@')
    return parse_notion (parser, columns, line, error);
  return parse_rule (parser, columns, error);
}

BounceRules *
bounce_rules_parse (const char *file, const char *text, GError **error)
{
  g_auto (GStrv) lines = NULL;
  gboolean ok = TRUE;
  BounceRules *rules = NULL;
  BounceParser parser = { .file = file };

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, BOUNCE_RULES_ERROR, BOUNCE_RULES_ERROR_SYNTAX,
                   "%s: not valid UTF-8", file);
      return NULL;
    }
  parser.compiler = bounce_compiler_new (file);
  parser.classes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify)g_ptr_array_unref);
  parser.class_lines = g_string_new (NULL);
  parser.words = g_string_new (NULL);
  parser.folded = g_string_new (NULL);

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; ok && lines[i] != NULL; i++)
    {
      parser.line = i + 1;
      ok = parse_line (&parser, lines[i], error);
    }
  if (ok)
    {
      rules = bounce_compiler_finish (parser.compiler, parser.class_lines->str);
      if (rules == NULL)
        g_set_error (error, BOUNCE_RULES_ERROR, BOUNCE_RULES_ERROR_SYNTAX,
                     "%s: too many wordings", file);
    }

  bounce_compiler_free (parser.compiler);
  g_hash_table_unref (parser.classes);
  g_string_free (parser.class_lines, TRUE);
  g_string_free (parser.words, TRUE);
  g_string_free (parser.folded, TRUE);
  return rules;
}
