/* explain: a failed recipient's record to a block of text for people.  What
   was seen and why the winner won was written down by bounce.c; here it is
   only laid out. */
#include "config.h"

#include <string.h>

#include "output/explain.h"
#include "text/printable.h"

static void
append_indented (GString *out, const char *text)
{
  while (*text != '\0')
    {
      gsize length = strcspn (text, "\n");

      g_string_append (out, "  ");
      bounce_printable_append (out, text, (gssize)length);
      g_string_append_c (out, '\n');
      text += length + (text[length] == '\n');
    }
}

void
bounce_explain (GString *out, const BounceResult *report,
                const BounceRecord *record)
{
  const char *slug = bounce_category_slug (record->category);
  const char *type = bounce_category_type (record->category);

  bounce_printable_append (out, report->source, -1);
  g_string_append_printf (out, ":%" G_GUINT64_FORMAT ": ", report->index);
  bounce_printable_append (
      out, record->recipient != NULL ? record->recipient : "(no address)", -1);
  g_string_append_printf (out, ": %s (%s)\n",
                          slug != NULL ? slug : "not judged",
                          type != NULL ? type : "no type");
  if (record->evidence != NULL)
    {
      g_string_append (out, "  decided by ");
      bounce_printable_append (out, record->evidence, -1);
      g_string_append_c (out, '\n');
    }
  if (record->explanation != NULL)
    append_indented (out, record->explanation);
  g_string_append_c (out, '\n');
}
