/* heap: makes malloc(3) keep what it got from the kernel for the next mail.
   By default glibc returns it after every mail and asks for it again: two
   system calls, and a fault for each page.  Large blocks still go back at
   once, so that one huge mail does not bind memory for the rest of the run. */
#include "config.h"

#ifdef __linux__
#include <link.h>
#endif

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

#ifdef __linux__
/* Drops the pages of a program or library that are only read: the kernel loads
   them from the file again. */
static int
drop_read_only (struct dl_phdr_info *object, size_t size, void *data)
{
  gsize page = (gsize)sysconf (_SC_PAGESIZE);

  (void)size;
  (void)data;
  for (guint i = 0; i < object->dlpi_phnum; i++)
    {
      const ElfW (Phdr) *part = &object->dlpi_phdr[i];
      gsize from = (object->dlpi_addr + part->p_vaddr) / page * page;
      gsize end = object->dlpi_addr + part->p_vaddr + part->p_filesz;

      if (part->p_type == PT_LOAD && (part->p_flags & PF_W) == 0)
        madvise ((void *)from, end - from, MADV_DONTNEED);
    }
  return 0;
}
#endif

void
bounce_heap_give_back (void)
{
#ifdef HAVE_MALLOC_TRIM
  malloc_trim (0);
#endif
#ifdef __linux__
  dl_iterate_phdr (drop_read_only, NULL);
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
