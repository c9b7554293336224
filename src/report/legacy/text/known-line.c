/* known-line: a table of lines, one a thread.  A line that was never met
   before leaves only its hash behind; met again, it is folded and read by
   itself, and kept.  So lines that hold an address or an ID, which never come
   again, take no room. */
#include "config.h"

#include <string.h>

#include "base/hash.h"
#include "report/legacy/text/known-line.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* A few hundred lines are all that the systems of a mailbox have to say; those
   of one bucket fill a line of the processor's cache. */
#define N_BUCKETS 1024
#define N_WAYS 4
#define N_MET 4096
#define LENGTH_MAX 160
#define BYTES_MAX (512 * 1024)

/* A line; behind its phrases stand its bytes, and then these folded. */
typedef struct
{
  guint32 length, folded_length, n_hits, state;
  BounceListHit hits[];
} Place;

/* The latest first. */
typedef struct
{
  guint32 hashes[N_WAYS];
  Place *places[N_WAYS]; /* NULL: nothing is there */
} Bucket;

typedef struct
{
  Bucket buckets[N_BUCKETS];
  guint32 met[N_MET]; /* hashes */
  gsize bytes;        /* of all places */
  GString *folded;    /* scratch memory */
} Table;

static gsize
size_of (const Place *place)
{
  return sizeof *place + place->n_hits * sizeof *place->hits + place->length
         + place->folded_length;
}

static char *
bytes_of (Place *place)
{
  return (char *)(place->hits + place->n_hits);
}

static void
forget_all (Table *table)
{
  for (guint i = 0; i < N_BUCKETS; i++)
    for (guint k = 0; k < N_WAYS; k++)
      g_clear_pointer (&table->buckets[i].places[k], g_free);
  table->bytes = 0;
}

static void
table_free (gpointer data)
{
  Table *table = data;

  forget_all (table);
  g_string_free (table->folded, TRUE);
  g_free (table);
}

static GPrivate of_thread = G_PRIVATE_INIT (table_free);

static Table *
get_table (void)
{
  Table *table = g_private_get (&of_thread);

  if (table == NULL)
    {
      table = g_new0 (Table, 1);
      table->folded = g_string_new (NULL);
      g_private_set (&of_thread, table);
    }
  return table;
}

/* Folds and reads LINE. */
static Place *
make_place (Table *table, const char *line, gsize length)
{
  GString *folded = table->folded;
  BounceListReader reader;
  Place *place;

  g_string_truncate (folded, 0);
  bounce_fold_line_append (folded, line, length);
  bounce_list_reader_init (&reader);
  bounce_list_reader_read (&reader, folded->str, folded->len);
  place = g_malloc (sizeof *place + reader.n_hits * sizeof *place->hits + length
                    + folded->len);
  *place = (Place){ (guint32)length, (guint32)folded->len, reader.n_hits,
                    reader.state };
  memcpy (place->hits, reader.hits, reader.n_hits * sizeof *place->hits);
  memcpy (bytes_of (place), line, length);
  memcpy (bytes_of (place) + length, folded->str, folded->len);
  bounce_list_reader_clear (&reader);
  return place;
}

/* Puts PLACE into BUCKET, whose last one goes. */
static void
put_place (Table *table, Bucket *bucket, guint32 hash, Place *place)
{
  Place *last;

  if (table->bytes > BYTES_MAX)
    forget_all (table);
  last = bucket->places[N_WAYS - 1];
  if (last != NULL)
    table->bytes -= size_of (last);
  g_free (last);
  for (guint i = N_WAYS - 1; i > 0; i--)
    {
      bucket->hashes[i] = bucket->hashes[i - 1];
      bucket->places[i] = bucket->places[i - 1];
    }
  bucket->hashes[0] = hash;
  bucket->places[0] = place;
  table->bytes += size_of (place);
}

static Place *
find_place (const Bucket *bucket, guint32 hash, const char *line, gsize length)
{
  for (guint i = 0; i < N_WAYS; i++)
    {
      Place *place = bucket->places[i];

      if (bucket->hashes[i] == hash && place != NULL && place->length == length
          && memcmp (bytes_of (place), line, length) == 0)
        return place;
    }
  return NULL;
}

gboolean
legacy_known_line (const char *line, gsize length, LegacyKnownLine *known)
{
  Table *table;
  Bucket *bucket;
  Place *place;
  guint32 hash;

  if (length == 0 || length > LENGTH_MAX)
    return FALSE;
  table = get_table ();
  hash = bounce_hash_bytes (line, length);
  bucket = &table->buckets[hash % N_BUCKETS];
  place = find_place (bucket, hash, line, length);
  if (place == NULL)
    {
      guint32 *met = &table->met[hash % N_MET];

      if (*met != hash)
        {
          *met = hash;
          return FALSE;
        }
      place = make_place (table, line, length);
      put_place (table, bucket, hash, place);
    }
  known->folded = bytes_of (place) + length;
  known->length = place->folded_length;
  known->read = (BounceListRead){ place->hits, place->n_hits, place->state };
  return TRUE;
}
