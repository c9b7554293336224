/* unit-source-folders: Maildirs, MH folders and other directories, also while
   other programs work in them. */
#include "config.h"

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input/source.h"
#include "source-check.h"

START_TEST (maildir)
{
  put ("m/new/2", "A: 2\n");
  put ("m/cur/b:2,S", "A: b\n");
  put ("m/cur/a:2,S", "A: a\n");
  put ("m/cur/.hidden", "A: no\n");
  put ("m/tmp/t", "A: no\n");
  put ("m/dovecot.index", "no\n");
  put ("m/.Sub/cur/c", "A: c\n");
  put ("m/.Sub/maildirfolder", "no\n");
  put ("m/.Sub.Deep/new/d", "A: d\n");
  put ("m/.other/x", "no\n");
  put ("m/Lists/Own/cur/e", "A: e\n");
  put ("m/Lists/notes", "no\n");
  expect ("m", "[m/.Sub.Deep/new/d:1]|A: d|[m/.Sub/cur/c:1]|A: c|"
               "[m/Lists/Own/cur/e:1]|A: e|[m/new/2:1]|A: 2|"
               "[m/cur/a:2,S:1]|A: a|[m/cur/b:2,S:1]|A: b|");
  expect ("m/new/", "[m/new/2:1]|A: 2|");
  /* A directory that has only one of the two is no Maildir. */
  put ("d/1", "A: 1\n");
  put ("d/new/2", "A: 2\n");
  expect ("d", "[d/1:1]|A: 1|[d/new/2:1]|A: 2|");
}
END_TEST

/* Another program works in the Maildir while it is read. */
START_TEST (maildir_moves)
{
  GString *seen = g_string_new (NULL);
  BounceSource *source;

  put ("m/new/1", "A: 1\n");
  put ("m/new/2", "A: 2\n");
  put ("m/new/3", "A: 3\n");
  put ("m/new/4", "A: 4\n");
  put ("m/cur/5:2,", "A: 5\n");
  put ("m/cur/6:2,", "A: 6\n");
  put ("m/cur/7:2,", "A: 7\n");
  source = bounce_source_open ("m", NULL);
  for (int i = 0; bounce_source_next (source, NULL); i++)
    {
      g_string_append_printf (seen, "%s ", bounce_source_file (source));
      if (i == 0)
        {
          /* 1 was read, and must not be so again; 4 goes for good. */
          ck_assert_int_eq (rename ("m/new/1", "m/cur/1:2,S"), 0);
          ck_assert_int_eq (rename ("m/new/2", "m/cur/2:2,S"), 0);
          ck_assert_int_eq (rename ("m/new/3", "m/cur/3"), 0);
          ck_assert_int_eq (remove ("m/new/4"), 0);
        }
      else if (i == 1)
        ck_assert_int_eq (rename ("m/cur/3", "m/cur/3:2,RS"), 0);
      else if (i == 3)
        {
          ck_assert_int_eq (rename ("m/cur/6:2,", "m/cur/6:2,S"), 0);
          ck_assert_int_eq (rename ("m/cur/7:2,", "m/cur/7:2,T"), 0);
        }
    }
  ck_assert_str_eq (seen->str, "m/new/1 m/cur/2:2,S m/cur/3:2,RS m/cur/5:2, "
                               "m/cur/6:2,S m/cur/7:2,T ");
  bounce_source_free (source);
  g_string_free (seen, TRUE);
}
END_TEST

/* All of a folder's names change: it is listed again once, not for each. */
START_TEST (maildir_flags)
{
  BounceSource *source;
  guint n = 0;

  for (int i = 0; i < 300; i++)
    {
      g_autofree char *name = g_strdup_printf ("m/cur/%d:2,", i);

      put (name, "A: 1\n");
    }
  ck_assert_int_eq (mkdir ("m/new", 0700), 0);
  source = bounce_source_open ("m", NULL);
  while (bounce_source_next (source, NULL))
    if (n++ == 0)
      for (int i = 0; i < 300; i++)
        {
          g_autofree char *from = g_strdup_printf ("m/cur/%d:2,", i);
          g_autofree char *to = g_strdup_printf ("m/cur/%d:2,S", i);

          ck_assert_int_eq (rename (from, to), 0);
        }
  ck_assert_uint_eq (n, 300);
  bounce_source_free (source);
}
END_TEST

START_TEST (folders)
{
  put ("mh/.mh_sequences", "unseen: 1\n");
  put ("mh/2", "A: 2\n");
  put ("mh/10", "A: 10\n");
  put ("mh/,3", "A: deleted\n");
  put ("mh/sub/1", "A: 1\n");
  expect ("mh", "[mh/10:1]|A: 10|[mh/2:1]|A: 2|[mh/sub/1:1]|A: 1|");

  put ("d/a/z", "A: z\n");
  put ("d/a.eml", "A: eml\n");
  put ("d/a0", "From x" DATE "A: 1\n\nFrom y" DATE "A: 2\n");
  put ("d/b/.hidden", "A: no\n");
  put_gzip ("d/c", "A: c\n");
  ck_assert_int_eq (mkfifo ("d/fifo", 0600), 0);
  /* '.' stands before '/', and '/' before '0'. */
  expect ("d", "[d/a.eml:1]|A: eml|[d/a/z:1]|A: z|[d/a0:1]|A: 1|"
               "[d/a0:2]|A: 2|[d/c:1]|A: c|");
}
END_TEST

/* What was a file when its directory was listed, and is a FIFO when its turn
   comes, would keep the reader waiting for as long as somebody likes. */
START_TEST (no_file_any_more)
{
  BounceSource *source;
  int writer;

  put ("d/1", "A: 1\n");
  put ("d/2", "A: 2\n");
  put ("d/3", "A: 3\n");
  source = bounce_source_open ("d", NULL);
  ck_assert_ptr_nonnull (source);
  ck_assert (bounce_source_next (source, NULL));
  ck_assert_int_eq (unlink ("d/2"), 0);
  ck_assert_int_eq (mkfifo ("d/2", 0600), 0);
  writer = open ("d/2", O_RDWR);
  ck_assert_int_ge (writer, 0);
  ck_assert (bounce_source_next (source, NULL));
  ck_assert_str_eq (bounce_source_file (source), "d/3");
  ck_assert (!bounce_source_next (source, NULL));
  bounce_source_free (source);
  ck_assert_int_eq (close (writer), 0);
}
END_TEST

START_TEST (links)
{
  put ("elsewhere", "A: 1\n");
  put ("d/a/1", "A: 2\n");
  ck_assert_int_eq (symlink ("../elsewhere", "d/link"), 0);
  ck_assert_int_eq (symlink ("..", "d/a/up"), 0);
  ck_assert_int_eq (symlink ("../a", "d/a/self"), 0);
  ck_assert_int_eq (symlink ("loop", "d/loop"), 0);
  ck_assert_int_eq (symlink ("nowhere", "d/gone"), 0);
  expect ("d", "[d/a/1:1]|A: 2|?d/gone: No such file or directory"
               "[d/link:1]|A: 1|?d/loop: Too many levels of symbolic links");
}
END_TEST

START_TEST (deep)
{
  GString *path = g_string_new ("d");

  for (int i = 0; i < 100; i++)
    g_string_append (path, "/n");
  put ("d/z", "A: z\n");
  ck_assert_int_eq (g_mkdir_with_parents (path->str, 0700), 0);
  g_autofree char *seen = read_all ("d");
  ck_assert_uint_eq (count_of (seen, "?"), 1);
  ck_assert (g_str_has_suffix (seen, "[d/z:1]|A: z|"));
  g_string_free (path, TRUE);
}
END_TEST

START_TEST (nothing)
{
  expect ("none", "!none: No such file or directory");
  expect_of ("", "");
  expect_of ("\n\n\n", "");
  ck_assert_int_eq (mkdir ("empty", 0700), 0);
  expect ("empty", "");
  put ("m/cur/1", "");
  put ("m/cur/2", "A: 2\n");
  put ("m/cur/3", "\001\002garbage");
  expect ("m", "[m/cur/2:1]|A: 2|[m/cur/3:1]|\001\002garbage|");
}
END_TEST

/* What a file below a directory does wrong must not cost the ones behind. */
START_TEST (damage_in_directory)
{
  put_bytes ("d/1", "\x1f\x8b\x08garbage", 10);
  put ("d/2", "A: 2\n");
  expect ("d", "!d/1: Compressed data is damaged[d/2:1]|A: 2|");
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("source-folders");

  tcase_add_test (tests, maildir);
  tcase_add_test (tests, maildir_moves);
  tcase_add_test (tests, maildir_flags);
  tcase_add_test (tests, folders);
  tcase_add_test (tests, no_file_any_more);
  tcase_add_test (tests, links);
  tcase_add_test (tests, deep);
  tcase_add_test (tests, nothing);
  tcase_add_test (tests, damage_in_directory);
  return run_sources ("source-folders", tests);
}
