/* as-system: a text as the system that wrote it writes, or as anybody does: its
   own reader or a row's lines, then the headers, then the general reader.  A
   session that it tells is read apart. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "report/legacy/as-system.h"
#include "report/legacy/general.h"
#include "report/legacy/layouts/footnotes.h"
#include "report/legacy/layouts/layouts.h"
#include "report/legacy/layouts/scan.h"
#include "report/legacy/layouts/session.h"
#include "report/legacy/recipients/apart.h"
#include "report/legacy/recipients/bystander.h"
#include "report/legacy/recipients/desks.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/recipients/returned.h"
#include "report/legacy/recipients/system.h"
#include "report/legacy/recognition/judge.h"
#include "report/legacy/text/legacy-view.h"
#include "text/address.h"
#include "text/lists.h"
/* The list's own address, from that of its manager. */
static void
add_list (const LegacyView *view, BounceLegacy *legacy)
{
  BounceAddressSpan span;
  BounceListReader reader;
  const BounceListHit *role = NULL;

  if (!bounce_address_find (view->from, NULL, &span))
    return;
  bounce_list_reader_init (&reader);
  bounce_list_reader_read (&reader, span.start,
                           bounce_address_span_length (&span));
  for (guint i = 0; i < reader.n_hits; i++)
    if (reader.hits[i].list == BOUNCE_LIST_LIST_ROLE
        && (role == NULL
            || bounce_hit_order (&reader.hits[i]) < bounce_hit_order (role)))
      role = &reader.hits[i];
  if (role != NULL)
    {
      g_autoptr (GString) list
          = g_string_new_len (span.start, span.end - span.start);

      g_string_erase (list, bounce_hit_start (role), role->length);
      legacy_recipient (legacy, list->str, list->len);
    }
  bounce_list_reader_clear (&reader);
}

/* What VIEW says, where its text names no recipient: it holds for all. */
static void
scan_for_all (const LegacySystem *system, const LegacyView *view,
              BounceLegacy *legacy)
{
  LegacySystem rest = *system;

  rest.placement &= LEGACY_SUBJECT | LEGACY_HEADER | LEGACY_SELF;
  if (rest.reason == LEGACY_REASON_BEFORE)
    rest.reason = LEGACY_REASON_BEHIND;
  rest.begin = BOUNCE_LIST_NONE;
  legacy_scan (view, &rest, legacy);
}

/* Whether the lines of SYSTEM's VIEW may name recipients as others do. */
static gboolean
may_vary (const LegacySystem *system, const LegacyView *view)
{
  return system->read == NULL && view->daemon && view->failing
         && !(system->placement
              & (LEGACY_HEADER | LEGACY_SUBJECT | LEGACY_SELF));
}

static BounceLegacy *
read_as (const LegacySystem *system, const LegacyView *view)
{
  BounceLegacy *legacy = legacy_new (system->format);

  if (system->placement & LEGACY_SELF)
    add_list (view, legacy);
  if (system->placement & LEGACY_HEADER)
    legacy_header_recipients (view, legacy);
  if (system->read != NULL)
    system->read (view, legacy);
  else if (may_vary (system, view) && legacy_read_footnotes (view, legacy))
    scan_for_all (system, view, legacy);
  else
    legacy_scan (view, system, legacy);
  if (legacy->recipients->len > 0)
    return legacy;
  if (((system->placement & LEGACY_SUBJECT)
       && legacy_subject_recipient (view, legacy))
      || legacy_header_recipients (view, legacy))
    scan_for_all (system, view, legacy);
  else if (may_vary (system, view))
    legacy_read_lines (view, legacy, FALSE);
  if (legacy->recipients->len == 0
      && (legacy_apart_recipients (view, legacy, FALSE)
          || legacy_returned_recipients (view, legacy)))
    scan_for_all (system, view, legacy);
  return legacy;
}

/* VIEW as SYSTEM writes (NULL: none that is known), or else as anybody. */
static BounceLegacy *
read_text (const LegacyView *view, const LegacySystem *system)
{
  BounceLegacy *legacy = NULL;

  if (system != NULL)
    {
      legacy = read_as (system, view);
      if (legacy->recipients->len == 0 && system->implied_reason != NULL
          && view->null_sender && view->failing)
        {
          /* The manager of a list refuses, and names the list without its
             domain: a bounce of nobody. */
          g_ptr_array_add (legacy->recipients, bounce_evidence_new ());
          legacy_scan (view, system, legacy);
        }
      legacy_drop_desks (view, legacy);
      /* Where lines name only whom to ask, sentences may tell of others. */
      if (legacy->recipients->len > 1
          || (legacy->recipients->len == 1
              && !(may_vary (system, view)
                   && legacy_is_closing (
                       view, g_ptr_array_index (legacy->recipients, 0)))))
        return legacy;
      g_clear_pointer (&legacy, bounce_legacy_free);
    }
  if (legacy_sees (view, SIGN_FROM_SYSTEM))
    legacy = legacy_read_general (view);
  if (legacy != NULL && system != NULL)
    legacy->format = system->format;
  return legacy;
}

/* VIEW, which tells SESSION. */
static BounceLegacy *
read_session (const LegacyView *view, const LegacySystem *system,
              LegacySession *session)
{
  const LegacyView *rest = legacy_session_rest (session);
  BounceLegacy *legacy = read_text (rest, system);

  if (legacy == NULL && legacy_sees (view, SIGN_FROM_SYSTEM)
      && !legacy_sees (view, SIGN_EXCLUDED))
    legacy = legacy_new (system != NULL ? system->format : "text");
  if (legacy != NULL)
    legacy_session_tell (session, legacy);
  if (legacy != NULL && legacy->recipients->len == 0)
    g_clear_pointer (&legacy, bounce_legacy_free);
  legacy_session_free (session);
  return legacy;
}

BounceLegacy *
legacy_read_as (const LegacyView *view, const LegacySystem *system)
{
  LegacySession *session = NULL;
  BounceLegacy *legacy;

  if (system == NULL || system->read == NULL)
    session = legacy_session_new (view);
  legacy = session != NULL ? read_session (view, system, session)
                           : read_text (view, system);
  if (legacy != NULL && legacy->recipients->len == 1)
    legacy_note_stage (view, g_ptr_array_index (legacy->recipients, 0));
  return legacy;
}
