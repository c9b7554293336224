/* arguments: rewrites an argument vector for GOption, which takes "-j 2" and
   "--jobs=2", but not "-j2".  POSIX (XBD 12.2) allows that, and people are
   used to it. */
#include "config.h"

#include <string.h>

#include "cli/arguments.h"
#include "cli/wrong-option.h"

static const GOptionEntry *
find_short (const GOptionEntry *table, char name)
{
  for (; table->long_name != NULL; table++)
    if (table->short_name == name)
      return table;
  return NULL;
}

/* NAME may be followed by '=' and a value. */
static const GOptionEntry *
find_long (const GOptionEntry *table, const char *name)
{
  gsize length = strcspn (name, "=");

  for (; table->long_name != NULL; table++)
    if (strlen (table->long_name) == length
        && strncmp (table->long_name, name, length) == 0)
      return table;
  return NULL;
}

/* GOption takes "--all=no" for "--all".  FALSE with ERROR. */
static gboolean
check_flag (const char *argument, const GOptionEntry *table, GError **error)
{
  const GOptionEntry *entry
      = g_str_has_prefix (argument, "--") && strchr (argument, '=') != NULL
            ? find_long (table, argument + 2)
            : NULL;

  return entry == NULL || entry->arg != G_OPTION_ARG_NONE
         || bounce_wrong_option (error, "--%s takes no value",
                                 entry->long_name);
}

/* TRUE if the argument after this one is an option's value. */
static gboolean
append_argument (GPtrArray *vector, const char *argument,
                 const GOptionEntry *table)
{
  if (g_str_has_prefix (argument, "--"))
    {
      const GOptionEntry *entry = find_long (table, argument + 2);

      g_ptr_array_add (vector, g_strdup (argument));
      return entry != NULL && entry->arg != G_OPTION_ARG_NONE
             && strchr (argument, '=') == NULL;
    }
  for (const char *p = argument + 1; *argument == '-' && *p != '\0'; p++)
    {
      const GOptionEntry *entry = find_short (table, *p);

      if (entry == NULL)
        break;
      if (entry->arg == G_OPTION_ARG_NONE)
        continue;
      g_ptr_array_add (vector, g_strndup (argument, (gsize)(p + 1 - argument)));
      if (p[1] == '\0')
        return TRUE;
      g_ptr_array_add (vector, g_strdup (p + 1));
      return FALSE;
    }
  g_ptr_array_add (vector, g_strdup (argument));
  return FALSE;
}

char **
bounce_arguments_split (char **argv, const GOptionEntry *table, GError **error)
{
  GPtrArray *vector = g_ptr_array_new_with_free_func (g_free);
  gboolean as_it_is = TRUE; /* the program's name, and values */
  gboolean operands = FALSE;

  for (; *argv != NULL; argv++)
    {
      operands = operands || (!as_it_is && strcmp (*argv, "--") == 0);
      if (as_it_is || operands)
        {
          g_ptr_array_add (vector, g_strdup (*argv));
          as_it_is = FALSE;
        }
      else if (check_flag (*argv, table, error))
        as_it_is = append_argument (vector, *argv, table);
      else
        {
          g_ptr_array_free (vector, TRUE);
          return NULL;
        }
    }
  g_ptr_array_add (vector, NULL);
  return (char **)g_ptr_array_free (vector, FALSE);
}
