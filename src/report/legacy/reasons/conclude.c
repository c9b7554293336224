/* conclude: does what is left once all lines of a notification are read: gives
   each recipient the action, the reason of all, and the text for people where
   nothing else was said. */
#include "config.h"

#include <string.h>

#include "mime/message.h"
#include "model/evidence.h"
#include "model/status.h"
#include "report/legacy/reasons/by-name.h"
#include "report/legacy/reasons/conclude.h"
#include "report/legacy/reasons/group.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/recipients/returned.h"
#include "report/legacy/recipients/system.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "report/legacy/text/statement.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* So much of the text for people is kept. */
#define PROSE_MAX (4 * 1024)

/* Of more recipients their own words are not looked through for a delay. */
#define RECIPIENTS_MAX 100

/* Handed on to a server that tells no more, not delivered. */
static void
note_relayed (BounceEvidence *evidence)
{
  for (guint i = 0; i < evidence->texts->len; i++)
    {
      g_autofree char *folded
          = bounce_fold_line (bounce_evidence_text (evidence, i)->text, -1);
      if (bounce_list_in (folded, BOUNCE_LIST_RELAYED))
        evidence->action = BOUNCE_ACTION_RELAYED;
    }
}

/* Adds to SAID what the reporter's own words on EVIDENCE say: a delay is often
   told in the sentence that names the recipient, or goes on behind the reply;
   there only words count that no refusing server writes. */
static void
add_own (BounceListSet *said, const BounceEvidence *evidence)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) reply = g_string_new (NULL);
  BounceListSet own;

  for (guint i = 0; i < evidence->texts->len; i++)
    {
      const BounceEvidenceText *piece = bounce_evidence_text (evidence, i);
      GString *into = piece->origin == BOUNCE_ORIGIN_REMOTE ? reply : text;

      if (into->len < LEGACY_REASON_MAX)
        g_string_append_printf (into, "%s ", piece->text);
    }
  g_autofree char *folded = bounce_fold_line (text->str, -1);
  bounce_lists_scan (&own, folded);
  bounce_lists_add (said, &own);
  g_autofree char *replied = bounce_fold_line (reply->str, -1);
  if (bounce_list_in (replied, BOUNCE_LIST_SURE_DELAY))
    {
      bounce_lists_put (said, BOUNCE_LIST_DELAY);
      bounce_lists_put (said, BOUNCE_LIST_SURE_DELAY);
    }
}

/* What is still on its way, and goes on being tried, is late, in whatever words
   SAID has it. */
static void
note_delay (BounceListSet *said)
{
  if (bounce_lists_hold (said, BOUNCE_LIST_ON_ITS_WAY)
      && bounce_lists_hold (said, BOUNCE_LIST_TRIES_ON))
    bounce_lists_put (said, BOUNCE_LIST_DELAY);
}

/* Whether the server answered "5yz". */
static gboolean
is_refused (const BounceEvidence *evidence)
{
  for (guint i = 0; i < evidence->texts->len; i++)
    {
      const BounceEvidenceText *piece = bounce_evidence_text (evidence, i);

      if (piece->origin == BOUNCE_ORIGIN_REMOTE
          && bounce_reply_parse (piece->text) >= 500)
        return TRUE;
    }
  return FALSE;
}

/* Whether anything in VIEW may say how delivery went but that it failed. */
static gboolean
may_not_have_failed (const LegacyView *view)
{
  return legacy_line_may_hold (view, BOUNCE_LIST_SUCCESS)
         || legacy_line_may_hold (view, BOUNCE_LIST_DELAY)
         || legacy_line_may_hold (view, BOUNCE_LIST_SO_FAR)
         || (legacy_line_may_hold (view, BOUNCE_LIST_TRIES_ON)
             && legacy_line_may_hold (view, BOUNCE_LIST_ON_ITS_WAY))
         || legacy_subject_has (view, BOUNCE_LIST_SUCCESS)
         || legacy_subject_has (view, BOUNCE_LIST_DELAY);
}

/* Whether TEXT says only of the days to come that nothing more is tried: "if it
   cannot be delivered within four days, it will be returned". */
static gboolean
may_give_up (const char *text)
{
  for (const char *p = text; *p != '\0';)
    {
      const char *end = legacy_sentence_end (p);
      g_autofree char *folded = bounce_fold_line (p, end - p);

      if (bounce_list_in (folded, BOUNCE_LIST_GIVEN_UP)
          && !bounce_list_in (folded, BOUNCE_LIST_CONDITION))
        return FALSE;
      p = legacy_next_sentence (end);
    }
  return TRUE;
}

/* Gives the recipients an action by what TEXT, lines of VIEW's body for people,
   and their own words say. */
static void
judge_actions (const LegacyView *view, GPtrArray *recipients, gboolean mixed,
               const char *text)
{
  gboolean look = may_not_have_failed (view);
  g_autofree char *folded = look ? bounce_fold_line (text, -1) : g_strdup ("");
  BounceListSet said;
  BounceAction action;

  bounce_lists_scan (&said, folded);
  if (bounce_lists_hold (&said, BOUNCE_LIST_SO_FAR)
      && strlen (folded) <= LEGACY_HEAD_MAX && legacy_denies_so_far (folded))
    bounce_lists_put (&said, BOUNCE_LIST_DELAY);
  note_delay (&said);
  if (bounce_lists_hold (&said, BOUNCE_LIST_DELAY)
      && bounce_lists_hold (&said, BOUNCE_LIST_GIVEN_UP) && may_give_up (text))
    bounce_lists_put (&said, BOUNCE_LIST_SURE_DELAY);
  /* "n'a été remis à personne" */
  if (bounce_lists_hold (&said, BOUNCE_LIST_SUCCESS)
      && strlen (folded) <= LEGACY_HEAD_MAX && legacy_denies_conveying (folded))
    bounce_lists_put (&said, BOUNCE_LIST_REFUSAL);
  action = legacy_judge_action (view, &said);
  for (guint i = 0; i < recipients->len; i++)
    {
      BounceEvidence *evidence = g_ptr_array_index (recipients, i);
      BounceListSet all = said;

      if (evidence->action != BOUNCE_ACTION_NONE
          && !(evidence->action == BOUNCE_ACTION_FAILED && !mixed
               && action != BOUNCE_ACTION_DELIVERED))
        continue;
      evidence->action = action;
      if (!look || action != BOUNCE_ACTION_FAILED
          || recipients->len >= RECIPIENTS_MAX)
        continue;
      add_own (&all, evidence);
      note_delay (&all);
      evidence->action = legacy_judge_action (view, &all);
    }
  for (guint i = 0; i < recipients->len; i++)
    {
      BounceEvidence *evidence = g_ptr_array_index (recipients, i);

      /* "No need to send it to the others again", and a refusal for good. */
      if (evidence->action == BOUNCE_ACTION_DELAYED && is_refused (evidence)
          && !bounce_lists_hold (&said, BOUNCE_LIST_NOT_YET)
          && !legacy_subject_has (view, BOUNCE_LIST_DELAY)
          && !legacy_subject_has (view, BOUNCE_LIST_NOT_YET))
        evidence->action = BOUNCE_ACTION_FAILED;
    }
}

/* Whether anything was said of one of RECIPIENTS. */
static gboolean
have_texts (const GPtrArray *recipients)
{
  for (guint i = 0; i < recipients->len; i++)
    {
      const BounceEvidence *evidence = g_ptr_array_index (recipients, i);

      if (evidence->texts->len > 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether it was told of some of RECIPIENTS that the mail reached them, or is
   still on its way. */
static gboolean
differ (const GPtrArray *recipients)
{
  for (guint i = 0; i < recipients->len; i++)
    {
      const BounceEvidence *evidence = g_ptr_array_index (recipients, i);

      if (evidence->action != BOUNCE_ACTION_NONE
          && evidence->action != BOUNCE_ACTION_FAILED)
        return TRUE;
    }
  return FALSE;
}

/* What VIEW says in its subject alone, for there is no text. */
static void
add_subject (const LegacyView *view, GPtrArray *recipients)
{
  const char *subject = bounce_message_header (view->message, "Subject");

  for (guint i = 0; !view->quoted && subject != NULL && i < recipients->len;
       i++)
    legacy_add_reason (g_ptr_array_index (recipients, i), subject,
                       BOUNCE_ORIGIN_PROSE);
}

/* "Returned mail: User unknown", "Delivery to a@b failed: no such user": the
   reason that VIEW's subject gives, or NULL.  Behind one word ("Undeliverable:
   Friday") stands the subject of the mail that failed. */
static const char *
find_subject_reason (const LegacyView *view)
{
  const char *colon = strchr (view->subject, ':');

  if (view->quoted || !view->failing || colon == NULL || colon[1] != ' '
      || memchr (view->subject, ' ', (gsize)(colon - view->subject)) == NULL
      || legacy_is_returned_subject (view, colon + 2))
    return NULL;
  return colon + 2;
}

/* Whether TEXT, which stands beside an address, tells at most when, how often
   or at which host: "(first bounce 2003-04-20)", "pond.example (2)". */
static gboolean
tells_no_reason (const char *text)
{
  g_autofree char *folded = NULL;
  int depth = 0;

  for (const char *p = text; *p != '\0';)
    {
      gsize n = strcspn (p, " \t\n()");

      if (n == 0)
        {
          depth += *p == '(' ? 1 : *p == ')' ? -1 : 0;
          p++;
          continue;
        }
      BounceStatus status;

      if (bounce_status_parse (p, &status) > 0)
        return FALSE;
      if (depth == 0 && strcspn (p, "0123456789.") >= n
          && strcspn (p, "-:,;/") > 0)
        return FALSE;
      p += n;
    }
  folded = bounce_fold_line (text, -1);
  return !legacy_states_failure (folded) && !legacy_has_reply (text);
}

/* Whether EVIDENCE has no server's words, and none that tell why. */
static gboolean
lacks_reason (const BounceEvidence *evidence)
{
  return evidence->diagnostic == NULL
         || (evidence->diagnostic_type == NULL
             && tells_no_reason (evidence->diagnostic));
}

/* Whether one of RECIPIENTS may need the words for people: the reply that was
   met is no server's, or none was. */
static gboolean
lacks_reply (const GPtrArray *recipients)
{
  for (guint i = 0; i < recipients->len; i++)
    {
      const BounceEvidence *evidence = g_ptr_array_index (recipients, i);

      if (lacks_reason (evidence)
          || (recipients->len == 1 && evidence->diagnostic_type == NULL))
        return TRUE;
    }
  return FALSE;
}

void
legacy_conclude (const LegacyView *view, const LegacySystem *system,
                 BounceLegacy *legacy, gboolean mixed, const char *common,
                 const char *text)
{
  GPtrArray *recipients = legacy->recipients;
  gsize share = legacy_fair_share (PROSE_MAX, recipients->len);
  g_autofree char *sentences
      = lacks_reply (recipients) ? legacy_sentences (view, text, share) : NULL;
  const char *subject = find_subject_reason (view);

  gboolean shared
      = !have_texts (recipients)
        && ((common != NULL
             && legacy_share_by_name (recipients, common,
                                      BOUNCE_ORIGIN_REPORTER))
            || legacy_share_by_name (recipients, text, BOUNCE_ORIGIN_REPORTER));

  judge_actions (view, recipients, mixed || differ (recipients), text);
  if (view->n_body == 0 || view->head[0] == '\0')
    add_subject (view, recipients);
  for (guint i = 0; i < recipients->len; i++)
    {
      BounceEvidence *evidence = g_ptr_array_index (recipients, i);

      if (evidence->action == BOUNCE_ACTION_DELIVERED)
        note_relayed (evidence);
      if (common != NULL
          && (evidence->texts->len == 0
              || (recipients->len == 1 && evidence->diagnostic_type == NULL)))
        legacy_add_reason (evidence, common, BOUNCE_ORIGIN_REPORTER);
      if (system->implied_reason != NULL)
        bounce_evidence_add (evidence, BOUNCE_ORIGIN_PROSE,
                             system->implied_reason);
      if (evidence->diagnostic == NULL && recipients->len == 1)
        legacy_add_reason (evidence, sentences, BOUNCE_ORIGIN_PROSE);
      /* The sentence that names a recipient need not be the one that says
         why. */
      else if (shared)
        continue;
      else if (lacks_reason (evidence)
               || (recipients->len == 1 && evidence->diagnostic_type == NULL
                   && !legacy_has_reply (sentences)))
        bounce_evidence_add (evidence, BOUNCE_ORIGIN_PROSE, sentences);
      if (subject != NULL && evidence->diagnostic_type == NULL
          && recipients->len == 1)
        bounce_evidence_add (evidence, BOUNCE_ORIGIN_PROSE, subject);
    }
}
