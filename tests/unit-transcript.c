/* unit-transcript: the lines of an SMTP session to what became of whom: whose
   command each reply answers, in whatever marks the session is told. */
#include "config.h"

#include <check.h>
#include <string.h>

#include <glib.h>

#include "report/transcript.h"
#include "unit.h"

/* TEXT as a reader of mails gives it: line by line, the white space around each
   cut off. */
static BounceTranscript *
read_text (const char *text)
{
  BounceTranscript *transcript = bounce_transcript_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint indent = (guint)strspn (lines[i], " ");

      bounce_transcript_read (transcript, lines[i] + indent,
                              strlen (lines[i] + indent), indent);
    }
  bounce_transcript_end (transcript);
  return transcript;
}

/* "stage reply" of the refusal of ADDRESS, "accepted" or "nothing". */
static char *
fate_of (const BounceTranscript *transcript, const char *address)
{
  BounceStage stage = BOUNCE_STAGE_NONE;
  const char *reply = NULL;

  switch (bounce_transcript_fate (transcript, address, &stage, &reply))
    {
    case BOUNCE_TRANSCRIPT_ACCEPTED:
      return g_strdup ("accepted");
    case BOUNCE_TRANSCRIPT_REFUSED:
      return g_strdup_printf ("%s %s", bounce_stage_name (stage), reply);
    default:
      return g_strdup ("nothing");
    }
}

/* Sessions, and what they tell of a@, b@ and c@example.org; NULL: not asked. */
static const struct
{
  const char *text;
  const char *a, *b, *c;
} sessions[] = {
  /* The marks of many programs, with dates or without, and none. */
  { "C: MAIL FROM:<s@example.net>\nS: 250 ok\n"
    "C: RCPT TO:<a@example.org>\nS: 550 no such user",
    "rcpt 550 no such user", "nothing", NULL },
  { ">>> RCPT To:<a@example.org>\n<<< 550 5.1.1 no such user",
    "rcpt 550 5.1.1 no such user", NULL, NULL },
  { "08:04:01 --> RCPT TO:<a@example.org>\n08:04:02 <-- 452 full",
    "rcpt 452 full", NULL, NULL },
  { "Gesendet: RCPT TO:<a@example.org>\nEmpfangen: 550 unbekannt",
    "rcpt 550 unbekannt", NULL, NULL },
  { "[2026-04-08 10:00] Sent: rcpt to:<a@example.org>\n"
    "[2026-04-08 10:01] Received: 550 unknown",
    "rcpt 550 unknown", NULL, NULL },
  { "RCPT TO:<a@example.org> NOTIFY=FAILURE\n550 unknown", "rcpt 550 unknown",
    NULL, NULL },
  /* A reply of several lines, and one that was wrapped. */
  { ">>> RCPT TO:<a@example.org>\n<<< 550-5.1.1 no such\n<<< 550 5.1.1 user",
    "rcpt 550-5.1.1 no such\n550 5.1.1 user", NULL, NULL },
  { "C: RCPT TO:<a@example.org>\nS: 550 no such user, as far as anybody\n"
    "     can tell",
    "rcpt 550 no such user, as far as anybody\ncan tell", NULL, NULL },
  { "C: RCPT TO:\n     <a@example.org>\nS: 550 unknown", "rcpt 550 unknown",
    NULL, NULL },
  /* Whoever was accepted is not blamed, unless all were refused later. */
  { "C: RCPT TO:<a@example.org>\nS: 250 ok\n"
    "C: RCPT TO:<b@example.org>\nS: 550 unknown",
    "accepted", "rcpt 550 unknown", "nothing" },
  { "C: RCPT TO:<a@example.org>\nS: 250 ok\nC: DATA\nS: 354 go\n"
    "C: .\nS: 554 spam",
    "data 554 spam", NULL, NULL },
  /* Pipelined (RFC 2920): the replies come in the order of the commands. */
  { "C: MAIL FROM:<s@example.net>\nC: RCPT TO:<a@example.org>\n"
    "C: RCPT TO:<b@example.org>\nC: RCPT TO:<c@example.org>\nC: DATA\n"
    "S: 250 sender ok\nS: 550 unknown\nS: 250 ok\nS: 452 full\nS: 354 go",
    "rcpt 550 unknown", "accepted", "rcpt 452 full" },
  /* One reply to MAIL and RCPT is to what was sent last. */
  { "C: MAIL FROM:<s@example.net>\nC: RCPT TO:<a@example.org>\nS: 550 unknown",
    "rcpt 550 unknown", NULL, NULL },
  /* LMTP (RFC 2033): behind the data a reply to each that was accepted. */
  { "C: LHLO mx\nS: 250 ok\nC: MAIL FROM:<s@example.net>\nS: 250 ok\n"
    "C: RCPT TO:<a@example.org>\nS: 250 ok\n"
    "C: RCPT TO:<b@example.org>\nS: 550 unknown\n"
    "C: RCPT TO:<c@example.org>\nS: 250 ok\nC: DATA\nS: 354 go\nC: .\n"
    "S: 250 stored\nS: 452 full",
    "accepted", "rcpt 550 unknown", "data 452 full" },
  /* The same replies to EHLO are of the whole message. */
  { "C: EHLO mx\nS: 250 ok\nC: RCPT TO:<a@example.org>\nS: 250 ok\n"
    "C: RCPT TO:<c@example.org>\nS: 250 ok\nC: DATA\nS: 354 go\nC: .\n"
    "S: 250 stored\nC: QUIT\nS: 452 full",
    "accepted", NULL, "accepted" },
  /* Nobody is to blame for a reply to HELO or MAIL: the stage tells. */
  { "C: EHLO mx\nS: 554 go away", "helo 554 go away", NULL, NULL },
  { "C: EHLO mx\nS: 250 ok\nC: MAIL FROM:<s@example.net>\nS: 550 no\n"
    "C: RCPT TO:<a@example.org>\nS: 503 need MAIL",
    "mail 550 no", "nothing", NULL },
  { "S: 554 no mail from you\nC: QUIT\nS: 221 bye",
    "connect 554 no mail from you", NULL, NULL },
  /* A HELO behind a refused EHLO goes on. */
  { "C: EHLO mx\nS: 502 what?\nC: HELO mx\nS: 250 ok\n"
    "C: MAIL FROM:<s@example.net>\nS: 250 ok\n"
    "C: RCPT TO:<a@example.org>\nS: 250 ok",
    "accepted", "nothing", NULL },
  /* What has no command is answered too. */
  { "S: 220 mx ESMTP\nC: EHLO mx\nS: 250 ok\nC: RCPT TO:<a@example.org>\n"
    "S: 550 unknown\nC: RSET\nS: 250 ok\nC: QUIT\nS: 221 bye",
    "rcpt 550 unknown", NULL, NULL },
  /* Of two servers the last counts. */
  { "S: 220 one\nC: EHLO mx\nS: 250 ok\nC: RCPT TO:<a@example.org>\n"
    "S: 451 later\nS: 220 two\nC: EHLO mx\nS: 250 ok\n"
    "C: RCPT TO:<a@example.org>\nS: 250 ok",
    "accepted", NULL, NULL },
  /* sendmail shows no RCPT that it was answered. */
  { ">>> DATA\n<<< 550 5.1.1 <a@example.org>... User unknown\n"
    "<<< 503 5.0.0 Need RCPT (recipient)",
    "rcpt 550 5.1.1 <a@example.org>... User unknown", "nothing", NULL },
  /* The message itself may stand where it was sent. */
  { "C: RCPT TO:<a@example.org>\nS: 250 ok\nC: DATA\nS: 354 go\n"
    "Dear A,\n[message]\nC: .\nS: 552 too large",
    "data 552 too large", NULL, NULL },
};

START_TEST (session)
{
  const char *const addresses[]
      = { "a@example.org", "b@example.org", "c@example.org" };
  const char *const expected[]
      = { sessions[_i].a, sessions[_i].b, sessions[_i].c };
  BounceTranscript *transcript = read_text (sessions[_i].text);

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *fate = fate_of (transcript, addresses[i]);

      if (expected[i] != NULL)
        ck_assert_str_eq (fate, expected[i]);
    }
  bounce_transcript_free (transcript);
}
END_TEST

/* Lines, and whether a session may begin with them. */
static const struct
{
  const char *line;
  gboolean is_said;
} lines[] = {
  { "RCPT TO:<a@example.org>", TRUE },
  { "C: rcpt to:<a@example.org>", TRUE },
  { "<- 220 mx ESMTP", TRUE },
  { "C: DATA", TRUE },
  { "C: EHLO mx", TRUE },
  { "C: HELO mx", TRUE },
  { "C: LHLO mx", TRUE },
  { "C: STARTTLS", TRUE },
  { "C: MAIL FROM:<s@example.net>", TRUE },
  { "C: BDAT 100", TRUE },
  { "C: <CRLF>.<CRLF>", TRUE },
  { "C: AUTH PLAIN xyz", TRUE },
  { "C: NOOP", TRUE },
  { "C: RSET", TRUE },
  { "C: QUIT", TRUE },
  { "S: 354 go", TRUE },
  { "S: 421 bye", TRUE },
  { "S: 554 no", TRUE },
  { ".", TRUE },
  { "", FALSE },
  { "Data", FALSE },
  { "Mail from our customers is read.", FALSE },
  { "in reply to RCPT TO command", FALSE },
  { "The server said: 550 unknown", FALSE },
  { "a@example.org: 550 unknown", FALSE },
  { "There were 550 of them.", FALSE },
  { "Reason: 550", FALSE },
};

START_TEST (line)
{
  BounceTranscript *transcript = bounce_transcript_new ();

  ck_assert_int_eq (bounce_transcript_read (transcript, lines[_i].line,
                                            strlen (lines[_i].line), 0),
                    lines[_i].is_said);
  bounce_transcript_free (transcript);
}
END_TEST

static void
count (const char *address, gpointer user_data)
{
  ck_assert_ptr_nonnull (strchr (address, '@'));
  ++*(guint *)user_data;
}

/* What is asked of a session besides the fate of one. */
START_TEST (questions)
{
  BounceTranscript *whole = read_text ("C: MAIL FROM:<s@example.net>\n"
                                       "S: 250 ok\n"
                                       "C: RCPT TO:<a@EXAMPLE.org>\n"
                                       "S: 550 unknown\n"
                                       "C: RCPT TO:<b@example.org>\n"
                                       "S: 250 ok");
  BounceTranscript *parts = read_text ("C: RCPT TO:<a@example.org>\n"
                                       "S: 250 ok\n"
                                       "And somebody else was asked:\n"
                                       "C: RCPT TO:<b@example.org>\n"
                                       "S: 250 ok");
  BounceTranscript *none = read_text ("Dear A,\n\nno session here.");
  guint n = 0;

  ck_assert (bounce_transcript_is_whole (whole));
  ck_assert (!bounce_transcript_is_whole (parts));
  ck_assert (!bounce_transcript_is_whole (none));
  ck_assert (bounce_transcript_refuses (whole));
  ck_assert (!bounce_transcript_refuses (parts));
  ck_assert (!bounce_transcript_refuses (none));
  ck_assert (bounce_transcript_names (whole, "a@example.org"));
  ck_assert (!bounce_transcript_names (whole, "s@example.net"));
  ck_assert_int_eq (bounce_transcript_stage (whole, "550 unknown (in reply)"),
                    BOUNCE_STAGE_RCPT);
  ck_assert_int_eq (bounce_transcript_stage (whole, "551 unknown"),
                    BOUNCE_STAGE_NONE);
  bounce_transcript_foreach (whole, count, &n);
  ck_assert_uint_eq (n, 2);
  bounce_transcript_free (whole);
  bounce_transcript_free (parts);
  bounce_transcript_free (none);
  bounce_transcript_free (NULL);
}
END_TEST

/* Neither commands without end nor a reply that has none are kept. */
START_TEST (limits)
{
  g_autoptr (GString) text = g_string_new ("C: EHLO mx\nS: 250 ok\n");
  g_autofree char *fate = NULL;
  BounceTranscript *transcript;
  guint n = 0;

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (
        text, "C: RCPT TO:<u%u@example.org>\nS: 550 unknown\n", i);
  transcript = read_text (text->str);
  bounce_transcript_foreach (transcript, count, &n);
  ck_assert_uint_gt (n, 300);
  ck_assert_uint_lt (n, 500);
  ck_assert (bounce_transcript_names (transcript, "u0@example.org"));
  ck_assert (!bounce_transcript_names (transcript, "u2999@example.org"));
  bounce_transcript_free (transcript);

  g_string_assign (text, "C: RCPT TO:<a@example.org>\n");
  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "S: 550-and there is more to say\n");
  g_string_append (text, "S: 550 than this");
  transcript = read_text (text->str);
  fate = fate_of (transcript, "a@example.org");
  ck_assert_int_eq (strncmp (fate, "rcpt 550-and", 12), 0);
  ck_assert_uint_lt (strlen (fate), 4096);
  bounce_transcript_free (transcript);
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("transcript");

  tcase_add_loop_test (tests, session, 0, G_N_ELEMENTS (sessions));
  tcase_add_loop_test (tests, line, 0, G_N_ELEMENTS (lines));
  tcase_add_test (tests, questions);
  tcase_add_test (tests, limits);
  return unit_run ("transcript", tests);
}
