/* part-role: tells what a part of a given media type is to us (RFC 2046, 3462,
   3464, 5965, 6533, 8098). */
#include "config.h"

#include <string.h>

#include "base/ascii.h"
#include "mime/part-role.h"

#define ROLE(type, role)                                                       \
  {                                                                            \
    type, sizeof (type) - 1, role                                              \
  }

/* A type that ends in '/' stands for all its subtypes; the first that fits
   counts. */
static const struct
{
  const char *type;
  gsize length;
  BouncePartRole role;
} roles[] = {
  ROLE ("text/plain", BOUNCE_PART_TEXT),
  ROLE ("text/html", BOUNCE_PART_HTML),
  ROLE ("text/rfc822-headers", BOUNCE_PART_HEADERS),
  ROLE ("text/rfc822-header", BOUNCE_PART_HEADERS),
  ROLE ("text/rfc822", BOUNCE_PART_HEADERS),
  ROLE ("message/rfc822-headers", BOUNCE_PART_HEADERS),
  ROLE ("message/global-headers", BOUNCE_PART_HEADERS),
  ROLE ("message/rfc822", BOUNCE_PART_MESSAGE),
  ROLE ("message/rfc2822", BOUNCE_PART_MESSAGE),
  ROLE ("message/news", BOUNCE_PART_MESSAGE),
  ROLE ("message/global", BOUNCE_PART_MESSAGE),
  ROLE ("message/delivery-status", BOUNCE_PART_STATUS),
  ROLE ("message/global-delivery-status", BOUNCE_PART_STATUS),
  ROLE ("message/disposition-notification", BOUNCE_PART_MDN),
  ROLE ("message/global-disposition-notification", BOUNCE_PART_MDN),
  ROLE ("message/feedback-report", BOUNCE_PART_FEEDBACK),
  ROLE ("message/", BOUNCE_PART_TEXT),
  ROLE ("application/json", BOUNCE_PART_TEXT),
  ROLE ("text/calendar", BOUNCE_PART_OTHER),
  ROLE ("text/x-vcard", BOUNCE_PART_OTHER),
  ROLE ("text/css", BOUNCE_PART_OTHER),
  ROLE ("text/", BOUNCE_PART_TEXT),
};

BouncePartRole
bounce_part_role (const char *type)
{
  if (type == NULL || *type == 0)
    return BOUNCE_PART_TEXT;
  gsize length = strlen (type);
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      gsize n = roles[i].length;
      gboolean family = roles[i].type[n - 1] == '/';
      if ((family ? n <= length : n == length)
          && memcmp (type, roles[i].type, n) == 0)
        return roles[i].role;
    }
  return BOUNCE_PART_OTHER;
}

/* How senders name the parts of a report. */
static const struct
{
  const char *name; /* its beginning, lower case */
  BouncePartRole role;
} files[] = {
  { "delivery-status", BOUNCE_PART_STATUS },
  { "feedback-report", BOUNCE_PART_FEEDBACK },
};

BouncePartRole
bounce_part_role_of_file (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    if (g_ascii_strncasecmp (name, files[i].name, strlen (files[i].name)) == 0)
      return files[i].role;
  return BOUNCE_PART_OTHER;
}

gboolean
bounce_part_is_report (BouncePartRole role)
{
  return role == BOUNCE_PART_STATUS || role == BOUNCE_PART_MDN
         || role == BOUNCE_PART_FEEDBACK;
}

/* Whether the field NAME, or one whose name ends so, is in TEXT..END.  Lines
   are not looked for: to take a word for a field costs nothing here. */
static gboolean
has_field (const char *text, const char *end, const char *name)
{
  gsize length = strlen (name);

  for (const char *p = text; (p = memchr (p, ':', (gsize)(end - p))) != NULL;
       p++)
    if ((gsize)(p - text) >= length
        && bounce_ascii_same (p - length, name, length))
      return TRUE;
  return FALSE;
}

gboolean
bounce_part_names_someone (const char *text, gsize length)
{
  return has_field (text, text + length, "-recipient")
         || has_field (text, text + length, "action");
}
