/* rules-parse: the text of a rules file, bouncecat-rules(5), becomes rules for
   the compiler: columns, conditions, classes and the items of a wording.  All
   that is wrong is said with file and line; nothing is skipped in silence. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "normalise.h"
#include "rules-table.h"

/* The most wordings that one item may stand for. */
#define ALTERNATIVES_MAX 4096
/* The most words of conditions of one rule. */
#define CONDITION_MAX 64

typedef struct
{
  const char *file;
  guint line;
  BounceCompiler *compiler;
  GHashTable *classes; /* name -> GPtrArray of wordings, no classes in them */
  GString *class_lines;
  GString *words, *folded; /* scratch for bounce_normalise */
} Parser;

G_GNUC_PRINTF (3, 4)
static gboolean
fail (const Parser *parser, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, BOUNCE_RULES_ERROR, BOUNCE_RULES_ERROR_SYNTAX,
               "%s:%u: %s", parser->file, parser->line, message);
  return FALSE;
}

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
  static const char *const names[BOUNCE_N_STAGES]
      = { NULL, "connect", "helo", "mail", "rcpt", "data" };

  for (guint i = 1; i < BOUNCE_N_STAGES; i++)
    if (strcmp (value, names[i]) == 0)
      {
        *mask = 1u << i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_speaker (const char *value, guint32 *mask)
{
  static const char *const names[BOUNCE_N_SPEAKERS]
      = { "remote", "reporter", "prose" };

  for (guint i = 0; i < BOUNCE_N_SPEAKERS; i++)
    if (strcmp (value, names[i]) == 0)
      {
        *mask = 1u << i;
        return TRUE;
      }
  return FALSE;
}

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
  { "by=", BOUNCE_TERM_SPEAKER, TRUE, parse_speaker },
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

  if (strcmp (text, "weak") == 0)
    {
      *category |= BOUNCE_RULE_WEAK;
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
parse_when (const Parser *parser, const char *when, BounceRuleEntry *entry,
            GError **error)
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
      return fail (parser, error, "no such condition: “%s”", conditions[i]);
  if (words->len > CONDITION_MAX)
    return fail (parser, error, "too many conditions");
  if (words->len > 1)
    entry->condition = bounce_compiler_condition (
        parser->compiler, (const guint32 *)words->data, words->len);
  return TRUE;
}

/* --- Wordings --- */

static void
free_phrase (gpointer data)
{
  BouncePhrase *phrase = data;

  g_free (phrase->text);
  g_free (phrase);
}

static void
free_item (gpointer data)
{
  BounceItem *item = data;

  g_ptr_array_unref (item->alternatives);
  g_free (item);
}

/* The phrases of one wording without classes and braces: a chain. */
typedef struct
{
  GPtrArray *phrases;
  GString *text; /* the phrase that grows */
  guint words;
} Chain;

static void
chain_flush (Chain *chain, gboolean open)
{
  BouncePhrase *phrase;

  if (chain->words == 0)
    return;
  phrase = g_new (BouncePhrase, 1);
  if (!open)
    g_string_append_c (chain->text, ' ');
  phrase->text = g_strdup (chain->text->str);
  phrase->words = chain->words;
  phrase->open = open;
  g_ptr_array_add (chain->phrases, phrase);
  g_string_truncate (chain->text, 0);
  chain->words = 0;
}

/* A star at a character of a script without spaces changes nothing. */
static gboolean
chain_word (Parser *parser, Chain *chain, const char *word, GError **error)
{
  gboolean head = *word == '*', tail = g_str_has_suffix (word, "*");
  gsize length = strlen (word);
  const char *text, *end;
  guint n;

  if (length > (gsize)head + tail)
    word += head, length -= head + tail;
  if (memchr (word, '*', length) != NULL)
    return fail (parser, error,
                 "a star stands only at the start or end of a word");
  n = bounce_normalise (parser->words, parser->folded, word, length,
                        BOUNCE_NORMALISE_WORDS);
  if (n == 0)
    return fail (parser, error, "“%s” is no word", word);
  if (n == 1 && !head && !tail
      && bounce_normalise_is_reply (parser->words->str + 1,
                                    parser->words->len - 2))
    return fail (parser, error,
                 "“%s” never reaches a rule: reply codes are left out", word);
  text = parser->words->str + 1;
  end = parser->words->str + parser->words->len - 1;
  head = head && !bounce_normalise_is_spaceless (text);
  if (head)
    chain_flush (chain, FALSE);
  else
    g_string_append_c (chain->text, ' ');
  g_string_append_len (chain->text, text, end - text);
  chain->words += n;
  if (tail
      && !bounce_normalise_is_spaceless (g_utf8_find_prev_char (text, end)))
    chain_flush (chain, TRUE);
  return TRUE;
}

/* NULL with ERROR. */
static GPtrArray *
parse_chain (Parser *parser, const char *wording, GError **error)
{
  g_auto (GStrv) words = g_strsplit (wording, " ", -1);
  g_autoptr (GString) text = g_string_new (NULL);
  Chain chain = { g_ptr_array_new_with_free_func (free_phrase), text, 0 };

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !chain_word (parser, &chain, words[i], error))
      {
        g_ptr_array_unref (chain.phrases);
        return NULL;
      }
  chain_flush (&chain, FALSE);
  return chain.phrases;
}

/* Adds the wordings that TEXT stands for, its classes replaced by each of
   theirs, to OUT. */
static gboolean
expand_classes (Parser *parser, const char *text, GPtrArray *out,
                GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (all, g_strdup (""));
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) next = g_ptr_array_new_with_free_func (g_free);
      const GPtrArray *class = NULL;

      if (*words[i] == '\0')
        continue;
      if (*words[i] == '$'
          && (class = g_hash_table_lookup (parser->classes, words[i])) == NULL)
        return fail (parser, error, "no class “%s” was defined before",
                     words[i]);
      for (guint k = 0; k < all->len; k++)
        for (guint c = 0; c < (class == NULL ? 1 : class->len); c++)
          g_ptr_array_add (
              next,
              g_strconcat (g_ptr_array_index (all, k), " ",
                           class == NULL ? words[i]
                                         : (char *)g_ptr_array_index (class, c),
                           NULL));
      if (next->len > ALTERNATIVES_MAX)
        return fail (parser, error, "too many alternatives");
      g_ptr_array_unref (all);
      all = g_steal_pointer (&next);
    }
  while (all->len > 0)
    g_ptr_array_add (out, g_ptr_array_steal_index (all, 0));
  return TRUE;
}

/* "a|b c|$d" into wordings without classes.  NULL with ERROR. */
static GPtrArray *
parse_alternatives (Parser *parser, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "|", -1);
  g_autoptr (GPtrArray) wordings = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*g_strstrip (parts[i]) == '\0')
        {
          fail (parser, error, "an empty alternative in “%s”", text);
          return NULL;
        }
      if (strpbrk (parts[i], "{}^") != NULL || strstr (parts[i], "..") != NULL)
        {
          fail (parser, error, "“%s”: an alternative holds only words",
                parts[i]);
          return NULL;
        }
      if (!expand_classes (parser, parts[i], wordings, error))
        return NULL;
    }
  if (wordings->len == 0 || wordings->len > ALTERNATIVES_MAX)
    {
      fail (parser, error, "%s alternatives",
            wordings->len == 0 ? "no" : "too many");
      return NULL;
    }
  return g_steal_pointer (&wordings);
}

static gboolean
has_spaceless (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (bounce_normalise_is_spaceless (text))
      return TRUE;
  return FALSE;
}

/* What the parser of a wording holds between items. */
typedef struct
{
  GPtrArray *items;   /* of BounceItem */
  guint32 gap;        /* before the next item */
  gboolean spaceless; /* the item before has such characters */
  gboolean at_end;    /* `^` was seen after an item */
} Wording;

static gboolean
add_item (Parser *parser, Wording *wording, const char *text, GError **error)
{
  g_autoptr (GPtrArray) texts = parse_alternatives (parser, text, error);
  BounceItem *item;
  gboolean spaceless = FALSE;

  if (texts == NULL)
    return FALSE;
  item = g_new0 (BounceItem, 1);
  item->alternatives
      = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  g_ptr_array_add (wording->items, item);
  for (guint i = 0; i < texts->len; i++)
    {
      const char *one = g_ptr_array_index (texts, i);
      GPtrArray *chain = parse_chain (parser, one, error);

      if (chain == NULL)
        return FALSE;
      g_ptr_array_add (item->alternatives, chain);
      spaceless |= has_spaceless (one);
    }
  item->gap = wording->gap;
  if (item->gap == BOUNCE_GAP && (spaceless || wording->spaceless))
    item->gap = BOUNCE_GAP_SPACELESS;
  wording->gap = 0;
  wording->spaceless = spaceless;
  return TRUE;
}

/* Cuts the next token off *CURSOR: "{...}", "$class", "^", "..", or words up
   to one of these.  NULL at the end. */
static char *
next_token (const char **cursor)
{
  const char *start = *cursor + strspn (*cursor, " "), *p = start;

  if (*p == '\0')
    return NULL;
  if (*p == '{')
    {
      p = strchrnul (p, '}');
      p += *p == '}';
    }
  else
    do
      {
        p += strcspn (p, " {");
        if (strchr ("$^", *start) != NULL || g_str_has_prefix (start, ".. ")
            || *p != ' ')
          break;
        p += strspn (p, " ");
      }
    while (*p != '\0' && strchr ("{$^", *p) == NULL
           && !g_str_has_prefix (p, ".. "));
  *cursor = p;
  return g_strchomp (g_strndup (start, p - start));
}

static gboolean
parse_token (Parser *parser, Wording *wording, char *token, GError **error)
{
  gsize length = strlen (token);

  if (wording->at_end)
    return fail (parser, error, "nothing can follow the closing ^");
  if (strcmp (token, "^") == 0)
    {
      if (wording->gap != 0)
        return fail (parser, error, "^ next to a gap says nothing");
      wording->at_end = wording->items->len > 0;
      wording->gap = wording->at_end ? 0 : BOUNCE_GAP_START;
      return TRUE;
    }
  if (strcmp (token, "..") == 0)
    {
      if (wording->items->len == 0 || wording->gap != 0)
        return fail (parser, error, "a gap stands only between two items");
      wording->gap = BOUNCE_GAP;
      return TRUE;
    }
  if (*token != '{')
    return strpbrk (token, "}|^") == NULL
               ? add_item (parser, wording, token, error)
               : fail (parser, error, "a stray } | or ^ in “%s”", token);
  if (token[length - 1] != '}')
    return fail (parser, error, "no } after “%s”", token);
  token[length - 1] = '\0';
  return add_item (parser, wording, token + 1, error);
}

/* The column of words: adds the rule. */
static gboolean
parse_words (Parser *parser, const char *words, const BounceRuleEntry *entry,
             GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (free_item);
  Wording wording = { .items = items };
  char *token;

  while ((token = next_token (&words)) != NULL)
    {
      gboolean ok = parse_token (parser, &wording, token, error);
      g_free (token);
      if (!ok)
        return FALSE;
    }
  if (items->len == 0 || wording.gap != 0)
    return fail (parser, error, "the words end with a gap, or are none");
  if (!bounce_compiler_add (parser->compiler, entry, items, wording.at_end))
    return fail (parser, error, "too many alternatives with stars");
  return TRUE;
}

/* --- Lines --- */

static gboolean
parse_class (Parser *parser, char **columns, const char *line, GError **error)
{
  const char *name = columns[0];
  GPtrArray *wordings;

  if (g_strv_length (columns) != 2 || name[1] == '\0'
      || strpbrk (name, " {}|^*") != NULL)
    return fail (parser, error, "a class is $NAME, TAB, and its words");
  if (g_hash_table_contains (parser->classes, name))
    return fail (parser, error, "the class %s was defined before", name);
  if ((wordings = parse_alternatives (parser, columns[1], error)) == NULL)
    return FALSE;
  g_ptr_array_set_free_func (wordings, g_free);
  g_hash_table_insert (parser->classes, g_strdup (name), wordings);
  g_string_append_printf (parser->class_lines, "%s\n", line);
  return TRUE;
}

static gboolean
parse_rule (Parser *parser, char **columns, GError **error)
{
  BounceRuleEntry entry = { .line = parser->line };

  if (g_strv_length (columns) != 4)
    return fail (parser, error,
                 "a rule has four columns, separated by tabs: "
                 "category, when, words, example");
  entry.category = bounce_category_from_slug (columns[0]);
  if (entry.category == BOUNCE_CATEGORY_NONE)
    return fail (parser, error, "no such category: “%s”", columns[0]);
  if (*columns[3] == '\0')
    return fail (parser, error, "a rule needs an example");
  if (!parse_when (parser, columns[1], &entry, error))
    return FALSE;
  entry.when = bounce_compiler_string (parser->compiler, columns[1]);
  entry.words = bounce_compiler_string (parser->compiler, columns[2]);
  entry.example = bounce_compiler_string (parser->compiler, columns[3]);
  return parse_words (parser, columns[2], &entry, error);
}

static gboolean
parse_line (Parser *parser, char *line, GError **error)
{
  g_auto (GStrv) columns = NULL;
  gsize length = strlen (line);

  if (length > 0 && line[length - 1] == '\r')
    line[length - 1] = '\0';
  if (*line == '#' || line[strspn (line, " \t")] == '\0')
    return TRUE;
  columns = g_strsplit (line, "\t", -1);
  if (*line == '$')
    return parse_class (parser, columns, line, error);
  return parse_rule (parser, columns, error);
}

BounceRules *
bounce_rules_parse (const char *file, const char *text, GError **error)
{
  g_auto (GStrv) lines = NULL;
  gboolean ok = TRUE;
  BounceRules *rules = NULL;
  Parser parser = { .file = file };

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
    rules = bounce_compiler_finish (parser.compiler, parser.class_lines->str);

  bounce_compiler_free (parser.compiler);
  g_hash_table_unref (parser.classes);
  g_string_free (parser.class_lines, TRUE);
  g_string_free (parser.words, TRUE);
  g_string_free (parser.folded, TRUE);
  return rules;
}
