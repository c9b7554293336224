/* changes: the commands that change contacts by hand: suppress, reset,
   forget and prune.  Addresses come as arguments, from standard input, or from
   what `list` would print; many are changed at once. */
#include "config.h"

#include <string.h>
#include <sysexits.h>

#include <glib.h>

#include "ledger/change.h"
#include "ledger/scan.h"
#include "tally/addresses.h"
#include "tally/command.h"
#include "text/address-key.h"

typedef enum
{
  RESET,
  FORGET,
  SUPPRESS
} Change;

typedef struct
{
  BounceTally *tally;
  Change change;
} Run;

/* Tells of those that the ledger did not know. */
static void
warn_unknown (BounceTally *tally, const GPtrArray *addresses,
              const gboolean *found)
{
  for (guint i = 0; i < addresses->len; i++)
    if (!found[i])
      {
        g_autofree char *message
            = g_strdup_printf ("%s is not in the ledger",
                               (char *)g_ptr_array_index (addresses, i));

        tally->warn (message);
        tally->status = tally->status == EX_OK ? 1 : tally->status;
      }
}

/* A BounceAddressesFunc. */
static gboolean
change_some (const GPtrArray *addresses, gpointer data, GError **error)
{
  const Run *run = data;
  BounceTally *tally = run->tally;
  const BounceTallyOptions *options = tally->options;
  g_autofree gboolean *found = g_new0 (gboolean, addresses->len + 1);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  gboolean done;

  if (run->change == SUPPRESS)
    return bounce_ledger_suppress (tally->ledger,
                                   (const char *const *)addresses->pdata,
                                   addresses->len, options->reason, error);
  for (guint i = 0; i < addresses->len; i++)
    g_ptr_array_add (keys,
                     bounce_address_key (g_ptr_array_index (addresses, i)));
  if (run->change == RESET)
    done = bounce_ledger_reset (tally->ledger, (const char *const *)keys->pdata,
                                keys->len, found, error);
  else
    done
        = bounce_ledger_forget (tally->ledger, (const char *const *)keys->pdata,
                                keys->len, options->keep_out, found, error);
  if (done && !(run->change == FORGET && options->keep_out))
    warn_unknown (tally, addresses, found);
  return done;
}

/* Does that to all addresses that TALLY is given.  Of those that a contact is
   taken back from, any key will do: warn_unknown tells if there is none. */
static gboolean
change_all (BounceTally *tally, Change change, GError **error)
{
  Run run = { tally, change };
  gboolean known
      = change == RESET || (change == FORGET && !tally->options->keep_out);

  return bounce_addresses_each (tally, known, change_some, &run, error);
}

gboolean
bounce_tally_suppress (BounceTally *tally, GError **error)
{
  return change_all (tally, SUPPRESS, error);
}

gboolean
bounce_tally_forget (BounceTally *tally, GError **error)
{
  return change_all (tally, FORGET, error);
}

typedef struct
{
  GPtrArray *keys;
  BounceLedger *ledger;
} Matching;

/* A BounceContactFunc. */
static void
add_key (const BounceContact *contact, const BounceStanding *standing,
         gpointer data)
{
  const Matching *matching = data;

  (void)standing;
  g_ptr_array_add (matching->keys, g_strdup (contact->key));
}

/* A BounceBetweenFunc: resets what the range had. */
static gboolean
reset_range (gpointer data, GError **error)
{
  Matching *matching = data;
  g_autofree gboolean *found = g_new0 (gboolean, matching->keys->len + 1);
  gboolean done = bounce_ledger_reset (
      matching->ledger, (const char *const *)matching->keys->pdata,
      matching->keys->len, found, error);

  g_ptr_array_set_size (matching->keys, 0);
  return done;
}

/* The hard contacts that the options describe. */
static gboolean
reset_matching (BounceTally *tally, GError **error)
{
  BounceContactFilter filter = tally->options->filter;
  Matching matching
      = { g_ptr_array_new_with_free_func (g_free), tally->ledger };
  gboolean done;

  filter.every_key = TRUE;
  filter.states = 1U << BOUNCE_CONTACT_HARD | 1U << BOUNCE_CONTACT_ACTIVE;
  done = bounce_ledger_list (tally->ledger, &filter, BOUNCE_READ_EVENTS,
                             add_key, reset_range, &matching, error);
  g_ptr_array_free (matching.keys, TRUE);
  return done;
}

gboolean
bounce_tally_reset (BounceTally *tally, GError **error)
{
  return tally->arguments[0] == NULL ? reset_matching (tally, error)
                                     : change_all (tally, RESET, error);
}

gboolean
bounce_tally_prune (BounceTally *tally, GError **error)
{
  guint64 dropped;

  return bounce_ledger_prune (tally->ledger, tally->options->before, &dropped,
                              error);
}
