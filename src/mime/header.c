/* header: finds the fields of a header block (RFC 5322, 2.2); their values are
   unfolded and decoded (RFC 2047) when somebody asks. */
#include "config.h"

#include <string.h>

#include "base/ascii.h"
#include "mime/encoded-words.h"
#include "mime/header-names.h"
#include "mime/header.h"
#include "text/charset.h"

/* Most headers that the pruner leaves have less. */
#define USUAL_FIELDS 16

/* Names of the same key may be the same.  Most that are asked for are not
   there, and most of those have a key that no field has. */
static guint
key_of (const char *name, gsize length)
{
  return length > 0 ? bounce_header_name_key (name, length) : 0;
}

static guint64
mark_of (guint key)
{
  return G_GUINT64_CONSTANT (1) << (key % 64);
}

static BounceHeaderField *
add_field (BounceHeader *header)
{
  if (header->n_fields == header->room)
    {
      guint room = MAX (USUAL_FIELDS, 2 * header->room);
      BounceHeaderField *fields
          = bounce_arena_alloc (header->arena, room * sizeof *fields);

      if (header->n_fields > 0)
        memcpy (fields, header->fields, header->n_fields * sizeof *fields);
      header->fields = fields;
      header->room = room;
    }
  return &header->fields[header->n_fields++];
}

/* The field that begins at LINE and whose name ends at COLON, its value so far
   at STOP. */
static BounceHeaderField *
begin_field (BounceHeader *header, const char *line, const char *colon,
             const char *stop)
{
  BounceHeaderField *field = add_field (header);
  gsize name = (gsize)(colon - line);

  while (name > 0 && g_ascii_isspace (line[name - 1]))
    name--;
  field->name = line;
  field->name_length = (guint32)name;
  field->key = key_of (line, name);
  field->raw = colon + 1;
  field->raw_length = (guint32)(stop - field->raw);
  field->value = NULL;
  header->marks |= mark_of (field->key);
  return field;
}

/* That BLOCK is a header is known: so whatever stands before a colon is a name,
   white space and all, as GMime takes it too. */
void
bounce_header_init (BounceHeader *header, BounceArena *arena, const char *block,
                    gsize length)
{
  const char *end = block + length;
  BounceHeaderField *last = NULL;

  memset (header, 0, sizeof *header);
  header->arena = arena;
  for (const char *p = block; p < end;)
    {
      const char *eol = memchr (p, '\n', (gsize)(end - p));
      const char *stop = eol ? eol : end;
      const char *colon;
      if ((*p == ' ' || *p == '\t') && last)
        last->raw_length = (guint32)(stop - last->raw);
      else if ((colon = memchr (p, ':', (gsize)(stop - p))) != NULL)
        last = begin_field (header, p, colon, stop);
      p = stop + 1;
    }
}

static BounceHeaderField *
find_field (const BounceHeader *header, const char *name, guint n)
{
  gsize length = strlen (name);
  guint key = key_of (name, length);

  if ((header->marks & mark_of (key)) == 0)
    return NULL;
  for (guint i = 0; i < header->n_fields; i++)
    {
      BounceHeaderField *field = &header->fields[i];
      if (field->key == key && field->name_length == length
          && bounce_ascii_same (field->name, name, length) && n-- == 0)
        return field;
    }
  return NULL;
}

/* Eight bytes among which is none that unfold would see. */
static gboolean
is_plain_word (guint64 word)
{
  guint64 high = BOUNCE_ASCII_EACH (0x80);
  guint64 controls = (word - BOUNCE_ASCII_EACH (0x20)) & ~word;
  guint64 marks = bounce_ascii_zeros (word ^ BOUNCE_ASCII_EACH ('?'));

  return ((word | controls | marks) & high) == 0;
}

/* Puts spaces for line ends and tabs in FROM..END, a part of VALUE.  TRUE if it
   is ASCII without encoded words and escapes. */
static gboolean
unfold_bytes (const char *value, char *from, const char *end)
{
  gboolean plain = TRUE;

  for (char *p = from; p < end; p++)
    if (*p == '\n' || *p == '\r' || *p == '\t')
      *p = ' ';
    else if ((guchar)*p >= 0x80 || *p == '\033'
             || (*p == '?' && p > value && p[-1] == '='))
      plain = FALSE;
  return plain;
}

/* The same of all LENGTH bytes of VALUE, eight at once where nothing is among
   them. */
static gboolean
unfold (char *value, gsize length)
{
  gboolean plain = TRUE;
  char *p = value, *end = value + length;

  for (; end - p >= 8; p += 8)
    if (!is_plain_word (bounce_ascii_word (p)))
      plain = unfold_bytes (value, p, p + 8) && plain;
  return unfold_bytes (value, p, end) && plain;
}

/* Raw Japanese, which no encoded word announces, is understood too. */
static const char *
decode_value (BounceHeader *header, const BounceHeaderField *field)
{
  const char *raw = field->raw;
  gsize length = field->raw_length;

  while (length > 0 && g_ascii_isspace (*raw))
    {
      raw++;
      length--;
    }
  while (length > 0 && g_ascii_isspace (raw[length - 1]))
    length--;
  char *value = bounce_arena_copy (header->arena, raw, length);
  if (unfold (value, length))
    return value;
  g_autofree char *decoded = bounce_encoded_words_decode (value);
  char *text = bounce_charset_to_utf8 (decoded, strlen (decoded), NULL);
  g_strdelimit (text, "\n\r", ' ');
  return bounce_arena_adopt (header->arena, text);
}

static const char *
value_of (BounceHeader *header, BounceHeaderField *field)
{
  if (field->value == NULL)
    field->value = decode_value (header, field);
  return field->value;
}

const char *
bounce_header_value (BounceHeader *header, const char *name, guint n)
{
  BounceHeaderField *field = find_field (header, name, n);

  return field != NULL ? value_of (header, field) : NULL;
}

const char *
bounce_header_value_above (BounceHeader *header, guint *at,
                           const char *const *names, guint n, guint *which)
{
  guint keys[BOUNCE_HEADER_SOUGHT];
  guint64 marks = 0;

  for (guint k = 0; k < n; k++)
    {
      keys[k] = key_of (names[k], strlen (names[k]));
      marks |= mark_of (keys[k]);
    }
  if ((header->marks & marks) == 0)
    return NULL;
  for (guint i = *at; i-- > 0;)
    for (guint k = 0; k < n; k++)
      {
        BounceHeaderField *field = &header->fields[i];

        if (field->key != keys[k] || field->name_length != strlen (names[k])
            || !bounce_ascii_same (field->name, names[k], field->name_length))
          continue;
        *at = i;
        *which = k;
        return value_of (header, field);
      }
  return NULL;
}

const BounceContentType *
bounce_header_type (BounceHeader *header)
{
  if (header->type == NULL)
    {
      const BounceHeaderField *field = find_field (header, "Content-Type", 0);
      const char *value = field ? bounce_arena_copy (header->arena, field->raw,
                                                     field->raw_length)
                                : NULL;
      header->type = bounce_content_type_parse (header->arena, value);
    }
  return header->type;
}
