/* pattern: reads the column of words of a rule: replaces classes by their
   wordings, normalises every wording as texts are, and cuts it into phrases
   where a star stands. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "rules/parse.h"
#include "text/fold-characters.h"
#include "text/fold-words.h"

gboolean
bounce_parser_fail (const BounceParser *parser, GError **error,
                    const char *format, ...)
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

/* The most wordings that one item may stand for. */
#define ALTERNATIVES_MAX 4096

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
  BounceRuleItem *item = data;

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
chain_word (BounceParser *parser, Chain *chain, const char *word,
            GError **error)
{
  gboolean head = *word == '*', tail = g_str_has_suffix (word, "*");
  gsize length = strlen (word);
  const char *text, *end;
  guint n;

  if (length <= (gsize)head + (gsize)tail)
    return bounce_parser_fail (parser, error, "not a word: “%s”", word);
  word += head;
  length -= (gsize)head + (gsize)tail;
  if (memchr (word, '*', length) != NULL)
    return bounce_parser_fail (
        parser, error, "a star stands only at the start or end of a word");
  n = bounce_fold_words (parser->words, parser->folded, word, length);
  if (n == 0)
    return bounce_parser_fail (parser, error, "not a word: “%s”", word);
  if (n == 1 && !head && !tail
      && bounce_fold_is_reply (parser->words->str + 1, parser->words->len - 2))
    return bounce_parser_fail (
        parser, error, "“%s” never reaches a rule: reply codes are left out",
        word);
  text = parser->words->str + 1;
  end = parser->words->str + parser->words->len - 1;
  head = head && !bounce_fold_is_spaceless (text);
  if (head)
    chain_flush (chain, FALSE);
  else
    g_string_append_c (chain->text, ' ');
  g_string_append_len (chain->text, text, end - text);
  chain->words += n;
  if (tail && !bounce_fold_is_spaceless (g_utf8_find_prev_char (text, end)))
    chain_flush (chain, TRUE);
  return TRUE;
}

/* NULL with ERROR. */
static GPtrArray *
parse_chain (BounceParser *parser, const char *wording, GError **error)
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
expand_classes (BounceParser *parser, const char *text, GPtrArray *out,
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
        return bounce_parser_fail (
            parser, error, "no class “%s” was defined before", words[i]);
      for (guint k = 0; k < all->len; k++)
        for (guint c = 0; c < (class == NULL ? 1 : class->len); c++)
          g_ptr_array_add (
              next,
              g_strconcat (g_ptr_array_index (all, k), " ",
                           class == NULL ? words[i]
                                         : (char *)g_ptr_array_index (class, c),
                           NULL));
      if (next->len > ALTERNATIVES_MAX)
        return bounce_parser_fail (parser, error, "too many alternatives");
      g_ptr_array_unref (all);
      all = g_steal_pointer (&next);
    }
  while (all->len > 0)
    g_ptr_array_add (out, g_ptr_array_steal_index (all, 0));
  return TRUE;
}

/* "a|b c|$d" into wordings without classes.  NULL with ERROR. */
GPtrArray *
bounce_parser_alternatives (BounceParser *parser, const char *text,
                            GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "|", -1);
  g_autoptr (GPtrArray) wordings = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*g_strstrip (parts[i]) == '\0')
        {
          bounce_parser_fail (parser, error, "an empty alternative in “%s”",
                              text);
          return NULL;
        }
      if (strpbrk (parts[i], "{}^") != NULL || strstr (parts[i], "..") != NULL)
        {
          bounce_parser_fail (
              parser, error, "“%s”: an alternative holds only words", parts[i]);
          return NULL;
        }
      if (!expand_classes (parser, parts[i], wordings, error))
        return NULL;
    }
  if (wordings->len == 0 || wordings->len > ALTERNATIVES_MAX)
    {
      bounce_parser_fail (parser, error, "%s alternatives",
                          wordings->len == 0 ? "no" : "too many");
      return NULL;
    }
  return g_steal_pointer (&wordings);
}

static gboolean
has_spaceless (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (bounce_fold_is_spaceless (text))
      return TRUE;
  return FALSE;
}

/* What the parser of a wording holds between items. */
typedef struct
{
  GPtrArray *items;   /* of BounceRuleItem */
  guint32 gap;        /* before the next item */
  gboolean spaceless; /* the item before has such characters */
  gboolean at_end;    /* `^` was seen after an item */
} Wording;

static gboolean
add_item (BounceParser *parser, Wording *wording, const char *text,
          GError **error)
{
  g_autoptr (GPtrArray) texts
      = bounce_parser_alternatives (parser, text, error);
  BounceRuleItem *item;
  gboolean spaceless = FALSE;

  if (texts == NULL)
    return FALSE;
  item = g_new0 (BounceRuleItem, 1);
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
      p += strcspn (p, "}");
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
parse_token (BounceParser *parser, Wording *wording, char *token,
             GError **error)
{
  gsize length = strlen (token);

  if (wording->at_end)
    return bounce_parser_fail (parser, error,
                               "nothing can follow the closing ^");
  if (strcmp (token, "^") == 0)
    {
      if (wording->gap != 0)
        return bounce_parser_fail (parser, error,
                                   "^ next to a gap says nothing");
      wording->at_end = wording->items->len > 0;
      wording->gap = wording->at_end ? 0 : BOUNCE_GAP_START;
      return TRUE;
    }
  if (strcmp (token, "..") == 0)
    {
      if (wording->items->len == 0 || wording->gap != 0)
        return bounce_parser_fail (parser, error,
                                   "a gap stands only between two items");
      wording->gap = BOUNCE_GAP;
      return TRUE;
    }
  if (*token != '{')
    return strpbrk (token, "}|^") == NULL
               ? add_item (parser, wording, token, error)
               : bounce_parser_fail (parser, error, "a stray } | or ^ in “%s”",
                                     token);
  if (token[length - 1] != '}')
    return bounce_parser_fail (parser, error, "no } after “%s”", token);
  token[length - 1] = '\0';
  return add_item (parser, wording, token + 1, error);
}

/* The items of WORDS; AT_END: the last one is `^`.  NULL with ERROR. */
static GPtrArray *
parse_items (BounceParser *parser, const char *words, gboolean cross,
             gboolean *at_end, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (free_item);
  Wording wording = { .items = items };
  char *token;

  while ((token = next_token (&words)) != NULL)
    {
      gboolean ok = parse_token (parser, &wording, token, error);
      g_free (token);
      if (!ok)
        return NULL;
    }
  if (items->len == 0 || wording.gap != 0)
    {
      bounce_parser_fail (parser, error,
                          "the words are missing, or end with a gap");
      return NULL;
    }
  for (guint i = 0; cross && i < items->len; i++)
    ((BounceRuleItem *)g_ptr_array_index (items, i))->gap |= BOUNCE_GAP_CROSS;
  *at_end = wording.at_end;
  return g_steal_pointer (&items);
}

gboolean
bounce_parser_words (BounceParser *parser, const char *words,
                     const BounceRuleEntry *entry, GError **error)
{
  gboolean at_end, cross = (entry->category & BOUNCE_RULE_CROSS) != 0;
  g_autoptr (GPtrArray) items
      = parse_items (parser, words, cross, &at_end, error);

  if (items == NULL)
    return FALSE;
  if (!bounce_compiler_add (parser->compiler, entry, items, at_end))
    return bounce_parser_fail (parser, error,
                               "too many alternatives with stars");
  return TRUE;
}

gboolean
bounce_parser_notion (BounceParser *parser, const char *words, const char *name,
                      GError **error)
{
  gboolean at_end;
  g_autoptr (GPtrArray) items
      = parse_items (parser, words, FALSE, &at_end, error);

  if (items == NULL)
    return FALSE;
  if (!bounce_compiler_add_notion (parser->compiler, name, items, at_end))
    return bounce_parser_fail (parser, error,
                               "too many alternatives with stars");
  return TRUE;
}
