/* address-find: finds mail addresses (RFC 5321, 4.1.2; RFC 6531) in text that
   people and servers wrote.  A search goes from '@' to '@' and looks a bounded
   way to the left, so that it is linear on any text.  It takes what looks like
   an address; whether such a mailbox can exist is not asked. */
#include "config.h"

#include <string.h>

#include "base/ascii.h"
#include "text/address.h"

/* How far before the '@' a local part may begin (VERP and SRS are long). */
#define LOCAL_MAX 256
#define DOMAIN_MAX 255

/* How far before it another word of a local part with a space may begin. */
#define SPACED_MAX 64

/* What servers write straight before an address, joined to it by characters
   that a local part may hold. */
static const char *const glued[] = {
  "to=",   "rcpt=",  "recipient=", "for=",    "from=",
  "addr=", "email=", "smtp=",      "rfc822=", "=",
};

/* Letters and digits, and "!#$%&'*+-/=?^_`{|}~." */
static gboolean
is_atext (guchar c)
{
  static const guint32 atext[4]
      = { 0x00000000, 0xa3ffecfa, 0xc7fffffe, 0x7fffffff };

  return c < 0x80 && (atext[c / 32] >> c % 32 & 1) != 0;
}

/* Scripts that are written without spaces: an address that touches them is
   cut off where the script changes. */
static gboolean
is_unspaced (gunichar c)
{
  return c >= 0x2e80;
}

static gboolean
is_letter (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* A pictograph and what joins or colours it: of no script. */
static gboolean
is_pictograph (gunichar c)
{
  return c == 0x200d || (c >= 0xfe00 && c <= 0xfe0f)
         || (c >= 0x2600 && c <= 0x27bf) || (c >= 0x1f000 && c <= 0x1faff);
}

/* The opening quote of the quoted string that ends before AT. */
static const char *
quoted_start (const char *floor, const char *at)
{
  for (const char *p = at - 2; p >= floor && *p != '\n'; p--)
    if (*p == '"' && (p == floor || p[-1] != '\\'))
      return p;
  return NULL;
}

/* Where the local part before AT begins; AT itself if there is none. */
static const char *
local_start (const char *floor, const char *at)
{
  const char *p = at;
  int script = -1; /* of the characters so far: 1 unspaced, 0 other */

  if (at - floor > LOCAL_MAX)
    floor = at - LOCAL_MAX;
  if (at > floor && at[-1] == '"')
    {
      const char *quote = quoted_start (floor, at);
      return quote != NULL ? quote : at;
    }
  while (p > floor)
    {
      const char *before;
      gunichar c;
      gboolean unspaced;

      /* Nearly all addresses are of these alone. */
      if ((guchar)p[-1] < 0x80 && script != 1)
        {
          if (!is_atext ((guchar)p[-1]))
            break;
          script = 0;
          p--;
          continue;
        }
      before = g_utf8_find_prev_char (floor, p);
      if (before == NULL)
        break;
      c = g_utf8_get_char (before);
      if (is_pictograph (c))
        {
          p = before;
          continue;
        }
      unspaced = is_unspaced (c);
      if (c < 0x80 ? !is_atext ((guchar)c) : !is_letter (c))
        break;
      if (script >= 0 && script != unspaced)
        break;
      script = unspaced;
      p = before;
    }
  return p;
}

/* Where the domain after the '@' ends; START itself if there is none. */
static const char *
domain_end (const char *start, const char *end)
{
  const char *p = start;
  int script = -1; /* of the label so far */

  if (end - start > DOMAIN_MAX)
    end = start + DOMAIN_MAX;
  if (p < end && *p == '[')
    {
      while (p < end && *p != ']' && *p != '\n')
        p++;
      return p < end && *p == ']' ? p + 1 : start;
    }
  while (p < end)
    {
      if (script != 1 && g_ascii_isalnum (*p))
        {
          script = 0;
          p++;
          continue;
        }
      gunichar c = g_utf8_get_char (p);
      const char *next = g_utf8_next_char (p);
      if (next > end)
        break;
      if (c == '.' && p > start && p[-1] != '.')
        script = -1;
      else if (c < 0x80 ? !g_ascii_isalnum (c) && c != '-' && c != '_'
                        : !is_letter (c))
        break;
      else if (script >= 0 && script != is_unspaced (c))
        break;
      else
        script = is_unspaced (c);
      p = next;
    }
  while (p > start && (p[-1] == '.' || p[-1] == '-' || p[-1] == '_'))
    p--;
  return p;
}

/* "<a@b..c>", "<a@b,c>": no domain, but what was meant for one: where the
   brackets close, if no more than that stands from P, behind a domain, to
   there; else P. */
static const char *
bracketed_end (const char *p, const char *end)
{
  const char *close = p;

  while (close < end && (g_ascii_isalnum (*close) || strchr (".,-_", *close)))
    close++;
  return close < end && *close == '>' ? close : p;
}

/* "a@b,c.example", "a@b,example" at the end of its line: a comma for the dot
   that a domain needs.  Where what was meant for one ends, if a label ends at P
   and no dot stands between DOMAIN and P; else P. */
static const char *
comma_end (const char *domain, const char *p, const char *end)
{
  const char *stop;

  if (!g_ascii_isalpha (p[1])
      || memchr (domain, '.', (gsize)(p - domain)) != NULL)
    return p;
  stop = domain_end (p + 1, end);
  if (stop < end && (*stop == '@' || *stop == '=' || *stop == ','))
    return p;
  return memchr (p, '.', (gsize)(stop - p)) != NULL || stop == end
                 || strchr ("\n\r:", *stop) != NULL
             ? stop
             : p;
}

/* Takes off what is no part of the address although it could be. */
static const char *
unglue (const char *start, const char *at)
{
  for (guint i = 0; i < G_N_ELEMENTS (glued); i++)
    {
      gsize n = strlen (glued[i]);
      if ((gsize)(at - start) > n && bounce_ascii_same (start, glued[i], n))
        return start + n;
    }
  /* "{'a@b': (550, ..." is how programs print a table. */
  if (at - start > 2 && start[0] == '{' && start[1] == '\'')
    start++;
  while (start < at && strchr ("'`*.!|", *start) != NULL)
    start++;
  return start;
}

/* "<jan novak@b>": the whole was meant for an address.  Where it begins, or
   START. */
static const char *
spaced_start (const char *floor, const char *start)
{
  const char *p = start - 1;

  if (start - floor < 3 || *p != ' ')
    return start;
  while (p > floor && start - p < SPACED_MAX && is_atext ((guchar)p[-1]))
    p--;
  return p > floor && p[-1] == '<' && p < start - 1 ? p : start;
}

/* The '@' behind the quoted string that the '@' at AT stands in, or AT. */
static const char *
outer_at (const char *text, const char *at, const char *limit)
{
  const char *p = at + 1;

  if (at - text > LOCAL_MAX)
    text = at - LOCAL_MAX;
  if (memchr (text, '"', (gsize)(at - text)) == NULL)
    return at;
  while (p < limit && p - at < LOCAL_MAX && *p != '"' && *p != '\n')
    p += *p == '\\' && p + 1 < limit ? 2 : 1;
  if (p + 1 >= limit || *p != '"' || p[1] != '@')
    return at;
  return quoted_start (text, p + 1) != NULL && quoted_start (text, p + 1) < at
             ? p + 1
             : at;
}

/* "@INTERNET" at STOP, behind DOMAIN: Notes' name for the way out. */
static gboolean
is_route (const char *domain, const char *stop, const char *limit)
{
  const char *p = stop + 1;

  while (p < limit && g_ascii_isupper (*p))
    p++;
  return p > stop + 1 && (p == limit || (!is_atext ((guchar)*p) && *p != '@'))
         && memchr (domain, '.', (gsize)(stop - domain)) != NULL;
}

gboolean
bounce_address_find (const char *text, const char *end, BounceAddressSpan *span)
{
  const char *floor = text;
  const char *at = text;

  /* The text's length is never asked: calls in a row stay linear. */
  while ((at = end == NULL ? strchr (floor, '@')
                           : memchr (floor, '@', (gsize)(end - floor)))
         != NULL)
    {
      const char *limit
          = end != NULL ? end
                        : at + 1 + strnlen (at + 1, LOCAL_MAX + DOMAIN_MAX);
      const char *start;
      const char *stop;

      at = outer_at (floor, at, limit);
      start = local_start (floor, at);
      /* "<.joe@b>": operators that care for no standard give such out. */
      if (start == floor || start[-1] != '<' || *start != '.')
        start = unglue (start, at);
      stop = domain_end (at + 1, limit);
      /* "a@@b", "a@b@c": no address, but what was meant for one. */
      if (start < at && stop < limit && *stop == '@'
          && !is_route (at + 1, stop, limit))
        {
          const char *more = domain_end (stop + 1, limit);

          stop = more > stop + 1 ? more : stop;
        }
      if (start > floor && start[-1] == '<' && stop > at + 1)
        stop = bracketed_end (stop, limit);
      if (stop > at + 1 && limit - stop > 2 && *stop == ',')
        stop = comma_end (at + 1, stop, limit);
      else if (stop > at + 1 && limit - stop > 2 && stop[0] == '.'
               && stop[1] == '.' && g_ascii_isalpha (stop[2]))
        stop = domain_end (stop + 2, limit); /* "a@b..c" */
      /* "//host/?id=a@b" is what follows "http:". */
      if (start < at && stop > at + 1
          && !(at - start > 2 && start[0] == '/' && start[1] == '/'))
        {
          if (stop < limit && *stop == '>')
            start = spaced_start (floor, start);
          span->start = start;
          span->end = stop;
          return TRUE;
        }
      floor = at + 1;
    }
  return FALSE;
}
