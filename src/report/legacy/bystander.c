/* bystander: addresses that a notification names and that nothing is said of:
   the others of the mail's own header, which is told above those who failed,
   and who signs below.  They are told by what is said of the rest. */
#include "config.h"

#include <string.h>

#include "report/legacy/named.h"
#include "text/address.h"

/* In a text of more recipients or lines nobody is looked for. */
#define RECIPIENTS_MAX 200
#define LINES_MAX 2000

/* What stands before a list of addresses is no longer. */
#define LABEL_MAX 24

/* Whom to ask is told in so many characters. */
#define DESK_MAX 40

/* Whether line I of VIEW's body has ADDRESS (folded), and not as a part of
   another. */
static gboolean
names_address (const LegacyView *view, guint i, const char *address)
{
  const LegacyLine *line = legacy_line (view, i);
  const char *start = view->folded->str + line->from;
  const char *end = view->folded->str + line->to;
  gsize n = strlen (address);

  for (const char *p = start; (p = g_strstr_len (p, end - p, address)) != NULL;
       p += n)
    if ((p == start
         || (!g_ascii_isalnum (p[-1]) && strchr ("._-+", p[-1]) == NULL))
        && (p + n == end
            || (!g_ascii_isalnum (p[n]) && p[n] != '-'
                && !(p[n] == '.' && p + n + 1 < end
                     && g_ascii_isalnum (p[n + 1])))))
      return TRUE;
  return FALSE;
}

/* Whether LINE is "To: a@b, c@d", a field of the mail that failed.  *COPY: of a
   copy, which one alone may get. */
static gboolean
is_header_list (const LegacyLine *line, gboolean *copy)
{
  const char *colon = memchr (line->start, ':', line->length);
  const char *end = line->start + line->length;
  g_autofree char *label = NULL;
  g_autofree char *folded = NULL;

  if (colon == NULL || colon - line->start > LABEL_MAX
      || memchr (colon, '@', (gsize)(end - colon)) == NULL
      || !legacy_is_list (colon + 1, end))
    return FALSE;
  label = g_strchomp (g_strndup (line->start, (gsize)(colon - line->start)));
  folded = g_strconcat (label, ":", NULL);
  g_free (label);
  label = legacy_fold (folded, -1);
  *copy = bounce_list_begins (label, BOUNCE_LIST_COPY_LABEL);
  return *copy || bounce_list_begins (label, BOUNCE_LIST_QUOTED_TO)
         || bounce_list_begins (label, BOUNCE_LIST_ADDRESSEE_LABEL);
}

/* Whether two addresses stand in START..END. */
static gboolean
holds_two (const char *start, const char *end)
{
  const char *at = memchr (start, '@', (gsize)(end - start));

  return at != NULL && memchr (at + 1, '@', (gsize)(end - at - 1)) != NULL;
}

/* The lines of VIEW's body that are a header's lists of addresses: one byte a
   line.  NULL: there are none. */
static char *
find_lists (const LegacyView *view)
{
  g_autofree char *lists = g_malloc0 (view->n_body + 1);
  gboolean found = FALSE;

  for (guint i = 0; i < view->n_body; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      const char *end = line->start + line->length;
      guint last = i;
      gboolean copy;

      if (line->length == 0 || !is_header_list (line, &copy))
        continue;
      while (last + 1 < view->n_body && legacy_line (view, last + 1)->length > 0
             && strchr (",;", end[-1]) != NULL
             && legacy_is_list (legacy_line (view, last + 1)->start,
                                legacy_line (view, last + 1)->start
                                    + legacy_line (view, last + 1)->length))
        {
          const LegacyLine *next = legacy_line (view, ++last);

          end = next->start + next->length;
        }
      if (!copy && !holds_two (line->start, end))
        continue;
      memset (lists + i, 1, last - i + 1);
      found = TRUE;
      i = last;
    }
  return found ? g_steal_pointer (&lists) : NULL;
}

/* Where ADDRESS (folded) stands: in one of LISTS, and elsewhere. */
static void
find_places (const LegacyView *view, const char *lists, const char *address,
             gboolean *listed, gboolean *elsewhere)
{
  *listed = *elsewhere = FALSE;
  for (guint i = 0; i < view->n_body && !*elsewhere; i++)
    if (names_address (view, i, address))
      *(lists[i] ? listed : elsewhere) = TRUE;
}

/* "To: a@b, c@d" and, below, what happened to a@b: nothing did to c@d. */
static void
drop_listed (const LegacyView *view, BounceLegacy *legacy)
{
  GPtrArray *recipients = legacy->recipients;
  g_autofree char *lists = find_lists (view);
  g_autoptr (GPtrArray) idle = NULL;
  gboolean told = FALSE;

  if (lists == NULL)
    return;
  idle = g_ptr_array_new ();
  for (guint i = 0; i < recipients->len; i++)
    {
      BounceEvidence *evidence = g_ptr_array_index (recipients, i);
      g_autofree char *folded = legacy_fold (evidence->recipient, -1);
      gboolean listed, elsewhere;

      find_places (view, lists, folded, &listed, &elsewhere);
      told = told || elsewhere;
      if (listed && !elsewhere)
        g_ptr_array_add (idle, evidence);
    }
  for (guint i = 0; told && i < idle->len; i++)
    legacy_forget (legacy, g_ptr_array_index (idle, i));
}

/* Whether ADDRESS is of the domain that VIEW comes from, or of one above or
   below it. */
static gboolean
is_of_house (const LegacyView *view, const char *address)
{
  g_autofree char *folded = legacy_fold (address, -1);
  const char *domain = bounce_address_domain (folded);
  BounceAddressSpan span;
  g_autofree char *from = NULL;
  const char *host;
  gsize n, m;

  if (domain == NULL || !bounce_address_find (view->from, NULL, &span))
    return FALSE;
  from = g_strndup (span.start, (gsize)(span.end - span.start));
  host = bounce_address_domain (from);
  if (host == NULL)
    return FALSE;
  n = strlen (domain);
  m = strlen (host);
  if (n <= m)
    return g_str_has_suffix (host, domain)
           && (n == m || host[m - n - 1] == '.');
  return g_str_has_suffix (domain, host) && domain[n - m - 1] == '.';
}

/* Whether something was said of EVIDENCE alone, or of few. */
static gboolean
is_told_of (const BounceEvidence *evidence)
{
  for (guint i = 0; i < evidence->texts->len; i++)
    if (bounce_evidence_text (evidence, i)->origin != BOUNCE_ORIGIN_PROSE)
      return TRUE;
  return evidence->action == BOUNCE_ACTION_DELIVERED
         || evidence->action == BOUNCE_ACTION_DELAYED;
}

/* Whether LINE is some words, a colon and nothing but addresses: "full: a@b".
 *LEAD: the words' length. */
static gboolean
is_behind_colon (const LegacyLine *line, gsize *lead)
{
  const char *end = line->start + line->length;
  BounceAddressSpan span;
  const char *p;

  if (memchr (line->start, '@', line->length) == NULL
      || !bounce_address_find (line->start, end, &span)
      || !legacy_is_list (legacy_skip_closing (span.end, end), end))
    return FALSE;
  for (p = span.start; p > line->start && strchr ("<\"'([ \t", p[-1]) != NULL;)
    p--;
  *lead = (gsize)(p - line->start);
  return p > line->start + 1
         && (p[-1] == ':' || g_str_has_prefix (p - 3, "\xef\xbc\x9a"));
}

/* Whether line I names whom to ask: its words are few, and no other line above
   gives a reason so. */
static gboolean
is_label_of_desk (const LegacyView *view, guint i)
{
  const LegacyLine *line = legacy_line (view, i);
  g_autofree char *folded
      = g_strndup (view->folded->str + line->from, line->to - line->from);
  gsize lead;

  if (!is_behind_colon (line, &lead)
      || g_utf8_strlen (line->start, (gssize)lead) > DESK_MAX
      || legacy_states_failure (folded) || legacy_has_reply (folded)
      || legacy_line_begins (view, i, BOUNCE_LIST_RECIPIENT_LABEL))
    return FALSE;
  while (i-- > 0)
    if (is_behind_colon (legacy_line (view, i), &lead)
        && !legacy_line_begins (view, i, BOUNCE_LIST_RECIPIENT_LABEL)
        && !legacy_line_begins (view, i, BOUNCE_LIST_ADDRESSEE_LABEL))
      return FALSE;
  return TRUE;
}

/* Whether line I is an address alone, of who signs: below a rule, the closing
   words of a letter, or nothing that leads to it. */
static gboolean
is_signature (const LegacyView *view, guint i)
{
  const LegacyLine *line = legacy_line (view, i);
  const LegacyLine *above = i > 0 ? legacy_line (view, i - 1) : NULL;
  const char *start = line->start;
  const char *end = start + line->length;
  BounceAddressSpan span;

  while (start < end && strchr ("-<", *start) != NULL)
    start++;
  if (!bounce_address_find (start, end, &span) || span.start != start
      || !legacy_is_list (legacy_skip_closing (span.end, end), end))
    return FALSE;
  if (above != NULL && above->length > 0)
    return strncmp (above->start, "--", 2) == 0
           || legacy_line_begins (view, i - 1, BOUNCE_LIST_SIGNING);
  while (i-- > 0 && legacy_line (view, i)->length == 0)
    ;
  above = i < view->n_body ? legacy_line (view, i) : NULL;
  return above != NULL && above->start[above->length - 1] != ':';
}

/* The last line of VIEW's body that says anything, if it is only ADDRESS
   (folded) and names who signs or is to be asked; else n_body. */
static guint
find_closing (const LegacyView *view, const char *address)
{
  guint i = view->n_body;

  while (i-- > 0)
    if (legacy_line (view, i)->bare_to > legacy_line (view, i)->bare_from)
      break;
  if (i >= view->n_body || i == 0 || !names_address (view, i, address))
    return view->n_body;
  if (is_signature (view, i))
    return i;
  return legacy_line (view, i - 1)->length == 0 && is_label_of_desk (view, i)
             ? i
             : view->n_body;
}

/* "postmaster@b" below all of whom something is told. */
static void
drop_closing (const LegacyView *view, BounceLegacy *legacy)
{
  GPtrArray *recipients = legacy->recipients;
  BounceEvidence *closing = NULL;
  g_autofree char *folded = NULL;
  guint at = view->n_body;

  for (guint i = recipients->len; i-- > 0 && at == view->n_body;)
    {
      BounceEvidence *evidence = g_ptr_array_index (recipients, i);

      if (!is_of_house (view, evidence->recipient)
          || evidence->action == BOUNCE_ACTION_DELIVERED
          || evidence->action == BOUNCE_ACTION_DELAYED)
        continue;
      g_free (folded);
      folded = legacy_fold (evidence->recipient, -1);
      at = find_closing (view, folded);
      closing = evidence;
    }
  if (at == view->n_body)
    return;
  for (guint i = 0; i < at; i++)
    if (names_address (view, i, folded))
      return;
  for (guint i = 0; i < recipients->len; i++)
    {
      BounceEvidence *evidence = g_ptr_array_index (recipients, i);

      if (evidence != closing && !is_told_of (evidence))
        return;
    }
  legacy_forget (legacy, closing);
}

void
legacy_drop_bystanders (const LegacyView *view, BounceLegacy *legacy)
{
  guint n = legacy->recipients->len;

  if (n < 2 || n > RECIPIENTS_MAX || view->n_body > LINES_MAX)
    return;
  for (guint i = 0; i < n; i++)
    if (((BounceEvidence *)g_ptr_array_index (legacy->recipients, i))->recipient
        == NULL)
      return;
  drop_listed (view, legacy);
  if (legacy->recipients->len > 1)
    drop_closing (view, legacy);
}
