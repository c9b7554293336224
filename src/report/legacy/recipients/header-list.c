/* header-list: finds the header of the mail that failed where a notification
   shows it: of those it lists only those failed of whom the notification says
   so elsewhere. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "report/legacy/recipients/header-list.h"
#include "report/legacy/recipients/rest.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/statement.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* What stands before a list of addresses is no longer. */
#define LABEL_MAX 24

gboolean
legacy_names_address (const LegacyView *view, guint i, const char *address)
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
  const char *end = legacy_line_end (line);
  g_autofree char *label = NULL;
  g_autofree char *folded = NULL;

  if (colon == NULL || colon - line->start > LABEL_MAX
      || memchr (colon, '@', (gsize)(end - colon)) == NULL
      || !legacy_is_list (colon + 1, end))
    return FALSE;
  label = g_strchomp (g_strndup (line->start, (gsize)(colon - line->start)));
  folded = g_strconcat (label, ":", NULL);
  g_free (label);
  label = bounce_fold_line (folded, -1);
  *copy = bounce_list_begins (label, BOUNCE_LIST_COPY_LABEL);
  return *copy || bounce_list_begins (label, BOUNCE_LIST_QUOTED_TO)
         || bounce_list_begins (label, BOUNCE_LIST_ADDRESSEE_LABEL);
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
      const char *end = legacy_line_end (line);
      guint last = i;
      gboolean copy;

      if (line->length == 0 || !is_header_list (line, &copy))
        continue;
      while (last + 1 < view->n_body && legacy_line (view, last + 1)->length > 0
             && strchr (",;", end[-1]) != NULL
             && legacy_is_list (legacy_line (view, last + 1)->start,
                                legacy_line_end (legacy_line (view, last + 1))))
        {
          const LegacyLine *next = legacy_line (view, ++last);

          end = legacy_line_end (next);
        }
      if (!copy && !legacy_may_hold_two (line->start, end))
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
    if (legacy_names_address (view, i, address))
      *(lists[i] ? listed : elsewhere) = TRUE;
}

/* Whether anything that is said of EVIDENCE tells of a failure. */
static gboolean
says_why (const BounceEvidence *evidence)
{
  for (guint i = 0; i < evidence->texts->len; i++)
    {
      const char *text = bounce_evidence_text (evidence, i)->text;
      g_autofree char *folded = bounce_fold_line (text, -1);

      if (legacy_has_reply (text) || legacy_states_failure (folded))
        return TRUE;
    }
  return FALSE;
}

/* Gives EVIDENCE, whose recipient is ADDRESS (folded), the first line that has
   it and is in none of LISTS. */
static void
add_elsewhere (const LegacyView *view, const char *lists, const char *address,
               BounceEvidence *evidence)
{
  for (guint i = 0; i < view->n_body; i++)
    if (!lists[i] && legacy_names_address (view, i, address))
      {
        const LegacyLine *line = legacy_line (view, i);
        g_autofree char *text = g_strndup (line->start, line->length);

        legacy_add_reason (evidence, text, BOUNCE_ORIGIN_REPORTER);
        return;
      }
}

/* "To: a@b, c@d" and, below, what happened to a@b: nothing did to c@d. */
void
legacy_drop_listed (const LegacyView *view, BounceLegacy *legacy)
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
      g_autofree char *folded = bounce_fold_line (evidence->recipient, -1);
      gboolean listed, elsewhere;

      find_places (view, lists, folded, &listed, &elsewhere);
      told = told || elsewhere;
      if (listed && !elsewhere)
        g_ptr_array_add (idle, evidence);
      else if (listed && !says_why (evidence))
        add_elsewhere (view, lists, folded, evidence);
    }
  for (guint i = 0; told && i < idle->len; i++)
    legacy_forget (legacy, g_ptr_array_index (idle, i));
}
