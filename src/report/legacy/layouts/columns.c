/* columns: reads rows in which an address stands behind what is said of it, or
   between a label and that: "mailbox full | a@b", "failed .... a@b (no such
   user)", "RCPT TO:<a@b> 550 unknown".  Only several rows of one form are
   believed. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "model/status.h"
#include "report/legacy/layouts/columns.h"
#include "report/legacy/recipients/cells.h"
#include "report/legacy/recipients/own.h"
#include "report/legacy/recipients/rest.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "report/legacy/text/statement.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* What stands before an address is no longer. */
#define LEAD_MAX 200

/* A cell is wrapped over no more lines. */
#define WRAPPED_MAX 3

typedef struct
{
  const char *lead; /* what stands before the address, and its length */
  gsize length;
  BounceAddressSpan address;
  const char *tail; /* what stands behind it, to END */
  const char *end;
  char mark;       /* what parts them: one of ".|>-: " */
  gboolean labels; /* the lead is a label, the tail the reason */
  gboolean list;   /* all of the tail are more addresses */
} Row;

/* What parts START..END, which ends before an address, from it, or 0.  STOP is
   where it begins. */
static char
find_mark (const char *start, const char *end, const char **stop)
{
  static const char *const joints[]
      = { "=>",           "->", "\xe2\x86\x92", " -", " --", " \xe2\x80\x93",
          " \xe2\x80\x94" };
  const char *p = end;

  while (p > start && strchr ("<\"'([ \t", p[-1]) != NULL)
    p--;
  *stop = p;
  if (p == start)
    return '\0';
  for (guint i = 0; i < G_N_ELEMENTS (joints); i++)
    {
      gsize n = strlen (joints[i]);
      gboolean dash = joints[i][0] == ' ';

      if ((gsize)(p - start) > n && memcmp (p - n, joints[i], n) == 0
          && (!dash || p < end))
        {
          *stop = p - n;
          return dash ? '-' : '>';
        }
    }
  if (p[-1] == ':' || p[-1] == '|' || (p - start > 3 && p[-3] == '.'))
    {
      char mark = p[-1];

      while (p > start && p[-1] == mark)
        p--;
      *stop = p;
      return mark == ':' || mark == '|' || mark == '.' ? mark : '\0';
    }
  return end - p > 2 || memchr (p, '\t', (gsize)(end - p)) != NULL ? ' ' : '\0';
}

static gboolean
has_letters (const char *start, const char *end)
{
  for (const char *p = start; p < end; p++)
    if (g_ascii_isalpha (*p) || (guchar)*p >= 0x80)
      return TRUE;
  return FALSE;
}

/* Whether ROW's lead is a label for whoever was written to. */
static gboolean
is_label (const Row *row)
{
  g_autofree char *field
      = g_strdup_printf ("%.*s:", (int)row->length, row->lead);
  g_autofree char *folded = bounce_fold_line (field, -1);

  return g_str_has_suffix (folded, "rcpt to:")
         || bounce_list_begins (folded, BOUNCE_LIST_QUOTED_TO)
         || (memchr (row->lead, ' ', row->length) == NULL
             && (bounce_list_in (folded, BOUNCE_LIST_RECIPIENT_LABEL)
                 || bounce_list_in (folded, BOUNCE_LIST_ADDRESSEE_LABEL)));
}

static guint
count_words (const char *text)
{
  guint n = *text != '\0';

  for (; *text != '\0'; text++)
    n += *text == ' ';
  return n;
}

/* "  550 unknown", " (full)": P..END is in a column of its own. */
static gboolean
begins_reason (const char *p, const char *end)
{
  const char *gap = p;

  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  return has_letters (p, end)
         && (p - gap > 1 || (p > gap && (gap[0] == '\t' || *p == '('))
             || legacy_begins_parted (p, end));
}

/* "551 not local: a@b; will not forward": whether ROW's lead is a reply. */
static gboolean
is_reply (const Row *row)
{
  return row->mark == ':' && bounce_reply_parse (row->lead) >= 400;
}

/* Whether the words of ROW, which has a colon, say something of the address:
   a word alone is a label for something else. */
static gboolean
fits (const Row *row)
{
  g_autofree char *folded = NULL;

  if (row->labels)
    return begins_reason (row->tail, row->end);
  folded = bounce_fold_line (row->lead, (gssize)row->length);
  if (bounce_list_in (folded, BOUNCE_LIST_RECIPIENT_LABEL)
      || bounce_list_begins (folded, BOUNCE_LIST_ID_LABEL)
      || (bounce_list_in (folded, BOUNCE_LIST_FROM_LABEL)
          && count_words (folded) < 4))
    return FALSE;
  if (row->mark != ':' && row->mark != ' ')
    return TRUE;
  if (is_reply (row) && strchr (";,", *row->tail) != NULL)
    return TRUE;
  if (strchr (folded, ' ') == NULL || bounce_list_in (folded, BOUNCE_LIST_HELP))
    return FALSE;
  return row->mark == ' ' || row->list || !has_letters (row->tail, row->end);
}

static gboolean
read_row (const LegacyView *view, guint i, Row *row)
{
  const LegacyLine *line = legacy_line (view, i);
  BounceAddressSpan next;
  const char *stop;

  row->list = FALSE;
  row->end = legacy_line_end (line);
  if (line->length == 0 || memchr (line->start, '@', line->length) == NULL
      || !bounce_address_find (line->start, row->end, &row->address)
      || row->address.start - line->start > LEAD_MAX)
    return FALSE;
  row->mark = find_mark (line->start, row->address.start, &stop);
  row->lead = line->start;
  while (stop > row->lead && strchr (" \t.", stop[-1]) != NULL)
    stop--;
  row->length = (gsize)(stop - row->lead);
  row->tail = legacy_skip_closing (row->address.end, row->end);
  if (bounce_address_find (row->address.end, row->end, &next))
    {
      if (!legacy_is_list (row->tail, row->end))
        return FALSE;
      row->list = TRUE;
    }
  if (row->mark == '\0' || !has_letters (row->lead, stop))
    return FALSE;
  row->labels = row->mark == ':' && is_label (row);
  return fits (row);
}

/* The row at line I or, if LAST is one, in a few lines below it without an
   address, which are the beginning of its cell.  FALSE: there is none, or it
   has another form than LAST. */
static gboolean
next_row (const LegacyView *view, guint *i, const Row *last, Row *row)
{
  guint wrapped = 0;

  for (; *i < view->n_body; ++*i)
    {
      if (read_row (view, *i, row))
        return last == NULL
               || (row->mark == last->mark && row->labels == last->labels);
      if (last == NULL || last->mark != '|' || ++wrapped > WRAPPED_MAX
          || legacy_line (view, *i)->length == 0
          || memchr (legacy_line (view, *i)->start, '@',
                     legacy_line (view, *i)->length)
                 != NULL)
        return FALSE;
    }
  return FALSE;
}

/* What ROW says, its lead below what stands ABOVE it, or its tail. */
static char *
row_reason (const Row *row, const char *above, BounceAction *action)
{
  g_autofree char *tail
      = g_strstrip (g_strndup (row->tail, (gsize)(row->end - row->tail)));
  g_autofree char *lead = g_strndup (row->lead, row->length);
  g_autofree char *folded = NULL;
  /* "failed .... a@b (5.1.1 no such user)". */
  gboolean behind = !row->list && !is_reply (row)
                    && (strpbrk (tail, "0123456789") != NULL
                        || has_letters (tail, tail + strlen (tail)));

  *action = row->list ? BOUNCE_ACTION_NONE : legacy_row_action (tail);
  if (!row->labels)
    {
      BounceAction said = legacy_row_action (lead);

      *action = said != BOUNCE_ACTION_NONE ? said : *action;
    }
  folded = bounce_fold_line (behind ? tail : lead, -1);
  if (*action == BOUNCE_ACTION_NONE
      && bounce_list_in (folded, BOUNCE_LIST_DELAY)
      && !bounce_list_in (folded, BOUNCE_LIST_GIVEN_UP))
    *action = BOUNCE_ACTION_DELAYED;
  return behind ? g_steal_pointer (&tail)
                : g_strconcat (above, *above != '\0' ? "\n" : "", lead, NULL);
}

static void
add_row (const Row *row, const char *above, BounceLegacy *legacy)
{
  BounceAddressSpan span = row->address;
  BounceAction action;
  g_autofree char *reason = row_reason (row, above, &action);

  do
    {
      BounceEvidence *evidence = legacy_recipient_at (legacy, &span);

      if (evidence == NULL)
        return;
      evidence->action = action;
      legacy_add_reason (evidence, reason, BOUNCE_ORIGIN_REPORTER);
    }
  while (row->list && bounce_address_find (span.end, row->end, &span));
}

/* No name in a script without small letters has more. */
#define NAME_LETTERS_MAX 4

/* Whether ROW's lead ends with a word of small letters, as no name does, or is
   too long for one in a script that has none. */
static gboolean
ends_small (const Row *row)
{
  const char *end = row->lead + row->length;
  const char *p = end;
  gunichar letter;

  while (p > row->lead && p[-1] != ' ')
    p--;
  letter = g_utf8_get_char_validated (p, end - p);
  return g_unichar_islower (letter)
         || (letter >= 0x3000 && letter < 0x110000
             && g_utf8_strlen (p, end - p) > NAME_LETTERS_MAX);
}

/* Whether a lead of ROWS says that something failed: before a dash a name may
   stand as well. */
static gboolean
tell_failure (const GArray *rows)
{
  for (guint k = 0; k < rows->len; k++)
    {
      const Row *row = &g_array_index (rows, Row, k);
      g_autofree char *folded
          = bounce_fold_line (row->lead, (gssize)row->length);

      if (ends_small (row) || legacy_states_failure (folded)
          || bounce_list_in (folded, BOUNCE_LIST_QUOTA_WORD))
        return TRUE;
    }
  return FALSE;
}

/* Whether the line above line I, or above empty ones, leads to whom mail did
   not reach: names may stand below it, and no reasons. */
static gboolean
is_below_failure (const LegacyView *view, guint i)
{
  while (i > 0 && legacy_line (view, i - 1)->length == 0)
    i--;
  return i > 0 && legacy_line_is_label (view, i - 1)
         && legacy_lines_state_failure (view, i - 1, i - 1);
}

static void
add_people (const GArray *rows, BounceLegacy *legacy)
{
  for (guint k = 0; k < rows->len; k++)
    {
      const BounceAddressSpan *address = &g_array_index (rows, Row, k).address;

      legacy_recipient_at (legacy, address);
    }
}

/* Reads the rows from line *I on, and goes behind them.  FALSE: fewer than two
   stand there. */
static gboolean
read_rows (const LegacyView *view, guint *i, BounceLegacy *legacy)
{
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GString) above = NULL;
  Row row;
  guint first = *i, last = first;

  /* Most lines begin none. */
  if (!next_row (view, &last, NULL, &row)
      || !legacy_is_other (view, &row.address))
    return FALSE;
  rows = g_array_new (FALSE, FALSE, sizeof (Row));
  do
    {
      g_array_append_val (rows, row);
      *i = ++last;
    }
  while (next_row (view, &last, &row, &row)
         && legacy_is_other (view, &row.address));
  if (rows->len < 2)
    return FALSE;
  if (g_array_index (rows, Row, 0).mark == '-' && !tell_failure (rows))
    {
      if (!is_below_failure (view, first))
        return FALSE;
      add_people (rows, legacy);
      return TRUE;
    }
  above = g_string_new (NULL);
  for (guint k = 0, n = first; k < rows->len; k++, n++)
    {
      const Row *one = &g_array_index (rows, Row, k);

      g_string_truncate (above, 0);
      for (; legacy_line (view, n)->start < one->lead; n++)
        legacy_append_line (above, legacy_line (view, n)->start,
                            legacy_line_end (legacy_line (view, n)), LEAD_MAX);
      add_row (one, above->str, legacy);
    }
  return TRUE;
}

gboolean
legacy_read_columns (const LegacyView *view, BounceLegacy *legacy)
{
  guint known = legacy->recipients->len;

  for (guint i = 0; i < view->n_body;)
    {
      guint first = i;

      if (!read_rows (view, &i, legacy))
        i = first + 1;
    }
  legacy_tell_apart (legacy);
  return legacy->recipients->len > known;
}
