/* lead: tells what stands before an address on its line: a bullet, a name, a
   label, or words that make the address somebody else's than a recipient's. */
#include "config.h"

#include <string.h>

#include "report/legacy/recipients/lead.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* Of a name and no domain, what is shorter is a name in any form. */
#define SHORT_NAME 40

/* "To" and its like. */
#define HEADING_MAX 8

/* Past bullets, boxes and crosses of any script before an address. */
static const char *
skip_bullet (const char *p, const char *end)
{
  while (
      p < end
      && (strchr ("*>-+#|= \t", *p) != NULL
          || ((guchar)*p >= 0x80 && !g_unichar_isalnum (g_utf8_get_char (p)))))
    p = g_utf8_next_char (p);
  return MIN (p, end);
}

/* Past "1.", "(2)" or "(a)" before an address. */
static const char *
skip_number (const char *p, const char *end)
{
  const char *q = p;

  if (q < end && *q == '(')
    q++;
  if (q > p && q < end && g_ascii_isalpha (*q))
    q++;
  else if (q >= end || !g_ascii_isdigit (*q))
    return p;
  while (q < end && g_ascii_isdigit (*q))
    q++;
  if (q + 1 >= end || strchr (".)", *q) == NULL || q[1] != ' ')
    return p;
  return q + 2;
}

const char *
legacy_skip_lead (const char *start, const char *address)
{
  const char *p = skip_number (skip_bullet (start, address), address);

  /* KDDI writes "<: a@b>". */
  while (p < address
         && (strchr ("<\"'([ ", *p) != NULL
             || (*p == ':' && p > start && p[-1] == '<')))
    p++;
  return p;
}

gboolean
legacy_lead_is_name (const char *start, const char *address)
{
  gsize n = (gsize)(address - start);

  return n > 1 && n <= LEGACY_LEAD_NAME_MAX && memchr (start, ':', n) == NULL
         && memchr (start, '.', n - 1) == NULL
         && (*start == '"' || *start == '\'' || n < SHORT_NAME
             || memchr (start, '/', n) != NULL);
}

gboolean
legacy_lead_is_sender (const char *start, const char *end)
{
  g_autofree char *folded = bounce_fold_line (start, end - start);
  g_autofree char *padded = g_strconcat (" ", folded, " ", NULL);

  /* "Relaying is not permitted from this address:" says what failed. */
  return bounce_list_begins (folded, BOUNCE_LIST_ID_LABEL)
         || (bounce_list_in (folded, BOUNCE_LIST_FROM_LABEL)
             && !bounce_list_in (padded, BOUNCE_LIST_DENIAL));
}

gboolean
legacy_lead_is_desk (const char *start, const char *address)
{
  g_autofree char *folded = bounce_fold_line (start, address - start);

  return bounce_list_begins (folded, BOUNCE_LIST_ASKS_TO_WRITE);
}

gboolean
legacy_lead_is_new (const char *start, const char *address)
{
  g_autofree char *folded = bounce_fold_line (start, address - start);

  return bounce_list_in (folded, BOUNCE_LIST_NEW_ADDRESS);
}

gboolean
legacy_lead_is_x400 (const char *start, const char *address)
{
  return g_ascii_strncasecmp (start, "c=", 2) == 0
         && memchr (start, ';', (gsize)(address - start)) != NULL;
}

gboolean
legacy_lead_is_heading (const char *start, const char *address)
{
  const char *stop = address;
  g_autofree char *folded = NULL;

  while (stop > start && strchr ("< ", stop[-1]) != NULL)
    stop--;
  if (stop == address || stop - start > HEADING_MAX
      || !g_ascii_isupper (*start))
    return FALSE;
  folded = bounce_fold_line (start, stop - start);
  return bounce_list_in (folded, BOUNCE_LIST_ROW_LEAD);
}

gboolean
legacy_lead_is_sentence (const char *start, const char *address,
                         const char *end)
{
  g_autofree char *lead = NULL;
  guint small = 0;

  for (const char *p = start; p < address; p++)
    small += g_ascii_islower (*p) && (p == start || p[-1] == ' ');
  end += strspn (end, " \t\r");
  if (*end == '\n')
    end += 1 + strspn (end + 1, " \t");
  if (small < 2 || !g_ascii_islower (*end))
    return FALSE;
  lead = bounce_fold_line (start, address - start);
  return address[-1] == '(' || bounce_list_in (lead, BOUNCE_LIST_HELP);
}
