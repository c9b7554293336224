/* source-check: sources made in a directory of their own, and what they yield
   written down as text. */
#include "config.h"

#include <check.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "input/source.h"
#include "source-check.h"
#include "unit.h"

static char old_directory[4096];
static char directory[64];

static void
set_up (void)
{
  ck_assert_ptr_nonnull (getcwd (old_directory, sizeof old_directory));
  strcpy (directory, "/tmp/unit-source-XXXXXX");
  ck_assert_ptr_nonnull (mkdtemp (directory));
  ck_assert_int_eq (chdir (directory), 0);
}

static int
remove_one (const char *path, const struct stat *status G_GNUC_UNUSED,
            int type G_GNUC_UNUSED, struct FTW *walk G_GNUC_UNUSED)
{
  return remove (path);
}

static void
tear_down (void)
{
  ck_assert_int_eq (chdir (old_directory), 0);
  ck_assert_int_eq (nftw (directory, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
}

void
put_bytes (const char *path, const void *bytes, gsize length)
{
  g_autofree char *parent = g_path_get_dirname (path);
  FILE *file;

  ck_assert_int_eq (g_mkdir_with_parents (parent, 0700), 0);
  file = fopen (path, "w");
  ck_assert_ptr_nonnull (file);
  ck_assert_uint_eq (fwrite (bytes, 1, length, file), length);
  ck_assert_int_eq (fclose (file), 0);
}

void
put (const char *path, const char *text)
{
  put_bytes (path, text, strlen (text));
}

/* Appends TEXT as one gzip member. */
void
put_gzip (const char *path, const char *text)
{
  gzFile file = gzopen (path, "a");

  ck_assert_ptr_nonnull (file);
  ck_assert_int_eq (gzwrite (file, text, (unsigned)strlen (text)),
                    (int)strlen (text));
  ck_assert_int_eq (gzclose (file), Z_OK);
}

static void
write_line (GString *seen, const char *line, gsize length)
{
  g_string_append_c (seen, '|');
  for (gsize i = 0; i < length; i++)
    if (line[i] == '\0')
      g_string_append (seen, "\\0");
    else
      g_string_append_c (seen, line[i]);
  g_string_append_c (seen, '|');
}

/* The lines that come together. */
static void
write_lines (GString *seen, const BounceLineRun *lines)
{
  for (guint i = 0; i < lines->n; i++)
    {
      const char *line = bounce_line_run_start (lines, i);
      const char *end = bounce_line_run_end (lines, i);

      ck_assert (strncmp (line, "--", 2) != 0);
      ck_assert_int_eq (*end, '\n');
      ck_assert (memchr (line, '\n', (gsize)(end - line)) == NULL);
      write_line (seen, line, (gsize)(end - line));
    }
}

/* A message, TOGETHER as far as lines come so. */
static void
read_lines (BounceSource *source, gboolean together, GString *seen)
{
  gboolean in_body = FALSE;
  BounceLineRun lines;
  const char *line = NULL;
  gsize length = 0;

  while (bounce_source_line (source, &line, &length))
    {
      write_line (seen, line, length);
      in_body = in_body || length == 0;
      while (together && in_body && bounce_source_lines (source, &lines))
        write_lines (seen, &lines);
    }
  ck_assert (!bounce_source_line (source, &line, &length));
  ck_assert (!bounce_source_lines (source, &lines));
}

static char *
read_source (const char *name, gboolean together)
{
  g_autoptr (GError) error = NULL;
  BounceSource *source = bounce_source_open (name, &error);
  GString *seen = g_string_new (NULL);
  guint calls = 0;

  if (source == NULL)
    {
      ck_assert (g_error_matches (error, BOUNCE_SOURCE_ERROR,
                                  BOUNCE_SOURCE_ERROR_OPEN));
      g_string_append_printf (seen, "!%s", error->message);
      return g_string_free (seen, FALSE);
    }
  for (;;)
    {
      g_autoptr (GError) bad = NULL;

      ck_assert_uint_lt (++calls, 100000);
      if (!bounce_source_next (source, &bad))
        {
          if (bad == NULL)
            break;
          ck_assert (bad->domain == BOUNCE_SOURCE_ERROR);
          g_string_append_printf (
              seen, "%s%s", bad->code == BOUNCE_SOURCE_ERROR_OPEN ? "?" : "!",
              bad->message);
          continue;
        }
      g_string_append_printf (seen, "[%s:%d]", bounce_source_file (source),
                              (int)bounce_source_index (source));
      read_lines (source, together, seen);
    }
  bounce_source_free (source);
  return g_string_free (seen, FALSE);
}

/* What can be read again is: line by line it is the same. */
char *
read_all (const char *name)
{
  char *seen = read_source (name, TRUE);

  if (strcmp (name, "-") != 0)
    {
      g_autofree char *again = read_source (name, FALSE);
      ck_assert_str_eq (seen, again);
    }
  return seen;
}

void
expect (const char *name, const char *expected)
{
  g_autofree char *seen = read_all (name);
  ck_assert_str_eq (seen, expected);
}

void
expect_of (const char *text, const char *expected)
{
  put ("f", text);
  expect ("f", expected);
}

/* The same bytes, as a file, as gzip and through a pipe, are the same
   messages. */
void
expect_everywhere (const char *text, const char *expected)
{
  int ends[2];
  int saved = dup (STDIN_FILENO);
  g_autofree char *gzip_seen = NULL;
  g_autofree char *pipe_seen = NULL;

  expect_of (text, expected);
  remove ("f");
  put_gzip ("f", text);
  gzip_seen = read_all ("f");
  ck_assert_str_eq (gzip_seen, expected);

  ck_assert_uint_lt (strlen (text), 4096); /* a pipe takes them at once */
  ck_assert_int_eq (pipe (ends), 0);
  ck_assert_int_eq (write (ends[1], text, strlen (text)), (int)strlen (text));
  close (ends[1]);
  ck_assert_int_eq (dup2 (ends[0], STDIN_FILENO), STDIN_FILENO);
  close (ends[0]);
  pipe_seen = read_all ("-");
  for (char *p = pipe_seen; (p = strstr (p, "[-:")) != NULL;)
    p[1] = 'f';
  ck_assert_str_eq (pipe_seen, expected);
  ck_assert_int_eq (dup2 (saved, STDIN_FILENO), STDIN_FILENO);
  close (saved);
}

guint
count_of (const char *text, const char *part)
{
  guint n = 0;

  for (; (text = strstr (text, part)) != NULL; text++)
    n++;
  return n;
}

int
run_sources (const char *name, TCase *tests)
{
  tcase_add_checked_fixture (tests, set_up, tear_down);
  return unit_run (name, tests);
}
