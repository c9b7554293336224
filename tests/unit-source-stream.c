/* unit-source-stream: standard input, descriptors, memory, progress, and lists
   of names. */
#include "config.h"

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "input/file-list.h"
#include "input/source.h"
#include "source-check.h"

START_TEST (standard_input)
{
  put ("f", "skipped\nFrom a" DATE "Content-Length: " BODY_LENGTH "\n\n" BODY);
  int fd = open ("f", O_RDONLY);
  ck_assert_int_eq (dup2 (fd, 0), 0);
  ck_assert_int_eq (lseek (0, 8, SEEK_SET), 8);
  expect ("-", "[-:1]|Content-Length: " BODY_LENGTH "||||x|[-:2]|y|");
  expect ("-", "");
  ck_assert_int_eq (fcntl (0, F_GETFD), 0);
  close (fd);
  fd = open (".", O_RDONLY | O_DIRECTORY);
  ck_assert_int_eq (dup2 (fd, 0), 0);
  expect ("-", "!-: Is a directory");
  close (fd);
}
END_TEST

static void
write_to (int fd, const char *text)
{
  ck_assert_int_eq ((int)write (fd, text, strlen (text)), (int)strlen (text));
}

static void
expect_line (BounceSource *source, const char *expected)
{
  const char *line = NULL;
  gsize length = 0;

  ck_assert (bounce_source_line (source, &line, &length));
  ck_assert_uint_eq (length, strlen (expected));
  ck_assert_int_eq (memcmp (line, expected, length), 0);
}

/* The first message is there before the second one was written: a source that
   waited for it would run into Check's time limit. */
START_TEST (streaming)
{
  const char *line = NULL;
  gsize length = 0;
  BounceSource *source;
  int writer;

  ck_assert_int_eq (mkfifo ("fifo", 0600), 0);
  /* Linux opens a FIFO for both without waiting for the other end. */
  writer = open ("fifo", O_RDWR);
  ck_assert_int_ge (writer, 0);
  source = bounce_source_open ("fifo", NULL);
  ck_assert_ptr_nonnull (source);

  write_to (writer, "From a" DATE "A: 1\n");
  ck_assert (bounce_source_next (source, NULL));
  expect_line (source, "A: 1");
  write_to (writer, "\nhello\nwor");
  expect_line (source, "");
  expect_line (source, "hello");
  write_to (writer, "ld\n\nFrom b" DATE);
  expect_line (source, "world");
  ck_assert (!bounce_source_line (source, &line, &length));

  write_to (writer, "A: 2\n");
  ck_assert (bounce_source_next (source, NULL));
  expect_line (source, "A: 2");
  close (writer);
  ck_assert (!bounce_source_line (source, &line, &length));
  ck_assert (!bounce_source_next (source, NULL));
  bounce_source_free (source);
}
END_TEST

static guint
count_descriptors (void)
{
  guint n = 0;

  for (int fd = 0; fd < 1024; fd++)
    n += fcntl (fd, F_GETFD) >= 0;
  return n;
}

START_TEST (descriptors)
{
  static const char *const names[] = { "f", "g", "d", "m", "none", "e" };
  guint before = count_descriptors ();

  put ("f", "From a" DATE "A: 1\n\nFrom b" DATE "A: 2\n");
  put_gzip ("g", "A: 1\n");
  put ("d/a/b/c", "A: 1\n");
  put ("d/a/b/d", "");
  put ("m/cur/1", "A: 1\n");
  put ("m/.S/new/1", "A: 1\n");
  put ("e", "");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_free (read_all (names[i]));
      ck_assert_uint_eq (count_descriptors (), before);
      for (int steps = 0; steps < 2; steps++)
        {
          BounceSource *source = bounce_source_open (names[i], NULL);
          if (source != NULL && steps > 0)
            bounce_source_next (source, NULL);
          bounce_source_free (source);
          ck_assert_uint_eq (count_descriptors (), before);
        }
    }
}
END_TEST

/* 256 MB without a line end, and as many in short lines: a sparse file and one
   that compresses well. */
START_TEST (memory)
{
  struct rusage before, after;
  g_autofree char *lines = g_strnfill (1 << 20, '\n');
  gzFile file = gzopen ("g", "w1");
  const char *line = NULL;
  gsize length = 0;
  guint64 n = 0;

  put ("f", "A: 1\n");
  ck_assert_int_eq (truncate ("f", 256 << 20), 0);
  gzputs (file, "A: 1\n\n");
  for (int i = 0; i < 256; i++)
    gzwrite (file, lines, 1 << 20);
  gzclose (file);

  getrusage (RUSAGE_SELF, &before);
  for (int i = 0; i < 2; i++)
    {
      BounceSource *source = bounce_source_open (i == 0 ? "f" : "g", NULL);
      ck_assert (bounce_source_next (source, NULL));
      while (bounce_source_line (source, &line, &length))
        n++;
      bounce_source_free (source);
    }
  getrusage (RUSAGE_SELF, &after);
  ck_assert_uint_eq (n, 2 + 2 + (256 << 20));
  ck_assert_int_lt ((int)(after.ru_maxrss - before.ru_maxrss), 4096);
}
END_TEST

START_TEST (skipping)
{
  BounceSource *source;

  put ("f", "From a" DATE "A: 1\n\none\n\nFrom b" DATE "A: 2\n");
  source = bounce_source_open ("f", NULL);
  ck_assert (bounce_source_next (source, NULL));
  ck_assert (bounce_source_next (source, NULL));
  ck_assert_uint_eq (bounce_source_index (source), 2);
  expect_line (source, "A: 2");
  bounce_source_free (source);
}
END_TEST

START_TEST (progress)
{
  guint64 done, total;
  BounceSource *source;

  put ("m/cur/1", "A: 1\n");
  put ("m/cur/2", "A: 2\n");
  source = bounce_source_open ("m/cur", NULL);
  ck_assert (bounce_source_next (source, NULL));
  bounce_source_progress (source, &done, &total);
  ck_assert_uint_eq (done, 1);
  ck_assert_uint_eq (total, 2);
  bounce_source_free (source);

  source = bounce_source_open ("m/cur/1", NULL);
  bounce_source_progress (source, &done, &total);
  ck_assert_uint_eq (done, 0);
  ck_assert_uint_eq (total, 5);
  ck_assert (bounce_source_next (source, NULL));
  bounce_source_progress (source, &done, &total);
  ck_assert_uint_eq (done, 5);
  bounce_source_free (source);
}
END_TEST

/* "NAME;" for each name, "!" for each error. */
static void
expect_names (const char *file, gboolean null, const char *expected)
{
  BounceFileList *names = bounce_file_list_open (file, null, NULL);
  GString *seen = g_string_new (NULL);

  ck_assert_ptr_nonnull (names);
  for (;;)
    {
      g_autoptr (GError) error = NULL;
      const char *name = NULL;

      if (bounce_file_list_next (names, &name, &error))
        g_string_append_printf (seen, "%s;", name);
      else if (error != NULL)
        g_string_append_c (seen, '!');
      else
        break;
    }
  ck_assert_str_eq (seen->str, expected);
  g_string_free (seen, TRUE);
  bounce_file_list_free (names);
}

START_TEST (name_lists)
{
  g_autofree char *endless = g_strnfill (1000000, 'x');
  g_autofree char *list = g_strconcat ("a\n", endless, "\nb\n", NULL);
  g_autoptr (GError) error = NULL;

  put ("l", "a\n\nb c\n-\n~/$x*\nlast");
  expect_names ("l", FALSE, "a;b c;-;~/$x*;last;");
  put_bytes ("l", "a\nb\0c\0\0", 7);
  expect_names ("l", TRUE, "a\nb;c;");
  expect_names ("l", FALSE, "a;!");
  put ("l", list);
  expect_names ("l", FALSE, "a;!b;");
  put ("l", "");
  expect_names ("l", FALSE, "");
  ck_assert_ptr_null (bounce_file_list_open ("none", FALSE, &error));
  ck_assert_str_eq (error->message, "none: No such file or directory");

  put ("l", "a\n-\nb\n");
  ck_assert_ptr_nonnull (freopen ("l", "r", stdin));
  expect_names ("-", FALSE, "a;!b;");
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("source-stream");

  tcase_add_test (tests, standard_input);
  tcase_add_test (tests, streaming);
  tcase_add_test (tests, descriptors);
  tcase_add_test (tests, memory);
  tcase_add_test (tests, skipping);
  tcase_add_test (tests, progress);
  tcase_add_test (tests, name_lists);
  return run_sources ("source-stream", tests);
}
