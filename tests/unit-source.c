/* unit-source: the bytes of a file or a stream become messages and lines. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "input/from-line.h"
#include "input/source.h"
#include "input/stream.h"
#include "source-check.h"

START_TEST (line_ends)
{
  expect_of ("A: 1\n\nb\n", "[f:1]|A: 1||||b|");
  expect_of ("A: 1\r\n\r\nb\r\n", "[f:1]|A: 1||||b|");
  expect_of ("A: 1\r\rb\r", "[f:1]|A: 1||||b|");
  expect_of ("A: 1\n\nb", "[f:1]|A: 1||||b|");
  expect_of ("A: 1\n\nb\rc\n", "[f:1]|A: 1||||b\rc|");
  expect_of ("\xef\xbb\xbf"
             "A: 1\n",
             "[f:1]|A: 1|");
  put_bytes ("f", "A\0: 1\n\0\n", 8);
  expect ("f", "[f:1]|A\\0: 1||\\0|");
}
END_TEST

/* How long a line of LENGTH bytes comes out, and the one behind it. */
static void
check_long_line (gsize length, const char *end, gsize kept, gboolean cut)
{
  g_autofree char *line = g_strnfill (length, 'x');
  g_autofree char *text = g_strconcat (line, end, "next", end, NULL);
  const char *seen = NULL;
  gsize n = 0;
  BounceSource *source;

  put ("f", text);
  source = bounce_source_open ("f", NULL);
  ck_assert (bounce_source_next (source, NULL));
  ck_assert (bounce_source_line (source, &seen, &n));
  ck_assert_uint_eq (n, kept);
  ck_assert (seen[0] == 'x' && seen[n - 1] == 'x');
  ck_assert_int_eq (bounce_source_was_cut (source), cut);
  ck_assert (bounce_source_line (source, &seen, &n));
  ck_assert_uint_eq (n, 4);
  ck_assert_int_eq (memcmp (seen, "next", 4), 0);
  ck_assert_int_eq (bounce_source_was_cut (source), cut);
  bounce_source_free (source);
}

START_TEST (long_lines)
{
  static const char *const ends[] = { "\n", "\r\n" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      check_long_line (BOUNCE_LINE_MAX - 1, ends[i], BOUNCE_LINE_MAX - 1, 0);
      check_long_line (BOUNCE_LINE_MAX, ends[i], BOUNCE_LINE_MAX, 0);
      check_long_line (BOUNCE_LINE_MAX + 1, ends[i], BOUNCE_LINE_MAX, 1);
      check_long_line (3000000, ends[i], BOUNCE_LINE_MAX, 1);
    }
}
END_TEST

START_TEST (mbox)
{
  expect_of ("From a@b" DATE "A: 1\n\none\n\nFrom c" DATE "A: 2\n\ntwo\n\n",
             "[f:1]|A: 1||||one|[f:2]|A: 2||||two|");
  expect_of ("\n\nFrom a@b" DATE "A: 1\n\none\n", "[f:1]|A: 1||||one|");
  expect_of ("From a\r\nA: 1\r\n\r\none\r\n\r\nFrom c"
             " Fri Jul  8 12:08:34 2011\r\nA: 2\r\n",
             "[f:1]|A: 1||||one|[f:2]|A: 2|");
  expect_of ("From a\rA: 1\r\rone\r\rFrom c Fri Jul  8 12:08:34 2011\rA: 2\r",
             "[f:1]|A: 1||||one|[f:2]|A: 2|");
  /* No message ends at a sentence, nor at a separator in a paragraph. */
  expect_of ("From a" DATE "A: 1\n\none\n\nFrom me to you, at 10:30\nx\n"
             "From c" DATE "\n\nz\n",
             "[f:1]|A: 1||||one||||From me to you, at 10:30||x|"
             "|From c Fri Jul  8 12:08:34 2011|||||"
             "|z|");
  expect_of ("From a" DATE "A: 1\n\nFrom b" DATE "A: 2\n",
             "[f:1]|A: 1|[f:2]|A: 2|");
  expect_of ("From a" DATE, "[f:1]");
}
END_TEST

START_TEST (mbox_quoting)
{
  expect_of ("From a" DATE ">From x\nA: 1\n\n>From b\n>>From c\n>Fromage\n"
             "> From d\n>>\n",
             "[f:1]|A: 1||||From b||>From c||>Fromage||> From d||>>|");
  /* A single message is not unquoted, but loses what MTAs leave on top. */
  expect_of (">From x" DATE "A: 1\n\n>From b\n", "[f:1]|A: 1||||>From b|");
  expect_of ("\n\nA: 1\n\nb\n", "[f:1]|A: 1||||b|");
  expect_of ("\nno header here\n", "[f:1]|||no header here|");
}
END_TEST

static const struct
{
  const char *line;
  gboolean separates;
} separators[] = {
  { "From MAILER-DAEMON Fri Jul  8 12:08:34 2011", TRUE },
  { "From - Sat Jan 03 01:05:34 1996", TRUE },
  { "From a@b.example  Thu Jan  1 00:00:00 1970 remote from x", TRUE },
  { "From a@b.example Thu Jan  1 00:00:00 EST 1970", TRUE },
  { "From a@b.example Thu Jan  1 00:00:00 1970 +0100", TRUE },
  { "From a@b.example Thu Jan  1 00:00:00 1970 -0500 (EST)", TRUE },
  { "From a@b.example Thu Jan  1 00:00 1970", TRUE },
  { "From a@b.example Thu, 1 Jan 1970 00:00:00 +0000", TRUE },
  { "From a@b.example Sat, 03 Jan 98 01:05:34 GMT", TRUE },
  { "From ???@??? Mon Jan 05 12:34:56 1998", TRUE },
  { "From \"J. Doe\"@b.example Mon Jan  5 12:34:56 1998", TRUE },
  { "From bob at b.example  Mon Jan  5 12:34:56 1998", TRUE },
  { "From  Mon Jan  5 12:34:56 1998", TRUE },
  { "From <> Mon Jan  5 12:34:56 1998", TRUE },
  { "From a@b.example 2011-07-08 12:08:34", TRUE },
  { "From a@b.example 2011-07-08T12:08:34Z", TRUE },
  { "From a@b.example Wed Feb 29 23:59:59 2012", TRUE },
  { "From a@b.example\tWed Feb 29 23:59:59 2012", TRUE },
  { "From a\tb Fri Jul  8 12:08:34 2011", FALSE },
  { "From a@b.example Fri Jul  8 12:08:34 3011", FALSE },
  { "From a@b.example Fri Jux  8 12:08:34 2011", FALSE },
  { "From me to you, ...", FALSE },
  { "From ", FALSE },
  { "From a@b.example", FALSE },
  { "From a@b.example Fri Jul  8 2011", FALSE },
  { "From a@b.example Fri Jul  8 12:08:34", FALSE },
  { "From the talk of Fri Jul  8 12:08:34 2011", FALSE },
  { "From today Fri Jul  8 12:08:34 2011 we know better", FALSE },
  { "From Monday at 12:30 on 8 Jul 2011", FALSE },
  { "From a@b.example we got it on Fri Jul  8 12:08:34 2011", FALSE },
  { "From: a@b.example Fri Jul  8 12:08:34 2011", FALSE },
  { "from a@b.example Fri Jul  8 12:08:34 2011", FALSE },
};

START_TEST (separator)
{
  const char *line = separators[_i].line;
  ck_assert_msg (bounce_from_is_separator (line, strlen (line))
                     == separators[_i].separates,
                 "%s", line);
}
END_TEST

START_TEST (content_length)
{
  ck_assert_int_eq (atoi (BODY_LENGTH), (int)strlen (BODY));
  /* A separator without a blank line before it counts where a body ends. */
  expect_everywhere ("From a" DATE "content-length:2\n\nx\nFrom d" DATE
                     "A: 2\n",
                     "[f:1]|content-length:2||||x|[f:2]|A: 2|");
  expect_everywhere ("From a" DATE "Content-Length: 3\r\n\r\nx\r\nFrom d"
                     " Fri Jul  8 12:08:34 2011\r\nA: 2\r\n",
                     "[f:1]|Content-Length: 3||||x|[f:2]|A: 2|");
  expect_everywhere ("From a" DATE "A: 1\n\nx\nFrom d" DATE "A: 2\n",
                     "[f:1]|A: 1||||x||From d Fri Jul  8 12:08:34 2011|"
                     "|A: 2|");
  expect_everywhere ("From a" DATE "Content-Length: 0\n\n\nFrom d" DATE
                     "A: 2\n",
                     "[f:1]|Content-Length: 0|||[f:2]|A: 2|");
  /* Nobody hides a message by it: a separator in a body is one. */
  expect_everywhere ("From a" DATE "Content-Length: " BODY_LENGTH "\n\n" BODY
                     "\nFrom d" DATE "A: 2\n\n",
                     "[f:1]|Content-Length: " BODY_LENGTH "||||x|"
                     "[f:2]|y|[f:3]|A: 2|");
  expect_everywhere ("From a" DATE "Content-Length: " BODY_LENGTH "\n\n" BODY,
                     "[f:1]|Content-Length: " BODY_LENGTH "||||x|[f:2]|y|");
}
END_TEST

START_TEST (content_length_wrong)
{
  static const char *const wrong[]
      = { "38", "37", "2", "41", "60", "100000", "9999999999999999999",
          "x",  "-1", "" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *text = g_strconcat (
          "From a" DATE "Content-Length: ", wrong[i],
          "\n\nx\n\n>From c" DATE "yy\n\nFrom d" DATE "A: 2\n\nthe end\n",
          NULL);
      g_autofree char *seen
          = g_strconcat ("[f:1]|Content-Length: ", wrong[i],
                         "|||"
                         "|x||||From c Fri Jul  8 12:08:34 2011||yy|"
                         "[f:2]|A: 2||||the end|",
                         NULL);
      expect_of (text, seen);
    }
  /* That of a report part is not the message's. */
  expect_of ("From a" DATE "A: 1\n\n--b\nContent-Length: 5\n\nx\n\nFrom d" DATE
             "A: 2\n",
             "[f:1]|A: 1||||--b||Content-Length: 5||||x|[f:2]|A: 2|");
  /* Two that differ. */
  expect_of ("From a" DATE "Content-Length: " BODY_LENGTH
             "\nContent-Length: 7\n\nx\n\nFrom d" DATE "A: 2\n",
             "[f:1]|Content-Length: " BODY_LENGTH "||Content-Length: 7|||"
             "|x|[f:2]|A: 2|");
}
END_TEST

START_TEST (above_the_header)
{
  static const char *const eols[] = { "\n", "\r\n", "\r" };

  for (guint i = 0; i < G_N_ELEMENTS (eols); i++)
    for (guint form = 0; form < 4; form++)
      {
        const char *before = form & 1 ? "@@" : "";
        const char *from
            = form & 2 ? "From a Fri Jul  8 12:08:34 2011@@@>From z@" : "";
        g_autofree char *shape
            = g_strconcat (before, from, before, "A: 1@@b@", NULL);
        g_auto (GStrv) lines = g_strsplit (shape, "@", -1);
        g_autofree char *text = g_strjoinv (eols[i], lines);

        expect_everywhere (text, "[f:1]|A: 1||||b|");
      }
  expect_everywhere ("From a" DATE "\nFrom b" DATE "\nA: 2\n",
                     "[f:1][f:2]|A: 2|");
  expect_everywhere ("\n\n\n", "");
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("source");

  tcase_add_test (tests, line_ends);
  tcase_add_test (tests, long_lines);
  tcase_add_test (tests, mbox);
  tcase_add_test (tests, mbox_quoting);
  tcase_add_loop_test (tests, separator, 0, G_N_ELEMENTS (separators));
  tcase_add_test (tests, content_length);
  tcase_add_test (tests, content_length_wrong);
  tcase_add_test (tests, above_the_header);
  return run_sources ("source", tests);
}
