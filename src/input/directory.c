/* directory: walks a directory and opens its mail files one after the other.
   All that is kept is one list of names per directory on the way down, and for
   a Maildir those of its messages until it is done.  Links to files and to
   directories are followed, but no directory is entered twice, so that loops
   end. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input/directory.h"
#include "input/folder.h"
#include "input/source-error.h"

/* Each level keeps a descriptor. */
#define MAX_DEPTH 64

typedef struct
{
  guint64 device;
  guint64 inode;
} Identity;

struct BounceDirectory
{
  GString *path;
  GPtrArray *folders;  /* of BounceFolder, the innermost last */
  GHashTable *entered; /* of Identity */
  guint64 done;
  guint64 total;
};

static guint
identity_hash (gconstpointer key)
{
  const Identity *identity = key;
  return g_int64_hash (&identity->inode) ^ g_int64_hash (&identity->device);
}

static gboolean
identity_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Identity)) == 0;
}

/* FALSE if the directory was entered before. */
static gboolean
remember (BounceDirectory *directory, const struct stat *status)
{
  Identity identity
      = { .device = (guint64)status->st_dev, .inode = (guint64)status->st_ino };

  return g_hash_table_add (directory->entered,
                           g_memdup2 (&identity, sizeof identity));
}

/* What can't be opened is the caller's to see to: 66, if it is there. */
static gboolean
fail_to_open (const BounceDirectory *directory, int number, GError **error)
{
  return bounce_source_fail (directory->path->str, BOUNCE_SOURCE_ERROR_OPEN,
                             number, error);
}

/* Makes the directory FD, whose path stands, the innermost folder; takes FD
   over.  TRUE, too, if it was entered before. */
static gboolean
enter (BounceDirectory *directory, int fd, BounceFolderKind kind,
       BounceMaildir *maildir, GError **error)
{
  struct stat status;
  BounceFolder *folder;

  if (fstat (fd, &status) == 0 && !remember (directory, &status))
    {
      close (fd);
      return TRUE;
    }
  folder = bounce_folder_new (fd, kind, maildir);
  if (folder == NULL)
    return fail_to_open (directory, errno, error);
  folder->prefix = directory->path->len;
  directory->total += folder->n_files;
  g_ptr_array_add (directory->folders, folder);
  return TRUE;
}

BounceDirectory *
bounce_directory_new (int fd, const char *name, GError **error)
{
  BounceDirectory *directory = g_new0 (BounceDirectory, 1);
  BounceFolder *root;

  directory->path = g_string_new (name);
  directory->folders
      = g_ptr_array_new_with_free_func ((GDestroyNotify)bounce_folder_free);
  directory->entered
      = g_hash_table_new_full (identity_hash, identity_equal, g_free, NULL);
  if (!enter (directory, fd, BOUNCE_FOLDER_PLAIN, NULL, error))
    {
      bounce_directory_free (directory);
      return NULL;
    }
  if (directory->path->len > 0
      && !bounce_folder_is_directory (directory->path->str))
    g_string_append_c (directory->path, '/');
  root = g_ptr_array_index (directory->folders, 0);
  root->prefix = directory->path->len;
  return directory;
}

void
bounce_directory_free (BounceDirectory *directory)
{
  if (directory == NULL)
    return;
  while (directory->folders->len > 0) /* a leaf before its Maildir */
    g_ptr_array_set_size (directory->folders, (int)directory->folders->len - 1);
  g_ptr_array_unref (directory->folders);
  g_hash_table_unref (directory->entered);
  g_string_free (directory->path, TRUE);
  g_free (directory);
}

/* Opens NAME of FOLDER.  Not to block: what was a file when it was listed may
   be a FIFO now. */
static int
open_below (const BounceFolder *folder, const char *name, int flags)
{
  int fd;

  do
    fd = openat (dirfd (folder->handle), name,
                 O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | flags);
  while (fd < 0 && errno == EINTR);
  return fd;
}

/* Whether nothing, not even a link, stands there any more. */
static gboolean
is_gone (const BounceFolder *folder, const char *name)
{
  struct stat status;

  return errno == ENOENT
         && fstatat (dirfd (folder->handle), name, &status, AT_SYMLINK_NOFOLLOW)
                != 0
         && errno == ENOENT;
}

/* TRUE, too, if it is gone by now. */
static gboolean
descend (BounceDirectory *directory, const BounceFolder *folder,
         const char *name, GError **error)
{
  BounceFolderKind kind = bounce_folder_kind_below (folder, name);
  int fd, number;

  if (directory->folders->len >= MAX_DEPTH)
    return fail_to_open (directory, ELOOP, error);
  fd = open_below (folder, name, O_DIRECTORY);
  number = errno;
  if (fd < 0 && is_gone (folder, name))
    return TRUE;
  if (fd < 0)
    return fail_to_open (directory, number, error);
  return enter (directory, fd, kind,
                kind == BOUNCE_FOLDER_LEAF ? folder->maildir : NULL, error);
}

/* FD, or -1 if what was a file when it was listed is none by now: a FIFO, say,
   that somebody holds open and never writes to. */
static int
only_file (int fd)
{
  struct stat status;

  if (fd < 0 || fstat (fd, &status) != 0 || S_ISREG (status.st_mode))
    return fd;
  close (fd);
  return -1;
}

/* Opens the message that NAME was; its path becomes what it is now.  -1 with
   ERROR, or without one if it is gone. */
static int
open_file (BounceDirectory *directory, const BounceFolder *folder,
           const char *name, GError **error)
{
  int fd = open_below (folder, name, 0);
  int number = errno;

  if (fd < 0 && is_gone (folder, name))
    {
      const char *path = NULL;

      if (folder->maildir == NULL)
        return -1;
      fd = bounce_maildir_open (folder->maildir, name, &path);
      number = errno;
      if (path == NULL)
        return -1;
      g_string_truncate (directory->path, folder->prefix - strlen ("new/"));
      g_string_append (directory->path, path);
    }
  if (fd < 0)
    fail_to_open (directory, number, error);
  return only_file (fd);
}

gboolean
bounce_directory_next (BounceDirectory *directory, int *fd, GError **error)
{
  while (directory->folders->len > 0)
    {
      guint innermost = directory->folders->len - 1;
      BounceFolder *folder = g_ptr_array_index (directory->folders, innermost);
      g_autoptr (GError) failure = NULL;
      const char *name;

      if (folder->next == folder->names->len)
        {
          g_ptr_array_set_size (directory->folders, (int)innermost);
          continue;
        }
      name = g_ptr_array_index (folder->names, folder->next++);
      g_string_truncate (directory->path, folder->prefix);
      g_string_append (directory->path, name);
      if (bounce_folder_is_directory (name))
        {
          if (!descend (directory, folder, name, error))
            return FALSE;
          continue;
        }
      directory->done++;
      if (folder->maildir != NULL
          && !bounce_maildir_is_new (folder->maildir, name))
        continue;
      *fd = open_file (directory, folder, name, &failure);
      if (*fd >= 0)
        return TRUE;
      if (failure == NULL)
        continue;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return FALSE;
}

const char *
bounce_directory_path (const BounceDirectory *directory)
{
  return directory->path->str;
}

void
bounce_directory_progress (const BounceDirectory *directory, guint64 *done,
                           guint64 *total)
{
  *done = directory->done;
  *total = directory->total;
}
