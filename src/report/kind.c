/* kind: what a mail is that is no bounce: feedback (RFC 5965), dispositions
   (RFC 8098), auto-replies; and the signs of a mail system, by which one that
   may be a notification is told from what people write.  Bounces are looked
   for before this is asked. */
#include "config.h"

#include <string.h>

#include "report/kind-words.h"
#include "report/kind.h"

/* Local parts and words in From by which mail systems speak. */
static const char *const daemon_senders[] = {
  "mailer-daemon",
  "mailer_daemon",
  "mailerdaemon",
  "mail-daemon",
  "postmaster",
  "mail delivery",
  "maildelivery",
  "mail-delivery",
  "mdaemon",
  "mmdf",
  "uucp",
  "delivery subsystem",
  "delivery system",
  "delivery service",
  "mailsystem",
  "mail system",
  "mail-system",
  "mailsys",
  "mail administrator",
  "system administrator",
  "systemadministrator",
  "internet mail delivery",
  "microsoftexchange",
  "microsoft outlook",
  "no-reply@bounce",
  "bounce",
  "mail router",
  "mta@",
  "smtp@",
  "mail-noreply",
  "mail deliver",
  "\u0441\u0438\u0441\u0442\u0435\u043c\u0430",
};

static const char *const daemon_subjects[] = {
  "undeliver",
  "undelivered",
  "failure notice",
  "delivery fail",
  "delivery status",
  "delivery notification",
  "delivery report",
  "delivery problem",
  "delivery error",
  "delivery delay",
  "mail delivery",
  "returned mail",
  "returned to sender",
  "mail system error",
  "nondeliver",
  "non deliver",
  "non-deliver",
  "not deliver",
  "non remis",
  "message delivery",
  "could not deliver",
  "couldn't be delivered",
  "could not be delivered",
  "bounced",
  "rejected",
  "failed delivery",
  "warning: could not send",
  "warning: message",
  "delayed",
  "dsn:",
  "unzustellbar",
  "nicht zugestellt",
  "zustellung",
  "mailfehler",
  "non recapitat",
  "mancato recapito",
  "no se pudo entregar",
  "no entregado",
  "n\u00e3o entregue",
  "devolvid",
  "niet bezorgd",
  "onbestelbaar",
  "nie dor\u0119czon",
  "niedor\u0119cz",
  "nedoru\u010d",
  "\u043d\u0435 \u0434\u043e\u0441\u0442\u0430\u0432",
  "\u043d\u0435\u0434\u043e\u0441\u0442\u0430\u0432",
  "\u914d\u4fe1",
  "\u9001\u4fe1\u3067\u304d",
  "\u9000\u4fe1",
  "\u9000\u4ef6",
  "\u65e0\u6cd5\u6295\u9012",
  "\u6295\u9012\u5931\u8d25",
};

/* Words by which a disposition notification says that there was no delivery,
   against "deleted without being read", which says that there was. */
static const char *const mdn_failures[] = {
  "automatically rejected", "could not be delivered",
  "couldn't be delivered",  "was not delivered",
  "wasn't delivered",       "not been delivered",
  "undeliverable",          "delivery failed",
  "delivery has failed",    "delivery of your message failed",
  "unable to deliver",
};

/* Words of a delay notification that tries no longer. */
static const char *const gave_up_words[] = {
  "giving up",
  "given up",
  "gave up",
  "no longer be tried",
  "will not be retried",
  "won't be retried",
  "no further attempt",
  "no more attempt",
  "not be attempted again",
  "has been removed from",
  "removed from the queue",
  "message expired",
  "envelope expired",
  "has expired",
  "delivery failed permanently",
  "returned to sender",
};

static const char *const still_trying_words[] = {
  "temporary failure report",
  "kept in the queue",
  "kept in queue",
  "will be retried",
  "still trying",
  "will keep trying",
  "continue to try",
  "will continue",
  "keep trying",
  "try again",
  "do not need to resend",
  "no need to resend",
  "will retry",
  "not yet",
  "retries will",
  "warning message only",
};

/* Amazon SES's notification, alone or in another. */
static gboolean
is_json_complaint (const char *text)
{
  text += strspn (text, " \t\r\n");
  return *text == '{' && strstr (text, "complainedRecipients") != NULL;
}

gboolean
bounce_kind_is_feedback (const BounceMessage *message)
{
  static const char *const subjects[]
      = { "complaint about message from", "email feedback report",
          "spam report", "abuse report" };
  static const char *const texts[]
      = { "this is an email abuse report for an email message" };
  static const char *const hotmail[] = { "staff@hotmail.com" };
  const char *type = bounce_message_report_type (message);

  if (bounce_message_find (message, BOUNCE_PART_FEEDBACK)
      || (type && g_ascii_strcasecmp (type, "feedback-report") == 0))
    return TRUE;
  const char *subject = bounce_message_header (message, "Subject");
  if (HOLDS (bounce_message_header (message, "From"), hotmail)
      && bounce_words_hold (subject, subjects, 1))
    return TRUE;
  if (BEGINS (bounce_message_text (message), texts)
      || is_json_complaint (bounce_message_text (message)))
    return TRUE;
  /* Unwrapped reports: the subject says it, the complaint is attached. */
  return BEGINS (subject, subjects)
         && bounce_message_find (message, BOUNCE_PART_MESSAGE) != NULL;
}

static gboolean
is_mdn (const BounceMessage *message)
{
  const char *type = bounce_message_report_type (message);

  return bounce_message_find (message, BOUNCE_PART_MDN) != NULL
         || (type
             && g_ascii_strcasecmp (type, "disposition-notification") == 0);
}

const char *
bounce_kind_mdn_failure (const BounceMessage *message)
{
  if (!is_mdn (message))
    return NULL;
  const BouncePart *part = bounce_message_find (message, BOUNCE_PART_MDN);
  static const char *const shown[] = { "displayed", "dispatched" };
  /* What was shown to somebody was delivered, whatever its text quotes. */
  if (part == NULL || HOLDS (part->text, shown))
    return NULL;
  const char *text = bounce_message_text (message);
  return HOLDS (text, mdn_failures) ? text : NULL;
}

gboolean
bounce_kind_gave_up (const char *text)
{
  return HOLDS (text, gave_up_words) && !HOLDS (text, still_trying_words);
}

gboolean
bounce_kind_is_daemon (const BounceMessage *message)
{
  const char *path = bounce_message_header (message, "Return-Path");

  if (path && strcmp (path, "<>") == 0)
    return TRUE;
  return HOLDS (bounce_message_header (message, "From"), daemon_senders)
         || HOLDS (bounce_message_header (message, "Subject"), daemon_subjects);
}

BounceKind
bounce_kind_of (const BounceMessage *message)
{
  if (bounce_kind_is_feedback (message))
    return BOUNCE_KIND_FEEDBACK;
  if (is_mdn (message))
    return BOUNCE_KIND_MDN;
  if (bounce_kind_is_auto_reply (message))
    return BOUNCE_KIND_AUTO_REPLY;
  return BOUNCE_KIND_OTHER;
}
