/* program: the frame of both mains.  Standard error gets one clean line a
   message; standard output is written through output/standard-output.  It
   knows no option. */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "cli/exit-status.h"
#include "cli/program.h"
#include "output/standard-output.h"
#include "text/printable.h"

void
bounce_program_start (const char *name)
{
  bounce_output_guard ();
  /* A closed pipe is an error of write(2), and so is a file that has reached
     its limit: delivery agents set one, which a ledger may grow beyond. */
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);
  g_set_prgname (name);
}

/* The end of the user name and password that may begin at AT: the last '@'
   before a blank.  RFC 3986, 3.2, ends an authority sooner, but passwords are
   made of all that a keyboard or base64 has, and who forgot to escape them has
   just made an error: rather some of the path is hidden, too. */
static const char *
end_of_userinfo (const char *at)
{
  gsize length = strcspn (at, " \t\n");

  while (length > 0 && at[length - 1] != '@')
    length--;
  return length > 0 ? at + length - 1 : NULL;
}

/* The end of the value at AT, a quoted one or a word of a query. */
static const char *
end_of_value (const char *at)
{
  const char *end = *at == '\'' || *at == '"' ? strchr (at + 1, *at) : NULL;

  return end != NULL ? end + 1 : at + strcspn (at, "&# \t\n");
}

/* "postgresql://ann:secret@host" and "?password=secret" without the secret. */
static GString *
without_passwords (const char *text)
{
  static const char parameter[] = "password=";
  GString *out = g_string_new (NULL);

  while (*text != '\0')
    {
      const char *end = NULL;
      gsize kept = 1;

      if (g_str_has_prefix (text, "://"))
        {
          kept = strlen ("://");
          end = end_of_userinfo (text + kept);
          if (end != NULL)
            kept += strcspn (text + kept, ":@") + 1;
          if (end != NULL && text + kept > end)
            end = NULL;
        }
      else if (g_ascii_strncasecmp (text, parameter, strlen (parameter)) == 0)
        {
          kept = strlen (parameter);
          end = end_of_value (text + kept);
        }
      g_string_append_len (out, text, (gssize)kept);
      text += kept;
      if (end != NULL)
        {
          g_string_append (out, "***");
          text = end;
        }
    }
  return out;
}

void
bounce_program_tell (const char *message)
{
  g_autoptr (GString) public = without_passwords (message);
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_append_printf (line, "%s: ", g_get_prgname ());
  bounce_printable_append (line, public->str, -1);
  g_string_append_c (line, '\n');
  fputs (line->str, stderr);
}

int
bounce_program_fail_usage (const char *message)
{
  bounce_program_tell (message);
  fprintf (stderr, "Try '%s --help' for more information.\n", g_get_prgname ());
  return EX_USAGE;
}

int
bounce_program_fail (const GError *error)
{
  int status = bounce_exit_status (error);

  if (status == EX_USAGE)
    return bounce_program_fail_usage (error->message);
  if (status != EX_OK)
    bounce_program_tell (error->message);
  return status;
}

int
bounce_program_print (const char *text)
{
  g_autoptr (GError) error = NULL;

  return bounce_output_write (text, strlen (text), &error)
             ? EX_OK
             : bounce_program_fail (error);
}

int
bounce_program_end (int status)
{
  g_autoptr (GError) error = NULL;

  if (bounce_output_close (&error))
    return status;
  return bounce_worse_status (bounce_program_fail (error), status);
}
