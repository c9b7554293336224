/* pruner-header: keeps the header fields (RFC 5322, 2.2) that somebody reads,
   folds and all, within limits.  It also notes what the header says of the
   body (RFC 2045): its type, and whether it is encoded. */
#include "config.h"

#include <string.h>

#include "mime/pruner-header.h"
#include "text/header-field.h"

#define FIELD_MAX (64 * 1024)    /* bytes of one header field */
#define HEADER_MAX (1024 * 1024) /* bytes of one header */

void
bounce_pruner_header_init (BouncePrunerHeader *header,
                           BouncePrunerOutput *output, const char *const *extra)
{
  memset (header, 0, sizeof *header);
  bounce_header_names_init (&header->names, extra);
  header->output = output;
}

void
bounce_pruner_header_begin (BouncePrunerHeader *header)
{
  header->open = FALSE;
  header->from = header->output->text->len;
  header->type = NULL;
  header->raw_type = header->raw_type_name = NULL;
  header->raw_type_parsed = NULL;
  header->encoding = BOUNCE_ENCODING_NONE;
  header->encoded = FALSE;
  header->encoding_given = FALSE;
  header->bytes = 0;
  header->fields = 0;
  header->left_out = FALSE;
}

void
bounce_pruner_header_give_up (BouncePrunerHeader *header)
{
  header->needs_gmime = header->keep_all = TRUE;
}

/* Whether "for" and white space stand before END; there is a NUL. */
static gboolean
has_for (const char *field, const char *end)
{
  for (const char *p = field; (p = memchr (p, 'f', (gsize)(end - p))) != NULL;
       p++)
    if (p[1] == 'o' && p[2] == 'r' && g_ascii_isspace (p[3]))
      return TRUE;
  return FALSE;
}

/* Of two types, GMime's choice counts: nothing is left out. */
static void
learn_type (BouncePrunerHeader *header, const char *value)
{
  if (header->type || header->raw_type)
    {
      bounce_pruner_header_give_up (header);
      return;
    }
  value += strspn (value, " \t\n");
  header->type = bounce_content_type_parse_plain (header->arena, value);
  if (header->type == NULL)
    header->raw_type = bounce_arena_copy (header->arena, value, strlen (value));
}

/* The same with encodings, and encoded words in them. */
static void
learn_encoding (BouncePrunerHeader *header, const char *value)
{
  if (header->encoding_given || strstr (value, "=?"))
    bounce_pruner_header_give_up (header);
  header->encoding_given = TRUE;
  while (g_ascii_isspace (*value))
    value++;
  header->encoding = bounce_transfer_encoding_from_name (value, strlen (value));
  header->encoded = g_ascii_strncasecmp (value, "base64", 6) == 0
                    || g_ascii_strncasecmp (value, "quoted", 6) == 0;
}

/* Notes what the current field says of the body that will follow. */
static void
learn (BouncePrunerHeader *header, const char *field)
{
  const char *value = field + header->name + 1;

  if (header->use == BOUNCE_HEADER_TYPE)
    learn_type (header, value);
  else if (header->use == BOUNCE_HEADER_ENCODING)
    learn_encoding (header, value);
}

/* A header of which nothing was kept is none to GMime: one field stands in for
   those that were left out. */
static void
stand_in (BouncePrunerHeader *header)
{
  static const char field[] = "X-Left-Out: 1";

  if (header->left_out && header->bytes == 0)
    {
      bounce_pruner_output_line (header->output, field, sizeof field - 1);
      header->bytes = sizeof field;
    }
}

/* What of the current field was written goes. */
static void
take_back (BouncePrunerHeader *header)
{
  g_string_truncate (header->output->text, header->start);
}

/* TRUE if somebody reads the current field, as far as its value says. */
static gboolean
is_of_use (const BouncePrunerHeader *header, const char *field)
{
  if (header->length == 0)
    return FALSE;
  return header->keep_all || header->use != BOUNCE_HEADER_RECEIVED
         || has_for (field,
                     header->output->text->str + header->output->text->len);
}

#define BLOCK 32

/* Whether a NUL or a return is among the BLOCK bytes at P. */
static gboolean
has_damage (const char *p)
{
  guint8 found = 0;

  for (guint i = 0; i < BLOCK; i++)
    found |= (guint8)((p[i] == '\0') | (p[i] == '\r'));
  return found != 0;
}

/* Cleans what was written from FROM on: a NUL would end the header for
   everybody who reads on, and a return a line for some.  Hardly any header has
   either: it is looked at in blocks, the last of which overlaps. */
static void
clean (BouncePrunerHeader *header, gsize from)
{
  char *p = header->output->text->str + from;
  char *end = header->output->text->str + header->output->text->len;
  gboolean damaged = end - p < BLOCK;

  for (const char *q = p; !damaged && q < end; q += BLOCK)
    damaged = has_damage (MIN (q, end - BLOCK));
  for (; damaged && p < end; p++)
    *p = *p == '\0' ? '?' : *p == '\r' ? ' ' : *p;
}

/* It stays or not. */
void
bounce_pruner_header_end_field (BouncePrunerHeader *header)
{
  if (!header->open)
    return;
  header->open = FALSE;
  if (!header->wanted)
    {
      header->left_out = TRUE;
      return;
    }
  if (header->use == BOUNCE_HEADER_TYPE
      || header->use == BOUNCE_HEADER_ENCODING) /* it is read here, too */
    clean (header, header->start);
  const char *field = header->output->text->str + header->start;
  if (!is_of_use (header, field))
    {
      take_back (header);
      header->left_out = TRUE;
      return;
    }
  header->bytes += header->length;
  if (header->bytes > HEADER_MAX)
    {
      take_back (header);
      header->output->cut |= BOUNCE_CUT_HEADER;
    }
  else
    learn (header, field);
}

/* A line of the current field. */
static void
append_line (BouncePrunerHeader *header, const char *line, gsize length)
{
  if (length + 1 > FIELD_MAX - header->length)
    {
      header->output->cut |= BOUNCE_CUT_HEADER;
      return;
    }
  header->length += length + 1;
  if (header->wanted)
    bounce_pruner_output_line (header->output, line, length);
}

/* The same of one that lost its indentation. */
static void
append_indented (BouncePrunerHeader *header, const char *line, gsize length)
{
  g_autofree char *indented = g_malloc (length + 1);

  indented[0] = ' ';
  memcpy (indented + 1, line, length);
  append_line (header, indented, length + 1);
}

static void
begin_field (BouncePrunerHeader *header, const char *line, gsize name)
{
  header->fields++;
  header->name = name;
  header->open = TRUE;
  header->use = bounce_header_names_use (&header->names, line, name);
  header->wanted = header->keep_all || header->use != BOUNCE_HEADER_UNREAD;
  header->start = header->output->text->len;
  header->length = 0;
}

void
bounce_pruner_header_line (BouncePrunerHeader *header, const char *line,
                           gsize length)
{
  gboolean indented = *line == ' ' || *line == '\t';
  gsize name = indented ? 0 : bounce_header_field_name (line, length);

  if (name > 0)
    {
      bounce_pruner_header_end_field (header);
      begin_field (header, line, name);
    }
  if (name > 0 || (indented && header->open))
    append_line (header, line, length);
  else if (header->open && header->use == BOUNCE_HEADER_TYPE)
    append_indented (header, line, length);
  else
    {
      bounce_pruner_header_end_field (header);
      header->left_out = TRUE;
    }
}

void
bounce_pruner_header_end (BouncePrunerHeader *header)
{
  bounce_pruner_header_end_field (header);
  clean (header, header->from);
  stand_in (header);
}

/* These two are asked at each line of a header that may be a boundary: a
   type of 64 KB that is not plain is read once and not a million times. */
const char *
bounce_pruner_header_type (BouncePrunerHeader *header)
{
  if (header->raw_type == NULL)
    return header->type ? header->type->name : NULL;
  if (header->raw_type_name == NULL)
    {
      gsize n = strcspn (header->raw_type, "; \t\n(");
      char *name = bounce_arena_copy (header->arena, header->raw_type, n);

      for (char *p = name; *p; p++)
        *p = g_ascii_tolower (*p);
      header->raw_type_name = name;
    }
  return header->raw_type_name;
}

const BounceContentType *
bounce_pruner_header_content_type (BouncePrunerHeader *header)
{
  if (header->raw_type == NULL)
    return header->type ? header->type : &bounce_content_type_default;
  if (header->raw_type_parsed == NULL)
    header->raw_type_parsed
        = bounce_content_type_parse (header->arena, header->raw_type);
  return header->raw_type_parsed;
}
