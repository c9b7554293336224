/* mutate SEED COUNT DIRECTORY FILE...: COUNT damaged copies of the files, one
   a file in DIRECTORY.  The same arguments make the same mutants. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

/* Where the line that holds byte AT begins, and where the next one does. */
static gsize
line_start (const GString *mail, gsize at)
{
  while (at > 0 && mail->str[at - 1] != '\n')
    at--;
  return at;
}

static gsize
line_end (const GString *mail, gsize at)
{
  while (at < mail->len && mail->str[at] != '\n')
    at++;
  return MIN (at + 1, mail->len);
}

static gsize
anywhere (GRand *rand, const GString *mail)
{
  return mail->len ? g_rand_int_range (rand, 0, (gint32)mail->len) : 0;
}

static void
change_byte (GRand *rand, GString *mail)
{
  if (mail->len)
    mail->str[anywhere (rand, mail)] = (char)g_rand_int_range (rand, 0, 256);
}

static void
drop_bytes (GRand *rand, GString *mail)
{
  gsize at = anywhere (rand, mail);
  gsize n = (gsize)g_rand_int_range (rand, 1, 80);

  g_string_erase (mail, (gssize)at, (gssize)MIN (n, mail->len - at));
}

static void
drop_line (GRand *rand, GString *mail)
{
  gsize from = line_start (mail, anywhere (rand, mail));

  g_string_erase (mail, (gssize)from, (gssize)(line_end (mail, from) - from));
}

/* Puts a copy of a run of lines somewhere else. */
static void
copy_lines (GRand *rand, GString *mail)
{
  gsize from = line_start (mail, anywhere (rand, mail));
  gsize to = from;

  for (gint32 n = g_rand_int_range (rand, 1, 12); n > 0; n--)
    to = line_end (mail, to);
  g_autofree char *copy = g_strndup (mail->str + from, to - from);
  g_string_insert (mail, (gssize)line_start (mail, anywhere (rand, mail)),
                   copy);
}

static void
insert_token (GRand *rand, GString *mail)
{
  static const char *const tokens[]
      = { "\n",
          "\n\n",
          "--",
          "<",
          ">",
          "@",
          ": ",
          "\r\n",
          "\t",
          ";",
          "\"",
          "(",
          "550 ",
          "=?",
          "\033",
          "boundary=",
          "Content-Type: message/rfc822\n\n",
          "Content-Type: text/html\n",
          "Content-Type: multipart/mixed; boundary=x\n\n--x\n",
          "Content-Transfer-Encoding: base64\n" };
  gint32 i = g_rand_int_range (rand, 0, G_N_ELEMENTS (tokens));

  g_string_insert (mail, (gssize)anywhere (rand, mail), tokens[i]);
}

/* Where TEXT stands in MAIL: one of the places, by chance.  FALSE if it does
   not. */
static gboolean
find_any (GRand *rand, const GString *mail, const char *text, gsize *at)
{
  guint n = 0;

  for (const char *p = mail->str; (p = strstr (p, text)) != NULL; p++)
    if (g_rand_int_range (rand, 0, (gint32)++n) == 0)
      *at = (gsize)(p - mail->str);
  return n > 0;
}

/* Puts what does not belong there into a field that says what a body is. */
static void
damage_type (GRand *rand, GString *mail)
{
  static const char *const fields[]
      = { "\nContent-Type:", "\nContent-T", "\nContent-", "boundary=" };
  static const char *const tokens[]
      = { " ",  "\n ", "\n\t", "\n", "(a)", " (b c) ", "\r", "\t",
          "\f", ";",   "\"",   "/",  "=",   "\\",      "*",  "x" };
  gsize at;

  if (!find_any (rand, mail, fields[g_rand_int_range (rand, 0, 4)], &at))
    return;
  at += 1 + (gsize)g_rand_int_range (rand, 0, 50);
  if (at < mail->len)
    g_string_insert (mail, (gssize)at,
                     tokens[g_rand_int_range (rand, 0, G_N_ELEMENTS (tokens))]);
}

/* An empty line goes, or becomes one of white space or of a few words. */
static void
damage_blank (GRand *rand, GString *mail)
{
  static const char *const lines[] = { "", " \n", "\t\n", "some words\n" };
  gsize at;

  if (!find_any (rand, mail, "\n\n", &at))
    return;
  g_string_erase (mail, (gssize)at + 1, 1);
  g_string_insert (mail, (gssize)at + 1,
                   lines[g_rand_int_range (rand, 0, G_N_ELEMENTS (lines))]);
}

/* A boundary comes again somewhere, or ends its multipart, or no longer. */
static void
damage_boundary (GRand *rand, GString *mail)
{
  gsize at;

  if (!find_any (rand, mail, "\n--", &at))
    return;
  gsize end = line_end (mail, at + 1);
  g_autofree char *line = g_strndup (mail->str + at + 1, end - at - 1);
  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      g_string_insert (mail, (gssize)line_start (mail, anywhere (rand, mail)),
                       line);
      break;
    case 1:
      g_string_insert (mail, (gssize)end - 1, "--");
      break;
    case 2:
      if (g_str_has_suffix (line, "--\n"))
        g_string_erase (mail, (gssize)end - 3, 2);
      break;
    default:
      g_string_insert (mail, (gssize)at + 1, line);
    }
}

/* One multipart gets the boundary that another one names. */
static void
copy_boundary (GRand *rand, GString *mail)
{
  gsize from, to;

  if (!find_any (rand, mail, "boundary=", &from)
      || !find_any (rand, mail, "boundary=", &to))
    return;
  g_autofree char *name
      = g_strndup (mail->str + from, line_end (mail, from) - from);
  g_string_erase (mail, (gssize)to, (gssize)(line_end (mail, to) - to));
  g_string_insert (mail, (gssize)to, name);
}

/* Something stands before the header. */
static void
damage_head (GRand *rand, GString *mail)
{
  static const char *const heads[]
      = { "\xef\xbb\xbf", "\n", " \n", "Message 1\n", "\t\n\n", ">From x\n" };

  g_string_prepend (mail,
                    heads[g_rand_int_range (rand, 0, G_N_ELEMENTS (heads))]);
}

static void
cut_tail (GRand *rand, GString *mail)
{
  g_string_truncate (mail, anywhere (rand, mail));
}

static void (*const damages[]) (GRand *, GString *) = {
  change_byte,  change_byte,  drop_bytes,      drop_line,     copy_lines,
  copy_lines,   insert_token, damage_type,     damage_type,   damage_blank,
  damage_blank, damage_head,  damage_boundary, copy_boundary, cut_tail,
};

static gboolean
write_mutant (GRand *rand, const char *file, const char *to)
{
  g_autofree char *bytes = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;

  if (!g_file_get_contents (file, &bytes, &length, &error))
    {
      fprintf (stderr, "mutate: %s\n", error->message);
      return FALSE;
    }
  g_autoptr (GString) mail = g_string_new_len (bytes, (gssize)length);
  for (gint32 n = g_rand_int_range (rand, 1, 5); n > 0; n--)
    damages[g_rand_int_range (rand, 0, G_N_ELEMENTS (damages))](rand, mail);
  if (!g_file_set_contents (to, mail->str, (gssize)mail->len, &error))
    {
      fprintf (stderr, "mutate: %s\n", error->message);
      return FALSE;
    }
  return TRUE;
}

int
main (int argc, char **argv)
{
  if (argc < 5)
    {
      fprintf (stderr, "usage: mutate SEED COUNT DIRECTORY FILE...\n");
      return 64;
    }
  GRand *rand = g_rand_new_with_seed ((guint32)strtoul (argv[1], NULL, 10));
  long count = strtol (argv[2], NULL, 10);
  gboolean well = TRUE;

  for (long i = 0; i < count && well; i++)
    {
      g_autofree char *to = g_strdup_printf ("%s/%06ld.eml", argv[3], i);
      well = write_mutant (rand, argv[4 + i % (argc - 4)], to);
    }
  g_rand_free (rand);
  return well ? EXIT_SUCCESS : EXIT_FAILURE;
}
