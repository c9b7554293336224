/* headway: reads what a text, whoever sends it, tells of a mail of its
   reader's that did not fail: that it is still on its way to somebody and the
   server goes on trying, or that it has reached him.  It is asked last: nothing
   that reports a failure comes here. */
#include "config.h"

#include <string.h>

#include "base/memory.h"
#include "model/evidence.h"
#include "report/kind-words.h"
#include "report/legacy/headway.h"
#include "report/legacy/layouts/named.h"
#include "report/legacy/recipients/own.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "report/legacy/text/statement.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* Longer texts have more to tell than this. */
#define TEXT_MAX 3000

/* What the text says, all of its sentences together. */
typedef struct
{
  const LegacyView *view;
  BounceLegacy *legacy;
  BounceListSet all;
  gboolean is_late;    /* a sentence says that it is on its way */
  gboolean has_come;   /* that it has arrived, */
  gboolean expects;    /* and addresses are to follow */
  gboolean gives_up;   /* that nobody tries any longer */
  const char *told_in; /* the sentence that says so */
  gsize told_length;
} Headway;

/* Whether the sentence SAID says that a mail arrived. */
static gboolean
states_arrival (const LegacyWording *said)
{
  if (legacy_wording_holds (said, BOUNCE_LIST_REFUSAL))
    return FALSE;
  return legacy_wording_holds (said, BOUNCE_LIST_SUCCESS)
         || (legacy_wording_holds (said, BOUNCE_LIST_INTO_MAILBOX)
             && legacy_wording_holds (said, BOUNCE_LIST_CONVEYING)
             && !legacy_wording_states_failure (said)
             && !legacy_wording_denies_so_far (said));
}

/* Adds whom START..END names; returns how many. */
static guint
add_named (Headway *headway, const char *start, const char *end)
{
  BounceAddressSpan span;
  guint n = 0;

  for (const char *p = start; bounce_address_find (p, end, &span); p = span.end)
    if (legacy_is_other (headway->view, &span)
        && !legacy_leads_elsewhere (start, span.start))
      n += legacy_recipient_at (headway->legacy, &span) != NULL;
  return n;
}

static void
read_sentence (Headway *headway, const char *start, const char *end)
{
  g_autofree char *folded = bounce_fold_line (start, end - start);
  LegacyWording said;
  gboolean late, come;

  legacy_wording_init (&said, folded);
  bounce_lists_add (&headway->all, &said.lists);
  headway->gives_up |= legacy_wording_holds (&said, BOUNCE_LIST_GIVEN_UP)
                       && !legacy_wording_holds (&said, BOUNCE_LIST_CONDITION);
  come = states_arrival (&said);
  late = legacy_wording_holds (&said, BOUNCE_LIST_ON_ITS_WAY)
         || legacy_wording_denies_so_far (&said);
  if (!come && !late && !headway->expects)
    return;
  headway->has_come |= come;
  headway->is_late |= late;
  if (headway->told_in == NULL)
    {
      headway->told_in = start;
      headway->told_length = (gsize)(end - start);
    }
  headway->expects = add_named (headway, start, end) == 0 && (come || late)
                     && headway->legacy->recipients->len == 0;
}

/* Whether a person wrote TEXT to somebody, or VIEW is something else. */
static gboolean
is_personal (const LegacyView *view, const char *text)
{
  g_autofree char *opening = g_strndup (view->head, LEGACY_OPENING_MAX);

  return bounce_greets_by_name (text) || strchr (opening, '?') != NULL
         || legacy_is_personal (opening)
         || legacy_head_has (view, BOUNCE_LIST_LURE);
}

/* Whether PROGRESS is of a mail that VIEW's reader sent. */
static gboolean
is_of_yours (const Headway *headway)
{
  const LegacyView *view = headway->view;

  return view->daemon || view->null_sender
         || bounce_lists_hold (&headway->all, BOUNCE_LIST_YOUR_MAIL_STRICT)
         || legacy_subject_has (view, BOUNCE_LIST_YOUR_MAIL_STRICT);
}

/* Whether VIEW, which says that a mail arrived, is of what became of it on the
   way, or on a list. */
static gboolean
tells_of_handling (const LegacyView *view)
{
  return legacy_head_has (view, BOUNCE_LIST_FILTERED)
         || legacy_from_has (view, BOUNCE_LIST_LIST_FROM);
}

/* DELAYED or DELIVERED; NONE: it says neither. */
static BounceAction
action_of (const Headway *headway)
{
  if (!is_of_yours (headway))
    return BOUNCE_ACTION_NONE;
  if (headway->is_late && !headway->gives_up
      && bounce_lists_hold (&headway->all, BOUNCE_LIST_TRIES_ON))
    return BOUNCE_ACTION_DELAYED;
  if (!headway->has_come || headway->is_late
      || tells_of_handling (headway->view))
    return BOUNCE_ACTION_NONE;
  return bounce_lists_hold (&headway->all, BOUNCE_LIST_RELAYED)
             ? BOUNCE_ACTION_RELAYED
             : BOUNCE_ACTION_DELIVERED;
}

/* Whether VIEW has any words that it would need. */
static gboolean
may_tell (const LegacyView *view)
{
  const BounceListSet *head = &view->head_lists;

  return bounce_lists_hold (head, BOUNCE_LIST_TRIES_ON)
         || bounce_lists_hold (head, BOUNCE_LIST_SUCCESS)
         || bounce_lists_hold (head, BOUNCE_LIST_INTO_MAILBOX);
}

BounceLegacy *
legacy_read_headway (const LegacyView *view)
{
  const char *text = bounce_message_text (view->message);
  const char *end;
  Headway headway = { .view = view };

  text += strspn (text, " \t\r\n");
  end = bounce_quoted_text (text);
  if (end - text > TEXT_MAX || !may_tell (view) || is_personal (view, text))
    return NULL;
  headway.legacy = legacy_new ("text");
  g_autofree char *own = bounce_copy (text, (gsize)(end - text));
  for (const char *p = own; *p != '\0';)
    {
      const char *stop = legacy_sentence_end (p);

      read_sentence (&headway, p, stop);
      p = legacy_next_sentence (stop);
    }
  BounceAction action = action_of (&headway);
  if (action == BOUNCE_ACTION_NONE || headway.legacy->recipients->len == 0)
    {
      bounce_legacy_free (headway.legacy);
      return NULL;
    }
  g_autofree char *told = bounce_copy (headway.told_in, headway.told_length);
  for (guint i = 0; i < headway.legacy->recipients->len; i++)
    {
      BounceEvidence *evidence
          = g_ptr_array_index (headway.legacy->recipients, i);

      evidence->action = action;
      legacy_add_reason (evidence, told, BOUNCE_ORIGIN_PROSE);
    }
  return headway.legacy;
}
