/* measure COMMAND...: runs it; "SECONDS KILOBYTES WAITS" (the processor's time,
   its own and the kernel's for it, peak resident memory, and how often a thread
   went to sleep) goes to file descriptor 3.  What else the machine does hardly
   changes them.  Exits as the command does. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double
seconds (struct timeval time)
{
  return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

int
main (int argc, char **argv)
{
  struct rusage usage;
  int status;

  if (argc < 2)
    {
      fprintf (stderr, "usage: measure COMMAND... 3>FILE\n");
      return 64;
    }
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
  if (dprintf (3, "%.3f %ld %ld\n",
               seconds (usage.ru_utime) + seconds (usage.ru_stime),
               usage.ru_maxrss, usage.ru_nvcsw)
      < 0)
    {
      perror ("measure: descriptor 3");
      return 74;
    }
  if (WIFSIGNALED (status))
    return 128 + WTERMSIG (status);
  return WEXITSTATUS (status);
}
