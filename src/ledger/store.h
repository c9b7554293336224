/* What the two stores have in common: a struct of functions.  A store keeps
   contacts, events and settings; it judges nothing and merges nothing.  All
   functions that can fail return FALSE with an error of BOUNCE_LEDGER_ERROR. */
#ifndef BOUNCE_LEDGER_STORE_H
#define BOUNCE_LEDGER_STORE_H

#include <glib.h>

#include "ledger/ledger.h"

/* An event with the key of its contact. */
typedef struct
{
  const char *key;
  BounceEvent event;
} BounceEventRow;

/* A contact and one of its events, or NULL where it has none. */
typedef void (*BounceRowFunc) (const BounceContact *contact,
                               const BounceEvent *event, gpointer data);
typedef void (*BounceSettingFunc) (const char *name, const char *value,
                                   gpointer data);

typedef struct
{
  const char *name;

  /* Opens what stands at LOCATION, makes or migrates its schema.  NULL with
     ERROR.  The result is the `handle` of all other functions. */
  gpointer (*open) (const char *location, GError **error);
  void (*close) (gpointer handle);

  /* A write transaction.  `undo` after any failure in it; it never fails. */
  gboolean (*begin) (gpointer handle, GError **error);
  gboolean (*commit) (gpointer handle, GError **error);
  void (*undo) (gpointer handle);

  /* TRUE if the last failure was one that the same transaction, begun anew,
     may well not meet again (a serialization failure). */
  gboolean (*may_retry) (gpointer handle);

  /* Makes the contacts that do not exist and locks all of them until the end
     of the transaction.  Their keys are sorted and unique. */
  gboolean (*touch) (gpointer handle, const BounceContact *contacts, guint n,
                     GError **error);

  /* Calls FUNC for the rows of the N contacts with these keys, in any order of
     contacts; KEYS NULL: of all contacts, in byte order of their keys.  The
     rows of one contact come together, by date (none: last), then by id. */
  gboolean (*read) (gpointer handle, const char *const *keys, guint n,
                    BounceRowFunc func, gpointer data, GError **error);

  /* Write rows, over those with the same key.  No two have the same one. */
  gboolean (*put_contacts) (gpointer handle, const BounceContact *contacts,
                            guint n, GError **error);
  gboolean (*put_events) (gpointer handle, const BounceEventRow *events,
                          guint n, GError **error);

  /* Marks all events of the contact as cleared; erases contact and events. */
  gboolean (*clear) (gpointer handle, const char *key, GError **error);
  gboolean (*erase) (gpointer handle, const char *key, GError **error);

  gboolean (*settings) (gpointer handle, BounceSettingFunc func, gpointer data,
                        GError **error);
  gboolean (*put_setting) (gpointer handle, const char *name, const char *value,
                           GError **error);
} BounceStore;

extern const BounceStore bounce_store_sqlite;
extern const BounceStore bounce_store_pgsql;

/* Runs WORK inside a transaction of STORE, and again where the store says that
   it may be retried. */
typedef gboolean (*BounceWork) (gpointer data, GError **error);
gboolean bounce_store_transact (const BounceStore *store, gpointer handle,
                                BounceWork work, gpointer data, GError **error);

#endif
