/* stated: whether the first sentences of a mail, taken together, say that its
   reader's own mail to somebody failed: whose mail it was, that it failed and
   whom it was for are often told one after the other. */
#include "config.h"

#include <string.h>

#include "report/legacy/layouts/named.h"
#include "report/legacy/recipients/own.h"
#include "report/legacy/recognition/form.h"
#include "report/legacy/recognition/opening.h"
#include "report/legacy/recognition/person.h"
#include "report/legacy/recognition/stated.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "report/legacy/text/statement.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* In so many of them it is stated. */
#define SENTENCES_MAX 6

/* One is cut at so many. */
#define SENTENCE_MAX 1000

typedef struct
{
  gboolean yours;  /* it speaks of a mail that its reader sent */
  gboolean fails;  /* it says that something failed */
  gboolean mail;   /* which is a mail */
  gboolean about;  /* it speaks of an address, or begins with one */
  gboolean named;  /* it names somebody who is not the reader */
  gboolean own;    /* who has the address that VIEW comes from */
  gboolean route;  /* "Delivery to a@b ..." */
  gboolean ticket; /* it says that a desk made none */
} Sentence;

/* Whether VIEW comes from ADDRESS. */
static gboolean
is_from (const LegacyView *view, const char *address)
{
  g_autofree char *folded = bounce_fold_line (address, -1);

  return strstr (view->from, folded) != NULL;
}

static void
read_names (const LegacyView *view, const char *start, const char *end,
            Sentence *sentence)
{
  BounceAddressSpan span;

  for (const char *p = start; bounce_address_find (p, end, &span); p = span.end)
    {
      g_autofree char *address = bounce_address_span_copy (&span);

      if (!bounce_address_is_full (address)
          || legacy_is_addressee (view, address)
          || legacy_leads_elsewhere (start, span.start))
        continue;
      sentence->named = TRUE;
      sentence->own = is_from (view, address);
      return;
    }
}

/* "a@b: no such user", of a list that a colon leads to. */
static gboolean
begins_with_address (const char *start, const char *end)
{
  BounceAddressSpan span;

  return bounce_address_find (start, end, &span) && span.start <= start + 1;
}

static Sentence
read_sentence (const LegacyView *view, const char *start, const char *end)
{
  g_autofree char *folded = legacy_fold_own_words (start, end);
  Sentence sentence = { 0 };
  LegacyWording said;
  gboolean reply;

  legacy_wording_init (&said, folded);
  if (legacy_wording_holds (&said, BOUNCE_LIST_CONDITION)
      || legacy_wording_holds (&said, BOUNCE_LIST_HELD)
      || legacy_wording_holds (&said, BOUNCE_LIST_ANSWERING)
      || legacy_wording_holds (&said, BOUNCE_LIST_MY_MAIL))
    return sentence;
  reply = legacy_has_final_reply (folded);
  sentence.yours = legacy_wording_speaks_of_yours (&said);
  sentence.ticket = legacy_wording_holds (&said, BOUNCE_LIST_NO_TICKET);
  sentence.fails = ((reply || legacy_wording_states_failure (&said)
                     || (sentence.yours
                         && legacy_wording_holds (&said, BOUNCE_LIST_GIVEN_UP)))
                    && !legacy_wording_holds (&said, BOUNCE_LIST_DELAY)
                    && !legacy_wording_holds (&said, BOUNCE_LIST_FUTURE)
                    && !legacy_wording_denies_so_far (&said))
                   || sentence.ticket;
  sentence.mail = reply || legacy_wording_holds (&said, BOUNCE_LIST_MAIL_WORD)
                  || legacy_wording_denies_conveying (&said);
  sentence.route = sentence.ticket
                   || bounce_list_begins (folded, BOUNCE_LIST_DELIVERY_TO)
                   || legacy_wording_holds (&said, BOUNCE_LIST_SENT_TO);
  sentence.about = bounce_list_begins (folded, BOUNCE_LIST_ADDRESS_WORD)
                   || *folded == '<' || begins_with_address (start, end);
  read_names (view, start, end, &sentence);
  return sentence;
}

/* Whether A and B, which stands behind it, say together that the reader's mail
   to somebody failed. */
static gboolean
state_together (const Sentence *a, const Sentence *b)
{
  if (a->fails && a->yours && b->named && b->about)
    return TRUE;
  return b->fails && (b->yours || b->route || (a->yours && b->mail))
         && (a->named || b->named);
}

/* What BEFORE was about HERE is about, too: all that was named, and whose mail
   it was up to the next sentence that says anything. */
static void
carry_on (Sentence *before, const Sentence *here)
{
  gboolean named = before->named;
  gboolean own = before->own;
  gboolean yours = before->yours && !here->fails;

  if (here->yours || here->fails || here->named)
    *before = *here;
  before->yours = before->yours || yours;
  if (!before->named)
    {
      before->named = named;
      before->own = own;
    }
}

/* Whether HERE, of a robot's, says that there is no such address as its subject
   names. */
static gboolean
denies_subject (const LegacyView *view, const char *start, const char *end,
                const Sentence *here)
{
  const char *subject = view->subject;
  Sentence names = { 0 };
  g_autofree char *folded = NULL;

  if (!here->fails || strchr (subject, '@') == NULL || !legacy_is_robot (view))
    return FALSE;
  folded = bounce_fold_line (start, end - start);
  read_names (view, subject, subject + strlen (subject), &names);
  return names.named && bounce_list_in (folded, BOUNCE_LIST_ADDRESS_WORD);
}

LegacyStatement
legacy_read_statement (const LegacyView *view)
{
  const LegacyLine *last = legacy_line (view, view->n_body - 1);
  const char *stop
      = MIN (last->start + last->length, view->text + LEGACY_BEGINNING_MAX);
  const char *p = legacy_line (view, 0)->start;
  Sentence before = { .yours = legacy_speaks_of_yours (view->subject) };
  LegacyStatement statement = { .length = (gsize)(MAX (stop, p) - p) };
  const char *start = p;

  for (guint n = 0; n < SENTENCES_MAX && *p != '\0' && *p != '>' && p < stop;
       n++)
    {
      const char *end = legacy_sentence_end (p);
      const char *cut = MIN (end, p + SENTENCE_MAX);
      Sentence here = read_sentence (view, p, cut);

      statement.failed = state_together (&before, &here);
      statement.of_owner
          = statement.failed && (here.own || (!here.named && before.own));
      statement.failed
          = statement.failed
            || (here.fails && here.yours && legacy_labels_somebody (view))
            || denies_subject (view, p, cut, &here);
      if (statement.failed)
        {
          statement.length = (gsize)(end - start);
          break;
        }
      carry_on (&before, &here);
      p = end + strspn (end, " \n");
    }
  return statement;
}
