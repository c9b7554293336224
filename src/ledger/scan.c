/* scan: reads contacts and their standing from a store, for whoever asks.  All
   contacts are read range by range, so that a slow reader keeps nothing open
   that others wait for. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/counts.h"
#include "ledger/judge.h"
#include "ledger/keep-out.h"
#include "ledger/open.h"
#include "ledger/scan.h"
#include "text/address-key.h"

#define RANGE 1000

typedef struct
{
  BounceLedger *ledger;
  gint64 now;
  BounceContactFunc contact_func; /* or NULL */
  BounceEventFunc event_func;     /* or NULL */
  gpointer data;
  const BounceContactFilter *filter; /* or NULL */
  gboolean every_event;              /* also what is no bounce */
  /* The contact under way. */
  gboolean any;
  gboolean handed; /* an event of it */
  GString *key, *written, *reason, *by_domain;
  BounceContact contact; /* as it is stored */
  BounceContact judged;  /* and as its domain makes it */
  BounceStanding standing;
  BounceJudge judge;
  gboolean counted; /* its events were not read */
  guint contacts;   /* of this range */
} Scan;

static void
scan_init (Scan *scan, BounceLedger *ledger, gpointer data)
{
  *scan = (Scan){ .ledger = ledger,
                  .now = bounce_ledger_now (),
                  .data = data,
                  .key = g_string_new (NULL),
                  .written = g_string_new (NULL),
                  .reason = g_string_new (NULL),
                  .by_domain = g_string_new (NULL) };
  bounce_standing_init (&scan->standing);
}

static void
scan_clear (Scan *scan)
{
  bounce_standing_clear (&scan->standing);
  g_string_free (scan->key, TRUE);
  g_string_free (scan->written, TRUE);
  g_string_free (scan->reason, TRUE);
  g_string_free (scan->by_domain, TRUE);
}

static const BounceDomain *
find_domain (const BounceLedger *ledger, const char *key)
{
  const char *at = ledger->domains != NULL ? strrchr (key, '@') : NULL;

  return at != NULL ? g_hash_table_lookup (ledger->domains, at) : NULL;
}

static gboolean
is_wanted (const Scan *scan)
{
  const BounceContactFilter *filter = scan->filter;
  const BounceStanding *standing = &scan->standing;
  const char *key = scan->key->str;

  if (filter == NULL)
    return TRUE;
  if (bounce_keep_out_is_key (key)
      || (!filter->every_key
          && !bounce_address_key_is_full (scan->written->str)))
    return FALSE;
  if (filter->states != 0 && !(filter->states & 1U << standing->state))
    return FALSE;
  if (filter->category != BOUNCE_CATEGORY_NONE
      && standing->category != filter->category)
    return FALSE;
  if (filter->domain != NULL)
    {
      const char *at = strrchr (key, '@');

      if (at == NULL || strcmp (at + 1, filter->domain) != 0)
        return FALSE;
    }
  if (filter->since != G_MININT64 && standing->date < filter->since)
    return FALSE;
  return filter->until == G_MININT64
         || (standing->date != G_MININT64 && standing->date <= filter->until);
}

static void
finish_contact (Scan *scan)
{
  if (!scan->any)
    return;
  scan->any = FALSE;
  bounce_judge_end (&scan->judge);
  if (scan->event_func != NULL && !scan->handed)
    scan->event_func (&scan->contact, NULL, BOUNCE_WEIGHT_NONE, scan->data);
  if (scan->contact_func != NULL && is_wanted (scan))
    scan->contact_func (&scan->contact, &scan->standing, scan->data);
}

static void
begin_contact (Scan *scan, const BounceContact *contact)
{
  const BounceDomain *domain = find_domain (scan->ledger, contact->key);
  BounceCounts counts;

  scan->any = TRUE;
  scan->handed = FALSE;
  scan->contacts++;
  g_string_assign (scan->key, contact->key);
  g_string_assign (scan->written, contact->written);
  g_string_assign (scan->reason,
                   contact->reason != NULL ? contact->reason : "");
  scan->contact = *contact;
  scan->contact.key = scan->key->str;
  scan->contact.written = scan->written->str;
  scan->contact.reason = contact->reason != NULL ? scan->reason->str : NULL;
  scan->contact.counts = NULL;
  scan->judged = scan->contact;
  if (domain != NULL && *contact->key != '@')
    {
      g_string_printf (scan->by_domain, "%s%s%s", strrchr (contact->key, '@'),
                       domain->reason != NULL ? ": " : "",
                       domain->reason != NULL ? domain->reason : "");
      scan->judged.reason = scan->by_domain->str;
      scan->judged.suppressed = MAX (domain->since, contact->reset);
    }
  bounce_judge_begin (&scan->judge, &scan->standing, &scan->ledger->policy,
                      scan->now, &scan->judged);
  if (scan->counted && contact->counts != NULL)
    {
      /* What can't be read is taken for the worst. */
      if (!bounce_counts_parse (contact->counts, &counts))
        counts.n[BOUNCE_CATEGORY_INACTIVE][0] = 1;
      bounce_judge_counts (&scan->judge, &counts);
    }
}

/* A BounceRowFunc: a contact ends where another one begins. */
static void
scan_row (const BounceContact *contact, const BounceEvent *event, gpointer data)
{
  Scan *scan = data;
  BounceWeight weight;

  if (!scan->any || strcmp (scan->key->str, contact->key) != 0)
    {
      finish_contact (scan);
      begin_contact (scan, contact);
    }
  if (event == NULL
      || (event->category == BOUNCE_CATEGORY_NONE && !scan->every_event))
    return;
  weight = bounce_judge_event (&scan->judge, event);
  scan->handed = TRUE;
  if (scan->event_func != NULL)
    scan->event_func (&scan->contact, event, weight, scan->data);
}

/* Counts are enough only under a policy that needs no events. */
static BounceReadDetail
choose_detail (Scan *scan, BounceReadDetail detail)
{
  if (detail == BOUNCE_READ_COUNTS
      && bounce_policy_needs_events (&scan->ledger->policy))
    detail = BOUNCE_READ_EVENTS;
  scan->counted = detail == BOUNCE_READ_COUNTS;
  return detail;
}

static gboolean
scan_keys (Scan *scan, const char *const *keys, guint n,
           BounceReadDetail detail, GError **error)
{
  const BounceLedger *ledger = scan->ledger;
  gboolean done = ledger->store->read (ledger->handle, keys, n,
                                       choose_detail (scan, detail), scan_row,
                                       scan, error);

  if (done)
    finish_contact (scan);
  return done;
}

static gboolean
scan_all (Scan *scan, BounceReadDetail detail, BounceBetweenFunc between,
          GError **error)
{
  const BounceLedger *ledger = scan->ledger;
  gboolean done;

  detail = choose_detail (scan, detail);
  do
    {
      g_autofree char *after = g_strdup (scan->key->str);

      scan->contacts = 0;
      done = ledger->store->read_after (ledger->handle, after, RANGE, detail,
                                        scan_row, scan, error);
      if (done)
        finish_contact (scan);
      if (done && between != NULL)
        done = between (scan->data, error);
    }
  while (done && scan->contacts == RANGE);
  return done;
}

/* A BounceKeyFunc. */
static void
add_key (const char *key, gpointer data)
{
  g_ptr_array_add (data, g_strdup (key));
}

/* The store looks for them among all that have changed, each time it is
   asked. */
#define CHANGED_RANGE (50 * RANGE)

/* As scan_all, for those that the store says have changed. */
static gboolean
scan_changed (Scan *scan, BounceReadDetail detail, BounceBetweenFunc between,
              GError **error)
{
  const BounceLedger *ledger = scan->ledger;
  g_autofree char *after = g_strdup ("");
  gboolean done;
  guint n;

  do
    {
      g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

      done = ledger->store->changed_after (ledger->handle,
                                           scan->filter->changed_since, after,
                                           CHANGED_RANGE, add_key, keys, error);
      n = keys->len;
      if (!done || n == 0)
        return done;
      g_free (after);
      after = g_strdup (g_ptr_array_index (keys, n - 1));
      for (guint i = 0; done && i < n; i += RANGE)
        done = scan_keys (scan, (const char *const *)keys->pdata + i,
                          MIN (RANGE, n - i), detail, error)
               && (between == NULL || between (scan->data, error));
    }
  while (done && n == CHANGED_RANGE);
  return done;
}

gboolean
bounce_ledger_events (BounceLedger *ledger, const char *const *keys, guint n,
                      BounceEventFunc func, BounceBetweenFunc between,
                      gpointer data, GError **error)
{
  Scan scan;
  gboolean done;

  scan_init (&scan, ledger, data);
  scan.event_func = func;
  scan.every_event = keys == NULL;
  done = keys != NULL ? scan_keys (&scan, keys, n, BOUNCE_READ_ALL, error)
                      : scan_all (&scan, BOUNCE_READ_ALL, between, error);
  scan_clear (&scan);
  return done;
}

gboolean
bounce_ledger_contacts (BounceLedger *ledger, const char *const *keys, guint n,
                        BounceReadDetail detail, BounceContactFunc func,
                        gpointer data, GError **error)
{
  Scan scan;
  gboolean done;

  scan_init (&scan, ledger, data);
  scan.contact_func = func;
  done = scan_keys (&scan, keys, n, detail, error);
  scan_clear (&scan);
  return done;
}

gboolean
bounce_ledger_list (BounceLedger *ledger, const BounceContactFilter *filter,
                    BounceReadDetail detail, BounceContactFunc func,
                    BounceBetweenFunc between, gpointer data, GError **error)
{
  gboolean asks_reason = filter->category != BOUNCE_CATEGORY_NONE
                         || filter->since != G_MININT64
                         || filter->until != G_MININT64;
  Scan scan;
  gboolean done;

  if (detail == BOUNCE_READ_COUNTS && asks_reason)
    detail = BOUNCE_READ_EVENTS;
  scan_init (&scan, ledger, data);
  scan.contact_func = func;
  scan.filter = filter;
  done = filter->changed_since != G_MININT64
             ? scan_changed (&scan, detail, between, error)
             : scan_all (&scan, detail, between, error);
  scan_clear (&scan);
  return done;
}

gboolean
bounce_ledger_tally (BounceLedger *ledger, const BounceContactFilter *filter,
                     BounceReadDetail detail, BounceContactFunc contact,
                     BounceEventFunc event, gpointer data, GError **error)
{
  Scan scan;
  gboolean done;

  scan_init (&scan, ledger, data);
  scan.contact_func = contact;
  scan.event_func = event;
  scan.filter = filter;
  done = scan_all (&scan, detail, NULL, error);
  scan_clear (&scan);
  return done;
}

typedef struct
{
  BounceRowFunc func;
  gpointer data;
  GHashTable *digests; /* key of a digest -> key of who left it; or NULL */
} Blocked;

/* A BounceContactFunc. */
static void
note_blocked (const BounceContact *contact, const BounceStanding *standing,
              gpointer data)
{
  const Blocked *blocked = data;
  BounceContact named = BOUNCE_CONTACT_INIT;

  if (standing->state == BOUNCE_CONTACT_ACTIVE)
    return;
  named.key = contact->key;
  if (blocked->digests != NULL && bounce_keep_out_is_key (contact->key))
    named.key = g_hash_table_lookup (blocked->digests, contact->key);
  if (named.key != NULL)
    blocked->func (&named, NULL, blocked->data);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

gboolean
bounce_ledger_blocked (BounceLedger *ledger, const char *const *keys, guint n,
                       BounceRowFunc func, gpointer data, GError **error)
{
  Blocked blocked = { func, data, NULL };
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GHashTable) digests
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n; i++)
    {
      char *digest = NULL;

      if (find_domain (ledger, keys[i]) != NULL)
        {
          BounceContact named = BOUNCE_CONTACT_INIT;

          named.key = keys[i];
          func (&named, NULL, data);
          continue;
        }
      g_ptr_array_add (all, (gpointer)keys[i]);
      if (ledger->keep_out == NULL)
        continue;
      digest = bounce_keep_out_key (ledger->keep_out, keys[i]);
      g_hash_table_insert (digests, digest, (gpointer)keys[i]);
      g_ptr_array_add (all, digest);
    }
  blocked.digests = digests;
  if (g_hash_table_size (digests) > 0)
    g_ptr_array_sort (all, compare_keys);
  return bounce_ledger_contacts (ledger, (const char *const *)all->pdata,
                                 all->len, BOUNCE_READ_COUNTS, note_blocked,
                                 &blocked, error);
}
