/* Sorted runs of records in a temporary file, and their merging. */
#ifndef BOUNCE_LEDGER_RUNS_H
#define BOUNCE_LEDGER_RUNS_H

#include <glib.h>

typedef struct BounceRuns BounceRuns;

/* No runs yet; COMPARE orders records.  Free with bounce_runs_free. */
BounceRuns *bounce_runs_new (GCompareFunc compare);
void bounce_runs_free (BounceRuns *runs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BounceRuns, bounce_runs_free)

/* How many runs it has. */
guint bounce_runs_count (const BounceRuns *runs);

/* Writes the next record, of LENGTH bytes, of a run.  Whether that worked, _end
   tells; if it returns FALSE, there is no such run. */
void bounce_runs_write (BounceRuns *runs, const guint8 *record, guint length);
gboolean bounce_runs_end (BounceRuns *runs);

/* The least record that has not been read, of equal ones that of the earlier
   run, in *RECORD, which holds until the next call; NULL at the end.  FALSE
   with ERROR. */
gboolean bounce_runs_next (BounceRuns *runs, const guint8 **record,
                           guint *length, GError **error);

/* Makes it empty again. */
void bounce_runs_clear (BounceRuns *runs);

#endif
