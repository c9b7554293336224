/* firstclass: reads the notifications of FirstClass, which name people, not
   addresses, each in a paragraph, or on lines of their own, with the reason in
   brackets: "Ann Lee,Other School (The name was not found ...)". */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/systems/firstclass.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "text/address.h"
#include "text/lists.h"

/* A name and its reason are no longer, in bytes. */
#define PARAGRAPH_MAX 1024

/* Adds whom TEXT names, a paragraph; nobody if it is in another form. */
static void
read_paragraph (BounceLegacy *legacy, const char *text)
{
  const char *open = strstr (text, " (");
  const char *close = strrchr (text, ')');
  gsize n = strcspn (text, ",(\n");
  g_autofree char *reason = NULL;
  BounceAddressSpan span;
  BounceEvidence *evidence;

  if (open == NULL || close == NULL || close < open)
    return;
  n = MIN (n, (gsize)(open - text));
  if (bounce_address_find (text, open, &span) && span.start == text)
    n = bounce_address_span_length (&span);
  if (n == 0)
    return;
  evidence = legacy_recipient (legacy, text, n);
  reason = g_strndup (open + 2, (gsize)(close - open) - 2);
  if (evidence != NULL)
    legacy_add_reason (evidence, reason, BOUNCE_ORIGIN_REPORTER);
}

/* Whether TEXT ends with the bracket that it opened. */
static gboolean
is_complete (const GString *text)
{
  gint open = 0;

  for (gsize i = 0; i < text->len; i++)
    open += (text->str[i] == '(') - (text->str[i] == ')');
  return text->len > 0 && text->str[text->len - 1] == ')' && open == 0;
}

void
legacy_read_firstclass (const LegacyView *view, BounceLegacy *legacy)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean begun = FALSE;

  for (guint i = 0; i < view->n_body; i++)
    {
      const LegacyLine *line = legacy_line (view, i);

      if (line->length == 0 || is_complete (text))
        {
          read_paragraph (legacy, text->str);
          g_string_truncate (text, 0);
        }
      if (begun && line->length > 0)
        legacy_append_line (text, line->start, legacy_line_end (line),
                            PARAGRAPH_MAX);
      else if (!begun)
        begun = legacy_line_holds (view, i, BOUNCE_LIST_FIRSTCLASS_BODY);
    }
  read_paragraph (legacy, text->str);
  for (guint i = 0; i < legacy->recipients->len; i++)
    {
      BounceEvidence *evidence = g_ptr_array_index (legacy->recipients, i);

      evidence->action = BOUNCE_ACTION_FAILED;
    }
}
