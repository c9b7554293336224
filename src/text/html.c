/* html: a tag stripper for notifications that come as HTML only.  It is no
   HTML parser: a bounce needs words, line ends and addresses, and any input,
   however broken, must give some text in linear time. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "text/html.h"

/* Elements that end a line of text. */
static const char *const blocks[]
    = { "br",    "p",  "div", "tr",    "li",  "ul",         "ol",
        "table", "h1", "h2",  "h3",    "h4",  "h5",         "h6",
        "hr",    "dt", "dd",  "title", "pre", "blockquote", "head" };

/* Elements whose content is no text. */
static const char *const hidden[] = { "script", "style" };

static const struct
{
  const char *name;
  const char *text;
} references[] = {
  { "lt", "<" },          { "gt", ">" },          { "amp", "&" },
  { "quot", "\"" },       { "apos", "'" },        { "nbsp", " " },
  { "auml", "\u00e4" },   { "ouml", "\u00f6" },   { "uuml", "\u00fc" },
  { "szlig", "\u00df" },  { "eacute", "\u00e9" }, { "egrave", "\u00e8" },
  { "agrave", "\u00e0" }, { "ccedil", "\u00e7" }, { "rsquo", "'" },
  { "lsquo", "'" },       { "ndash", "-" },       { "mdash", "-" },
};

static gboolean
is_one_of (const char *name, gsize length, const char *const *list, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (strlen (list[i]) == length
        && g_ascii_strncasecmp (list[i], name, length) == 0)
      return TRUE;
  return FALSE;
}

static void
append_space (GString *out, char space)
{
  while (space == '\n' && out->len && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  if (out->len == 0 || out->str[out->len - 1] == '\n'
      || (space == ' ' && out->str[out->len - 1] == ' '))
    {
      /* One blank line at most: paragraphs matter, more do not. */
      if (space == '\n' && out->len > 1 && out->str[out->len - 2] != '\n')
        g_string_append_c (out, '\n');
      return;
    }
  g_string_append_c (out, space);
}

/* Appends the character that the reference at P ("&lt;") stands for and
   returns what follows it. */
static const char *
append_reference (GString *out, const char *p)
{
  const char *name = p + 1;
  gsize length = strcspn (name, "; \t\n&<");

  if (length > 0 && length < 10 && name[length] == ';')
    {
      if (*name == '#')
        {
          gboolean hex = name[1] == 'x' || name[1] == 'X';
          guint64 code
              = g_ascii_strtoull (name + (hex ? 2 : 1), NULL, hex ? 16 : 10);
          if (code == 0xa0)
            code = ' ';
          if (code >= ' ' && code <= 0x10ffff
              && g_unichar_validate ((gunichar)code))
            g_string_append_unichar (out, (gunichar)code);
          return name + length + 1;
        }
      for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
        if (strlen (references[i].name) == length
            && strncmp (references[i].name, name, length) == 0)
          {
            g_string_append (out, references[i].text);
            return name + length + 1;
          }
    }
  g_string_append_c (out, '&');
  return name;
}

/* Past the content of the hidden element whose tag has just ended at P: where
   its end tag begins, or NULL. */
static const char *
skip_hidden (const char *p, const char *name, gsize length)
{
  while ((p = strstr (p, "</")) != NULL)
    {
      if (g_ascii_strncasecmp (p + 2, name, length) == 0)
        return p;
      p += 2;
    }
  return NULL;
}

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

/* Deals with the tag at P, which ends at END ('>').  Returns what follows, or
   NULL at the end of the text. */
static const char *
take_tag (GString *out, const char *p, const char *end)
{
  const char *name = p[1] == '/' ? p + 2 : p + 1;
  gsize length = 0;

  while (g_ascii_isalnum (name[length]))
    length++;
  if (is_one_of (name, length, blocks, G_N_ELEMENTS (blocks)))
    append_space (out, '\n');
  else if (length == 2 && g_ascii_strncasecmp (name, "td", 2) == 0)
    append_space (out, ' ');
  else if (p[1] != '/'
           && is_one_of (name, length, hidden, G_N_ELEMENTS (hidden)))
    return skip_hidden (end + 1, name, length);
  return end + 1;
}

char *
bounce_html_to_text (const char *html)
{
  GString *out = g_string_sized_new (strlen (html) / 2 + 1);
  const char *p = html;
  const char *end
      = strchr (html, '>'); /* the next '>', looked for once for all '<' */

  while (p && *p)
    {
      gsize n = strcspn (p, "<& \t\r\n");
      g_string_append_len (out, p, (gssize)n);
      p += n;
      if (*p == '&')
        p = append_reference (out, p);
      else if (*p == '<')
        {
          if (strncmp (p, "<!--", 4) == 0)
            {
              const char *close = strstr (p + 4, "-->");
              p = close ? close + 3 : p + strlen (p);
              continue;
            }
          if (end && end < p)
            end = strchr (p, '>');
          if (end && is_tag (p, (gsize)(end - p)))
            p = take_tag (out, p, end);
          else
            g_string_append_c (out, *p++);
        }
      else if (*p)
        {
          append_space (out, ' ');
          p++;
        }
    }
  return g_string_free (out, FALSE);
}
