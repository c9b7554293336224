/* dsn-value: reads the values of delivery-status fields (RFC 3464, 2.2 and
   2.3) as they really come: types doubled or missing, addresses in xtext (RFC
   3461, 4) or utf-8 (RFC 6533, 3) or folded in their middle, codes cut short.
   Knows nothing of recipients and which fields they have. */
#include "config.h"

#include <string.h>

#include "base/memory.h"
#include "report/dsn-value.h"
#include "text/address.h"

const char *
bounce_dsn_value_split (const char *value, char **type)
{
  gsize n = 0;

  *type = NULL;
  while (g_ascii_isalnum (value[n]) || value[n] == '-' || value[n] == '_')
    n++;
  gsize end = n + strspn (value + n, " \t");
  if (n == 0 || n > 20 || value[end] != ';')
    return value;
  *type = bounce_copy (value, n);
  for (char *p = *type; *p != '\0'; p++)
    *p = g_ascii_tolower (*p);
  value += end + 1;
  return value + strspn (value, " \t\n");
}

/* RFC 6533, 3: \x{263A} in a utf-8 address. */
static void
append_embedded (GString *out, const char **p)
{
  char *end;
  guint64 code = g_ascii_strtoull (*p + 3, &end, 16);

  if (*end == '}' && code >= ' ' && code <= 0x10ffff
      && g_unichar_validate ((gunichar)code))
    {
      g_string_append_unichar (out, (gunichar)code);
      *p = end + 1;
    }
  else
    g_string_append_c (out, *(*p)++);
}

/* RFC 3461, 4: "+2B".  Only upper-case hex of a character that xtext has to
   encode is taken for it: "joe+20news" is an address as it stands. */
static void
append_xtext (GString *out, const char **p)
{
  const char *q = *p;
  gboolean hex = (g_ascii_isdigit (q[1]) || (q[1] >= 'A' && q[1] <= 'F'))
                 && (g_ascii_isdigit (q[2]) || (q[2] >= 'A' && q[2] <= 'F'));
  int code
      = hex ? g_ascii_xdigit_value (q[1]) * 16 + g_ascii_xdigit_value (q[2])
            : 0;

  if (code == '+' || code == '=')
    {
      g_string_append_c (out, (char)code);
      *p += 3;
    }
  else
    g_string_append_c (out, *(*p)++);
}

/* Takes the line ends out of an address that was folded in its middle. */
static void
unfold_address (GString *address)
{
  char *to = address->str;

  if (strchr (to, '@') == NULL || strchr (to, '"') || strchr (to, '\n') == NULL)
    return;
  for (const char *from = to; *from; from++)
    if (*from == '\n')
      from += strspn (from + 1, " \t\n");
    else
      *to++ = *from;
  g_string_truncate (address, (gsize)(to - address->str));
}

/* "j o smith@b.example": the value of a typed field holds nothing but an
   address, whose local part somebody typed with spaces.  It is another's
   without them; quoted it is what was written.  NULL: ADDRESS is no such. */
static char *
quote_spaces (const char *address)
{
  const char *at = strchr (address, '@');

  if (at == NULL || at == address || strchr (at + 1, '@') != NULL
      || memchr (address, ' ', (gsize)(at - address)) == NULL
      || address[0] == ' ' || at[-1] == ' '
      || strpbrk (address, "<>()\"\\,;:\t\n[]") != NULL
      || strchr (at, ' ') != NULL || strchr (at, '.') == NULL)
    return NULL;
  return g_strdup_printf ("\"%.*s\"%s", (int)(at - address), address, at);
}

char *
bounce_dsn_value_address (const char *value)
{
  g_autofree char *type = NULL;
  const char *rest = bounce_dsn_value_split (value, &type);

  for (int i = 0; type && i < 2; i++)
    { /* some write the type twice */
      g_autofree char *again = NULL;
      const char *inner = bounce_dsn_value_split (rest, &again);
      if (again && (g_str_equal (again, "rfc822") || g_str_equal (again, type)))
        rest = inner;
    }
  /* RFC 5321, 4.1.1.3: the source route is not a part of the address. */
  if (*rest == '@' && strchr (rest, ':'))
    rest = strchr (rest, ':') + 1;
  /* Nearly all stand there as they are. */
  if (strpbrk (rest, "\\+<>() \t\n\"") == NULL && strchr (rest, '@') != NULL)
    return g_strdup (rest);
  GString *out = g_string_sized_new (strlen (rest) + 1);
  for (const char *p = rest; *p;)
    if (p[0] == '\\' && p[1] == 'x' && p[2] == '{')
      append_embedded (out, &p);
    else if (*p == '+' && type)
      append_xtext (out, &p);
    else
      g_string_append_c (out, *p++);
  unfold_address (out);
  char *bare = NULL;
  if (strchr (out->str, '@') && strpbrk (out->str, "<>() \t\n\"") == NULL)
    bare = g_strdup (out->str); /* as it stands, however odd */
  else if (type == NULL || (bare = quote_spaces (out->str)) == NULL)
    bare = bounce_address_bare (out->str);
  g_string_free (out, TRUE);
  return bare;
}

char *
bounce_dsn_value_host (const char *value)
{
  g_autofree char *type = NULL;
  const char *host = bounce_dsn_value_split (value, &type);
  gsize n = strcspn (host, " \t\n([,;");

  if (n == 0 && (*host == '[' || *host == '('))
    {
      host++;
      n = strcspn (host, "]) \t\n");
    }
  if (n > 0 && host[n - 1] == '.')
    n--;
  return n ? bounce_copy (host, n) : NULL;
}

/* Spellings of Action, RFC 3464, 2.3.3, and what MTAs write instead. */
static const struct
{
  const char *word;
  BounceAction action;
} actions[] = {
  { "fail", BOUNCE_ACTION_FAILED },       { "expired", BOUNCE_ACTION_FAILED },
  { "undeliver", BOUNCE_ACTION_FAILED },  { "reject", BOUNCE_ACTION_FAILED },
  { "bounce", BOUNCE_ACTION_FAILED },     { "error", BOUNCE_ACTION_FAILED },
  { "delay", BOUNCE_ACTION_DELAYED },     { "deferred", BOUNCE_ACTION_DELAYED },
  { "deliver", BOUNCE_ACTION_DELIVERED }, { "relay", BOUNCE_ACTION_RELAYED },
  { "success", BOUNCE_ACTION_DELIVERED }, { "expand", BOUNCE_ACTION_EXPANDED },
};

BounceAction
bounce_dsn_value_action (const char *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_ascii_strncasecmp (value, actions[i].word, strlen (actions[i].word))
        == 0)
      return actions[i].action;
  return BOUNCE_ACTION_NONE;
}

BounceStatus
bounce_dsn_value_status (const char *value, const char **rest)
{
  BounceStatus status = { 0, 0, 0 };
  gsize n = bounce_status_parse (value, &status);

  if (n == 0 && strchr ("245", *value) && *value)
    {
      n = strspn (value, "0123456789.");
      if (n <= 2)
        status.class = (guint8)(*value - '0');
      else if (value[1] == '.' && g_ascii_isdigit (value[2]))
        {
          status.class = (guint8)(*value - '0');
          status.subject = (guint16)(value[2] - '0');
        }
    }
  *rest = value + n;
  return status;
}

char *
bounce_dsn_value_xtext (const char *value)
{
  GString *out = g_string_new (NULL);

  for (; *value; value++)
    if (*value == '+' && g_ascii_isxdigit (value[1])
        && g_ascii_isxdigit (value[2]))
      {
        int code = g_ascii_xdigit_value (value[1]) * 16
                   + g_ascii_xdigit_value (value[2]);
        g_string_append_c (out, code >= ' ' && code < 0x7f ? (char)code : '?');
        value += 2;
      }
    else
      g_string_append_c (out, *value);
  return g_string_free (out, FALSE);
}
