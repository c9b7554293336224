/* How malloc(3) treats memory that is freed and needed again with each mail. */
#ifndef BOUNCE_BASE_HEAP_H
#define BOUNCE_BASE_HEAP_H

#include <glib.h>

/* Makes the heap keep up to 2 MB instead of giving them back to the kernel, and
   give back what is large at once, whatever was freed before.  For the whole
   process; does nothing where the C library has no mallopt(3). */
void bounce_heap_keep (void);

/* Gives all free memory back to the kernel, also what lies between blocks in
   use; and the pages of tables and libraries that were only read, which the
   kernel loads again when they are needed.  To be called around work that
   takes much memory itself, so that the peak is not the sum of both. */
void bounce_heap_give_back (void);

/* Gives back the whole pages among the LENGTH bytes at FROM, which are part of
   a block of malloc's that is still in use.  Their content is undefined from
   then on. */
void bounce_heap_forget (void *from, gsize length);

#endif
