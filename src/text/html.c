/* html: a tag stripper for notifications that come as HTML only.  It is no
   HTML parser: a bounce needs words, line ends and addresses, and any input,
   however broken, must give some text in linear time. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "base/ascii.h"
#include "text/html-entities.h"
#include "text/html.h"

typedef struct
{
  const char *name;
  gsize length;
} Element;

#define ELEMENT(name)                                                          \
  {                                                                            \
    name, sizeof (name) - 1                                                    \
  }

/* Elements that end a line of text. */
static const Element blocks[] = {
  ELEMENT ("br"),   ELEMENT ("p"),     ELEMENT ("div"), ELEMENT ("tr"),
  ELEMENT ("li"),   ELEMENT ("ul"),    ELEMENT ("ol"),  ELEMENT ("table"),
  ELEMENT ("h1"),   ELEMENT ("h2"),    ELEMENT ("h3"),  ELEMENT ("h4"),
  ELEMENT ("h5"),   ELEMENT ("h6"),    ELEMENT ("hr"),  ELEMENT ("dt"),
  ELEMENT ("dd"),   ELEMENT ("title"), ELEMENT ("pre"), ELEMENT ("blockquote"),
  ELEMENT ("head"),
};

/* Elements whose content is no text. */
static const Element hidden[] = { ELEMENT ("script"), ELEMENT ("style") };

static gboolean
is_one_of (const char *name, gsize length, const Element *list, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (list[i].length == length
        && bounce_ascii_same (list[i].name, name, length))
      return TRUE;
  return FALSE;
}

/* A byte of a word. */
static gboolean
is_word_byte (char c)
{
  switch (c)
    {
    case '\0':
    case '\t':
    case '\n':
    case '\r':
    case ' ':
    case '&':
    case '<':
      return FALSE;
    default:
      return TRUE;
    }
}

/* The length of the words at P with single spaces between them. */
static gsize
words_length (const char *p)
{
  gsize n = 0;

  while (is_word_byte (p[n])
         || (n > 0 && p[n] == ' ' && is_word_byte (p[n + 1])))
    n++;
  return n;
}

static void
append_space (GString *out, char space)
{
  /* Of white space at one place the strongest stays. */
  while (space != ' ' && out->len > 0
         && strchr (" \t", out->str[out->len - 1]) != NULL)
    g_string_truncate (out, out->len - 1);
  if (out->len == 0 || out->str[out->len - 1] == '\n'
      || (space == ' ' && strchr (" \t", out->str[out->len - 1]) != NULL))
    {
      /* One blank line at most: paragraphs matter, more do not. */
      if (space == '\n' && out->len > 1 && out->str[out->len - 2] != '\n')
        g_string_append_c (out, '\n');
      return;
    }
  g_string_append_c (out, space);
}

/* Appends what the number behind "&#" at P stands for, and returns what follows
   it; NULL if there is no number. */
static const char *
append_number (GString *out, const char *p)
{
  gboolean hex = *p == 'x' || *p == 'X';
  const char *digits = hex ? p + 1 : p;
  char *end;

  if (!(hex ? g_ascii_isxdigit (*digits) : g_ascii_isdigit (*digits)))
    return NULL;
  guint64 code = g_ascii_strtoull (digits, &end, hex ? 16 : 10);
  if (code >= 0x80 && code < 0xa0)
    code = bounce_html_numbers[code - 0x80];
  if (code == 0xa0)
    code = ' ';
  if (code >= ' ' && code <= 0x10ffff && g_unichar_validate ((gunichar)code))
    g_string_append_unichar (out, (gunichar)code);
  return *end == ';' ? end + 1 : end;
}

/* Typographic quotes and dashes say no more than plain ones. */
static const struct
{
  const char *reference;
  const char *text;
} plain[] = {
  { "&rsquo;", "'" },
  { "&lsquo;", "'" },
  { "&ndash;", "-" },
  { "&mdash;", "-" },
};

/* Appends what REFERENCE ("&name;") stands for.  FALSE if there is none. */
static gboolean
append_named (GString *out, const char *reference)
{
  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    if (strcmp (plain[i].reference, reference) == 0)
      {
        g_string_append (out, plain[i].text);
        return TRUE;
      }
  const char *at = strstr (
      bounce_html_entities[BOUNCE_HTML_LETTER (reference[1])], reference);
  if (at == NULL)
    return FALSE;
  at += strlen (reference);
  g_string_append_len (out, at, strchr (at + 1, '&') - at);
  return TRUE;
}

/* Appends the character that the reference at P ("&lt;") stands for and
   returns what follows it. */
static const char *
append_reference (GString *out, const char *p)
{
  char reference[BOUNCE_HTML_NAME_MAX + 3] = "&";
  const char *name = p + 1;
  gsize length = 0;

  if (*name == '#')
    {
      const char *behind = append_number (out, name + 1);
      if (behind)
        return behind;
    }
  while (length < BOUNCE_HTML_NAME_MAX && g_ascii_isalnum (name[length]))
    length++;
  memcpy (reference + 1, name, length);
  reference[length + 1] = ';';
  if (length > 0 && g_ascii_isalpha (*name)
      && (name[length] == ';' || strstr (bounce_html_unended, reference))
      && append_named (out, reference))
    return name + length + (name[length] == ';');
  g_string_append_c (out, '&');
  return name;
}

/* Past the content of the hidden element whose tag has just ended at P: where
   its end tag begins, or NULL. */
static const char *
skip_hidden (const char *p, const char *name, gsize length)
{
  for (; (p = strchr (p, '<')) != NULL; p++)
    if (p[1] == '/' && g_ascii_strncasecmp (p + 2, name, length) == 0)
      return p;
  return NULL;
}

/* So far a tag's end is looked for to tell whether there is any. */
#define TAG_MAX 1024

/* A '<' that begins an address ("<joe@example.org>") or no tag at all. */
static gboolean
is_tag (const char *p, gsize length)
{
  if (!(g_ascii_isalpha (p[1]) || p[1] == '/' || p[1] == '!' || p[1] == '?'))
    return FALSE;
  gsize word = MIN (length, 320); /* no address is longer (RFC 5321, 4.5.3) */
  for (gsize i = 1; i < word && !g_ascii_isspace (p[i]); i++)
    if (p[i] == '@')
      return FALSE;
  return TRUE;
}

/* "<dd>" below what it defines: a line of its own, and no empty one above. */
static gboolean
is_definition (const GString *out, const char *tag, const char *name,
               gsize length)
{
  return length == 2 && tag[1] != '/' && out->len > 0
         && out->str[out->len - 1] == '\n'
         && g_ascii_strncasecmp (name, "dd", 2) == 0;
}

/* A link's text is looked at so far. */
#define LINK_MAX 200

/* "<a href="mailto:a@b">Ann Lee</a>" at P, a tag that ends at END: whose text
   is a name has the address before it. */
static void
append_link (GString *out, const char *p, const char *end)
{
  static const char scheme[] = "mailto:";
  const char *close = memmem (end, strnlen (end, LINK_MAX), "</",
                              2); /* no other tag matters */
  const char *address = memmem (p, (gsize)(end - p), scheme, strlen (scheme));
  gsize n;

  if (address == NULL || close == NULL
      || memchr (end, '@', (gsize)(close - end)) != NULL)
    return;
  address += strlen (scheme);
  n = strcspn (address, "?\"'<> \t\n&;,");
  if (memchr (address, '@', n) != NULL)
    g_string_append_printf (out, "<%.*s> ", (int)n, address);
}

/* Deals with the tag at P, which ends at END ('>').  Returns what follows, or
   NULL at the end of the text. */
static const char *
take_tag (GString *out, const char *p, const char *end)
{
  const char *name = p[1] == '/' ? p + 2 : p + 1;
  gsize length = 0;

  while (g_ascii_isalnum (name[length]))
    length++;
  if (is_definition (out, p, name, length))
    return end + 1;
  if (is_one_of (name, length, blocks, G_N_ELEMENTS (blocks)))
    append_space (out, '\n');
  else if (length == 2
           && (g_ascii_strncasecmp (name, "td", 2) == 0
               || g_ascii_strncasecmp (name, "th", 2) == 0))
    append_space (out, '\t');
  else if (length == 1 && g_ascii_tolower (*name) == 'a')
    append_link (out, p, end);
  else if (p[1] != '/'
           && is_one_of (name, length, hidden, G_N_ELEMENTS (hidden)))
    return skip_hidden (end + 1, name, length);
  return end + 1;
}

/* Some programs call plain text HTML: its line ends are what parts it. */
static gboolean
has_tags (const char *html)
{
  for (const char *p = html; (p = strchr (p, '<')) != NULL; p++)
    {
      const char *end = memchr (p, '>', strnlen (p, TAG_MAX));

      if (strncmp (p, "<!--", 4) == 0 || (end && is_tag (p, (gsize)(end - p))))
        return TRUE;
    }
  return FALSE;
}

/* Whether lines end where they do in the source, behind the tag at P; LINES:
   whether they did before it. */
static gboolean
keeps_lines (const char *p, gboolean lines)
{
  gboolean opens = p[1] != '/';

  p += opens ? 1 : 2;
  return g_ascii_strncasecmp (p, "pre", 3) == 0 && !g_ascii_isalnum (p[3])
             ? opens
             : lines;
}

char *
bounce_html_to_text (const char *html)
{
  gboolean lines = !has_tags (html);
  GString *out = g_string_sized_new (strlen (html) / 2 + 1);
  const char *p = html;
  const char *end
      = strchr (html, '>'); /* the next '>', looked for once for all '<' */

  while (p && *p)
    {
      gsize n = words_length (p);
      if (n > 0)
        g_string_append_len (out, p, (gssize)n);
      p += n;
      if (*p == '&')
        p = append_reference (out, p);
      else if (*p == '<')
        {
          if (p[1] == '!' && strncmp (p, "<!--", 4) == 0)
            {
              const char *close = strstr (p + 4, "-->");
              p = close ? close + 3 : p + strlen (p);
              continue;
            }
          if (end && end < p)
            end = strchr (p, '>');
          if (end && is_tag (p, (gsize)(end - p)))
            {
              lines = keeps_lines (p, lines);
              p = take_tag (out, p, end);
            }
          else
            g_string_append_c (out, *p++);
        }
      else if (*p)
        {
          append_space (out, lines && *p == '\n' ? '\n' : ' ');
          do
            p++;
          while (!lines && *p > '\0' && *p <= ' ' && !is_word_byte (*p));
        }
    }
  return g_string_free (out, FALSE);
}

/* Whether a reference with its semicolon stands at P. */
static gboolean
is_reference (const char *p)
{
  gsize length = 1;

  length += p[1] == '#';
  while (length < BOUNCE_HTML_NAME_MAX && g_ascii_isalnum (p[length]))
    length++;
  return length > 1 && p[length] == ';';
}

char *
bounce_html_decode_leftovers (const char *text, gsize length)
{
  g_autofree char *coded = NULL;
  gboolean again = FALSE;

  if (memchr (text, '&', length) == NULL)
    return NULL;
  coded = g_strndup (text, length);
  for (guint round = 0; round < 2; round++)
    {
      GString *out = g_string_sized_new (length);
      gsize before = strlen (coded);

      for (const char *p = coded; *p != '\0';)
        {
          gsize plain_length = strcspn (p, "&");

          g_string_append_len (out, p, (gssize)plain_length);
          p += plain_length;
          if (*p != '\0' && is_reference (p))
            p = append_reference (out, p);
          else if (*p != '\0')
            g_string_append_c (out, *p++);
        }
      again |= out->len != before;
      g_free (coded);
      coded = g_string_free (out, FALSE);
    }
  return again ? g_steal_pointer (&coded) : NULL;
}
