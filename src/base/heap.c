/* heap: what malloc(3) has once had from the kernel, it keeps for the next
   mail.  By default glibc gives it back with every mail and asks for it again:
   two system calls, and a fault for each page.  Large blocks still go back at
   once, so that one huge mail is not felt for ever. */
#include "config.h"

#if defined HAVE_MALLOPT || defined HAVE_MALLOC_TRIM
#include <malloc.h>
#endif

#include <sys/mman.h>
#include <unistd.h>

#include "base/heap.h"

#define KEPT_AT_THE_TOP (2 * 1024 * 1024)
#define LARGE_BLOCK (512 * 1024)

void
bounce_heap_keep (void)
{
#ifdef HAVE_MALLOPT
  mallopt (M_TRIM_THRESHOLD, KEPT_AT_THE_TOP);
  mallopt (M_MMAP_THRESHOLD, LARGE_BLOCK);
#endif
}

void
bounce_heap_give_back (void)
{
#ifdef HAVE_MALLOC_TRIM
  malloc_trim (0);
#endif
}

void
bounce_heap_forget (void *from, gsize length)
{
#ifdef __linux__ /* where it cannot fail on memory that is malloc's */
  gsize page = (gsize)sysconf (_SC_PAGESIZE);
  gsize skip = (page - (gsize)from % page) % page;

  if (length >= skip + page)
    madvise ((char *)from + skip, (length - skip) / page * page, MADV_DONTNEED);
#else
  (void)from;
  (void)length;
#endif
}
