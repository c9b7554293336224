/* conclude: what is left once all lines of a notification are read: for each
   recipient the action, the reason of all, and the text for people where
   nothing else was said. */
#include "config.h"

#include <string.h>

#include "report/legacy/group.h"

/* So much of the text for people is kept. */
#define PROSE_MAX (4 * 1024)

/* Handed on to a server that tells no more, not delivered. */
static void
note_relayed (BounceEvidence *evidence)
{
  for (guint i = 0; i < evidence->words->len; i++)
    {
      g_autofree char *folded = legacy_fold (
          g_array_index (evidence->words, BounceWords, i).text, -1);
      if (bounce_list_in (folded, BOUNCE_LIST_RELAYED))
        evidence->action = BOUNCE_ACTION_RELAYED;
    }
}

/* What the reporter's own words on EVIDENCE say with PROSE: a delay is often
   told in the sentence that names the recipient. */
static BounceAction
own_action (const LegacyView *view, const BounceEvidence *evidence,
            const char *prose)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *folded = NULL;

  for (guint i = 0; i < evidence->words->len; i++)
    {
      const BounceWords *words
          = &g_array_index (evidence->words, BounceWords, i);

      if (words->speaker != BOUNCE_SPEAKER_REMOTE
          && text->len < LEGACY_REASON_MAX)
        g_string_append_printf (text, "%s ", words->text);
    }
  g_string_append (text, prose);
  folded = legacy_fold (text->str, -1);
  return legacy_judge_action (view, folded);
}

void
legacy_conclude (const LegacyView *view, const LegacySystem *system,
                 BounceLegacy *notice, gboolean mixed, const char *common,
                 const char *text)
{
  GPtrArray *recipients = notice->recipients;
  g_autofree char *folded = legacy_fold (text, -1);
  BounceAction action = legacy_judge_action (view, folded);
  gsize share = legacy_fair_share (PROSE_MAX, recipients->len);
  g_autofree char *prose = legacy_sentences (text, share);

  for (guint i = 0; i < recipients->len; i++)
    {
      BounceEvidence *evidence = g_ptr_array_index (recipients, i);

      if (evidence->action == BOUNCE_ACTION_NONE
          || (evidence->action == BOUNCE_ACTION_FAILED && !mixed))
        evidence->action
            = action == BOUNCE_ACTION_FAILED && recipients->len < 100
                  ? own_action (view, evidence, text)
                  : action;
      if (evidence->action == BOUNCE_ACTION_DELIVERED)
        note_relayed (evidence);
      if (common != NULL
          && (evidence->words->len == 0
              || (recipients->len == 1 && evidence->diagnostic_type == NULL)))
        legacy_add_reason (evidence, common, BOUNCE_SPEAKER_REPORTER);
      if (system->says != NULL)
        bounce_evidence_add (evidence, BOUNCE_SPEAKER_PROSE, system->says);
      if (evidence->diagnostic == NULL && recipients->len == 1)
        legacy_add_reason (evidence, prose, BOUNCE_SPEAKER_PROSE);
      else if (evidence->diagnostic == NULL)
        bounce_evidence_add (evidence, BOUNCE_SPEAKER_PROSE, prose);
    }
}
