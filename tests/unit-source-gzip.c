/* unit-source-gzip: compressed sources, whole and damaged. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/source.h"
#include "source-check.h"

START_TEST (gzip)
{
  put_gzip ("g", "From a" DATE "A: 1\n\none\n\n");
  put_gzip ("g", "From b" DATE "A: 2\n");
  expect ("g", "[g:1]|A: 1||||one|[g:2]|A: 2|");
  put_gzip ("s", "A: 1\r\n\r\nb\r\n");
  expect ("s", "[s:1]|A: 1||||b|");
  put_gzip ("empty", "");
  expect ("empty", "");
}
END_TEST

/* An mbox of messages that do not compress well, as gzip. */
static void
make_gzip (char **bytes, gsize *length)
{
  GString *text = g_string_new (NULL);
  guint32 x = 1;

  for (int i = 0; i < 200; i++)
    {
      g_string_append (text, "From a" DATE "A: 1\n\n");
      for (int j = 0; j < 3000; j++)
        {
          x = x * 1103515245 + 12345;
          g_string_append_c (text, j % 60 == 59 ? '\n' : 'a' + (x >> 16) % 26);
        }
      g_string_append (text, "\n");
    }
  remove ("whole");
  put_gzip ("whole", text->str);
  g_string_free (text, TRUE);
  ck_assert (g_file_get_contents ("whole", bytes, length, NULL));
}

START_TEST (gzip_damaged)
{
  g_autofree char *bytes = NULL;
  gsize length;

  make_gzip (&bytes, &length);
  put_bytes ("short", bytes, length / 2);
  g_autofree char *cut = read_all ("short");
  ck_assert_uint_ge (count_of (cut, "[short:"), 95);
  ck_assert (
      g_str_has_suffix (cut, "!short: Unexpected end of compressed data"));

  memset (bytes + length / 2, 0xff, 64);
  put_bytes ("damaged", bytes, length);
  g_autofree char *damaged = read_all ("damaged");
  ck_assert_uint_ge (count_of (damaged, "[damaged:"), 95);
  ck_assert_uint_eq (count_of (damaged, "!damaged: Compressed data is damaged"),
                     1);

  put_gzip ("tail", "A: 1\n");
  g_autofree char *tail = NULL;
  ck_assert (g_file_get_contents ("tail", &tail, &length, NULL));
  g_autofree char *more = g_malloc0 (length + 512);
  memcpy (more, tail, length);
  put_bytes ("padded", more, length + 512);
  expect ("padded", "[padded:1]|A: 1|");
  memset (more + length, 'x', 512);
  put_bytes ("tail", more, length + 512);
  expect ("tail",
          "[tail:1]|A: 1|!tail: Trailing garbage after compressed data");
}
END_TEST

START_TEST (compressed)
{
  put ("x", "\375"
            "7zXZ");
  put ("z", "\x28\xb5\x2f\xfd and so on");
  put ("b", "BZh91AY&SY and so on");
  put ("t", "BZh: a field\n");
  expect ("x", "!x: Compressed by xz, which is not undone here: see xz -dc");
  expect ("z",
          "!z: Compressed by zstd, which is not undone here: see zstd -dc");
  expect ("b",
          "!b: Compressed by bzip2, which is not undone here: see bzip2 -dc");
  expect ("t", "[t:1]|BZh: a field|");
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("source-gzip");

  tcase_add_test (tests, gzip);
  tcase_add_test (tests, gzip_damaged);
  tcase_add_test (tests, compressed);
  return run_sources ("source-gzip", tests);
}
