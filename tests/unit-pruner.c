/* unit-pruner: what is left of a mail, and that it is bounded whatever comes.
 */
#include "config.h"

#include <check.h>
#include <string.h>

#include "mime/message.h"
#include "mime/pruner.h"
#include "unit.h"

/* The length of the lines at TEXT that may come together. */
static gsize
lines_length (const char *text)
{
  const char *p = text;

  while (strncmp (p, "--", 2) != 0 && strchr (p, '\n'))
    p = strchr (p, '\n') + 1;
  return (gsize)(p - text);
}

static void
feed_lines (BouncePruner *pruner, const char *text, gsize length)
{
  g_autofree guint32 *ends = g_new (guint32, length + BOUNCE_LINE_ENDS_MORE);
  const BounceLineRun lines
      = { .start = text,
          .base = text,
          .ends = ends,
          .n = bounce_line_ends_find (text, length, ends) };

  bounce_pruner_lines (pruner, &lines);
}

static void
feed (BouncePruner *pruner, const char *text, gboolean together)
{
  for (const char *p = text; *p;)
    {
      gsize n = strcspn (p, "\n");
      bounce_pruner_line (pruner, p, n);
      p += n + (p[n] == '\n');
      gsize more = together ? lines_length (p) : 0;
      if (more > 0)
        feed_lines (pruner, p, more);
      p += more;
    }
}

static char *
trim_text (gboolean shortcut, const char *text, BounceCut *cut)
{
  BouncePruner *pruner = bounce_pruner_new (shortcut, NULL);
  BounceMail mail, lines;
  BounceCut said;

  bounce_pruner_begin (pruner);
  feed (pruner, text, FALSE);
  said = bounce_pruner_end (pruner, &mail);
  if (cut)
    *cut = said;
  ck_assert_uint_eq (mail.length, strlen (mail.bytes));
  bounce_pruner_begin (pruner);
  feed (pruner, text, TRUE);
  ck_assert_int_eq (bounce_pruner_end (pruner, &lines), said);
  ck_assert_str_eq (lines.bytes, mail.bytes);
  bounce_pruner_free (pruner);
  char *left = g_strdup (mail.bytes);
  bounce_mail_clear (&mail);
  bounce_mail_clear (&lines);
  return left;
}

static const struct
{
  const char *mail;
  const char *left;
} cases[] = {
  /* Header fields that nobody reads go, folds and all. */
  { "Subject: a\nX-Junk: b\n c\nFrom: d\n e\n\nbody\n",
    "Subject: a\nFrom: d\n e\n\nbody\n" },
  /* A Received field stays for its "for" clause only. */
  { "Received: from a by b; now\nReceived: from a by b\n\tfor <c@d>; now\n"
    "Subject: x\n\nbody\n",
    "Received: from a by b\n\tfor <c@d>; now\nSubject: x\n\nbody\n" },
  /* Of the returned message the header stays. */
  { "Content-Type: multipart/report; boundary=\"=b\"\n\n--=b\n\nwords\n--=b\n"
    "Content-Type: message/delivery-status\n\nAction: failed\n--=b\n"
    "Content-Type: message/rfc822\n\nTo: joe\nX-Junk: x\n\nbody\n--inner\n"
    "--=b--\n",
    "Content-Type: multipart/report; boundary=\"=b\"\n\n--=b\n\nwords\n--=b\n"
    "Content-Type: message/delivery-status\n\nAction: failed\n--=b\n"
    "Content-Type: message/rfc822\n\nTo: joe\n\n--=b--\n" },
  /* Of a forwarded one everything that can be a report. */
  { "Content-Type: multipart/mixed; boundary=o\n\n--o\n"
    "Content-Type: message/rfc822\n\n"
    "Content-Type: multipart/mixed; boundary=i\n\n--i\n\nwords\n--i\n"
    "Content-Type: image/png\n\nAAAA\n--i--\n--o--\n",
    "Content-Type: multipart/mixed; boundary=o\n\n--o\n"
    "Content-Type: message/rfc822\n\n"
    "Content-Type: multipart/mixed; boundary=i\n\n--i\n\nwords\n--i\n"
    "Content-Type: image/png\n\n--i--\n--o--\n" },
  /* Behind the last part nobody reads; unless another part comes. */
  { "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\nbye\n"
    "--b\n\ntwo\n--b--\nbye\n",
    "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n"
    "--b\n\ntwo\n--b--\n" },
  /* A header of which nothing stays leaves a field behind. */
  { "X-Junk: a\n\nbody\n", "X-Left-Out: 1\n\nbody\n" },
  /* Two types: what they mean is not decided here. */
  { "Content-Type: text/html\nContent-Type: text/plain\nX-Junk: b\n\nbody\n",
    "Content-Type: text/html\nContent-Type: text/plain\nX-Junk: b\n\nbody\n" },
};

/* What is mended, whether or not anything may be left out. */
static const struct
{
  const char *mail;
  const char *mended;
} faults[] = {
  { "\n \n\xef\xbb\xbfSubject: a\n\nbody\n", "Subject: a\n\nbody\n" },
  { "Message 1\nSubject: a\nno field\nFrom: b\n\nbody\n",
    "Subject: a\nFrom: b\n\nbody\n" },
  { "Subject: a\rb\n\nbody\n", "Subject: a b\n\nbody\n" },
  { "Content-Type: multipart/mixed;\nboundary=b\n--b\nwords\n--b--\n",
    "Content-Type: multipart/mixed;\n boundary=b\n\n--b\n\nwords\n--b--\n" },
  { "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html"
    "\n--b\n\nwords\n--b--\n",
    "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html"
    "\n\n--b\n\nwords\n--b--\n" },
  { "Subject: a\n", "Subject: a\n\n" },
};

START_TEST (test_faults)
{
  g_autofree char *left = trim_text (TRUE, faults[_i].mail, NULL);
  g_autofree char *all = trim_text (FALSE, faults[_i].mail, NULL);

  ck_assert_str_eq (left, faults[_i].mended);
  ck_assert_str_eq (all, faults[_i].mended);
}
END_TEST

START_TEST (test_cases)
{
  g_autofree char *left = trim_text (TRUE, cases[_i].mail, NULL);

  ck_assert_str_eq (left, cases[_i].left);
}
END_TEST

/* Feeds LINE times COUNT behind HEAD and returns what is left. */
static gsize
left_of_many (const char *head, const char *line, guint count, BounceCut *cut)
{
  BouncePruner *pruner = bounce_pruner_new (TRUE, NULL);
  gsize n = strlen (line);
  BounceMail mail;

  bounce_pruner_begin (pruner);
  for (const char *p = head; *p;)
    {
      gsize k = strcspn (p, "\n");
      bounce_pruner_line (pruner, p, k);
      p += k + (p[k] == '\n');
    }
  for (guint i = 0; i < count; i++)
    bounce_pruner_line (pruner, line, n);
  *cut = bounce_pruner_end (pruner, &mail);
  gsize length = mail.length;
  bounce_mail_clear (&mail);
  bounce_pruner_free (pruner);
  return length;
}

START_TEST (test_limits)
{
  const gsize limit = 13 * 1024 * 1024;
  BounceCut cut;

  ck_assert_uint_lt (left_of_many ("", "Subject: x", 5000000, &cut), limit);
  ck_assert (cut & BOUNCE_CUT_HEADER);
  ck_assert_uint_lt (left_of_many ("Subject: x", " y", 5000000, &cut), limit);
  ck_assert (cut & BOUNCE_CUT_HEADER);
  ck_assert_uint_lt (
      left_of_many ("Subject: x\n\n", "some words", 5000000, &cut), limit);
  ck_assert (cut & BOUNCE_CUT_TEXT);
  ck_assert_uint_lt (
      left_of_many ("Content-Type: multipart/mixed; boundary=b\n\n", "--b",
                    5000000, &cut),
      limit);
  ck_assert (cut & BOUNCE_CUT_PARTS);
  /* What nobody reads may be as long as it likes: nothing is said. */
  ck_assert_uint_lt (
      left_of_many ("Content-Type: image/png\n\n", "AAAA", 5000000, &cut),
      limit);
  ck_assert_int_eq (cut, BOUNCE_CUT_NOTHING);
}
END_TEST

START_TEST (test_nesting)
{
  g_autoptr (GString) text = g_string_new (NULL);
  BounceCut cut;

  for (int i = 0; i < 5000; i++)
    g_string_append_printf (
        text, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
  g_autofree char *left = trim_text (TRUE, text->str, &cut);
  ck_assert (cut & BOUNCE_CUT_NESTING);
  BounceMail mail = bounce_mail_from_bytes (left, strlen (left));
  BounceMessage *message = bounce_message_new (&mail);
  ck_assert_ptr_nonnull (message);
  bounce_message_free (message);
}
END_TEST

START_TEST (test_was_mail)
{
  static const struct
  {
    const char *text;
    gboolean mail;
  } texts[] = { { "Subject: x\n\nbody\n", TRUE },
                { "just some words\nand more\n", FALSE },
                { "\n\nSubject: x\n", TRUE },
                { "", FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      BouncePruner *pruner = bounce_pruner_new (TRUE, NULL);
      BounceMail mail;
      bounce_pruner_begin (pruner);
      for (const char *p = texts[i].text; *p; p += strcspn (p, "\n") + 1)
        bounce_pruner_line (pruner, p, strcspn (p, "\n"));
      bounce_pruner_end (pruner, &mail);
      bounce_mail_clear (&mail);
      ck_assert_int_eq (bounce_pruner_was_mail (pruner), texts[i].mail);
      bounce_pruner_free (pruner);
    }
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("all");

  tcase_add_loop_test (tests, test_cases, 0, G_N_ELEMENTS (cases));
  tcase_add_loop_test (tests, test_faults, 0, G_N_ELEMENTS (faults));
  tcase_add_test (tests, test_limits);
  tcase_add_test (tests, test_nesting);
  tcase_add_test (tests, test_was_mail);
  return unit_run ("pruner", tests);
}
