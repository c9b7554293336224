/* show: prints a contact and all that is known of it. */
#include "config.h"

#include <glib.h>

#include "ledger/scan.h"
#include "model/date.h"
#include "output/table.h"
#include "tally/command.h"
#include "tally/contact.h"
#include "text/address-key.h"

static const BounceColumn event_columns[] = {
  { "date", BOUNCE_COLUMN_TEXT },       { "category", BOUNCE_COLUMN_TEXT },
  { "counts", BOUNCE_COLUMN_TEXT },     { "status", BOUNCE_COLUMN_TEXT },
  { "reply_code", BOUNCE_COLUMN_TEXT }, { "event", BOUNCE_COLUMN_ID },
  { "evidence", BOUNCE_COLUMN_TEXT },   { "diagnostic", BOUNCE_COLUMN_TEXT },
  { "remote_mta", BOUNCE_COLUMN_TEXT }, { "message_id", BOUNCE_COLUMN_ID },
};

static const char *const weights[] = {
  [BOUNCE_WEIGHT_NONE] = "no",
  [BOUNCE_WEIGHT_SOFT] = "soft",
  [BOUNCE_WEIGHT_HARD] = "hard",
};

typedef struct
{
  BounceTable *table;
  gboolean found;
} Show;

/* A BounceContactFunc. */
static void
show_contact (const BounceContact *contact, const BounceStanding *standing,
              gpointer data)
{
  Show *show = data;

  show->found = TRUE;
  bounce_contact_row (show->table, contact, standing);
}

/* A BounceEventFunc. */
static void
show_event (const BounceContact *contact, const BounceEvent *event,
            BounceWeight weight, gpointer data)
{
  const Show *show = data;
  char date[BOUNCE_DATE_BUFFER];

  (void)contact;
  if (event == NULL)
    return;

  const char *const values[] = { bounce_date_format (event->date, date),
                                 bounce_category_slug (event->category),
                                 weights[weight],
                                 event->status,
                                 event->reply_code,
                                 event->id,
                                 event->evidence,
                                 event->diagnostic,
                                 event->remote_mta,
                                 event->message_id };

  G_STATIC_ASSERT (G_N_ELEMENTS (values) == G_N_ELEMENTS (event_columns));
  bounce_table_row (show->table, values);
}

/* A BounceRowFunc. */
static void
note_blocked (const BounceContact *contact, const BounceEvent *event,
              gpointer data)
{
  gboolean *blocked = data;

  (void)contact;
  (void)event;
  *blocked = TRUE;
}

/* Who is no contact may be mailed, but for what holds of a domain, or of a
   digest. */
static gboolean
warn_unknown (BounceTally *tally, const char *address, const char *key,
              GError **error)
{
  const char *const keys[] = { key, NULL };
  gboolean blocked = FALSE;
  g_autofree char *message = NULL;

  if (key != NULL
      && !bounce_ledger_blocked (tally->ledger, keys, 1, note_blocked, &blocked,
                                 error))
    return FALSE;
  message = g_strdup_printf (
      "%s is not in the ledger%s", address,
      blocked ? ", but may not be mailed: its domain is suppressed, or it is"
                " kept out"
              : "");
  tally->warn (message);
  tally->status = 1;
  return TRUE;
}

gboolean
bounce_tally_show (BounceTally *tally, GError **error)
{
  const BounceTallyOptions *options = tally->options;
  g_autofree char *key = bounce_address_key (tally->arguments[0]);
  const char *const keys[] = { key, NULL };
  g_autoptr (BounceTable) table = bounce_table_new (options->form);
  Show show = { table, FALSE };

  bounce_table_columns (table, bounce_contact_table, BOUNCE_CONTACT_ALL,
                        options->with_header);
  if (key != NULL
      && !bounce_ledger_contacts (tally->ledger, keys, 1, BOUNCE_READ_ALL,
                                  show_contact, &show, error))
    return FALSE;
  if (!show.found)
    return warn_unknown (tally, tally->arguments[0], key, error);
  bounce_table_columns (table, event_columns, G_N_ELEMENTS (event_columns),
                        options->with_header);
  return bounce_ledger_events (tally->ledger, keys, 1, show_event, NULL, &show,
                               error)
         && bounce_table_finish (table, error);
}
