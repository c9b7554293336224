/* maildir: finds a message of a Maildir under its present name.  When a
   message has left its place, both folders are listed anew, into a table that
   serves for all after it: so to find all of them again costs as much as to
   list them, not the square of it.  The layout is that of
   https://cr.yp.to/proto/maildir.html. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "input/maildir.h"

/* A name that changes faster than that is left to the next run. */
#define TRIES_MAX 8

struct BounceMaildir
{
  int fd;
  GPtrArray *chunks; /* of the names in `seen` */
  GHashTable *seen;
  GStringChunk *now_chunk;
  GHashTable *now; /* unique names to paths; NULL: not listed yet */
};

static gsize
unique_length (const char *name)
{
  return strcspn (name, ":");
}

static guint
unique_hash (gconstpointer key)
{
  const char *name = key;
  guint hash = 5381;

  for (gsize i = unique_length (name); i > 0; i--)
    hash = hash * 33 + (guchar)name[i - 1];
  return hash;
}

static gboolean
unique_equal (gconstpointer a, gconstpointer b)
{
  gsize length = unique_length (a);

  return length == unique_length (b) && memcmp (a, b, length) == 0;
}

BounceMaildir *
bounce_maildir_new (int fd)
{
  BounceMaildir *maildir = g_new0 (BounceMaildir, 1);

  maildir->fd = fd;
  maildir->seen = g_hash_table_new (unique_hash, unique_equal);
  maildir->chunks
      = g_ptr_array_new_with_free_func ((GDestroyNotify)g_string_chunk_free);
  return maildir;
}

static void
forget_list (BounceMaildir *maildir)
{
  g_clear_pointer (&maildir->now, g_hash_table_unref);
  g_clear_pointer (&maildir->now_chunk, g_string_chunk_free);
}

void
bounce_maildir_free (BounceMaildir *maildir)
{
  if (maildir == NULL)
    return;
  forget_list (maildir);
  g_hash_table_unref (maildir->seen);
  g_ptr_array_unref (maildir->chunks);
  g_free (maildir);
}

gboolean
bounce_maildir_is_new (BounceMaildir *maildir, const char *name)
{
  return g_hash_table_add (maildir->seen, (gpointer)name);
}

void
bounce_maildir_keep (BounceMaildir *maildir, GStringChunk *chunk)
{
  g_ptr_array_add (maildir->chunks, chunk);
}

static void
list_folder (BounceMaildir *maildir, const char *folder)
{
  int fd = openat (maildir->fd, folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
  DIR *handle = fd < 0 ? NULL : fdopendir (fd);
  const struct dirent *entry;

  if (handle == NULL)
    {
      if (fd >= 0)
        close (fd);
      return;
    }
  while ((entry = readdir (handle)) != NULL)
    {
      g_autofree char *path = g_strconcat (folder, entry->d_name, NULL);
      const char *kept;

      if (*entry->d_name == '.')
        continue;
      kept = g_string_chunk_insert (maildir->now_chunk, path);
      g_hash_table_replace (maildir->now, (gpointer)(kept + strlen (folder)),
                            (gpointer)kept);
    }
  closedir (handle);
}

/* A name that changes while its folder is listed may be in neither place of
   the list (POSIX, readdir): cur/ is listed twice. */
static void
list_again (BounceMaildir *maildir)
{
  forget_list (maildir);
  maildir->now_chunk = g_string_chunk_new (4096);
  maildir->now = g_hash_table_new (unique_hash, unique_equal);
  list_folder (maildir, "new/");
  list_folder (maildir, "cur/");
  list_folder (maildir, "cur/");
}

int
bounce_maildir_open (BounceMaildir *maildir, const char *name,
                     const char **path)
{
  for (int i = 0; i < TRIES_MAX; i++)
    {
      int fd;

      if (maildir->now == NULL || i > 0)
        list_again (maildir);
      *path = g_hash_table_lookup (maildir->now, name);
      if (*path == NULL)
        break;
      do
        fd = openat (maildir->fd, *path,
                     O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
      while (fd < 0 && errno == EINTR);
      if (fd >= 0 || errno != ENOENT)
        return fd;
    }
  errno = ENOENT;
  return -1;
}
