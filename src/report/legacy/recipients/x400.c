/* x400: recognises addresses of X.400 (RFC 2156, 4.1): attributes, each a
   short name and a value, separated by semicolons or slashes; and names of
   Notes and StreetTalk, which have an "@" and are no addresses. */
#include "config.h"

#include <string.h>

#include "report/legacy/recipients/system.h"
#include "report/legacy/recipients/x400.h"
#include "report/legacy/text/legacy-view.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* A name of an attribute is no longer: "PRMD", "DDA:SMTP". */
#define NAME_MAX_LENGTH 12

/* A country, a domain and somebody: no address has fewer attributes. */
#define ATTRIBUTES_MIN 3

/* Whether "NAME=value" stands in START..END. */
static gboolean
is_attribute (const char *start, const char *end)
{
  const char *p = start;

  while (p < end && (g_ascii_isalnum (*p) || *p == ':' || *p == '-'))
    p++;
  return p > start && p < end && *p == '=' && p - start <= NAME_MAX_LENGTH;
}

static gboolean
is_address (const char *start, const char *end)
{
  guint n = 0;
  gboolean country = FALSE;

  while (start < end)
    {
      const char *stop = start + strcspn (start, ";/\n");

      if (stop > end)
        stop = end;
      while (start < stop && *start == ' ')
        start++;
      if (start < stop && !is_attribute (start, stop))
        return FALSE;
      n += start < stop;
      country = country || g_ascii_strncasecmp (start, "c=", 2) == 0;
      start = stop + 1;
    }
  return n >= ATTRIBUTES_MIN && country;
}

gboolean
legacy_x400_hit (const LegacyLine *line, const LegacySystem *system,
                 LegacyHit *hit)
{
  const char *end = legacy_line_end (line);
  const char *colon = memchr (line->start, ':', line->length);
  const char *start;
  g_autofree char *label = NULL;

  if (!(system->placement & LEGACY_LABEL) || colon == NULL
      || (memchr (colon, ';', (gsize)(end - colon)) == NULL
          && memchr (colon, '/', (gsize)(end - colon)) == NULL))
    return FALSE;
  label = bounce_fold_line (line->start, colon + 1 - line->start);
  start = colon + 1 + strspn (colon + 1, " \t<\"");
  if (start >= end || !bounce_list_in (label, system->labels)
      || !is_address (start, end))
    return FALSE;
  *hit = (LegacyHit){
    .start = start, .end = end, .rest = end, .form = LEGACY_LABEL, .list = TRUE
  };
  return TRUE;
}

/* "Lee@Ops@Firm": a name of StreetTalk, whose parts have no dots. */
static gboolean
is_of_parts (const BounceAddressSpan *span)
{
  const char *at = memchr (span->start, '@', (gsize)(span->end - span->start));
  const char *last = span->end;

  while (last > span->start && last[-1] != '@')
    last--;
  return at != NULL && at + 2 < last && *span->start != '"'
         && memchr (at, '.', (gsize)(span->end - at)) == NULL;
}

gboolean
legacy_find_full (const char *end, BounceAddressSpan *span)
{
  BounceAddressSpan next;

  if ((memchr (span->start, '/', (gsize)(span->end - span->start)) != NULL
       || is_of_parts (span))
      && bounce_address_find (span->end, end, &next)
      && strchr ("(<[", next.start[-1]) != NULL)
    *span = next;
  return !is_of_parts (span);
}
