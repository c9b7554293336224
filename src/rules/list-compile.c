/* list-compile: files of word lists become the automaton of text/lists, as C.
   A line is $NAME, a tab, and phrases parted by bars, spaces and all; the bar
   at a line's end only shows that a space before it counts.  Lines of one name
   add to it; $OTHER among the phrases stands for a list that came before. */
#include "config.h"

#include <string.h>

#include "rules/list-compile.h"
#include "rules/table.h"
#include "text/automaton.h"
#include "text/fold.h"
#include "text/list-table.h"

typedef struct
{
  char *name;
  GPtrArray *phrases; /* of char *, as written */
} List;

struct BounceListCompiler
{
  GPtrArray *lists; /* of List */
};

static void
list_free (gpointer data)
{
  List *list = data;

  g_free (list->name);
  g_ptr_array_unref (list->phrases);
  g_free (list);
}

BounceListCompiler *
bounce_list_compiler_new (void)
{
  BounceListCompiler *compiler = g_new0 (BounceListCompiler, 1);

  compiler->lists = g_ptr_array_new_with_free_func (list_free);
  return compiler;
}

void
bounce_list_compiler_free (BounceListCompiler *compiler)
{
  g_ptr_array_unref (compiler->lists);
  g_free (compiler);
}

static List *
find_list (const BounceListCompiler *compiler, const char *name)
{
  for (guint i = 0; i < compiler->lists->len; i++)
    {
      List *list = g_ptr_array_index (compiler->lists, i);
      if (strcmp (list->name, name) == 0)
        return list;
    }
  return NULL;
}

static List *
add_list (BounceListCompiler *compiler, const char *name)
{
  List *list = find_list (compiler, name);

  if (list == NULL)
    {
      list = g_new0 (List, 1);
      list->name = g_strdup (name);
      list->phrases = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (compiler->lists, list);
    }
  return list;
}

/* What is wrong with LINE, or NULL. */
static const char *
read_line (BounceListCompiler *compiler, char *line)
{
  g_auto (GStrv) columns = g_strsplit (line, "\t", -1);
  g_auto (GStrv) phrases = NULL;
  List *list;

  if (*line == '#' || *line == '\0')
    return NULL;
  if (*line != '$' || g_strv_length (columns) != 2 || columns[0][1] == '\0')
    return "a list is $NAME, TAB, and its phrases";
  list = add_list (compiler, columns[0] + 1);
  phrases = g_strsplit (columns[1], "|", -1);
  for (guint i = 0; phrases[i] != NULL; i++)
    {
      const List *other;

      if (*phrases[i] == '\0' && phrases[i + 1] == NULL)
        break;
      if (*phrases[i] == '\0')
        return "an empty phrase";
      if (*phrases[i] != '$')
        {
          g_ptr_array_add (list->phrases, g_strdup (phrases[i]));
          continue;
        }
      if ((other = find_list (compiler, phrases[i] + 1)) == NULL
          || other == list)
        return "a list that was not defined before";
      for (guint k = 0; k < other->phrases->len; k++)
        g_ptr_array_add (list->phrases,
                         g_strdup (g_ptr_array_index (other->phrases, k)));
    }
  return NULL;
}

gboolean
bounce_list_compiler_read (BounceListCompiler *compiler, const char *file,
                           const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *wrong = read_line (compiler, lines[i]);

      if (wrong == NULL)
        continue;
      g_set_error (error, BOUNCE_RULES_ERROR, BOUNCE_RULES_ERROR_SYNTAX,
                   "%s:%u: %s", file, i + 1, wrong);
      return FALSE;
    }
  return TRUE;
}

void
bounce_list_compiler_names (const BounceListCompiler *compiler, GString *out)
{
  g_string_append (
      out, "/* Made by mkrules from rules/data/lists/: the word lists. */\n"
           "#ifndef BOUNCE_TEXT_LIST_NAMES_H\n"
           "#define BOUNCE_TEXT_LIST_NAMES_H\n\n"
           "typedef enum\n{\n  BOUNCE_LIST_NONE,\n");
  for (guint i = 0; i < compiler->lists->len; i++)
    {
      const List *list = g_ptr_array_index (compiler->lists, i);
      g_autofree char *upper = g_ascii_strup (list->name, -1);

      g_strdelimit (upper, "-", '_');
      g_string_append_printf (out, "  BOUNCE_LIST_%s,\n", upper);
    }
  g_string_append (out, "  BOUNCE_N_LISTS\n} BounceList;\n\n#endif\n");
}

/* --- The table --- */

/* A member, and the phrase that it is of. */
typedef struct
{
  guint32 phrase;
  BounceListMember member;
} Entry;

typedef struct
{
  BounceAutomatonBuilder *builder;
  GArray *lengths; /* of guint32, by phrase */
  GArray *entries; /* of Entry */
} Table;

/* PHRASE as bounce_fold_line makes texts, but for the spaces at its ends. */
static char *
fold_phrase (const char *phrase)
{
  gsize length = strlen (phrase);
  g_autofree char *folded = bounce_fold_line (phrase, -1);

  return g_strconcat (*phrase == ' ' ? " " : "", folded,
                      length > 1 && phrase[length - 1] == ' ' ? " " : "", NULL);
}

static void
add_phrase (Table *table, guint list, guint order, const char *phrase)
{
  g_autofree char *bare = NULL, *folded = NULL;
  gsize length = strlen (phrase);
  Entry entry = { 0, { (guint16)list, (guint16)order } };
  guint32 n;

  if (*phrase == '^')
    entry.member.order |= BOUNCE_MEMBER_FIRST;
  if (length > 1 && phrase[length - 1] == '$')
    entry.member.order |= BOUNCE_MEMBER_LAST;
  bare = g_strndup (phrase + (*phrase == '^'),
                    length - (*phrase == '^')
                        - (entry.member.order & BOUNCE_MEMBER_LAST ? 1 : 0));
  folded = fold_phrase (bare);
  n = (guint32)strlen (folded);
  entry.phrase = bounce_automaton_builder_add (table->builder, folded, n);
  if (entry.phrase == table->lengths->len)
    g_array_append_val (table->lengths, n);
  g_array_append_val (table->entries, entry);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *x = a, *y = b;

  if (x->phrase != y->phrase)
    return x->phrase < y->phrase ? -1 : 1;
  if (x->member.list != y->member.list)
    return x->member.list < y->member.list ? -1 : 1;
  return (x->member.order & BOUNCE_MEMBER_ORDER)
                 < (y->member.order & BOUNCE_MEMBER_ORDER)
             ? -1
             : 1;
}

static void
print_numbers (GString *out, const char *type, const char *name,
               const guint32 *number, gsize n)
{
  g_string_append_printf (out, "static const %s %s[] = {", type, name);
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (out, "%s%u,", i % 12 == 0 ? "\n  " : " ",
                            number[i]);
  g_string_append (out, "\n};\n\n");
}

static void
print_members (GString *out, const Table *table)
{
  guint at = 0;

  g_string_append (out, "static const BounceListMember members[] = {");
  for (guint i = 0; i < table->entries->len; i++)
    {
      const Entry *entry = &g_array_index (table->entries, Entry, i);
      g_string_append_printf (out, "%s{ %u, %u },", i % 6 == 0 ? "\n  " : " ",
                              entry->member.list, entry->member.order);
    }
  g_string_append (out, "\n};\n\nstatic const BounceListPhrase phrases[] = {");
  for (guint i = 0; i <= table->lengths->len; i++)
    {
      while (at < table->entries->len
             && g_array_index (table->entries, Entry, at).phrase < i)
        at++;
      g_string_append_printf (
          out, "%s{ %u, %u },", i % 6 == 0 ? "\n  " : " ", at,
          i < table->lengths->len ? g_array_index (table->lengths, guint32, i)
                                  : 0);
    }
  g_string_append (out, "\n};\n\n");
}

static void
print_automaton (GString *out, BounceAutomatonBuilder *builder)
{
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GString) bytes = g_string_new (NULL);
  BounceAutomatonParts parts;

  bounce_automaton_builder_finish (builder, words, bytes, &parts);
  print_numbers (out, "guint32", "words", (const guint32 *)words->data,
                 words->len);
  g_string_append (out, "static const guint8 labels[] = {");
  for (gsize i = parts.labels; i < bytes->len; i++)
    g_string_append_printf (out, "%s%u,", i % 16 == 0 ? "\n  " : " ",
                            (guint8)bytes->str[i]);
  g_string_append_printf (
      out,
      "\n};\n\n"
      "const BounceListTable bounce_list_table\n"
      "    = { { (const BounceAutomatonState *)(words + %u),\n"
      "          (const BounceAutomatonOutput *)(words + %u),\n"
      "          words + %u, labels },\n"
      "        phrases, members, names };\n",
      parts.states, parts.outputs, parts.rows);
}

void
bounce_list_compiler_table (const BounceListCompiler *compiler, GString *out)
{
  Table table = { bounce_automaton_builder_new (),
                  g_array_new (FALSE, FALSE, sizeof (guint32)),
                  g_array_new (FALSE, FALSE, sizeof (Entry)) };

  g_string_append (
      out, "/* Made by mkrules from rules/data/lists/; see list-table.h. */\n"
           "#include \"config.h\"\n\n"
           "#include \"text/list-table.h\"\n\n"
           "static const char *const names[] = {\n  \"none\",\n");
  for (guint i = 0; i < compiler->lists->len; i++)
    {
      const List *list = g_ptr_array_index (compiler->lists, i);

      g_string_append_printf (out, "  \"%s\",\n", list->name);
      for (guint k = 0; k < list->phrases->len; k++)
        add_phrase (&table, i + 1, k, g_ptr_array_index (list->phrases, k));
    }
  g_string_append (out, "};\n\n");
  g_array_sort (table.entries, compare_entries);
  print_members (out, &table);
  print_automaton (out, table.builder);
  bounce_automaton_builder_free (table.builder);
  g_array_unref (table.lengths);
  g_array_unref (table.entries);
}
