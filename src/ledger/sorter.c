/* sorter: sorts entries by the key of their contact before they are merged,
   batch by batch.  Addresses come in no order, and each touches a page of its
   own; of many, sorted, many touch the same one.  Entries are packed; what
   memory does not hold goes to a temporary file, if there can be one. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/entry.h"
#include "ledger/open.h"
#include "ledger/runs.h"
#include "ledger/sorter.h"

/* Some 50,000 to 100,000 records in memory, and so many times as many in the
   file. */
#define BYTES_MAX (16 * 1024 * 1024)
#define RUNS_MAX 32

/* Before the strings of a packed entry, each of which ends with NUL, an empty
   one for none: the key, the address as written (empty if it is the key), and
   those of the event. */
typedef struct
{
  guint length; /* with its strings */
  gint64 date;
  guint8 kind;
  guint8 category;
  gboolean has_event : 1;
  gboolean verp : 1;
} Packed;

struct BounceSorter
{
  BounceLedger *ledger;
  BounceBatch *scratch; /* of one record */
  GByteArray *bytes;
  GArray *places; /* of guint: where in bytes an entry begins */
  BounceRuns *runs;
};

/* Of packed entries. */
static int
compare_packed (gconstpointer a, gconstpointer b)
{
  return strcmp ((const char *)a + sizeof (Packed),
                 (const char *)b + sizeof (Packed));
}

BounceSorter *
bounce_sorter_new (BounceLedger *ledger)
{
  BounceSorter *sorter = g_new0 (BounceSorter, 1);

  sorter->ledger = ledger;
  sorter->scratch = bounce_batch_new ();
  sorter->bytes = g_byte_array_new ();
  sorter->places = g_array_new (FALSE, FALSE, sizeof (guint));
  sorter->runs = bounce_runs_new (compare_packed);
  return sorter;
}

void
bounce_sorter_free (BounceSorter *sorter)
{
  if (sorter == NULL)
    return;
  bounce_batch_free (sorter->scratch);
  g_byte_array_free (sorter->bytes, TRUE);
  g_array_free (sorter->places, TRUE);
  bounce_runs_free (sorter->runs);
  g_free (sorter);
}

gboolean
bounce_sorter_is_empty (const BounceSorter *sorter)
{
  return sorter->places->len == 0 && bounce_runs_count (sorter->runs) == 0;
}

static void
pack_text (GByteArray *bytes, const char *text)
{
  const char *packed = text != NULL ? text : "";

  g_byte_array_append (bytes, (const guint8 *)packed,
                       (guint)strlen (packed) + 1);
}

static void
pack_entry (BounceSorter *sorter, const BounceEntry *entry)
{
  const BounceContact *contact = &entry->contact;
  const BounceEvent *event = &entry->event;
  Packed packed = { .date = event->date,
                    .kind = (guint8)entry->kind,
                    .category = (guint8)event->category,
                    .has_event = entry->has_event,
                    .verp = event->verp };
  gboolean plain = strcmp (contact->key, contact->written) == 0;
  guint place = sorter->bytes->len;

  g_array_append_val (sorter->places, place);
  g_byte_array_append (sorter->bytes, (const guint8 *)&packed, sizeof packed);
  pack_text (sorter->bytes, contact->key);
  pack_text (sorter->bytes, plain ? NULL : contact->written);
  if (entry->has_event)
    {
      pack_text (sorter->bytes, event->id);
      pack_text (sorter->bytes, event->status);
      pack_text (sorter->bytes, event->reply_code);
      pack_text (sorter->bytes, event->evidence);
      pack_text (sorter->bytes, event->diagnostic);
      pack_text (sorter->bytes, event->remote_mta);
      pack_text (sorter->bytes, event->message_id);
    }
  packed.length = sorter->bytes->len - place;
  memcpy (sorter->bytes->data + place, &packed, sizeof packed);
}

/* The text at *AT, which moves behind it; NULL for none. */
static const char *
unpack_text (const char **at)
{
  const char *text = *at;

  *at += strlen (text) + 1;
  return *text != '\0' ? text : NULL;
}

/* Appends the entry at PLACE to BATCH, which borrows its strings. */
static void
unpack (const BounceSorter *sorter, guint place, BounceBatch *batch, gint64 now)
{
  const char *at = (const char *)sorter->bytes->data + place;
  BounceEntry entry = { .contact = BOUNCE_CONTACT_INIT, .creates = TRUE };
  const char *written;
  Packed packed;

  memcpy (&packed, at, sizeof packed);
  at += sizeof packed;
  entry.contact.key = unpack_text (&at);
  written = unpack_text (&at);
  entry.contact.written = written != NULL ? written : entry.contact.key;
  entry.kind = (BounceEntryKind)packed.kind;
  entry.has_event = packed.has_event;
  if (packed.has_event)
    entry.event = (BounceEvent){ .id = unpack_text (&at),
                                 .category = (BounceCategory)packed.category,
                                 .status = unpack_text (&at),
                                 .reply_code = unpack_text (&at),
                                 .evidence = unpack_text (&at),
                                 .diagnostic = unpack_text (&at),
                                 .remote_mta = unpack_text (&at),
                                 .message_id = unpack_text (&at),
                                 .date = packed.date,
                                 .seen = now,
                                 .verp = packed.verp };
  g_array_append_val (batch->entries, entry);
}

/* By key, then as they came. */
static int
compare_places (gconstpointer a, gconstpointer b, gpointer data)
{
  const BounceSorter *sorter = data;
  guint left = *(const guint *)a, right = *(const guint *)b;
  int order = compare_packed (sorter->bytes->data + left,
                              sorter->bytes->data + right);

  return order != 0 ? order : (left > right) - (left < right);
}

static void
forget_memory (BounceSorter *sorter)
{
  g_byte_array_set_size (sorter->bytes, 0);
  g_array_set_size (sorter->places, 0);
}

/* Stores what is in memory, which is sorted. */
static gboolean
store_memory (BounceSorter *sorter, GError **error)
{
  g_autoptr (BounceBatch) batch = bounce_batch_new ();
  gboolean done = TRUE;
  guint i = 0;

  batch->blind = TRUE;
  while (done && i < sorter->places->len)
    {
      gint64 now = bounce_ledger_now ();

      g_array_set_size (batch->entries, 0);
      while (i < sorter->places->len
             && bounce_batch_size (batch) < BOUNCE_LEDGER_BATCH)
        unpack (sorter, g_array_index (sorter->places, guint, i++), batch, now);
      done = bounce_open_merge (sorter->ledger, batch, error);
    }
  forget_memory (sorter);
  return done;
}

/* Moves what is in memory, which is sorted, to the file.  FALSE: it can't be
   written, and stays. */
static gboolean
spill (BounceSorter *sorter)
{
  for (guint i = 0; i < sorter->places->len; i++)
    {
      const guint8 *entry
          = sorter->bytes->data + g_array_index (sorter->places, guint, i);
      Packed packed;

      memcpy (&packed, entry, sizeof packed);
      bounce_runs_write (sorter->runs, entry, packed.length);
    }
  if (!bounce_runs_end (sorter->runs))
    return FALSE;
  forget_memory (sorter);
  return TRUE;
}

/* Stores what is in the file, by way of memory, which is empty. */
static gboolean
store_runs (BounceSorter *sorter, GError **error)
{
  const guint8 *entry;
  guint length;

  do
    {
      if (!bounce_runs_next (sorter->runs, &entry, &length, error))
        return FALSE;
      if (entry != NULL)
        {
          guint place = sorter->bytes->len;

          g_array_append_val (sorter->places, place);
          g_byte_array_append (sorter->bytes, entry, length);
        }
      if ((entry == NULL || sorter->places->len == BOUNCE_LEDGER_BATCH)
          && !store_memory (sorter, error))
        return FALSE;
    }
  while (entry != NULL);
  return TRUE;
}

gboolean
bounce_sorter_store (BounceSorter *sorter, GError **error)
{
  gboolean done;

  g_array_sort_with_data (sorter->places, compare_places, sorter);
  if (bounce_runs_count (sorter->runs) == 0)
    return store_memory (sorter, error);
  done = (sorter->places->len == 0 || spill (sorter)
          || store_memory (sorter, error))
         && store_runs (sorter, error);
  bounce_runs_clear (sorter->runs);
  return done;
}

/* Makes room. */
static gboolean
empty_memory (BounceSorter *sorter, GError **error)
{
  if (bounce_runs_count (sorter->runs) == RUNS_MAX)
    return bounce_sorter_store (sorter, error);
  g_array_sort_with_data (sorter->places, compare_places, sorter);
  return spill (sorter) || bounce_sorter_store (sorter, error);
}

gboolean
bounce_sorter_add (BounceSorter *sorter, const BounceResult *result,
                   GError **error)
{
  gint64 now = bounce_ledger_now ();

  for (guint i = 0; i < result->records->len; i++)
    {
      const BounceEntry *entry = bounce_entry_of_record (
          sorter->scratch, &sorter->ledger->policy, now, result,
          bounce_result_record (result, i));

      if (entry != NULL && entry->creates)
        pack_entry (sorter, entry);
      g_array_set_size (sorter->scratch->entries, 0);
      g_string_chunk_clear (sorter->scratch->strings);
    }
  return sorter->bytes->len < BYTES_MAX || empty_memory (sorter, error);
}
