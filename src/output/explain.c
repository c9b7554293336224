/* explain: a failed recipient's record to a block of text for people.  What
   was seen and why the winner won was written down by bounce.c; here it is
   only laid out. */
#include "config.h"

#include <string.h>

#include "output/explain.h"

static void
append_indented (GString *out, const char *text)
{
  while (*text != '\0')
    {
      gsize length = strcspn (text, "\n");

      g_string_append (out, "  ");
      g_string_append_len (out, text, (gssize)length);
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
  gsize start = out->len;

  g_string_append_printf (
      out, "%s:%" G_GUINT64_FORMAT ": %s: %s (%s)\n", report->source,
      report->index,
      record->recipient != NULL ? record->recipient : "(no address)",
      slug != NULL ? slug : "not judged", type != NULL ? type : "no type");
  if (record->evidence != NULL)
    g_string_append_printf (out, "  decided by %s\n", record->evidence);
  if (record->explanation != NULL)
    append_indented (out, record->explanation);
  g_string_append_c (out, '\n');
  /* This goes to a terminal: mail must not steer it. */
  for (gsize i = start; i < out->len; i++)
    if (g_ascii_iscntrl (out->str[i]) && out->str[i] != '\n')
      out->str[i] = '?';
}
