/* address-key: turns an address in any spelling into the one that it is
   compared by, and the one that it is printed by.  Case and normal form by
   GLib (UAX 15), domains by its IDNA (RFC 3490); a local part is compared
   without case, although RFC 5321, 2.4 leaves that to its host: no host in use
   tells letters apart.  Whether such a mailbox can exist is not asked. */
#include "config.h"

#include <string.h>

#include "text/address-key.h"

/* Keys up to this length are kept whole: longer than any valid address
   (RFC 5321, 4.5.3.1: 64 + 1 + 255), and short enough that an index row of
   two of them fits PostgreSQL's limit of 2,704 bytes. */
#define BOUND_MAX 320
#define BOUND_HEAD 256

char *
bounce_address_bound (char *text)
{
  g_autofree char *whole = text;
  g_autofree char *digest = NULL;
  const char *end = whole + BOUND_HEAD;

  if (strlen (whole) <= BOUND_MAX)
    return g_steal_pointer (&whole);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);
  while ((*end & 0xC0) == 0x80) /* not in the middle of a character */
    end--;
  return g_strdup_printf ("%.*s#sha256=%s", (int)(end - whole), whole, digest);
}

/* The LENGTH bytes of TEXT in lower case, whatever the locale. */
static char *
lower (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length);

  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    if (g_ascii_isprint (*at))
      g_string_append_c (out, g_ascii_tolower (*at));
    else
      g_string_append_unichar (out, g_unichar_tolower (g_utf8_get_char (at)));
  return g_string_free (out, FALSE);
}

/* TEXT in NFC; takes it over. */
static char *
composed (char *text)
{
  char *normal;

  if (g_str_is_ascii (text))
    return text;
  normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  g_free (text);
  return normal;
}

/* RFC 5321, 4.1.1.3: "@one,@two:user@example.org" is the last of them. */
static const char *
skip_route (const char *bare)
{
  const char *colon;

  if (*bare != '@')
    return bare;
  colon = strchr (bare, ':');
  return colon != NULL && strchr (colon, '@') != NULL ? colon + 1 : bare;
}

/* What of ADDRESS is the address itself, valid UTF-8; NULL: nothing. */
static char *
bare_address (const char *address)
{
  g_autofree char *valid = NULL;
  const char *bare;
  gsize length;

  if (address == NULL)
    return NULL;
  valid = g_strstrip (g_utf8_make_valid (address, -1));
  length = strlen (valid);
  if (length >= 2 && valid[0] == '<' && valid[length - 1] == '>')
    {
      valid[length - 1] = ' ';
      valid[0] = ' ';
      g_strstrip (valid);
    }
  bare = valid;
  if (g_ascii_strncasecmp (bare, "mailto:", strlen ("mailto:")) == 0)
    bare += strlen ("mailto:");
  bare = skip_route (bare);
  return *bare != '\0' ? g_strdup (bare) : NULL;
}

static gboolean
is_quoted (const char *local, gsize length)
{
  return length >= 2 && local[0] == '"' && local[length - 1] == '"';
}

/* The content of a quoted string (RFC 5321, 4.1.2), or LOCAL as it is. */
static char *
unquoted (const char *local, gsize length)
{
  GString *content;

  if (!is_quoted (local, length))
    return g_strndup (local, length);
  content = g_string_sized_new (length);
  for (gsize i = 1; i < length - 1; i++)
    {
      if (local[i] == '\\' && i + 1 < length - 1)
        i++;
      g_string_append_c (content, local[i]);
    }
  return g_string_free (content, FALSE);
}

/* RFC 5321's Dot-string, with RFC 6531's letters. */
static gboolean
is_dot_string (const char *local)
{
  gsize length = strlen (local);

  if (length == 0 || local[0] == '.' || local[length - 1] == '.'
      || strstr (local, "..") != NULL)
    return FALSE;
  for (const char *at = local; *at != '\0'; at++)
    if ((guchar)*at < 0x80 && !g_ascii_isalnum (*at)
        && strchr ("!#$%&'*+-/=?^_`{|}~.", *at) == NULL)
      return FALSE;
  return TRUE;
}

/* The domain of LENGTH bytes in lower case, without a trailing dot. */
static char *
plain_domain (const char *domain, gsize length)
{
  while (length > 0 && domain[length - 1] == '.')
    length--;
  return composed (lower (domain, length));
}

static char *
domain_key (const char *domain)
{
  char *plain = plain_domain (domain, strlen (domain));
  g_autofree char *unicode = NULL;
  char *ascii;

  if (g_str_is_ascii (plain) && strstr (plain, "xn--") == NULL)
    return plain;
  /* There and back: both forms, well made or not, end in one. */
  unicode = g_hostname_to_unicode (plain);
  ascii = g_hostname_to_ascii (unicode != NULL ? unicode : plain);
  if (ascii == NULL)
    return plain;
  g_free (plain);
  return ascii;
}

/* The key of any address; NULL: it is none. */
static char *
full_key (const char *address)
{
  g_autofree char *bare = bare_address (address);
  g_autofree char *local = NULL;
  g_autofree char *domain = NULL;
  g_autofree char *content = NULL;
  const char *at;

  if (bare == NULL)
    return NULL;
  at = strrchr (bare, '@');
  content = unquoted (bare, at != NULL ? (gsize)(at - bare) : strlen (bare));
  local = composed (lower (content, strlen (content)));
  if (at == NULL)
    return *local != '\0' ? bounce_address_bound (g_steal_pointer (&local))
                          : NULL;
  domain = domain_key (at + 1);
  return bounce_address_bound (g_strconcat (local, "@", domain, NULL));
}

/* The key of an address as nearly all are written: ASCII, without brackets,
   quotes, a route, a scheme or A-labels.  NULL: it is another one. */
static char *
simple_key (const char *address)
{
  gsize length = strlen (address);
  const char *at = NULL;
  char *key, *to;

  for (gsize i = 0; i < length; i++)
    {
      char c = address[i];

      if (c <= ' ' || c >= 0x7f || c == '<' || c == '>' || c == '"' || c == ':'
          || (c == '-' && address[i + 1] == '-'))
        return NULL;
      if (c == '@')
        at = address + i;
    }
  if (length == 0 || length > BOUND_MAX || *address == '@')
    return NULL;
  while (at != NULL && address[length - 1] == '.')
    length--;
  key = to = g_malloc (length + 1);
  for (gsize i = 0; i < length; i++)
    *to++ = g_ascii_tolower (address[i]);
  *to = '\0';
  return key;
}

char *
bounce_address_key (const char *address)
{
  char *simple = address != NULL ? simple_key (address) : NULL;

  return simple != NULL ? simple : full_key (address);
}

char *
bounce_address_written (const char *address)
{
  g_autofree char *bare = bare_address (address);
  const char *at = bare != NULL ? strrchr (bare, '@') : NULL;
  g_autofree char *content = NULL;
  g_autofree char *domain = NULL;
  gsize length;

  if (at == NULL)
    return g_steal_pointer (&bare);
  length = (gsize)(at - bare);
  content = unquoted (bare, length);
  domain = plain_domain (at + 1, strlen (at + 1));
  if (!is_quoted (bare, length) || !is_dot_string (content))
    return g_strdup_printf ("%.*s@%s", (int)length, bare, domain);
  return g_strconcat (content, "@", domain, NULL);
}

char *
bounce_address_domain_key (const char *domain)
{
  g_autofree char *valid = g_strstrip (g_utf8_make_valid (domain, -1));

  return domain_key (valid + (*valid == '@'));
}

gboolean
bounce_address_key_is_full (const char *key)
{
  const char *at = strrchr (key, '@');

  return at != NULL && at > key && at[1] != '\0';
}
