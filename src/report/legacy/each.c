/* each: a line or a sentence that names several recipients and says of each
   what happened to it: "a@b (no such user), c@d (mailbox full)", "to a@b
   because it is full, and to c@d because nobody is called so". */
#include "config.h"

#include <string.h>

#include "report/legacy/named.h"
#include "text/address.h"

/* More of them are no sentence's. */
#define EACH_MAX 50

typedef struct
{
  BounceAddressSpan address;
  const char *reason;
} Each;

/* Brackets of full width. */
#define WIDE_OPEN "\xef\xbc\x88"
#define WIDE_CLOSE "\xef\xbc\x89"

/* "(Bob)" is a name, "(mailbox full)" a reason. */
static gboolean
is_reason_in_brackets (const char *start, const char *end)
{
  const char *close = memchr (start, ')', (gsize)(end - start));
  g_autofree char *folded = NULL;

  if (close == NULL || close - start < 4)
    return FALSE;
  if (g_ascii_islower (start[1]) || g_ascii_isdigit (start[1]))
    return memchr (start, ' ', (gsize)(close - start)) != NULL;
  folded = legacy_fold (start + 1, close - start - 1);
  return legacy_states_failure (folded)
         || bounce_list_in (folded, BOUNCE_LIST_QUOTA_WORD);
}

/* The same in brackets of full width, in which words need no letter case: a
   name has three letters, of three bytes. */
static gboolean
is_wide_reason (const char *start, const char *end)
{
  const char *close = g_strstr_len (start, end - start, WIDE_CLOSE);

  return close != NULL && close - start > 12;
}

/* The reason that follows an address at P, or NULL. */
static const char *
find_reason (const char *p, const char *end)
{
  g_autofree char *folded = NULL;

  p = legacy_skip_closing (p, end);
  while (p < end && strchr (" ,\n", *p) != NULL)
    p++;
  if (p + 3 >= end)
    return NULL;
  if (*p == '(')
    return is_reason_in_brackets (p, end) ? p : NULL;
  if (g_str_has_prefix (p, WIDE_OPEN))
    return is_wide_reason (p, end) ? p : NULL;
  if (*p == ':')
    return p + 1;
  if (legacy_begins_parted (p, end))
    return p;
  folded = legacy_fold (p, MIN (end - p, 40));
  return bounce_list_begins (folded, BOUNCE_LIST_BECAUSE) ? p : NULL;
}

/* Whether what stands between LAST and NEXT is no reason: "a@b: 550 <a@b>:
   unknown" has one recipient, "a@b as well as c@d" one reason. */
static gboolean
is_one_with (const Each *last, const BounceAddressSpan *next)
{
  const BounceAddressSpan *address = &last->address;
  gsize n = (gsize)(address->end - address->start);

  return ((gsize)(next->end - next->start) == n
          && strncmp (address->start, next->start, n) == 0)
         || (*last->reason != '(' && legacy_is_row (address->end, next->start));
}

gboolean
legacy_read_each (const LegacyView *view, BounceLegacy *legacy,
                  const char *start, const char *end)
{
  Each each[EACH_MAX];
  guint n = 0;
  BounceAddressSpan span;

  for (const char *p = start; bounce_address_find (p, end, &span); p = span.end)
    {
      g_autofree char *address
          = g_strndup (span.start, (gsize)(span.end - span.start));

      if (n == EACH_MAX || legacy_is_own (view, address)
          || !bounce_address_is_full (address)
          || (each[n].reason = find_reason (span.end, end)) == NULL
          || (n > 0 && is_one_with (&each[n - 1], &span)))
        return FALSE;
      each[n++].address = span;
    }
  if (n < 2)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const BounceAddressSpan *address = &each[i].address;
      const char *stop = i + 1 < n ? each[i + 1].address.start : end;
      g_autofree char *reason
          = g_strndup (each[i].reason, (gsize)(stop - each[i].reason));
      BounceEvidence *evidence = legacy_recipient (
          legacy, address->start, (gsize)(address->end - address->start));

      if (evidence != NULL)
        legacy_add_reason (evidence, reason, BOUNCE_ORIGIN_REPORTER);
    }
  return TRUE;
}
