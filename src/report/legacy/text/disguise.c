/* disguise: finds addresses that the text does not show as such: "ann (at) fen
   (dot) example", so that machines that collect addresses do not see them,
   "ann @ fen.example", and long ones that are wrapped within their angle
   brackets. */
#include "config.h"

#include <string.h>

#include "report/legacy/text/disguise.h"
#include "report/legacy/text/legacy-view.h"
#include "text/address.h"

/* Whether WORD, "(at)" and its like, stands at P; its length, or 0. */
static gsize
bracketed (const char *p, const char *word)
{
  gsize n = strlen (word);
  char close = *p == '(' ? ')' : *p == '[' ? ']' : '\0';

  return close != '\0' && g_ascii_strncasecmp (p + 1, word, n) == 0
                 && p[n + 1] == close
             ? n + 2
             : 0;
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_' || (guchar)c >= 0x80;
}

/* Past the blanks at P, if there is no more than one. */
static const char *
skip_blank (const char *p)
{
  return *p == ' ' ? p + 1 : p;
}

/* Past the host at P, whose dots may be "(dot)" too; writes it to *TO and moves
   that behind it, unless TO is NULL.  NULL: it has no dot. */
static const char *
read_host (const char *p, char **to)
{
  gboolean dots = FALSE;

  while (is_word (*p) || (*p == '.' && is_word (p[1])))
    {
      const char *next = skip_blank (p + 1);
      gsize dot = bracketed (next, "dot");

      dots = dots || *p == '.' || dot > 0;
      if (to != NULL)
        *(*to)++ = *p;
      p++;
      if (dot == 0 || !is_word (*skip_blank (next + dot)))
        continue;
      if (to != NULL)
        *(*to)++ = '.';
      p = skip_blank (next + dot);
    }
  return dots ? p : NULL;
}

/* "(at)" at *P, between a word that ends at OUT and a host: writes "@" and the
   host to OUT and goes behind it; where OUT ends then.  NULL: it is none. */
static char *
spell (const char *start, char *out, const char **p)
{
  gsize n = bracketed (*p, "at");
  gboolean close = n == 0; /* "(a)" is joined to both */
  const char *host;
  char *to = out;

  if (close)
    n = bracketed (*p, "a");
  if (n == 0)
    return NULL;
  host = skip_blank (*p + n);
  if (to > start && to[-1] == ' ')
    to--;
  if (to == start || !is_word (to[-1]) || !is_word (*host)
      || (close && (to != out || host != *p + n))
      || read_host (host, NULL) == NULL)
    return NULL;
  *to++ = '@';
  *p = read_host (host, &to);
  return to;
}

/* The next bracket at or behind P, or NULL. */
static const char *
next_bracket (const char *p)
{
  p += strcspn (p, "([");
  return *p != '\0' ? p : NULL;
}

static void
spell_out (char *text)
{
  const char *p = next_bracket (text);
  char *out;

  while (p != NULL && bracketed (p, "at") == 0 && bracketed (p, "a") == 0)
    p = next_bracket (p + 1);
  if (p == NULL)
    return;
  out = text + (p - text);
  while (*p != '\0')
    {
      char *spelt = spell (text, out, &p);

      if (spelt != NULL)
        out = spelt;
      else
        *out++ = *p++;
    }
  *out = '\0';
}

/* Whether a local part, and nothing with an "@", ends at END in START..END. */
static gboolean
ends_local (const char *start, const char *end)
{
  const char *p = end;

  while (p > start && end - p <= BOUNCE_ADDRESS_LOCAL_MAX
         && (is_word (p[-1]) || strchr (".+=", p[-1]) != NULL))
    p--;
  return p < end && end - p <= BOUNCE_ADDRESS_LOCAL_MAX && is_word (end[-1])
         && (p == start || p[-1] != '@');
}

/* The host that begins at P, if its last label is of letters; where it ends, or
   NULL. */
static const char *
find_host (const char *p)
{
  const char *end = is_word (*p) ? read_host (p, NULL) : NULL;

  return end != NULL && g_ascii_isalpha (end[-1]) && *end != '@' ? end : NULL;
}

/* Takes out the blanks of "ann @ fen.example" and "ann@ fen.example". */
static void
close_up (char *text)
{
  char *out = strstr (text, "@ ");
  const char *p = out;

  if (out == NULL)
    return;
  while (p != NULL)
    {
      const char *next = strstr (p + 1, "@ ");
      char *local = out > text && out[-1] == ' ' ? out - 1 : out;
      gsize n;

      if (find_host (p + 2) != NULL && ends_local (text, local))
        {
          out = local;
          *out++ = '@';
          p += 2;
        }
      n = next != NULL ? (gsize)(next - p) : strlen (p);
      memmove (out, p, n);
      out += n;
      p = next;
    }
  *out = '\0';
}

void
legacy_undisguise (char *text)
{
  spell_out (text);
  close_up (text);
}

/* Behind so much of an address its line may end, which is no longer itself:
   several in a row are joined in linear time. */
#define WRAPPED_MAX 120
#define LINE_MAX_LENGTH 500

/* Where in LINE an angle bracket opens whose address goes on, whatever it is,
   on the next line; NULL: none does. */
static const char *
find_open (const LegacyLine *line)
{
  const char *p = legacy_line_end (line);

  if (line->length == 0 || line->length > LINE_MAX_LENGTH
      || (p[-1] != '-' && p[-1] != '.' && p[-1] != '@'))
    return NULL;
  while (p > line->start && legacy_line_end (line) - p < WRAPPED_MAX
         && strchr ("<> \t", p[-1]) == NULL)
    p--;
  return p > line->start && p[-1] == '<' ? p : NULL;
}

/* Whether OPEN..END and the beginning of NEXT, up to a closing bracket, are one
   address. */
static gboolean
are_one (const char *open, const char *end, const LegacyLine *next)
{
  const char *close = memchr (next->start, '>', next->length);
  gboolean at = memchr (open, '@', (gsize)(end - open)) != NULL;

  return close != NULL && close - next->start < WRAPPED_MAX
         && memchr (next->start, ' ', (gsize)(close - next->start)) == NULL
         && at
                != (memchr (next->start, '@', (gsize)(close - next->start))
                    != NULL);
}

void
legacy_join_wrapped (LegacyView *view)
{
  for (guint i = 0; i + 1 < view->lines->len; i++)
    {
      LegacyLine *line = &g_array_index (view->lines, LegacyLine, i);
      LegacyLine *next = line + 1;
      const char *open = find_open (line);
      char *from = view->text + (line->start - view->text);
      gsize gap;

      if (open == NULL || !are_one (open, legacy_line_end (line), next))
        continue;
      /* The first half moves up to the second: its line is empty then. */
      gap = (gsize)(next->start - line->start) - line->length;
      memmove (from + gap, from, line->length);
      memset (from, ' ', gap);
      *from = '\n';
      next->start = from + gap;
      next->length += line->length;
      next->indent = line->indent;
      line->length = 0;
    }
}
