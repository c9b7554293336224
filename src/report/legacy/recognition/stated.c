/* stated: whether a mail says in its first sentences that its reader's own mail
   to somebody failed.  That decides, whoever its header says that wrote it,
   and whatever its subject: shops, desks and people's own programs write in
   any name, and answer.  What a person tells of it decides nothing. */
#include "config.h"

#include <string.h>

#include "mime/message.h"
#include "model/status.h"
#include "report/legacy/layouts/named.h"
#include "report/legacy/recipients/own.h"
#include "report/legacy/recognition/recognition.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/sentences.h"
#include "report/legacy/text/statement.h"
#include "text/address.h"
#include "text/lists.h"

/* In so many bytes, and so many sentences, it is stated. */
#define STATED_MAX 600
#define SENTENCES_MAX 6

/* A form tells in so many lines. */
#define FORM_LINES 20

/* So early its reader is asked something, if that is what it is for. */
#define ASKED_MAX 240

/* One is cut at so many. */
#define SENTENCE_MAX 1000

typedef struct
{
  gboolean yours;   /* it speaks of a mail that its reader sent */
  gboolean fails;   /* it says that something failed */
  gboolean mail;    /* which is a mail */
  gboolean advises; /* it tells what to do */
  gboolean about;   /* it speaks of an address, or begins with one */
  gboolean named;   /* it names somebody who is not the reader */
  gboolean own;     /* who has the address that VIEW comes from */
  gboolean route;   /* "Delivery to a@b ..." */
  gboolean ticket;  /* it says that a desk made none */
} Sentence;

/* Whether VIEW comes from ADDRESS. */
static gboolean
is_from (const LegacyView *view, const char *address)
{
  g_autofree char *folded = legacy_fold (address, -1);

  return strstr (view->from, folded) != NULL;
}

static void
read_names (const LegacyView *view, const char *start, const char *end,
            Sentence *sentence)
{
  BounceAddressSpan span;

  for (const char *p = start; bounce_address_find (p, end, &span); p = span.end)
    {
      g_autofree char *address
          = g_strndup (span.start, (gsize)(span.end - span.start));

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

  if (bounce_list_in (folded, BOUNCE_LIST_CONDITION)
      || bounce_list_in (folded, BOUNCE_LIST_HELD)
      || bounce_list_in (folded, BOUNCE_LIST_ANSWERING))
    return sentence;
  sentence.yours = legacy_speaks_of_yours (folded);
  sentence.fails
      = (legacy_states_failure (folded)
         || (sentence.yours && bounce_list_in (folded, BOUNCE_LIST_GIVEN_UP)))
        && !bounce_list_in (folded, BOUNCE_LIST_DELAY)
        && !bounce_list_in (folded, BOUNCE_LIST_FUTURE)
        && !legacy_denies_so_far (folded);
  sentence.mail = bounce_list_in (folded, BOUNCE_LIST_MAIL_WORD)
                  || legacy_denies_conveying (folded);
  sentence.ticket = bounce_list_in (folded, BOUNCE_LIST_NO_TICKET);
  sentence.fails = sentence.fails || sentence.ticket;
  sentence.route = sentence.ticket
                   || bounce_list_begins (folded, BOUNCE_LIST_DELIVERY_TO)
                   || bounce_list_in (folded, BOUNCE_LIST_SENT_TO);
  sentence.about = bounce_list_begins (folded, BOUNCE_LIST_ADDRESS_WORD)
                   || *folded == '<' || begins_with_address (start, end);
  sentence.advises = bounce_list_in (folded, BOUNCE_LIST_ADVICE)
                     || bounce_list_in (folded, BOUNCE_LIST_HELP);
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

/* Whether a line of VIEW's text says whom the mail was for. */
static gboolean
labels_somebody (const LegacyView *view)
{
  for (guint i = 0; i < view->n_body; i++)
    if (legacy_is_labelled_address (view, i))
      return TRUE;
  return FALSE;
}

/* What BEFORE was about HERE is about, too: all that was named, and whose mail
   it was up to the next sentence that says anything. */
static void
carry_on (Sentence *before, const Sentence *here)
{
  gboolean named = before->named;
  gboolean own = before->own;

  if (here->yours || here->fails || here->named)
    *before = *here;
  if (!before->named)
    {
      before->named = named;
      before->own = own;
    }
}

/* Whether VIEW asks its reader something: no machine does, but in a form. */
static gboolean
asks (const LegacyView *view, const char *opening)
{
  return memchr (opening, '?', strnlen (opening, ASKED_MAX)) != NULL
         && !labels_somebody (view);
}

/* "Status: not delivered", in a form that says whom it was for. */
static gboolean
is_form (const LegacyView *view)
{
  for (guint i = 0; i < view->n_body && i < FORM_LINES; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      const char *value = legacy_line_begins (view, i, BOUNCE_LIST_RESULT_LABEL)
                              ? legacy_behind_colon (line)
                              : NULL;
      g_autofree char *folded = NULL;

      if (value == NULL)
        continue;
      folded = legacy_fold (value, line->start + line->length - value);
      if (bounce_list_begins (folded, BOUNCE_LIST_RESULT_FAILED)
          || (bounce_list_begins (folded, BOUNCE_LIST_RESULT_NOT)
              && legacy_denies_conveying (folded)))
        return labels_somebody (view);
    }
  return FALSE;
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
  folded = legacy_fold (start, end - start);
  read_names (view, subject, subject + strlen (subject), &names);
  return names.named && bounce_list_in (folded, BOUNCE_LIST_ADDRESS_WORD);
}

/* The first sentences of VIEW: whether they state it; OWN: of the address that
   VIEW comes from. */
static gboolean
states_failure (const LegacyView *view, gboolean *own)
{
  const LegacyLine *last = legacy_line (view, view->n_body - 1);
  const char *stop = MIN (last->start + last->length, view->text + STATED_MAX);
  const char *p = legacy_line (view, 0)->start;
  Sentence before = { .yours = legacy_speaks_of_yours (view->subject) };

  for (guint n = 0; n < SENTENCES_MAX && *p != '\0' && *p != '>' && p < stop;
       n++)
    {
      const char *end = legacy_sentence_end (p);
      Sentence here = read_sentence (view, p, MIN (end, p + SENTENCE_MAX));

      if (state_together (&before, &here))
        {
          *own = here.own || (!here.named && before.own);
          return TRUE;
        }
      if (here.fails && here.yours && labels_somebody (view))
        return TRUE;
      if (denies_subject (view, p, MIN (end, p + SENTENCE_MAX), &here))
        return TRUE;
      carry_on (&before, &here);
      p = end + strspn (end, " \n");
    }
  return FALSE;
}

/* "Ann <ann@b>": the name is all of the address that is its owner's. */
static gboolean
is_first_name (const LegacyView *view)
{
  const char *bracket = strstr (view->from, " <");
  gsize n = bracket != NULL ? (gsize)(bracket - view->from) : 0;
  g_autofree char *name = g_strndup (view->from, n);

  return n > 1 && strncmp (bracket + 2, name, n) == 0 && bracket[2 + n] == '@'
         && !bounce_list_in (name, BOUNCE_LIST_DESK_SENDER);
}

/* Whether a line of VIEW begins with a refusal. */
static gboolean
shows_reply (const LegacyView *view)
{
  for (guint i = 0; i < view->n_body; i++)
    if (bounce_reply_parse (legacy_line (view, i)->start) >= 400)
      return TRUE;
  return strstr (view->head, "(#5.") != NULL;
}

/* Whether a person wrote VIEW, who tells of what he heard. */
static gboolean
is_told (const LegacyView *view, const char *opening, gboolean own)
{
  gboolean robot = legacy_is_robot (view);

  if (legacy_is_signed (view))
    return TRUE;
  if (!robot && !own && (legacy_is_of_person (view) || is_first_name (view)))
    return TRUE;
  return (!robot || view->answers)
         && (legacy_is_personal (opening)
             || (!view->failing && legacy_speaks_of_someone (opening)))
         && !shows_reply (view);
}

/* Whether VIEW is an answer to one who asked about a mail. */
static gboolean
is_about_mail (const LegacyView *view)
{
  return legacy_view_has (view, view->subject, BOUNCE_LIST_REPLY_SUBJECT)
         && (legacy_view_has (view, view->subject, BOUNCE_LIST_MAIL_WORD)
             || legacy_states_failure (view->subject));
}

/* The folded OPENING without addresses: a shop's has the name of goods. */
static char *
without_addresses (const char *opening)
{
  GString *out = g_string_new (NULL);

  for (const char *p = opening; *p != '\0';)
    {
      gsize n = strcspn (p, " ");

      if (memchr (p, '@', n) == NULL)
        g_string_append_len (out, p, (gssize)n);
      p += n;
      if (*p == ' ')
        g_string_append_c (out, *p++);
    }
  return g_string_free (out, FALSE);
}

/* Whether VIEW speaks of something else than a mail: of goods, of an absence,
   of what somebody is to read on a page. */
static gboolean
is_of_else (const LegacyView *view, const char *opening)
{
  static const BounceList lists[]
      = { BOUNCE_LIST_GOODS, BOUNCE_LIST_PAPERS, BOUNCE_LIST_ABSENCE };
  g_autofree char *words = without_addresses (opening);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (bounce_list_in (words, lists[i]))
      return TRUE;
  return (bounce_list_in (words, BOUNCE_LIST_RECEIVED)
          && !bounce_list_in (words, BOUNCE_LIST_NO_TICKET))
         || legacy_is_held (view)
         || legacy_view_has (view, view->head, BOUNCE_LIST_CHALLENGE_DEED)
         || is_about_mail (view) || legacy_may_lure (view);
}

/* Whether who writes in his own name tells what may come, as one does who is
   away or wants a proof: no server wrote that. */
static gboolean
tells_to_come (const LegacyView *view, const char *opening)
{
  return bounce_list_in (opening, BOUNCE_LIST_TO_COME)
         || legacy_view_has (view, view->head, BOUNCE_LIST_CHALLENGE_PROOF);
}

gboolean
legacy_states (const LegacyView *view, gboolean *own)
{
  g_autofree char *opening = g_strndup (view->head, STATED_MAX);

  *own = FALSE;
  return view->n_body > 0 && !view->bare && !view->quoted
         && bounce_message_header (view->message, "List-Id") == NULL
         && !asks (view, opening)
         && (is_form (view)
             || (states_failure (view, own)
                 && !(*own
                      && (legacy_is_answer (view)
                          || tells_to_come (view, opening)))
                 && !is_told (view, opening, *own)))
         && !is_of_else (view, opening);
}
