/* export: writes the whole ledger as JSON lines. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/event.h"
#include "ledger/scan.h"
#include "model/date.h"
#include "output/table.h"
#include "tally/command.h"
#include "tally/export.h"

static const BounceColumn part_columns[] = {
  { BOUNCE_EXPORT_VERSION_NAME, BOUNCE_COLUMN_NUMBER },
  { BOUNCE_EXPORT_PART_NAME, BOUNCE_COLUMN_TEXT },
};
static const BounceColumn setting_columns[] = {
  { "setting", BOUNCE_COLUMN_TEXT },
  { "value", BOUNCE_COLUMN_TEXT },
};
static const BounceColumn contact_columns[] = {
  { "contact", BOUNCE_COLUMN_TEXT },    { "delivered", BOUNCE_COLUMN_TEXT },
  { "reset", BOUNCE_COLUMN_TEXT },      { "complained", BOUNCE_COLUMN_TEXT },
  { "suppressed", BOUNCE_COLUMN_TEXT }, { "reason", BOUNCE_COLUMN_TEXT },
  { "pruned", BOUNCE_COLUMN_NUMBER },
};
static const BounceColumn event_columns[] = {
  { "contact", BOUNCE_COLUMN_TEXT },    { "event", BOUNCE_COLUMN_TEXT },
  { "category", BOUNCE_COLUMN_TEXT },   { "status", BOUNCE_COLUMN_TEXT },
  { "reply_code", BOUNCE_COLUMN_TEXT }, { "evidence", BOUNCE_COLUMN_TEXT },
  { "diagnostic", BOUNCE_COLUMN_TEXT }, { "remote_mta", BOUNCE_COLUMN_TEXT },
  { "message_id", BOUNCE_COLUMN_TEXT }, { "date", BOUNCE_COLUMN_TEXT },
  { "seen", BOUNCE_COLUMN_TEXT },       { "verp", BOUNCE_COLUMN_YES_NO },
};

typedef struct
{
  BounceTable *table;
  GString *key; /* of the contact under way */
} Export;

static void
export_contact (const Export *export, const BounceContact *contact)
{
  char dates[4][BOUNCE_DATE_BUFFER], pruned[24];
  const char *const values[]
      = { contact->written,
          bounce_date_format (contact->delivered, dates[0]),
          bounce_date_format (contact->reset, dates[1]),
          bounce_date_format (contact->complained, dates[2]),
          bounce_date_format (contact->suppressed, dates[3]),
          contact->reason,
          contact->pruned != G_MININT64 ? pruned : NULL };

  G_STATIC_ASSERT (G_N_ELEMENTS (values) == G_N_ELEMENTS (contact_columns));
  g_snprintf (pruned, sizeof pruned, "%" G_GINT64_FORMAT, contact->pruned);
  bounce_table_columns (export->table, contact_columns,
                        G_N_ELEMENTS (contact_columns), FALSE);
  bounce_table_row (export->table, values);
  bounce_table_columns (export->table, event_columns,
                        G_N_ELEMENTS (event_columns), FALSE);
}

/* A BounceEventFunc. */
static void
export_event (const BounceContact *contact, const BounceEvent *event,
              BounceWeight weight, gpointer data)
{
  const Export *export = data;
  char date[BOUNCE_DATE_BUFFER], seen[BOUNCE_DATE_BUFFER];

  (void)weight;
  if (strcmp (export->key->str, contact->key) != 0)
    {
      g_string_assign (export->key, contact->key);
      export_contact (export, contact);
    }
  if (event == NULL)
    return;

  const char *const values[] = { contact->written,
                                 event->id,
                                 bounce_event_category_name (event->category),
                                 event->status,
                                 event->reply_code,
                                 event->evidence,
                                 event->diagnostic,
                                 event->remote_mta,
                                 event->message_id,
                                 bounce_date_format (event->date, date),
                                 bounce_date_format (event->seen, seen),
                                 event->verp ? "yes" : "no" };

  G_STATIC_ASSERT (G_N_ELEMENTS (values) == G_N_ELEMENTS (event_columns));
  bounce_table_row (export->table, values);
}

/* A BounceBetweenFunc. */
static gboolean
write_range (gpointer data, GError **error)
{
  return bounce_table_flush (((Export *)data)->table, error);
}

static void
export_part (BounceTable *table, const char *part)
{
  const char *const values[] = { BOUNCE_EXPORT_VERSION, part };

  bounce_table_columns (table, part_columns, G_N_ELEMENTS (part_columns),
                        FALSE);
  bounce_table_row (table, values);
}

static void
export_head (BounceTable *table, const BounceLedger *ledger)
{
  const char *const *names = bounce_ledger_setting_names ();

  export_part (table, BOUNCE_EXPORT_BEGIN);
  bounce_table_columns (table, setting_columns, G_N_ELEMENTS (setting_columns),
                        FALSE);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *value = bounce_ledger_stored_setting (ledger, names[i]);
      const char *const values[] = { names[i], value };

      if (value != NULL)
        bounce_table_row (table, values);
    }
}

gboolean
bounce_tally_export (BounceTally *tally, GError **error)
{
  g_autoptr (BounceTable) table = bounce_table_new (BOUNCE_TABLE_JSON);
  g_autoptr (GString) key = g_string_new (NULL);
  Export export = { table, key };

  bounce_table_hold (table);
  export_head (table, tally->ledger);
  if (!bounce_ledger_events (tally->ledger, NULL, 0, export_event, write_range,
                             &export, error))
    return FALSE;
  export_part (table, BOUNCE_EXPORT_END);
  return bounce_table_finish (table, error);
}
