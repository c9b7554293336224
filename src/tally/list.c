/* tally-list: contacts become lines: addresses alone, so that the hard ones
   are a suppression list as they stand, or (--long, JSON) all about them. */
#include "config.h"

#include <glib.h>

#include "tally/contact.h"
#include "output/table.h"
#include "tally/command.h"

typedef struct
{
  const BounceTallyOptions *options;
  BounceTable *table;
} List;

static gboolean
is_wanted (const BounceTallyOptions *options, const BounceStanding *standing)
{
  if (options->state != BOUNCE_STATE_ANY
      && standing->hard != (options->state == BOUNCE_STATE_HARD))
    return FALSE;
  if (options->category != BOUNCE_CATEGORY_NONE
      && standing->category != options->category)
    return FALSE;
  return options->since == G_MININT64
         || (standing->date != G_MININT64 && standing->date >= options->since);
}

/* A BounceContactFunc. */
static void
list_contact (const BounceContact *contact, const BounceStanding *standing,
              gpointer data)
{
  const List *list = data;

  if (is_wanted (list->options, standing))
    bounce_contact_row (list->table, contact, standing);
}

gboolean
bounce_tally_list (BounceTally *tally, GError **error)
{
  const BounceTallyOptions *options = tally->options;
  guint columns = options->details || options->json ? BOUNCE_CONTACT_ALL : 1;
  g_autoptr (BounceTable) table = bounce_table_new (options->form);
  List list = { options, table };

  bounce_table_columns (table, bounce_contact_table, columns,
                        options->with_header);
  return bounce_ledger_contacts (tally->ledger, NULL, 0, list_contact, &list,
                                 error)
         && bounce_table_finish (table, error);
}
