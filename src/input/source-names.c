/* source-names: walks along the names of sources: of the command line, then of
   a list.  Opens none of them but the list. */
#include "config.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input/file-list.h"
#include "input/source-names.h"

struct BounceSourceNames
{
  char **sources;
  guint next;
  char *files_from; /* or NULL */
  gboolean nul_separated;
  gboolean begun;       /* the list is open, or can't be opened */
  BounceFileList *list; /* or NULL */
  gboolean use_stdin;   /* nothing else was named */
  guint n;              /* 0: not known */
  gboolean may_wait;
};

gboolean
bounce_source_name_is_stream (const char *name)
{
  struct stat status;

  if ((strcmp (name, "-") == 0 ? fstat (STDIN_FILENO, &status)
                               : stat (name, &status))
      != 0)
    return FALSE;
  return !S_ISREG (status.st_mode) && !S_ISDIR (status.st_mode);
}

BounceSourceNames *
bounce_source_names_new (const char *const *sources, const char *files_from,
                         gboolean nul_separated)
{
  BounceSourceNames *names = g_new0 (BounceSourceNames, 1);

  names->sources = g_strdupv ((char **)sources);
  names->files_from = g_strdup (files_from);
  names->nul_separated = nul_separated;
  names->use_stdin
      = (sources == NULL || sources[0] == NULL) && files_from == NULL;
  if (files_from == NULL)
    names->n = names->use_stdin ? 1 : g_strv_length (names->sources);
  names->may_wait = files_from != NULL
                    || (names->use_stdin && bounce_source_name_is_stream ("-"));
  for (guint i = 0; sources != NULL && sources[i] != NULL; i++)
    names->may_wait
        = names->may_wait || bounce_source_name_is_stream (sources[i]);
  return names;
}

void
bounce_source_names_free (BounceSourceNames *names)
{
  if (names->list != NULL)
    bounce_file_list_free (names->list);
  g_strfreev (names->sources);
  g_free (names->files_from);
  g_free (names);
}

const char *
bounce_source_names_next (BounceSourceNames *names, GError **error)
{
  const char *name = NULL;

  if (names->sources != NULL && names->sources[names->next] != NULL)
    return names->sources[names->next++];
  if (names->files_from == NULL)
    return names->use_stdin && names->next++ == 0 ? "-" : NULL;
  if (!names->begun)
    names->list = bounce_file_list_open (names->files_from,
                                         names->nul_separated, error);
  names->begun = TRUE;
  if (names->list != NULL)
    bounce_file_list_next (names->list, &name, error);
  return name;
}

guint
bounce_source_names_count (const BounceSourceNames *names)
{
  return names->n;
}

const char *
bounce_source_names_list (const BounceSourceNames *names)
{
  return names->files_from;
}

gboolean
bounce_source_names_may_wait (const BounceSourceNames *names)
{
  return names->may_wait;
}
