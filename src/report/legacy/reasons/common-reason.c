/* common-reason: finds the reason that a notification gives once for all of
   its recipients, behind a label such as "Reason:", up to the empty line or
   the rule that ends it.  Whose it is, is not asked. */
#include "config.h"

#include <string.h>

#include "report/legacy/reasons/common-reason.h"
#include "report/legacy/recipients/own.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* So much of it is kept. */
#define COMMON_MAX 2048

/* Another recipient stands no more lines above. */
#define LOOK_BACK 40

/* A line with a label is no longer, in bytes. */
#define LABELLED_MAX 400

/* "-----", alone or around a heading. */
static gboolean
is_rule (const LegacyLine *line)
{
  return strspn (line->start, "-=_*#") > 3
         || (line->length > 5
             && strncmp (line->start + line->length - 5, "-----", 5) == 0);
}

/* Whether a full stop stands before END. */
static gboolean
ends_sentence (const char *end)
{
  return end[-1] == '.' || g_str_has_prefix (end - 3, "\xe3\x80\x82");
}

/* Whether REASON is a code and nothing else: "550 5.4.1".  What it is of may be
   told further below. */
static gboolean
is_bare_code (const char *reason)
{
  const char *p = reason;

  for (; *p != '\0'; p++)
    if (g_ascii_isalpha (*p) || (guchar)*p >= 0x80)
      return FALSE;
  return p > reason;
}

/* Whether REASON only explains and sends the reader to the words below it. */
static gboolean
is_told_below (const char *reason)
{
  g_autofree char *folded = bounce_fold_line (reason, -1);

  return bounce_list_in (folded, BOUNCE_LIST_TOLD_BELOW);
}

/* The address of somebody else that LINE names, or NULL. */
static char *
other_on (const LegacyView *view, const LegacyLine *line)
{
  BounceAddressSpan span;

  if (memchr (line->start, '@', line->length) == NULL
      || !bounce_address_find (line->start, legacy_line_end (line), &span)
      || !legacy_is_other (view, &span))
    return NULL;
  return bounce_address_span_copy (&span);
}

/* Whether the label on line I stands right below a recipient, and another
   stood before: it is not the reason of both. */
static gboolean
is_of_one (const LegacyView *view, guint i)
{
  g_autofree char *own
      = i > 0 ? other_on (view, legacy_line (view, i - 1)) : NULL;

  for (guint k = i > LOOK_BACK ? i - LOOK_BACK : 0; own != NULL && k + 1 < i;
       k++)
    {
      g_autofree char *other = other_on (view, legacy_line (view, k));

      if (other != NULL && g_ascii_strcasecmp (own, other) != 0)
        return TRUE;
    }
  return FALSE;
}

typedef struct
{
  const LegacyView *view;
  GString *reason; /* as far as it was read */
  char *code;      /* a bare code that may be all there is, or NULL */
  gboolean inside; /* a label was met: lines are the reason's */
} Reader;

/* Takes an empty line.  FALSE: it ends the reason. */
static gboolean
take_gap (Reader *reader)
{
  GString *reason = reader->reason;
  gboolean bare = is_bare_code (reason->str);

  if (reason->len > 0 && !bare && !is_told_below (reason->str))
    return FALSE;
  if (bare && reader->code == NULL)
    reader->code = g_strdup (reason->str);
  reader->inside = reader->inside && reason->len == 0;
  g_string_truncate (reason, 0);
  return TRUE;
}

/* If line I has a label of a reason, begins to read it.  What stands of it
   behind the label's colon, borrowed; NULL: nothing. */
static const char *
begin_reason (Reader *reader, guint i)
{
  const LegacyView *view = reader->view;
  const LegacyLine *line = legacy_line (view, i);
  const char *rest;

  if (line->length > LABELLED_MAX || !legacy_labels_reason (view, i)
      || legacy_line_holds (view, i, BOUNCE_LIST_TOLD_BELOW)
      || is_of_one (view, i))
    return NULL;
  rest = legacy_behind_colon (line);
  /* "Reasons for this are told below." is a sentence. */
  reader->inside = rest != NULL || !ends_sentence (legacy_line_end (line));
  return rest;
}

/* Takes line I, which is not empty.  FALSE: it ends the reason. */
static gboolean
take_line (Reader *reader, guint i)
{
  const LegacyView *view = reader->view;
  const LegacyLine *line = legacy_line (view, i);
  GString *reason = reader->reason;
  const char *rest = line->start;

  /* "Details: failed" above "Server response:" is not the reason. */
  if (reader->inside && reason->len > 0 && legacy_line_is_label (view, i)
      && legacy_labels_reason (view, i) && !legacy_has_reply (reason->str))
    {
      g_string_truncate (reason, 0);
      return TRUE;
    }
  if (reader->inside && is_rule (line))
    return reason->len == 0;
  if (!reader->inside && (rest = begin_reason (reader, i)) == NULL)
    return TRUE;
  legacy_append_line (reason, rest, legacy_line_end (line), COMMON_MAX);
  return TRUE;
}

char *
legacy_common_reason (const LegacyView *view)
{
  Reader reader = { .view = view };

  if (!legacy_line_may_hold (view, BOUNCE_LIST_REASON_LABEL)
      && !legacy_line_may_hold (view, BOUNCE_LIST_REASON_NOUN))
    return NULL;
  reader.reason = g_string_new (NULL);
  for (guint i = 0; i < view->n_body; i++)
    if (!(legacy_line (view, i)->length == 0 ? take_gap (&reader)
                                             : take_line (&reader, i)))
      break;
  if (reader.reason->len == 0 && reader.code != NULL)
    g_string_assign (reader.reason, reader.code);
  g_free (reader.code);
  legacy_cut (reader.reason, COMMON_MAX);
  return g_string_free (reader.reason, reader.reason->len == 0);
}
