/* import: merges the lines of an export into the ledger.  What is there stays:
   an import may be repeated, and several ledgers become one.  The policy of
   the export is taken by a ledger that is empty, or on demand. */
#include "config.h"

#include <string.h>
#include <sysexits.h>

#include <glib.h>

#include "ledger/event.h"
#include "tally/command.h"
#include "tally/date.h"
#include "tally/export.h"
#include "tally/json.h"
#include "tally/lines.h"
#include "tally/whole.h"
#include "text/address-key.h"

/* No identity of an event is longer: see ledger-event. */
#define ID_MAX 400

/* The members of a line, owned; NULL: not there or null. */
typedef struct
{
  char *version;
  char *setting;
  char *value;
  char *contact;
  char *delivered;
  char *reset;
  char *complained;
  char *suppressed;
  char *reason;
  char *pruned;
  char *event;
  char *category;
  char *status;
  char *reply_code;
  char *evidence;
  char *diagnostic;
  char *remote_mta;
  char *message_id;
  char *date;
  char *cleared; /* of version 1 */
  char *seen;
  char *verp;
} Members;

#define MEMBER(name)                                                           \
  {                                                                            \
#name, G_STRUCT_OFFSET(Members, name)                                      \
  }

static const struct
{
  const char *name;
  gsize offset;
} members[] = {
  { BOUNCE_EXPORT_VERSION_NAME, G_STRUCT_OFFSET (Members, version) },
  MEMBER (setting),
  MEMBER (value),
  MEMBER (contact),
  MEMBER (delivered),
  MEMBER (reset),
  MEMBER (complained),
  MEMBER (suppressed),
  MEMBER (reason),
  MEMBER (pruned),
  MEMBER (event),
  MEMBER (category),
  MEMBER (status),
  MEMBER (reply_code),
  MEMBER (evidence),
  MEMBER (diagnostic),
  MEMBER (remote_mta),
  MEMBER (message_id),
  MEMBER (date),
  MEMBER (cleared),
  MEMBER (seen),
  MEMBER (verp),
};

/* A run. */
typedef struct
{
  BounceTally *tally;
  BounceBatch *batch;
  gboolean takes_policy;
  gint64 now;
  gint64 reset; /* of the contact whose bounces follow */
} Import;

static gboolean
wrong (GError **error, const char *reason)
{
  g_set_error_literal (error, BOUNCE_TALLY_ERROR, EX_DATAERR, reason);
  return FALSE;
}

/* A BounceJsonFunc. */
static gboolean
take_member (const char *name, const char *value, gpointer data, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (strcmp (members[i].name, name) == 0)
      {
        char **member = &G_STRUCT_MEMBER (char *, data, members[i].offset);

        if (value == NULL)
          return wrong (error, "a value is not text");
        g_free (*member);
        *member = g_strdup (value);
      }
  return TRUE;
}

static void
clear_members (Members *line)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    g_free (G_STRUCT_MEMBER (char *, line, members[i].offset));
}

/* NULL is no date; FALSE if TEXT is none. */
static gboolean
read_date (const char *text, gint64 *date)
{
  *date = G_MININT64;
  return text == NULL || bounce_date_parse (text, date);
}

/* When a bounce was learned: what has no such date (version 1) is taken for
   learned when it was, and what a reset cleared for learned before that. */
static gboolean
read_seen (const Members *line, const Import *import, BounceEvent *event)
{
  gboolean cleared = g_strcmp0 (line->cleared, "true") == 0;

  if (!read_date (line->seen, &event->seen))
    return FALSE;
  if (event->seen != G_MININT64)
    event->seen = MIN (event->seen, import->now);
  else if (cleared && import->reset != G_MININT64)
    event->seen = import->reset;
  else if (event->date == G_MININT64 || event->date > import->now)
    event->seen = import->now;
  else
    event->seen = event->date;
  return TRUE;
}

static gboolean
take_event (const Members *line, const BounceContact *contact, Import *import,
            GError **error)
{
  BounceEvent event = { .id = line->event,
                        .status = line->status,
                        .reply_code = line->reply_code,
                        .evidence = line->evidence,
                        .diagnostic = line->diagnostic,
                        .remote_mta = line->remote_mta,
                        .message_id = line->message_id,
                        .verp = g_strcmp0 (line->verp, "true") == 0 };

  if (!bounce_event_category_parse (line->category, &event.category))
    return wrong (error, "a bounce without a category");
  if (*event.id == '\0' || strlen (event.id) > ID_MAX)
    return wrong (error, "a bounce without an event");
  if (!read_date (line->date, &event.date) || !read_seen (line, import, &event))
    return wrong (error, "invalid date");
  bounce_batch_add (import->batch, contact, &event);
  return TRUE;
}

/* No number is none; FALSE if TEXT is no number. */
static gboolean
read_number (const char *text, gint64 *number)
{
  *number = G_MININT64;
  return text == NULL
         || g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, number, NULL);
}

static gboolean
take_contact (const Members *line, Import *import, GError **error)
{
  g_autofree char *key = bounce_address_key (line->contact);
  BounceContact contact = BOUNCE_CONTACT_INIT;

  contact.written = line->contact;
  contact.reason = line->reason;
  if (key == NULL)
    return wrong (error, "a contact without an address");
  if (!read_date (line->delivered, &contact.delivered)
      || !read_date (line->reset, &contact.reset)
      || !read_date (line->complained, &contact.complained)
      || !read_date (line->suppressed, &contact.suppressed))
    return wrong (error, "invalid date");
  if (!read_number (line->pruned, &contact.pruned))
    return wrong (error, "invalid number");
  if (line->event != NULL)
    return take_event (line, &contact, import, error);
  import->reset = contact.reset;
  bounce_batch_add (import->batch, &contact, NULL);
  return TRUE;
}

static gboolean
take_setting (const Members *line, const Import *import, GError **error)
{
  BounceLedger *ledger = import->tally->ledger;
  GError *failure = NULL;

  if (line->value == NULL)
    return wrong (error, "a setting without a value");
  if (!import->takes_policy
      || bounce_ledger_set (ledger, line->setting, line->value, &failure))
    return TRUE;
  /* It is the line that is wrong, not how the program is used. */
  if (g_error_matches (failure, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_USAGE))
    wrong (error, failure->message);
  else
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_error_free (failure);
  return FALSE;
}

static gboolean
take_line (Import *import, const BounceLine *text, GError **error)
{
  Members line = { 0 };
  gboolean done = bounce_json_read (text, take_member, &line, error);

  if (!done)
    ;
  else if (line.version != NULL)
    {
      done = strcmp (line.version, BOUNCE_EXPORT_VERSION) == 0
             || strcmp (line.version, BOUNCE_EXPORT_VERSION_1) == 0;
      if (!done)
        wrong (error, "unknown version of the export");
    }
  else if (line.setting != NULL)
    done = take_setting (&line, import, error);
  else if (line.contact != NULL)
    done = take_contact (&line, import, error);
  else
    done = wrong (error, "not a line of an export");
  clear_members (&line);
  return done;
}

/* TRUE if a line was taken, or named as wrong. */
static gboolean
handle_line (Import *import, const BounceLines *lines, const BounceLine *line,
             GError **error)
{
  const char *reason = bounce_line_trouble (line);
  GError *failure = NULL;
  g_autofree char *message = NULL;

  if (reason == NULL && take_line (import, line, &failure))
    return TRUE;
  if (failure != NULL && failure->domain != BOUNCE_TALLY_ERROR)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  message = bounce_lines_message (lines, line,
                                  reason != NULL ? reason : failure->message);
  import->tally->warn (message);
  import->tally->status = EX_DATAERR;
  g_clear_error (&failure);
  return TRUE;
}

static gboolean
store (Import *import, GError **error)
{
  gboolean done
      = bounce_ledger_merge (import->tally->ledger, import->batch, error);

  bounce_batch_free (import->batch);
  import->batch = bounce_batch_new ();
  import->batch->complete = TRUE;
  return done;
}

static gboolean
import_lines (Import *import, BounceLines *lines, GError **error)
{
  GError *failure = NULL;
  BounceLine line;

  while (failure == NULL && bounce_lines_next (lines, &line, &failure))
    if (handle_line (import, lines, &line, &failure)
        && bounce_batch_size (import->batch) >= BOUNCE_LEDGER_BATCH)
      store (import, &failure);
  if (failure == NULL)
    return store (import, error);
  g_propagate_error (error, failure);
  return FALSE;
}

/* An export has a line at least: where there is none, it has failed.  One that
   is cut short is not taken in part: who is missing would be mailed. */
gboolean
bounce_tally_open_export (BounceTally *tally, GError **error)
{
  static const char *const reasons[]
      = { [BOUNCE_EXPORT_NONE] = "not an export: nothing of it can be taken",
          [BOUNCE_EXPORT_CUT]
          = "the export is cut short: its last line is missing; nothing of it "
            "was taken",
          [BOUNCE_EXPORT_WHOLE] = NULL };
  BounceExportState state = BOUNCE_EXPORT_NONE;
  gboolean empty = FALSE;

  if (!bounce_tally_open_lines (tally, error)
      || !bounce_lines_keep (tally->lines, error)
      || !bounce_lines_are_none (tally->lines, &empty, error))
    return FALSE;
  if (empty)
    return wrong (error, "there is nothing to import");
  if (!bounce_export_look (tally->lines, &state, error))
    return FALSE;
  return reasons[state] == NULL || wrong (error, reasons[state]);
}

gboolean
bounce_tally_import (BounceTally *tally, GError **error)
{
  Import import = { .tally = tally,
                    .batch = bounce_batch_new (),
                    .now = g_get_real_time () / G_USEC_PER_SEC,
                    .reset = G_MININT64 };
  gboolean empty = FALSE;
  gboolean done = bounce_ledger_is_empty (tally->ledger, &empty, error);

  import.takes_policy = empty || tally->options->take_policy;
  import.batch->complete = TRUE;
  done = done && import_lines (&import, tally->lines, error);
  bounce_batch_free (import.batch);
  return done;
}
