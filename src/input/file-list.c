/* file-list: cuts the input of --files-from into file names.  A name may hold
   any byte but its separator: it is neither expanded nor unquoted, and blanks
   or CRs at its end stay. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "input/file-list.h"
#include "input/source-error.h"

/* Well above any PATH_MAX. */
#define NAME_MAX_LENGTH (64 * 1024)

struct BounceFileList
{
  char *file;
  FILE *stream;
  GString *name;
  int separator;
  gboolean at_end;
};

BounceFileList *
bounce_file_list_open (const char *file, gboolean null_separated,
                       GError **error)
{
  gboolean is_stdin = strcmp (file, "-") == 0;
  FILE *stream = is_stdin ? stdin : fopen (file, "re");
  BounceFileList *names;

  if (stream == NULL)
    {
      g_set_error (error, BOUNCE_SOURCE_ERROR, BOUNCE_SOURCE_ERROR_OPEN,
                   "%s: %s", file, g_strerror (errno));
      return NULL;
    }
  names = g_new0 (BounceFileList, 1);
  names->file = g_strdup (file);
  names->stream = stream;
  names->name = g_string_new (NULL);
  names->separator = null_separated ? '\0' : '\n';
  return names;
}

void
bounce_file_list_free (BounceFileList *names)
{
  if (names == NULL)
    return;
  if (names->stream != stdin)
    fclose (names->stream);
  g_string_free (names->name, TRUE);
  g_free (names->file);
  g_free (names);
}

/* Reads one name, of which no more than the limit and one byte are kept; FALSE
   at the end of the list. */
static gboolean
read_name (BounceFileList *names)
{
  GString *name = names->name;
  int c;

  g_string_truncate (name, 0);
  while ((c = getc_unlocked (names->stream)) != EOF && c != names->separator)
    if (name->len <= NAME_MAX_LENGTH)
      g_string_append_c (name, (char)c);
  names->at_end = c == EOF;
  return c != EOF || name->len > 0;
}

static gboolean
check_name (const BounceFileList *names, GError **error)
{
  const char *reason = NULL;

  if (names->name->len > NAME_MAX_LENGTH)
    reason = "A name is too long";
  else if (strlen (names->name->str) != names->name->len)
    reason = "A name holds a NUL byte: is --null missing?";
  else if (names->stream == stdin && strcmp (names->name->str, "-") == 0)
    reason = "Standard input can't be both the names and one of them";
  if (reason == NULL)
    return TRUE;
  g_set_error (error, BOUNCE_SOURCE_ERROR, BOUNCE_SOURCE_ERROR_OPEN, "%s: %s",
               names->file, reason);
  return FALSE;
}

gboolean
bounce_file_list_next (BounceFileList *names, const char **name, GError **error)
{
  while (!names->at_end)
    {
      gboolean found;

      errno = 0;
      found = read_name (names);
      if (names->at_end && ferror (names->stream))
        {
          g_set_error (error, BOUNCE_SOURCE_ERROR, BOUNCE_SOURCE_ERROR_OPEN,
                       "%s: %s", names->file, g_strerror (errno));
          return FALSE;
        }
      if (!found || names->name->len == 0)
        continue;
      if (!check_name (names, error))
        return FALSE;
      *name = names->name->str;
      return TRUE;
    }
  return FALSE;
}
