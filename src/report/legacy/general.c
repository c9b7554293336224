/* general: reads what no row of the table knows: a mail system's
   message whose words say that mail to an address failed or is late.  Looks
   at several things together (sender, subject, words, a reply, a returned
   message), and keeps off where they do not agree. */
#include "config.h"

#include <string.h>

#include "mime/message.h"
#include "model/evidence.h"
#include "model/status.h"
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
#include "report/legacy/recognition/recognition.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "report/legacy/text/statement.h"
#include "report/legacy/text/view.h"
#include "text/address.h"
#include "text/lists.h"

/* So many points make a notification. */
#define POINTS_MIN 4

/* No text ends with more people whom to ask. */
#define DESKS_MAX 4

/* In so many bytes a desk has told what happened. */
#define LETTER_MAX 400

/* For the field that people read: "To: a@b". */
static const LegacySystem addressee = { .format = "text",
                                        .labels = BOUNCE_LIST_ADDRESSEE_LABEL,
                                        .placement = LEGACY_LABEL };

/* For recipients that stand elsewhere. */
static const LegacySystem nameless = { .format = "text" };

/* A worm's mail or a scanner's: what it carries is a program. */
static gboolean
carries_program (const BounceMessage *message)
{
  for (guint i = 0; i < bounce_message_n_parts (message); i++)
    {
      const BouncePart *part = bounce_message_part (message, i);

      if (part->name != NULL && part->role != BOUNCE_PART_MESSAGE
          && bounce_list_in_raw (part->name, strlen (part->name),
                                 BOUNCE_LIST_PROGRAM_NAME))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_returned (const LegacyView *view)
{
  return view->returned < view->lines->len
         || bounce_message_find (view->message, BOUNCE_PART_MESSAGE) != NULL
         || bounce_message_find (view->message, BOUNCE_PART_HEADERS) != NULL;
}

static guint
points (const LegacyView *view)
{
  gboolean failed
      = view->reports || legacy_view_has (view, view->head, BOUNCE_LIST_FAILURE)
        || legacy_view_has (view, view->head, BOUNCE_LIST_DELAY)
        || (view->daemon
            && (legacy_view_has (view, view->head, BOUNCE_LIST_SUCCESS)
                || legacy_view_has (view, view->subject, BOUNCE_LIST_SUCCESS)
                || (view->failing
                    && legacy_begins_with_failure (view, FALSE))));
  gboolean reply = legacy_has_reply (view->head);
  guint sum = 0;

  if (!failed
      && !(view->failing && (reply || (view->daemon && view->null_sender)))
      && !(reply && view->daemon && view->null_sender))
    return 0;
  sum += view->reports ? 3 : view->daemon ? 2 : 0;
  sum += view->null_sender ? 1 : 0;
  sum += view->failing
                 || legacy_view_has (view, view->subject, BOUNCE_LIST_SUCCESS)
             ? 1
             : 0;
  sum += failed ? 1 : 0;
  sum += reply ? 1 : 0;
  sum += has_returned (view) ? 1 : 0;
  sum += view->null_sender && view->failing && failed ? 1 : 0;
  if (!view->quoted
      && g_str_equal (bounce_message_type (view->message), "multipart/report"))
    sum++;
  return sum;
}

/* Exim marks its bounces so too, but they have the subject of a bounce. */
static gboolean
is_auto_replied (const BounceMessage *message)
{
  const char *value = bounce_message_header (message, "Auto-Submitted");

  return value != NULL && g_ascii_strncasecmp (value, "auto-replied", 12) == 0;
}

/* Whether a desk, whose mails are excluded else, tells in VIEW that a letter of
   its own was not delivered. */
static gboolean
tells_of_letter (const LegacyView *view)
{
  g_autofree char *opening = NULL;

  if (!view->failing || !view->reports
      || (!view->quoted && is_auto_replied (view->message)))
    return FALSE;
  opening = g_strndup (view->head, LETTER_MAX);
  return legacy_denies_conveying (opening);
}

gboolean
legacy_is_excluded (const LegacyView *view)
{
  if (bounce_message_find (view->message, BOUNCE_PART_MDN) != NULL)
    return TRUE;
  if (!view->quoted && !view->failing && !view->reports
      && is_auto_replied (view->message))
    return TRUE;
  gboolean told = tells_of_letter (view) || view->stated;

  if (legacy_view_has (view, view->subject, BOUNCE_LIST_AUTO_REPLY_SUBJECT)
      && !(view->daemon && view->failing) && !told)
    return TRUE;
  if (legacy_view_has (view, view->subject, BOUNCE_LIST_OTHER_NOTICE_SUBJECT)
      || (!view->failing
          && legacy_view_has (view, view->subject,
                              BOUNCE_LIST_STATISTICS_SUBJECT)
          && !(view->reports && legacy_quotes_refusals (view, TRUE))))
    return TRUE;
  if (!view->failing && !view->reports && !has_returned (view)
      && !(view->daemon && view->null_sender)
      && !(view->daemon && legacy_has_reply (view->head))
      && !legacy_view_has (view, view->head, BOUNCE_LIST_YOUR_MAIL))
    return TRUE;
  if (has_returned (view) || legacy_has_reply (view->head))
    return FALSE;
  if (legacy_view_has (view, view->head, BOUNCE_LIST_CHALLENGE_DEED)
      && legacy_view_has (view, view->head, BOUNCE_LIST_CHALLENGE_END))
    return TRUE;
  if (!(view->daemon && view->failing) && legacy_is_held (view))
    return TRUE;
  if (!view->daemon && legacy_view_has (view, view->head, BOUNCE_LIST_ABSENCE))
    return TRUE;
  if (!told
      && legacy_view_has (view, view->subject, BOUNCE_LIST_MACHINE_SUBJECT))
    return TRUE;
  return (!view->reports && legacy_may_lure (view))
         || carries_program (view->message);
}

/* Mail to oneself fails, too; but who poses as a mail system names the
   reader, in a page with a link. */
static gboolean
may_be_own (const LegacyView *view)
{
  return legacy_has_plain_text (view) && view->daemon && view->null_sender
         && !view->quoted
         && !legacy_view_has (view, view->head, BOUNCE_LIST_LURE)
         && strstr (view->head, "http") == NULL
         && (view->failing || legacy_has_reply (view->head))
         && (legacy_has_reply (view->head)
             || legacy_view_has (view, view->head, BOUNCE_LIST_MAIL_WORD)
             || legacy_view_has (view, view->head, BOUNCE_LIST_QUOTA_WORD));
}

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

/* A page that names nobody but its reader, and returns nothing, wants him to
   go to another page. */
static gboolean
is_page_to_reader (const LegacyView *view)
{
  return !legacy_has_plain_text (view) && !has_returned (view)
         && strchr (view->text, '@') != NULL && !legacy_names_other (view);
}

/* Whether VIEW is a bounce although it tells nobody's address: only --verp
   can, or nobody (a group has none).  A page with neither a return path nor
   the mail that failed is an advertisement. */
static gboolean
is_nameless (const LegacyView *view)
{
  return (view->daemon || (view->reports && !legacy_names_other (view)))
         && view->failing && !is_page_to_reader (view)
         && (has_returned (view)
             || ((view->null_sender || view->reports)
                 && (view->sender[0] != '\0' || legacy_has_plain_text (view))))
         && legacy_view_has (view, view->head, BOUNCE_LIST_MAIL_WORD);
}

BounceLegacy *
legacy_read_general (const LegacyView *view)
{
  BounceLegacy *legacy;

  if (points (view) < POINTS_MIN || legacy_is_excluded (view))
    return NULL;
  legacy = legacy_new ("text");
  read_text (view, legacy, FALSE);
  if (legacy->recipients->len == 0
      && (legacy_header_recipients (view, legacy)
          || ((view->failing || view->reports)
              && legacy_subject_recipient (view, legacy))
          || legacy_returned_recipients (view, legacy)))
    legacy_scan (view, &nameless, legacy);
  if (legacy->recipients->len == 0 && may_be_own (view))
    read_text (view, legacy, TRUE);
  if (legacy->recipients->len == 0)
    {
      legacy_read_local_names (view, legacy);
      if (legacy->recipients->len > 0)
        legacy_scan (view, &nameless, legacy);
    }
  if (legacy->recipients->len == 0 && is_nameless (view))
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
