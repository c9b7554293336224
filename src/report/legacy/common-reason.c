/* common-reason: the reason that a notification gives once for all of its
   recipients, behind a label such as "Reason:", up to the empty line or the
   rule that ends it.  Whose it is, is not asked. */
#include "config.h"

#include <string.h>

#include "report/legacy/system.h"

/* So much of it is kept. */
#define COMMON_MAX 2048

/* "-----", alone or around a heading. */
static gboolean
is_rule (const LegacyLine *line)
{
  return strspn (line->start, "-=_*#") > 3
         || (line->length > 5
             && strncmp (line->start + line->length - 5, "-----", 5) == 0);
}

/* Whether a full stop stands before END. */
static gboolean
ends_sentence (const char *end)
{
  return end[-1] == '.' || g_str_has_prefix (end - 3, "\xe3\x80\x82");
}

/* Whether REASON only explains and sends the reader to the words below it. */
static gboolean
is_told_below (const char *reason)
{
  g_autofree char *folded = legacy_fold (reason, -1);

  return bounce_list_in (folded, BOUNCE_LIST_TOLD_BELOW);
}

char *
legacy_common_reason (const LegacyView *view)
{
  GString *reason;
  gboolean inside = FALSE;

  if (!legacy_line_may_hold (view, BOUNCE_LIST_REASON_LABEL)
      && !legacy_line_may_hold (view, BOUNCE_LIST_REASON_NOUN))
    return NULL;
  reason = g_string_new (NULL);
  for (guint i = 0; i < view->n_body; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      const char *rest = line->start;

      if (line->length == 0)
        {
          if (reason->len > 0 && !is_told_below (reason->str))
            break;
          inside = inside && reason->len == 0;
          g_string_truncate (reason, 0);
          continue;
        }
      if (!inside)
        {
          if (line->length > 400 || !legacy_labels_reason (view, i))
            continue;
          rest = legacy_behind_colon (line);
          /* "Reasons for this are told below." is a sentence. */
          inside = rest != NULL || !ends_sentence (line->start + line->length);
          if (rest == NULL)
            continue;
        }
      else if (is_rule (line))
        {
          if (reason->len > 0)
            break;
          continue;
        }
      legacy_append_line (reason, rest, line->start + line->length, COMMON_MAX);
    }
  legacy_cut (reason, COMMON_MAX);
  return g_string_free (reason, reason->len == 0);
}
