/* list-print: word lists become the automata of text/lists (list-table.h), as
   C: those of many lists, for texts that many questions are asked of, and one
   of each list that is often asked alone. */
#include "config.h"

#include <string.h>

#include "rules/list-print.h"
#include "rules/rules.h"
#include "rules/spelling.h"
#include "text/dense-automaton.h"
#include "text/fold-characters.h"
#include "text/list-table.h"

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
  GArray *entries;   /* of Entry */
  gboolean of_ascii; /* it has the phrases that are ASCII once folded; FALSE:
                        the others */
  gboolean lacks;    /* some that it does not have */
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

/* Adds FOLDED, with what ENTRY says of it; NULL: nothing. */
static void
add_spelling (Table *table, Entry entry, const char *folded)
{
  if (folded == NULL)
    return;
  if (g_str_is_ascii (folded) != table->of_ascii)
    {
      table->lacks = TRUE;
      return;
    }
  entry.member.length = (guint16)strlen (folded);
  entry.phrase = bounce_automaton_builder_add (table->builder, folded,
                                               entry.member.length);
  table->n_phrases = MAX (table->n_phrases, entry.phrase + 1);
  g_array_append_val (table->entries, entry);
}

static void
add_phrase (Table *table, guint list, guint order, const char *phrase)
{
  g_autofree char *bare = NULL, *folded = NULL, *bald = NULL, *german = NULL;
  gsize length = strlen (phrase);
  Entry entry = { 0, { (guint16)list, (guint16)order, 0 } };

  if (*phrase == '^')
    entry.member.order |= BOUNCE_PHRASE_FIRST;
  if (length > 1 && phrase[length - 1] == '$')
    entry.member.order |= BOUNCE_PHRASE_LAST;
  bare = g_strndup (phrase + (*phrase == '^'),
                    length - (*phrase == '^')
                        - (entry.member.order & BOUNCE_PHRASE_LAST ? 1 : 0));
  folded = fold_phrase (bare);
  bald = bounce_spelling_plain (folded, FALSE);
  german = bounce_spelling_plain (folded, TRUE);
  add_spelling (table, entry, folded);
  add_spelling (table, entry, bald);
  if (german != NULL && strcmp (german, bald) != 0)
    add_spelling (table, entry, german);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *x = a, *y = b;

  if (x->phrase != y->phrase)
    return x->phrase < y->phrase ? -1 : 1;
  if (x->member.list != y->member.list)
    return x->member.list < y->member.list ? -1 : 1;
  return (x->member.order & BOUNCE_PHRASE_ORDER)
                 < (y->member.order & BOUNCE_PHRASE_ORDER)
             ? -1
             : 1;
}

/* The COUNT numbers of SIZE bytes at NUMBERS as the array NAME of TYPE, of the
   list numbered LIST (0: of all). */
static void
print_numbers (GString *out, const char *type, const char *name, guint list,
               gconstpointer numbers, gsize size, gsize count)
{
  g_string_append_printf (out, "static const %s %s_%u[] = {", type, name, list);
  for (gsize i = 0; i < count; i++)
    g_string_append_printf (out, "%s%u,", i % 16 == 0 ? "\n  " : " ",
                            size == 1   ? ((const guint8 *)numbers)[i]
                            : size == 2 ? ((const guint16 *)numbers)[i]
                                        : ((const guint32 *)numbers)[i]);
  g_string_append (out, "\n};\n\n");
}

static void
print_array (GString *out, const char *type, const char *name, guint list,
             const GArray *numbers)
{
  print_numbers (out, type, name, list, numbers->data,
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
print_members (GString *out, const Table *table, guint list,
               const BounceDenseTables *dense)
{
  g_autoptr (GArray) first_of = first_entries (table);
  g_autoptr (GArray) members_of = g_array_new (FALSE, FALSE, sizeof (guint32));
  const guint32 *ends_of = (const guint32 *)dense->ends_of->data;
  guint32 n = 0;

  g_string_append_printf (out, "static const BounceListMember members_%u[] = {",
                          list);
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
  print_array (out, "guint32", "members_of", list, members_of);
}

static void
print_dense (GString *out, guint list, const BounceDenseTables *dense)
{
  print_numbers (out, "guint8", "columns", list, dense->columns, 1, 256);
  /* A row begins a line of a processor's cache. */
  print_array (out, "_Alignas (64) guint16", "rows", list, dense->rows);
  print_array (out, "guint8", "depths", list, dense->depths);
  if (dense->first_wide > BOUNCE_DENSE_PLAIN)
    {
      print_array (out, "guint16", "narrow", list, dense->narrow);
      print_array (out, "guint16", "narrow_of", list, dense->narrow_of);
    }
  if (dense->n_wide > 0)
    {
      print_array (out, "guint16", "blocks", list, dense->blocks);
      print_array (out, "guint16", "wide", list, dense->wide);
      print_array (out, "guint32", "wide_of", list, dense->wide_of);
    }
}

/* The table of PHRASES' automaton, which is LIST's, in braces. */
static void
print_table (GString *out, guint list, const BounceDenseTables *dense,
             gboolean lacks)
{
  g_string_append_printf (
      out, "{ { .columns = columns_%u, .rows = rows_%u, .depths = depths_%u",
      list, list, list);
  if (dense->first_wide > BOUNCE_DENSE_PLAIN)
    g_string_append_printf (
        out, ",\n .narrow = narrow_%u, .narrow_of = narrow_of_%u", list, list);
  if (dense->n_wide > 0)
    g_string_append_printf (
        out, ",\n .blocks = blocks_%u, .wide = wide_%u, .wide_of = wide_of_%u",
        list, list, list);
  g_string_append_printf (out,
                          ",\n .first_wide = %u, .first_end = %u },"
                          "\n members_of_%u, members_%u, %s }",
                          dense->first_wide, dense->first_end, list, list,
                          lacks ? "TRUE" : "FALSE");
}

static void
table_init (Table *table, gboolean of_ascii)
{
  table->builder = bounce_automaton_builder_new ();
  table->n_phrases = 0;
  table->of_ascii = of_ascii;
  table->lacks = FALSE;
  table->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
}

static void
table_clear (Table *table)
{
  bounce_automaton_builder_free (table->builder);
  g_array_unref (table->entries);
}

static void
add_phrases (Table *table, const GPtrArray *lists, guint number)
{
  const BounceWordList *list = g_ptr_array_index (lists, number - 1);

  for (guint k = 0; k < list->phrases->len; k++)
    add_phrase (table, number, k, g_ptr_array_index (list->phrases, k));
}

/* The automaton of the list NUMBER alone, if it is to have one and phrases of
   ASCII, or no other. */
static gboolean
print_alone (GString *out, const GPtrArray *lists, guint number)
{
  const BounceWordList *list = g_ptr_array_index (lists, number - 1);
  Table table;
  BounceDenseTables *dense;
  guint32 n_states;
  gboolean plain;

  if (!list->alone)
    return FALSE;
  table_init (&table, TRUE);
  add_phrases (&table, lists, number);
  g_array_sort (table.entries, compare_entries);
  dense = bounce_dense_build (table.builder, &n_states);
  plain = table.n_phrases > 0 && dense != NULL;
  if (plain)
    {
      print_members (out, &table, number, dense);
      print_dense (out, number, dense);
      g_string_append_printf (
          out, "static const BounceListTable alone_%u = ", number);
      print_table (out, number, dense, table.lacks);
      g_string_append (out, ";\n\n");
    }
  bounce_dense_free (dense);
  table_clear (&table);
  return plain;
}

static void
print_each (GString *out, const GPtrArray *lists)
{
  g_autoptr (GString) alone = g_string_new (NULL);

  for (guint number = 1; number <= lists->len; number++)
    {
      const BounceWordList *list = g_ptr_array_index (lists, number - 1);

      if (print_alone (out, lists, number))
        g_string_append_printf (alone, "  &alone_%u,\n", number);
      else
        g_string_append (alone, list->apart ? "  &bounce_list_apart_table,\n"
                                            : "  NULL,\n");
    }
  g_string_append_printf (
      out,
      "const BounceListTable *const bounce_list_alone[] = {\n  NULL,\n%s};\n",
      alone->str);
}

/* The tables of many lists. */
typedef struct
{
  const char *name;
  const char *what; /* for people */
  gboolean of_ascii;
  gboolean apart; /* of the lists that are; if not OF_ASCII, of all */
} Part;

static const Part parts[] = {
  { "bounce_list_table", "the lists", TRUE, FALSE },
  { "bounce_list_apart_table", "the lists that stand apart", TRUE, TRUE },
  { "bounce_list_wide_table", "all phrases that are not ASCII", FALSE, FALSE },
};

/* Whoever adds phrases is warned while there is room for some hundreds. */
#define ROOM_MIN 4096

/* Says in NEARLY_FULL, or if TOO_LARGE in ERROR, how much room is left in the
   automaton of PART, which needs N_STATES. */
static void
tell_room (const Part *part, guint32 n_states, gboolean too_large,
           GString *nearly_full, GError **error)
{
  if (too_large)
    g_set_error (error, BOUNCE_RULES_ERROR, BOUNCE_RULES_ERROR_SYNTAX,
                 "the automaton of %s is too large: %u states, of at most %u, "
                 "or a phrase too long, or too many bytes",
                 part->what, n_states, BOUNCE_DENSE_STATES_MAX);
  else if (n_states + ROOM_MIN > BOUNCE_DENSE_STATES_MAX)
    g_string_append_printf (
        nearly_full, "the automaton of %s has room for %u states more, of %u\n",
        part->what, BOUNCE_DENSE_STATES_MAX - n_states,
        BOUNCE_DENSE_STATES_MAX);
}

/* The automaton of PART of LISTS, numbered NUMBER. */
static gboolean
print_part (GString *out, const GPtrArray *lists, const Part *part,
            guint number, GString *nearly_full, GError **error)
{
  Table table;
  BounceDenseTables *dense;
  guint32 n_states;
  gboolean fits;

  table_init (&table, part->of_ascii);
  for (guint i = 1; i <= lists->len; i++)
    {
      const BounceWordList *list = g_ptr_array_index (lists, i - 1);

      if (!part->of_ascii || list->apart == part->apart)
        add_phrases (&table, lists, i);
    }
  g_array_sort (table.entries, compare_entries);
  dense = bounce_dense_build (table.builder, &n_states);
  fits = dense != NULL;
  tell_room (part, n_states, !fits, nearly_full, error);
  if (fits)
    {
      print_members (out, &table, number, dense);
      print_dense (out, number, dense);
      g_string_append_printf (out, "const BounceListTable %s = ", part->name);
      print_table (out, number, dense, table.lacks);
      g_string_append (out, ";\n\n");
    }
  table_clear (&table);
  bounce_dense_free (dense);
  return fits;
}

gboolean
bounce_lists_print (const GPtrArray *lists, GString *out, GString *nearly_full,
                    GError **error)
{
  g_string_append (
      out, "/* Made by mkrules from rules/data/lists/; see list-table.h. */\n"
           "#include \"config.h\"\n\n"
           "#include \"text/list-table.h\"\n\n");
  /* The numbers 1 to LISTS->len are those of the lists alone. */
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!print_part (out, lists, &parts[i], i == 0 ? 0 : lists->len + i,
                     nearly_full, error))
      return FALSE;
  print_each (out, lists);
  return TRUE;
}
