/* What the commands of bouncetally share: the command line, the open ledger,
   and how they fail. */
#ifndef BOUNCE_TALLY_COMMAND_H
#define BOUNCE_TALLY_COMMAND_H

#include <glib.h>

#include "ledger/ledger.h"
#include "ledger/scan.h"
#include "output/table.h"

/* The domain of the commands' own errors, whose code is the exit status
   (sysexits.h). */
#define BOUNCE_TALLY_ERROR (bounce_tally_error_quark ())
GQuark bounce_tally_error_quark (void);

/* Owned by the struct; bounce_tally_options_clear frees it. */
typedef struct
{
  gboolean help;
  gboolean version;
  gboolean json;
  BounceTableForm form; /* of what is printed */
  gboolean with_header;
  gboolean details; /* --long */
  char *ledger;
  int lock_wait; /* seconds */
  BounceContactFilter filter;
  gint64 before; /* G_MININT64: not given */
  char *by;
  char *column;
  char *reason;
  gboolean keep_out;
  gboolean take_policy; /* --policy */
  BouncePolicyOptions policy;
  char **words; /* the command and its arguments */
} BounceTallyOptions;

/* Reads ARGV.  FALSE with ERROR for wrong usage. */
gboolean bounce_tally_options_parse (BounceTallyOptions *options, char **argv,
                                     GError **error);
void bounce_tally_options_clear (BounceTallyOptions *options);

/* The text of --help (NAME NULL), or that of the command NAME; the caller frees
   it. */
char *bounce_tally_options_help (const char *name);

/* One run. */
typedef struct
{
  const BounceTallyOptions *options;
  BounceLedger *ledger;
  char **arguments;          /* those of the command; NULL-terminated */
  struct BounceLines *lines; /* of its file; NULL if it takes none */
  int status;                /* the exit status, if nothing fails */
  /* Tells people of something that does not end the run. */
  void (*warn) (const char *message);
} BounceTally;

/* A command: does what TALLY says and prints what comes of it.  FALSE with
   ERROR set if it failed; else TALLY's status is the exit status. */
typedef gboolean (*BounceTallyRun) (BounceTally *tally, GError **error);
/* What can be known to be wrong before the ledger is opened, and maybe made:
   who then asks one that is empty may mail everybody.  FALSE with ERROR. */
gboolean bounce_tally_open_lines (BounceTally *tally, GError **error);
gboolean bounce_tally_open_export (BounceTally *tally, GError **error);
gboolean bounce_tally_check_setting (BounceTally *tally, GError **error);

gboolean bounce_tally_add (BounceTally *tally, GError **error);
gboolean bounce_tally_list (BounceTally *tally, GError **error);
gboolean bounce_tally_check (BounceTally *tally, GError **error);
gboolean bounce_tally_show (BounceTally *tally, GError **error);
gboolean bounce_tally_report (BounceTally *tally, GError **error);
gboolean bounce_tally_reset (BounceTally *tally, GError **error);
gboolean bounce_tally_forget (BounceTally *tally, GError **error);
gboolean bounce_tally_set (BounceTally *tally, GError **error);
gboolean bounce_tally_stats (BounceTally *tally, GError **error);
gboolean bounce_tally_export (BounceTally *tally, GError **error);
gboolean bounce_tally_import (BounceTally *tally, GError **error);
gboolean bounce_tally_prune (BounceTally *tally, GError **error);
gboolean bounce_tally_suppress (BounceTally *tally, GError **error);

#endif
