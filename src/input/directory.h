/* A directory's mail files, one after the other: of a Maildir new/ before
   cur/, else in byte order of their paths. */
#ifndef BOUNCE_INPUT_DIRECTORY_H
#define BOUNCE_INPUT_DIRECTORY_H

#include <glib.h>

typedef struct BounceDirectory BounceDirectory;

/* Takes over FD, that of the directory NAME (copied), even where it fails: then
   it returns NULL with ERROR set (domain BOUNCE_SOURCE_ERROR). */
BounceDirectory *bounce_directory_new (int fd, const char *name,
                                       GError **error);
void bounce_directory_free (BounceDirectory *directory);

/* Opens the next file; the caller closes *FD.  FALSE at the end, or with ERROR
   set (domain BOUNCE_SOURCE_ERROR): then the next call goes on behind what
   failed.  A file that was moved away since it was listed is passed over. */
gboolean bounce_directory_next (BounceDirectory *directory, int *fd,
                                GError **error);

/* The path of what bounce_directory_next has opened or failed to open;
   borrowed until it is called again. */
const char *bounce_directory_path (const BounceDirectory *directory);

/* How many files were opened, and how many were listed so far. */
void bounce_directory_progress (const BounceDirectory *directory, guint64 *done,
                                guint64 *total);

#endif
