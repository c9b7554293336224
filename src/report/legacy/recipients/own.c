/* own: which addresses are the notification's own: those that it came from or
   was sent to.  All others may be of somebody who failed. */
#include "config.h"

#include <string.h>

#include "model/status.h"
#include "report/legacy/recipients/own.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/statement.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* A telephone's number has so many digits. */
#define NUMBER_MIN 5

/* Whether the folded FIELD holds the folded ADDRESS. */
static gboolean
field_holds (const char *field, const char *address)
{
  gsize n = strlen (address);
  BounceAddressSpan span;

  for (const char *p = field; bounce_address_find (p, NULL, &span);
       p = span.end)
    if (bounce_address_span_length (&span) == n
        && strncmp (span.start, address, n) == 0)
      return TRUE;
  return FALSE;
}

/* Whether ADDRESS is that of a telephone: gateways write in its name. */
static gboolean
is_number (const char *address)
{
  gsize n = strspn (address, "+0123456789");

  return n >= NUMBER_MIN && address[n] == '@';
}

/* Whether VIEW, without a return path, is a server's that writes in the name of
   the mailbox that it speaks of: it quotes a reply, and is neither a daemon's
   nor a robot's, nor of the box's owner, who says "I". */
static gboolean
writes_for_owner (const LegacyView *view)
{
  g_autofree char *opening = NULL;

  if (view->daemon || legacy_from_has (view, BOUNCE_LIST_ROBOT_SENDER)
      || !legacy_has_reply (view->head))
    return FALSE;
  opening = g_strndup (view->head, LEGACY_OPENING_MAX);
  return !legacy_is_personal (opening);
}

gboolean
legacy_is_own (const LegacyView *view, const char *address)
{
  g_autofree char *folded = bounce_fold_line (address, -1);

  return field_holds (view->to, folded)
         || (!view->answers
             && (field_holds (view->from, folded)
                 || field_holds (view->sender, folded))
             && !(view->null_sender
                  && (is_number (folded) || writes_for_owner (view))));
}

gboolean
legacy_is_addressee (const LegacyView *view, const char *address)
{
  g_autofree char *folded = bounce_fold_line (address, -1);

  return field_holds (view->to, folded);
}

gboolean
legacy_is_other (const LegacyView *view, const BounceAddressSpan *span)
{
  g_autofree char *address = bounce_address_span_copy (span);

  return bounce_address_is_full (address) && !legacy_is_own (view, address);
}

gboolean
legacy_names_other (const LegacyView *view)
{
  const LegacyLine *last = legacy_line (view, view->n_body - 1);
  const char *end = MIN (legacy_line_end (last), view->text + LEGACY_HEAD_MAX);
  BounceAddressSpan span;

  for (const char *p = view->text; bounce_address_find (p, end, &span);
       p = span.end)
    if (legacy_is_other (view, &span))
      return TRUE;
  return FALSE;
}

gboolean
legacy_quotes_diagnostic (const LegacyView *view)
{
  static const char type[] = "smtp;";
  const char *quoted = strstr (view->head, type);

  if (quoted == NULL)
    return FALSE;
  quoted += strlen (type);
  return bounce_reply_parse (quoted + strspn (quoted, " ")) >= 400
         && legacy_names_other (view);
}
