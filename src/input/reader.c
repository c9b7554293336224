/* reader: reads the sources by their names, and yields pruned mails.  It walks
   from source to source and from message to message, pushes each line through
   the pruner, and turns whatever goes wrong on the way into a complaint with
   its exit status: trouble with one source does not keep the others from being
   read. */
#include "config.h"

#include <poll.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "input/mail-signs.h"
#include "input/reader.h"
#include "input/source-names.h"
#include "input/source.h"
#include "mime/pruner.h"
#include "text/header-field.h"

/* So many lines at the head of a mail may be something else than a field. */
#define HEAD_LINES 20

struct BounceReader
{
  BounceSourceNames *names;
  char *name; /* what was named last, and its number */
  guint n_named;
  char **original_headers;
  BouncePruner *pruner;
  BounceSource *source; /* the current one, or NULL */
  gboolean stream;      /* the current one */
  gboolean standard_input;
  gboolean lines; /* an item is a line */
  GString *head;  /* lines of a message before its first field */
  void (*on_large) (gpointer data);
  gpointer on_large_data;
  guint64 line_number;
  guint64 messages;
  guint n_done; /* of the sources */
};

void
bounce_item_clear (BounceItem *item)
{
  bounce_mail_clear (&item->mail);
  g_free (item->source);
  g_free (item->reason);
  g_free (item->source_name);
  memset (item, 0, sizeof *item);
}

BounceReader *
bounce_reader_new (const char *const *sources, const char *files_from,
                   gboolean nul_separated, gboolean shortcut,
                   const char *const *original_headers)
{
  BounceReader *reader = g_new0 (BounceReader, 1);

  reader->names = bounce_source_names_new (sources, files_from, nul_separated);
  reader->original_headers = g_strdupv ((char **)original_headers);
  reader->head = g_string_new (NULL);
  reader->pruner = bounce_pruner_new (
      shortcut, (const char *const *)reader->original_headers);
  return reader;
}

void
bounce_reader_free (BounceReader *reader)
{
  if (reader == NULL)
    return;
  bounce_source_free (reader->source);
  bounce_source_names_free (reader->names);
  bounce_pruner_free (reader->pruner);
  g_string_free (reader->head, TRUE);
  g_strfreev (reader->original_headers);
  g_free (reader->name);
  g_free (reader);
}

static void
note_source (const BounceReader *reader, BounceItem *item)
{
  item->source_name = g_strdup (reader->name);
  item->source_number = reader->n_named;
}

/* A complaint about FILE, which stands before the reason in ERROR. */
static void
complain (const BounceReader *reader, BounceItem *item, const char *file,
          const GError *error, int status)
{
  gsize width = strlen (file);
  gboolean named = g_str_has_prefix (error->message, file)
                   && g_str_has_prefix (error->message + width, ": ");

  item->source = g_strdup (file);
  item->reason = g_strdup (error->message + (named ? width + 2 : 0));
  item->status = status;
  note_source (reader, item);
}

/* Opens the next source.  FALSE if there is none, or if it can't be opened:
   then ITEM has the complaint. */
static gboolean
open_next (BounceReader *reader, BounceItem *item)
{
  g_autoptr (GError) error = NULL;
  const char *name = bounce_source_names_next (reader->names, &error);

  if (name == NULL && error != NULL)
    name = bounce_source_names_list (reader->names);
  else if (name != NULL)
    {
      g_free (reader->name);
      reader->name = g_strdup (name);
      reader->n_named++;
      reader->source = bounce_source_open (name, &error);
      reader->standard_input = strcmp (name, "-") == 0;
      reader->stream = bounce_source_name_is_stream (name);
    }
  if (error != NULL)
    {
      complain (reader, item, name, error, EX_NOINPUT);
      reader->n_done++;
    }
  return reader->source != NULL;
}

/* Goes to the next message of any source.  FALSE at the very end, or with a
   complaint in ITEM. */
static gboolean
next_message (BounceReader *reader, BounceItem *item)
{
  for (;;)
    {
      g_autoptr (GError) error = NULL;

      if (reader->source == NULL && !open_next (reader, item))
        return FALSE;
      if (bounce_source_next (reader->source, &error))
        return TRUE;
      if (error != NULL)
        {
          complain (reader, item, bounce_source_file (reader->source), error,
                    error->code == BOUNCE_SOURCE_ERROR_OPEN ? EX_NOINPUT
                                                            : EX_DATAERR);
          return FALSE;
        }
      bounce_source_free (reader->source);
      reader->source = NULL;
      reader->n_done++;
    }
}

/* The message begins anew, as a body below a header that nobody reads. */
static void
begin_without_header (BounceReader *reader)
{
  static const char field[] = "X-No-Header: 1";
  const char *line = reader->head->str;
  const char *end = line + reader->head->len;

  bounce_pruner_begin (reader->pruner);
  bounce_pruner_line (reader->pruner, field, sizeof field - 1);
  bounce_pruner_line (reader->pruner, "", 0);
  for (const char *next; line < end; line = next + 1)
    {
      next = memchr (line, '\n', (gsize)(end - line));
      bounce_pruner_line (reader->pruner, line, (gsize)(next - line));
    }
}

/* Reads on until something at the head of the message looks like a header
   field. FALSE if nothing does. */
static gboolean
read_head (BounceReader *reader)
{
  const char *line;
  gsize length;
  gboolean mail = FALSE;
  guint head = 0; /* lines of it that were looked at */

  g_string_truncate (reader->head, 0);
  while (!mail && head < HEAD_LINES
         && bounce_source_line (reader->source, &line, &length))
    {
      mail = length > 0 && bounce_mail_has_field (line, length);
      if (!bounce_header_line_is_blank (line, length))
        head++;
      else if (length == 0 && head > 0)
        head = HEAD_LINES; /* the blank line under the header */
      bounce_pruner_line (reader->pruner, line, length);
      if (!mail)
        {
          g_string_append_len (reader->head, line, (gssize)length);
          g_string_append_c (reader->head, '\n');
        }
    }
  return mail;
}

void
bounce_reader_on_large (BounceReader *reader, void (*wait) (gpointer data),
                        gpointer data)
{
  reader->on_large = wait;
  reader->on_large_data = data;
}

static gboolean
tell_large (const BounceReader *reader)
{
  if (reader->on_large != NULL)
    reader->on_large (reader->on_large_data);
  return TRUE;
}

static void
read_message (BounceReader *reader, BounceItem *item)
{
  BounceSource *source = reader->source;
  BounceCut cut;
  BounceLineRun lines;
  const char *line;
  gsize length;
  gboolean large = FALSE;

  bounce_pruner_begin (reader->pruner);
  gboolean mail = read_head (reader);
  item->no_header = !mail && bounce_mail_is_text (reader->head);
  if (item->no_header)
    begin_without_header (reader);
  while (bounce_source_line (source, &line, &length))
    {
      bounce_pruner_line (reader->pruner, line, length);
      if (bounce_source_lines (source, &lines))
        bounce_pruner_lines (reader->pruner, &lines);
      if (!large && bounce_pruner_size (reader->pruner) > BOUNCE_READER_LARGE)
        large = tell_large (reader);
    }
  cut = bounce_pruner_end (reader->pruner, &item->mail);
  item->source = g_strdup (bounce_source_file (source));
  item->index = bounce_source_index (source);
  reader->messages++;

  if (mail && bounce_pruner_was_mail (reader->pruner))
    {
      item->reason
          = bounce_mail_describe_cut (cut, bounce_source_was_cut (source));
    }
  else
    {
      /* A notification without its header names somebody at least. */
      if (!item->no_header
          || memchr (item->mail.bytes, '@', item->mail.length) == NULL)
        bounce_mail_clear (&item->mail);
      item->reason = g_strdup ("not a mail message");
      item->status = EX_DATAERR;
    }
  if (item->reason)
    note_source (reader, item);
}

void
bounce_reader_by_lines (BounceReader *reader)
{
  reader->lines = TRUE;
}

/* The next line of the current file, of which a source makes one message.
   FALSE if there is none. */
static gboolean
read_line (BounceReader *reader, BounceItem *item)
{
  const char *line;
  gsize length;

  while (reader->source != NULL
         && bounce_source_line (reader->source, &line, &length))
    {
      reader->line_number++;
      if (bounce_header_line_is_blank (line, length))
        continue;
      item->mail.arena = bounce_arena_new (BOUNCE_ARENA_SMALL);
      item->mail.bytes = bounce_arena_copy (item->mail.arena, line, length);
      item->mail.length = length;
      item->source = g_strdup (bounce_source_file (reader->source));
      item->index = reader->line_number;
      reader->messages++;
      return TRUE;
    }
  return FALSE;
}

static void
next_line (BounceReader *reader, BounceItem *item)
{
  while (!read_line (reader, item) && next_message (reader, item))
    reader->line_number = 0;
}

gboolean
bounce_reader_next (BounceReader *reader, BounceItem *item)
{
  memset (item, 0, sizeof *item);
  if (reader->lines)
    next_line (reader, item);
  else if (next_message (reader, item))
    read_message (reader, item);
  return item->mail.bytes != NULL || item->reason != NULL;
}

void
bounce_reader_position (const BounceReader *reader, BouncePosition *position)
{
  guint64 done = 0, total = 0;
  guint n = bounce_source_names_count (reader->names);
  double current;

  if (reader->source != NULL)
    bounce_source_progress (reader->source, &done, &total);
  current = total == 0 ? -1 : (double)done / (double)total;
  position->messages = reader->messages;
  position->fraction = -1;
  if (n == 1)
    position->fraction = current;
  else if (n > 1)
    position->fraction = (reader->n_done + CLAMP (current, 0, 1)) / n;
}

gboolean
bounce_reader_may_wait (const BounceReader *reader)
{
  return bounce_source_names_may_wait (reader->names);
}

gboolean
bounce_reader_would_wait (const BounceReader *reader)
{
  struct pollfd input = { STDIN_FILENO, POLLIN, 0 };

  if (!reader->stream)
    return FALSE;
  return !reader->standard_input || poll (&input, 1, 0) == 0;
}
