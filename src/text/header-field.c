/* header-field: finds the name of the header field in a line (RFC 5322, 2.2
   and 3.6.8).  White space before the colon (the obsolete syntax of 4.5) is
   taken in a report only: sentences have it too.  It knows no field by its
   name. */
#include "config.h"

#include <string.h>

#include "base/ascii.h"
#include "text/header-field.h"

/* Bit 7 of each of the eight bytes of WORD that may not stand in a name.  What
   such a byte makes of a sum or a difference here reaches into those above it,
   so that only the lowest one is certain. */
static inline guint64
ends_of_name (guint64 word)
{
  guint64 outside = word | (word + BOUNCE_ASCII_EACH (1))
                    | (word - BOUNCE_ASCII_EACH ('!'));
  guint64 colons = bounce_ascii_zeros (word ^ BOUNCE_ASCII_EACH (':'));

  return (outside | colons) & BOUNCE_ASCII_EACH (0x80);
}

static gsize
name_length (const char *text, gsize length)
{
  gsize n = 0;

  for (; n + 8 <= length; n += 8)
    {
      guint64 ends
          = ends_of_name (GUINT64_FROM_LE (bounce_ascii_word (text + n)));

      if (ends != 0)
        return n + (gsize)__builtin_ctzll (ends) / 8;
    }
  while (n < length && text[n] > ' ' && text[n] < 0x7f && text[n] != ':')
    n++;
  return n;
}

gsize
bounce_header_field_name (const char *line, gsize length)
{
  gsize n = name_length (line, length);

  return n < length && line[n] == ':' ? n : 0;
}

/* As far as LINE has letters, digits, hyphens and underscores, and if SPACES
   these, up to a colon. */
static gsize
word_length (const char *line, gsize length, gboolean spaces)
{
  gsize n = 0;

  length = MIN (length, BOUNCE_HEADER_FIELD_NAME_MAX + 1);
  while (n < length
         && (g_ascii_isalnum (line[n]) || line[n] == '-' || line[n] == '_'
             || (spaces && line[n] == ' ')))
    n++;
  return n < length && line[n] == ':' ? n : 0;
}

gsize
bounce_header_field_name_in_text (const char *line, gsize length)
{
  gsize n = word_length (line, length, FALSE);

  return n > 1 ? n : 0;
}

gsize
bounce_header_field_name_in_report (const char *line, gsize length)
{
  gsize n = word_length (line, length, TRUE);
  gsize blank = 0;

  while (blank < n && !g_ascii_isalnum (line[blank]))
    blank++;
  return blank < n && !g_ascii_isdigit (line[0]) ? n : 0;
}

gboolean
bounce_header_field_is_name (const char *name)
{
  gsize length = strlen (name);

  return length > 0 && name_length (name, length) == length;
}

gboolean
bounce_header_line_is_blank (const char *line, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (line[i] != ' ' && line[i] != '\t')
      return FALSE;
  return TRUE;
}
