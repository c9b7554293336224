/* part-role: media types and what they are to us (RFC 2046, 3462, 3464, 5965,
   6533, 8098). */
#include "config.h"

#include <string.h>

#include "mime/part-role.h"

/* A type that ends in '/' stands for all its subtypes; the first that fits
   counts. */
static const struct
{
  const char *type;
  BouncePartRole role;
} roles[] = {
  { "text/plain", BOUNCE_PART_TEXT },
  { "text/html", BOUNCE_PART_HTML },
  { "text/rfc822-headers", BOUNCE_PART_HEADERS },
  { "text/rfc822-header", BOUNCE_PART_HEADERS },
  { "text/rfc822", BOUNCE_PART_HEADERS },
  { "message/rfc822-headers", BOUNCE_PART_HEADERS },
  { "message/global-headers", BOUNCE_PART_HEADERS },
  { "message/rfc822", BOUNCE_PART_MESSAGE },
  { "message/rfc2822", BOUNCE_PART_MESSAGE },
  { "message/news", BOUNCE_PART_MESSAGE },
  { "message/global", BOUNCE_PART_MESSAGE },
  { "message/delivery-status", BOUNCE_PART_STATUS },
  { "message/global-delivery-status", BOUNCE_PART_STATUS },
  { "message/disposition-notification", BOUNCE_PART_MDN },
  { "message/global-disposition-notification", BOUNCE_PART_MDN },
  { "message/feedback-report", BOUNCE_PART_FEEDBACK },
  { "message/", BOUNCE_PART_TEXT },
  { "application/json", BOUNCE_PART_TEXT },
  { "text/calendar", BOUNCE_PART_OTHER },
  { "text/x-vcard", BOUNCE_PART_OTHER },
  { "text/css", BOUNCE_PART_OTHER },
  { "text/", BOUNCE_PART_TEXT },
};

BouncePartRole
bounce_part_role (const char *type)
{
  if (type == NULL || *type == 0)
    return BOUNCE_PART_TEXT;
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      gsize length = strlen (roles[i].type);
      if (roles[i].type[length - 1] == '/')
        length--;
      if (strncmp (type, roles[i].type, length) == 0
          && (type[length] == roles[i].type[length]))
        return roles[i].role;
    }
  return BOUNCE_PART_OTHER;
}

gboolean
bounce_part_is_report (BouncePartRole role)
{
  return role == BOUNCE_PART_STATUS || role == BOUNCE_PART_MDN
         || role == BOUNCE_PART_FEEDBACK;
}

/* Whether the field NAME, or one whose name ends so, is in TEXT..END. */
static gboolean
has_field (const char *text, const char *end, const char *name)
{
  gsize length = strlen (name);

  for (const char *p = text; (p = memchr (p, ':', (gsize)(end - p))) != NULL;
       p++)
    if ((gsize)(p - text) >= length
        && g_ascii_strncasecmp (p - length, name, length) == 0)
      return TRUE;
  return FALSE;
}

gboolean
bounce_part_names_someone (const char *text, gsize length)
{
  return has_field (text, text + length, "-recipient")
         || has_field (text, text + length, "action");
}
