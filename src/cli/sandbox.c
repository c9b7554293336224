/* sandbox: by Landlock (Linux 5.13, landlock(7)) for files, and by a seccomp
   filter (seccomp(2)) for system calls, both by their raw calls: glibc has no
   others.  The filter names what is refused, not what is allowed: a library's
   next version may need a call that none needs today, and no mail is to be
   lost for it.  Reading is not restricted, for sources are found while they
   are read. */
#include "config.h"

#include "cli/sandbox.h"

#ifdef __linux__

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

/* Of linux/landlock.h, which older systems lack. */
#define LANDLOCK_VERSION 1u
#define LANDLOCK_PATH_BENEATH 1
#define ACCESS_EXECUTE (G_GUINT64_CONSTANT (1) << 0)
#define ACCESS_WRITE_FILE (G_GUINT64_CONSTANT (1) << 1)
/* Directories and nodes: removed (4, 5) and made (6 to 12). */
#define ACCESS_CHANGE (G_GUINT64_CONSTANT (0x1ff) << 4)
#define ACCESS_REFER (G_GUINT64_CONSTANT (1) << 13)    /* since version 2 */
#define ACCESS_TRUNCATE (G_GUINT64_CONSTANT (1) << 14) /* since version 3 */

typedef struct
{
  guint64 handled_access_fs;
} RulesetAttributes;

typedef struct
{
  guint64 allowed_access;
  gint32 parent_fd;
} __attribute__ ((packed)) PathBeneath;

#ifdef SYS_landlock_create_ruleset
static void
restrict_files (const char *folder)
{
  RulesetAttributes attributes
      = { ACCESS_EXECUTE | ACCESS_WRITE_FILE | ACCESS_CHANGE };
  long version
      = syscall (SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_VERSION);
  long ruleset;

  if (version < 1)
    return;
  if (version >= 2)
    attributes.handled_access_fs |= ACCESS_REFER;
  if (version >= 3)
    attributes.handled_access_fs |= ACCESS_TRUNCATE;
  ruleset = syscall (SYS_landlock_create_ruleset, &attributes,
                     sizeof attributes, 0);
  if (ruleset < 0)
    return;
  if (folder != NULL)
    {
      PathBeneath rule
          = { .allowed_access = attributes.handled_access_fs & ~ACCESS_EXECUTE,
              .parent_fd = open (folder, O_PATH | O_CLOEXEC) };

      /* Without this rule the ledger could not be written. */
      if (rule.parent_fd < 0
          || syscall (SYS_landlock_add_rule, ruleset, LANDLOCK_PATH_BENEATH,
                      &rule, 0)
                 != 0)
        {
          close ((int)ruleset);
          return;
        }
      close (rule.parent_fd);
    }
  syscall (SYS_landlock_restrict_self, ruleset, 0);
  close ((int)ruleset);
}
#else
static void
restrict_files (G_GNUC_UNUSED const char *folder)
{
}
#endif

#if defined __x86_64__ && !defined __ILP32__
#define ARCHITECTURE AUDIT_ARCH_X86_64
#define FOREIGN_CALLS 0x40000000u /* those of x32 */
#elif defined __aarch64__
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined __riscv && __riscv_xlen == 64
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#elif defined __powerpc64__ && G_BYTE_ORDER == G_LITTLE_ENDIAN
#define ARCHITECTURE AUDIT_ARCH_PPC64LE
#elif defined __s390x__
#define ARCHITECTURE AUDIT_ARCH_S390X
#endif

#if defined ARCHITECTURE && defined SECCOMP_SET_MODE_FILTER

/* clang-format off */
static const guint32 refused[] = {
  /* other programs */
  SYS_execve, SYS_execveat,
#ifndef __SANITIZE_ADDRESS__ /* whose search for leaks needs it */
  SYS_ptrace,
#endif
  SYS_process_vm_readv, SYS_process_vm_writev,
#ifdef SYS_kcmp
  SYS_kcmp,
#endif
#ifdef SYS_pidfd_getfd
  SYS_pidfd_getfd,
#endif
  /* file systems and namespaces */
  SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_unshare, SYS_setns,
  SYS_swapon, SYS_swapoff, SYS_open_by_handle_at, SYS_quotactl, SYS_acct,
#ifdef SYS_fsopen
  SYS_fsopen, SYS_fsmount, SYS_move_mount, SYS_open_tree,
#endif
  /* the kernel */
  SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_reboot,
#ifdef SYS_kexec_load
  SYS_kexec_load,
#endif
#ifdef SYS_kexec_file_load
  SYS_kexec_file_load,
#endif
  SYS_bpf, SYS_perf_event_open, SYS_add_key, SYS_request_key, SYS_keyctl,
  SYS_settimeofday, SYS_clock_settime, SYS_sethostname, SYS_setdomainname,
#ifdef SYS_userfaultfd
  SYS_userfaultfd,
#endif
#ifdef SYS_io_uring_setup /* its requests pass no filter */
  SYS_io_uring_setup,
#endif
};

/* Listed last: left out where a database server is to be reached. */
static const guint32 network_calls[] = {
  SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen,
};
/* clang-format on */

static void
add_call (GArray *filter, guint32 number)
{
  const struct sock_filter lines[] = {
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
  };

  g_array_append_vals (filter, lines, G_N_ELEMENTS (lines));
}

static void
restrict_calls (gboolean network)
{
  const struct sock_filter head[] = {
    BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, arch)),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, nr)),
#ifdef FOREIGN_CALLS
    BPF_JUMP (BPF_JMP | BPF_JGE | BPF_K, FOREIGN_CALLS, 0, 1),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
#endif
  };
  const struct sock_filter tail = BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  g_autoptr (GArray) filter
      = g_array_new (FALSE, FALSE, sizeof (struct sock_filter));
  struct sock_fprog program;
  guint flags = 0;

#ifdef SECCOMP_FILTER_FLAG_SPEC_ALLOW
  /* Nothing here is a secret to a neighbour in this process. */
  flags = SECCOMP_FILTER_FLAG_SPEC_ALLOW;
#endif
  g_array_append_vals (filter, head, G_N_ELEMENTS (head));
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    add_call (filter, refused[i]);
  for (guint i = 0; !network && i < G_N_ELEMENTS (network_calls); i++)
    add_call (filter, network_calls[i]);
  g_array_append_val (filter, tail);
  program.len = (unsigned short)filter->len;
  program.filter = (struct sock_filter *)(gpointer)filter->data;
  syscall (SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
}

#else

static void
restrict_calls (G_GNUC_UNUSED gboolean network)
{
}

#endif

void
bounce_sandbox_enter (const char *folder, gboolean network)
{
  /* Without it, and without being root, neither can be had. */
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return;
  restrict_files (folder);
  restrict_calls (network);
}

#else

void
bounce_sandbox_enter (G_GNUC_UNUSED const char *folder,
                      G_GNUC_UNUSED gboolean network)
{
}

#endif
