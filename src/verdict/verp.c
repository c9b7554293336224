/* verp: reads an address by a pattern of literal text and placeholders, from
   left to right.  {local} and {domain} take as much as they can and {token} as
   little: a local part may hold the separator too, and of a token the site
   itself knows what it holds.  Letter case is not asked.  Knows no mail. */
#include "config.h"

#include <string.h>

#include "text/address.h"
#include "verdict/verp.h"

typedef enum
{
  HOLE_LOCAL,
  HOLE_DOMAIN,
  HOLE_TOKEN,
  N_HOLES
} Hole;

static const char *const holes[N_HOLES]
    = { BOUNCE_VERP_LOCAL, BOUNCE_VERP_DOMAIN, BOUNCE_VERP_TOKEN };

typedef struct
{
  const char *start;
  gsize length;
} Filling;

/* The first placeholder of PATTERN, at *AT; N_HOLES if there is none. */
static Hole
find_hole (const char *pattern, const char **at)
{
  Hole first = N_HOLES;

  *at = NULL;
  for (guint i = 0; i < N_HOLES; i++)
    {
      const char *found = strstr (pattern, holes[i]);

      if (found != NULL && (*at == NULL || found < *at))
        {
          *at = found;
          first = (Hole)i;
        }
    }
  return first;
}

gboolean
bounce_verp_is_pattern (const char *pattern)
{
  gboolean has[N_HOLES] = { FALSE };
  const char *at;
  Hole hole;

  for (gboolean first = TRUE; (hole = find_hole (pattern, &at)) != N_HOLES;
       first = FALSE)
    {
      if (has[hole] || (at == pattern && !first))
        return FALSE;
      has[hole] = TRUE;
      pattern = at + strlen (holes[hole]);
    }
  return has[HOLE_LOCAL] == has[HOLE_DOMAIN]
         && (has[HOLE_LOCAL] || has[HOLE_TOKEN]);
}

/* Whether START's LENGTH bytes may be a domain: a U-label's are not ASCII. */
static gboolean
is_domain (const char *start, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (start[i]) && (guchar)start[i] < 0x80
        && strchr (".-_", start[i]) == NULL)
      return FALSE;
  return memchr (start, '.', length) != NULL && start[0] != '.'
         && start[length - 1] != '.';
}

/* What a placeholder may be filled with. */
static gboolean
is_filling (Hole hole, const char *start, gsize length)
{
  return length > 0 && memchr (start, '@', length) == NULL
         && (hole != HOLE_DOMAIN || is_domain (start, length));
}

/* Whether ADDRESS fits PATTERN to the ends of both.  At most three
   placeholders, so that it is tried at most LENGTH * LENGTH ways. */
static gboolean
pattern_fits (const char *pattern, const char *address, Filling *fillings)
{
  const char *at;
  Hole hole = find_hole (pattern, &at);
  gsize literal = at != NULL ? (gsize)(at - pattern) : strlen (pattern);

  if (g_ascii_strncasecmp (pattern, address, literal) != 0)
    return FALSE;
  if (hole == N_HOLES)
    return address[literal] == '\0';
  pattern = at + strlen (holes[hole]);
  address += literal;
  gsize rest = strlen (address);
  for (gsize i = 1; i <= rest; i++)
    {
      gsize n = hole == HOLE_TOKEN ? i : rest + 1 - i;

      if (*pattern != '\0' && *pattern != '{'
          && g_ascii_tolower (address[n]) != g_ascii_tolower (*pattern))
        continue;
      if (!is_filling (hole, address, n)
          || !pattern_fits (pattern, address + n, fillings))
        continue;
      fillings[hole] = (Filling){ address, n };
      return TRUE;
    }
  return FALSE;
}

gboolean
bounce_verp_read (const char *pattern, const char *address, char **recipient,
                  char **token)
{
  Filling fillings[N_HOLES] = { { NULL, 0 } };

  *recipient = *token = NULL;
  if (address == NULL || strlen (address) > BOUNCE_ADDRESS_MAX
      || !bounce_verp_is_pattern (pattern)
      || !pattern_fits (pattern, address, fillings))
    return FALSE;
  if (fillings[HOLE_LOCAL].start != NULL)
    *recipient = g_strdup_printf ("%.*s@%.*s", (int)fillings[HOLE_LOCAL].length,
                                  fillings[HOLE_LOCAL].start,
                                  (int)fillings[HOLE_DOMAIN].length,
                                  fillings[HOLE_DOMAIN].start);
  if (fillings[HOLE_TOKEN].start != NULL)
    *token
        = g_strndup (fillings[HOLE_TOKEN].start, fillings[HOLE_TOKEN].length);
  return TRUE;
}
