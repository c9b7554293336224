/* unit-dsn: delivery-status text to evidence, in the forms that RFC 3464 asks
   for and in those that servers write. */
#include "config.h"

#include <check.h>

#include "mime/message.h"
#include "report/dsn.h"
#include "unit.h"

/* "recipient original action status diagnostic" of each recipient, a line
   each, "-" for what is missing. */
static char *
summarise (const char *text)
{
  GString *out = g_string_new (NULL);
  BounceDsn *dsn = bounce_dsn_read (text);

  for (guint i = 0; dsn && i < dsn->recipients->len; i++)
    {
      const BounceEvidence *e = g_ptr_array_index (dsn->recipients, i);
      const char *action = bounce_action_name (e->action);
      char buffer[BOUNCE_STATUS_SIZE];
      const char *status = bounce_status_format (e->field_status, buffer);
      g_string_append_printf (
          out, "%s %s %s %s %s\n", e->recipient ? e->recipient : "-",
          e->original_recipient ? e->original_recipient : "-",
          action ? action : "-", status ? status : "-",
          e->diagnostic ? e->diagnostic : "-");
    }
  bounce_dsn_free (dsn);
  return g_string_free (out, FALSE);
}

static const struct
{
  const char *text;
  const char *expected;
} cases[] = {
  /* The plain form. */
  { "Reporting-MTA: dns; mx.example.net\n\n"
    "Final-Recipient: rfc822; joe@example.org\nAction: failed\n"
    "Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n",
    "joe@example.org - failed 5.1.1 550 5.1.1 no such user\n" },
  /* Case, comments, folding, spaces before the colon, a multi-line reply. */
  { "final-recipient : RFC822;<joe@example.org>\nACTION: Failed (at last)\n"
    "Status: 5.2.2 (mailbox full)\n"
    "Diagnostic-code: smtp;\n 550-5.2.2 The mailbox\n\t550 5.2.2 is full\n",
    "joe@example.org - failed 5.2.2 550 5.2.2 The mailbox is full\n" },
  /* No blank line between two groups, and too many. */
  { "Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.0.0\n"
    "Final-Recipient: rfc822; b@example.org\nAction: delayed\nStatus: 4.4.1\n"
    "\n\n\nFinal-Recipient: rfc822; c@example.org\n\nAction: failed\n"
    "Status: 5.1.1\n",
    "a@example.org - failed 5.0.0 -\nb@example.org - delayed 4.4.1 -\n"
    "c@example.org - failed 5.1.1 -\n" },
  /* Action before Final-Recipient. */
  { "Action: failed\nFinal-Recipient: rfc822; a@example.org\nStatus: 5.0.0\n\n"
    "Action: failed\nFinal-Recipient: rfc822; b@example.org\nStatus: 5.0.0\n",
    "a@example.org - failed 5.0.0 -\nb@example.org - failed 5.0.0 -\n" },
  /* RFC 6533 and RFC 3461: encoded addresses. */
  { "Original-Recipient: rfc822;joe+2Bnews@example.org\n"
    "Final-Recipient: utf-8; j\\x{f6}rg@example.org\nAction: failed\n",
    "j\303\266rg@example.org joe+news@example.org failed - -\n" },
  /* Spaces that somebody typed: the last word alone is somebody else's. */
  { "Final-Recipient: rfc822; j o smith@example.org\nAction: failed\n",
    "\"j o smith\"@example.org - failed - -\n" },
  { "Final-Recipient: rfc822; Joe Smith <joe@example.org>\nAction: failed\n",
    "joe@example.org - failed - -\n" },
  /* What is no address gives way to the original recipient. */
  { "Original-Recipient: rfc822;joe@example.org\n"
    "Final-Recipient: x-unix; |/usr/bin/filter joe\nAction: failed\n",
    "joe@example.org joe@example.org failed - -\n" },
  { "Original-Recipient: rfc822; joe@example.org\n"
    "Final-Recipient: rfc822; joe@box.local\nAction: failed\n",
    "joe@example.org joe@example.org failed - -\n" },
  /* A Status cut short, other words for Action, a type written twice. */
  { "Final-Recipient: rfc822; rfc822; a@example.org\nAction: expired\n"
    "Status: 5\n",
    "a@example.org - failed 5.0.0 -\n" },
  { "Final-Recipient: rfc822; a@example.org\nAction: deliverable\n"
    "Status: 2.1\n",
    "a@example.org - delivered 2.1.0 -\n" },
  /* A continuation line that lost its indent, and a damaged name. */
  { "Fnal-Recipient: rfc822; a@example.org\nAction: failed\n"
    "Diagnostic-Code: smtp; 550 user\nunknown here: sorry\nStatus: 5.1.1\n",
    "a@example.org - failed 5.1.1 550 user unknown here: sorry\n" },
  /* No field of a recipient: no report. */
  { "Reporting-MTA: dns; mx.example.net\nArrival-Date: now\n", "" },
  { "just words\n", "" },
  { "", "" },
};

START_TEST (test_cases)
{
  g_autofree char *found = summarise (cases[_i].text);

  ck_assert_str_eq (found, cases[_i].expected);
}
END_TEST

START_TEST (test_message_fields)
{
  BounceDsn *dsn
      = bounce_dsn_read ("Original-Envelope-Id: job+3D17\n"
                         "Reporting-MTA: dns; mx.example.net (192.0.2.1)\n"
                         "Arrival-Date: Mon, 16 Nov 2026 09:59:58 +0100\n\n"
                         "Final-Recipient: rfc822; a@example.org\n"
                         "Remote-MTA: mx.example.org\n"
                         "Last-Attempt-Date: Mon, 16 Nov 2026 10:00:00 GMT\n"
                         "X-Supplementary-Info: <mx #4.4.7 expired>\n");
  ck_assert_ptr_nonnull (dsn);
  const BounceEvidence *evidence = g_ptr_array_index (dsn->recipients, 0);

  ck_assert_str_eq (dsn->envelope_id, "job=17");
  ck_assert_str_eq (dsn->reporting_mta, "mx.example.net");
  ck_assert_str_eq (evidence->remote_mta, "mx.example.org");
  ck_assert_int_eq (evidence->date, 1794823200);
  ck_assert_uint_eq (evidence->texts->len, 1);
  bounce_dsn_free (dsn);
}
END_TEST

/* The limit of recipients is said, and nothing before it is lost. */
START_TEST (test_many_recipients)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < BOUNCE_RECIPIENTS_MAX + 5; i++)
    g_string_append_printf (
        text, "Final-Recipient: rfc822; u%d@example.org\nAction: failed\n\n",
        i);
  BounceDsn *dsn = bounce_dsn_read (text->str);
  ck_assert_uint_eq (dsn->recipients->len, BOUNCE_RECIPIENTS_MAX);
  ck_assert (dsn->cut);
  bounce_dsn_free (dsn);
  g_string_free (text, TRUE);
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("all");

  tcase_add_loop_test (tests, test_cases, 0, G_N_ELEMENTS (cases));
  tcase_add_test (tests, test_message_fields);
  tcase_add_test (tests, test_many_recipients);
  return unit_run ("dsn", tests);
}
