/* quoted-address: puts an address that stands in the quotation marks or wide
   brackets of any script, alone on its line, into angle brackets, which all
   readers know.  Within a sentence a server's words stay as they are.  And
   joins local parts in quotes (RFC 5321, 4.1.2) that are wrapped. */
#include "config.h"

#include <string.h>

#include "report/legacy/text/quoted-address.h"
#include "text/address.h"

/* The marks that open and close, in UTF-8: of some languages the one closes
   what it opens in others. */
static const char *const marks[] = {
  "\xc2\xab",     "\xc2\xbb",     "\xe2\x80\x98", "\xe2\x80\x99",
  "\xe2\x80\x9a", "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x9e",
  "\xe2\x80\xb9", "\xe2\x80\xba", "\xe3\x80\x8a", "\xe3\x80\x8b",
  "\xe3\x80\x8c", "\xe3\x80\x8d", "\xe3\x80\x8e", "\xe3\x80\x8f",
  "\xe3\x80\x90", "\xe3\x80\x91", "\xef\xbc\x88", "\xef\xbc\x89",
  "\xef\xbc\x9c", "\xef\xbc\x9e",
};

/* The space that French sets inside of its marks, which may not break. */
static const char no_break[] = "\xc2\xa0";

static gsize
mark_at (const char *p)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (p, marks[i]))
      return strlen (marks[i]);
  return 0;
}

/* The length of one space at P, or 0. */
static gsize
space_at (const char *p)
{
  return *p == ' ' ? 1 : g_str_has_prefix (p, no_break) ? 2 : 0;
}

/* Where the mark begins that ends before ADDRESS and begins its line, or NULL.
 */
static const char *
mark_before (const char *text, const char *address)
{
  const char *p = address;

  if (p > text && p[-1] == ' ')
    p--;
  else if (p - text >= 2 && memcmp (p - 2, no_break, 2) == 0)
    p -= 2;
  for (gsize n = 2; n <= 3; n++)
    if ((gsize)(p - text) >= n && mark_at (p - n) == n)
      {
        const char *start = p -= n;

        while (start > text && (start[-1] == ' ' || start[-1] == '\t'))
          start--;
        return start == text || start[-1] == '\n' ? p : NULL;
      }
  return NULL;
}

/* Whether nothing but a full stop or its like stands at P in its line. */
static gboolean
ends_line (const char *p)
{
  p += strspn (p, ".,;: \t\r");
  return *p == '\n' || *p == '\0';
}

void
legacy_bracket_quoted (char *text)
{
  const char *rest = text; /* what is not copied yet */
  char *out = text;
  BounceAddressSpan span;

  for (const char *p = text; bounce_address_find (p, NULL, &span); p = span.end)
    {
      const char *open = mark_before (rest, span.start);
      gsize n = space_at (span.end);
      gsize close = open != NULL ? mark_at (span.end + n) : 0;

      if (close == 0 || !ends_line (span.end + n + close))
        continue;
      memmove (out, rest, (gsize)(open - rest));
      out += open - rest;
      *out++ = '<';
      memmove (out, span.start, bounce_address_span_length (&span));
      out += span.end - span.start;
      *out++ = '>';
      rest = span.end + n + close;
    }
  if (rest > text)
    memmove (out, rest, strlen (rest) + 1);
}

/* Behind so much of a quoted local part its line may end, and no more stands
   on the next one. */
#define HALF_MAX 64

/* Where the line ends that the quoted string before CLOSE, which opens on the
   line above, is wrapped at; NULL if that does not hold. */
static char *
find_wrap (char *text, const char *close)
{
  const char *p = close;
  char *wrap;
  guint quotes = 0;

  while (p > text && p[-1] != '\n' && p[-1] != '"' && close - p < HALF_MAX)
    p--;
  if (p == text || p[-1] != '\n')
    return NULL;
  wrap = text + (p - 1 - text);
  for (p = wrap; p > text && p[-1] != '\n' && wrap - p < 2 * HALF_MAX; p--)
    quotes += p[-1] == '"' && (p - 1 == text || p[-2] != '\\');
  if (quotes % 2 == 0)
    return NULL;
  for (p = wrap; p[-1] != '"'; p--)
    if (strchr ("<>@:", p[-1]) != NULL)
      return NULL;
  return p < wrap && wrap - p < HALF_MAX ? wrap : NULL;
}

void
legacy_join_quoted (char *text)
{
  char *close = strstr (text, "\"@");

  for (; close != NULL; close = strstr (close + 1, "\"@"))
    {
      char *wrap = find_wrap (text, close);
      const char *next;
      gsize n;

      if (wrap == NULL)
        continue;
      next = wrap + 1 + strspn (wrap + 1, " \t");
      while (wrap > text && (wrap[-1] == ' ' || wrap[-1] == '\r'))
        wrap--;
      /* The line below moves up, and blanks fill its place: each is moved
         once. */
      *wrap++ = ' ';
      n = strcspn (next, "\n");
      memmove (wrap, next, n);
      memset (wrap + n, ' ', (gsize)(next - wrap));
    }
}
