/* The messages of one Maildir while other programs work in it: they move
   messages from new/ to cur/ and change the flags behind the ':' of a name.
   What stands before the ':' is unique and stays. */
#ifndef BOUNCE_INPUT_MAILDIR_H
#define BOUNCE_INPUT_MAILDIR_H

#include <glib.h>

typedef struct BounceMaildir BounceMaildir;

/* FD, of the Maildir itself, is borrowed. */
BounceMaildir *bounce_maildir_new (int fd);
void bounce_maildir_free (BounceMaildir *maildir);

/* Whether the message called NAME is seen for the first time.  NAME must live
   as long as MAILDIR does; bounce_maildir_keep gives it the chunk in which
   names stand. */
gboolean bounce_maildir_is_new (BounceMaildir *maildir, const char *name);
void bounce_maildir_keep (BounceMaildir *maildir, GStringChunk *chunk);

/* Opens the message that was called NAME, wherever it is now.  The descriptor,
   and in *PATH, relative to the Maildir, where it was found (borrowed until
   the next call); or -1, if it is gone or, with errno, can't be opened. */
int bounce_maildir_open (BounceMaildir *maildir, const char *name,
                         const char **path);

#endif
