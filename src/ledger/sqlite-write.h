/* What the SQLite store writes: for the functions of store.h of these names. */
#ifndef BOUNCE_LEDGER_SQLITE_WRITE_H
#define BOUNCE_LEDGER_SQLITE_WRITE_H

#include <glib.h>

#include "ledger/store.h"

gboolean bounce_sqlite_lock (gpointer handle, const BounceContact *contacts,
                             guint n, gboolean make, GError **error);
gboolean bounce_sqlite_upsert_contacts (gpointer handle,
                                        const BounceContact *contacts, guint n,
                                        GError **error);
gboolean bounce_sqlite_upsert_events (gpointer handle,
                                      const BounceEventRow *events, guint n,
                                      GError **error);
gboolean bounce_sqlite_mark_busy (gpointer handle, const char *const *keys,
                                  guint n, GError **error);
gboolean bounce_sqlite_erase_contacts (gpointer handle, const char *const *keys,
                                       guint n, GError **error);
gboolean bounce_sqlite_erase_events (gpointer handle,
                                     const BounceEventRow *events, guint n,
                                     GError **error);
gboolean bounce_sqlite_upsert_setting (gpointer handle, const char *name,
                                       const char *value, GError **error);

#endif
