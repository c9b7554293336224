/* How malloc(3) treats memory that is freed and needed again with each mail. */
#ifndef BOUNCE_BASE_HEAP_H
#define BOUNCE_BASE_HEAP_H

#include <glib.h>

/* Makes the heap keep up to 2 MB instead of giving them back to the kernel, and
   give back what is large at once, whatever was freed before.  For the whole
   process; does nothing where the C library has no mallopt(3). */
void bounce_heap_keep (void);

/* Gives back what is free, also between what is not, after much was freed in
   small pieces; and what was read of tables and libraries, which the kernel
   brings again when it is asked for.  For what takes much memory itself: what
   other mails needed is not held beside it. */
void bounce_heap_give_back (void);

/* What stands in the LENGTH bytes at FROM, of a block of malloc's, is not
   needed any more, but the block is: its memory goes back as far as it is
   large.  What is there from then on is not defined. */
void bounce_heap_forget (void *from, gsize length);

#endif
