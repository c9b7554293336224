/* filter: the parts of bouncecat put together for one run: reader, pipeline,
   sink, ledger, progress. */
#include "config.h"

#include <sysexits.h>

#include "cat/complaints.h"
#include "cat/filter.h"
#include "cat/pipeline.h"
#include "cat/sink.h"
#include "cli/sandbox.h"
#include "input/reader.h"
#include "ledger/folder.h"
#include "output/progress.h"

/* Who looks on. */
typedef struct
{
  BounceProgress *progress; /* may be NULL */
  BounceComplaints *complaints;
  void (*complain) (const char *complaint);
} Watcher;

static void
forward_complaint (const char *line, gpointer user)
{
  Watcher *watcher = user;

  bounce_progress_clear (watcher->progress);
  watcher->complain (line);
}

static void
pass_complaint (const BounceItem *item, gpointer user)
{
  Watcher *watcher = user;

  bounce_complaints_add (watcher->complaints, item);
}

static void
pass_progress (const BouncePosition *position, gpointer user)
{
  Watcher *watcher = user;

  bounce_progress_update (watcher->progress, position);
}

static int
run_pipeline (const BounceCommandLine *line, const BounceRules *const *rules,
              guint n_rules, const BounceSink *sink)
{
  const char *const *original_headers
      = (const char *const *)line->original_headers;
  BounceWork work = {
    .options = { .original_headers = original_headers,
                 .own = (const char *const *)line->own,
                 .verp = (const char *const *)line->verp,
                 .replies = line->replies,
                 .explain = line->mode == BOUNCE_MODE_EXPLAIN,
                 .no_likeness = line->no_likeness,
                 .digest = line->ledger != NULL || line->identify,
                 .spared = line->spared },
    .rules = rules,
    .n_rules = n_rules,
    .jobs = (guint)line->jobs,
  };

  BounceReader *reader
      = bounce_reader_new ((const char *const *)line->sources, line->files_from,
                           line->null, line->shortcut, original_headers);

  if (line->replies)
    bounce_reader_by_lines (reader);
  return bounce_pipeline_run (&work, reader, sink);
}

/* The ledger is open by now: its file is there. */
static void
enter_sandbox (const BounceCommandLine *line)
{
  g_autofree char *folder
      = line->ledger != NULL ? bounce_ledger_folder (line->ledger) : NULL;

  if (folder != NULL) /* sorting may take a file of its own */
    g_setenv ("SQLITE_TMPDIR", folder, FALSE);
  bounce_sandbox_enter (folder, line->ledger != NULL && folder == NULL);
}

static void
end_ledger (BounceLedger *ledger, void (*complain) (const char *complaint))
{
  g_autofree char *remark = bounce_ledger_remark (ledger);

  if (remark != NULL)
    complain (remark);
  bounce_ledger_free (ledger);
}

int
bounce_filter_run (const BounceCommandLine *line,
                   const BounceRules *const *rules, guint n_rules,
                   void (*complain) (const char *complaint), GError **error)
{
  Watcher watcher = { .complain = complain };
  BounceSink sink = { .complain = pass_complaint,
                      .progress = pass_progress,
                      .user = &watcher };
  BounceLedger *ledger = NULL;
  BounceOutlet *outlet;
  int status = EX_OK;
  gboolean done;

  if (line->ledger != NULL)
    {
      const BounceLedgerOptions options = { .mode = BOUNCE_OPEN_CREATE,
                                            .lock_wait = (guint)line->lock_wait,
                                            .policy = &line->policy };

      ledger = bounce_ledger_open (line->ledger, &options, error);
      if (ledger == NULL)
        return status;
    }
  if (!line->no_sandbox)
    enter_sandbox (line);
  watcher.progress = bounce_progress_new (line->progress);
  watcher.complaints = bounce_complaints_new (forward_complaint, &watcher);
  outlet = bounce_outlet_new (line, ledger);
  done = bounce_outlet_begin (outlet, &sink, error);
  if (done)
    status = run_pipeline (line, rules, n_rules, &sink);
  bounce_complaints_free (watcher.complaints);
  bounce_progress_end (watcher.progress);
  done = done && bounce_outlet_end (outlet, error);
  if (done && line->mode == BOUNCE_MODE_QUIET && line->ledger == NULL)
    {
      if (bounce_outlet_found (outlet))
        status = EX_OK;
      else if (status == EX_OK)
        status = 1;
    }
  bounce_outlet_free (outlet);
  bounce_progress_free (watcher.progress);
  if (ledger != NULL)
    end_ledger (ledger, complain);
  return status;
}
