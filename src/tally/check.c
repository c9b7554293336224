/* check: a send list becomes the part of it that may be mailed, in its
   order and byte for byte.  Looked up in pieces, so that memory does not
   grow. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <glib.h>

#include "ledger/scan.h"
#include "output/standard-output.h"
#include "tally/command.h"
#include "tally/send-list.h"

/* What is looked up at once. */
#define PIECE_KEYS 10000
#define PIECE_BYTES (1024 * 1024)

/* A record of the list, and where its keys stand in the piece's. */
typedef struct
{
  gsize end; /* of its text in the piece's */
  guint keys_end;
} Part;

typedef struct
{
  GString *text;       /* the records as they are */
  GArray *parts;       /* of Part */
  GPtrArray *keys;     /* owned */
  GHashTable *blocked; /* keys */
} Piece;

static void
add_part (Piece *piece, const char *text, gsize length, const GPtrArray *keys)
{
  Part part;

  g_string_append_len (piece->text, text, (gssize)length);
  for (guint i = 0; i < keys->len; i++)
    g_ptr_array_add (piece->keys, g_strdup (g_ptr_array_index (keys, i)));
  part = (Part){ piece->text->len, piece->keys->len };
  g_array_append_val (piece->parts, part);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* A BounceRowFunc. */
static void
note_blocked (const BounceContact *contact, const BounceEvent *event,
              gpointer data)
{
  (void)event;
  g_hash_table_add (data, g_strdup (contact->key));
}

/* Looks the piece's keys up in their own order, in which a store has them side
   by side. */
static gboolean
look_up (BounceTally *tally, Piece *piece, GError **error)
{
  g_autofree const char **keys
      = g_memdup2 (piece->keys->pdata, sizeof (char *) * piece->keys->len);
  guint n = 0;

  if (piece->keys->len == 0)
    return TRUE;
  qsort (keys, piece->keys->len, sizeof (char *), compare_keys);
  for (guint i = 0; i < piece->keys->len; i++)
    if (n == 0 || strcmp (keys[n - 1], keys[i]) != 0)
      keys[n++] = keys[i];
  return bounce_ledger_blocked (tally->ledger, keys, n, note_blocked,
                                piece->blocked, error);
}

static gboolean
may_be_mailed (const Piece *piece, guint first, guint end)
{
  for (guint i = first; i < end; i++)
    if (g_hash_table_contains (piece->blocked,
                               g_ptr_array_index (piece->keys, i)))
      return FALSE;
  return TRUE;
}

/* Writes those records of the piece that may be mailed, and empties it. */
static gboolean
finish_piece (BounceTally *tally, Piece *piece, GError **error)
{
  g_autoptr (GString) out = g_string_sized_new (piece->text->len + 1);
  gsize start = 0;
  guint first = 0;

  if (!look_up (tally, piece, error))
    return FALSE;
  for (guint i = 0; i < piece->parts->len; i++)
    {
      const Part *part = &g_array_index (piece->parts, Part, i);

      if (may_be_mailed (piece, first, part->keys_end))
        g_string_append_len (out, piece->text->str + start,
                             (gssize)(part->end - start));
      else if (tally->status == EX_OK)
        tally->status = 1;
      start = part->end;
      first = part->keys_end;
    }
  g_string_truncate (piece->text, 0);
  g_array_set_size (piece->parts, 0);
  g_ptr_array_set_size (piece->keys, 0);
  g_hash_table_remove_all (piece->blocked);
  return bounce_output_write (out->str, out->len, error);
}

/* Names what is not printed for no address can be read in it. */
static void
refuse (BounceTally *tally, const char *where, guint64 line)
{
  g_autofree char *message
      = line > 0 ? g_strdup_printf ("%s:%" G_GUINT64_FORMAT
                                    ": no address can be read; not printed",
                                    where, line)
                 : g_strdup_printf ("'%s': no address can be read", where);

  tally->warn (message);
  tally->status = EX_DATAERR;
}

static gboolean
check_lines (BounceTally *tally, Piece *piece, GError **error)
{
  g_autoptr (BounceSendList) list
      = bounce_send_list_new (tally->options->column, error);
  GError *failure = NULL;
  BounceSendRecord record;

  if (list == NULL)
    return FALSE;
  while (failure == NULL && bounce_send_list_next (list, &record, &failure))
    {
      if (record.kind == BOUNCE_SEND_UNREADABLE)
        {
          refuse (tally, "-", record.line);
          continue;
        }
      add_part (piece, record.text, record.length, record.keys);
      if (piece->keys->len >= PIECE_KEYS || piece->text->len >= PIECE_BYTES
          || piece->parts->len >= PIECE_KEYS)
        finish_piece (tally, piece, &failure);
    }
  /* What was read before is checked, whatever came then. */
  if (!finish_piece (tally, piece, failure == NULL ? error : NULL)
      && failure == NULL)
    return FALSE;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

static gboolean
check_arguments (BounceTally *tally, Piece *piece, GError **error)
{
  for (guint i = 0; tally->arguments[i] != NULL; i++)
    {
      const char *text = tally->arguments[i];
      g_autofree char *line = g_strconcat (text, "\n", NULL);
      g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

      if (bounce_send_list_keys (text, keys) && keys->len > 0)
        add_part (piece, line, strlen (line), keys);
      else
        refuse (tally, text, 0);
    }
  return finish_piece (tally, piece, error);
}

gboolean
bounce_tally_check (BounceTally *tally, GError **error)
{
  Piece piece
      = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (Part)),
          g_ptr_array_new_with_free_func (g_free),
          g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  gboolean done;

  done = tally->arguments[0] != NULL ? check_arguments (tally, &piece, error)
                                     : check_lines (tally, &piece, error);
  g_string_free (piece.text, TRUE);
  g_array_free (piece.parts, TRUE);
  g_ptr_array_free (piece.keys, TRUE);
  g_hash_table_destroy (piece.blocked);
  return done;
}
