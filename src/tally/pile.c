/* pile: sorts the keys of many records, in memory or by way of a temporary
   file, looks them up in that order, in which a store has them side by side,
   and then goes through the records once more.  Looked up one by one, each key
   of a long list would cost a page of a large ledger. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "ledger/runs.h"
#include "ledger/scan.h"
#include "output/standard-output.h"
#include "tally/pile.h"

/* What is held in memory, and how many times that in the file; and the most
   records, for each of which there is a bit. */
#define BYTES_MAX (12 * 1024 * 1024)
#define RUNS_MAX 64
#define RECORDS_MAX (32 * 1024 * 1024)

/* What is looked up, and what is written, at once. */
#define KEYS_MAX 10000
#define OUTPUT_BYTES (64 * 1024)

/* A record is packed as its number and its text, a key as the number of its
   record and the key, which ends with NUL. */
typedef guint32 Number;

/* A packed key, and how it begins: most comparisons need no more. */
typedef struct
{
  guint64 beginning;
  guint at;
  guint length;
} Place;

/* Keys on their way to the ledger, each once, and whose they are. */
typedef struct
{
  GStringChunk *strings;
  GPtrArray *keys;
  GArray *numbers;     /* of Number, for each key and record */
  GArray *indexes;     /* of guint: and which of the keys */
  GHashTable *blocked; /* those that may not be mailed */
} LookUp;

struct BouncePile
{
  BounceLedger *ledger;
  Number n;            /* records */
  GByteArray *texts;   /* packed, one after another */
  GArray *ends;        /* of guint: where in them each ends */
  GByteArray *keys;    /* packed likewise */
  GArray *places;      /* of Place */
  BounceRuns *records; /* what memory does not hold, by number */
  BounceRuns *sorted;  /* and by key */
  guint8 *stopped;     /* a bit for each record, while it is finished */
  LookUp look_up;
};

/* Of packed keys. */
static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp ((const char *)a + sizeof (Number),
                 (const char *)b + sizeof (Number));
}

static Number
number_of (const guint8 *packed)
{
  Number number;

  memcpy (&number, packed, sizeof number);
  return number;
}

/* Of packed records. */
static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  Number left = number_of (a), right = number_of (b);

  return (left > right) - (left < right);
}

static void
memory_init (BouncePile *pile)
{
  pile->texts = g_byte_array_new ();
  pile->ends = g_array_new (FALSE, FALSE, sizeof (guint));
  pile->keys = g_byte_array_new ();
  pile->places = g_array_new (FALSE, FALSE, sizeof (Place));
}

static void
memory_clear (BouncePile *pile)
{
  g_byte_array_free (pile->texts, TRUE);
  g_array_free (pile->ends, TRUE);
  g_byte_array_free (pile->keys, TRUE);
  g_array_free (pile->places, TRUE);
}

BouncePile *
bounce_pile_new (BounceLedger *ledger)
{
  BouncePile *pile = g_new0 (BouncePile, 1);

  pile->ledger = ledger;
  memory_init (pile);
  pile->records = bounce_runs_new (compare_numbers);
  pile->sorted = bounce_runs_new (compare_keys);
  pile->look_up
      = (LookUp){ g_string_chunk_new (4096), g_ptr_array_new (),
                  g_array_new (FALSE, FALSE, sizeof (Number)),
                  g_array_new (FALSE, FALSE, sizeof (guint)),
                  g_hash_table_new_full (g_str_hash, g_str_equal, NULL, NULL) };
  return pile;
}

void
bounce_pile_free (BouncePile *pile)
{
  if (pile == NULL)
    return;
  memory_clear (pile);
  bounce_runs_free (pile->records);
  bounce_runs_free (pile->sorted);
  g_string_chunk_free (pile->look_up.strings);
  g_ptr_array_free (pile->look_up.keys, TRUE);
  g_array_free (pile->look_up.numbers, TRUE);
  g_array_free (pile->look_up.indexes, TRUE);
  g_hash_table_destroy (pile->look_up.blocked);
  g_free (pile);
}

/* The first bytes of KEY, so that numbers are in the order of keys. */
static guint64
beginning_of (const char *key)
{
  guint64 beginning = 0;

  for (guint i = 0; i < sizeof beginning; i++)
    {
      beginning = beginning << 8 | (guchar)*key;
      key += *key != '\0';
    }
  return beginning;
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer data)
{
  const BouncePile *pile = data;
  const Place *left = a, *right = b;

  if (left->beginning != right->beginning)
    return left->beginning < right->beginning ? -1 : 1;
  return compare_keys (pile->keys->data + left->at,
                       pile->keys->data + right->at);
}

static void
forget_memory (BouncePile *pile)
{
  g_byte_array_set_size (pile->texts, 0);
  g_array_set_size (pile->ends, 0);
  g_byte_array_set_size (pile->keys, 0);
  g_array_set_size (pile->places, 0);
}

/* Moves what is in memory to the file.  FALSE: it stays. */
static gboolean
spill (BouncePile *pile)
{
  guint start = 0;

  if (bounce_runs_count (pile->sorted) == RUNS_MAX)
    return FALSE;
  g_array_sort_with_data (pile->places, compare_places, pile);
  for (guint i = 0; i < pile->places->len; i++)
    {
      const Place *place = &g_array_index (pile->places, Place, i);

      bounce_runs_write (pile->sorted, pile->keys->data + place->at,
                         place->length);
    }
  for (guint i = 0; i < pile->ends->len; i++)
    {
      guint end = g_array_index (pile->ends, guint, i);

      bounce_runs_write (pile->records, pile->texts->data + start, end - start);
      start = end;
    }
  /* If only the records can't be written, their keys are looked up twice. */
  if (!bounce_runs_end (pile->sorted) || !bounce_runs_end (pile->records))
    return FALSE;
  forget_memory (pile);
  return TRUE;
}

gboolean
bounce_pile_add (BouncePile *pile, const char *text, gsize length,
                 const GPtrArray *keys)
{
  Number number = pile->n++;

  g_byte_array_append (pile->texts, (gpointer)&number, sizeof number);
  g_byte_array_append (pile->texts, (gconstpointer)text, (guint)length);
  g_array_append_val (pile->ends, pile->texts->len);
  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      guint size = (guint)strlen (key) + 1;
      Place place = { beginning_of (key), pile->keys->len,
                      (guint)sizeof number + size };

      g_array_append_val (pile->places, place);
      g_byte_array_append (pile->keys, (gpointer)&number, sizeof number);
      g_byte_array_append (pile->keys, (gconstpointer)key, size);
    }
  if (pile->texts->len + pile->keys->len
          + pile->places->len * (guint)sizeof (Place)
          + pile->ends->len * (guint)sizeof (guint)
      < BYTES_MAX)
    return TRUE;
  return spill (pile) && pile->n < RECORDS_MAX;
}

/* A BounceRowFunc. */
static void
note_blocked (const BounceContact *contact, const BounceEvent *event,
              gpointer data)
{
  LookUp *look_up = data;

  (void)event;
  g_hash_table_add (look_up->blocked,
                    g_string_chunk_insert (look_up->strings, contact->key));
}

/* Looks up what has been gathered. */
static gboolean
look_up_keys (BouncePile *pile, GError **error)
{
  LookUp *look_up = &pile->look_up;
  gboolean done = bounce_ledger_blocked (
      pile->ledger, (const char *const *)look_up->keys->pdata,
      look_up->keys->len, note_blocked, look_up, error);

  for (guint i = 0; done && i < look_up->numbers->len; i++)
    {
      Number number = g_array_index (look_up->numbers, Number, i);
      guint index = g_array_index (look_up->indexes, guint, i);

      if (g_hash_table_contains (look_up->blocked,
                                 g_ptr_array_index (look_up->keys, index)))
        pile->stopped[number / 8] |= (guint8)(1U << number % 8);
    }
  g_hash_table_remove_all (look_up->blocked);
  g_ptr_array_set_size (look_up->keys, 0);
  g_array_set_size (look_up->numbers, 0);
  g_array_set_size (look_up->indexes, 0);
  g_string_chunk_clear (look_up->strings);
  return done;
}

/* Takes the next packed key in their order. */
static gboolean
take_key (BouncePile *pile, const guint8 *packed, GError **error)
{
  LookUp *look_up = &pile->look_up;
  const char *key = (const char *)packed + sizeof (Number);
  Number number = number_of (packed);
  guint index;

  if (look_up->numbers->len == KEYS_MAX && !look_up_keys (pile, error))
    return FALSE;
  index = look_up->keys->len;
  if (index > 0
      && strcmp (key, g_ptr_array_index (look_up->keys, index - 1)) == 0)
    index--;
  else
    g_ptr_array_add (look_up->keys,
                     g_string_chunk_insert (look_up->strings, key));
  g_array_append_val (look_up->numbers, number);
  g_array_append_val (look_up->indexes, index);
  return TRUE;
}

/* Finds the records that may not be mailed. */
static gboolean
find_stopped (BouncePile *pile, GError **error)
{
  const guint8 *packed;
  guint length;

  g_array_sort_with_data (pile->places, compare_places, pile);
  for (guint i = 0; i < pile->places->len; i++)
    {
      guint at = g_array_index (pile->places, Place, i).at;

      if (!take_key (pile, pile->keys->data + at, error))
        return FALSE;
    }
  do
    if (!bounce_runs_next (pile->sorted, &packed, &length, error)
        || (packed != NULL && !take_key (pile, packed, error)))
      return FALSE;
  while (packed != NULL);
  return look_up_keys (pile, error);
}

/* Appends a packed record that may be mailed to OUT, and writes that if there
   is enough. */
static gboolean
put_record (const BouncePile *pile, const guint8 *packed, guint length,
            GString *out, gboolean *stopped, GError **error)
{
  Number number = number_of (packed);
  gboolean done = TRUE;

  if (pile->stopped[number / 8] & 1U << number % 8)
    *stopped = TRUE;
  else
    g_string_append_len (out, (const char *)packed + sizeof number,
                         (gssize)(length - sizeof number));
  if (out->len >= OUTPUT_BYTES)
    {
      done = bounce_output_write (out->str, out->len, error);
      g_string_truncate (out, 0);
    }
  return done;
}

static gboolean
put_records (BouncePile *pile, gboolean *stopped, GError **error)
{
  g_autoptr (GString) out = g_string_sized_new (OUTPUT_BYTES);
  const guint8 *packed;
  guint length, start = 0;

  do
    if (!bounce_runs_next (pile->records, &packed, &length, error)
        || (packed != NULL
            && !put_record (pile, packed, length, out, stopped, error)))
      return FALSE;
  while (packed != NULL);
  for (guint i = 0; i < pile->ends->len; i++)
    {
      guint end = g_array_index (pile->ends, guint, i);

      if (!put_record (pile, pile->texts->data + start, end - start, out,
                       stopped, error))
        return FALSE;
      start = end;
    }
  return bounce_output_write (out->str, out->len, error);
}

gboolean
bounce_pile_finish (BouncePile *pile, gboolean *stopped, GError **error)
{
  gboolean done;

  /* In one order with the rest, if it can be; then its memory is given back,
     for what is read from the file takes some. */
  if (bounce_runs_count (pile->sorted) > 0
      && (pile->ends->len == 0 || spill (pile)))
    {
      memory_clear (pile);
      memory_init (pile);
    }
  pile->stopped = g_malloc0 (pile->n / 8 + 1);
  done = find_stopped (pile, error) && put_records (pile, stopped, error);
  g_clear_pointer (&pile->stopped, g_free);
  forget_memory (pile);
  bounce_runs_clear (pile->records);
  bounce_runs_clear (pile->sorted);
  pile->n = 0;
  return done;
}
