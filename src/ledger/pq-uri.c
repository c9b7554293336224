/* pq-uri: what can be said of the URI of a PostgreSQL ledger before a server is
   asked.  One that libpq can't read never gets better, so that it is wrong
   usage, not to be tried again. */
#include "config.h"

#ifdef HAVE_LIBPQ

#include <string.h>

#include <glib.h>

#include "ledger/contact.h"
#include "ledger/pq-uri.h"

#define PORT_MAX 65535

static gboolean
wrong (const char *uri, const char *reason, GError **error)
{
  g_autofree char *plain = bounce_pq_uri_hide (uri, reason);

  g_strdelimit (g_strchomp (plain), "\n\t", ' ');
  g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_USAGE,
               "PostgreSQL ledger: %s", plain);
  return FALSE;
}

/* One port, or one for each host, with commas; an empty one is the default. */
static gboolean
are_ports (const char *text)
{
  g_auto (GStrv) ports = g_strsplit (text, ",", -1);

  for (guint i = 0; ports[i] != NULL; i++)
    if (*ports[i] != '\0'
        && !g_ascii_string_to_unsigned (ports[i], 10, 1, PORT_MAX, NULL, NULL))
      return FALSE;
  return TRUE;
}

gboolean
bounce_pq_uri_check (const BouncePqApi *api, const char *uri, GError **error)
{
  char *reason = NULL;
  PQconninfoOption *options = api->conninfoParse (uri, &reason);
  gboolean right = options != NULL;

  if (!right)
    wrong (uri, reason != NULL ? reason : "out of memory", error);
  for (const PQconninfoOption *option = options;
       right && option->keyword != NULL; option++)
    if (strcmp (option->keyword, "port") == 0 && option->val != NULL
        && !are_ports (option->val))
      {
        g_autofree char *text
            = g_strdup_printf ("invalid port number: \"%s\"", option->val);

        right = wrong (uri, text, error);
      }
  api->conninfoFree (options);
  api->freemem (reason);
  return right;
}

/* Where the LENGTH bytes of QUOTED stand in the password that begins at SECRET
   and ends before END. */
static gboolean
is_in (const char *quoted, gsize length, const char *secret, const char *end)
{
  g_autofree char *text = g_strndup (quoted, length);

  return g_strstr_len (secret, end - secret, text) != NULL;
}

/* TRUE if the LENGTH bytes of QUOTED are of a password of URI: what stands
   between the first colon of its authority and the last '@', for passwords are
   pasted in as they are, and the value of a parameter. */
static gboolean
is_secret (const char *uri, const char *quoted, gsize length)
{
  static const char parameter[] = "password=";
  const char *authority = strstr (uri, "://");
  const char *colon = authority != NULL ? strchr (authority + 3, ':') : NULL;
  const char *at = strrchr (uri, '@');

  if (colon != NULL && at != NULL && colon < at
      && is_in (quoted, length, colon + 1, at))
    return TRUE;
  for (const char *value = strstr (uri, parameter); value != NULL;
       value = strstr (value, parameter))
    {
      value += strlen (parameter);
      if (is_in (quoted, length, value, value + strcspn (value, "&")))
        return TRUE;
    }
  return FALSE;
}

char *
bounce_pq_uri_hide (const char *uri, const char *message)
{
  GString *text = g_string_new (NULL);
  const char *at = message;

  for (;;)
    {
      const char *open = strchr (at, '"');
      const char *close = open != NULL ? strchr (open + 1, '"') : NULL;

      if (close == NULL)
        break;
      g_string_append_len (text, at, open + 1 - at);
      if (close > open + 1
          && is_secret (uri, open + 1, (gsize)(close - open - 1)))
        g_string_append (text, "...");
      else
        g_string_append_len (text, open + 1, close - open - 1);
      g_string_append_c (text, '"');
      at = close + 1;
    }
  g_string_append (text, at);
  return g_string_free (text, FALSE);
}

#endif /* HAVE_LIBPQ */
