/* unmarked-reply: tells from the text alone that nobody wrote a mail.  Who is
   away says so in words that people use as well; but an automatic reply does
   not know whom it answers: it greets nobody by name, asks nothing, and tells
   whoever wrote what becomes of his mail or where to turn. */
#include "config.h"

#include <string.h>

#include "report/kind-words.h"
#include "report/unmarked-reply.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* In bytes: so much of a text is read, its own words not counting what it
   quotes; of more words somebody has something to tell; what is said
   first, and at the beginning, and whom it names there. */
#define TEXT_MAX 4096
#define WORDS_MAX 1500
#define FIRST_MAX 160
#define OPENING_MAX 300
#define NAMED_MAX 80

/* A question of no more bytes answers itself. */
#define EXCLAMATION_MAX 16

/* A mail and what it holds. */
typedef struct
{
  const BounceMessage *message;
  char *words;         /* its own, folded; owned */
  BounceListSet lists; /* of those */
  BounceListSet subject;
  gboolean greets_someone;
} Reply;

static void
reply_init (Reply *reply, const BounceMessage *message)
{
  const char *text = bounce_message_text (message);
  const char *subject = bounce_message_header (message, "Subject");
  g_autofree char *folded
      = bounce_fold_line (subject != NULL ? subject : "", -1);
  gsize n;

  text += strspn (text, " \t\r\n");
  n = MIN ((gsize)(bounce_quoted_text (text) - text), TEXT_MAX);
  reply->message = message;
  reply->words = bounce_fold_line (text, (gssize)n);
  reply->greets_someone = bounce_greets_by_name (text);
  bounce_lists_scan_apart (&reply->lists, reply->words);
  bounce_lists_scan_apart (&reply->subject, folded);
}

static gboolean
says (const Reply *reply, BounceList list)
{
  return bounce_lists_hold (&reply->lists, list);
}

static gboolean
is_about (const Reply *reply, BounceList list)
{
  return bounce_lists_hold (&reply->subject, list);
}

/* Whether REPLY speaks of its reader's mail: at once, if AT_ONCE. */
static gboolean
is_of_yours (const Reply *reply, gboolean at_once)
{
  g_autofree char *first = NULL;

  if (is_about (reply, BOUNCE_LIST_REPLY_YOURS))
    return TRUE;
  if (!at_once || !says (reply, BOUNCE_LIST_REPLY_YOURS))
    return says (reply, BOUNCE_LIST_REPLY_YOURS);
  first = g_strndup (reply->words, FIRST_MAX);
  return bounce_list_in (first, BOUNCE_LIST_REPLY_YOURS);
}

/* Whether WORDS ask somebody: "Urgent?" does not. */
static gboolean
asks (const char *words)
{
  const char *sentence = words;

  for (const char *p = words; *p != '\0'; p++)
    {
      if (strchr (".!?", *p) == NULL || (p[1] != ' ' && p[1] != '\0'))
        continue;
      if (*p == '?' && p - sentence > EXCLAMATION_MAX)
        return TRUE;
      sentence = p + 1;
    }
  return strstr (words, "か。") != NULL || strstr (words, "؟") != NULL;
}

/* Whether a person writes to people, or a sender to many. */
static gboolean
is_to_someone (const Reply *reply)
{
  return reply->greets_someone || says (reply, BOUNCE_LIST_GREETING_MANY)
         || asks (reply->words) || says (reply, BOUNCE_LIST_WAS_AWAY)
         || strlen (reply->words) > WORDS_MAX;
}

/* Whether REPLY names its sender at once, as nobody does who writes himself. */
static gboolean
names_sender (const Reply *reply)
{
  const char *from = bounce_message_header (reply->message, "From");
  g_autofree char *name = NULL;
  g_autofree char *first = NULL;

  if (from == NULL)
    return FALSE;
  name = bounce_fold_line (from, (gssize)strcspn (from, "<"));
  g_strdelimit (name, "\"", ' ');
  g_strstrip (name);
  first = g_strndup (reply->words, NAMED_MAX);
  return strlen (name) > 2 && strstr (first, name) != NULL;
}

/* Whether REPLY, from the byte AT of its words on, names an address that is not
   its sender's: whom to ask. */
static gboolean
names_other (const Reply *reply, gsize at)
{
  const char *from = bounce_message_header (reply->message, "From");
  g_autofree char *sender = bounce_fold_line (from != NULL ? from : "", -1);
  BounceAddressSpan span;

  for (const char *p = reply->words + at; bounce_address_find (p, NULL, &span);
       p = span.end)
    {
      g_autofree char *address = bounce_address_span_copy (&span);

      if (strstr (sender, address) == NULL)
        return TRUE;
    }
  return FALSE;
}

/* Who has left, and who reads his mail now, or shall get it. */
static gboolean
is_of_leaver (const Reply *reply)
{
  if (!says (reply, BOUNCE_LIST_LEFT_ADVICE)
      && !says (reply, BOUNCE_LIST_AWAY_ADVICE)
      && !says (reply, BOUNCE_LIST_MAIL_UNREAD))
    return FALSE;
  return is_about (reply, BOUNCE_LIST_HAS_LEFT)
         || (says (reply, BOUNCE_LIST_HAS_LEFT)
             && (is_of_yours (reply, FALSE) || names_sender (reply)));
}

/* Who is away: two signs of it, the first of them at once. */
static gboolean
is_of_absent (const Reply *reply)
{
  g_autofree char *first = g_strndup (reply->words, OPENING_MAX);
  const char *away = bounce_list_after (first, BOUNCE_LIST_AWAY);
  gboolean unread = bounce_list_in (first, BOUNCE_LIST_MAIL_UNREAD);
  gboolean about = is_about (reply, BOUNCE_LIST_AWAY)
                   || is_about (reply, BOUNCE_LIST_AWAY_SUBJECT);
  gboolean advises = says (reply, BOUNCE_LIST_AWAY_ADVICE)
                     || says (reply, BOUNCE_LIST_BACK_AGAIN);

  if (away != NULL)
    return advises || about || says (reply, BOUNCE_LIST_MAIL_UNREAD)
           || names_other (reply, (gsize)(away - first));
  if (unread)
    return advises || about;
  if (bounce_list_in (first, BOUNCE_LIST_BACK_AGAIN)
      && says (reply, BOUNCE_LIST_AWAY_ADVICE))
    return TRUE;
  return advises && is_about (reply, BOUNCE_LIST_AWAY);
}

/* What a sentence says of its writer or of the reader's mail, by notions that
   stand together in it, in whatever words. */
typedef struct
{
  BounceList all[3]; /* it holds each of them; NONE: no more */
  BounceList none;   /* and not this one, unless NONE */
  gboolean numbered; /* and a digit */
} Saying;

/* That he reads or answers no mail. */
static const Saying reads_no_mail
    = { { BOUNCE_LIST_REPLY_DENIAL, BOUNCE_LIST_READING, BOUNCE_LIST_BOX_WORD },
        BOUNCE_LIST_WAS_AWAY,
        FALSE };

/* That he does no longer work there. */
static const Saying works_no_longer
    = { { BOUNCE_LIST_NO_LONGER, BOUNCE_LIST_AT_WORK, BOUNCE_LIST_REPLY_SELF },
        BOUNCE_LIST_NONE,
        FALSE };

/* Until when something lasts. */
static const Saying tells_until
    = { { BOUNCE_LIST_UNTIL, BOUNCE_LIST_NONE, BOUNCE_LIST_NONE },
        BOUNCE_LIST_NONE,
        TRUE };

/* That a request of the reader's came in. */
static const Saying takes_request
    = { { BOUNCE_LIST_CAME_IN, BOUNCE_LIST_TAKEN_IN, BOUNCE_LIST_NONE },
        BOUNCE_LIST_NONE,
        FALSE };

/* Whether SENTENCE, with blanks around it, says that. */
static gboolean
is_saying (const Saying *saying, const char *sentence)
{
  BounceListSet lists;

  bounce_lists_scan_apart (&lists, sentence);
  for (guint i = 0; i < G_N_ELEMENTS (saying->all); i++)
    if (saying->all[i] != BOUNCE_LIST_NONE
        && !bounce_lists_hold (&lists, saying->all[i]))
      return FALSE;
  return (saying->none == BOUNCE_LIST_NONE
          || !bounce_lists_hold (&lists, saying->none))
         && (!saying->numbered || strpbrk (sentence, "0123456789") != NULL);
}

/* A number of at least so many digits is one of a request. */
#define REQUEST_DIGITS 3

/* Whether the first MAX bytes of TEXT hold a number that a request may have. */
static gboolean
has_number (const char *text, gsize max)
{
  gsize digits = 0;

  for (const char *p = text; *p != '\0' && (gsize)(p - text) < max; p++)
    if ((digits = g_ascii_isdigit (*p) ? digits + 1 : 0) == REQUEST_DIGITS)
      return TRUE;
  return FALSE;
}

/* The byte behind the sentence that begins at P. */
static const char *
sentence_end (const char *p)
{
  for (; *p != '\0'; p++)
    if (strchr (".!?;", *p) != NULL && (p[1] == ' ' || p[1] == '\0'))
      return p + 1;
    else if (g_str_has_prefix (p, "。"))
      return p + strlen ("。");
  return p;
}

/* Whether a sentence that begins in the first MAX bytes of REPLY says so. */
static gboolean
states (const Reply *reply, const Saying *saying, gsize max)
{
  const char *p = reply->words;

  while (*p != '\0' && (gsize)(p - reply->words) < max)
    {
      const char *end = sentence_end (p);
      g_autofree char *sentence = g_strdup_printf (" %.*s ", (int)(end - p), p);

      if (is_saying (saying, sentence))
        return TRUE;
      p = end + strspn (end, " ");
    }
  return FALSE;
}

/* Who is gone, or reads nothing, in whatever words: and until when, whom to ask
   or that he answers later. */
static gboolean
is_of_gone (const Reply *reply)
{
  g_autofree char *first = g_strndup (reply->words, OPENING_MAX);
  const char *gone = bounce_list_after (first, BOUNCE_LIST_GONE);
  gboolean unread = states (reply, &reads_no_mail, OPENING_MAX);
  gboolean later = says (reply, BOUNCE_LIST_ANSWERS_LATER)
                   || says (reply, BOUNCE_LIST_AWAY_ADVICE)
                   || says (reply, BOUNCE_LIST_BACK_AGAIN);

  if (unread)
    return gone != NULL || later || names_other (reply, 0)
           || states (reply, &tells_until, OPENING_MAX);
  if (bounce_list_in (first, BOUNCE_LIST_SHUT))
    return says (reply, BOUNCE_LIST_ANSWERS_LATER);
  return gone != NULL && (later || names_other (reply, (gsize)(gone - first)));
}

/* Who works there no longer says so himself and whom to write to. */
static gboolean
is_of_former (const Reply *reply)
{
  return names_other (reply, 0)
         && (says (reply, BOUNCE_LIST_I_LEFT)
             || states (reply, &works_no_longer, OPENING_MAX))
         && (says (reply, BOUNCE_LIST_LEFT_ADVICE)
             || says (reply, BOUNCE_LIST_REPLY_ELSEWHERE)
             || says (reply, BOUNCE_LIST_AWAY_ADVICE));
}

/* A desk's program got a request, and no agent has worked on it yet. */
static gboolean
is_receipt_of_desk (const Reply *reply)
{
  if (says (reply, BOUNCE_LIST_TICKET_LATER)
      || is_about (reply, BOUNCE_LIST_TICKET_LATER))
    return FALSE;
  if (says (reply, BOUNCE_LIST_TICKET_OPENED)
      || is_about (reply, BOUNCE_LIST_TICKET_OPENED))
    return TRUE;
  if (states (reply, &takes_request, OPENING_MAX)
      && has_number (reply->words, OPENING_MAX)
      && (says (reply, BOUNCE_LIST_ANSWER_FOLLOWS)
          || is_about (reply, BOUNCE_LIST_MAIL_RECEIVED)))
    return TRUE;
  return (says (reply, BOUNCE_LIST_MAIL_RECEIVED)
          || is_about (reply, BOUNCE_LIST_MAIL_RECEIVED))
         && (says (reply, BOUNCE_LIST_ANSWER_FOLLOWS)
             || bounce_words_hold (
                 bounce_message_header (reply->message, "Return-Path"),
                 BOUNCE_LIST_MACHINE_PATH));
}

/* A mail of the reader's waits for a moderator. */
static gboolean
is_held (const Reply *reply)
{
  return (says (reply, BOUNCE_LIST_POST_HELD)
          || says (reply, BOUNCE_LIST_REPLY_MODERATORS)
          || is_about (reply, BOUNCE_LIST_POST_HELD))
         && is_of_yours (reply, TRUE);
}

/* Or it waits for himself to show that he is one whom its recipient knows. */
static gboolean
is_challenge (const Reply *reply)
{
  return (says (reply, BOUNCE_LIST_CHALLENGE_WAIT)
          || says (reply, BOUNCE_LIST_REPLY_PROOF))
         && (says (reply, BOUNCE_LIST_CHALLENGE_DO)
             || says (reply, BOUNCE_LIST_REPLY_DEED))
         && is_of_yours (reply, FALSE);
}

/* Whether MESSAGE may be a mail system's, in which the rules may yet find a
   refusal. */
static gboolean
may_be_daemons (const BounceMessage *message)
{
  return bounce_words_hold (bounce_message_header (message, "From"),
                            BOUNCE_LIST_DAEMON_FROM_WIDE)
         || (bounce_words_hold (bounce_message_header (message, "Return-Path"),
                                BOUNCE_LIST_MACHINE_PATH)
             && bounce_words_hold (bounce_message_header (message, "Subject"),
                                   BOUNCE_LIST_DAEMON_SUBJECT));
}

static gboolean
is_automatic (const Reply *reply)
{
  if (is_held (reply) && !reply->greets_someone)
    return TRUE;
  if (bounce_message_header (reply->message, "List-Id") != NULL
      || bounce_message_header (reply->message, "List-Unsubscribe") != NULL
      || may_be_daemons (reply->message))
    return FALSE;
  return is_receipt_of_desk (reply) || is_challenge (reply)
         || (!is_to_someone (reply)
             && (is_of_absent (reply) || is_of_leaver (reply)
                 || is_of_gone (reply) || is_of_former (reply)));
}

gboolean
bounce_is_unmarked_reply (const BounceMessage *message)
{
  Reply reply;
  gboolean automatic;

  reply_init (&reply, message);
  automatic = is_automatic (&reply);
  g_free (reply.words);
  return automatic;
}
