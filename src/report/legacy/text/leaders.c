/* leaders: rewrites fields that dots lead to their values, as printed forms
   have them ("Status....: not delivered", "Reason ........ no answer"), as all
   others are written: a label, a colon, a value. */
#include "config.h"

#include <string.h>

#include "report/legacy/text/leaders.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* A label is no longer, */
#define LABEL_MAX 32

/* without a colon behind them so many dots are more than an omission, */
#define DOTS_MIN 2

/* and so many lines are a form, if one names a recipient: tables have dots,
   too. */
#define FIELDS_MIN 2

/* Past the dots at P, and the colon behind them, to the value; NULL: they lead
   to none. */
static const char *
skip_leaders (const char *p)
{
  gsize n = strspn (p, ".");
  gboolean colon;

  p += n;
  colon = *p == ':' || (*p == ' ' && p[1] == ':');
  if (n == 0 || (!colon && n < DOTS_MIN))
    return NULL;
  if (colon)
    p += strspn (p, " ") + 1;
  return *p == ' ' && p[strspn (p, " ")] != '\n' && p[strspn (p, " ")] != '\0'
             ? p
             : NULL;
}

/* Where on the line at P a label ends that dots lead on from; *VALUE is what
   they lead to.  NULL: it has none. */
static const char *
find_leaders (const char *p, const char **value)
{
  const char *start = p + strspn (p, " \t");
  gsize n = strcspn (start, ".:;,!?@<>()\"\n");

  if (n < 2 || n > LABEL_MAX || start[n] != '.'
      || (!g_ascii_isalpha (*start) && (guchar)*start < 0x80))
    return NULL;
  *value = skip_leaders (start + n);
  while (start[n - 1] == ' ')
    n--;
  return *value != NULL ? start + n : NULL;
}

/* Whether LABEL..END leads to the address at VALUE of a recipient. */
static gboolean
names_recipient (const char *label, const char *end, const char *value)
{
  g_autofree char *text = g_strndup (label, (gsize)(end - label));
  g_autofree char *folded = bounce_fold_line (text, -1);
  g_autofree char *field = g_strconcat (folded, ":", NULL);

  return memchr (value, '@', strcspn (value, "\n")) != NULL
         && bounce_list_begins (field, BOUNCE_LIST_RECIPIENT_LABEL);
}

static const char *
next_line (const char *p)
{
  p += strcspn (p, "\n");
  return *p == '\n' ? p + 1 : NULL;
}

void
legacy_drop_leaders (char *text)
{
  const char *value;
  char *out = text;
  guint fields = 0;
  gboolean named = FALSE;

  if (strstr (text, "..") == NULL)
    return;
  for (const char *p = text; p != NULL && !(named && fields >= FIELDS_MIN);
       p = next_line (p))
    {
      const char *end = find_leaders (p, &value);

      fields += end != NULL;
      named = named || (end != NULL && names_recipient (p, end, value));
    }
  if (!named || fields < FIELDS_MIN)
    return;
  for (const char *p = text; p != NULL;)
    {
      const char *next = next_line (p);
      const char *end = find_leaders (p, &value);
      gsize n = end != NULL ? (gsize)(end - p) : 0;

      memmove (out, p, n);
      out += n;
      if (n > 0)
        {
          *out++ = ':';
          p = value;
        }
      n = next != NULL ? (gsize)(next - p) : strlen (p);
      memmove (out, p, n);
      out += n;
      p = next;
    }
  *out = '\0';
}
