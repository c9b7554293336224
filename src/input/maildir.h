/* The messages of one Maildir while other programs work in it: they move
   messages from new/ to cur/ and change the flags behind the ':' of a name.
   What stands before the ':' is unique and stays. */
#ifndef BOUNCE_INPUT_MAILDIR_H
#define BOUNCE_INPUT_MAILDIR_H

#include <glib.h>

typedef struct BounceMaildir BounceMaildir;

/* The Maildir whose directory is open as FD, which is borrowed.  Free with
   bounce_maildir_free, which ignores NULL. */
BounceMaildir *bounce_maildir_new (int fd);
void bounce_maildir_free (BounceMaildir *maildir);

/* TRUE if the message called NAME is seen for the first time.  NAME must live
   as long as MAILDIR; to that end bounce_maildir_keep hands over the chunk in
   which names stand. */
gboolean bounce_maildir_is_new (BounceMaildir *maildir, const char *name);
void bounce_maildir_keep (BounceMaildir *maildir, GStringChunk *chunk);

/* Opens the message that was called NAME, wherever it is now.  Returns the
   descriptor, which the caller closes, and in *PATH where it was found,
   relative to the Maildir (borrowed until the next call).  -1 with errno set if
   it can't be opened; ENOENT if it is gone. */
int bounce_maildir_open (BounceMaildir *maildir, const char *name,
                         const char **path);

#endif
