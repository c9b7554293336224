/* list: prints contacts: addresses alone, so that the blocked ones are a
   suppression list as they stand, or (--long, JSON) all about them. */
#include "config.h"

#include <glib.h>

#include "ledger/scan.h"
#include "output/table.h"
#include "tally/command.h"
#include "tally/contact.h"

typedef struct
{
  BounceTable *table;
} List;

/* A BounceContactFunc. */
static void
list_contact (const BounceContact *contact, const BounceStanding *standing,
              gpointer data)
{
  const List *list = data;

  bounce_contact_row (list->table, contact, standing);
}

/* A BounceBetweenFunc. */
static gboolean
write_range (gpointer data, GError **error)
{
  return bounce_table_flush (((List *)data)->table, error);
}

gboolean
bounce_tally_list (BounceTally *tally, GError **error)
{
  const BounceTallyOptions *options = tally->options;
  gboolean long_rows = options->details || options->json;
  g_autoptr (BounceTable) table = bounce_table_new (options->form);
  List list = { table };

  bounce_table_hold (table);
  bounce_table_columns (table, bounce_contact_table,
                        long_rows ? BOUNCE_CONTACT_ALL : 1,
                        options->with_header);
  return bounce_ledger_list (tally->ledger, &options->filter,
                             long_rows ? BOUNCE_READ_ALL : BOUNCE_READ_COUNTS,
                             list_contact, write_range, &list, error)
         && bounce_table_finish (table, error);
}
