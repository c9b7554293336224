/* returned-header: finds the header of the returned message in a text.  A
   Message-ID is what programs write into headers and people nowhere, so that
   texts without one cost no more than the search for it. */
#include "config.h"

#include <string.h>

#include "base/ascii.h"
#include "report/returned-header.h"
#include "text/header-field.h"

/* So many of From, To, Subject and Date tell a message's header from a few
   fields that are told to people. */
#define DESCRIBING_MIN 2

/* A header as long as this is cut, in bytes. */
#define HEADER_MAX (64 * 1024)

static const char message_id[] = "message-id:";

typedef struct
{
  const char *start, *end; /* END: behind the line's text */
} Line;

static Line
line_at (const char *text, const char *p)
{
  Line line = { p, p + strcspn (p, "\n") };

  while (line.start > text && line.start[-1] != '\n')
    line.start--;
  return line;
}

static gsize
indent_of (const Line *line)
{
  return strspn (line->start, " \t");
}

/* How long the name of the field is that LINE begins with behind INDENT; 0: it
   begins none. */
static gsize
name_length (const Line *line, gsize indent)
{
  gsize length = (gsize)(line->end - line->start);

  return length > indent
             ? bounce_header_field_name (line->start + indent, length - indent)
             : 0;
}

/* Whether LINE is of a header whose fields stand behind INDENT: a field, or the
   rest of one. */
static gboolean
is_of_header (const Line *line, gsize indent)
{
  gsize own = indent_of (line);

  return line->start + own < line->end
         && (own > indent || (own == indent && name_length (line, indent) > 0));
}

static gboolean
is_describing (const Line *line, gsize indent)
{
  static const char *const names[] = { "from", "to", "subject", "date" };
  gsize n = name_length (line, indent);

  for (guint i = 0; n > 0 && i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == n
        && bounce_ascii_same (line->start + indent, names[i], n))
      return TRUE;
  return FALSE;
}

/* The header that has the field at LINE, in TEXT, or NULL; END is set to where
   it ends, or the line does. */
static char *
header_around (const char *text, Line line, const char **end)
{
  gsize indent = indent_of (&line);
  guint describing = 0;
  GString *header;

  *end = line.end;
  if (g_ascii_strncasecmp (line.start + indent, message_id,
                           sizeof message_id - 1)
      != 0)
    return NULL;
  while (line.start > text)
    {
      Line before = line_at (text, line.start - 1);

      before.end = line.start - 1;
      if (!is_of_header (&before, indent))
        break;
      line = before;
    }
  header = g_string_new (NULL);
  while (header->len < HEADER_MAX && is_of_header (&line, indent))
    {
      describing += is_describing (&line, indent);
      g_string_append_len (header, line.start + indent,
                           line.end - line.start - (gssize)indent);
      g_string_append_c (header, '\n');
      *end = line.end;
      if (*line.end == '\0')
        break;
      line = line_at (text, line.end + 1);
    }
  return g_string_free (header, describing < DESCRIBING_MIN);
}

char *
bounce_returned_header_in (const char *text)
{
  char *found = NULL;

  /* That search is a quick one; nobody writes the field in capitals. */
  for (const char *p = text; (p = strstr (p, "essage-")) != NULL;)
    {
      char *header = header_around (text, line_at (text, p), &p);

      /* No line is looked at twice. */
      text = p;
      if (header == NULL)
        continue;
      g_free (found);
      found = header;
    }
  return found;
}
