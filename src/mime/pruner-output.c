/* pruner-output: the lines that the pruner keeps, up to the limit of a mail. */
#include "config.h"

#include <string.h>

#include "mime/pruner-output.h"

#define TOTAL_MAX (10 * 1024 * 1024) /* bytes of the whole mail */

/* What is longer gets room for all that may come: memory that is not written to
   costs nothing, that which was copied from does. */
#define LONG_TEXT (256 * 1024)

gboolean
bounce_pruner_output_line (BouncePrunerOutput *output, const char *line,
                           gsize length)
{
  GString *text = output->text;
  gsize at = text->len;

  if (at + length + 1 > TOTAL_MAX)
    {
      output->cut |= BOUNCE_CUT_TEXT;
      return FALSE;
    }
  if (G_UNLIKELY (at + length + 2 > text->allocated_len))
    g_string_set_size (text,
                       at + length > LONG_TEXT ? TOTAL_MAX : at + length + 1);
  memcpy (text->str + at, line, length);
  text->str[at + length] = '\n';
  text->str[at + length + 1] = 0;
  text->len = at + length + 1;
  return TRUE;
}
