/* lists: tells which word lists a folded line holds a phrase of.  Knows no
   language and no mail system: the phrases are data, compiled in by mkrules
   (list-table.h). */
#include "config.h"

#include <string.h>

#include "text/fold-characters.h"
#include "text/list-walk.h"
#include "text/lists.h"

/* Whether MEMBER, whose phrase was found at the bytes up to END of TEXT, fits
   there, and not only its bytes. */
static gboolean
member_fits (const BounceListMember *member, const char *text, gsize end)
{
  if (member->order & BOUNCE_PHRASE_FIRST && member->length < end)
    return FALSE;
  return !(member->order & BOUNCE_PHRASE_LAST) || text[end] == '\0';
}

/* Puts into SET the lists of TABLE that TEXT..STOP, read from STATE on, holds;
   returns the state at its end. */
static guint
scan (const BounceListTable *table, BounceListSet *set, guint state,
      const char *text, const char *stop)
{
  const BounceDense *automaton = &table->automaton;
  const char *p = text;

  while (p < stop)
    {
      const BounceListMember *member, *end;

      p = bounce_dense_run (automaton, &state, p, stop);
      if (state < automaton->first_end)
        break;
      for (member = members_of (table, state, &end); member < end; member++)
        if (member_fits (member, text, (gsize)(p - text)))
          bounce_lists_put (set, member->list);
    }
  return state;
}

/* The same between two spaces. */
static void
scan_spaced (const BounceListTable *table, BounceListSet *set, const char *text,
             const char *stop)
{
  const BounceDense *automaton = &table->automaton;
  guint state
      = scan (table, set, bounce_dense_next (automaton, 0, ' '), text, stop);
  const BounceListMember *member, *end;

  state = bounce_dense_next (automaton, state, ' ');
  if (state < automaton->first_end)
    return;
  for (member = members_of (table, state, &end); member < end; member++)
    if (!(member->order & BOUNCE_PHRASE_LAST)
        && (!(member->order & BOUNCE_PHRASE_FIRST)
            || member->length == stop - text + 1))
      bounce_lists_put (set, member->list);
}

/* Both, that of phrases of ASCII being TABLE. */
static void
scan_all (const BounceListTable *table, BounceListSet *set, const char *text)
{
  gsize length = strlen (text);
  const BounceListTable *wide = wide_table_for (table, text, length);

  memset (set, 0, sizeof *set);
  scan (table, set, 0, text, text + length);
  if (wide != NULL)
    scan (wide, set, 0, text, text + length);
}

void
bounce_lists_scan (BounceListSet *set, const char *text)
{
  scan_all (&bounce_list_table, set, text);
}

void
bounce_lists_scan_spaced (BounceListSet *set, const char *text)
{
  gsize length = strlen (text);

  memset (set, 0, sizeof *set);
  scan_spaced (&bounce_list_table, set, text, text + length);
  if (wide_table_for (&bounce_list_table, text, length) != NULL)
    scan_spaced (&bounce_list_wide_table, set, text, text + length);
}

void
bounce_lists_scan_apart (BounceListSet *set, const char *text)
{
  scan_all (&bounce_list_apart_table, set, text);
}

static gboolean
holds (const BounceListTable *table, BounceList list, const char *text,
       const char *stop)
{
  const BounceDense *automaton = &table->automaton;
  const char *p = text;
  guint state = 0;

  /* Most texts hold none. */
  if (bounce_dense_is_plain (automaton)
      && !bounce_dense_meets (automaton, text, (gsize)(stop - text)))
    return FALSE;
  while (p < stop)
    {
      const BounceListMember *member, *end;

      p = run_one_list (automaton, &state, p, stop);
      if (state < automaton->first_end)
        break;
      for (member = members_of (table, state, &end); member < end; member++)
        if (member->list == list
            && member_fits (member, text, (gsize)(p - text)))
          return TRUE;
    }
  return FALSE;
}

gboolean
bounce_list_in (const char *text, BounceList list)
{
  const BounceListTable *table = table_of (list);
  gsize length = strlen (text);
  const BounceListTable *wide = wide_table_for (table, text, length);

  return holds (table, list, text, text + length)
         || (wide != NULL && holds (wide, list, text, text + length));
}

/* Puts the lists of TABLE that TEXT begins with into SET. */
static void
add_beginnings (const BounceListTable *table, BounceListSet *set,
                const char *text)
{
  const BounceDense automaton = table->automaton;
  guint state = 0;

  for (gsize i = 0; text[i] != '\0';)
    {
      const BounceListMember *member, *end;

      state = bounce_dense_next (&automaton, state, (guint8)text[i++]);
      /* From here on only what begins later could be found. */
      if (automaton.depths[state] < i)
        return;
      if (state < automaton.first_end)
        continue;
      for (member = members_of (table, state, &end);
           member < end && member->length == i; member++)
        if (member_fits (member, text, i))
          bounce_lists_put (set, member->list);
    }
}

/* Of both, as scan_all. */
static void
add_all_beginnings (const BounceListTable *table, BounceListSet *set,
                    const char *text)
{
  memset (set, 0, sizeof *set);
  add_beginnings (table, set, text);
  /* Without other bytes it is left at once. */
  if (table->ascii_only)
    add_beginnings (&bounce_list_wide_table, set, text);
}

void
bounce_lists_begin (BounceListSet *set, const char *text)
{
  add_all_beginnings (&bounce_list_table, set, text);
}

gboolean
bounce_list_begins (const char *text, BounceList list)
{
  BounceListSet set;

  add_all_beginnings (table_of (list), &set, text);
  return bounce_lists_hold (&set, list);
}

/* Whether nothing but white space stands in TEXT..END. */
static gboolean
is_empty (const char *text, const char *end)
{
  while (text < end && (guchar)*text <= ' ')
    text++;
  return text == end;
}

/* Whether a phrase of LIST ends in STATE, with the byte before TEXT and as the
   Nth of the folded text; if BEGINS, which began with it. */
static gboolean
raw_fits (const BounceListTable *table, guint state, BounceList list, gsize n,
          gboolean begins, const char *text, const char *end)
{
  const BounceListMember *last;

  for (const BounceListMember *member = members_of (table, state, &last);
       member < last; member++)
    if (member->list == list
        && (member->length == n
            || !(begins || member->order & BOUNCE_PHRASE_FIRST))
        && (!(member->order & BOUNCE_PHRASE_LAST) || is_empty (text, end)))
      return TRUE;
  return FALSE;
}

/* Folds what is ASCII on the way; other texts as a whole. */
static inline gboolean
find_raw (const char *text, gsize length, BounceList list, gboolean begins)
{
  const BounceListTable *table = table_of (list);
  const BounceDense automaton = table->automaton;
  const char *end = text + length, *p = text;
  guint state = 0;
  gsize n = 0;

  while (p < end && (guchar)*p < 0x7f)
    {
      guint8 byte = (guint8)*p;

      if (byte > ' ')
        p++;
      else
        {
          /* What ends with the space is found before what follows it. */
          while (p < end && (guchar)*p <= ' ')
            p++;
          if (p == end || (guchar)*p >= 0x7f)
            break;
          if (n == 0)
            continue;
          byte = ' ';
        }
      state = bounce_dense_next (&automaton, state, byte);
      n++;
      if (begins && automaton.depths[state] < n)
        {
          /* A phrase that is not ASCII may begin so. */
          if (wide_table_for (table, p, (gsize)(end - p)) != NULL)
            break;
          return FALSE;
        }
      if (state >= automaton.first_end
          && raw_fits (table, state, list, n, begins, p, end))
        return TRUE;
    }
  if (p < end)
    {
      g_autofree char *folded = bounce_fold_line (text, (gssize)length);

      return begins ? bounce_list_begins (folded, list)
                    : bounce_list_in (folded, list);
    }
  return FALSE;
}

gboolean
bounce_list_in_raw (const char *text, gsize length, BounceList list)
{
  return find_raw (text, length, list, FALSE);
}

gboolean
bounce_list_begins_raw (const char *text, gsize length, BounceList list)
{
  return find_raw (text, length, list, TRUE);
}

/* Puts into HIT what comes before the place BEST in LIST; its place, or BEST.
 */
static guint
find_first (const BounceListTable *table, BounceList list, const char *text,
            const char *stop, guint best, BounceListHit *hit)
{
  const BounceDense *automaton = &table->automaton;
  const char *p = text;
  guint state = 0;

  while (p < stop)
    {
      const BounceListMember *member, *end;
      guint32 at;

      p = run_one_list (automaton, &state, p, stop);
      if (state < automaton->first_end)
        break;
      at = (guint32)(p - text);
      for (member = members_of (table, state, &end); member < end; member++)
        if (member->list == list && member_fits (member, text, at)
            && (member->order & BOUNCE_PHRASE_ORDER) < best)
          {
            best = member->order & BOUNCE_PHRASE_ORDER;
            *hit = bounce_hit_make (member, at);
          }
    }
  return best;
}

gboolean
bounce_list_first (const char *text, BounceList list, BounceListHit *hit)
{
  const BounceListTable *table = table_of (list);
  gsize length = MIN (strlen (text), BOUNCE_LIST_TEXT_MAX);
  const BounceListTable *wide = wide_table_for (table, text, length);
  guint best = find_first (table, list, text, text + length, G_MAXUINT, hit);

  if (wide != NULL)
    best = find_first (wide, list, text, text + length, best, hit);
  return best != G_MAXUINT;
}

const char *
bounce_list_after (const char *text, BounceList list)
{
  BounceListHit hit;

  return bounce_list_first (text, list, &hit) ? text + hit.end : NULL;
}
