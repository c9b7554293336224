/* trim-header: header lines (RFC 5322, 2.2) to the fields that somebody reads,
   folds and all, within limits.  It also notes what the header says of the
   body (RFC 2045): its type, and whether it is encoded. */
#include "config.h"

#include <string.h>

#include "mime/header-names.h"
#include "mime/pruner-header.h"

#define FIELD_MAX (64 * 1024)        /* bytes of one header field */
#define HEADER_MAX (1024 * 1024)     /* bytes of one header */
#define TOTAL_MAX (12 * 1024 * 1024) /* bytes of the whole mail */

void
bounce_pruner_emit (BouncePrunerOut *out, const char *line, gsize length)
{
  if (out->text->len + length + 1 > TOTAL_MAX)
    {
      out->cut |= BOUNCE_CUT_TEXT;
      return;
    }
  g_string_append_len (out->text, line, (gssize)length);
  g_string_append_c (out->text, '\n');
}

void
bounce_pruner_header_init (BouncePrunerHeader *header, BouncePrunerOut *out,
                           const char *const *extra)
{
  memset (header, 0, sizeof *header);
  header->extra = extra;
  header->out = out;
  header->field = g_string_sized_new (1024);
}

void
bounce_pruner_header_clear (BouncePrunerHeader *header)
{
  g_string_free (header->field, TRUE);
  g_free (header->content_type);
}

void
bounce_pruner_header_begin (BouncePrunerHeader *header)
{
  g_string_truncate (header->field, 0);
  header->open = FALSE;
  g_clear_pointer (&header->content_type, g_free);
  header->encoded = FALSE;
  header->encoding_given = FALSE;
  header->bytes = 0;
  header->fields = 0;
  header->left_out = FALSE;
}

/* The length of the field name that LINE begins with, 0 if it is none. */
static gsize
name_length (const char *line, gsize length)
{
  gsize n = 0;

  while (n < length && line[n] > ' ' && line[n] < 0x7f && line[n] != ':')
    n++;
  return n > 0 && n < length && line[n] == ':' ? n : 0;
}

static gboolean
name_is (const char *field, gsize name, const char *other)
{
  return strlen (other) == name
         && g_ascii_strncasecmp (field, other, name) == 0;
}

static gboolean
has_for (const char *field)
{
  while ((field = strstr (field, "for")) != NULL && !g_ascii_isspace (field[3]))
    field += 3;
  return field != NULL;
}

/* TRUE if somebody reads this field.  A Received field counts only for the
   address in its "for" clause. */
static gboolean
is_wanted (const BouncePrunerHeader *header, const char *field, gsize name)
{
  for (guint i = 0; header->extra && header->extra[i]; i++)
    if (name_is (field, name, header->extra[i]))
      return TRUE;
  return bounce_header_is_wanted (field, name)
         && !(name_is (field, name, "received") && !has_for (field));
}

/* Notes what the field says of the body that will follow. */
static void
learn (BouncePrunerHeader *header, const char *field, gsize name)
{
  const char *value = field + name + 1;

  if (name_is (field, name, "content-type"))
    {
      /* Of two, GMime's choice counts: nothing is left out. */
      if (header->content_type)
        header->needs_gmime = TRUE;
      else
        header->content_type = g_strchug (g_strdup (value));
    }
  else if (name_is (field, name, "content-transfer-encoding"))
    {
      if (header->encoding_given)
        header->needs_gmime = TRUE;
      header->encoding_given = TRUE;
      while (g_ascii_isspace (*value))
        value++;
      header->encoded = g_ascii_strncasecmp (value, "base64", 6) == 0
                        || g_ascii_strncasecmp (value, "quoted", 6) == 0;
    }
}

/* A header of which nothing was kept is none to GMime: one field stands in for
   those that were left out. */
static void
stand_in (BouncePrunerHeader *header)
{
  static const char field[] = "X-Left-Out: 1";

  if (header->left_out && header->bytes == 0)
    {
      bounce_pruner_emit (header->out, field, sizeof field - 1);
      header->bytes = sizeof field;
    }
}

/* The current field is complete: keep it or not. */
static void
end_field (BouncePrunerHeader *header)
{
  GString *field = header->field;

  if (!header->open)
    return;
  header->open = FALSE;
  gsize name = name_length (field->str, field->len);
  if (header->needs_gmime || is_wanted (header, field->str, name))
    {
      header->bytes += field->len + 1;
      if (header->bytes <= HEADER_MAX)
        bounce_pruner_emit (header->out, field->str, field->len);
      else
        header->out->cut |= BOUNCE_CUT_HEADER;
      learn (header, field->str, name);
    }
  else
    header->left_out = TRUE;
  g_string_truncate (field, 0);
}

static void
append (BouncePrunerHeader *header, const char *line, gsize length)
{
  GString *field = header->field;
  gsize room = field->len < FIELD_MAX ? FIELD_MAX - field->len : 0;

  if (length + 1 > room)
    {
      header->out->cut |= BOUNCE_CUT_HEADER;
      return;
    }
  if (field->len)
    g_string_append_c (field, '\n');
  gsize from = field->len;
  g_string_append_len (field, line, (gssize)length);
  /* A NUL would end the header for everybody who reads on. */
  for (char *nul = field->str + from;
       (nul = memchr (nul, 0, (gsize)(field->str + field->len - nul)));)
    *nul = '?';
}

void
bounce_pruner_header_line (BouncePrunerHeader *header, const char *line,
                           gsize length)
{
  if ((*line != ' ' && *line != '\t') || !header->open)
    {
      end_field (header);
      if (name_length (line, length) > 0)
        header->fields++;
      else
        {
          /* No field at all.  What GMime makes of it, and of what follows, is
             its business: from here on nothing is left out. */
          stand_in (header);
          header->needs_gmime = TRUE;
        }
      header->open = TRUE;
    }
  append (header, line, length);
}

void
bounce_pruner_header_end (BouncePrunerHeader *header)
{
  end_field (header);
  stand_in (header);
}

char *
bounce_pruner_header_type (const BouncePrunerHeader *header)
{
  if (header->content_type == NULL)
    return NULL;
  gsize n = strcspn (header->content_type, "; \t\n(");
  return g_ascii_strdown (header->content_type, (gssize)n);
}
