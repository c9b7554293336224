/* fields: cuts a record into its fields (RFC 4180, and what spreadsheets make
   of it: semicolons, tabs).  A field is in quotes only if they are all of it:
   `"Doe, J." <j@x>` is one as it stands. */
#include "config.h"

#include <string.h>

#include "tally/fields.h"

static gboolean
is_one_of (const char *delimiters, char c)
{
  return c != '\0' && strchr (delimiters, c) != NULL;
}

/* The end of the quoted text that begins at START, behind its last quote; END
   if it is open. */
static const char *
quoted_end (const char *start, const char *end)
{
  for (const char *at = start + 1; at < end; at++)
    if (*at == '"')
      {
        if (at + 1 == end || at[1] != '"')
          return at + 1;
        at++;
      }
  return NULL;
}

/* The end of the field that begins at START.  *QUOTED: what is in quotes ends
   there, or NULL. */
static const char *
field_end (const char *start, const char *end, const char *delimiters,
           const char **quoted)
{
  const char *at = start;

  *quoted = NULL;
  if (at < end && *at == '"')
    {
      at = quoted_end (start, end);
      if (at == NULL)
        return NULL;
      *quoted = at;
    }
  while (at < end && !is_one_of (delimiters, *at))
    at++;
  return at;
}

static const char *
skip_spaces (const char *at, const char *end)
{
  while (at < end && *at == ' ')
    at++;
  return at;
}

gboolean
bounce_fields_are_open (const char *text, gsize length, const char *delimiters)
{
  const char *end = text + length;

  for (const char *at = text; at < end; at++)
    {
      const char *quoted;

      at = field_end (skip_spaces (at, end), end, delimiters, &quoted);
      if (at == NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_blank (const char *at, const char *end)
{
  while (at < end && g_ascii_isspace (*at))
    at++;
  return at == end;
}

/* What the LENGTH bytes of TEXT between quotes mean. */
static char *
unquoted (const char *text, gsize length)
{
  GString *field = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '"' && i + 1 < length && text[i + 1] == '"')
        i++;
      g_string_append_c (field, text[i]);
    }
  return g_string_free (field, FALSE);
}

void
bounce_fields_split (const char *text, gsize length, const char *delimiters,
                     GPtrArray *fields)
{
  const char *end = text + length;

  for (const char *at = text; at <= end; at++)
    {
      const char *start = skip_spaces (at, end);
      const char *quoted;
      const char *stop = field_end (start, end, delimiters, &quoted);

      if (stop == NULL)
        stop = end;
      if (quoted != NULL && is_blank (quoted, stop))
        g_ptr_array_add (fields,
                         unquoted (start + 1, (gsize)(quoted - start) - 2));
      else
        g_ptr_array_add (fields, g_strndup (start, (gsize)(stop - start)));
      at = stop;
    }
}

const char *
bounce_fields_delimiter (const char *text, gsize length)
{
  gsize commas = 0, semicolons = 0;

  for (gsize i = 0; i < length; i++)
    if (text[i] == '\t')
      return "\t";
    else if (text[i] == ',')
      commas++;
    else if (text[i] == ';')
      semicolons++;
  return semicolons > commas ? ";" : ",";
}
