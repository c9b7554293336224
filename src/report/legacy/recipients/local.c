/* local: finds recipients whose local part is all that a notification names.
   Only where a list of addresses stands around them, or nothing else names
   anybody: any word could be one. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "report/legacy/recipients/local.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/recipients/system.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/statement.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* A name and why it failed are no longer. */
#define NAME_LINE_MAX 120

/* So far a list is looked through for an address. */
#define ROWS_MAX 20

guint
legacy_word_length (const char *text, guint length)
{
  guint n = 0;

  while (n < length
         && (g_ascii_isalnum (text[n]) || strchr ("._+-=/!", text[n]) != NULL))
    n++;
  while (n > 0 && strchr (".!", text[n - 1]) != NULL)
    n--;
  return n > BOUNCE_ADDRESS_LOCAL_MAX || !g_ascii_isalnum (text[0]) ? 0 : n;
}

/* How LINE goes on behind its first N bytes: '(' or ':', and words behind it;
   0: in no such way. */
static char
row_form (const LegacyLine *line, gsize n)
{
  const char *p = line->start + n;
  const char *end = legacy_line_end (line);

  while (p < end && strchr ("> ", *p) != NULL)
    p++;
  return end - p > 3 && (*p == '(' || (*p == ':' && p[1] == ' ')) ? *p : '\0';
}

/* The same of a line that begins with an address; 0: it does not. */
static char
address_form (const LegacyLine *line)
{
  BounceAddressSpan span;

  if (memchr (line->start, '@', line->length) == NULL
      || !bounce_address_find (line->start, legacy_line_end (line), &span)
      || span.start > line->start + 1)
    return '\0';
  return row_form (line, (gsize)(span.end - line->start));
}

/* Whether line I is "Reason: full" or its like. */
static gboolean
is_labelled_line (const LegacyView *view, guint i)
{
  return legacy_is_field (view, i)
         || legacy_line_begins (view, i, BOUNCE_LIST_REASON_LABEL)
         || legacy_line_begins (view, i, BOUNCE_LIST_REASON_OF)
         || legacy_line_begins (view, i, BOUNCE_LIST_RECIPIENT_LABEL)
         || legacy_line_begins (view, i, BOUNCE_LIST_QUOTED_TO);
}

/* The same of a line I that begins with a local name. */
static char
name_form (const LegacyView *view, guint i, guint *n)
{
  const LegacyLine *line = legacy_line (view, i);
  char form;

  *n = line->length > NAME_LINE_MAX
           ? 0
           : legacy_word_length (line->start, line->length);
  if (*n == 0 || memchr (line->start, '@', line->length) != NULL)
    return '\0';
  form = row_form (line, *n);
  if (form != ':')
    return form;
  return g_ascii_islower (*line->start) && !is_labelled_line (view, i) ? form
                                                                       : '\0';
}

/* Whether an address, told in FORM, stands in the rows from line I on, STEP by
   step. */
static gboolean
leads_to_address (const LegacyView *view, guint i, int step, char form)
{
  for (guint k = 0; k < ROWS_MAX; k++)
    {
      guint n;

      i += (guint)step;
      if (i >= view->n_body || legacy_line (view, i)->length == 0)
        return FALSE;
      if (address_form (legacy_line (view, i)) == form)
        return TRUE;
      if (name_form (view, i, &n) != form)
        return FALSE;
    }
  return FALSE;
}

gboolean
legacy_local_hit (const LegacyView *view, guint i, LegacyHit *hit)
{
  const LegacyLine *line = legacy_line (view, i);
  guint n;
  char form = name_form (view, i, &n);
  const char *end = line->start + n;

  if (form == '\0'
      || (!leads_to_address (view, i, 1, form)
          && !leads_to_address (view, i, -1, form)))
    return FALSE;
  *hit = (LegacyHit){ .start = line->start,
                      .end = end,
                      .rest = end + (form == ':' ? 1 : strspn (end, " ")),
                      .form = form == ':' ? LEGACY_COLON : LEGACY_FIRST };
  return TRUE;
}

/* The word behind a label of line I, if it is all that stands there. */
static guint
labelled_name (const LegacyView *view, guint i, const char **start)
{
  const LegacyLine *line = legacy_line (view, i);
  const char *colon = memchr (line->start, ':', line->length);
  const char *end = legacy_line_end (line);
  guint n;

  if (colon == NULL
      || !legacy_line_begins (view, i, BOUNCE_LIST_RECIPIENT_LABEL))
    return 0;
  colon++;
  while (colon < end && *colon == ' ')
    colon++;
  n = legacy_word_length (colon, (guint)(end - colon));
  *start = colon;
  return colon + n == end ? n : 0;
}

/* "bigjoe is not a known user": what stands behind a name in a list. */
static gboolean
goes_on (const char *rest, const char *end)
{
  g_autofree char *folded = bounce_fold_line (rest, end - rest);

  return *rest == ' ' && bounce_list_begins (folded, BOUNCE_LIST_ROW_VERB);
}

/* The name that LINE begins with, if the rest says why it failed: "anna: no
   such user", "anna ... unknown", a name and its reason in columns. */
static guint
local_name (const LegacyLine *line, gboolean listed)
{
  guint n = legacy_word_length (line->start, line->length);
  const char *rest = line->start + n;
  const char *end = legacy_line_end (line);
  g_autofree char *folded = NULL;

  if (n == 0 || line->length > NAME_LINE_MAX
      || g_str_has_prefix (rest, "://") /* a link */
      || !((*rest == ':' && end - rest > 2) || (listed && goes_on (rest, end))
           || g_str_has_prefix (rest, "...") || g_str_has_prefix (rest, " ...")
           || g_str_has_prefix (rest, "  ") || *rest == '\t'))
    return 0;
  folded = bounce_fold_line (rest, end - rest);
  return listed || bounce_list_in (folded, BOUNCE_LIST_FAILURE) ? n : 0;
}

/* "not delivered: ann: no such user": past what says of LINE that mail failed,
   and its colon; else where it begins. */
static const char *
skip_failure (const LegacyLine *line)
{
  const char *end = legacy_line_end (line);
  const char *colon = memchr (line->start, ':', line->length);
  g_autofree char *folded = NULL;

  if (colon == NULL || end - colon < 3 || colon[1] != ' '
      || memchr (colon + 1, ':', (gsize)(end - colon - 1)) == NULL)
    return line->start;
  folded = bounce_fold_line (line->start, colon - line->start);
  return legacy_states_failure (folded) ? colon + 2 : line->start;
}

/* The name that LINE is, further in than INDENT, where the line says that those
   below it failed. */
static guint
bare_name (const LegacyLine *line, guint indent, const char **name)
{
  const char *start = line->start;
  const char *end = start + line->length;
  guint n;

  if (end - start > 2 && strchr ("*-+", *start) != NULL && start[1] == ' ')
    start += 2;
  n = legacy_word_length (start, (guint)(end - start));
  if (line->indent <= indent || start + n != end)
    return 0;
  *name = start;
  return n;
}

/* "No such user: ann": the name behind what says that it failed, up to the end
   of LINE. */
static guint
name_behind (const LegacyLine *line, const char **name)
{
  const char *end = legacy_line_end (line);
  const char *colon = line->length <= NAME_LINE_MAX
                          ? g_strrstr_len (line->start, line->length, ": ")
                          : NULL;
  g_autofree char *folded = NULL;
  guint n;

  if (colon == NULL)
    return 0;
  n = legacy_word_length (colon + 2, (guint)(end - colon - 2));
  if (n < 2 || colon + 2 + n != end)
    return 0;
  folded = bounce_fold_line (line->start, colon - line->start);
  if (!bounce_list_in (folded, BOUNCE_LIST_NAME_BEHIND))
    return 0;
  *name = colon + 2;
  return n;
}

void
legacy_read_local_names (const LegacyView *view, BounceLegacy *legacy)
{
  gboolean listed = FALSE; /* the line above says that these failed */
  guint indent = 0;        /* that line's */

  if (!view->daemon || !view->failing)
    return;
  for (guint i = 0; i < view->n_body; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      const char *name = line->start;
      guint n = line->length == 0 ? 0 : labelled_name (view, i, &name);
      BounceEvidence *evidence;
      g_autofree char *reason = NULL;

      if (n == 0 && (n = name_behind (line, &name)) > 0)
        reason = g_strndup (line->start, (gsize)(name - line->start) - 2);
      if (n == 0 && line->length > 0 && !is_labelled_line (view, i))
        {
          LegacyLine rest = *line;

          name = rest.start = skip_failure (line);
          rest.length -= (guint)(rest.start - line->start);
          n = local_name (&rest, listed || rest.start > line->start);
        }
      if (n == 0 && listed && line->length > 0)
        n = bare_name (line, indent, &name);
      if (line->length == 0)
        listed = listed && legacy->recipients->len == 0;
      else
        {
          gboolean label = legacy_line_is_label (view, i)
                           && legacy_lines_state_failure (view, i, i);

          indent = label ? line->indent : indent;
          listed = label || (listed && n > 0);
        }
      if (n == 0 || memchr (line->start, '@', line->length) != NULL)
        continue;
      evidence = legacy_recipient (legacy, name, n);
      if (reason == NULL)
        reason
            = g_strndup (name + n, (gsize)(legacy_line_end (line) - name) - n);
      if (evidence != NULL)
        legacy_add_reason (evidence, reason + strspn (reason, ":. \t"),
                           BOUNCE_ORIGIN_REPORTER);
    }
}
