/* settings: gets and sets what `set` and an export know of a ledger: its
   policy, and what else it has to remember. */
#include "config.h"

#include <string.h>

#include "ledger/keep-out.h"
#include "ledger/ledger.h"
#include "ledger/open.h"

#define OTHER_NAMES 2

const char *const *
bounce_ledger_setting_names (void)
{
  static const char *names[BOUNCE_N_SETTINGS + OTHER_NAMES + 1];

  for (guint i = 0; i < BOUNCE_N_SETTINGS; i++)
    names[i] = bounce_policy_names ()[i];
  names[BOUNCE_N_SETTINGS] = BOUNCE_SETTING_PRUNED;
  names[BOUNCE_N_SETTINGS + 1] = BOUNCE_KEEP_OUT_NAME;
  return names;
}

static char *
get_setting (const BounceLedger *ledger, const BouncePolicy *policy,
             const char *name)
{
  if (strcmp (name, BOUNCE_KEEP_OUT_NAME) == 0)
    return g_strdup (ledger->keep_out);
  if (strcmp (name, BOUNCE_SETTING_PRUNED) != 0)
    return bounce_policy_get (policy, name);
  return ledger->pruned == G_MININT64
             ? NULL
             : g_strdup_printf ("%" G_GINT64_FORMAT, ledger->pruned);
}

char *
bounce_ledger_setting (const BounceLedger *ledger, const char *name)
{
  return get_setting (ledger, &ledger->policy, name);
}

char *
bounce_ledger_stored_setting (const BounceLedger *ledger, const char *name)
{
  return get_setting (ledger, &ledger->stored, name);
}

/* Which recipient a contact is can't be told of those that are there. */
static gboolean
check_key (BounceLedger *ledger, const BouncePolicy *policy, GError **error)
{
  gboolean empty;

  if (policy->key_final == ledger->stored.key_final)
    return TRUE;
  if (!bounce_ledger_is_empty (ledger, &empty, error))
    return FALSE;
  if (!empty)
    g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_USAGE,
                 "key can't be changed in a ledger that has contacts: set it "
                 "in a new one, and add the mail to that");
  return empty;
}

/* A setting that is no policy: what an export brings. */
static gboolean
set_other (BounceLedger *ledger, const char *name, const char *value,
           GError **error)
{
  gint64 pruned;

  if (strcmp (name, BOUNCE_KEEP_OUT_NAME) == 0)
    {
      g_free (ledger->keep_out);
      ledger->keep_out = g_strdup (value);
      return bounce_ledger_store_setting (ledger, name, value, error);
    }
  if (!g_ascii_string_to_signed (value, 10, 0, G_MAXINT64, &pruned, NULL))
    {
      g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_USAGE,
                   "%s must be seconds since 1970, not '%s'", name, value);
      return FALSE;
    }
  ledger->pruned = pruned;
  return bounce_ledger_store_setting (ledger, name, value, error);
}

gboolean
bounce_ledger_set (BounceLedger *ledger, const char *name, const char *value,
                   GError **error)
{
  BouncePolicy policy = ledger->stored;
  g_autofree char *canonical = NULL;

  if (strcmp (name, BOUNCE_KEEP_OUT_NAME) == 0
      || strcmp (name, BOUNCE_SETTING_PRUNED) == 0)
    return set_other (ledger, name, value, error);
  if (!bounce_policy_set (&policy, name, value, error)
      || !check_key (ledger, &policy, error))
    return FALSE;
  canonical = bounce_policy_get (&policy, name);
  if (!bounce_ledger_store_setting (ledger, name, canonical, error))
    return FALSE;
  ledger->stored = policy;
  return bounce_policy_set (&ledger->policy, name, canonical, error);
}
