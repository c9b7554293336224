/* address: bares, parts and compares mail addresses (RFC 5321, 4.1.2; RFC
   6531), in whatever wrapping fields and people write them. */
#include "config.h"

#include <string.h>

#include "base/memory.h"
#include "text/address-key.h"
#include "text/address.h"

/* "rfc822;", "smtp:", "mailto:": a type before the address. */
static const char *
skip_type (const char *text)
{
  static const char *const types[]
      = { "rfc822;", "rfc/822;", "rfc822:",  "smtp:",     "smtp;", "mailto:",
          "utf-8;",  "imceaex-", "unknown;", "internet:", "x400;", "local;" };
  gboolean again = TRUE;

  while (again)
    {
      again = FALSE;
      while (g_ascii_isspace (*text))
        text++;
      for (guint i = 0; i < G_N_ELEMENTS (types) && !again; i++)
        if (((*text ^ *types[i]) & ~0x20) == 0
            && g_ascii_strncasecmp (text, types[i], strlen (types[i])) == 0)
          {
            text += strlen (types[i]);
            again = TRUE;
          }
    }
  return text;
}

char *
bounce_address_bare (const char *text)
{
  BounceAddressSpan span;
  const char *open;
  gsize n;

  if (text == NULL)
    return NULL;
  text = skip_type (text);
  /* "Name <address>": the brackets tell which address is meant. */
  open = strrchr (text, '<');
  if (open != NULL && bounce_address_find (open + 1, NULL, &span))
    return bounce_address_span_copy (&span);
  if (bounce_address_find (text, NULL, &span))
    return bounce_address_span_copy (&span);
  while (*text != '\0' && strchr ("<([{\"' \t", *text) != NULL)
    text++;
  n = strlen (text);
  while (n > 0 && strchr (">)]}\"',;: \t\r\n", text[n - 1]) != NULL)
    n--;
  return n == 0 ? NULL : bounce_copy (text, n);
}

const char *
bounce_address_domain (const char *address)
{
  const char *at = address != NULL ? strrchr (address, '@') : NULL;

  return at != NULL && at[1] != '\0' ? at + 1 : NULL;
}

gboolean
bounce_address_is_within (const char *inner, const char *outer)
{
  gsize n = strlen (inner);
  gsize m = strlen (outer);

  return n >= m && g_ascii_strcasecmp (inner + n - m, outer) == 0
         && (n == m || inner[n - m - 1] == '.');
}

char *
bounce_address_local (const char *address)
{
  const char *at = strrchr (address, '@');
  gsize n = at != NULL ? (gsize)(at - address) : strlen (address);
  GString *local;

  if (n < 2 || address[0] != '"' || address[n - 1] != '"')
    return bounce_copy (address, n);
  local = g_string_sized_new (n);
  for (gsize i = 1; i < n - 1; i++)
    {
      if (address[i] == '\\' && i + 1 < n - 1)
        i++;
      g_string_append_c (local, address[i]);
    }
  return g_string_free (local, FALSE);
}

gboolean
bounce_address_is_full (const char *address)
{
  const char *domain = bounce_address_domain (address);
  const char *dot;

  if (domain == NULL || domain == address + 1)
    return FALSE;
  /* "|/usr/bin/vacation ann"@host is a program. */
  if (g_str_has_prefix (address, "\"|") || *address == '|'
      || strpbrk (address, "\n\r\t<>") != NULL
      || (address[0] != '"' && strchr (address, ' ') != NULL))
    return FALSE;
  if (domain[0] == '[')
    return domain[strlen (domain) - 1] == ']';
  /* A comma stands for the dot where that is what was meant. */
  dot = strrchr (domain, '.');
  dot = dot != NULL ? dot : strrchr (domain, ',');
  return dot != NULL && dot != domain && dot[1] != '\0';
}

gboolean
bounce_address_is_public (const char *address)
{
  static const char *const private[]
      = { ".local",   ".localdomain", ".localhost", ".internal", ".intranet",
          ".lan",     ".invalid",     ".home",      ".corp",     ".private",
          ".in-addr", ".priv",        ".intra" };
  const char *domain;
  gsize n;

  if (!bounce_address_is_full (address))
    return FALSE;
  domain = bounce_address_domain (address);
  n = strlen (domain);
  for (guint i = 0; i < G_N_ELEMENTS (private); i++)
    {
      gsize m = strlen (private[i]);
      if (n >= m && g_ascii_strcasecmp (domain + n - m, private[i]) == 0)
        return FALSE;
    }
  return domain[0] != '[';
}

gboolean
bounce_address_equal (const char *a, const char *b)
{
  g_autofree char *key_a = NULL;
  g_autofree char *key_b = NULL;

  if (a == NULL || b == NULL)
    return FALSE;
  if (strcmp (a, b) == 0)
    return TRUE;
  key_a = bounce_address_key (a);
  key_b = bounce_address_key (b);
  return key_a != NULL && g_strcmp0 (key_a, key_b) == 0;
}
