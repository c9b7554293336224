/* ledger: a command of bouncetally that reads a file, over a ledger in memory
   (a file in /dev/shm), which is made anew before it grows. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tally/commands.h"
#include "tally/lines.h"
#include "tests/fuzz/ledger.h"

#define RUNS_MAX 2000

static char path[64];
static BounceLedger *ledger;

static void
remove_ledger (void)
{
  static const char *const suffixes[] = { "", "-journal", "-wal", "-shm" };

  if (ledger != NULL)
    bounce_ledger_free (ledger);
  ledger = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

      unlink (file);
    }
}

static void
open_ledger (void)
{
  static const BounceLedgerOptions options = { .mode = BOUNCE_OPEN_CREATE };
  static guint runs;

  if (*path == '\0')
    {
      g_snprintf (path, sizeof path, "/dev/shm/bouncecat-fuzz-%d",
                  (int)getpid ());
      atexit (remove_ledger);
    }
  if (ledger != NULL && ++runs % RUNS_MAX != 0)
    return;
  remove_ledger ();
  ledger = bounce_ledger_open (path, &options, NULL);
  fuzz_check (ledger != NULL, "a ledger can be made");
}

static void
warn (const char *message)
{
  fuzz_check (g_utf8_validate (message, -1, NULL), "a warning is UTF-8");
}

int
fuzz_ledger (const char *name, const uint8_t *data, size_t size)
{
  const BounceTallyCommand *command = bounce_tally_command (name);
  const char *file = fuzz_file (data, size);
  char *arguments[] = { (char *)file, NULL };
  const BounceTallyOptions options = { 0 };
  BounceTally tally
      = { .options = &options, .arguments = arguments, .warn = warn };
  g_autoptr (GError) error = NULL;
  gboolean done;

  open_ledger ();
  tally.ledger = ledger;
  done = command->prepare (&tally, &error) && command->run (&tally, &error);
  bounce_lines_free (tally.lines);
  fuzz_check (done == (error == NULL), "an error says what is wrong");
  fuzz_check (done || error->domain != BOUNCE_LEDGER_ERROR
                  || error->code == BOUNCE_LEDGER_ERROR_USAGE
                  || error->code == BOUNCE_LEDGER_ERROR_DATA,
              error != NULL ? error->message : "the ledger takes it");
  return 0;
}
