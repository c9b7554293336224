/* How malloc(3) treats memory that is freed and needed again with each mail. */
#ifndef BOUNCE_BASE_HEAP_H
#define BOUNCE_BASE_HEAP_H

/* Makes the heap keep up to 2 MB instead of giving them back to the kernel.
   Worth it only where many mails are read; calling it again does no harm.  For
   the whole process; does nothing where the C library has no mallopt(3). */
void bounce_heap_keep (void);

#endif
