/* send-list: reads a send list: lines become records, and these the keys of
   the addresses in them.  What can be read in two ways is read in both: better
   one address too many than one that gets mail. */
#include "config.h"

#include <string.h>
#include <sysexits.h>

#include "tally/command.h"
#include "tally/fields.h"
#include "tally/lines.h"
#include "tally/send-list.h"
#include "text/address-key.h"
#include "text/address.h"

/* How many lines one record may have, and how many bytes. */
#define LINES_MAX 100
#define BYTES_MAX (64 * 1024)

/* What is longer is no address, whatever is in it. */
#define WHOLE_MAX 320

#define EVERY_DELIMITER ",;\t"
#define BOM "\357\273\277"

/* A line that was read ahead. */
typedef struct
{
  GString *text; /* with its end; NULL: it was too long */
  guint64 number;
} Ahead;

struct BounceSendList
{
  BounceLines *lines;
  GQueue ahead; /* of Ahead */
  Ahead *line;  /* of the record under way */
  GString *record;
  char *column_name; /* until the column is known */
  guint column;      /* from 1; 0: all */
  const char *delimiter;
  gboolean begun; /* a record that is not blank was seen */
  GPtrArray *keys;
};

static void
free_line (gpointer pointer)
{
  Ahead *line = pointer;

  if (line == NULL)
    return;
  if (line->text != NULL)
    g_string_free (line->text, TRUE);
  g_free (line);
}

BounceSendList *
bounce_send_list_new (const char *column, GError **error)
{
  g_autoptr (BounceSendList) list = g_new0 (BounceSendList, 1);
  guint64 number = 0;

  list->lines = bounce_lines_open (NULL, error);
  list->record = g_string_new (NULL);
  list->keys = g_ptr_array_new_with_free_func (g_free);
  g_queue_init (&list->ahead);
  if (column != NULL
      && !g_ascii_string_to_unsigned (column, 10, 1, 100000, &number, NULL))
    list->column_name = g_strdup (column);
  list->column = (guint)number;
  return list->lines != NULL ? g_steal_pointer (&list) : NULL;
}

void
bounce_send_list_free (BounceSendList *list)
{
  if (list == NULL)
    return;
  bounce_lines_free (list->lines);
  g_queue_clear_full (&list->ahead, free_line);
  free_line (list->line);
  g_string_free (list->record, TRUE);
  g_ptr_array_free (list->keys, TRUE);
  g_free (list->column_name);
  g_free (list);
}

/* The next line, or NULL; the caller frees it. */
static Ahead *
read_line (BounceSendList *list, GError **error)
{
  BounceLine line;
  Ahead *ahead;

  if (!bounce_lines_next (list->lines, &line, error))
    return NULL;
  ahead = g_new0 (Ahead, 1);
  ahead->number = line.number;
  if (line.text == NULL)
    return ahead;
  ahead->text = g_string_new_len (line.text, (gssize)line.length);
  if (line.ended)
    g_string_append_c (ahead->text, '\n');
  return ahead;
}

/* Without the line end. */
static gsize
content_length (const GString *text)
{
  gsize length = text->len;

  while (length > 0
         && (text->str[length - 1] == '\n' || text->str[length - 1] == '\r'))
    length--;
  return length;
}

static gboolean
is_open (const BounceSendList *list, const GString *text)
{
  return bounce_fields_are_open (text->str, content_length (text),
                                 list->delimiter != NULL ? list->delimiter
                                                         : EVERY_DELIMITER);
}

/* Appends the lines that belong to the record, which begins with list->line.
   FALSE if its quotes are never closed: then it is that one line. */
static gboolean
gather (BounceSendList *list, GError **error)
{
  GQueue taken = G_QUEUE_INIT;
  GError *failure = NULL;
  gboolean open = TRUE;

  while (open && g_queue_get_length (&taken) < LINES_MAX
         && list->record->len < BYTES_MAX)
    {
      Ahead *line = g_queue_pop_head (&list->ahead);

      if (line == NULL)
        line = read_line (list, &failure);
      if (line == NULL)
        break;
      g_queue_push_tail (&taken, line);
      if (line->text == NULL)
        break;
      g_string_append_len (list->record, line->text->str,
                           (gssize)line->text->len);
      open = is_open (list, list->record);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);
  if (!open)
    {
      g_queue_clear_full (&taken, free_line);
      return TRUE;
    }
  while (!g_queue_is_empty (&taken))
    g_queue_push_head (&list->ahead, g_queue_pop_tail (&taken));
  g_string_assign (list->record, list->line->text->str);
  return FALSE;
}

/* TRUE for what may stand before an '@' that is part of no address: a handle,
   or a source route. */
static gboolean
is_boundary (const char *text, const char *at)
{
  return at == text || strchr (" \t<(,;:\"'", at[-1]) != NULL;
}

/* TRUE if a character is no part of any address, nor of the text around one. */
static gboolean
is_damaged (const char *text, const char *at, gboolean before)
{
  gunichar c;

  if (before && at == text)
    return FALSE;
  c = g_utf8_get_char (before ? g_utf8_prev_char (at) : at);
  return c == 0xfffd
         || (c < 0x20 && c != '\0' && c != '\t' && c != '\n' && c != '\r')
         || c == 0x7f;
}

static void
add_key (GPtrArray *keys, const char *address)
{
  char *key = bounce_address_key (address);

  if (key != NULL && bounce_address_key_is_full (address))
    g_ptr_array_add (keys, key);
  else
    g_free (key);
}

/* What else the field may name: all of it, for a local part may have blanks and
   lack its quotes, or what stands in brackets. */
static void
add_whole (GPtrArray *keys, const char *field)
{
  const char *open = strrchr (field, '<');
  const char *close = open != NULL ? strchr (open, '>') : NULL;
  g_autofree char *inner = NULL;

  if (close != NULL)
    {
      inner = g_strndup (open, (gsize)(close - open) + 1);
      add_key (keys, inner);
    }
  else if (strlen (field) <= WHOLE_MAX)
    add_key (keys, field);
}

gboolean
bounce_send_list_keys (const char *field, GPtrArray *keys)
{
  g_autofree char *valid = g_strstrip (g_utf8_make_valid (field, -1));
  const char *from = valid;
  gboolean sound = TRUE;
  BounceAddressSpan span;

  if (strchr (valid, '@') == NULL)
    return TRUE;
  add_whole (keys, valid);
  while (bounce_address_find (from, NULL, &span))
    {
      g_autofree char *address = bounce_address_span_copy (&span);

      for (const char *at = strchr (from, '@'); at != NULL && at < span.start;
           at = strchr (at + 1, '@'))
        sound = sound && is_boundary (valid, at);
      sound = sound && !is_damaged (valid, span.start, TRUE)
              && !is_damaged (valid, span.end, FALSE);
      add_key (keys, address);
      from = span.end;
    }
  for (const char *at = strchr (from, '@'); at != NULL;
       at = strchr (at + 1, '@'))
    sound = sound && is_boundary (valid, at);
  return sound;
}

/* Finds the column that is named; the record is the header then. */
static gboolean
find_column (BounceSendList *list, const GPtrArray *fields, GError **error)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const char *name = g_strstrip (g_ptr_array_index (fields, i));

      if (g_ascii_strcasecmp (name, list->column_name) == 0)
        {
          list->column = i + 1;
          g_clear_pointer (&list->column_name, g_free);
          return TRUE;
        }
    }
  g_set_error (error, BOUNCE_TALLY_ERROR, EX_USAGE,
               "the first line has no column '%s'", list->column_name);
  return FALSE;
}

/* Takes the addresses of the fields that count into list->keys. */
static BounceSendKind
read_fields (BounceSendList *list, const GPtrArray *fields, gboolean first)
{
  gboolean sound = TRUE, any_at = FALSE;

  for (guint i = 0; i < fields->len; i++)
    {
      const char *field = g_ptr_array_index (fields, i);

      if (list->column != 0 && list->column != i + 1)
        continue;
      any_at = any_at || strchr (field, '@') != NULL;
      sound = bounce_send_list_keys (field, list->keys) && sound;
    }
  if (first && !any_at)
    return BOUNCE_SEND_OTHER;
  return sound && list->keys->len > 0 ? BOUNCE_SEND_ADDRESSES
                                      : BOUNCE_SEND_UNREADABLE;
}

/* Judges the record; its end and a BOM are no part of it. */
static gboolean
read_record (BounceSendList *list, BounceSendKind *kind, GError **error)
{
  const char *text = list->record->str;
  gsize length = content_length (list->record);
  gboolean first = !list->begun;
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);

  if (first && g_str_has_prefix (text, BOM))
    {
      text += strlen (BOM);
      length -= strlen (BOM);
    }
  *kind = BOUNCE_SEND_OTHER;
  if (strspn (text, " \t\r\n") >= length || *text == '#')
    return TRUE;
  list->begun = TRUE;
  if (list->delimiter == NULL && (list->column != 0 || list->column_name))
    list->delimiter = bounce_fields_delimiter (text, length);
  bounce_fields_split (
      text, length, list->delimiter != NULL ? list->delimiter : EVERY_DELIMITER,
      fields);
  if (list->column_name != NULL)
    return find_column (list, fields, error);
  *kind = read_fields (list, fields, first);
  /* The comma may be one of a local part. */
  if (fields->len > 1 && list->column == 0 && length <= WHOLE_MAX)
    {
      g_autofree char *whole = g_strndup (text, length);

      add_key (list->keys, whole);
    }
  return TRUE;
}

gboolean
bounce_send_list_next (BounceSendList *list, BounceSendRecord *record,
                       GError **error)
{
  GError *failure = NULL;

  free_line (list->line);
  list->line = g_queue_pop_head (&list->ahead);
  if (list->line == NULL)
    list->line = read_line (list, error);
  if (list->line == NULL)
    return FALSE;
  g_ptr_array_set_size (list->keys, 0);
  g_string_truncate (list->record, 0);
  *record = (BounceSendRecord){ .kind = BOUNCE_SEND_UNREADABLE,
                                .line = list->line->number,
                                .keys = list->keys };
  if (list->line->text != NULL)
    g_string_append_len (list->record, list->line->text->str,
                         (gssize)list->line->text->len);
  if (list->line->text != NULL
      && memchr (list->record->str, '\0', list->record->len) == NULL
      && (!is_open (list, list->record) || gather (list, &failure))
      && memchr (list->record->str, '\0', list->record->len) == NULL)
    read_record (list, &record->kind, &failure);
  record->text = list->record->str;
  record->length = list->record->len;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}
