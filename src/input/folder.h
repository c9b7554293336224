/* One directory on the way down: what kind of folder it is, and the names in
   it that matter, in the order in which they are to be read. */
#ifndef BOUNCE_INPUT_FOLDER_H
#define BOUNCE_INPUT_FOLDER_H

#include <dirent.h>
#include <glib.h>

#include "input/maildir.h"

typedef enum
{
  BOUNCE_FOLDER_PLAIN,     /* every file */
  BOUNCE_FOLDER_MH,        /* the numbered files */
  BOUNCE_FOLDER_MAILDIR,   /* directories only */
  BOUNCE_FOLDER_LEAF,      /* new/ or cur/: files only */
  BOUNCE_FOLDER_CONTAINER, /* below a Maildir, none itself: directories only */
  BOUNCE_FOLDER_HIDDEN     /* .NAME/: nothing, unless it is a Maildir */
} BounceFolderKind;

/* The names of directories end with a slash, which also brings them to their
   place in the order of whole paths. */
typedef struct
{
  DIR *handle;
  BounceFolderKind kind;
  GStringChunk *chunk;
  GPtrArray *names;
  guint next;
  gsize prefix;           /* the length of its path: the caller's */
  guint64 n_files;        /* among the names */
  BounceMaildir *maildir; /* of a Maildir, and borrowed by its leaves */
} BounceFolder;

/* Lists the directory FD, which it takes over.  KIND is what the folder is
   unless its names tell more; MAILDIR, borrowed, is what a leaf belongs to,
   else NULL.  NULL with errno set if it can't be listed. */
BounceFolder *bounce_folder_new (int fd, BounceFolderKind kind,
                                 BounceMaildir *maildir);
void bounce_folder_free (BounceFolder *folder);

/* What kind of folder the directory NAME in FOLDER is, as far as both tell. */
BounceFolderKind bounce_folder_kind_below (const BounceFolder *folder,
                                           const char *name);

/* TRUE if NAME, one of BounceFolder.names, is a directory's. */
gboolean bounce_folder_is_directory (const char *name);

#endif
