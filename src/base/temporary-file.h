/* Temporary files. */
#ifndef BOUNCE_BASE_TEMPORARY_FILE_H
#define BOUNCE_BASE_TEMPORARY_FILE_H

/* Opens a new file, to be read and written, in TMPDIR, else in /var/tmp: not in
   /tmp, which may be in memory.  It has no name, so that nothing is left of it.
   -1, with errno, if there can be none. */
int bounce_temporary_file (void);

#endif
