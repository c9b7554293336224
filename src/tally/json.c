/* json: reads the members of a JSON object (RFC 8259) from a line, in one pass
   and one piece of memory.  It takes what the RFC allows and no more: a line
   that two readers could understand in two ways is damaged. */
#include "config.h"

#include <string.h>
#include <sysexits.h>

#include <glib.h>

#include "base/ascii.h"
#include "tally/command.h"
#include "tally/json.h"

/* The deepest nesting that is passed over, and the most members: records are
   flat, but somebody may have added to them. */
#define DEPTH_MAX 32
#define MEMBERS_MAX 256

typedef struct
{
  const char *at; /* the line's text ends with a NUL, which no token holds */
  char *out;      /* where the next text goes; see bounce_json_read */
  const char *trouble;
} Reader;

typedef struct
{
  const char *text; /* NULL: an array, an object or null */
  gboolean is_null;
} Value;

static gboolean
wrong (Reader *reader, const char *trouble)
{
  if (reader->trouble == NULL)
    reader->trouble = trouble;
  return FALSE;
}

/* The first character of what comes next. */
static char
next_character (Reader *reader)
{
  reader->at += strspn (reader->at, " \t\r\n");
  return *reader->at;
}

/* Passes over CHARACTER, which must come next. */
static gboolean
expect_character (Reader *reader, char character)
{
  static const char *const missing[] = { "no ':'", "no '}'", "no ']'" };

  if (next_character (reader) == character)
    {
      reader->at++;
      return TRUE;
    }
  return wrong (reader, missing[character == ':'   ? 0
                                : character == '}' ? 1
                                                   : 2]);
}

/* The four digits behind \u; -1 if they are none. */
static int
read_unit (const char *digits)
{
  int unit = 0;

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (digits[i]);

      if (digit < 0)
        return -1;
      unit = unit * 16 + digit;
    }
  return unit;
}

/* Behind \u.  A character above U+FFFF is two of them. */
static gboolean
read_character (Reader *reader)
{
  int unit = read_unit (reader->at);
  gunichar character;

  if (unit < 0)
    return wrong (reader, "a wrong escape");
  if (unit == 0)
    return wrong (reader, "a NUL");
  character = (gunichar)unit;
  reader->at += 4;
  if (unit >= 0xd800 && unit < 0xdc00 && g_str_has_prefix (reader->at, "\\u"))
    {
      int low = read_unit (reader->at + 2);

      if (low >= 0xdc00 && low < 0xe000)
        {
          character = 0x10000 + (((gunichar)unit & 0x3ff) << 10)
                      + ((gunichar)low & 0x3ff);
          reader->at += 6;
        }
    }
  if (!g_unichar_validate (character))
    return wrong (reader, "half of a character");
  reader->out += g_unichar_to_utf8 (character, reader->out);
  return TRUE;
}

/* Behind a backslash. */
static gboolean
read_escape (Reader *reader)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meant[] = "\"\\/\b\f\n\r\t";
  const char *letter;

  if (*reader->at == 'u')
    {
      reader->at++;
      return read_character (reader);
    }
  letter = *reader->at != '\0' ? strchr (letters, *reader->at) : NULL;
  if (letter == NULL)
    return wrong (reader, "a wrong escape");
  *reader->out++ = meant[letter - letters];
  reader->at++;
  return TRUE;
}

/* Behind the first quote: *TEXT is what stands up to the last. */
static gboolean
read_string (Reader *reader, const char **text)
{
  *text = reader->out;
  for (;;)
    {
      guchar character = (guchar)*reader->at;

      if (character == '\0')
        return wrong (reader, "a string without an end");
      if (character < ' ')
        return wrong (reader, "a control character");
      reader->at++;
      if (character == '"')
        break;
      if (character != '\\')
        *reader->out++ = (char)character;
      else if (!read_escape (reader))
        return FALSE;
    }
  *reader->out++ = '\0';
  return TRUE;
}

/* How many digits there are at TEXT. */
static gsize
digits_at (const char *text)
{
  return strspn (text, "0123456789");
}

static gboolean
read_number (Reader *reader, const char **text)
{
  const char *from = reader->at;
  const char *at = from + (*from == '-');
  gsize length = digits_at (at);

  if (length == 0 || (*at == '0' && length > 1))
    return wrong (reader, "no value");
  at += length;
  if (*at == '.')
    {
      length = digits_at (at + 1);
      if (length == 0)
        return wrong (reader, "a wrong number");
      at += 1 + length;
    }
  if (*at == 'e' || *at == 'E')
    {
      at += at[1] == '+' || at[1] == '-' ? 2 : 1;
      length = digits_at (at);
      if (length == 0)
        return wrong (reader, "a wrong number");
      at += length;
    }
  *text = memcpy (reader->out, from, (gsize)(at - from));
  reader->out += at - from;
  *reader->out++ = '\0';
  reader->at = at;
  return TRUE;
}

static gboolean read_value (Reader *reader, int depth, Value *value);

/* Behind its first bracket: it is checked, and passed over. */
static gboolean
skip_collection (Reader *reader, int depth, char end)
{
  Value value;
  const char *name;

  if (depth == DEPTH_MAX)
    return wrong (reader, "nested too deep");
  if (next_character (reader) == end)
    return expect_character (reader, end);
  for (;;)
    {
      if (end == '}')
        {
          if (next_character (reader) != '"')
            return wrong (reader, "no name");
          reader->at++;
          if (!read_string (reader, &name) || !expect_character (reader, ':'))
            return FALSE;
        }
      if (!read_value (reader, depth + 1, &value))
        return FALSE;
      if (next_character (reader) != ',')
        return expect_character (reader, end);
      reader->at++;
    }
}

static gboolean
read_value (Reader *reader, int depth, Value *value)
{
  static const char *const words[] = { "true", "false", "null" };
  char first = next_character (reader);

  *value = (Value){ NULL, FALSE };
  if (first == '"')
    {
      reader->at++;
      return read_string (reader, &value->text);
    }
  if (first == '{' || first == '[')
    {
      reader->at++;
      return skip_collection (reader, depth, first == '{' ? '}' : ']');
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (reader->at, words[i]))
      {
        reader->at += strlen (words[i]);
        value->is_null = i == 2;
        value->text = value->is_null ? NULL : words[i];
        return TRUE;
      }
  return read_number (reader, &value->text);
}

/* A member whose name none of the N of NAMES is; the name goes behind them. */
static gboolean
read_member (Reader *reader, const char **names, guint n, Value *value)
{
  if (n == MEMBERS_MAX)
    return wrong (reader, "too many members");
  if (next_character (reader) != '"')
    return wrong (reader, "no name");
  reader->at++;
  if (!read_string (reader, &names[n]))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (names[n][0] == names[i][0] && strcmp (names[n], names[i]) == 0)
      return wrong (reader, "a name that was there before");
  return expect_character (reader, ':') && read_value (reader, 1, value);
}

/* What stands behind the first brace. */
static gboolean
read_members (Reader *reader, BounceJsonFunc func, gpointer data,
              GError **error)
{
  const char *names[MEMBERS_MAX];
  Value value;

  if (next_character (reader) == '}')
    return expect_character (reader, '}');
  for (guint n = 0;; n++)
    {
      if (!read_member (reader, names, n, &value))
        return FALSE;
      if (!value.is_null && !func (names[n], value.text, data, error))
        return FALSE;
      if (next_character (reader) != ',')
        return expect_character (reader, '}');
      reader->at++;
    }
}

gboolean
bounce_json_read (const BounceLine *line, BounceJsonFunc func, gpointer data,
                  GError **error)
{
  /* No text is longer than what it is written as, with the NUL behind it. */
  g_autofree char *texts = g_malloc (line->length + 1);
  Reader reader = { line->text, texts, NULL };
  GError *failure = NULL;
  gboolean done;

  if (next_character (&reader) != '{')
    done = wrong (&reader, "no JSON object");
  else
    {
      reader.at++;
      done = read_members (&reader, func, data, &failure)
             && (next_character (&reader) == '\0'
                 || wrong (&reader, "more than one JSON object"));
    }
  if (failure != NULL)
    g_propagate_error (error, failure);
  else if (!done)
    g_set_error (error, BOUNCE_TALLY_ERROR, EX_DATAERR,
                 "%s, at byte %" G_GSIZE_FORMAT, reader.trouble,
                 (gsize)(reader.at - line->text) + 1);
  return done;
}
