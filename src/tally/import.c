/* tally-import: the lines of an export, merged into the ledger.  What is there
   stays: an import may be repeated, and several ledgers become one.  The
   policy of the export replaces that of the ledger. */
#include "config.h"

#include <string.h>
#include <sysexits.h>

#include <glib.h>

#include "tally/date.h"
#include "tally/export.h"
#include "tally/json.h"
#include "tally/command.h"

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
  char *event;
  char *category;
  char *status;
  char *reply_code;
  char *evidence;
  char *diagnostic;
  char *remote_mta;
  char *message_id;
  char *date;
  char *cleared;
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
};

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
          return wrong (error, "a value is no text");
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

static gboolean
take_event (const Members *line, const BounceContact *contact,
            BounceBatch *batch, GError **error)
{
  BounceEvent event = { .id = line->event,
                        .category = bounce_category_from_slug (line->category),
                        .status = line->status,
                        .reply_code = line->reply_code,
                        .evidence = line->evidence,
                        .diagnostic = line->diagnostic,
                        .remote_mta = line->remote_mta,
                        .message_id = line->message_id,
                        .cleared = g_strcmp0 (line->cleared, "true") == 0 };

  if (event.category == BOUNCE_CATEGORY_NONE)
    return wrong (error, "a bounce without a category");
  if (*event.id == '\0' || strlen (event.id) > ID_MAX)
    return wrong (error, "a bounce without an event");
  if (!read_date (line->date, &event.date))
    return wrong (error, "a date is none");
  bounce_batch_add (batch, contact, &event);
  return TRUE;
}

static gboolean
take_contact (const Members *line, BounceBatch *batch, GError **error)
{
  g_autofree char *key = bounce_contact_key (line->contact);
  BounceContact contact = { .written = line->contact };

  if (key == NULL)
    return wrong (error, "a contact without an address");
  if (!read_date (line->delivered, &contact.delivered)
      || !read_date (line->reset, &contact.reset))
    return wrong (error, "a date is none");
  if (line->event != NULL)
    return take_event (line, &contact, batch, error);
  bounce_batch_add (batch, &contact, NULL);
  return TRUE;
}

static gboolean
take_setting (const Members *line, BounceLedger *ledger, GError **error)
{
  GError *failure = NULL;

  if (line->value == NULL)
    return wrong (error, "a setting without a value");
  if (bounce_ledger_set (ledger, line->setting, line->value, &failure))
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
take_line (BounceTally *tally, const BounceLine *text, BounceBatch *batch,
           GError **error)
{
  Members line = { 0 };
  gboolean done = bounce_json_read (text, take_member, &line, error);

  if (!done)
    ;
  else if (line.version != NULL)
    {
      done = strcmp (line.version, BOUNCE_EXPORT_VERSION) == 0;
      if (!done)
        wrong (error, "the export is of a version that is not known");
    }
  else if (line.setting != NULL)
    done = take_setting (&line, tally->ledger, error);
  else if (line.contact != NULL)
    done = take_contact (&line, batch, error);
  else
    done = wrong (error, "it is no line of an export");
  clear_members (&line);
  return done;
}

/* TRUE if a line was taken, or named as wrong. */
static gboolean
handle_line (BounceTally *tally, const BounceLines *lines,
             const BounceLine *line, BounceBatch *batch, GError **error)
{
  const char *reason = bounce_line_trouble (line);
  GError *failure = NULL;
  g_autofree char *message = NULL;

  if (reason == NULL && take_line (tally, line, batch, &failure))
    return TRUE;
  if (failure != NULL && failure->domain != BOUNCE_TALLY_ERROR)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  message = bounce_lines_message (lines, line,
                                  reason != NULL ? reason : failure->message);
  tally->warn (message);
  tally->status = EX_DATAERR;
  g_clear_error (&failure);
  return TRUE;
}

gboolean
bounce_tally_import (BounceTally *tally, GError **error)
{
  g_autoptr (BounceLines) lines
      = bounce_lines_open (tally->arguments[0], error);
  g_autoptr (BounceBatch) batch = bounce_batch_new ();
  GError *failure = NULL;
  BounceLine line;

  if (lines == NULL)
    return FALSE;
  while (bounce_lines_next (lines, &line, &failure))
    {
      if (!handle_line (tally, lines, &line, batch, error))
        return FALSE;
      if (bounce_batch_size (batch) < BOUNCE_LEDGER_BATCH)
        continue;
      if (!bounce_ledger_merge (tally->ledger, batch, error))
        return FALSE;
      bounce_batch_free (batch);
      batch = bounce_batch_new ();
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  return bounce_ledger_merge (tally->ledger, batch, error);
}
