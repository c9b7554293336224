/* folder: lists the mail files and folders of a directory.  Of a Maildir (both
   new/ and cur/; below a Maildir one of them will do): the files of these two,
   and its folders, Maildir++ (.NAME/) or not; nothing else in it is mail.  Of
   an MH folder (.mh_sequences): the files whose names are numbers.  Of any
   other: every file that is not hidden.  It opens no file. */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input/folder.h"

gboolean
bounce_folder_is_directory (const char *name)
{
  return name[strlen (name) - 1] == '/';
}

static gboolean
is_number (const char *name)
{
  return name[strspn (name, "0123456789")] == '\0';
}

/* What an entry is, 'd', 'f' or 0 for what can't be mail.  What can't be told,
   such as a broken link, is a file: opening it will say why. */
static char
entry_kind (const BounceFolder *folder, const struct dirent *entry)
{
  struct stat status;

  if (entry->d_type == DT_REG)
    return 'f';
  if (entry->d_type == DT_DIR)
    return 'd';
  if (entry->d_type != DT_LNK && entry->d_type != DT_UNKNOWN)
    return 0;
  if (fstatat (dirfd (folder->handle), entry->d_name, &status, 0) != 0
      || S_ISREG (status.st_mode))
    return 'f';
  return S_ISDIR (status.st_mode) ? 'd' : 0;
}

static void
add_name (BounceFolder *folder, const char *name, gboolean is_directory)
{
  g_autofree char *slashed
      = is_directory ? g_strconcat (name, "/", NULL) : NULL;

  g_ptr_array_add (
      folder->names,
      g_string_chunk_insert (folder->chunk, slashed != NULL ? slashed : name));
}

/* A folder that stands in a Maildir need not be complete: nothing else could
   be meant by its new/ or cur/. */
static gboolean
is_maildir (BounceFolderKind kind, gboolean has_new, gboolean has_cur)
{
  if (kind == BOUNCE_FOLDER_CONTAINER || kind == BOUNCE_FOLDER_HIDDEN)
    return has_new || has_cur;
  return kind != BOUNCE_FOLDER_LEAF && has_new && has_cur;
}

/* Lists all that may matter, and finds out what the folder is. */
static gboolean
list_names (BounceFolder *folder)
{
  gboolean is_mh = FALSE, has_new = FALSE, has_cur = FALSE;
  const struct dirent *entry;

  while (errno = 0, (entry = readdir (folder->handle)) != NULL)
    {
      const char *name = entry->d_name;
      char kind;

      if (strcmp (name, ".") == 0 || strcmp (name, "..") == 0)
        continue;
      is_mh |= strcmp (name, ".mh_sequences") == 0;
      kind = entry_kind (folder, entry);
      if (kind == 0 || (kind == 'f' && *name == '.'))
        continue;
      has_new |= kind == 'd' && strcmp (name, "new") == 0;
      has_cur |= kind == 'd' && strcmp (name, "cur") == 0;
      add_name (folder, name, kind == 'd');
    }
  if (errno != 0)
    return FALSE;
  if (is_maildir (folder->kind, has_new, has_cur))
    folder->kind = BOUNCE_FOLDER_MAILDIR;
  else if (is_mh && folder->kind == BOUNCE_FOLDER_PLAIN)
    folder->kind = BOUNCE_FOLDER_MH;
  return TRUE;
}

static gboolean
is_wanted (const BounceFolder *folder, const char *name)
{
  gboolean is_directory = bounce_folder_is_directory (name);

  switch (folder->kind)
    {
    case BOUNCE_FOLDER_PLAIN:
      return TRUE;
    case BOUNCE_FOLDER_MH:
      return is_directory || is_number (name);
    case BOUNCE_FOLDER_MAILDIR:
      return is_directory && strcmp (name, "tmp/") != 0;
    case BOUNCE_FOLDER_CONTAINER:
      return is_directory;
    case BOUNCE_FOLDER_LEAF:
      return !is_directory;
    case BOUNCE_FOLDER_HIDDEN:
    default:
      return FALSE;
    }
}

/* Names in byte order, but new/ in front of cur/. */
static int
compare_names (gconstpointer a, gconstpointer b, gpointer data)
{
  const BounceFolder *folder = data;
  const char *one = *(const char *const *)a;
  const char *other = *(const char *const *)b;

  if (folder->kind == BOUNCE_FOLDER_MAILDIR)
    {
      gboolean one_is_new = strcmp (one, "new/") == 0;
      gboolean other_is_new = strcmp (other, "new/") == 0;

      if (one_is_new && strcmp (other, "cur/") == 0)
        return -1;
      if (other_is_new && strcmp (one, "cur/") == 0)
        return 1;
      if (one_is_new)
        one = "cur/";
      if (other_is_new)
        other = "cur/";
    }
  return strcmp (one, other);
}

static void
choose_names (BounceFolder *folder)
{
  GPtrArray *names = folder->names;
  guint kept = 0;

  for (guint i = 0; i < names->len; i++)
    {
      char *name = g_ptr_array_index (names, i);

      if (!is_wanted (folder, name))
        continue;
      names->pdata[kept++] = name;
      folder->n_files += !bounce_folder_is_directory (name);
    }
  g_ptr_array_set_size (names, (int)kept);
  g_ptr_array_sort_with_data (names, compare_names, folder);
}

BounceFolder *
bounce_folder_new (int fd, BounceFolderKind kind, BounceMaildir *maildir)
{
  DIR *handle = fdopendir (fd);
  BounceFolder *folder;

  if (handle == NULL)
    {
      int number = errno;

      close (fd);
      errno = number;
      return NULL;
    }
  folder = g_new0 (BounceFolder, 1);
  folder->handle = handle;
  folder->kind = kind;
  folder->chunk = g_string_chunk_new (4096);
  folder->names = g_ptr_array_new ();
  folder->maildir = maildir;
  if (!list_names (folder))
    {
      int number = errno;

      bounce_folder_free (folder);
      errno = number;
      return NULL;
    }
  choose_names (folder);
  if (folder->kind == BOUNCE_FOLDER_MAILDIR)
    folder->maildir = bounce_maildir_new (dirfd (folder->handle));
  return folder;
}

void
bounce_folder_free (BounceFolder *folder)
{
  if (folder == NULL)
    return;
  if (folder->kind == BOUNCE_FOLDER_MAILDIR)
    bounce_maildir_free (folder->maildir);
  if (folder->kind == BOUNCE_FOLDER_LEAF && folder->maildir != NULL)
    bounce_maildir_keep (folder->maildir, folder->chunk);
  else
    g_string_chunk_free (folder->chunk);
  g_ptr_array_unref (folder->names);
  closedir (folder->handle);
  g_free (folder);
}

BounceFolderKind
bounce_folder_kind_below (const BounceFolder *folder, const char *name)
{
  if (folder->kind == BOUNCE_FOLDER_MAILDIR
      && (strcmp (name, "new/") == 0 || strcmp (name, "cur/") == 0))
    return BOUNCE_FOLDER_LEAF;
  if (*name == '.')
    return BOUNCE_FOLDER_HIDDEN;
  return folder->kind == BOUNCE_FOLDER_MAILDIR
                 || folder->kind == BOUNCE_FOLDER_CONTAINER
             ? BOUNCE_FOLDER_CONTAINER
             : BOUNCE_FOLDER_PLAIN;
}
