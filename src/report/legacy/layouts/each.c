/* each: reads a line or a sentence that names several recipients and says of
   each what happened to it: "a@b (no such user), c@d (mailbox full)", "to a@b
   because it is full, and to c@d because nobody is called so". */
#include "config.h"

#include <string.h>

#include "base/memory.h"
#include "model/evidence.h"
#include "report/legacy/layouts/each.h"
#include "report/legacy/recipients/own.h"
#include "report/legacy/recipients/rest.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "report/legacy/text/statement.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* More of them are no sentence's. */
#define EACH_MAX 50

/* Wrapped in brackets, they are no more lines. */
#define LINES_MAX 20

typedef struct
{
  BounceAddressSpan address;
  const char *reason; /* NULL: it was delivered */
  gboolean clause;    /* the reason is a clause of its own: who, because */
} Each;

/* Between an address and ", whose mailbox is full" a participle may stand. */
#define PARTICIPLE_MAX 24

/* A clause is known by its first words, in so many bytes. */
#define OPENING_MAX 40

/* A name in brackets of full width has no more bytes, that before it included.
 */
#define WIDE_NAME_MAX 12

/* Brackets of full width. */
#define WIDE_OPEN "\xef\xbc\x88"
#define WIDE_CLOSE "\xef\xbc\x89"

/* Whether two words of START..END, behind the first, begin with small letters:
   those of a name seldom do. */
static gboolean
has_small_words (const char *start, const char *end)
{
  guint n = 0;

  for (const char *p = start + 1; p < end; p++)
    n += g_ascii_islower (*p) && (p[-1] == ' ' || p[-1] == '\n');
  return n > 1;
}

/* "(Bob)" is a name, "(mailbox full)" a reason. */
static gboolean
is_reason_in_brackets (const char *start, const char *end)
{
  const char *close = memchr (start, ')', (gsize)(end - start));
  g_autofree char *folded = NULL;

  if (close == NULL || close - start < 4)
    return FALSE;
  folded = bounce_fold_line (start + 1, close - start - 1);
  if (bounce_list_in (folded, BOUNCE_LIST_ALIAS))
    return FALSE;
  if (g_ascii_islower (start[1]) || g_ascii_isdigit (start[1]))
    return strchr (folded, ' ') != NULL;
  return legacy_states_failure (folded)
         || bounce_list_in (folded, BOUNCE_LIST_QUOTA_WORD)
         || has_small_words (start, close);
}

/* The same in brackets of full width, in which words need no letter case: a
   name has three letters, of three bytes. */
static gboolean
is_wide_reason (const char *start, const char *end)
{
  const char *close = g_strstr_len (start, end - start, WIDE_CLOSE);

  return close != NULL && close - start > WIDE_NAME_MAX;
}

/* The same of ", who has left", ", whose mailbox is full". */
static const char *
find_relative (const char *p, const char *end)
{
  const char *comma = memchr (p, ',', (gsize)(end - p));
  g_autofree char *folded = NULL;

  if (comma == NULL || comma - p > PARTICIPLE_MAX
      || memchr (p, '@', (gsize)(comma - p)) != NULL)
    return NULL;
  p = comma + 1;
  while (p < end && strchr (" \n", *p) != NULL)
    p++;
  folded = bounce_fold_line (p, MIN (end - p, OPENING_MAX));
  return bounce_list_begins (folded, BOUNCE_LIST_RELATIVE) ? p : NULL;
}

/* Whether START..END, between two addresses, says that the mail reached the
   first, but not the second. */
static gboolean
is_contrast (const char *start, const char *end)
{
  g_autofree char *folded = bounce_fold_line (start, end - start);

  return bounce_list_in (folded, BOUNCE_LIST_BUT_NOT);
}

/* Whether "because" or its like stands at P. */
static gboolean
is_because (const char *p, const char *end)
{
  g_autofree char *folded = bounce_fold_line (p, MIN (end - p, OPENING_MAX));

  return bounce_list_begins (folded, BOUNCE_LIST_BECAUSE);
}

/* The reason that follows an address at P, or NULL. */
static const char *
find_reason (const char *p, const char *end)
{
  const char *start = p = legacy_skip_closing (p, end);

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
  return is_because (p, end) ? p : find_relative (start, end);
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
         || (last->reason != NULL && *last->reason != '('
             && legacy_is_row (address->end, next->start));
}

/* Whether the address of LAST, which no reason follows, was only named because
   the mail reached it; NEXT is the address behind it, or NULL. */
static gboolean
was_reached (const Each *last, const BounceAddressSpan *next)
{
  return last->reason != NULL
         || (next != NULL && is_contrast (last->address.end, next->start));
}

/* Fills EACH with the addresses of START..END and their reasons.  Their number;
   0: not each has its own. */
static guint
find_each (const LegacyView *view, const char *start, const char *end,
           Each *each)
{
  guint n = 0;
  BounceAddressSpan span;

  for (const char *p = start; bounce_address_find (p, end, &span); p = span.end)
    {
      if (n == EACH_MAX || !legacy_is_other (view, &span)
          || (n > 0
              && (!was_reached (&each[n - 1], &span)
                  || is_one_with (&each[n - 1], &span))))
        return 0;
      each[n] = (Each){ span, find_reason (span.end, end), FALSE };
      each[n].clause
          = each[n].reason != NULL
            && (each[n].reason
                    == find_relative (legacy_skip_closing (span.end, end), end)
                || is_because (each[n].reason, end));
      n++;
    }
  return n > 0 && was_reached (&each[n - 1], NULL) ? n : 0;
}

/* Adds the N recipients of EACH, whose sentence ends at END. */
static void
add_each (BounceLegacy *legacy, const Each *each, guint n, const char *end)
{
  gboolean reached = FALSE; /* somebody was */

  for (guint i = 0; i < n; i++)
    reached = reached || each[i].reason == NULL;
  for (guint i = 0; i < n; i++)
    {
      const BounceAddressSpan *address = &each[i].address;
      const char *stop = i + 1 < n ? each[i + 1].address.start : end;
      BounceEvidence *evidence = legacy_recipient_at (legacy, address);

      if (evidence == NULL)
        continue;
      if (reached || each[i].clause)
        evidence->action = each[i].reason != NULL ? BOUNCE_ACTION_FAILED
                                                  : BOUNCE_ACTION_DELIVERED;
      if (each[i].reason != NULL)
        {
          g_autofree char *reason
              = bounce_copy (each[i].reason, (gsize)(stop - each[i].reason));
          legacy_add_reason (evidence, reason, BOUNCE_ORIGIN_REPORTER);
        }
    }
}

gboolean
legacy_read_each (const LegacyView *view, BounceLegacy *legacy,
                  const char *start, const char *end)
{
  Each each[EACH_MAX];
  guint n = find_each (view, start, end, each);

  if (n < 2)
    return FALSE;
  add_each (legacy, each, n, end);
  return TRUE;
}

void
legacy_read_relatives (const LegacyView *view, BounceLegacy *legacy)
{
  const LegacyLine *last = legacy_line (view, view->n_body - 1);
  const char *stop = MIN (legacy_line_end (last), view->text + LEGACY_HEAD_MAX);

  for (const char *p = view->text; p < stop;)
    {
      const char *end = MIN (legacy_sentence_end (p), stop);
      Each each[EACH_MAX];
      gboolean clause = FALSE;
      guint n = 0;

      if (legacy_may_hold_two (p, end))
        n = find_each (view, p, end, each);
      for (guint i = 0; i < n; i++)
        clause = clause || each[i].clause;
      if (n >= 2 && clause)
        add_each (legacy, each, n, end);
      p = legacy_next_sentence (end);
    }
}

gboolean
legacy_read_each_at (const LegacyView *view, BounceLegacy *legacy, guint *i)
{
  const LegacyLine *line = legacy_line (view, *i);
  const char *end = legacy_line_end (line);
  const char *at = memchr (line->start, '@', line->length);
  const char *open = NULL;
  guint last = *i;

  if (at == NULL)
    return FALSE;
  for (const char *p = at; (p = memchr (p, '(', (gsize)(end - p))) != NULL; p++)
    open = p;
  if (open == NULL || memchr (open, ')', (gsize)(end - open)) != NULL)
    return legacy_may_hold_two (at, end)
           && legacy_read_each (view, legacy, line->start, end);
  while (last + 1 < view->n_body && last < *i + LINES_MAX
         && legacy_line (view, last + 1)->length > 0)
    last++;
  end = legacy_line_end (legacy_line (view, last));
  if (!legacy_read_each (view, legacy, line->start, end))
    return FALSE;
  *i = last;
  return TRUE;
}
