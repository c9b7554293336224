/* unit-legacy: the mechanics of the legacy readers: where recipients stand,
   where reasons stand and who speaks, what is a delay, and above all what is
   no notification.  The systems themselves are tested by the fixtures. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "mime/message.h"
#include "report/dsn.h"
#include "report/legacy/legacy.h"
#include "unit.h"

/* The header of a mail that a mail system sent. */
#define DAEMON                                                                 \
  "Return-Path: <>\n"                                                          \
  "From: Mail Delivery System <MAILER-DAEMON@mx.host.example>\n"               \
  "To: news@sender.example\n"

#define PERSON                                                                 \
  "Return-Path: <carla@person.example>\n"                                      \
  "From: Carla <carla@person.example>\n"                                       \
  "To: news@sender.example\n"

#define RETURNED                                                               \
  "Return-Path: <news@sender.example>\n"                                       \
  "Received: from app.sender.example by mx.host.example\n"                     \
  "\tfor <anna@dest.example>; Mon, 2 Mar 2026 10:00:00 +0100\n"                \
  "Message-ID: <1@sender.example>\n"                                           \
  "From: news@sender.example\n"                                                \
  "To: everybody@list.example\n"                                               \
  "Subject: Ask help@shop.example\n"                                           \
  "\n"                                                                         \
  "550 5.1.1 <fake@old.example>... User unknown\n"

#define QMAIL                                                                  \
  "Hi. This is the qmail-send program at mx.host.example.\n"                   \
  "I'm afraid I wasn't able to deliver your message to the following "         \
  "addresses.\n"                                                               \
  "This is a permanent error; I've given up. Sorry it didn't work out.\n\n"

#define EXIM                                                                   \
  "This message was created automatically by mail delivery software.\n\n"      \
  "A message that you sent could not be delivered to one or more of its\n"     \
  "recipients. This is a permanent error. The following address(es) "          \
  "failed:\n\n"

/* "format: recipient action, recipient action"; "none" if it is none. */
static char *
summarise (const BounceLegacy *legacy)
{
  GString *out;

  if (legacy == NULL)
    return g_strdup ("none");
  out = g_string_new (legacy->format);
  for (guint i = 0; i < legacy->recipients->len; i++)
    {
      const BounceEvidence *e = g_ptr_array_index (legacy->recipients, i);

      g_string_append_printf (out, "%s %s %s", i == 0 ? ":" : ",",
                              e->recipient != NULL ? e->recipient : "-",
                              bounce_action_name (e->action));
    }
  return g_string_free (out, FALSE);
}

static BounceLegacy *
read_mail (const char *bytes, gsize length)
{
  BounceMail mail = bounce_mail_from_bytes (bytes, length);
  BounceMessage *message = bounce_message_new (&mail);
  BounceLegacy *legacy = bounce_legacy_read (message);

  bounce_message_free (message);
  return legacy;
}

static const struct
{
  const char *mail;
  const char *expected;
} cases[] = {
  /* Where recipients stand. */
  { DAEMON "Subject: failure notice\n\n" QMAIL
           "<anna@dest.example>:\nNo such host. (#5.1.2)\n\n"
           "<bob@two.example>:\nMailbox full.\n\n"
           "--- Below this line is a copy of the message.\n\n" RETURNED,
    "qmail: anna@dest.example failed, bob@two.example failed" },
  { DAEMON "Subject: Mail delivery failed\n\n" EXIM
           "  anna@dest.example\n    550 <zoe@dest.example>\n"
           "    bob@three.example: rejected\n"
           "  bob@two.example\n    Unrouteable address\n\n"
           "------ This is a copy of the message. ------\n\n" RETURNED,
    "exim: anna@dest.example failed, bob@two.example failed" },
  { DAEMON "Subject: Mail delivery failed\n\n"
           "Your mail could not be delivered to:\n\n"
           "anna@dest.example, bob@two.example\n",
    "text: anna@dest.example failed, bob@two.example failed" },
  { DAEMON "Subject: Undelivered mail\n\n"
           "The mail could not be delivered.\n\n"
           "Recipient:  Anna <anna@dest.example>\nReason: no such user\n",
    "text: anna@dest.example failed" },
  { DAEMON "Subject: Undeliverable mail\n\n"
           "Unknown user: anna@dest.example\n\n"
           "Original message follows.\n\n" RETURNED,
    "imail: anna@dest.example failed" },
  { DAEMON "Subject: Undelivered mail\n\n"
           "Your message to anna@dest.example could not be delivered.\n",
    "text: anna@dest.example failed" },
  /* Only in a header of the notification. */
  { DAEMON "Subject: Mail delivery failed\n"
           "X-Failed-Recipients: anna@dest.example,\n\n" EXIM
           "  pipe to |/usr/bin/deliver\n    generated by x\n",
    "exim: anna@dest.example failed" },
  /* Only in the returned message: "for", never another address. */
  { DAEMON "Subject: Undelivered mail\n\n"
           "Your mail could not be delivered: user unknown.\n\n"
           "--- Original message ---\n\n" RETURNED,
    "text: anna@dest.example failed" },
  /* Nowhere: --verp may know. */
  { DAEMON "Subject: Undelivered mail\n\n"
           "Your mail could not be delivered: the mailbox is full.\n",
    "text: - failed" },
  /* Nothing at all: no phrase has a place. */
  { DAEMON "Subject: qqq\n\n", "none" },
  /* Whom the mail reached, behind a word of their own. */
  { DAEMON "Subject: Undelivered mail\n\n"
           "Your mail to these people did not get through:\n\n"
           "  anna@dest.example - her mailbox has no room left\n"
           "  bob@two.example - nobody of that name works here\n\n"
           "Delivered: carl@three.example\n",
    "text: anna@dest.example failed, bob@two.example failed, "
    "carl@three.example delivered" },
  /* Not who asked, and not who helps. */
  { DAEMON "Subject: Undelivered mail\n\n"
           "Dear news@sender.example,\n\n"
           "the mail to anna@dest.example could not be delivered.\n\n"
           "Please contact postmaster@mx.host.example or\n"
           "support@host.example.\n",
    "text: anna@dest.example failed" },
  { DAEMON "Subject: Unzustellbar\n\n"
           "Die Nachricht an anna@dest.example konnte nicht zugestellt "
           "werden.\n\n"
           "Bitte wenden Sie sich an postmaster@mx.host.example oder\n"
           "support@host.example.\n",
    "outlook: anna@dest.example failed" },
  /* Escaped octets. */
  { DAEMON "Subject: Mail delivery failed\n\n" EXIM
           "  j\\303\\266rg@dest.example\n    Unrouteable address\n",
    "exim: j\u00f6rg@dest.example failed" },
  /* Delays, and failures that look like them. */
  { DAEMON "Subject: Warning: message delayed 24 hours\n\n"
           "A message that you sent has not yet been delivered to:\n\n"
           "  anna@dest.example\n\n"
           "Delivery attempts will continue. Eventually the software will\n"
           "give up and the message will be returned to you.\n",
    "exim: anna@dest.example delayed" },
  { DAEMON "Subject: Mail delivery failed\n\n"
           "We were trying to deliver your mail to anna@dest.example, will\n"
           "retry no more and have given up.\n",
    "text: anna@dest.example failed" },
  { DAEMON "Subject: \u914d\u4fe1\u9045\u5ef6\n\n"
           "\u4ee5\u4e0b\u306e\u5b9b\u5148\u3078\u306e\u914d\u4fe1\u304c"
           "\u9045\u5ef6\u3057\u3066\u3044\u307e\u3059\u3002\n\n"
           "anna@dest.example\n",
    "text: anna@dest.example delayed" },
  /* One report, three fates. */
  { DAEMON "Subject: Returned mail: see transcript for details\n\n"
           " ----- The following addresses had permanent fatal errors -----\n"
           "<anna@dest.example>\n    (reason: 550 5.1.1 No such user)\n\n"
           " ----- The following addresses had transient non-fatal errors "
           "-----\n"
           "<bob@two.example>\n    (reason: 450 4.2.0 Later)\n\n"
           " ----- The following addresses had successful delivery "
           "notifications -----\n"
           "<carl@three.example>  (relayed to non-DSN-aware mailer)\n\n"
           " ----- Transcript of session follows -----\n",
    "sendmail: anna@dest.example failed, bob@two.example delayed, "
    "carl@three.example delivered" },
  { DAEMON "Subject: Successful Mail Delivery Report\n\n"
           "This is the mail system at host mx.host.example.\n\n"
           "Your message was successfully delivered to the destination(s)\n"
           "listed below.\n\n"
           "<anna@dest.example>: delivery via local: delivered to mailbox\n",
    "postfix: anna@dest.example delivered" },
  /* Forwarded in the text, quoted or not. */
  { PERSON "Subject: Fwd: failure notice\n\nFYI\n\n"
           "Begin forwarded message:\n\n"
           "> From: MAILER-DAEMON@mx.host.example\n"
           "> Subject: failure notice\n> To: news@sender.example\n> \n"
           "> Hi. This is the qmail-send program at mx.host.example.\n> \n"
           "> <anna@dest.example>:\n> 550 5.1.1 unknown\n",
    "qmail: anna@dest.example failed" },
  /* Whole, it is one, whatever is asked above it; but who asks under a subject
     of his own writes a mail. */
  { PERSON "Subject: Fwd: failure notice\n\nWhat does this mean?\n\n"
           "---------- Forwarded message ---------\n"
           "From: MAILER-DAEMON@mx.host.example\nSubject: failure notice\n\n"
           "Hi. This is the qmail-send program at mx.host.example.\n\n"
           "<anna@dest.example>:\n550 5.1.1 unknown\n",
    "qmail: anna@dest.example failed" },
  { PERSON "Subject: A question\n\nWhat does this mean?\n\n"
           "---------- Forwarded message ---------\n"
           "From: MAILER-DAEMON@mx.host.example\nSubject: failure notice\n\n"
           "Hi. This is the qmail-send program at mx.host.example.\n\n"
           "<anna@dest.example>:\n550 5.1.1 unknown\n",
    "none" },
  { PERSON "Subject: Re: failure notice\n\n> " QMAIL
           "> <anna@dest.example>:\n> 550 5.1.1 unknown\n",
    "none" },
  { PERSON "Subject: Returned mail: what to do\n\n" QMAIL
           "<anna@dest.example>:\n550 5.1.1 unknown\n",
    "none" },
  { "Return-Path: <devel-bounces@lists.example>\n"
    "From: devel-request@lists.example\nList-Id: <devel.lists.example>\n"
    "Subject: Devel Digest, Vol 1, Issue 2\n\n" EXIM "  anna@dest.example\n",
    "none" },
  { "Return-Path: <>\nFrom: Anna <anna@dest.example>\n"
    "Subject: Out of office: undeliverable until Monday\n"
    "Auto-Submitted: auto-replied\n\n"
    "Mail to bob@two.example is not delivered while I am away.\n",
    "none" },
  { DAEMON "Subject: 7 undelivered mails\n\n"
           "7 mails could not be delivered to news@sender.example.\n"
           "Click here to release them.\n",
    "none" },
  { "From: Postmaster <postmaster@sender.example>\nSubject: Sunday\n\n"
    "Mail that could not be delivered on Sunday will be kept.\n",
    "none" },
  /* SES, in its SNS envelope and bare. */
  { "From: no-reply@sns.amazonaws.com\nSubject: AWS Notification Message\n\n"
    "{\"Type\":\"Notification\",\"Message\":\"{\\\"notificationType\\\":"
    "\\\"Bounce\\\",\\\"bounce\\\":{\\\"bouncedRecipients\\\":["
    "{\\\"emailAddress\\\":\\\"anna@dest.example\\\"}]}}\"}\n",
    "ses: anna@dest.example failed" },
  { "From: no-reply@sns.amazonaws.com\nSubject: AWS Notification Message\n\n"
    "{\"notificationType\":\"Complaint\",\"complaint\":{}}\n",
    "none" },
  { "From: no-reply@sns.amazonaws.com\nSubject: AWS Notification Message\n\n"
    "{\"notificationType\":\"Bounce\",\"bounce\":{\"bouncedRecipients\":[",
    "none" },
  { "", "none" },
};

START_TEST (test_cases)
{
  BounceLegacy *legacy = read_mail (cases[_i].mail, strlen (cases[_i].mail));
  g_autofree char *summary = summarise (legacy);

  ck_assert_str_eq (summary, cases[_i].expected);
  bounce_legacy_free (legacy);
}
END_TEST

/* The words of the first recipient, a line each. */
static const struct
{
  const char *mail;
  const char *words;
} spoken[] = {
  { DAEMON "Subject: failure notice\n\n" QMAIL
           "<anna@dest.example>:\n192.0.2.7 does not like recipient.\n"
           "Remote host said: 550-5.1.1 No such\n550 5.1.1 user\n"
           "Giving up on 192.0.2.7.\n",
    "remote: 550 5.1.1 No such user\n"
    "reporter: 192.0.2.7 does not like recipient. Remote host said: "
    "Giving up on 192.0.2.7.\n" },
  { DAEMON "Subject: Mail delivery failed\n\n" EXIM "  anna@dest.example\n"
           "    host mx.dest.example [192.0.2.9]\n"
           "    SMTP error from remote mail server after initial connection:\n"
           "    554 No reverse DNS\n",
    "remote: 554 No reverse DNS\n" },
  { DAEMON "Subject: Returned mail: User unknown\n\n"
           " ----- The following addresses had permanent fatal errors -----\n"
           "<anna@dest.example>\n\n"
           " ----- Transcript of session follows -----\n"
           "... while talking to mx.dest.example.:\n"
           ">>> RCPT To:<bob@two.example>\n<<< 550 not for anna\n"
           ">>> RCPT To:<anna@dest.example>\n<<< 550 5.2.1 Closed\n"
           "550 5.1.1 <anna@dest.example>... User unknown\n"
           "<<< 503 5.5.1 No valid recipients\n",
    "remote: 550 5.2.1 Closed\n"
    "reporter: >>> RCPT To:<anna@dest.example>\n"
    "reporter: 550 5.1.1 <anna@dest.example>... User unknown\n" },
  /* The reason that all have in common. */
  { DAEMON "Subject: Undelivered mail\n\n"
           "Your mail could not be delivered to:\n\n  anna@dest.example\n"
           "  bob@two.example\n\nFor the following reason:\n\n"
           "Mail size limit exceeded.\n",
    "reporter: Mail size limit exceeded.\n" },
  /* The text for people, without its advice. */
  { DAEMON "Subject: Undelivered mail\n\n"
           "The user's account is disabled. Please try again later.\n\n"
           "<anna@dest.example>\n",
    "prose: The user's account is disabled.\n" },
};

START_TEST (test_words)
{
  BounceLegacy *legacy = read_mail (spoken[_i].mail, strlen (spoken[_i].mail));
  GString *out = g_string_new (NULL);

  ck_assert_ptr_nonnull (legacy);
  const BounceEvidence *e = g_ptr_array_index (legacy->recipients, 0);
  ck_assert_str_eq (e->recipient, "anna@dest.example");
  for (guint i = 0; i < e->texts->len; i++)
    {
      const BounceEvidenceText *said = bounce_evidence_text (e, i);
      g_string_append_printf (out, "%s: %s\n",
                              bounce_origin_name (said->origin), said->text);
    }
  ck_assert_str_eq (out->str, spoken[_i].words);
  g_string_free (out, TRUE);
  bounce_legacy_free (legacy);
}
END_TEST

START_TEST (test_members)
{
  static const char mail[]
      = DAEMON "Subject: failure notice\n\n" QMAIL
               "<anna@dest.example> (expanded from <team@host.example>):\n"
               "Unknown. (#5.1.1)\n\n"
               "--- Below this line is a copy of the message.\n\n" RETURNED;
  BounceLegacy *legacy = read_mail (mail, strlen (mail));

  ck_assert_ptr_nonnull (legacy);
  ck_assert_str_eq (legacy->reporting_mta, "mx.host.example");
  ck_assert (g_str_has_prefix (legacy->returned, "Return-Path: <news@"));
  ck_assert_ptr_null (strstr (legacy->returned, "User unknown"));
  ck_assert (!legacy->cut);
  bounce_legacy_free (legacy);
}
END_TEST

/* More recipients than are read, in each way that lists them. */
static const char *const lists[]
    = { "<u%d@dest.example>:\nUnknown\n\n", "u%d@dest.example\n",
        "550 <u%d@dest.example>... Unknown\n" };

START_TEST (test_many_recipients)
{
  GString *mail = g_string_new (DAEMON "Subject: Undelivered mail\n\n");

  g_string_append (mail, _i < 2 ? QMAIL
                                : "   --- Transcript of session follows ---\n");
  for (int i = 0; i < BOUNCE_RECIPIENTS_MAX + 5; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", i);
      g_auto (GStrv) parts = g_strsplit (lists[_i], "%d", 2);
      g_string_append_printf (mail, "%s%s%s", parts[0], number, parts[1]);
    }
  BounceLegacy *legacy = read_mail (mail->str, mail->len);
  ck_assert_ptr_nonnull (legacy);
  ck_assert_uint_eq (legacy->recipients->len, BOUNCE_RECIPIENTS_MAX);
  ck_assert (legacy->cut);
  bounce_legacy_free (legacy);
  g_string_free (mail, TRUE);
}
END_TEST

/* Check's time limit is the test: none of these texts may take longer than in
   proportion to its length. */
static const char *const floods[]
    = { "<",
        "@",
        "a",
        "\n",
        "550 5.1.1 ",
        "* ",
        "<<< 550\n",
        "Subject: x\n",
        " Received: x\n",
        "---- Forwarded message ----\n",
        "<a@b.example>: 550 x\n",
        "Mail could not be delivered to a@b.example ",
        "(",
        "\\303" };

START_TEST (test_floods)
{
  GString *mail = g_string_new (
      DAEMON "Subject: Undelivered mail\n\nMail could not be delivered.\n\n");
  BounceLegacy *legacy;

  while (mail->len < 4 * 1024 * 1024)
    g_string_append (mail, floods[_i]);
  legacy = read_mail (mail->str, mail->len);
  if (legacy != NULL)
    ck_assert_uint_le (legacy->recipients->len, BOUNCE_RECIPIENTS_MAX);
  bounce_legacy_free (legacy);
  g_string_free (mail, TRUE);
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("all");

  tcase_add_loop_test (tests, test_cases, 0, G_N_ELEMENTS (cases));
  tcase_add_loop_test (tests, test_words, 0, G_N_ELEMENTS (spoken));
  tcase_add_test (tests, test_members);
  tcase_add_loop_test (tests, test_many_recipients, 0, G_N_ELEMENTS (lists));
  tcase_add_loop_test (tests, test_floods, 0, G_N_ELEMENTS (floods));
  return unit_run ("legacy", tests);
}
