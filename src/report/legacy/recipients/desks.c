/* desks: drops addresses that are no recipients: those that a notification
   names so that people can ask or give commands there, and its own. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "model/status.h"
#include "report/legacy/recipients/desks.h"
#include "report/legacy/recipients/header-list.h"
#include "report/legacy/recipients/own.h"
#include "report/legacy/recipients/rest.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* Whether line I of VIEW, which has ADDRESS (folded) at AT, sends people there
   in its other words. */
static gboolean
line_asks (const LegacyView *view, guint i, const char *at, const char *address)
{
  const LegacyLine *line = legacy_line (view, i);
  const char *start = view->folded->str + line->from;
  const char *rest = at + strlen (address);
  g_autofree char *words = NULL;

  if (!legacy_lines_hold (view, i, i, BOUNCE_LIST_HELP))
    return FALSE;
  words = g_strdup_printf ("%.*s%.*s", (int)(at - start), start,
                           (int)(view->folded->str + line->to - rest), rest);
  return bounce_list_in (words, BOUNCE_LIST_HELP);
}

/* Of more recipients none is looked up in the text. */
#define RECIPIENTS_MAX 200

/* "Or", "oder", "και" and a comma have so many bytes. */
#define LINK_MAX 8

/* Whether LINE goes on below its last address: "write to a@b or". */
static gboolean
goes_on (const LegacyLine *line)
{
  const char *end = legacy_line_end (line);
  const char *p = line->start;
  BounceAddressSpan span;

  while (bounce_address_find (p, end, &span))
    p = span.end;
  p = legacy_skip_closing (p, end);
  while (p < end && *p == ' ')
    p++;
  return p < end && end - p <= LINK_MAX && strchr (".:;!?", *p) == NULL
         && strchr (".:;!?", end[-1]) == NULL;
}

static gboolean
ends_with_colon (const LegacyLine *line)
{
  return line->length > 0 && line->start[line->length - 1] == ':';
}

/* Whether LINE, which has nobody's address or goes on below its last one, may
   lead to an address below it: a reply is about somebody else. */
static gboolean
may_lead (const LegacyLine *line)
{
  return bounce_reply_parse (line->start) < 400
         && (memchr (line->start, '@', line->length) == NULL || goes_on (line));
}

/* Whether the line that names ADDRESS (folded) sends people there, or the one
   above it, which names nobody, or goes on to ADDRESS; it ends with a colon if
   it is parted from that. */
static gboolean
is_for_help (const LegacyView *view, const char *address)
{
  guint above = view->n_body;

  for (guint i = 0; i < view->n_body; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      const char *at;

      if (line->length == 0)
        {
          if (above < i && !ends_with_colon (legacy_line (view, above)))
            above = view->n_body;
          continue;
        }
      at = g_strstr_len (view->folded->str + line->from, line->to - line->from,
                         address);
      if (at != NULL)
        return line_asks (view, i, at, address)
               || (above < i
                   && legacy_lines_hold (view, above, above, BOUNCE_LIST_HELP));
      above = may_lead (line) ? i : view->n_body;
    }
  return FALSE;
}

/* Whether ADDRESS (folded) is only one that VIEW offers instead: "Similar
   addresses:", and it stands below. */
static gboolean
is_alike (const LegacyView *view, const char *address)
{
  gboolean offered = FALSE;

  if (!legacy_line_may_hold (view, BOUNCE_LIST_ALIKE))
    return FALSE;
  for (guint i = 0; i < view->n_body; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      gboolean names = memchr (line->start, '@', line->length) != NULL;

      if (legacy_line_is_label (view, i)
          || (line->length > 0 && line->start[line->length - 1] == '?'))
        offered
            = legacy_lines_hold (view, i > 0 ? i - 1 : i, i, BOUNCE_LIST_ALIKE);
      else if (offered && names && legacy_names_address (view, i, address))
        return TRUE;
      else if (line->length > 0 && !names)
        offered = FALSE;
    }
  return FALSE;
}

/* Whether FOLDED is where a list takes commands, or VIEW sends people there. */
static gboolean
is_desk (const LegacyView *view, const char *folded)
{
  return bounce_list_in (folded, BOUNCE_LIST_COMMAND_ADDRESS)
         || (bounce_list_in (folded, BOUNCE_LIST_ROLE_ADDRESS)
             && is_for_help (view, folded));
}

void
legacy_drop_desks (const LegacyView *view, BounceLegacy *legacy)
{
  GPtrArray *recipients = legacy->recipients;

  if (recipients->len > RECIPIENTS_MAX)
    return;
  for (guint i = recipients->len; i-- > 0 && recipients->len > 1;)
    {
      BounceEvidence *evidence = g_ptr_array_index (recipients, i);
      g_autofree char *folded = bounce_fold_line (evidence->recipient, -1);

      if (is_desk (view, folded))
        legacy_forget (legacy, evidence);
    }
}

void
legacy_drop_others (const LegacyView *view, BounceLegacy *legacy, gboolean own)
{
  GPtrArray *recipients = legacy->recipients;

  if (recipients->len > RECIPIENTS_MAX)
    return;
  for (guint i = recipients->len; i-- > 0;)
    {
      BounceEvidence *evidence = g_ptr_array_index (recipients, i);
      g_autofree char *folded = bounce_fold_line (evidence->recipient, -1);

      if ((legacy_is_own (view, evidence->recipient)
           && !(own && legacy_is_addressee (view, evidence->recipient)))
          || ((bounce_list_in (folded, BOUNCE_LIST_ROLE_ADDRESS)
               || bounce_list_in (folded, BOUNCE_LIST_COMMAND_ADDRESS))
              && is_for_help (view, folded))
          || is_alike (view, folded))
        legacy_forget (legacy, evidence);
    }
}
