/* source-directory: a directory into its mail files, one after the other, in
   byte order of their paths.
   Maildir (new/ or cur/): the files of these two, of its Maildir++ subfolders
   .NAME/, and of Maildirs below it; nothing else in it is mail.  MH
   (.mh_sequences): the files whose names are numbers.  Any other: every file
   below it that is not hidden.
   One list of names per directory on the way down is all that is kept.
   Links to files are followed, and those to directories too, but no directory
   is entered twice, so that loops end. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input/format.h"
#include "input/source.h"

/* Each level keeps a descriptor. */
#define MAX_DEPTH 64

typedef enum
{
  FOLDER_PLAIN,     /* every file */
  FOLDER_MH,        /* the numbered files */
  FOLDER_MAILDIR,   /* directories only */
  FOLDER_LEAF,      /* new/ or cur/: files only */
  FOLDER_CONTAINER, /* below a Maildir, none itself: directories only */
  FOLDER_HIDDEN     /* .NAME/: nothing, unless it is a Maildir */
} FolderKind;

/* A directory on the way down.  The names of directories end with a slash,
   which also brings them to their place in the order of whole paths. */
typedef struct
{
  DIR *handle;
  FolderKind kind;
  GStringChunk *chunk;
  GPtrArray *names;
  guint next;
  gsize prefix; /* the length of its path */
} Folder;

typedef struct
{
  guint64 device;
  guint64 inode;
} Identity;

struct BounceDirectory
{
  GString *path;
  GPtrArray *folders;  /* of Folder, the innermost last */
  GHashTable *entered; /* of Identity */
  guint64 done;
  guint64 total;
};

static void
folder_free (gpointer data)
{
  Folder *folder = data;

  closedir (folder->handle);
  g_ptr_array_unref (folder->names);
  g_string_chunk_free (folder->chunk);
  g_free (folder);
}

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

/* FALSE if the directory FD was entered before. */
static gboolean
remember (BounceDirectory *directory, const struct stat *status)
{
  Identity identity
      = { .device = (guint64)status->st_dev, .inode = (guint64)status->st_ino };

  return g_hash_table_add (directory->entered,
                           g_memdup2 (&identity, sizeof identity));
}

static gboolean
is_directory_name (const char *name)
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
entry_kind (const Folder *folder, const struct dirent *entry)
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
add_name (Folder *folder, const char *name, gboolean is_directory)
{
  g_autofree char *slashed
      = is_directory ? g_strconcat (name, "/", NULL) : NULL;

  g_ptr_array_add (
      folder->names,
      g_string_chunk_insert (folder->chunk, slashed != NULL ? slashed : name));
}

/* Lists all that may matter, and finds out what the folder is. */
static gboolean
list_names (Folder *folder)
{
  gboolean is_mh = FALSE;
  gboolean is_maildir = FALSE;
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
      is_maildir |= kind == 'd'
                    && (strcmp (name, "new") == 0 || strcmp (name, "cur") == 0);
      add_name (folder, name, kind == 'd');
    }
  if (errno != 0)
    return FALSE;
  if (is_mh && folder->kind == FOLDER_PLAIN)
    folder->kind = FOLDER_MH;
  else if (is_maildir && folder->kind != FOLDER_LEAF)
    folder->kind = FOLDER_MAILDIR;
  return TRUE;
}

static gboolean
is_wanted (FolderKind kind, const char *name)
{
  gboolean is_directory = is_directory_name (name);

  switch (kind)
    {
    case FOLDER_PLAIN:
      return TRUE;
    case FOLDER_MH:
      return is_directory || is_number (name);
    case FOLDER_MAILDIR:
      return is_directory && strcmp (name, "tmp/") != 0;
    case FOLDER_CONTAINER:
      return is_directory;
    case FOLDER_LEAF:
      return !is_directory;
    case FOLDER_HIDDEN:
    default:
      return FALSE;
    }
}

/* What the directory NAME in a folder of the kind OUTER is taken for. */
static FolderKind
kind_below (FolderKind outer, const char *name)
{
  if (outer == FOLDER_MAILDIR
      && (strcmp (name, "new/") == 0 || strcmp (name, "cur/") == 0))
    return FOLDER_LEAF;
  if (*name == '.')
    return FOLDER_HIDDEN;
  return outer == FOLDER_MAILDIR || outer == FOLDER_CONTAINER ? FOLDER_CONTAINER
                                                              : FOLDER_PLAIN;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static guint64
choose_names (Folder *folder)
{
  GPtrArray *names = folder->names;
  guint64 n_files = 0;
  guint kept = 0;

  for (guint i = 0; i < names->len; i++)
    {
      char *name = g_ptr_array_index (names, i);
      if (!is_wanted (folder->kind, name))
        continue;
      names->pdata[kept++] = name;
      n_files += !is_directory_name (name);
    }
  g_ptr_array_set_size (names, (int)kept);
  g_ptr_array_sort (names, compare_names);
  return n_files;
}

static gboolean
fail (const BounceDirectory *directory, BounceSourceError code, int number,
      GError **error)
{
  g_set_error (error, BOUNCE_SOURCE_ERROR, code, "%s: %s", directory->path->str,
               g_strerror (number));
  return FALSE;
}

/* Makes the directory FD, whose path stands, the innermost folder; takes FD
   over.  TRUE, too, if it was entered before. */
static gboolean
enter (BounceDirectory *directory, int fd, FolderKind kind,
       BounceSourceError code, GError **error)
{
  struct stat status;
  DIR *handle;
  Folder *folder;

  if (fstat (fd, &status) == 0 && !remember (directory, &status))
    {
      close (fd);
      return TRUE;
    }
  handle = fdopendir (fd);
  if (handle == NULL)
    {
      int number = errno;
      close (fd);
      return fail (directory, code, number, error);
    }
  folder = g_new0 (Folder, 1);
  folder->handle = handle;
  folder->kind = kind;
  folder->chunk = g_string_chunk_new (4096);
  folder->names = g_ptr_array_new ();
  folder->prefix = directory->path->len;
  if (!list_names (folder))
    {
      int number = errno;
      folder_free (folder);
      return fail (directory, code, number, error);
    }
  directory->total += choose_names (folder);
  g_ptr_array_add (directory->folders, folder);
  return TRUE;
}

BounceDirectory *
bounce_directory_new (int fd, const char *name, GError **error)
{
  BounceDirectory *directory = g_new0 (BounceDirectory, 1);

  directory->path = g_string_new (name);
  directory->folders = g_ptr_array_new_with_free_func (folder_free);
  directory->entered
      = g_hash_table_new_full (identity_hash, identity_equal, g_free, NULL);
  if (!enter (directory, fd, FOLDER_PLAIN, BOUNCE_SOURCE_ERROR_OPEN, error))
    {
      bounce_directory_free (directory);
      return NULL;
    }
  if (directory->path->len > 0 && !is_directory_name (directory->path->str))
    g_string_append_c (directory->path, '/');
  Folder *root = g_ptr_array_index (directory->folders, 0);
  root->prefix = directory->path->len;
  return directory;
}

void
bounce_directory_free (BounceDirectory *directory)
{
  if (directory == NULL)
    return;
  g_ptr_array_unref (directory->folders);
  g_hash_table_unref (directory->entered);
  g_string_free (directory->path, TRUE);
  g_free (directory);
}

/* Opens NAME of FOLDER.  Not to block: what was a file when it was listed may
   be a FIFO now. */
static int
open_below (const Folder *folder, const char *name, int flags)
{
  int fd;

  do
    fd = openat (dirfd (folder->handle), name,
                 O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | flags);
  while (fd < 0 && errno == EINTR);
  return fd;
}

static gboolean
descend (BounceDirectory *directory, const Folder *folder, const char *name,
         GError **error)
{
  int fd;

  if (directory->folders->len >= MAX_DEPTH)
    return fail (directory, BOUNCE_SOURCE_ERROR_READ, ELOOP, error);
  fd = open_below (folder, name, O_DIRECTORY);
  if (fd < 0)
    return fail (directory, BOUNCE_SOURCE_ERROR_READ, errno, error);
  return enter (directory, fd, kind_below (folder->kind, name),
                BOUNCE_SOURCE_ERROR_READ, error);
}

gboolean
bounce_directory_next (BounceDirectory *directory, int *fd, GError **error)
{
  while (directory->folders->len > 0)
    {
      guint innermost = directory->folders->len - 1;
      Folder *folder = g_ptr_array_index (directory->folders, innermost);

      if (folder->next == folder->names->len)
        {
          g_ptr_array_set_size (directory->folders, (int)innermost);
          continue;
        }
      const char *name = g_ptr_array_index (folder->names, folder->next++);
      g_string_truncate (directory->path, folder->prefix);
      g_string_append (directory->path, name);
      if (is_directory_name (name))
        {
          if (!descend (directory, folder, name, error))
            return FALSE;
          continue;
        }
      directory->done++;
      *fd = open_below (folder, name, 0);
      return *fd >= 0
             || fail (directory, BOUNCE_SOURCE_ERROR_READ, errno, error);
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
