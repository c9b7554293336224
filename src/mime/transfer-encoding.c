/* transfer-encoding: decodes bodies (RFC 2045, 6).  Most of a quoted-printable
   text is copied in runs; base64 is four table look-ups for three bytes.
   uuencode, which hardly any mail has, is left to GMime. */
#include "config.h"

#include <string.h>

#include "mime/gmime-api.h"
#include "mime/transfer-encoding.h"

static const struct
{
  const char *name;
  BounceTransferEncoding encoding;
} names[] = {
  { "quoted-printable", BOUNCE_ENCODING_QUOTED_PRINTABLE },
  { "base64", BOUNCE_ENCODING_BASE64 },
  { "uuencode", BOUNCE_ENCODING_UUENCODE },
  { "x-uuencode", BOUNCE_ENCODING_UUENCODE },
  { "x-uue", BOUNCE_ENCODING_UUENCODE },
};

BounceTransferEncoding
bounce_transfer_encoding_from_name (const char *name, gsize length)
{
  while (length > 0 && g_ascii_isspace (*name))
    {
      name++;
      length--;
    }
  while (length > 0 && g_ascii_isspace (name[length - 1]))
    length--;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i].name) == length
        && g_ascii_strncasecmp (names[i].name, name, length) == 0)
      return names[i].encoding;
  return BOUNCE_ENCODING_NONE;
}

/* What the '=' at P stands for: a byte into *TO, or nothing at a line's end.
   Returns what follows.  What is no escape stays as it is, a cut one at END
   goes. */
static const char *
take_escape (const char *p, const char *end, char **to)
{
  if (p + 1 < end && p[1] == '\n')
    return p + 2;
  if (p + 2 >= end)
    return end;
  int high = g_ascii_xdigit_value (p[1]);
  int low = g_ascii_xdigit_value (p[2]);
  if (high >= 0 && low >= 0)
    *(*to)++ = (char)(high * 16 + low);
  else if (p[1] != '\r' || p[2] != '\n')
    {
      memcpy (*to, p, 3);
      *to += 3;
    }
  return p + 3;
}

static gsize
decode_quoted (const char *bytes, gsize length, char *out)
{
  const char *p = bytes, *end = bytes + length;
  char *to = out;

  while (p < end)
    {
      const char *escape = memchr (p, '=', (gsize)(end - p));
      gsize plain = (gsize)((escape ? escape : end) - p);

      memcpy (to, p, plain);
      to += plain;
      p = escape ? take_escape (escape, end, &to) : end;
    }
  return (gsize)(to - out);
}

/* The value of a character of base64, -1 of any other. */
static int
base64_value (char c)
{
  if (c >= 'A' && c <= 'Z')
    return c - 'A';
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 26;
  if (c >= '0' && c <= '9')
    return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* The first '=' ends it; without one, what is left of a group is cut off. */
gsize
bounce_base64_decode (const char *text, gsize length, char *out)
{
  const char *end = memchr (text, '=', length);
  char *to = out;
  guint group = 0, n = 0;

  for (const char *p = text; p < (end ? end : text + length); p++)
    {
      int value = base64_value (*p);

      if (value < 0)
        continue;
      group = group << 6 | (guint)value;
      if (++n % 4 != 0)
        continue;
      *to++ = (char)(group >> 16);
      *to++ = (char)(group >> 8);
      *to++ = (char)group;
    }
  if (end && n % 4 == 2)
    *to++ = (char)(group >> 4);
  if (end && n % 4 == 3)
    {
      *to++ = (char)(group >> 10);
      *to++ = (char)(group >> 2);
    }
  return (gsize)(to - out);
}

char *
bounce_transfer_encoding_decode_gmime (BounceTransferEncoding encoding,
                                       const char *bytes, gsize length,
                                       gsize *written)
{
  static const GMimeContentEncoding encodings[] = {
    [BOUNCE_ENCODING_NONE] = GMIME_CONTENT_ENCODING_DEFAULT,
    [BOUNCE_ENCODING_QUOTED_PRINTABLE] = GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE,
    [BOUNCE_ENCODING_BASE64] = GMIME_CONTENT_ENCODING_BASE64,
    [BOUNCE_ENCODING_UUENCODE] = GMIME_CONTENT_ENCODING_UUENCODE,
  };
  const BounceGmime *gmime = bounce_gmime ();
  GMimeEncoding state;

  gmime->encoding_init_decode (&state, encodings[encoding]);
  char *out = g_malloc (gmime->encoding_outlen (&state, length) + 1);
  *written = gmime->encoding_flush (&state, bytes, length, out);
  out[*written] = '\0';
  return out;
}

char *
bounce_transfer_encoding_decode (BounceTransferEncoding encoding,
                                 const char *bytes, gsize length,
                                 gsize *written)
{
  if (encoding == BOUNCE_ENCODING_UUENCODE)
    return bounce_transfer_encoding_decode_gmime (encoding, bytes, length,
                                                  written);
  char *out = g_malloc (length + 1);
  if (encoding == BOUNCE_ENCODING_BASE64)
    *written = bounce_base64_decode (bytes, length, out);
  else if (encoding == BOUNCE_ENCODING_QUOTED_PRINTABLE)
    *written = decode_quoted (bytes, length, out);
  else
    {
      memcpy (out, bytes, length);
      *written = length;
    }
  out[*written] = '\0';
  return out;
}
