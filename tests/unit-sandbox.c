/* What is refused once the sandbox is entered, and what is not.  Where the
   kernel has no Landlock or no seccomp filters, as the test finds out by
   itself, nothing is refused: that is no failure of ours. */
#include "config.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/seccomp.h>

#include "cli/sandbox.h"
#include "unit.h"

static char folder[] = "/tmp/bouncecat-sandbox.XXXXXX";

static void
set_up (void)
{
  ck_assert_ptr_nonnull (mkdtemp (folder));
  ck_assert_int_eq (chdir (folder), 0);
  ck_assert_int_eq (mkdir ("ledger", 0700), 0);
  ck_assert_int_eq (mkdir ("other", 0700), 0);
  ck_assert_int_ge (open ("other/file", O_WRONLY | O_CREAT, 0600), 0);
}

/* In the process that is not in the sandbox. */
static void
tear_down (void)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", folder);

  ck_assert_int_eq (system (command), 0);
}

static gboolean
has_landlock (void)
{
#ifdef SYS_landlock_create_ruleset
  return syscall (SYS_landlock_create_ruleset, NULL, 0, 1) >= 1;
#else
  return FALSE;
#endif
}

static gboolean
has_filters (void)
{
  guint32 action = SECCOMP_RET_ERRNO;

  return syscall (SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

static gboolean
is_refused (long result)
{
  return result < 0 && (errno == EPERM || errno == EACCES);
}

START_TEST (files)
{
  int out = open ("other/open", O_WRONLY | O_CREAT, 0600);

  if (!has_landlock ())
    return;
  bounce_sandbox_enter ("ledger", FALSE);
  ck_assert (is_refused (open ("other/file", O_WRONLY)));
  ck_assert (is_refused (open ("other/new", O_WRONLY | O_CREAT, 0600)));
  ck_assert (is_refused (unlink ("other/file")));
  ck_assert (is_refused (rename ("other/file", "other/moved")));
  ck_assert (is_refused (mkdir ("other/folder", 0700)));
  ck_assert (is_refused (symlink ("file", "other/link")));
  ck_assert (is_refused (open ("/tmp/bouncecat-x", O_WRONLY | O_CREAT, 0600)));
  ck_assert_int_ge (open ("other/file", O_RDONLY), 0);
  ck_assert_int_eq (write (out, "x", 1), 1);
  ck_assert_int_ge (open ("ledger/new", O_RDWR | O_CREAT, 0600), 0);
  ck_assert_int_eq (rename ("ledger/new", "ledger/moved"), 0);
  ck_assert_int_eq (unlink ("ledger/moved"), 0);
}
END_TEST

START_TEST (nowhere)
{
  if (!has_landlock ())
    return;
  bounce_sandbox_enter (NULL, FALSE);
  ck_assert (is_refused (open ("ledger/new", O_RDWR | O_CREAT, 0600)));
}
END_TEST

/* Calls that mean nothing: only a filter answers EPERM to them, whoever asks.
   All else that would refuse them, Landlock first, looks at the arguments. */
static const struct
{
  long number;
  const char *name;
} nonsense[] = {
  { SYS_execve, "execve" },
  { SYS_execveat, "execveat" },
  { SYS_process_vm_readv, "process_vm_readv" },
  { SYS_process_vm_writev, "process_vm_writev" },
#ifdef SYS_kcmp
  { SYS_kcmp, "kcmp" },
#endif
#ifdef SYS_pidfd_getfd
  { SYS_pidfd_getfd, "pidfd_getfd" },
#endif
  { SYS_unshare, "unshare" },
  { SYS_setns, "setns" },
  { SYS_bpf, "bpf" },
  { SYS_perf_event_open, "perf_event_open" },
  { SYS_add_key, "add_key" },
  { SYS_request_key, "request_key" },
  { SYS_keyctl, "keyctl" },
#ifdef SYS_userfaultfd
  { SYS_userfaultfd, "userfaultfd" },
#endif
#ifdef SYS_io_uring_setup
  { SYS_io_uring_setup, "io_uring_setup" },
#endif
  { SYS_socket, "socket" },
  { SYS_socketpair, "socketpair" },
  { SYS_connect, "connect" },
  { SYS_bind, "bind" },
  { SYS_listen, "listen" },
};

/* The errno of such a call. */
static int
refusal (long number)
{
  errno = 0;
  return syscall (number, -1L, 0L, 0L, 0L, 0L, 0L) < 0 ? errno : 0;
}

START_TEST (calls)
{
  char *const arguments[] = { (char *)"true", NULL };

  if (!has_filters ())
    return;
  bounce_sandbox_enter ("ledger", FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (nonsense); i++)
    ck_assert_msg (refusal (nonsense[i].number) == EPERM, "%s: %s",
                   nonsense[i].name, g_strerror (errno));
  /* To Landlock a file that is not there is none to be asked about. */
  ck_assert_int_eq (execv ("other/none", arguments), -1);
  ck_assert_int_eq (errno, EPERM);
  ck_assert (is_refused (execv ("/bin/true", arguments)));
#ifndef __SANITIZE_ADDRESS__
  ck_assert (is_refused (ptrace (PTRACE_TRACEME, 0, NULL, NULL)));
#endif
#if defined __x86_64__ && !defined __ILP32__
  ck_assert_int_eq (refusal (0x40000000 + SYS_getpid), EPERM);
#endif
  ck_assert (is_refused (mount ("none", "/", "tmpfs", 0, NULL)));
  ck_assert (is_refused (chroot ("/")));
  errno = 0;
  ck_assert (is_refused (syscall (SYS_init_module, NULL, 0, "")));
  ck_assert (is_refused (socket (AF_INET, SOCK_STREAM, 0)));
  ck_assert (is_refused (socket (AF_UNIX, SOCK_STREAM, 0)));
  ck_assert_int_ge (dup (1), 0);
  /* As a thread's libraries see it: a refusal, no signal. */
  ck_assert_int_eq (prctl (PR_GET_SECCOMP), SECCOMP_MODE_FILTER);
}
END_TEST

START_TEST (network)
{
  bounce_sandbox_enter (NULL, TRUE);
  ck_assert_int_ge (socket (AF_UNIX, SOCK_STREAM, 0), 0);
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("sandbox");

  tcase_add_unchecked_fixture (tests, set_up, tear_down);
  tcase_add_test (tests, files);
  tcase_add_test (tests, nowhere);
  tcase_add_test (tests, calls);
  tcase_add_test (tests, network);
  return unit_run ("sandbox", tests);
}
