/* content-type: reads Content-Type fields.  Nearly all of them are plain,
   "type; name=value", and read here in a few hundred instructions; those with
   comments, escapes, encodings or faults are left to GMime, which takes
   objects and locks for every parameter. */
#include "config.h"

#include <string.h>

#include "base/ascii.h"
#include "mime/content-type.h"
#include "mime/gmime-api.h"

#define PARAMETER(name, member)                                                \
  {                                                                            \
    name, sizeof (name) - 1, G_STRUCT_OFFSET (BounceContentType, member)       \
  }

static const struct
{
  const char *name;
  gsize length;
  glong offset;
} parameters[] = {
  PARAMETER ("boundary", boundary),
  PARAMETER ("charset", charset),
  PARAMETER ("name", file),
  PARAMETER ("report-type", report_type),
};

const BounceContentType bounce_content_type_default
    = { .name = "text/plain", .role = BOUNCE_PART_TEXT };

/* What parts mostly are, to the letter: of the types in 595 reports two thirds,
   which need not be taken apart. */
#define USUAL(value, ...)                                                      \
  {                                                                            \
    value, sizeof (value) - 1, { __VA_ARGS__ }                                 \
  }
static const struct
{
  const char *value;
  gsize length;
  BounceContentType type;
} usual[] = {
  USUAL ("message/delivery-status", .name = "message/delivery-status",
         .role = BOUNCE_PART_STATUS),
  USUAL ("message/rfc822", .name = "message/rfc822",
         .role = BOUNCE_PART_MESSAGE),
  USUAL ("text/rfc822-headers", .name = "text/rfc822-headers",
         .role = BOUNCE_PART_HEADERS),
  USUAL ("text/plain", .name = "text/plain", .role = BOUNCE_PART_TEXT),
  USUAL ("text/plain; charset=us-ascii", .name = "text/plain",
         .role = BOUNCE_PART_TEXT, .charset = "us-ascii"),
  USUAL ("text/plain; charset=utf-8", .name = "text/plain",
         .role = BOUNCE_PART_TEXT, .charset = "utf-8"),
  USUAL ("text/plain; charset=UTF-8", .name = "text/plain",
         .role = BOUNCE_PART_TEXT, .charset = "UTF-8"),
  USUAL ("text/plain; charset=\"UTF-8\"", .name = "text/plain",
         .role = BOUNCE_PART_TEXT, .charset = "UTF-8"),
  USUAL ("text/html; charset=utf-8", .name = "text/html",
         .role = BOUNCE_PART_HTML, .charset = "utf-8"),
};

/* The one of them that VALUE is; NULL: none. */
static const BounceContentType *
find_usual (const char *value)
{
  gsize n = strlen (value);

  while (
      n > 0
      && (value[n - 1] == ' ' || value[n - 1] == '\t' || value[n - 1] == '\n'))
    n--;
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (usual[i].length == n && memcmp (usual[i].value, value, n) == 0)
      return &usual[i].type;
  return NULL;
}

/* Where in TYPE the parameter NAME belongs; NULL if nobody asks for it. */
static const char **
place_of (BounceContentType *type, const char *name, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parameters); i++)
    if (parameters[i].length == length
        && bounce_ascii_same (parameters[i].name, name, length))
      return G_STRUCT_MEMBER_P (type, parameters[i].offset);
  return NULL;
}

static const char *
skip_space (const char *p)
{
  while (*p == ' ' || *p == '\t' || *p == '\n')
    p++;
  return p;
}

/* Whether the LENGTH bytes at TEXT may hold an encoded word (RFC 2047). */
static gboolean
is_encoded (const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *p = text; (p = memchr (p, '=', (gsize)(end - p))) != NULL;
       p++)
    if (p[1] == '?')
      return TRUE;
  return FALSE;
}

static gboolean
is_token_mark (char c)
{
  switch (c)
    {
    case '-':
    case '_':
    case '.':
    case '+':
    case '=':
    case ':':
    case '/':
      return TRUE;
    default:
      return FALSE;
    }
}

/* The characters of a plain token, and of a plain value without quotes. */
static gsize
token_length (const char *p)
{
  gsize n = 0;

  while (g_ascii_isalnum (p[n]) || is_token_mark (p[n]))
    n++;
  return n;
}

/* Reads "; name=value" at *P, or a semicolon that nothing follows.  FALSE if it
   is not plain. */
static gboolean
take_parameter (BounceArena *arena, BounceContentType *type, const char **p)
{
  const char *name = skip_space (*p + 1);
  gsize length = 0;

  while (g_ascii_isalnum (name[length]) || name[length] == '-')
    length++;
  /* What is no parameter ends them: nothing, or a field that lost its line. */
  if (name[length] == '\0'
      || (length > 0 && (name[length] == ':' || name[length] == ';')))
    {
      *p = name + strlen (name);
      return TRUE;
    }
  if (length == 0 || name[length] != '=')
    return FALSE;
  const char *value = name + length + 1;
  gsize n;
  if (*value == '"')
    {
      value++;
      n = strcspn (value, "\"\\\n\t");
      if (n == 0 || value[n] != '"' || is_encoded (value, n))
        return FALSE;
      *p = value + n + 1;
      /* What follows such a value and is no parameter, nobody reads. */
      if (*skip_space (*p) != ';')
        *p += strlen (*p);
    }
  else
    {
      n = token_length (value);
      if (n == 0)
        return FALSE;
      *p = value + n;
    }
  const char **place = place_of (type, name, length);
  if (place == NULL)
    return TRUE;
  if (*place)
    return FALSE; /* given twice */
  *place = bounce_arena_copy (arena, value, n);
  return TRUE;
}

static char *
lower (BounceArena *arena, const char *text, gsize length)
{
  char *copy = bounce_arena_copy (arena, text, length);

  for (char *p = copy; *p; p++)
    *p = g_ascii_tolower (*p);
  return copy;
}

/* The length of "text/plain" at P; 0 if no plain name stands there. */
static gsize
name_length (const char *p)
{
  gsize n = 0;

  while (g_ascii_isalnum (p[n]) || p[n] == '-' || p[n] == '.')
    n++;
  if (n == 0 || p[n] != '/')
    return 0;
  gsize subtype = ++n;
  while (g_ascii_isalnum (p[n]) || p[n] == '-' || p[n] == '.' || p[n] == '+')
    n++;
  return n > subtype ? n : 0;
}

static void
use_file (BounceContentType *type)
{
  if (type->role == BOUNCE_PART_OTHER && type->file != NULL)
    type->role = bounce_part_role_of_file (type->file);
}

const BounceContentType *
bounce_content_type_parse_plain (BounceArena *arena, const char *value)
{
  const char *p = skip_space (value);
  const BounceContentType *known = find_usual (p);
  gsize n;

  if (known != NULL)
    return known;
  n = name_length (p);
  if (n == 0 || !bounce_ascii_only (p, strlen (p)) || strchr (p, '\x7f'))
    return NULL;
  BounceContentType *type = bounce_arena_new0 (arena, BounceContentType);
  type->name = lower (arena, p, n);
  type->role = bounce_part_role (type->name);
  for (p = skip_space (p + n); *p == ';'; p = skip_space (p))
    if (!take_parameter (arena, type, &p))
      return NULL;
  use_file (type);
  return *p == 0 ? type : NULL;
}

const BounceContentType *
bounce_content_type_parse_gmime (BounceArena *arena, const char *value)
{
  BounceContentType *type = bounce_arena_new0 (arena, BounceContentType);

  *type = bounce_content_type_default;
  const BounceGmime *gmime = bounce_gmime ();
  GMimeContentType *mime = gmime->content_type_parse (NULL, value);
  if (mime == NULL)
    return type;
  g_autofree char *name = gmime->content_type_get_mime_type (mime);
  if (name)
    type->name = lower (arena, name, strlen (name));
  type->role = bounce_part_role (type->name);
  for (gsize i = 0; i < G_N_ELEMENTS (parameters); i++)
    {
      const char *text
          = gmime->content_type_get_parameter (mime, parameters[i].name);
      if (text)
        *place_of (type, parameters[i].name, parameters[i].length)
            = bounce_arena_copy (arena, text, strlen (text));
    }
  gmime->unref (mime);
  use_file (type);
  return type;
}

const BounceContentType *
bounce_content_type_parse (BounceArena *arena, const char *value)
{
  if (value == NULL)
    return &bounce_content_type_default;
  const BounceContentType *type
      = bounce_content_type_parse_plain (arena, value);
  return type ? type : bounce_content_type_parse_gmime (arena, value);
}

gboolean
bounce_content_type_is_well_formed (const char *name)
{
  guint slashes = 0;

  for (const char *p = name; *p; p++)
    if (*p == '/')
      slashes++;
    else if (!g_ascii_isgraph (*p) || strchr ("()<>@,;:\\\"[]?=", *p))
      return FALSE;
  return slashes == 1;
}
