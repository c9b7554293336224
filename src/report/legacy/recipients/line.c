/* line: tells whether a line of a notification names a recipient, and how:
   alone, before a colon, before its reason, behind a label.  Knows nothing of
   what stands on other lines. */
#include "config.h"

#include <string.h>

#include "report/legacy/recipients/cells.h"
#include "report/legacy/recipients/label.h"
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

/* A name before "<a@b>" is no longer than this. */
#define NAME_MAX_LENGTH 60

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

/* Whether what stands before the address is only a name for it: "Ann Lee <". */
static gboolean
is_name (const char *start, const char *address)
{
  gsize n = (gsize)(address - start);

  return n > 1 && n <= NAME_MAX_LENGTH && memchr (start, ':', n) == NULL
         && memchr (start, '.', n - 1) == NULL
         && (*start == '"' || *start == '\'' || n < 40
             || memchr (start, '/', n) != NULL);
}

/* "Mail from:" and its like name who sent it, or the mail itself. */
static gboolean
says_from (const char *start, const char *end)
{
  g_autofree char *folded = bounce_fold_line (start, end - start);
  g_autofree char *padded = g_strconcat (" ", folded, " ", NULL);

  /* "Relaying is not permitted from this address:" says what failed. */
  return bounce_list_begins (folded, BOUNCE_LIST_ID_LABEL)
         || (bounce_list_in (folded, BOUNCE_LIST_FROM_LABEL)
             && !bounce_list_in (padded, BOUNCE_LIST_DENIAL));
}

/* "Please reply to <" names whom to ask. */
static gboolean
leads_to_desk (const char *start, const char *address)
{
  g_autofree char *folded = bounce_fold_line (start, address - start);

  return bounce_list_begins (folded, BOUNCE_LIST_ASKS_TO_WRITE);
}

/* "New address: <" names where to write now. */
static gboolean
leads_to_new (const char *start, const char *address)
{
  g_autofree char *folded = bounce_fold_line (start, address - start);

  return bounce_list_in (folded, BOUNCE_LIST_NEW_ADDRESS);
}

/* "Ann Lee <a@b> - full", "Ann Lee [a@b]: full": a name, an address in brackets
   and what happened to it.  HIT has the address. */
static gboolean
is_named_row (const char *start, const char *end, LegacyHit *hit)
{
  const char *p = legacy_skip_closing (hit->end, end);
  g_autofree char *lead = NULL;

  if (!is_name (start, hit->start) || strchr ("<[(", hit->start[-1]) == NULL)
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
      || hit->start - start > NAME_MAX_LENGTH)
    return FALSE;
  lead = bounce_fold_line (start, hit->start - start);
  if (strchr (lead, ':') != NULL
      || !bounce_list_begins (lead, BOUNCE_LIST_REASON_OF))
    return FALSE;
  hit->form = LEGACY_COLON;
  hit->rest = p + 1;
  return TRUE;
}

/* "c=US;a= ;p=Firm;o=Site;dda:SMTP=a@b": an X.400 address around another. */
static gboolean
is_x400 (const char *start, const char *address)
{
  return g_ascii_strncasecmp (start, "c=", 2) == 0
         && memchr (start, ';', (gsize)(address - start)) != NULL;
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
  if (p == start || p[-1] != ':' || says_from (start, p))
    return FALSE;
  hit->form = LEGACY_LAST;
  hit->rest = end;
  return TRUE;
}

/* "To a@b", a heading for what stands below it: ADDRESS ends the line, behind a
   word with a capital. */
static gboolean
is_headed (const char *start, const char *address)
{
  const char *stop = address;
  g_autofree char *folded = NULL;

  while (stop > start && strchr ("< ", stop[-1]) != NULL)
    stop--;
  if (stop == address || stop - start > 8 || !g_ascii_isupper (*start))
    return FALSE;
  folded = bounce_fold_line (start, stop - start);
  return bounce_list_in (folded, BOUNCE_LIST_ROW_LEAD);
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

/* Where a lead of bullets and brackets only ends. */
static const char *
skip_lead (const char *start, const char *address)
{
  const char *p = skip_number (skip_bullet (start, address), address);

  /* KDDI writes "<: a@b>". */
  while (p < address
         && (strchr ("<\"'([ ", *p) != NULL
             || (*p == ':' && p > start && p[-1] == '<')))
    p++;
  return p;
}

/* Whether nothing but a list of addresses stands behind HIT's. */
static gboolean
ends_line (const Named *line, const LegacyHit *hit)
{
  return legacy_is_list (legacy_skip_closing (hit->end, line->end), line->end);
}

static gboolean
hit_first (const Named *line, LegacyHit *hit)
{
  return (line->lead == hit->start || is_x400 (line->start, hit->start))
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
  if (!line->begun || !is_headed (line->start, hit->start)
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

/* "the owner of the address (a@b)" and, below it, "is away", or "Please reply
   to <a@b>" and "if you": the words from START to the address, and those behind
   the line that ends at END, are of one sentence. */
static gboolean
is_in_sentence (const char *start, const char *address, const char *end)
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

/* "Ann Lee <a@b>", and nothing else. */
static gboolean
hit_named (const Named *line, LegacyHit *hit)
{
  if (!line->begun || hit->start == line->start
      || strchr ("<(", hit->start[-1]) == NULL
      || !is_name (line->start, hit->start) || !ends_line (line, hit)
      || is_in_sentence (line->lead, hit->start, line->end))
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
  if ((legacy_line_may_hold (view, BOUNCE_LIST_NEW_ADDRESS)
       && leads_to_new (line.start, span.start))
      || (legacy_line_may_hold (view, BOUNCE_LIST_ASKS_TO_WRITE)
          && leads_to_desk (line.start, span.start))
      || legacy_is_quoted_to (line.start, span.start))
    return FALSE;
  line.found = span.start;
  if (!legacy_find_full (line.end, &span))
    return FALSE;
  line.lead = skip_lead (line.start, span.start);
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
