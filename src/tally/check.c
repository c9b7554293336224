/* tally-check: a send list becomes the part of it that may be mailed, in its
   order and byte for byte.  A line is an address, or a name and an address in
   angle brackets.  Looked up in pieces, so that memory does not grow. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <glib.h>

#include "output/standard-output.h"
#include "tally/lines.h"
#include "tally/command.h"

/* What is looked up at once. */
#define PIECE_LINES 10000
#define PIECE_BYTES (1024 * 1024)

typedef struct
{
  GString *text;    /* the lines as they are */
  GArray *ends;     /* of gsize: where each ends in text */
  GPtrArray *keys;  /* of each line, owned; "" for a line without address */
  GHashTable *hard; /* keys of hard contacts */
} Piece;

/* A BounceContactFunc. */
static void
note_hard (const BounceContact *contact, const BounceStanding *standing,
           gpointer data)
{
  Piece *piece = data;

  if (standing->hard)
    g_hash_table_add (piece->hard, g_strdup (contact->key));
}

/* The address of "Name <address>", or the whole of TEXT. */
static char *
line_key (const char *text)
{
  const char *open = strrchr (text, '<');
  const char *close = open != NULL ? strchr (open, '>') : NULL;
  g_autofree char *inner
      = close != NULL ? g_strndup (open, (gsize)(close - open) + 1) : NULL;
  char *key = bounce_contact_key (inner != NULL ? inner : text);

  return key != NULL ? key : g_strdup ("");
}

static void
add_line (Piece *piece, const BounceLine *line)
{
  g_string_append_len (piece->text, line->text, (gssize)line->length);
  if (line->ended)
    g_string_append_c (piece->text, '\n');
  g_array_append_val (piece->ends, piece->text->len);
  g_ptr_array_add (piece->keys, line_key (line->text));
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
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
  return bounce_ledger_contacts (tally->ledger, keys, n, note_hard, piece,
                                 error);
}

/* Writes those lines of the piece that may be mailed, and empties it. */
static gboolean
finish_piece (BounceTally *tally, Piece *piece, GError **error)
{
  g_autoptr (GString) out = g_string_sized_new (piece->text->len + 1);
  gsize start = 0;

  if (!look_up (tally, piece, error))
    return FALSE;
  for (guint i = 0; i < piece->ends->len; i++)
    {
      gsize end = g_array_index (piece->ends, gsize, i);
      const char *key = g_ptr_array_index (piece->keys, i);

      if (!g_hash_table_contains (piece->hard, key))
        g_string_append_len (out, piece->text->str + start,
                             (gssize)(end - start));
      else if (tally->status == EX_OK)
        tally->status = 1;
      start = end;
    }
  g_string_truncate (piece->text, 0);
  g_array_set_size (piece->ends, 0);
  g_ptr_array_set_size (piece->keys, 0);
  g_hash_table_remove_all (piece->hard);
  return bounce_output_write (out->str, out->len, error);
}

static gboolean
check_lines (BounceTally *tally, Piece *piece, GError **error)
{
  g_autoptr (BounceLines) lines = bounce_lines_open (NULL, error);
  GError *failure = NULL;
  BounceLine line;

  if (lines == NULL)
    return FALSE;
  while (failure == NULL && bounce_lines_next (lines, &line, &failure))
    {
      /* Of a line with a NUL, or a huge one, who can tell whom it names? */
      if (line.text == NULL || memchr (line.text, '\0', line.length) != NULL)
        {
          g_autofree char *message = bounce_lines_message (
              lines, &line, "no address, and not printed");

          tally->warn (message);
          tally->status = EX_DATAERR;
          continue;
        }
      add_line (piece, &line);
      if (piece->ends->len >= PIECE_LINES || piece->text->len >= PIECE_BYTES)
        finish_piece (tally, piece, &failure);
    }
  if (failure == NULL)
    finish_piece (tally, piece, &failure);
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
      BounceLine line
          = { .text = text, .length = strlen (text), .ended = TRUE };

      add_line (piece, &line);
    }
  return finish_piece (tally, piece, error);
}

gboolean
bounce_tally_check (BounceTally *tally, GError **error)
{
  Piece piece
      = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (gsize)),
          g_ptr_array_new_with_free_func (g_free),
          g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  gboolean done = tally->arguments[0] != NULL
                      ? check_arguments (tally, &piece, error)
                      : check_lines (tally, &piece, error);

  g_string_free (piece.text, TRUE);
  g_array_free (piece.ends, TRUE);
  g_ptr_array_free (piece.keys, TRUE);
  g_hash_table_destroy (piece.hard);
  return done;
}
