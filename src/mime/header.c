/* header: a header block (RFC 5322, 2.2) as an array of fields, their values
   unfolded and decoded (RFC 2047) once somebody asks. */
#include "config.h"

#include <string.h>

#include "base/ascii.h"
#include "mime/encoded-words.h"
#include "mime/header.h"
#include "text/charset.h"

/* How many fields BLOCK can hold. */
static guint
count_lines (const char *block, const char *end)
{
  guint n = 0;

  for (const char *p = block; p < end; n++)
    {
      p = memchr (p, '\n', (gsize)(end - p));
      if (p == NULL)
        break;
      p++;
    }
  return n + 1;
}

void
bounce_header_init (BounceHeader *header, BounceArena *arena, const char *block,
                    gsize length)
{
  const char *end = block + length;
  BounceField *last = NULL;

  header->arena = arena;
  header->n_fields = 0;
  header->type = NULL;
  header->fields = bounce_arena_alloc (arena, count_lines (block, end)
                                                  * sizeof (BounceField));
  for (const char *p = block; p < end;)
    {
      const char *eol = memchr (p, '\n', (gsize)(end - p));
      const char *stop = eol ? eol : end;
      const char *colon;
      if ((*p == ' ' || *p == '\t') && last)
        last->raw_length = (guint32)(stop - last->raw);
      else if ((colon = memchr (p, ':', (gsize)(stop - p))) != NULL)
        {
          gsize name = (gsize)(colon - p);
          while (name > 0 && g_ascii_isspace (p[name - 1]))
            name--;
          last = &header->fields[header->n_fields++];
          last->name = p;
          last->name_length = (guint32)name;
          last->raw = colon + 1;
          last->raw_length = (guint32)(stop - last->raw);
          last->value = NULL;
        }
      p = stop + 1;
    }
}

static BounceField *
find_field (const BounceHeader *header, const char *name, guint n)
{
  gsize length = strlen (name);

  for (guint i = 0; i < header->n_fields; i++)
    {
      BounceField *field = &header->fields[i];
      if (field->name_length == length
          && bounce_ascii_same (field->name, name, length) && n-- == 0)
        return field;
    }
  return NULL;
}

/* Puts spaces for line ends and tabs in VALUE.  TRUE if it is ASCII without
   encoded words and escapes. */
static gboolean
unfold (char *value)
{
  gboolean plain = TRUE;

  for (char *p = value; *p; p++)
    if (*p == '\n' || *p == '\r' || *p == '\t')
      *p = ' ';
    else if ((guchar)*p >= 0x80 || *p == '\033' || (*p == '=' && p[1] == '?'))
      plain = FALSE;
  return plain;
}

/* Raw Japanese, which no encoded word announces, is understood too. */
static const char *
decode_value (BounceHeader *header, const BounceField *field)
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
  if (unfold (value))
    return value;
  g_autofree char *decoded = bounce_encoded_words_decode (value);
  char *text = bounce_charset_to_utf8 (decoded, strlen (decoded), NULL);
  g_strdelimit (text, "\n\r", ' ');
  return bounce_arena_adopt (header->arena, text);
}

const char *
bounce_header_value (BounceHeader *header, const char *name, guint n)
{
  BounceField *field = find_field (header, name, n);

  if (field == NULL)
    return NULL;
  if (field->value == NULL)
    field->value = decode_value (header, field);
  return field->value;
}

const BounceContentType *
bounce_header_type (BounceHeader *header)
{
  if (header->type == NULL)
    {
      const BounceField *field = find_field (header, "Content-Type", 0);
      const char *value = field ? bounce_arena_copy (header->arena, field->raw,
                                                     field->raw_length)
                                : NULL;
      header->type = bounce_content_type_parse (header->arena, value);
    }
  return header->type;
}
