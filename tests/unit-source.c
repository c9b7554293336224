/* unit-source: sources of every kind, made in a directory of their own, into
   messages and lines.  What a source yields is written down as text: "[NAME:N]"
   for a message, "|LINE|" for a line, "!TEXT" for an error, "?TEXT" for a file
   of a directory that can't be opened. */
#include "config.h"

#include <check.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "input/file-list.h"
#include "input/from-line.h"
#include "input/source.h"
#include "input/stream.h"

#define DATE " Fri Jul  8 12:08:34 2011\n"

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

static void
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

static void
put (const char *path, const char *text)
{
  put_bytes (path, text, strlen (text));
}

/* Appends TEXT as one gzip member. */
static void
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
write_lines (GString *seen, const char *lines, gsize length)
{
  ck_assert_int_eq (lines[length - 1], '\n');
  for (const char *end = lines + length; lines < end;)
    {
      const char *eol = memchr (lines, '\n', (gsize)(end - lines));

      ck_assert (strncmp (lines, "--", 2) != 0);
      write_line (seen, lines, (gsize)(eol - lines));
      lines = eol + 1;
    }
}

/* A message, TOGETHER as far as lines come so. */
static void
read_lines (BounceSource *source, gboolean together, GString *seen)
{
  gboolean in_body = FALSE;
  const char *line = NULL;
  gsize length = 0;

  while (bounce_source_line (source, &line, &length))
    {
      write_line (seen, line, length);
      in_body = in_body || length == 0;
      while (together && in_body
             && bounce_source_lines (source, &line, &length))
        write_lines (seen, line, length);
    }
  ck_assert (!bounce_source_line (source, &line, &length));
  ck_assert (!bounce_source_lines (source, &line, &length));
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
static char *
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

static void
expect (const char *name, const char *expected)
{
  g_autofree char *seen = read_all (name);
  ck_assert_str_eq (seen, expected);
}

static void
expect_of (const char *text, const char *expected)
{
  put ("f", text);
  expect ("f", expected);
}

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

/* The same bytes, as a file, as gzip and through a pipe, are the same
   messages. */
static void
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

/* A body that holds a separator, and its length in bytes. */
#define BODY "x\n\nFrom c" DATE "y\n"
#define BODY_LENGTH "37"

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

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (; (text = strstr (text, part)) != NULL; text++)
    n++;
  return n;
}

START_TEST (gzip_damaged)
{
  g_autofree char *bytes = NULL;
  gsize length;

  make_gzip (&bytes, &length);
  put_bytes ("short", bytes, length / 2);
  g_autofree char *cut = read_all ("short");
  ck_assert_uint_ge (count (cut, "[short:"), 95);
  ck_assert (
      g_str_has_suffix (cut, "!short: Unexpected end of compressed data"));

  memset (bytes + length / 2, 0xff, 64);
  put_bytes ("damaged", bytes, length);
  g_autofree char *damaged = read_all ("damaged");
  ck_assert_uint_ge (count (damaged, "[damaged:"), 95);
  ck_assert_uint_eq (count (damaged, "!damaged: Compressed data is damaged"),
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
  ck_assert_uint_eq (count (seen, "?"), 1);
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
  Suite *suite = suite_create ("source");
  TCase *tests = tcase_create ("source");
  SRunner *runner = srunner_create (suite);
  int failed;

  suite_add_tcase (suite, tests);
  tcase_add_checked_fixture (tests, set_up, tear_down);
  tcase_add_test (tests, line_ends);
  tcase_add_test (tests, long_lines);
  tcase_add_test (tests, mbox);
  tcase_add_test (tests, mbox_quoting);
  tcase_add_loop_test (tests, separator, 0, G_N_ELEMENTS (separators));
  tcase_add_test (tests, content_length);
  tcase_add_test (tests, content_length_wrong);
  tcase_add_test (tests, gzip);
  tcase_add_test (tests, gzip_damaged);
  tcase_add_test (tests, compressed);
  tcase_add_test (tests, above_the_header);
  tcase_add_test (tests, maildir);
  tcase_add_test (tests, maildir_moves);
  tcase_add_test (tests, maildir_flags);
  tcase_add_test (tests, folders);
  tcase_add_test (tests, no_file_any_more);
  tcase_add_test (tests, links);
  tcase_add_test (tests, deep);
  tcase_add_test (tests, nothing);
  tcase_add_test (tests, damage_in_directory);
  tcase_add_test (tests, standard_input);
  tcase_add_test (tests, streaming);
  tcase_add_test (tests, descriptors);
  tcase_add_test (tests, memory);
  tcase_add_test (tests, skipping);
  tcase_add_test (tests, progress);
  tcase_add_test (tests, name_lists);
  srunner_run_all (runner, CK_ENV);
  failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
