/* legacy: lets the reader of the system that wrote a mail read it, and falls
   back on the general reader and on the notification's headers.  For mail that
   no mail system sent it returns NULL whatever the text says: people write
   about bounces too. */
#include "config.h"

#include <string.h>

#include "mime/message.h"
#include "model/evidence.h"
#include "report/legacy/as-system.h"
#include "report/legacy/layouts/named.h"
#include "report/legacy/legacy.h"
#include "report/legacy/headway.h"
#include "report/legacy/reasons/common-reason.h"
#include "report/legacy/recipients/own.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/recipients/system.h"
#include "report/legacy/recognition/judge.h"
#include "report/legacy/services/services.h"
#include "report/legacy/systems/choose.h"
#include "report/legacy/text/forward.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "report/legacy/text/view.h"
#include "text/address.h"
#include "text/lists.h"

/* Of more recipients a mail system has something else to tell. */
#define PRESUMED_MAX 3

/* The host that says who it is. */
static char *
find_reporter (const LegacyView *view)
{
  const char *p = legacy_head_after (view, BOUNCE_LIST_REPORTER);
  gsize n;

  if (p == NULL)
    return NULL;
  while (*p == ' ' || *p == '<')
    p++;
  n = strcspn (p, " ,;:<>()[]\"'");
  while (n > 0 && p[n - 1] == '.')
    n--;
  return n > 3 && memchr (p, '.', n) != NULL && memchr (p, '@', n) == NULL
             ? g_strndup (p, n)
             : NULL;
}

static BounceLegacy *
read_view (LegacyView *view)
{
  const LegacySystem *system;
  BounceLegacy *legacy = NULL;

  if (legacy_is_json (view))
    return legacy_read_json (view, legacy_sees (view, SIGN_HANDED_ON));
  if (!legacy_sees (view, SIGN_HANDED_ON))
    legacy = legacy_read_service (view);
  if (legacy != NULL)
    return legacy;
  if (legacy_sees (view, SIGN_OTHER) || legacy_sees (view, SIGN_HEARSAY))
    return NULL;
  /* Then the sender's address is the one that failed. */
  if (legacy_sees (view, SIGN_STATES)
      && legacy_sees (view, SIGN_STATED_OF_OWNER))
    view->answers = TRUE;
  system = legacy_choose_system (view, !legacy_sees (view, SIGN_FROM_SYSTEM));
  return legacy_read_as (view, system);
}

/* What else VIEW tells of LEGACY, or of none. */
static void
complete (BounceLegacy *legacy, const LegacyView *view)
{
  if (legacy == NULL)
    return;
  if (legacy->reporting_mta == NULL)
    legacy->reporting_mta = find_reporter (view);
  if (legacy->returned == NULL)
    legacy->returned = legacy_returned_header (view);
}

/* Whether VIEW only passes on what somebody wrote to its reader, as QUOTED's
   header says: QUOTED is his mail then, and was not returned. */
static gboolean
passes_on (const LegacyView *view, const LegacyView *quoted)
{
  BounceAddressSpan span;
  g_autofree char *to = NULL;

  if (quoted == NULL || view->daemon
      || !bounce_address_find (quoted->to, NULL, &span))
    return FALSE;
  to = bounce_address_span_copy (&span);
  return legacy_is_addressee (view, to);
}

/* VIEW, or if it is shed the same made anew. */
static LegacyView *
whole_view (LegacyView *view)
{
  const BounceMessage *message = view->message;

  if (!view->shed)
    return view;
  legacy_view_free (view);
  return legacy_view_new (message);
}

BounceLegacy *
bounce_legacy_read (const BounceMessage *message)
{
  LegacyView *view;
  BounceLegacy *legacy;

  if (bounce_message_find (message, BOUNCE_PART_FEEDBACK) != NULL)
    return NULL;
  view = legacy_view_new (message);
  legacy = view->daemon ? read_view (view) : NULL;
  if (legacy == NULL)
    {
      /* What a person quotes whole is read before what he says of it. */
      LegacyView *quoted = legacy_view_quoted (view);

      if (quoted == NULL)
        quoted = legacy_view_attached (view);
      if (quoted != NULL)
        legacy = read_view (quoted);
      if (legacy == NULL && !view->daemon)
        {
          gboolean passed_on = passes_on (view, quoted);

          g_clear_pointer (&quoted, legacy_view_free);
          view = whole_view (view);
          legacy = passed_on ? NULL : read_view (view);
        }
      else if (quoted != NULL)
        {
          legacy_view_free (view);
          view = g_steal_pointer (&quoted);
        }
      legacy_view_free (quoted);
    }
  complete (legacy, view);
  legacy_view_free (view);
  return legacy;
}

BounceLegacy *
bounce_legacy_read_known (const BounceMessage *message)
{
  LegacyView *view = legacy_view_new (message);
  BounceLegacy *legacy;

  view->daemon = view->failing = TRUE;
  legacy = read_view (view);
  complete (legacy, view);
  legacy_view_free (view);
  return legacy;
}

/* What else VIEW says of the only one whom it names. */
static void
add_rest (const LegacyView *view, BounceEvidence *evidence)
{
  g_autofree char *common = legacy_common_reason (view);
  g_autofree char *text = legacy_human_readable (view, 4096);

  if (common != NULL)
    legacy_add_reason (evidence, common, BOUNCE_ORIGIN_REPORTER);
  bounce_evidence_add (evidence, BOUNCE_ORIGIN_PROSE, text);
}

BounceLegacy *
bounce_legacy_suspect (const BounceMessage *message)
{
  LegacyView *view = legacy_view_new (message);
  BounceLegacy *legacy = NULL;

  if ((view->daemon || (view->null_sender && view->failing))
      && strchr (view->subject, '?') == NULL
      && !legacy_sees (view, SIGN_HANDED_ON)
      && !legacy_sees (view, SIGN_EXCLUDED) && !legacy_sees (view, SIGN_OTHER))
    {
      legacy = legacy_new ("text");
      legacy_read_suspects (view, legacy);
      legacy->reporting_mta = find_reporter (view);
      legacy->returned = legacy_returned_header (view);
      legacy->presumed = legacy->recipients->len <= PRESUMED_MAX
                         && legacy_sees (view, SIGN_PRESUMED);
      if (legacy->presumed && legacy->recipients->len == 1)
        add_rest (view, g_ptr_array_index (legacy->recipients, 0));
      if (legacy->recipients->len == 0)
        g_clear_pointer (&legacy, bounce_legacy_free);
    }
  legacy_view_free (view);
  return legacy;
}

BounceLegacy *
bounce_legacy_read_headway (const BounceMessage *message)
{
  LegacyView *view = legacy_view_new (message);
  BounceLegacy *legacy = legacy_read_headway (view);

  if (legacy != NULL
      && (legacy_sees (view, SIGN_HANDED_ON) || legacy_sees (view, SIGN_OTHER)
          || legacy_sees (view, SIGN_LURES)))
    g_clear_pointer (&legacy, bounce_legacy_free);
  complete (legacy, view);
  legacy_view_free (view);
  return legacy;
}

gboolean
bounce_legacy_is_cut (const BounceMessage *message)
{
  return legacy_json_is_cut (message);
}
