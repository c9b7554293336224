/* measure COMMAND...: runs it; "SECONDS KILOBYTES" (wall time, peak resident
   memory) goes to file descriptor 3.  Exits as the command does. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int
main (int argc, char **argv)
{
  struct timespec from, to;
  struct rusage usage;
  int status;

  if (argc < 2)
    {
      fprintf (stderr, "usage: measure COMMAND... 3>FILE\n");
      return 64;
    }
  clock_gettime (CLOCK_MONOTONIC, &from);
  pid_t child = fork ();
  if (child < 0)
    {
      perror ("measure: fork");
      return 71;
    }
  if (child == 0)
    {
      close (3);
      execvp (argv[1], argv + 1);
      perror (argv[1]);
      _exit (127);
    }
  if (wait4 (child, &status, 0, &usage) != child)
    {
      perror ("measure: wait4");
      return 71;
    }
  clock_gettime (CLOCK_MONOTONIC, &to);
  if (dprintf (3, "%.3f %ld\n",
               (double)(to.tv_sec - from.tv_sec)
                   + (double)(to.tv_nsec - from.tv_nsec) / 1e9,
               usage.ru_maxrss)
      < 0)
    {
      perror ("measure: descriptor 3");
      return 74;
    }
  if (WIFSIGNALED (status))
    return 128 + WTERMSIG (status);
  return WEXITSTATUS (status);
}
