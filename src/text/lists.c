/* lists: a folded line becomes the word lists that it holds.  Knows no
   language and no mail system: the phrases are data, compiled in by mkrules
   (list-table.h). */
#include "config.h"

#include <string.h>

#include "base/ascii.h"
#include "text/dense-walk.h"
#include "text/fold-characters.h"
#include "text/list-table.h"
#include "text/lists.h"

/* For a question about LIST, and no other, in the LENGTH bytes at TEXT. */
static inline const BounceListTable *
table_of (BounceList list, const char *text, gsize length)
{
  const BounceListTable *alone = bounce_list_alone[list];

  return alone != NULL
                 && (!alone->ascii_only || bounce_ascii_only (text, length))
             ? alone
             : &bounce_list_table;
}

/* The members of the lists of TABLE that end in STATE, up to *END. */
static inline const BounceListMember *
members_of (const BounceListTable *table, guint state,
            const BounceListMember **end)
{
  const guint32 *of = table->members_of + (state - table->automaton.first_end);

  *end = table->members + of[1];
  return table->members + of[0];
}

/* Whether MEMBER, whose phrase was found at the bytes up to END of TEXT, fits
   there, and not only its bytes. */
static gboolean
member_fits (const BounceListMember *member, const char *text, gsize end)
{
  if (member->order & BOUNCE_PHRASE_FIRST && member->length < end)
    return FALSE;
  return !(member->order & BOUNCE_PHRASE_LAST) || text[end] == '\0';
}

void
bounce_lists_scan (BounceListSet *set, const char *text)
{
  const BounceListTable *table = &bounce_list_table;
  const BounceDense *automaton = &table->automaton;
  const char *p = text, *stop = text + strlen (text);
  guint state = 0;

  memset (set, 0, sizeof *set);
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
}

/* In a text that only one list is asked of. */
static inline const char *
run_one_list (const BounceDense *automaton, guint *state, const char *text,
              const char *end)
{
  return bounce_dense_is_plain (automaton)
             ? bounce_dense_run_plain (automaton, state, text, end)
             : bounce_dense_run (automaton, state, text, end);
}

gboolean
bounce_list_in (const char *text, BounceList list)
{
  const BounceListTable *table = table_of (list, text, strlen (text));
  const BounceDense *automaton = &table->automaton;
  const char *p = text, *stop = text + strlen (text);
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

/* The lists of TABLE that TEXT begins with. */
static void
add_beginnings (const BounceListTable *table, BounceListSet *set,
                const char *text)
{
  const BounceDense automaton = table->automaton;
  guint state = 0;

  memset (set, 0, sizeof *set);
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

void
bounce_lists_begin (BounceListSet *set, const char *text)
{
  add_beginnings (&bounce_list_table, set, text);
}

gboolean
bounce_list_begins (const char *text, BounceList list)
{
  BounceListSet set;

  add_beginnings (table_of (list, text, strlen (text)), &set, text);
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
  const BounceListTable *table = bounce_list_alone[list] != NULL
                                     ? bounce_list_alone[list]
                                     : &bounce_list_table;
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
        return FALSE;
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

/* That the phrase of MEMBER ends behind the byte AT. */
static inline BounceListHit
make_hit (const BounceListMember *member, guint32 at)
{
  return (BounceListHit){ .end = at,
                          .length = (guint8)member->length,
                          .list = member->list,
                          .order = member->order };
}

gboolean
bounce_list_first (const char *text, BounceList list, BounceListHit *hit)
{
  const BounceListTable *table = table_of (list, text, strlen (text));
  const BounceDense *automaton = &table->automaton;
  const char *p = text;
  const char *stop = text + MIN (strlen (text), BOUNCE_LIST_TEXT_MAX);
  guint state = 0, best = G_MAXUINT;

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
            *hit = make_hit (member, at);
          }
    }
  return best != G_MAXUINT;
}

const char *
bounce_list_after (const char *text, BounceList list)
{
  BounceListHit hit;

  return bounce_list_first (text, list, &hit) ? text + hit.end : NULL;
}

void
bounce_list_reader_init (BounceListReader *reader)
{
  *reader = (BounceListReader){ 0 };
}

void
bounce_list_reader_clear (BounceListReader *reader)
{
  g_free (reader->hits);
}

/* Who has more may have as many as there may be: memory that is not written to
   costs nothing, that which was copied from does. */
#define MANY_HITS (32 * 1024)

static void
make_room (BounceListReader *reader)
{
  reader->max_hits = reader->max_hits >= MANY_HITS
                         ? BOUNCE_LIST_HITS_MAX
                         : MAX (2 * reader->max_hits, 16);
  reader->hits = g_renew (BounceListHit, reader->hits, reader->max_hits);
}

/* A text is full of hits: no call is made for each. */
static inline void
add_hit (BounceListReader *reader, const BounceListMember *member, guint32 at)
{
  if (G_UNLIKELY (reader->n_hits == reader->max_hits))
    {
      if (reader->n_hits >= BOUNCE_LIST_HITS_MAX)
        return;
      make_room (reader);
    }
  reader->hits[reader->n_hits++] = make_hit (member, at);
}

/* A text that is asked many questions has as many hits, mostly. */
#define USUAL_HITS 256

void
bounce_list_reader_read (BounceListReader *reader, const char *text,
                         gsize length)
{
  const BounceListTable *table = &bounce_list_table;
  BounceDenseEnd ends[BOUNCE_DENSE_BLOCK];
  gsize n;

  if (reader->max_hits == 0)
    {
      reader->max_hits = USUAL_HITS;
      reader->hits = g_new (BounceListHit, USUAL_HITS);
    }
  length = MIN (length, BOUNCE_LIST_TEXT_MAX - reader->at);
  for (; length > 0; text += n, length -= n)
    {
      guint n_ends;

      n = MIN (length, BOUNCE_DENSE_BLOCK);
      n_ends = bounce_dense_walk (&table->automaton, &reader->state, text, n,
                                  ends);
      for (guint i = 0; i < n_ends; i++)
        {
          const BounceListMember *member, *end;

          for (member
               = members_of (table, bounce_dense_end_state (ends[i]), &end);
               member < end; member++)
            add_hit (reader, member,
                     reader->at + bounce_dense_end_at (ends[i]));
        }
      reader->at += (guint32)n;
    }
}

void
bounce_list_reader_read_for (BounceListReader *reader, const char *text,
                             gsize length, BounceList list)
{
  const BounceListTable *table = table_of (list, text, length);
  const char *p = text, *stop = text + MIN (length, BOUNCE_LIST_TEXT_MAX);
  guint state = 0;

  while (p < stop)
    {
      const BounceListMember *member, *end;

      p = run_one_list (&table->automaton, &state, p, stop);
      if (state < table->automaton.first_end)
        break;
      for (member = members_of (table, state, &end); member < end; member++)
        if (member->list == list)
          add_hit (reader, member, (guint32)(p - text));
    }
  reader->at = (guint32)length;
}
