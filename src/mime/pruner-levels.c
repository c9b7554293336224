/* pruner-levels: a stack of boundaries.  A multipart that has ended stays on
   it until the one around it goes on: some programs end one and then add a
   part.  Its last boundary is held back until then, so that whoever reads the
   pruned mail sees one multipart. */
#include "config.h"

#include <string.h>

#include "mime/part-role.h"
#include "mime/pruner-levels.h"

gboolean
bounce_boundary_is (const char *line, gsize line_length, const char *boundary,
                    gsize length, gboolean *last)
{
  if (length == 0 || line_length < length + 2
      || memcmp (line + 2, boundary, length) != 0)
    return FALSE;
  while (line_length > length + 2
         && (line[line_length - 1] == ' ' || line[line_length - 1] == '\t'))
    line_length--;
  *last = line_length == length + 4 && memcmp (line + length + 2, "--", 2) == 0;
  return *last || line_length == length + 2;
}

int
bounce_pruner_levels_find (const GArray *levels, const char *line, gsize length,
                           gboolean *last)
{
  for (guint i = levels->len; i-- > 0;)
    {
      const BouncePrunerLevel *level
          = &g_array_index (levels, BouncePrunerLevel, i);
      if (bounce_boundary_is (line, length, level->boundary, level->length,
                              last))
        return (int)i;
    }
  return -1;
}

gboolean
bounce_pruner_levels_hold (const GArray *levels, const char *boundary)
{
  for (guint i = 0; i < levels->len; i++)
    {
      const BouncePrunerLevel *level
          = &g_array_index (levels, BouncePrunerLevel, i);
      if (!level->closed && g_strcmp0 (level->boundary, boundary) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
write_last_boundary (const BouncePrunerLevel *level, BouncePrunerOutput *output)
{
  g_autofree char *line = g_strconcat ("--", level->boundary, "--", NULL);

  bounce_pruner_output_line (output, line, level->length + 4);
}

void
bounce_pruner_levels_end (GArray *levels, guint keep,
                          BouncePrunerOutput *output)
{
  for (guint i = levels->len; i-- > keep;)
    {
      const BouncePrunerLevel *level
          = &g_array_index (levels, BouncePrunerLevel, i);
      if (level->closed)
        write_last_boundary (level, output);
    }
  g_array_set_size (levels, keep);
}

void
bounce_pruner_level_fields (BouncePrunerLevel *level,
                            const BouncePrunerOutput *output, gsize start)
{
  if (level == NULL)
    return;
  level->fields = TRUE;
  level->named = level->named
                 || bounce_part_names_someone (output->text->str + start,
                                               output->text->len - start);
}

gboolean
bounce_pruner_level_returns (const BouncePrunerLevel *level)
{
  return level && level->report && (level->named || !level->fields);
}
