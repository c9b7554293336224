/* general: reads what no row of the table knows: a mail system's
   message whose words say that mail to an address failed or is late.  Looks
   at several things together (sender, subject, words, a reply, a returned
   message), and keeps off where they do not agree. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "report/legacy/general.h"
#include "report/legacy/layouts/each.h"
#include "report/legacy/layouts/layouts.h"
#include "report/legacy/layouts/named.h"
#include "report/legacy/layouts/scan.h"
#include "report/legacy/recipients/apart.h"
#include "report/legacy/recipients/bystander.h"
#include "report/legacy/recipients/desks.h"
#include "report/legacy/recipients/local.h"
#include "report/legacy/recipients/own.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/recipients/returned.h"
#include "report/legacy/recipients/system.h"
#include "report/legacy/recognition/judge.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "report/legacy/text/statement.h"
#include "report/legacy/text/view.h"
#include "text/address.h"
#include "text/lists.h"

/* No text ends with more people whom to ask. */
#define DESKS_MAX 4

/* For the field that people read: "To: a@b". */
static const LegacySystem addressee = { .format = "text",
                                        .labels = BOUNCE_LIST_ADDRESSEE_LABEL,
                                        .placement = LEGACY_LABEL };

/* For recipients that stand elsewhere. */
static const LegacySystem nameless = { .format = "text" };

/* The reply to a lone recipient may stand anywhere in the text. */
static void
add_reply (const LegacyView *view, BounceLegacy *legacy)
{
  BounceEvidence *evidence = g_ptr_array_index (legacy->recipients, 0);
  g_autofree char *text = NULL;

  if (legacy->recipients->len > 1 || evidence->diagnostic_type != NULL)
    return;
  text = legacy_human_readable (view, 4096);
  if (legacy_has_reply (text))
    legacy_add_reason (evidence, text, BOUNCE_ORIGIN_PROSE);
}

/* "Questions: a@b" alone, or several such, are lines that name somebody: LEGACY
   forgets them if sentences above tell of others. */
static void
prefer_sentences (const LegacyView *view, BounceLegacy *legacy, gboolean own)
{
  GPtrArray *recipients = legacy->recipients;
  g_autoptr (GPtrArray) desks = NULL;

  if (recipients->len > DESKS_MAX || !legacy_may_name_several (view))
    return;
  for (guint i = 0; i < recipients->len; i++)
    if (!legacy_is_closing (view, g_ptr_array_index (recipients, i)))
      return;
  desks = g_ptr_array_new_with_free_func (g_free);
  while (recipients->len > 0)
    {
      BounceEvidence *evidence = g_ptr_array_index (recipients, 0);

      g_ptr_array_add (desks, g_strdup (evidence->recipient));
      legacy_forget (legacy, evidence);
    }
  legacy_read_sentences (view, legacy, own);
  for (guint i = recipients->len; i-- > 0;)
    {
      BounceEvidence *evidence = g_ptr_array_index (recipients, i);

      for (guint k = 0; k < desks->len; k++)
        if (bounce_address_equal (evidence->recipient,
                                  g_ptr_array_index (desks, k)))
          {
            legacy_forget (legacy, evidence);
            break;
          }
    }
  if (recipients->len > 0)
    legacy_scan (view, &nameless, legacy);
  else
    legacy_read_lines (view, legacy, own);
}

/* The recipients that the text names: in lines, in sentences, in what people
   read as a header. */
static void
read_text (const LegacyView *view, BounceLegacy *legacy, gboolean own)
{
  if (view->n_body > 0
      && (legacy_line_may_hold (view, BOUNCE_LIST_RELATIVE)
          || legacy_line_may_hold (view, BOUNCE_LIST_BECAUSE)))
    legacy_read_relatives (view, legacy);
  if (legacy->recipients->len > 0
      || legacy_apart_recipients (view, legacy, TRUE))
    legacy_scan (view, &nameless, legacy);
  else
    legacy_read_lines (view, legacy, own);
  if (legacy->recipients->len > 0)
    {
      prefer_sentences (view, legacy, own);
      return;
    }
  legacy_read_sentences (view, legacy, own);
  if (legacy->recipients->len > 0
      || legacy_apart_recipients (view, legacy, FALSE))
    legacy_scan (view, &nameless, legacy);
  else if (!own)
    {
      legacy_scan (view, &addressee, legacy);
      legacy_drop_others (view, legacy, FALSE);
    }
}

BounceLegacy *
legacy_read_general (const LegacyView *view)
{
  BounceLegacy *legacy;

  if (legacy_points (view) < LEGACY_POINTS_MIN
      || legacy_sees (view, SIGN_EXCLUDED))
    return NULL;
  legacy = legacy_new ("text");
  read_text (view, legacy, FALSE);
  if (legacy->recipients->len == 0
      && (legacy_header_recipients (view, legacy)
          || ((view->failing || legacy_sees (view, SIGN_REPORTS))
              && legacy_subject_recipient (view, legacy))
          || legacy_returned_recipients (view, legacy)))
    legacy_scan (view, &nameless, legacy);
  if (legacy->recipients->len == 0 && legacy_sees (view, SIGN_MAY_BE_OWN))
    read_text (view, legacy, TRUE);
  if (legacy->recipients->len == 0)
    {
      legacy_read_local_names (view, legacy);
      if (legacy->recipients->len > 0)
        legacy_scan (view, &nameless, legacy);
    }
  if (legacy->recipients->len == 0 && legacy_sees (view, SIGN_NAMELESS))
    {
      g_ptr_array_add (legacy->recipients, bounce_evidence_new ());
      legacy_scan (view, &nameless, legacy);
    }
  legacy_drop_desks (view, legacy);
  if (legacy->recipients->len == 0)
    g_clear_pointer (&legacy, bounce_legacy_free);
  else
    add_reply (view, legacy);
  return legacy;
}
