/* list-compile: files of word lists become the automaton of text/lists, as C.
   A line is $NAME, a tab, and phrases parted by bars, spaces and all; the bar
   at a line's end only shows that a space before it counts.  Lines of one name
   add to it; $OTHER among the phrases stands for a list that came before. */
#include "config.h"

#include <string.h>

#include "rules/list-compile.h"
#include "rules/table.h"
#include "text/dense-automaton.h"
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
  guint32 n_phrases;
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
  Entry entry = { 0, { (guint16)list, (guint16)order, 0 } };

  if (*phrase == '^')
    entry.member.order |= BOUNCE_MEMBER_FIRST;
  if (length > 1 && phrase[length - 1] == '$')
    entry.member.order |= BOUNCE_MEMBER_LAST;
  bare = g_strndup (phrase + (*phrase == '^'),
                    length - (*phrase == '^')
                        - (entry.member.order & BOUNCE_MEMBER_LAST ? 1 : 0));
  folded = fold_phrase (bare);
  entry.member.length = (guint16)strlen (folded);
  entry.phrase = bounce_automaton_builder_add (table->builder, folded,
                                               entry.member.length);
  table->n_phrases = MAX (table->n_phrases, entry.phrase + 1);
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

/* The COUNT numbers of SIZE bytes at NUMBERS as the array NAME of TYPE. */
static void
print_numbers (GString *out, const char *type, const char *name,
               gconstpointer numbers, gsize size, gsize count)
{
  g_string_append_printf (out, "static const %s %s[] = {", type, name);
  for (gsize i = 0; i < count; i++)
    g_string_append_printf (out, "%s%u,", i % 16 == 0 ? "\n  " : " ",
                            size == 1   ? ((const guint8 *)numbers)[i]
                            : size == 2 ? ((const guint16 *)numbers)[i]
                                        : ((const guint32 *)numbers)[i]);
  g_string_append (out, "\n};\n\n");
}

static void
print_array (GString *out, const char *type, const char *name,
             const GArray *numbers)
{
  print_numbers (out, type, name, numbers->data,
                 g_array_get_element_size ((GArray *)numbers), numbers->len);
}

/* The members of PHRASE; FIRST_OF has by phrase the first one's place. */
static void
print_members_of (GString *out, const Table *table, const GArray *first_of,
                  guint32 phrase)
{
  for (guint32 i = g_array_index (first_of, guint32, phrase);
       i < g_array_index (first_of, guint32, phrase + 1); i++)
    {
      const BounceListMember *member
          = &g_array_index (table->entries, Entry, i).member;

      g_string_append_printf (out, " { %u, %u, %u },", member->list,
                              member->order, member->length);
    }
}

/* By phrase, with one more: where in the sorted entries its own begin. */
static GArray *
first_entries (const Table *table)
{
  GArray *first_of = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 at = 0;

  for (guint32 phrase = 0; phrase <= table->n_phrases; phrase++)
    {
      while (at < table->entries->len
             && g_array_index (table->entries, Entry, at).phrase < phrase)
        at++;
      g_array_append_val (first_of, at);
    }
  return first_of;
}

/* The members by state, in place of the phrases that end there. */
static void
print_members (GString *out, const Table *table, const BounceDenseTables *dense)
{
  g_autoptr (GArray) first_of = first_entries (table);
  g_autoptr (GArray) members_of = g_array_new (FALSE, FALSE, sizeof (guint32));
  const guint32 *ends_of = (const guint32 *)dense->ends_of->data;
  guint32 n = 0;

  g_string_append (out, "static const BounceListMember members[] = {");
  for (guint i = 0; i + 1 < dense->ends_of->len; i++)
    {
      g_array_append_val (members_of, n);
      g_string_append (out, "\n ");
      for (guint32 e = ends_of[i]; e < ends_of[i + 1]; e++)
        {
          guint32 phrase = g_array_index (dense->ends, guint32, e);

          print_members_of (out, table, first_of, phrase);
          n += g_array_index (first_of, guint32, phrase + 1)
               - g_array_index (first_of, guint32, phrase);
        }
    }
  g_array_append_val (members_of, n);
  g_string_append (out, "\n};\n\n");
  print_array (out, "guint32", "members_of", members_of);
}

static void
print_dense (GString *out, const BounceDenseTables *dense)
{
  print_numbers (out, "guint8", "columns", dense->columns, 1, 256);
  print_numbers (out, "guint16", "mostly", dense->mostly, 2, 256);
  /* A row begins a line of a processor's cache. */
  print_array (out, "_Alignas (64) guint16", "rows", dense->rows);
  print_array (out, "guint16", "more", dense->more);
  print_array (out, "guint32", "rare_of", dense->rare_of);
  print_array (out, "guint32", "rare", dense->rare);
  print_array (out, "guint8", "depths", dense->depths);
}

gboolean
bounce_list_compiler_table (const BounceListCompiler *compiler, GString *out,
                            GError **error)
{
  Table table = { bounce_automaton_builder_new (), 0,
                  g_array_new (FALSE, FALSE, sizeof (Entry)) };
  BounceDenseTables *dense;

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
  dense = bounce_dense_build (table.builder);
  if (dense != NULL)
    {
      print_members (out, &table, dense);
      print_dense (out, dense);
      g_string_append_printf (out,
                              "const BounceListTable bounce_list_table\n"
                              "    = { { columns, rows, more, mostly, rare_of, "
                              "rare, depths, %u },\n"
                              "        members_of, members, names };\n",
                              dense->first_end);
    }
  else
    g_set_error (error, BOUNCE_RULES_ERROR, BOUNCE_RULES_ERROR_SYNTAX,
                 "the word lists are too large for their automaton");
  bounce_automaton_builder_free (table.builder);
  g_array_unref (table.entries);
  bounce_dense_free (dense);
  return dense != NULL;
}
