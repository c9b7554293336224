/* An open ledger from inside: for the files that implement ledger.h. */
#ifndef BOUNCE_LEDGER_OPEN_H
#define BOUNCE_LEDGER_OPEN_H

#include <glib.h>

#include "ledger/policy.h"
#include "ledger/store.h"
#include "ledger/ledger.h"

struct BounceLedger
{
  const BounceStore *store;
  gpointer handle;
  BouncePolicy stored; /* what the ledger says */
  BouncePolicy policy; /* what holds in this run */
};

/* The time that policies count from: seconds since 1970. */
gint64 bounce_ledger_now (void);

#endif
