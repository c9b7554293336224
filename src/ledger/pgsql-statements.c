/* pgsql-statements: what the server is asked.  Rows travel as arrays.  Each
   statement finds its rows by address and joins none of one address with one of
   another, so that an engine that distributes by it asks one machine for each
   address. */
#include "config.h"

#ifdef HAVE_LIBPQ

#include <glib.h>

#include "ledger/pgsql-statements.h"
#include "ledger/sql.h"

#define CONTACT_ROWS                                                           \
  "SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], "      \
  "$5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], "     \
  "$10::bigint[])"

#define EVENT_NAMES                                                            \
  "event, category, status, reply_code, evidence, diagnostic, remote_mta, "    \
  "message_id, bounced_at, seen_at, verp"
#define EVENT_ROWS                                                             \
  "SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], "      \
  "$5::text[], $6::text[], $7::text[], $8::text[], $9::text[], "               \
  "$10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[])"

/* The columns of all reading: the contact's, then the event's, all NULL where
   there is no event. */
#define SELECT_CONTACT                                                         \
  "SELECT c.address, c.written, c.suppressed_reason, c.counts, "               \
  "c.delivered_at, c.reset_at, c.complained_at, c.suppressed_at, "             \
  "c.changed_at, c.pruned, "
#define EVENT_LEAN                                                             \
  "e.event, e.category, e.status, e.reply_code, NULL, NULL, NULL, NULL, "      \
  "e.bounced_at, e.seen_at, e.verp "
#define EVENT_ALL                                                              \
  "e.event, e.category, e.status, e.reply_code, e.evidence, e.diagnostic, "    \
  "e.remote_mta, e.message_id, e.bounced_at, e.seen_at, e.verp "
#define LEAN SELECT_CONTACT EVENT_LEAN "FROM "
#define ALL SELECT_CONTACT EVENT_ALL "FROM "

#define EVENTS "LEFT JOIN bouncecat_event e ON e.address = c.address "
/* Of a contact with counts no event is even looked at: NULL is equal to none.
 */
#define FEW                                                                    \
  EVENTS "AND e.address = CASE WHEN c.counts IS NULL THEN c.address END "
#define CONTACTS "bouncecat_contact c "
#define AFTER                                                                  \
  "(SELECT * FROM bouncecat_contact WHERE address > $1 ORDER BY address "      \
  "LIMIT $2) c "
#define ORDER "ORDER BY c.address, " BOUNCE_SQL_IN_TIME
#define OF_SOME "WHERE c.address = ANY($1::text[]) " ORDER
/* So that no plan begins with the first event of all. */
#define OF_REST "AND e.address > $1 " ORDER

const BouncePqStatement bounce_pgsql_statements[BOUNCE_PGSQL_STATEMENTS] = {
  /* An upsert that changes nothing locks the row that is there; Citus has no
     other way for several rows. */
  [BOUNCE_PGSQL_MAKE_CONTACTS]
  = { "bouncecat_make", BOUNCE_SQL_INSERT_CONTACT CONTACT_ROWS
      " ON CONFLICT (address) DO UPDATE SET "
      "written = bouncecat_contact.written" },
  [BOUNCE_PGSQL_LOCK_CONTACTS]
  = { "bouncecat_lock", "UPDATE bouncecat_contact SET written = written "
                        "WHERE address = ANY($1::text[])" },
  [BOUNCE_PGSQL_UPSERT_CONTACTS]
  = { "bouncecat_put_contacts",
      BOUNCE_SQL_INSERT_CONTACT CONTACT_ROWS BOUNCE_SQL_OVER_CONTACT },
  [BOUNCE_PGSQL_UPSERT_EVENTS]
  = { "bouncecat_put_events",
      "INSERT INTO bouncecat_event (address, " EVENT_NAMES ", busy) " EVENT_ROWS
      " ON CONFLICT (address, event) DO UPDATE SET "
      "category = excluded.category, status = excluded.status, "
      "reply_code = excluded.reply_code, evidence = excluded.evidence, "
      "diagnostic = excluded.diagnostic, remote_mta = excluded.remote_mta, "
      "message_id = excluded.message_id, bounced_at = excluded.bounced_at, "
      "seen_at = excluded.seen_at, verp = excluded.verp, "
      "busy = excluded.busy" },
  [BOUNCE_PGSQL_MARK_BUSY]
  = { "bouncecat_busy", "UPDATE bouncecat_event SET busy = 1 "
                        "WHERE address = ANY($1::text[]) AND busy IS NULL" },
  [BOUNCE_PGSQL_READ_COUNTS]
  = { "bouncecat_read_counts", LEAN CONTACTS FEW OF_SOME },
  [BOUNCE_PGSQL_READ_EVENTS]
  = { "bouncecat_read_events", LEAN CONTACTS EVENTS OF_SOME },
  [BOUNCE_PGSQL_READ_ALL]
  = { "bouncecat_read_all", ALL CONTACTS EVENTS OF_SOME },
  [BOUNCE_PGSQL_AFTER_COUNTS]
  = { "bouncecat_after_counts", LEAN AFTER FEW OF_REST },
  [BOUNCE_PGSQL_AFTER_EVENTS]
  = { "bouncecat_after_events", LEAN AFTER EVENTS OF_REST },
  [BOUNCE_PGSQL_AFTER_ALL]
  = { "bouncecat_after_all", ALL AFTER EVENTS OF_REST },
  [BOUNCE_PGSQL_CHANGED_AFTER]
  = { "bouncecat_changed_after",
      "SELECT address FROM (SELECT address FROM bouncecat_event "
      "WHERE seen_at >= $1 AND address > $2 UNION "
      "SELECT address FROM bouncecat_contact "
      "WHERE changed_at >= $1 AND address > $2) AS changed "
      "ORDER BY address LIMIT $3" },
  [BOUNCE_PGSQL_READ_SOME]
  = { "bouncecat_events",
      "SELECT e.address, " EVENT_ALL "FROM bouncecat_event e "
      "JOIN unnest($1::text[], $2::text[]) AS k (contact, id) "
      "ON e.address = k.contact AND e.event = k.id" },
  [BOUNCE_PGSQL_READ_FROM]
  = { "bouncecat_from",
      "SELECT e.* FROM unnest($3::text[], $4::bigint[], $5::text[]) "
      "AS k (kind, start, id) "
      "CROSS JOIN LATERAL (SELECT e.address, " EVENT_LEAN
      "FROM bouncecat_event e WHERE busy = 1 AND e.address = $1 "
      "AND e.category = k.kind "
      "AND (" BOUNCE_SQL_TIME ", e.event) > (k.start, k.id) "
      "ORDER BY " BOUNCE_SQL_IN_TIME " LIMIT $2) AS e" },
  [BOUNCE_PGSQL_READ_EACH]
  = { "bouncecat_each", "SELECT e.address, " EVENT_LEAN
                        "FROM bouncecat_event e WHERE e.address = $1" },
  [BOUNCE_PGSQL_ERASE_EVENTS]
  = { "bouncecat_erase_events",
      "DELETE FROM bouncecat_event WHERE address = ANY($1::text[])" },
  [BOUNCE_PGSQL_ERASE_CONTACTS]
  = { "bouncecat_erase_contact",
      "DELETE FROM bouncecat_contact WHERE address = ANY($1::text[])" },
  [BOUNCE_PGSQL_ERASE_SOME]
  = { "bouncecat_erase_some",
      "DELETE FROM bouncecat_event e "
      "USING unnest($1::text[], $2::text[]) AS k (contact, id) "
      "WHERE e.address = k.contact AND e.event = k.id" },
  [BOUNCE_PGSQL_SETTINGS] = { "bouncecat_settings", BOUNCE_SQL_SETTINGS },
  [BOUNCE_PGSQL_UPSERT_SETTING]
  = { "bouncecat_put_setting", BOUNCE_SQL_UPSERT_SETTING },
};

#endif /* HAVE_LIBPQ */
