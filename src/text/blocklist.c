/* blocklist: knows block lists by the labels of their host names and of the
   pages that explain them. */
#include "config.h"

#include "text/blocklist.h"
#include "text/lists.h"

gboolean
bounce_blocklist_is_label (const char *label, gsize length)
{
  return bounce_list_begins_raw (label, length, BOUNCE_LIST_BLOCKLIST_LABEL);
}

/* Shorter labels are names of other hosts, too. */
#define TELLING_MIN 5

const char *
bounce_blocklist_find (const char *text, gsize *length)
{
  for (const char *p = text; *p != '\0';)
    {
      gsize n = 0;

      while (g_ascii_isalnum (p[n]))
        n++;
      if (n >= TELLING_MIN
          && ((p > text && p[-1] == '.') || (p[n] == '.' && p[n + 1] != ' '))
          && bounce_blocklist_is_label (p, n))
        {
          *length = n;
          return p;
        }
      p += n + (p[n] != '\0');
    }
  return NULL;
}
