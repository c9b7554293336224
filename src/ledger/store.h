/* What the two stores have in common: a struct of functions.  A store keeps
   contacts, events and settings; it judges nothing and merges nothing.  All
   functions that can fail return FALSE with an error of BOUNCE_LEDGER_ERROR. */
#ifndef BOUNCE_LEDGER_STORE_H
#define BOUNCE_LEDGER_STORE_H

#include <glib.h>

#include "ledger/contact.h"

/* A contact and one of its events, or NULL where it has none. */
typedef void (*BounceRowFunc) (const BounceContact *contact,
                               const BounceEvent *event, gpointer data);
typedef void (*BounceKeyFunc) (const char *key, gpointer data);
typedef void (*BounceSettingFunc) (const char *name, const char *value,
                                   gpointer data);

/* What is wanted of a ledger. */
typedef enum
{
  BOUNCE_OPEN_READ,  /* it must be there; the right to read is enough */
  BOUNCE_OPEN_WRITE, /* it must be there */
  BOUNCE_OPEN_CREATE /* it is made where it is not there */
} BounceOpenMode;

/* How much of the events comes with the contacts. */
typedef enum
{
  BOUNCE_READ_COUNTS, /* none of contacts that have counts, else as below */
  BOUNCE_READ_EVENTS, /* without evidence, diagnostic, remote_mta, message_id */
  BOUNCE_READ_ALL
} BounceReadDetail;

/* From where on events of a category are read: at TIME or later, and at TIME
   itself only what comes after ID ("": all). */
typedef struct
{
  BounceCategory category;
  gint64 time;
  const char *id;
} BounceEventStart;

typedef struct
{
  const char *name;

  /* The store meets no conflict if it is locked from the start: reading twice,
     first without locks, would gain nothing. */
  gboolean locks_at_begin;

  /* Opens what stands at LOCATION, makes or migrates its schema.  LOCK_WAIT:
     seconds to wait for others.  NULL with ERROR.  The result is the `handle`
     of all other functions. */
  gpointer (*open) (const char *location, BounceOpenMode mode, guint lock_wait,
                    GError **error);
  void (*close) (gpointer handle);

  /* A write transaction.  `rollback` after any failure in it; it never
     fails. */
  gboolean (*begin) (gpointer handle, GError **error);
  gboolean (*commit) (gpointer handle, GError **error);
  void (*rollback) (gpointer handle);

  /* TRUE if the last failure was one that the same transaction, begun anew,
     may well not meet again (a serialization failure, a lost connection). */
  gboolean (*may_retry) (gpointer handle);

  /* Makes those of the contacts that do not exist, if MAKE, and locks all of
     them until the end of the transaction.  Their keys are sorted and
     unique. */
  gboolean (*lock) (gpointer handle, const BounceContact *contacts, guint n,
                    gboolean make, GError **error);

  /* Calls FUNC for the rows of the N contacts with these keys, in any order of
     contacts.  The rows of one contact come together, by bounce_event_time,
     then by identity. */
  gboolean (*read) (gpointer handle, const char *const *keys, guint n,
                    BounceReadDetail detail, BounceRowFunc func, gpointer data,
                    GError **error);

  /* The same for the first LIMIT contacts in byte order of their keys that
     come after the key AFTER ("": from the first on). */
  gboolean (*read_after) (gpointer handle, const char *after, guint limit,
                          BounceReadDetail detail, BounceRowFunc func,
                          gpointer data, GError **error);

  /* The first LIMIT keys after AFTER, in byte order, of contacts that have
     changed, or an event of which was seen, at SINCE or later. */
  gboolean (*changed_after) (gpointer handle, gint64 since, const char *after,
                             guint limit, BounceKeyFunc func, gpointer data,
                             GError **error);

  /* Those of the N events (key and id) that are there, in any order. */
  gboolean (*read_events) (gpointer handle, const BounceEventRow *events,
                           guint n, BounceRowFunc func, gpointer data,
                           GError **error);

  /* Write rows, over those with the same key.  No two have the same one. */
  gboolean (*upsert_contacts) (gpointer handle, const BounceContact *contacts,
                               guint n, GError **error);
  gboolean (*upsert_events) (gpointer handle, const BounceEventRow *events,
                             guint n, GError **error);

  /* Notes that the N contacts with KEYS have counts from now on: so that
     `read_from` finds the events that they have. */
  gboolean (*mark_busy) (gpointer handle, const char *const *keys, guint n,
                         GError **error);

  /* Of the contact KEY, which has counts, the first LIMIT events of each of the
     N categories by bounce_event_time, then by identity, from its start on; of
     several categories in any order.  Lean. */
  gboolean (*read_from) (gpointer handle, const char *key,
                         const BounceEventStart *starts, guint n, guint limit,
                         BounceRowFunc func, gpointer data, GError **error);

  /* Of the contact KEY all events, in no order.  Lean. */
  gboolean (*read_each) (gpointer handle, const char *key, BounceRowFunc func,
                         gpointer data, GError **error);

  /* Erase contacts with all their events; single events. */
  gboolean (*erase_contacts) (gpointer handle, const char *const *keys, guint n,
                              GError **error);
  gboolean (*erase_events) (gpointer handle, const BounceEventRow *events,
                            guint n, GError **error);

  /* Calls FUNC for each setting; stores one. */
  gboolean (*settings) (gpointer handle, BounceSettingFunc func, gpointer data,
                        GError **error);
  gboolean (*upsert_setting) (gpointer handle, const char *name,
                              const char *value, GError **error);

  /* The first category that was read of an event and is of a later version;
     NULL: none was.  Owned by the handle. */
  const char *(*unknown_category) (gpointer handle);
} BounceStore;

extern const BounceStore bounce_store_sqlite;
extern const BounceStore bounce_store_pgsql;

/* Runs WORK, with DATA, inside a transaction of STORE, and again for up to
   PATIENCE seconds where the store says that it may be retried.  FALSE with
   ERROR set, and rolled back, if WORK or the store fails. */
typedef gboolean (*BounceTransaction) (gpointer data, GError **error);
gboolean bounce_store_transact (const BounceStore *store, gpointer handle,
                                guint patience, BounceTransaction work,
                                gpointer data, GError **error);

#endif
