/* address-form: tells whether an argument, a value or a line of a list is an
   address, a domain, or neither.  What it is in detail is not asked: "a..b@x"
   may stand in a ledger, for servers write such addresses, too. */
#include "config.h"

#include <string.h>

#include "text/address-form.h"
#include "text/address.h"

/* TRUE if no character of TEXT is ASCII but a letter or digit or one of ALSO,
   nor blank or unprintable. */
static gboolean
has_only (const char *text, const char *also)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_isgraph (g_utf8_get_char (c))
        || (g_ascii_ispunct (*c) && strchr (also, *c) == NULL))
      return FALSE;
  return *text != '\0';
}

gboolean
bounce_address_is_single (const char *text)
{
  const char *at = strrchr (text, '@');
  g_autofree char *local = NULL;
  BounceAddressSpan span;

  if (!g_utf8_validate (text, -1, NULL) || at == NULL
      || g_str_has_prefix (text, "*@"))
    return FALSE;
  local = g_strndup (text, (gsize)(at - text));
  if (*local != '"' && strchr (local, '@') != NULL)
    return FALSE;
  if (bounce_address_find (text, NULL, &span) && span.start == text
      && *span.end == '\0')
    return TRUE;
  /* It may be odd, but can be nothing else. */
  return has_only (local, "!#$%&'*+-/=?^_`{|}~.")
         && bounce_address_is_domain (at + 1);
}

gboolean
bounce_address_is_domain (const char *text)
{
  const char *name = text + (*text == '@');

  if (!g_utf8_validate (text, -1, NULL) || *name == '.')
    return FALSE;
  return has_only (name, *name == '[' ? "-.:[]" : "-._");
}

char *
bounce_address_quoted (const char *address)
{
  const char *at = strrchr (address, '@');
  gsize length = at != NULL ? (gsize)(at - address) : 0;
  gboolean bare = length < 2 || *address != '"' || at[-1] != '"';
  GString *quoted;

  if (at == NULL || at[1] == '\0' || !bare
      || strcspn (address, " \t()<>,;:\\\"[]@") >= length)
    return g_strdup (address);
  quoted = g_string_new ("\"");
  for (const char *c = address; c < at; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *c);
    }
  g_string_append_printf (quoted, "\"%s", at);
  return g_string_free (quoted, FALSE);
}

gboolean
bounce_address_is_wrapped (const char *address)
{
  return g_ascii_strncasecmp (address, "imcea", 5) == 0
         && strchr (address, '-') != NULL;
}

char *
bounce_address_unwrap (const char *address)
{
  const char *p = strchr (address, '-');
  const char *end
      = bounce_address_is_wrapped (address) ? strrchr (address, '@') : NULL;
  GString *out;

  if (end == NULL || p > end)
    return NULL;
  /* A '/' is written '_', and what else a local part can't hold "+XX". */
  out = g_string_new (NULL);
  for (p++; p < end; p++)
    if (*p == '+' && g_ascii_isxdigit (p[1]) && g_ascii_isxdigit (p[2]))
      {
        g_string_append_c (out, (char)(g_ascii_xdigit_value (p[1]) * 16
                                       + g_ascii_xdigit_value (p[2])));
        p += 2;
      }
    else
      g_string_append_c (out, *p == '_' ? '/' : *p);
  if (bounce_address_is_single (out->str) && bounce_address_is_full (out->str))
    return g_string_free (out, FALSE);
  g_string_free (out, TRUE);
  return NULL;
}
