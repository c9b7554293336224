/* name-list: formats lists of names for --help.  The scripts for shell
   completion are made of them, too. */
#include "config.h"

#include <string.h>

#include "cli/name-list.h"
#include "model/category.h"

#define WIDTH 79

void
bounce_name_list (GString *out, const char *heading, int n,
                  const char *(*name) (int i))
{
  gsize line = WIDTH; /* of the current line: nothing fits it any more */

  g_string_append_printf (out, "%s:", heading);
  for (int i = 0; i < n; i++)
    {
      const char *word = name (i);
      gsize length = word != NULL ? strlen (word) : 0;
      gboolean fits = line + 1 + length < WIDTH;

      if (word == NULL)
        continue;
      g_string_append_printf (out, "%s%s", fits ? " " : "\n  ", word);
      line = fits ? line + 1 + length : 2 + length;
    }
  g_string_append_c (out, '\n');
}

static const char *
category_name (int i)
{
  return bounce_category_slug ((BounceCategory)i);
}

void
bounce_name_list_categories (GString *out)
{
  bounce_name_list (out, "Categories", BOUNCE_N_CATEGORIES, category_name);
}
