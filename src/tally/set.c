/* set: shows and changes the ledger's policy. */
#include "config.h"

#include <sysexits.h>

#include <glib.h>

#include "output/table.h"
#include "tally/command.h"

static const BounceColumn setting_columns[] = {
  { "name", BOUNCE_COLUMN_TEXT },
  { "value", BOUNCE_COLUMN_TEXT },
};

gboolean
bounce_tally_check_setting (BounceTally *tally, GError **error)
{
  BouncePolicy policy;

  if (tally->arguments[0] == NULL)
    return TRUE;
  if (tally->arguments[1] == NULL)
    {
      g_set_error (error, BOUNCE_TALLY_ERROR, EX_USAGE,
                   "set takes a name and a value, or nothing");
      return FALSE;
    }
  bounce_policy_init (&policy);
  return bounce_policy_set (&policy, tally->arguments[0], tally->arguments[1],
                            error);
}

gboolean
bounce_tally_set (BounceTally *tally, GError **error)
{
  const BounceTallyOptions *options = tally->options;
  const char *const *names = bounce_policy_names ();
  g_autoptr (BounceTable) table = bounce_table_new (options->form);

  if (tally->arguments[0] != NULL)
    return bounce_ledger_set (tally->ledger, tally->arguments[0],
                              tally->arguments[1], error);
  bounce_table_columns (table, setting_columns, G_N_ELEMENTS (setting_columns),
                        options->with_header);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *value
          = bounce_ledger_stored_setting (tally->ledger, names[i]);
      const char *const values[] = { names[i], value };

      bounce_table_row (table, values);
    }
  return bounce_table_finish (table, error);
}
