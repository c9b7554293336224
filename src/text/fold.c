/* fold: UTF-8 text, folded where a byte is not ASCII, is cut into words.
   Left out is what differs from mail to mail: addresses, IP addresses, host
   names, URLs, enhanced status codes and reply codes.
   It does not know languages, and never looks at more than one chunk: what
   stands between white space, brackets and quotes. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "base/ascii.h"
#include "text/blocklist.h"
#include "text/fold-barriers.h"
#include "text/fold-characters.h"
#include "text/fold-contractions.h"
#include "text/fold-shapes.h"
#include "text/fold-words.h"
#include "text/fold.h"
#include "text/html.h"

/* The splitter: where words go, and how. */
typedef struct
{
  char *out, *to; /* the normalised text, which has room, and its end */
  guint words;
  BounceMarker *marker; /* NULL: nobody asks for marks */
  guint joined;         /* of the next word: as in BounceWord */
} Splitter;

static void
note_taken (Splitter *splitter, BounceTaken taken)
{
  if (splitter->marker != NULL)
    bounce_marker_taken (splitter->marker, taken);
}

static void
note_barrier (Splitter *splitter, BounceBarrier barrier)
{
  if (splitter->marker != NULL)
    bounce_marker_barrier (splitter->marker, barrier);
}

/* The word up to TO was written. */
static void
end_word (Splitter *splitter, char *to)
{
  if (splitter->marker != NULL)
    bounce_marker_word (splitter->marker, (gsize)(splitter->to - splitter->out),
                        (gsize)(to - splitter->to), splitter->joined);
  splitter->joined = 0;
  *to++ = ' ';
  splitter->to = to;
  splitter->words++;
}

/* A word, which may have apostrophes. */
static void
put_word (Splitter *splitter, const char *word, gsize length)
{
  char *to;
  guint contraction;

  if (bounce_fold_is_reply (word, length))
    {
      note_taken (splitter, BOUNCE_TAKEN_REPLY);
      return;
    }
  to = bounce_fold_word (splitter->to, word, length);
  if (to == splitter->to)
    return;
  contraction
      = bounce_fold_contraction (splitter->to, (gsize)(to - splitter->to));
  if (contraction != 0)
    {
      to = g_stpcpy (splitter->to, bounce_fold_contracted_verb (contraction));
      end_word (splitter, to);
      to = g_stpcpy (splitter->to, BOUNCE_CONTRACTED_WORD);
      splitter->joined = contraction;
    }
  end_word (splitter, to);
}

/* A run of letters, digits and apostrophes, of which there is one at least. */
G_GNUC_NO_INLINE static void
put_run (Splitter *splitter, const char *run, gsize length)
{
  gsize particle = bounce_fold_particle (run, length);

  if (particle > 0)
    {
      put_word (splitter, run, particle);
      splitter->joined = BOUNCE_ELISION;
    }
  put_word (splitter, run + particle, length - particle);
  splitter->joined = 0; /* that may have been no word */
}

/* "full.Please", but not "Deliver.Exception". */
static gboolean
is_new_sentence (const char *piece, gsize dot)
{
  return g_ascii_islower (piece[0]) && g_ascii_isupper (piece[dot + 1])
         && g_ascii_islower (piece[dot + 2]);
}

/* Puts the words of a piece. */
static void
put_words (Splitter *splitter, const char *piece, gsize length)
{
  gsize start = 0;
  gboolean quote = FALSE; /* since START */

  for (gsize i = 0; i <= length; i++)
    if (i < length && bounce_shape_of_byte (piece[i]) & QUOTE)
      quote = TRUE;
    else if (i == length || !(bounce_shape_of_byte (piece[i]) & WORD))
      {
        if (i > start && quote)
          put_run (splitter, piece + start, i - start);
        else if (i > start)
          put_word (splitter, piece + start, i - start);
        quote = FALSE;
        if (i + 2 < length && piece[i] == '.' && is_new_sentence (piece, i))
          note_barrier (splitter, BOUNCE_BARRIER_SENTENCE);
        start = i + 1;
      }
}

/* Whether PIECE is a status code or an IP address; notes it. */
static gboolean
is_left_out (Splitter *splitter, const char *piece, gsize length)
{
  guint numbers = bounce_shape_count_numbers (piece, length);

  if (numbers > 0)
    note_taken (splitter, numbers == 3 ? BOUNCE_TAKEN_STATUS : BOUNCE_TAKEN_IP);
  return numbers > 0;
}

/* NAME is a host name or a URL. */
static void
note_blocklist (Splitter *splitter, const char *name, gsize length)
{
  gsize start = 0;

  for (gsize i = 0; splitter->marker != NULL && i <= length; i++)
    if (i == length || !g_ascii_isalnum (name[i]))
      {
        if (bounce_blocklist_is_label (name + start, i - start))
          note_taken (splitter, BOUNCE_TAKEN_BLOCKLIST);
        start = i + 1;
      }
}

/* A run of letters, digits, dots, hyphens and apostrophes, such as
   "550-5.1.1", "mx-1.example.org", "e-mail" or "doesn't".  FALSE if it
   vanished as a host name or address. */
static gboolean
put_piece (Splitter *splitter, const char *piece, gsize length)
{
  gsize start = 0;

  while (length > 0 && !(bounce_shape_of_byte (piece[length - 1]) & WORD))
    length--;
  while (length > 0 && !(bounce_shape_of_byte (*piece) & WORD))
    piece++, length--;
  if (bounce_shape_is_host (piece, length))
    {
      note_taken (splitter, BOUNCE_TAKEN_HOST);
      note_blocklist (splitter, piece, length);
      return FALSE;
    }
  if (is_left_out (splitter, piece, length))
    return FALSE;
  for (gsize i = 0; i <= length; i++)
    if (i == length || piece[i] == '-')
      {
        if (!is_left_out (splitter, piece + start, i - start))
          put_words (splitter, piece + start, i - start);
        start = i + 1;
      }
  return TRUE;
}

/* "Error:550" is a label; "RLY:B1" is a code. */
#define CODE_MAX 3

/* A chunk without addresses and URLs: its pieces.  CLASSES has those of its
   bytes, and perhaps more. */
static void
put_pieces (Splitter *splitter, const char *chunk, gsize length, guint classes)
{
  gsize i = 0;
  gboolean gone = FALSE; /* the piece before vanished */

  if (classes & COLON && bounce_shape_is_ipv6 (chunk, length))
    {
      note_taken (splitter, BOUNCE_TAKEN_IP);
      return;
    }
  while (i < length)
    {
      gsize start = i;
      while (i < length && bounce_shape_of_byte (chunk[i]) & PIECE)
        i++;
      if (gone && chunk[start - 1] == '/')
        return; /* example.org/path */
      if (i > start)
        {
          /* ":25" behind a host is its port. */
          gboolean port = gone && chunk[start - 1] == ':'
                          && g_ascii_isdigit (chunk[start]);
          gone = !port && !put_piece (splitter, chunk + start, i - start);
          if (i - start > CODE_MAX && i + 1 < length && chunk[i] == ':')
            note_barrier (splitter, BOUNCE_BARRIER_LABEL);
        }
      i++;
    }
}

/* A chunk with an @: what stands before and behind the address.  Returns the
   number of bytes that are done. */
static gsize
skip_address (Splitter *splitter, const char *chunk, gsize length, gsize at,
              guint classes)
{
  gsize start = at, end = at + 1;

  while (start > 0 && chunk[start - 1] != '\0'
         && bounce_shape_is_local_part (chunk[start - 1]))
    start--;
  while (end < length
         && bounce_shape_of_byte (chunk[end]) & (WORD | DOT | HYPHEN)
         && !(chunk[end] == '.' && end + 1 < length && chunk[end + 1] == '.'))
    end++;
  put_pieces (splitter, chunk, start, classes);
  note_taken (splitter, BOUNCE_TAKEN_ADDRESS);
  return end;
}

/* A run without white space and brackets; CLASSES are those of its bytes. */
static void
put_chunk (Splitter *splitter, const char *chunk, gsize length, guint classes)
{
  gsize before;
  gboolean url = FALSE;

  if (!(classes & ~WORD))
    {
      put_word (splitter, chunk, length);
      return;
    }
  if (classes & COLON
      && (before = bounce_shape_find_url (chunk, length)) < length)
    {
      note_blocklist (splitter, chunk + before, length - before);
      length = before;
      url = TRUE;
    }
  if (classes & AT)
    for (gsize i = 0; i < length; i++)
      if (chunk[i] == '@')
        {
          gsize done = skip_address (splitter, chunk, length, i, classes);
          chunk += done;
          length -= done;
          i = (gsize)-1;
        }
  put_pieces (splitter, chunk, length, classes);
  if (url)
    note_taken (splitter, BOUNCE_TAKEN_URL);
}

static void
split (Splitter *splitter, const char *text, gsize length)
{
  gsize i = 0;

  while (i < length)
    {
      guint classes = 0, class;
      gsize start = i;

      while (i < length && (class = bounce_shape_of_byte (text[i])) != BREAK)
        {
          classes |= class;
          i++;
        }
      if (i == start)
        {
          if (splitter->marker != NULL)
            bounce_marker_break (splitter->marker, text, length, i);
          i++;
          continue;
        }
      if (text[start] == ':' && start > 0 && text[start - 1] == ']'
          && !(classes & ~(COLON | DIGIT)))
        continue; /* the port of "host[192.0.2.1]:25" */
      put_chunk (splitter, text + start, i - start, classes);
      if (splitter->marker != NULL)
        bounce_marker_chunk (splitter->marker, text, length, start, i);
    }
}

static void
normalise (Splitter *splitter, GString *out, GString *folded, const char *text,
           gsize length)
{
  g_autofree char *decoded = bounce_html_decode_leftovers (text, length);

  if (decoded != NULL)
    {
      text = decoded;
      length = strlen (decoded);
    }
  if (!bounce_ascii_only (text, length))
    {
      bounce_fold (folded, text, length);
      text = folded->str;
      length = folded->len;
    }
  /* No word takes more than its own bytes and a space; a contraction is longer
     than what it takes beyond them. */
  g_string_set_size (out, 2 * length + 1 + BOUNCE_CONTRACTED_MORE);
  splitter->out = splitter->to = out->str;
  *splitter->to++ = ' ';
  split (splitter, text, length);
  g_string_truncate (out, (gsize)(splitter->to - splitter->out));
}

guint
bounce_normalise (GString *out, GString *folded, const char *text, gsize length)
{
  Splitter splitter = { NULL, NULL, 0, NULL, 0 };

  normalise (&splitter, out, folded, text, length);
  return splitter.words;
}

guint
bounce_normalise_marked (GString *out, GString *folded, GArray *words,
                         const char *text, gsize length)
{
  BounceMarker marker;
  Splitter splitter = { NULL, NULL, 0, &marker, 0 };

  bounce_marker_begin (&marker, words);
  normalise (&splitter, out, folded, text, length);
  bounce_marker_end (&marker, out->len);
  return splitter.words;
}

void
bounce_normalise_show (GString *out, const char *words, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      /* A character of more than one byte that is a word by itself stands
         before the space, and another behind it. */
      if (words[i] == ' ' && i > 2 && i + 1 < length
          && bounce_fold_is_spaceless (words + i + 1)
          && bounce_fold_is_spaceless (
              g_utf8_find_prev_char (words, words + i)))
        continue;
      g_string_append_c (out, words[i]);
    }
}

void
bounce_normalise_show_words (GString *out, const char *text,
                             const BounceWord *words, guint first, guint last)
{
  gsize from;

  first -= words[first].joined != 0;
  last += words[last + 1].joined != 0;
  from = words[first].start;
  for (guint i = first; i <= last; i++)
    if (i < last && words[i + 1].joined != 0)
      {
        gboolean elided = words[i + 1].joined == BOUNCE_ELISION;
        gsize end = words[i].start + (elided ? words[i].length : 0);

        bounce_normalise_show (out, text + from, end - from);
        if (!elided)
          g_string_append (out,
                           bounce_fold_contracted_form (words[i + 1].joined));
        from = words[i + 1].start + (elided ? 0 : words[i + 1].length);
      }
  bounce_normalise_show (out, text + from,
                         words[last].start + words[last].length - from);
}
