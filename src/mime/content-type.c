/* message-type: Content-Type fields.  Nearly all of them are plain, "type;
   name=value", and read here in a few hundred instructions; what has comments,
   escapes, encodings or faults is GMime's, which takes objects and locks for
   every parameter. */
#include "config.h"

#include <string.h>

#include <gmime/gmime.h>

#include "mime/content-type.h"

static char **
parameter (BounceContentType *type, const char *name, gsize length)
{
  const struct
  {
    const char *name;
    char **value;
  } known[] = { { "boundary", &type->boundary },
                { "charset", &type->charset },
                { "name", &type->file },
                { "report-type", &type->report_type } };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (strlen (known[i].name) == length
        && g_ascii_strncasecmp (known[i].name, name, length) == 0)
      return known[i].value;
  return NULL;
}

static gsize
skip_space (const char *p)
{
  return strspn (p, " \t\n");
}

/* The characters of a plain token, and of a plain value without quotes. */
static gsize
token_length (const char *p)
{
  gsize n = 0;

  while (g_ascii_isalnum (p[n]) || (p[n] && strchr ("-_.+=:/", p[n])))
    n++;
  return n;
}

/* Reads "; name=value" at *P.  FALSE if it is not plain. */
static gboolean
take_parameter (BounceContentType *type, const char **p)
{
  const char *name = *p + 1 + skip_space (*p + 1);
  gsize length = 0;

  while (g_ascii_isalnum (name[length]) || name[length] == '-')
    length++;
  if (length == 0 || name[length] != '=')
    return FALSE;
  const char *value = name + length + 1;
  gsize n;
  if (*value == '"')
    {
      value++;
      n = strcspn (value, "\"\\\n\t()?");
      if (n == 0 || value[n] != '"')
        return FALSE;
      *p = value + n + 1;
    }
  else
    {
      n = token_length (value);
      if (n == 0)
        return FALSE;
      *p = value + n;
    }
  char **place = parameter (type, name, length);
  if (place == NULL)
    return TRUE;
  if (*place)
    return FALSE; /* given twice */
  *place = g_strndup (value, n);
  return TRUE;
}

/* FALSE if VALUE is not plain; TYPE may then be half filled. */
static gboolean
parse_plain (BounceContentType *type, const char *value)
{
  const char *p = value + skip_space (value);
  gsize n = 0;

  for (const char *q = p; *q; q++)
    if ((guchar)*q >= 0x7f)
      return FALSE;
  while (g_ascii_isalnum (p[n]) || p[n] == '-' || p[n] == '.')
    n++;
  if (n == 0 || p[n] != '/')
    return FALSE;
  gsize subtype = n + 1;
  n = subtype;
  while (g_ascii_isalnum (p[n]) || p[n] == '-' || p[n] == '.' || p[n] == '+')
    n++;
  if (n == subtype)
    return FALSE;
  type->name = g_ascii_strdown (p, (gssize)n);
  for (p += n, p += skip_space (p); *p == ';'; p += skip_space (p))
    if (!take_parameter (type, &p))
      return FALSE;
  return *p == 0;
}

static void
clear (BounceContentType *type)
{
  g_free (type->name);
  g_free (type->boundary);
  g_free (type->charset);
  g_free (type->file);
  g_free (type->report_type);
  memset (type, 0, sizeof *type);
}

static void
parse_mime (BounceContentType *type, const char *value)
{
  static const char *const names[]
      = { "boundary", "charset", "name", "report-type" };
  GMimeContentType *mime = g_mime_content_type_parse (NULL, value);

  if (mime == NULL)
    return;
  g_autofree char *name = g_mime_content_type_get_mime_type (mime);
  if (name)
    type->name = g_ascii_strdown (name, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    *parameter (type, names[i], strlen (names[i]))
        = g_strdup (g_mime_content_type_get_parameter (mime, names[i]));
  g_object_unref (mime);
}

static BounceContentType *
parse (const char *value, gboolean plain)
{
  BounceContentType *type = g_new0 (BounceContentType, 1);

  if (value && !(plain && parse_plain (type, value)))
    {
      clear (type);
      parse_mime (type, value);
    }
  if (type->name == NULL)
    type->name = g_strdup ("text/plain");
  return type;
}

BounceContentType *
bounce_content_type_parse (const char *value)
{
  return parse (value, TRUE);
}

BounceContentType *
bounce_content_type_parse_mime (const char *value)
{
  return parse (value, FALSE);
}

void
bounce_content_type_free (BounceContentType *type)
{
  if (type == NULL)
    return;
  clear (type);
  g_free (type);
}
