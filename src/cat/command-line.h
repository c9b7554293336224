/* What bouncecat's command line asks for: what options fills in and the rest of
   the program reads. */
#ifndef BOUNCE_CAT_COMMAND_LINE_H
#define BOUNCE_CAT_COMMAND_LINE_H

#include <glib.h>

#include "ledger/ledger.h"
#include "output/summary.h"
#include "output/writer.h"
#include "verdict/bounce.h"

typedef enum
{
  BOUNCE_MODE_RECORDS,
  BOUNCE_MODE_QUIET,
  BOUNCE_MODE_EXPLAIN,
  BOUNCE_MODE_SUMMARY,
  BOUNCE_MODE_LIST_RULES,
  BOUNCE_MODE_CHECK_RULES,
  BOUNCE_MODE_HELP,
  BOUNCE_MODE_VERSION
} BounceMode;

/* Owned by the struct; bounce_command_line_clear frees it. */
typedef struct
{
  BounceMode mode;
  gboolean all;
  gboolean with_header;
  gboolean null;     /* -0 */
  gboolean progress; /* --progress given */
  gboolean replies;
  gboolean no_sandbox;
  gboolean no_likeness; /* only the rules and codes judge */
  gboolean shortcut;    /* FALSE with --no-shortcut (hidden) */
  int jobs;
  char *files_from;
  char **sources;
  char **rules;
  char **original_headers;
  char **own;
  char **verp;
  char *ledger;
  int lock_wait; /* seconds */
  BouncePolicyOptions policy;
  BounceSummaryForm summary_form;
  gboolean color;
  const BounceWriter *writer;
  BounceLayout layout;
  gboolean identify; /* records show their event */
  guint64 spared;    /* as in BounceOptions */
} BounceCommandLine;

#endif
