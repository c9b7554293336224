/* elsewhere: tells an address that people are to write to now from one that
   failed, by the words before it on its line, or, where it stands alone, by
   the sentence above it that leads to it. */
#include "config.h"

#include <string.h>

#include "report/legacy/recipients/elsewhere.h"
#include "report/legacy/recipients/lead.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/statement.h"
#include "text/lists.h"

static gboolean
is_led_on_line (const LegacyView *view, const char *start, const char *address)
{
  return (legacy_line_may_hold (view, BOUNCE_LIST_NEW_ADDRESS)
          && legacy_lead_is_new (start, address))
         || (legacy_line_may_hold (view, BOUNCE_LIST_ASKS_TO_WRITE)
             && legacy_lead_is_desk (start, address));
}

/* Whether LINE ends with a colon, also a wide one. */
static gboolean
ends_with_colon (const LegacyLine *line)
{
  return line->start[line->length - 1] == ':'
         || (line->length >= 3
             && memcmp (legacy_line_end (line) - 3, "\xef\xbc\x9a", 3) == 0);
}

/* The last sentence that the folded TEXT has. */
static const char *
last_sentence (const char *text)
{
  const char *last = text;

  for (const char *p = text; *p != '\0'; p++)
    if (strchr (".;!?", *p) != NULL && p[1] == ' ')
      last = p + 2;
    else if (g_str_has_prefix (p, "。"))
      last = p + strlen ("。");
  return last;
}

/* So many bytes may stand behind the words of a plea whose sentence goes on
   with the address below it: "to", "bitte an". */
#define TAIL_MAX 12

/* Whether the last sentence up to line I asks to write to whom it leads to,
   with a colon, or in its last words; it may begin on the line above. */
static gboolean
is_plea (const LegacyView *view, guint i)
{
  const LegacyLine *line = legacy_line (view, i);
  guint first = i > 0 && line[-1].length > 0 ? i - 1 : i;
  g_autofree char *folded
      = g_strndup (view->folded->str + legacy_line (view, first)->from,
                   line->to - legacy_line (view, first)->from);
  const char *plea = last_sentence (folded);
  /* A word that stands first or last is parted by spaces, too. */
  g_autofree char *padded = g_strconcat (" ", plea, " ", NULL);
  const char *rest = bounce_list_after (plea, BOUNCE_LIST_WRITE_THERE);

  if (!ends_with_colon (line) && (rest == NULL || strlen (rest) > TAIL_MAX))
    return FALSE;
  return (rest != NULL || bounce_list_in (plea, BOUNCE_LIST_NEW_ADDRESS))
         && !legacy_states_failure (plea)
         && !bounce_list_in (padded, BOUNCE_LIST_DENIAL);
}

gboolean
legacy_is_elsewhere (const LegacyView *view, guint i, const char *address)
{
  const LegacyLine *line = legacy_line (view, i);
  guint above = i;

  if (is_led_on_line (view, line->start, address))
    return TRUE;
  if (address > line->start + 1 || i == 0
      || (!legacy_line_may_hold (view, BOUNCE_LIST_WRITE_THERE)
          && !legacy_line_may_hold (view, BOUNCE_LIST_NEW_ADDRESS)))
    return FALSE;
  while (above > 0 && legacy_line (view, --above)->length == 0)
    ;
  line = legacy_line (view, above);
  return line->length > 0 && (ends_with_colon (line) || above + 1 == i)
         && is_plea (view, above);
}
