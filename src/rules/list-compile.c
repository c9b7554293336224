/* list-compile: files of word lists become the lists that list-print makes
   automata of.
   A line is $NAME, a tab, and phrases parted by bars, spaces and all; the bar
   at a line's end only shows that a space before it counts.  Lines of one name
   add to it; $OTHER among the phrases stands for a list that came before.  Or
   it is "alone", a tab, and the lists that get an automaton each; or "apart":
   the lists of this file get one for them all, and are not in that of the
   others. */
#include "config.h"

#include <string.h>

#include "rules/list-compile.h"
#include "rules/list-print.h"
#include "rules/rules.h"

typedef BounceWordList List;

struct BounceListCompiler
{
  GPtrArray *lists; /* of List */
  GPtrArray *alone; /* of char *: names */
  gboolean apart;   /* so are the lists of the file that is read */
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
  compiler->alone = g_ptr_array_new_with_free_func (g_free);
  return compiler;
}

void
bounce_list_compiler_free (BounceListCompiler *compiler)
{
  g_ptr_array_unref (compiler->lists);
  g_ptr_array_unref (compiler->alone);
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
      list->apart = compiler->apart;
      list->phrases = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (compiler->lists, list);
    }
  return list;
}

/* What is wrong with NAMES, which get automata of their own, or NULL. */
static const char *
read_alone (BounceListCompiler *compiler, const char *names)
{
  g_auto (GStrv) each = g_strsplit (names, "|", -1);

  for (guint i = 0; each[i] != NULL; i++)
    {
      if (*each[i] != '$')
        return "no $NAME of a list";
      g_ptr_array_add (compiler->alone, g_strdup (each[i] + 1));
    }
  return NULL;
}

/* What is wrong with LINE, or NULL. */
static const char *
read_line (BounceListCompiler *compiler, const char *line)
{
  g_auto (GStrv) columns = g_strsplit (line, "\t", -1);
  g_auto (GStrv) phrases = NULL;
  List *list;

  if (*line == '#' || *line == '\0')
    return NULL;
  if (g_str_has_prefix (line, "alone\t"))
    return read_alone (compiler, columns[1]);
  if (strcmp (line, "apart") == 0)
    {
      compiler->apart = TRUE;
      return NULL;
    }
  if (*line != '$' || g_strv_length (columns) != 2 || columns[0][1] == '\0')
    return "a list is $NAME, TAB, and its phrases";
  list = add_list (compiler, columns[0] + 1);
  if (list->apart != compiler->apart)
    return "a list stands apart, or among the others";
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

  compiler->apart = FALSE;
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

gboolean
bounce_list_compiler_table (const BounceListCompiler *compiler, GString *out,
                            GString *nearly_full, GError **error)
{
  for (guint i = 0; i < compiler->alone->len; i++)
    {
      const char *name = g_ptr_array_index (compiler->alone, i);
      List *list = find_list (compiler, name);

      if (list == NULL)
        {
          g_set_error (error, BOUNCE_RULES_ERROR, BOUNCE_RULES_ERROR_SYNTAX,
                       "$%s, alone, is no list", name);
          return FALSE;
        }
      list->alone = TRUE;
    }
  return bounce_lists_print (compiler->lists, out, nearly_full, error);
}
