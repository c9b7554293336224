/* unit-evidence: the codes that settle finds in what a notification says. */
#include "config.h"

#include <check.h>

#include "model/evidence.h"
#include "report/codes.h"
#include "report/stage.h"
#include "unit.h"

static const struct
{
  const char *remote;   /* Diagnostic-Code */
  const char *reporter; /* a reason behind the address */
  BounceStatus field;   /* Status: */
  const char *status;
  guint reply;
  BounceStage stage;
} cases[] = {
  /* The server's own code beats Status:, generic or not. */
  { "550 5.1.1 no such user", NULL, { 5, 0, 0 }, "5.1.1", 550, 0 },
  { "552 5.2.2 over quota", NULL, { 5, 1, 1 }, "5.2.2", 552, 0 },
  { "550 no such user", NULL, { 5, 1, 1 }, "5.1.1", 550, 0 },
  { "sorry (#5.7.1)", NULL, { 5, 0, 0 }, "5.7.1", 0, 0 },
  { "450 4.7.1 try later", NULL, { 4, 4, 7 }, "4.7.1", 450, 0 },
  /* A generic one of the server gives way to nothing but a specific one. */
  { "550 5.7.0 no", NULL, { 5, 0, 0 }, "5.7.0", 550, 0 },
  { "550 5.0.0 no", NULL, { 5, 7, 0 }, "5.7.0", 550, 0 },
  { "550 5.5.0 no", "550 5.1.1 user unknown", { 5, 5, 0 }, "5.5.0", 550, 0 },
  { "550 5.0.0 no", "550 5.1.1 user unknown", { 5, 0, 0 }, "5.1.1", 550, 0 },
  /* A transcript tells of other attempts too. */
  { "554 no", "451 4.4.1 read error", { 5, 0, 0 }, "5.0.0", 554, 0 },
  /* The innermost of two servers. */
  { "host a said: 550 5.0.0 host b said: 550 5.2.1 closed",
    NULL,
    { 5, 0, 0 },
    "5.2.1",
    550,
    0 },
  /* A text may end in a code, and nothing stands behind it. */
  { "host mx said: 5.1.1 foo bar 550", NULL, { 0, 0, 0 }, "5.1.1", 0, 0 },
  /* Numbers that are no codes. */
  { "host 5.1.1.2 is listed; 550 messages", NULL, { 0, 0, 0 }, NULL, 0, 0 },
  { "version 2.5.1beta, exim 4.96.2", NULL, { 5, 0, 0 }, "5.0.0", 0, 0 },
  /* The refused command. */
  { "550 no (in reply to RCPT TO command)",
    NULL,
    { 0, 0, 0 },
    NULL,
    550,
    BOUNCE_STAGE_RCPT },
  { "554 no (in reply to end of DATA command)",
    NULL,
    { 0, 0, 0 },
    NULL,
    554,
    BOUNCE_STAGE_DATA },
  { "554 after MAIL FROM:<a@b.example>",
    NULL,
    { 0, 0, 0 },
    NULL,
    554,
    BOUNCE_STAGE_MAIL },
  { "host x refused to talk to me: 421 busy",
    NULL,
    { 0, 0, 0 },
    NULL,
    421,
    BOUNCE_STAGE_CONNECT },
  /* Of several the most telling. */
  { "failed to connect to x, then after DATA command: 554 no in RCPT TO",
    NULL,
    { 0, 0, 0 },
    NULL,
    554,
    BOUNCE_STAGE_RCPT },
  { "MAIL+RCPT 550 5.7.1 no", NULL, { 0, 0, 0 }, "5.7.1", 550, 0 },
  { "<command failed> 421 no", NULL, { 0, 0, 0 }, NULL, 421, 0 },
};

START_TEST (test_cases)
{
  BounceEvidence *evidence = bounce_evidence_new ();
  char buffer[BOUNCE_STATUS_SIZE];

  evidence->field_status = cases[_i].field;
  bounce_evidence_add (evidence, BOUNCE_ORIGIN_REMOTE, cases[_i].remote);
  bounce_evidence_add (evidence, BOUNCE_ORIGIN_REPORTER, cases[_i].reporter);
  bounce_evidence_settle (evidence);
  ck_assert_pstr_eq (bounce_status_format (evidence->status, buffer),
                     cases[_i].status);
  ck_assert_uint_eq (evidence->reply_code, cases[_i].reply);
  ck_assert_int_eq (bounce_stage_of (evidence), cases[_i].stage);
  bounce_evidence_free (evidence);
}
END_TEST

static const struct
{
  const char *text;
  const char *joined;
} replies[] = {
  { "550-5.1.1 The account\n 550-5.1.1 you tried\r\n\t550 5.1.1 is gone",
    "550 5.1.1 The account you tried is gone" },
  { "550-first 550 second", "550 first second" },
  { "  a \n\t b\001c ", "a b c" },
  /* Two replies are two. */
  { "550 5.1.1 one 550 5.7.1 two", "550 5.1.1 one 550 5.7.1 two" },
  { "421-busy 550 no", "421 busy 550 no" },
};

START_TEST (test_joining)
{
  BounceEvidence *evidence = bounce_evidence_new ();

  bounce_evidence_add (evidence, BOUNCE_ORIGIN_REMOTE, replies[_i].text);
  /* The same words again, blank ones and none are no further evidence. */
  bounce_evidence_add (evidence, BOUNCE_ORIGIN_REMOTE, replies[_i].text);
  bounce_evidence_add (evidence, BOUNCE_ORIGIN_REMOTE, " \n\t ");
  bounce_evidence_add (evidence, BOUNCE_ORIGIN_REMOTE, NULL);
  ck_assert_uint_eq (evidence->texts->len, 1);
  ck_assert_str_eq (bounce_evidence_text (evidence, 0)->text,
                    replies[_i].joined);
  bounce_evidence_free (evidence);
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("all");

  tcase_add_loop_test (tests, test_cases, 0, G_N_ELEMENTS (cases));
  tcase_add_loop_test (tests, test_joining, 0, G_N_ELEMENTS (replies));
  return unit_run ("evidence", tests);
}
