/* faults: a library to be preloaded that lets a system call fail.
   BOUNCE_FAULT=KIND:N is the kind of fault and which of the calls it hits, with
   a + behind N also all after that; where it did, the directory
   BOUNCE_FAULT_LOG is made.  Of a kind -meanwhile the call does not fail:
   before it, the shell command BOUNCE_FAULT_MEANWHILE is run, as if another
   process came in between.  Only calls that the program and its libraries make
   through the C library's functions are counted, not those of the C library
   itself. */
#include "config.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

typedef enum
{
  CALL_READ,  /* read(2) of what is no ledger: mail, records */
  CALL_OUT,   /* write(2) to standard output */
  CALL_FILE,  /* pread(2), pwrite(2), fsync(2), ftruncate(2): the ledger's */
  CALL_GROW,  /* those of them that take room */
  CALL_LOCK,  /* fcntl(2) for a lock */
  CALL_SEND,  /* send(2): to the server of a ledger */
  CALL_OPEN,  /* open(2) */
  CALL_THREAD /* pthread_create(3) */
} Call;

#define KILL (-1)      /* no call at all any more */
#define MEANWHILE (-2) /* the call, when another process is done */

static const struct
{
  const char *name;
  Call call;
  int number; /* errno; 0: one byte only; or what stands above */
} kinds[] = {
  { "read-short", CALL_READ, 0 },
  { "read-eintr", CALL_READ, EINTR },
  { "read-eio", CALL_READ, EIO },
  { "out-short", CALL_OUT, 0 },
  { "out-eintr", CALL_OUT, EINTR },
  { "out-eio", CALL_OUT, EIO },
  { "out-enospc", CALL_OUT, ENOSPC },
  { "file-eio", CALL_FILE, EIO },
  { "file-enospc", CALL_GROW, ENOSPC },
  { "lock-enolck", CALL_LOCK, ENOLCK },
  { "open-eintr", CALL_OPEN, EINTR },
  { "open-emfile", CALL_OPEN, EMFILE },
  { "thread", CALL_THREAD, EAGAIN },
  { "file-kill", CALL_FILE, KILL },
  { "send-kill", CALL_SEND, KILL },
  { "lock-meanwhile", CALL_LOCK, MEANWHILE },
};

/* What the other process says of it, and whether it came to an end, is its own
   business: it may find the ledger locked. */
static void
run_meanwhile (void)
{
  const char *command = getenv ("BOUNCE_FAULT_MEANWHILE");
  int outer_errno = errno;

  unsetenv ("LD_PRELOAD");
  if (command == NULL || system (command) == -1)
    abort ();
  errno = outer_errno;
}

/* Whether the fault hits this call of the KIND; errno is set then, and *SHORT
   if the call is only to do less. */
static int
hits (Call call, int *shorter)
{
  static atomic_int calls;
  const char *fault = getenv ("BOUNCE_FAULT");
  const char *log = getenv ("BOUNCE_FAULT_LOG");
  size_t width = fault != NULL ? strcspn (fault, ":") : 0;
  long call_number, first;
  char *after;

  for (size_t i = 0; width > 0 && i < sizeof kinds / sizeof *kinds; i++)
    {
      if (kinds[i].call != call || strlen (kinds[i].name) != width
          || strncmp (kinds[i].name, fault, width) != 0)
        continue;
      call_number = atomic_fetch_add (&calls, 1) + 1;
      first = strtol (fault + width + 1, &after, 10);
      if (call_number != first && !(call_number > first && *after == '+'))
        return 0;
      if (log != NULL)
        mkdir (log, 0700);
      if (kinds[i].number == KILL)
        raise (SIGKILL);
      if (kinds[i].number == MEANWHILE)
        {
          run_meanwhile ();
          return 0;
        }
      if (shorter != NULL)
        *shorter = kinds[i].number == 0;
      errno = kinds[i].number;
      return 1;
    }
  return 0;
}

/* The next library's function of that name. */
#define REAL(type, name, ...)                                                  \
  static type (*real) (__VA_ARGS__);                                           \
  if (real == NULL)                                                            \
  *(void **)&real = dlsym (RTLD_NEXT, name)

#define READ(function)                                                         \
  ssize_t function (int fd, void *to, size_t room);                            \
  ssize_t function (int fd, void *to, size_t room)                             \
  {                                                                            \
    int shorter = 0;                                                           \
    REAL (ssize_t, #function, int, void *, size_t);                            \
    if (room > 0 && hits (CALL_READ, &shorter))                                \
      {                                                                        \
        if (!shorter)                                                          \
          return -1;                                                           \
        room = 1;                                                              \
      }                                                                        \
    return real (fd, to, room);                                                \
  }
READ (read)

ssize_t
write (int fd, const void *from, size_t n)
{
  int shorter = 0;
  REAL (ssize_t, "write", int, const void *, size_t);

  if (fd == STDOUT_FILENO && n > 0 && hits (CALL_OUT, &shorter))
    {
      if (!shorter)
        return -1;
      n = 1;
    }
  return real (fd, from, n);
}

ssize_t
send (int fd, const void *from, size_t n, int flags)
{
  REAL (ssize_t, "send", int, const void *, size_t, int);

  return hits (CALL_SEND, NULL) ? -1 : real (fd, from, n, flags);
}

#define AT(function, pointer)                                                  \
  ssize_t function (int fd, pointer bytes, size_t n, off_t at);                \
  ssize_t function (int fd, pointer bytes, size_t n, off_t at)                 \
  {                                                                            \
    REAL (ssize_t, #function, int, pointer, size_t, off_t);                    \
    if (hits (CALL_FILE, NULL)                                                 \
        || (#function[1] == 'w' && hits (CALL_GROW, NULL)))                    \
      return -1;                                                               \
    return real (fd, bytes, n, at);                                            \
  }
AT (pread, void *)
AT (pread64, void *)
AT (pwrite, const void *)
AT (pwrite64, const void *)

#define SYNC(function)                                                         \
  int function (int fd);                                                       \
  int function (int fd)                                                        \
  {                                                                            \
    REAL (int, #function, int);                                                \
    return hits (CALL_FILE, NULL) ? -1 : real (fd);                            \
  }
SYNC (fsync)
SYNC (fdatasync)

#define TRUNCATE(function)                                                     \
  int function (int fd, off_t length);                                         \
  int function (int fd, off_t length)                                          \
  {                                                                            \
    REAL (int, #function, int, off_t);                                         \
    return hits (CALL_FILE, NULL) || hits (CALL_GROW, NULL)                    \
               ? -1                                                            \
               : real (fd, length);                                            \
  }
TRUNCATE (ftruncate)
TRUNCATE (ftruncate64)

#define CONTROL(function)                                                      \
  int function (int fd, int command, ...)                                      \
  {                                                                            \
    va_list arguments;                                                         \
    void *argument;                                                            \
    REAL (int, #function, int, int, ...);                                      \
    va_start (arguments, command);                                             \
    argument = va_arg (arguments, void *);                                     \
    va_end (arguments);                                                        \
    if (command == F_SETLK && ((struct flock *)argument)->l_type != F_UNLCK    \
        && hits (CALL_LOCK, NULL))                                             \
      return -1;                                                               \
    return real (fd, command, argument);                                       \
  }
int fcntl64 (int fd, int command, ...);
CONTROL (fcntl)
CONTROL (fcntl64)

#define OPEN(function)                                                         \
  int function (const char *path, int flags, ...)                              \
  {                                                                            \
    va_list arguments;                                                         \
    mode_t mode;                                                               \
    REAL (int, #function, const char *, int, ...);                             \
    va_start (arguments, flags);                                               \
    mode = va_arg (arguments, mode_t);                                         \
    va_end (arguments);                                                        \
    return hits (CALL_OPEN, NULL) ? -1 : real (path, flags, mode);             \
  }
int open64 (const char *path, int flags, ...);
OPEN (open)
OPEN (open64)

#define OPENAT(function)                                                       \
  int function (int folder, const char *path, int flags, ...)                  \
  {                                                                            \
    va_list arguments;                                                         \
    mode_t mode;                                                               \
    REAL (int, #function, int, const char *, int, ...);                        \
    va_start (arguments, flags);                                               \
    mode = va_arg (arguments, mode_t);                                         \
    va_end (arguments);                                                        \
    return hits (CALL_OPEN, NULL) ? -1 : real (folder, path, flags, mode);     \
  }
int openat64 (int folder, const char *path, int flags, ...);
OPENAT (openat)
OPENAT (openat64)

int
pthread_create (pthread_t *thread, const pthread_attr_t *attributes,
                void *(*start) (void *), void *argument)
{
  REAL (int, "pthread_create", pthread_t *, const pthread_attr_t *,
        void *(*)(void *), void *);

  return hits (CALL_THREAD, NULL) ? EAGAIN
                                  : real (thread, attributes, start, argument);
}
