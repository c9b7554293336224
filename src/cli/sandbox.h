/* Rights that a reader of strangers' mail does not need are given up.  It is a
   second line: what it can't do here it does without, and nothing fails. */
#ifndef BOUNCE_CLI_SANDBOX_H
#define BOUNCE_CLI_SANDBOX_H

#include <glib.h>

/* From now on, where the kernel can do it: no file is opened for writing, made,
   renamed or removed but below FOLDER (NULL: nowhere); no program is started,
   no process watched, no file system mounted, no module loaded; and without
   NETWORK no socket is made.  All this fails with EPERM or EACCES.  What is
   open stays open.  To be called while there is one thread. */
void bounce_sandbox_enter (const char *folder, gboolean network);

#endif
