/* sqlite-write: writes contacts, events and settings into an open file, and
   erases them. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/sqlite-statements.h"
#include "ledger/sqlite-write.h"

/* Runs SQL with FIRST and SECOND (NULL: it has only one value). */
static gboolean
run_statement (BounceSqlite *store, BounceSqliteStatement sql,
               const char *first, const char *second, GError **error)
{
  sqlite3_stmt *statement = bounce_sqlite_prepare (store, sql, error);
  int bound;

  if (statement == NULL)
    return FALSE;
  bound = bounce_sqlite_bind_text (store, statement, 1, first);
  if (second != NULL)
    bound |= bounce_sqlite_bind_text (store, statement, 2, second);
  return bounce_sqlite_finish (store, statement, bound, error);
}

static gboolean
write_contacts (BounceSqlite *store, BounceSqliteStatement sql,
                const BounceContact *contacts, guint n, GError **error)
{
  sqlite3_stmt *statement = bounce_sqlite_prepare (store, sql, error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      int bound
          = bounce_sqlite_bind_row (store, statement, 1, bounce_sql_contact,
                                    BOUNCE_SQL_CONTACT_COLUMNS, &contacts[i]);

      if (!bounce_sqlite_finish (store, statement, bound, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
bounce_sqlite_lock (gpointer handle, const BounceContact *contacts, guint n,
                    gboolean make, GError **error)
{
  /* The transaction has locked all of the file. */
  return !make
         || write_contacts (handle, BOUNCE_SQLITE_MAKE_CONTACT, contacts, n,
                            error);
}

/* TRUE if CONTACT says nothing that its events do not tell: it has no row, so
   that one page less is written. */
static gboolean
is_plain (const BounceContact *contact)
{
  return strcmp (contact->written, contact->key) == 0 && contact->reason == NULL
         && contact->counts == NULL && contact->delivered == G_MININT64
         && contact->reset == G_MININT64 && contact->complained == G_MININT64
         && contact->suppressed == G_MININT64 && contact->changed == G_MININT64
         && contact->pruned == G_MININT64;
}

/* What is said of a contact is never taken back, so that none that has a row
   becomes plain. */
gboolean
bounce_sqlite_upsert_contacts (gpointer handle, const BounceContact *contacts,
                               guint n, GError **error)
{
  gboolean done = TRUE;

  for (guint i = 0; i < n && done; i++)
    done = is_plain (&contacts[i])
           || write_contacts (handle, BOUNCE_SQLITE_UPSERT_CONTACT,
                              &contacts[i], 1, error);
  return done;
}

/* The texts of EVENT; *SOME: there are any. */
static gboolean
upsert_detail (BounceSqlite *store, const char *key, const BounceEvent *event,
               gboolean *some, GError **error)
{
  const char *const texts[] = { key,
                                event->id,
                                event->evidence,
                                event->diagnostic,
                                event->remote_mta,
                                event->message_id };
  sqlite3_stmt *statement;
  int bound = SQLITE_OK;

  *some = event->evidence != NULL || event->diagnostic != NULL
          || event->remote_mta != NULL || event->message_id != NULL;
  if (!*some)
    return run_statement (store, BOUNCE_SQLITE_ERASE_DETAIL, key, event->id,
                          error);
  statement = bounce_sqlite_prepare (store, BOUNCE_SQLITE_UPSERT_DETAIL, error);
  for (guint i = 0; statement != NULL && i < G_N_ELEMENTS (texts); i++)
    bound |= bounce_sqlite_bind_text (store, statement, (int)i + 1, texts[i]);
  return statement != NULL
         && bounce_sqlite_finish (store, statement, bound, error);
}

gboolean
bounce_sqlite_upsert_events (gpointer handle, const BounceEventRow *events,
                             guint n, GError **error)
{
  BounceSqlite *store = handle;
  sqlite3_stmt *statement
      = bounce_sqlite_prepare (store, BOUNCE_SQLITE_UPSERT_EVENT, error);

  for (guint i = 0; statement != NULL && i < n; i++)
    {
      const BounceEvent *event = &events[i].event;
      gboolean some;
      int bound;

      if (!upsert_detail (store, events[i].key, event, &some, error))
        return FALSE;
      bound = bounce_sqlite_bind_text (store, statement, 1, events[i].key);
      bound |= bounce_sqlite_bind_row (store, statement, 2, bounce_sqlite_event,
                                       BOUNCE_SQLITE_EVENT_COLUMNS, event);
      bound |= events[i].busy ? store->api.bind_int64 (statement, 9, 1)
                              : store->api.bind_null (statement, 9);
      bound |= store->api.bind_int64 (statement, 10, some);
      if (!bounce_sqlite_finish (store, statement, bound, error))
        return FALSE;
    }
  return statement != NULL;
}

gboolean
bounce_sqlite_mark_busy (gpointer handle, const char *const *keys, guint n,
                         GError **error)
{
  gboolean done = TRUE;

  for (guint i = 0; i < n && done; i++)
    done
        = run_statement (handle, BOUNCE_SQLITE_MARK_BUSY, keys[i], NULL, error);
  return done;
}

gboolean
bounce_sqlite_erase_contacts (gpointer handle, const char *const *keys, guint n,
                              GError **error)
{
  gboolean done = TRUE;

  for (guint i = 0; i < n && done; i++)
    done = run_statement (handle, BOUNCE_SQLITE_ERASE_DETAILS, keys[i], NULL,
                          error)
           && run_statement (handle, BOUNCE_SQLITE_ERASE_EVENTS, keys[i], NULL,
                             error)
           && run_statement (handle, BOUNCE_SQLITE_ERASE_CONTACT, keys[i], NULL,
                             error);
  return done;
}

gboolean
bounce_sqlite_erase_events (gpointer handle, const BounceEventRow *events,
                            guint n, GError **error)
{
  gboolean done = TRUE;

  for (guint i = 0; i < n && done; i++)
    done = run_statement (handle, BOUNCE_SQLITE_ERASE_DETAIL, events[i].key,
                          events[i].event.id, error)
           && run_statement (handle, BOUNCE_SQLITE_ERASE_EVENT, events[i].key,
                             events[i].event.id, error);
  return done;
}

gboolean
bounce_sqlite_upsert_setting (gpointer handle, const char *name,
                              const char *value, GError **error)
{
  return run_statement (handle, BOUNCE_SQLITE_UPSERT_SETTING, name, value,
                        error);
}
