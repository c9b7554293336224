/* line: tells whether a line of a notification names a recipient, and how:
   alone, before a colon, before its reason, behind a label.  Knows nothing of
   what stands on other lines. */
#include "config.h"

#include <string.h>

#include "report/legacy/recipients/cells.h"
#include "report/legacy/recipients/elsewhere.h"
#include "report/legacy/recipients/label.h"
#include "report/legacy/recipients/lead.h"
#include "report/legacy/recipients/line.h"
#include "report/legacy/recipients/local.h"
#include "report/legacy/recipients/rest.h"
#include "report/legacy/recipients/system.h"
#include "report/legacy/recipients/x400.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* "Ann Lee <a@b> - full", "Ann Lee [a@b]: full": a name, an address in brackets
   and what happened to it.  HIT has the address. */
static gboolean
is_named_row (const char *start, const char *end, LegacyHit *hit)
{
  const char *p = legacy_skip_closing (hit->end, end);
  g_autofree char *lead = NULL;

  if (!legacy_lead_is_name (start, hit->start)
      || strchr ("<[(", hit->start[-1]) == NULL)
    return FALSE;
  while (p < end && *p == ' ')
    p++;
  if (p + 1 >= end || (*p != ':' && !legacy_begins_parted (p, end)))
    return FALSE;
  lead = bounce_fold_line (start, hit->start - start);
  if (bounce_list_in (lead, BOUNCE_LIST_FROM_LABEL)
      || bounce_list_in (lead, BOUNCE_LIST_HELP)
      || bounce_list_in (lead, BOUNCE_LIST_MAIL_WORD))
    return FALSE;
  hit->form = *p == ':' ? LEGACY_COLON : LEGACY_FIRST;
  hit->rest = p + (*p == ':');
  return TRUE;
}

/* The length of the local name that LINE is, "(reason)" behind it or not. */
static guint
word_length (const LegacyLine *line)
{
  guint n = legacy_word_length (line->start, line->length);

  if (n == 0)
    return 0;
  if (n < line->length
      && !(n + 1 < line->length && line->start[n] == ' '
           && line->start[n + 1] == '(')
      && !(n + 5 < line->length && strncmp (line->start + n, " ... ", 5) == 0))
    return 0;
  return n;
}

/* "Reason (a@b): full", "Error for a@b: full": HIT is whose reason it is. */
static gboolean
is_reason_of (const char *start, const char *end, LegacyHit *hit)
{
  const char *p = legacy_skip_closing (hit->end, end);
  g_autofree char *lead = NULL;

  while (p < end && *p == ' ')
    p++;
  if (p + 1 >= end || *p != ':' || hit->start == start
      || hit->start - start > LEGACY_LEAD_NAME_MAX)
    return FALSE;
  lead = bounce_fold_line (start, hit->start - start);
  if (strchr (lead, ':') != NULL
      || !bounce_list_begins (lead, BOUNCE_LIST_REASON_OF))
    return FALSE;
  hit->form = LEGACY_COLON;
  hit->rest = p + 1;
  return TRUE;
}

/* What names a recipient on a line without an address: a name of the host's
   own, or an address of X.400. */
static gboolean
hit_without_address (const LegacyView *view, guint i,
                     const LegacySystem *system, gboolean begun, LegacyHit *hit)
{
  const LegacyLine *line = legacy_line (view, i);
  guint n = word_length (line);

  if (legacy_x400_hit (line, system, hit)
      || ((system->placement & (LEGACY_FIRST | LEGACY_CODED))
          && legacy_local_hit (view, i, hit)))
    return TRUE;
  if (!(system->placement & LEGACY_LOCAL) || !begun || n == 0)
    return FALSE;
  *hit = (LegacyHit){ .start = line->start,
                      .end = line->start + n,
                      .rest = line->start + n,
                      .form = LEGACY_FIRST };
  return TRUE;
}

/* "reason: a@b": HIT ends the line, whose colon stands before it. */
static gboolean
is_last (const char *start, const char *end, LegacyHit *hit)
{
  const char *p = hit->start;

  if (p <= start + 3
      || !legacy_is_list (legacy_skip_closing (hit->end, end), end))
    return FALSE;
  while (p > start && strchr ("<\"' (", p[-1]) != NULL)
    p--;
  if (p == start || p[-1] != ':' || legacy_lead_is_sender (start, p))
    return FALSE;
  hit->form = LEGACY_LAST;
  hit->rest = end;
  return TRUE;
}

/* A line with an address, and how far its parts are known. */
typedef struct
{
  const char *start, *end;
  const char *lead;  /* behind bullets, numbers and brackets */
  const char *found; /* the first address, or an internal name */
  const LegacySystem *system;
  gboolean begun; /* the notification has said that something failed */
} Named;

/* Whether nothing but a list of addresses stands behind HIT's. */
static gboolean
ends_line (const Named *line, const LegacyHit *hit)
{
  return legacy_is_list (legacy_skip_closing (hit->end, line->end), line->end);
}

static gboolean
hit_first (const Named *line, LegacyHit *hit)
{
  return (line->lead == hit->start
          || legacy_lead_is_x400 (line->start, hit->start))
         && legacy_judge_rest (hit, line->end, line->system->placement);
}

static gboolean
hit_cell (const Named *line, LegacyHit *hit)
{
  return legacy_is_cell (line->lead, hit->start,
                         legacy_skip_closing (hit->end, line->end), line->end,
                         &hit->action)
         && legacy_judge_rest (hit, line->end,
                               line->system->placement | LEGACY_FIRST);
}

static gboolean
hit_reason (const Named *line, LegacyHit *hit)
{
  return is_reason_of (line->start, line->end, hit);
}

static gboolean
hit_headed (const Named *line, LegacyHit *hit)
{
  if (!line->begun || !legacy_lead_is_heading (line->start, hit->start)
      || !ends_line (line, hit))
    return FALSE;
  hit->form = LEGACY_ALONE;
  hit->rest = line->end;
  return TRUE;
}

static gboolean
hit_label (const Named *line, LegacyHit *hit)
{
  if (line->system->labels == BOUNCE_LIST_NONE
      || !legacy_is_labelled (line->start, hit->start, line->system->labels))
    return FALSE;
  hit->form = LEGACY_LABEL;
  hit->rest = legacy_skip_closing (hit->end, line->end);
  hit->list = legacy_is_list (hit->rest, line->end);
  return TRUE;
}

static gboolean
hit_named_row (const Named *line, LegacyHit *hit)
{
  return is_named_row (line->start, line->end, hit);
}

/* "Ann Lee <a@b>", and nothing else. */
static gboolean
hit_named (const Named *line, LegacyHit *hit)
{
  if (!line->begun || hit->start == line->start
      || strchr ("<(", hit->start[-1]) == NULL
      || !legacy_lead_is_name (line->start, hit->start)
      || !ends_line (line, hit)
      || legacy_lead_is_sentence (line->lead, hit->start, line->end))
    return FALSE;
  hit->form = LEGACY_ALONE;
  hit->rest = legacy_skip_closing (hit->end, line->end);
  return TRUE;
}

/* "4711:  Ann Lee@Ops@Firm (a@b)": an address that a name of the house's own
   stands before. */
static gboolean
hit_full (const Named *line, LegacyHit *hit)
{
  if (!line->begun || line->found == hit->start || !ends_line (line, hit))
    return FALSE;
  hit->form = LEGACY_ALONE;
  hit->rest = line->end;
  return TRUE;
}

static gboolean
hit_last (const Named *line, LegacyHit *hit)
{
  return is_last (line->start, line->end, hit)
         || legacy_is_in_reply (line->start, line->end, hit);
}

/* The ways in which a line names a recipient, in the order in which they are
   tried, and the placements of a system that ask for each; 0: all do. */
static const struct
{
  guint placement;
  gboolean (*hit) (const Named *line, LegacyHit *hit);
} ways[] = {
  { 0, hit_first },
  { LEGACY_CODED, hit_cell },
  { LEGACY_COLON, hit_reason },
  { LEGACY_ALONE, hit_headed },
  { LEGACY_LABEL, hit_label },
  { LEGACY_CODED, hit_named_row },
  { LEGACY_ALONE, hit_named },
  { LEGACY_ALONE, hit_full },
  { LEGACY_LAST, hit_last },
};

gboolean
legacy_line_hit (const LegacyView *view, guint i, const LegacySystem *system,
                 gboolean begun, LegacyHit *hit)
{
  const LegacyLine *of_view = legacy_line (view, i);
  Named line = { .start = of_view->start,
                 .end = legacy_line_end (of_view),
                 .system = system,
                 .begun = begun };
  BounceAddressSpan span;

  if (!bounce_address_find (line.start, line.end, &span))
    return hit_without_address (view, i, system, begun, hit);
  if (legacy_is_elsewhere (view, i, span.start)
      || legacy_is_quoted_to (line.start, span.start))
    return FALSE;
  line.found = span.start;
  if (!legacy_find_full (line.end, &span))
    return FALSE;
  line.lead = legacy_skip_lead (line.start, span.start);
  hit->start = span.start;
  hit->end = span.end;
  hit->list = FALSE;
  hit->action = BOUNCE_ACTION_NONE;
  for (guint way = 0; way < G_N_ELEMENTS (ways); way++)
    if ((ways[way].placement == 0
         || (system->placement & ways[way].placement) != 0)
        && ways[way].hit (&line, hit))
      return TRUE;
  return FALSE;
}
