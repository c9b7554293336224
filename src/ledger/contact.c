/* contact: small functions on contacts and events, and the exit status of the
   ledger's errors. */
#include "config.h"

#include <sysexits.h>

#include "ledger/contact.h"

G_DEFINE_QUARK (bounce - ledger - error - quark, bounce_ledger_error)

int
bounce_ledger_exit_status (const GError *error)
{
  static const int statuses[] = {
    [BOUNCE_LEDGER_ERROR_USAGE] = EX_USAGE,
    [BOUNCE_LEDGER_ERROR_AGAIN] = EX_TEMPFAIL,
    [BOUNCE_LEDGER_ERROR_MISSING] = EX_NOINPUT,
    [BOUNCE_LEDGER_ERROR_DATA] = EX_DATAERR,
  };

  g_return_val_if_fail (error->domain == BOUNCE_LEDGER_ERROR, EX_SOFTWARE);
  return statuses[error->code];
}

gboolean
bounce_event_has_time (const BounceEvent *event)
{
  return event->date != G_MININT64 && event->date <= event->seen;
}

gint64
bounce_event_time (const BounceEvent *event)
{
  return bounce_event_has_time (event) ? event->date : event->seen;
}

int
bounce_contact_compare (gconstpointer a, gconstpointer b)
{
  const BounceContact *left = a, *right = b;

  return strcmp (left->key, right->key);
}
