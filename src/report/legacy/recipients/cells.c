/* cells: reads a row of a table that names a recipient: what stands in the
   cells before the address, and in which cell the result stands, if a word
   tells it: "FAILED a@b no such user", "Ann Lee | a@b | full", "a@b |
   delivered".  And what words before or behind an address say of the action.
   What the reason means is not asked. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "model/status.h"
#include "report/legacy/recipients/cells.h"
#include "report/legacy/recipients/system.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/statement.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* A result is no longer, in bytes, and what stands before an address. */
#define RESULT_MAX 40
#define LEAD_MAX 60

static const struct
{
  BounceList words;
  BounceAction action;
} results[] = {
  { BOUNCE_LIST_ROW_FAILED, BOUNCE_ACTION_FAILED },
  { BOUNCE_LIST_ROW_DELIVERED, BOUNCE_ACTION_DELIVERED },
  { BOUNCE_LIST_ROW_DELAYED, BOUNCE_ACTION_DELAYED },
};

/* Whether START..END is a result and nothing else. */
static BounceAction
result_of (const char *start, const char *end)
{
  g_autofree char *folded = NULL;

  if (end - start > RESULT_MAX || start >= end)
    return BOUNCE_ACTION_NONE;
  folded = bounce_fold_line (start, end - start);
  g_strstrip (folded);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    if (bounce_list_in (folded, results[i].words))
      return results[i].action;
  return BOUNCE_ACTION_NONE;
}

/* Whether a cell ends at P. */
static gboolean
is_gap (const char *p, const char *end)
{
  return p >= end || *p == '|' || *p == '\t' || *p == ';'
         || (*p == ' ' && (p + 1 >= end || p[1] == ' ' || p[1] == '|'));
}

static const char *
skip_gap (const char *p, const char *end)
{
  while (p < end && strchr ("| \t;", *p) != NULL)
    p++;
  return p;
}

BounceAction
legacy_cell_result (const char **rest, const char *end)
{
  const char *start = skip_gap (*rest, end);
  const char *stop = start;
  BounceAction action;
  gboolean capitals = TRUE;

  while (!is_gap (stop, end) && stop - start <= RESULT_MAX)
    stop++;
  action = result_of (start, stop);
  if (action == BOUNCE_ACTION_NONE)
    {
      /* "FAILED no such user": a word in capitals is a cell of its own. */
      for (stop = start; stop < end && *stop != ' ' && *stop != ','; stop++)
        capitals = capitals && !g_ascii_islower (*stop);
      if (!capitals || stop - start < 2)
        return BOUNCE_ACTION_NONE;
      action = result_of (start, stop);
    }
  if (action != BOUNCE_ACTION_NONE)
    *rest = skip_gap (stop, end);
  return action;
}

/* Whether no letter stands in START..END: counts, dates, a state's mark. */
static gboolean
is_figures (const char *start, const char *end)
{
  for (; start < end; start++)
    if (g_ascii_isalpha (*start) || (guchar)*start >= 0x80
        || strchr ("<(\"[", *start) != NULL)
      return FALSE;
  return TRUE;
}

gboolean
legacy_is_cell (const char *start, const char *address, const char *rest,
                const char *end, BounceAction *action)
{
  const char *stop = address;
  g_autofree char *folded = NULL;

  while (stop > start && strchr ("<|. \t", stop[-1]) != NULL)
    stop--;
  if (stop == address || address - start > LEAD_MAX)
    return FALSE;
  if (is_figures (start, stop))
    {
      folded = bounce_fold_line (start, stop - start);
      return !legacy_has_reply (folded);
    }
  /* Words with nothing wider than a space behind them are of a sentence. */
  if (!is_gap (stop, address + 1)
      && memchr (start, ' ', (gsize)(stop - start)) != NULL)
    return FALSE;
  *action = result_of (start, stop);
  if (*action != BOUNCE_ACTION_NONE)
    return TRUE;
  folded = bounce_fold_line (start, stop - start);
  if (bounce_list_in (g_strstrip (folded), BOUNCE_LIST_ROW_LEAD)
      && (*action = legacy_cell_result (&rest, end)) != BOUNCE_ACTION_NONE)
    return TRUE;
  /* A name in a cell, and a cell behind the address. */
  return is_gap (stop, address + 1) && is_gap (rest, end)
         && skip_gap (rest, end) < end && strpbrk (folded, ":@") == NULL;
}

BounceAction
legacy_row_action (const char *text)
{
  g_autofree char *folded = NULL;
  const char *clause;
  BounceStatus status;

  while (*text != '\0' && !g_unichar_isalnum (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  if ((bounce_reply_parse (text) / 100 == 2 && !g_ascii_isdigit (text[3]))
      || (*text == '2' && bounce_status_parse (text, &status) > 0))
    return BOUNCE_ACTION_DELIVERED;
  folded = g_strstrip (bounce_fold_line (text, -1));
  if (g_str_has_suffix (folded, "."))
    folded[strlen (folded) - 1] = '\0';
  if (bounce_list_in (folded, BOUNCE_LIST_ROW_DELAYED))
    return BOUNCE_ACTION_DELAYED;
  /* "attachment removed, message delivered". */
  clause = strrchr (folded, ',');
  clause = clause != NULL ? clause + 1 + (clause[1] == ' ') : folded;
  return bounce_list_in (clause, BOUNCE_LIST_ROW_DELIVERED)
             ? BOUNCE_ACTION_DELIVERED
             : BOUNCE_ACTION_NONE;
}

/* "Not delivered to a@b": what stands before HIT's address on LINE tells. */
static BounceAction
lead_action (const LegacyLine *line, const LegacyHit *hit)
{
  g_autofree char *lead
      = bounce_fold_line (line->start, hit->start - line->start);

  if (legacy_states_failure (lead))
    return bounce_list_in (lead, BOUNCE_LIST_DELAY)
                   || bounce_list_in (lead, BOUNCE_LIST_SO_FAR)
               ? BOUNCE_ACTION_NONE
               : BOUNCE_ACTION_FAILED;
  if (bounce_list_in (lead, BOUNCE_LIST_SUCCESS))
    return BOUNCE_ACTION_DELIVERED;
  /* "Delivered: a@b"; but "Sent to: a@b" says no more than who it was for. */
  for (gsize n = strlen (lead); n > 0 && strchr (":< ", lead[n - 1]); n--)
    lead[n - 1] = '\0';
  return bounce_list_in (lead, BOUNCE_LIST_ROW_DELIVERED)
             ? BOUNCE_ACTION_DELIVERED
             : BOUNCE_ACTION_NONE;
}

BounceAction
legacy_hit_action (const LegacyLine *line, const LegacyHit *hit)
{
  const char *end = legacy_line_end (line);
  g_autofree char *rest = NULL;

  if (hit->action != BOUNCE_ACTION_NONE)
    return hit->action;
  if (hit->form == LEGACY_LAST
      || (hit->form == LEGACY_LABEL && (hit->list || hit->rest >= end)))
    return lead_action (line, hit);
  if (hit->rest >= end
      || (hit->form != LEGACY_FIRST && hit->form != LEGACY_COLON
          && hit->form != LEGACY_LABEL))
    return BOUNCE_ACTION_NONE;
  rest = g_strndup (hit->rest, (gsize)(end - hit->rest));
  return legacy_row_action (rest);
}
