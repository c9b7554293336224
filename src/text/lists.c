/* lists: a folded line becomes the word lists that it holds.  Knows no
   language and no mail system: the phrases are data, compiled in by mkrules
   (list-table.h). */
#include "config.h"

#include <string.h>

#include "text/list-table.h"
#include "text/lists.h"

/* The members of the lists that end in STATE, up to *END. */
static inline const BounceListMember *
members_of (guint state, const BounceListMember **end)
{
  const BounceListTable *table = &bounce_list_table;
  const guint32 *of = table->members_of + (state - table->automaton.first_end);

  *end = table->members + of[1];
  return table->members + of[0];
}

/* Whether MEMBER, whose phrase was found at the bytes up to END of TEXT, fits
   there, and not only its bytes. */
static gboolean
fits (const BounceListMember *member, const char *text, gsize end)
{
  if (member->order & BOUNCE_MEMBER_FIRST && member->length < end)
    return FALSE;
  return !(member->order & BOUNCE_MEMBER_LAST) || text[end] == '\0';
}

void
bounce_lists_scan (BounceListSet *set, const char *text)
{
  const BounceDense automaton = bounce_list_table.automaton;
  guint state = 0;

  memset (set, 0, sizeof *set);
  for (gsize i = 0; text[i] != '\0';)
    {
      const BounceListMember *member, *end;

      state = bounce_dense_next (&automaton, state, (guint8)text[i++]);
      if (state < automaton.first_end)
        continue;
      for (member = members_of (state, &end); member < end; member++)
        if (fits (member, text, i))
          bounce_lists_put (set, member->list);
    }
}

gboolean
bounce_list_in (const char *text, BounceList list)
{
  const BounceDense automaton = bounce_list_table.automaton;
  guint state = 0;

  for (gsize i = 0; text[i] != '\0';)
    {
      const BounceListMember *member, *end;

      state = bounce_dense_next (&automaton, state, (guint8)text[i++]);
      if (state < automaton.first_end)
        continue;
      for (member = members_of (state, &end); member < end; member++)
        if (member->list == list && fits (member, text, i))
          return TRUE;
    }
  return FALSE;
}

void
bounce_lists_begin (BounceListSet *set, const char *text)
{
  const BounceDense automaton = bounce_list_table.automaton;
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
      for (member = members_of (state, &end);
           member < end && member->length == i; member++)
        if (fits (member, text, i))
          bounce_lists_put (set, member->list);
    }
}

gboolean
bounce_list_begins (const char *text, BounceList list)
{
  BounceListSet set;

  bounce_lists_begin (&set, text);
  return bounce_lists_hold (&set, list);
}

const char *
bounce_list_after (const char *text, BounceList list)
{
  const BounceDense automaton = bounce_list_table.automaton;
  guint state = 0, best = G_MAXUINT;
  const char *after = NULL;

  for (gsize i = 0; text[i] != '\0';)
    {
      const BounceListMember *member, *end;

      state = bounce_dense_next (&automaton, state, (guint8)text[i++]);
      if (state < automaton.first_end)
        continue;
      for (member = members_of (state, &end); member < end; member++)
        if (member->list == list && fits (member, text, i)
            && (member->order & BOUNCE_MEMBER_ORDER) < best)
          {
            best = member->order & BOUNCE_MEMBER_ORDER;
            after = text + i;
          }
    }
  return after;
}

void
bounce_list_reader_init (BounceListReader *reader)
{
  *reader = (BounceListReader){ .hits = g_array_new (FALSE, FALSE,
                                                     sizeof (BounceListHit)) };
}

void
bounce_list_reader_clear (BounceListReader *reader)
{
  g_array_unref (reader->hits);
}

static void
add_hits (BounceListReader *reader, guint state, guint32 at)
{
  const BounceListMember *end;

  for (const BounceListMember *member = members_of (state, &end); member < end;
       member++)
    {
      BounceListHit hit = { at - member->length,
                            at,
                            member->list,
                            member->order & BOUNCE_MEMBER_ORDER,
                            (member->order & BOUNCE_MEMBER_FIRST) != 0,
                            (member->order & BOUNCE_MEMBER_LAST) != 0 };

      g_array_append_val (reader->hits, hit);
    }
}

void
bounce_list_reader_read (BounceListReader *reader, const char *text,
                         gsize length)
{
  const BounceDense automaton = bounce_list_table.automaton;
  guint state = reader->state;

  for (gsize i = 0; i < length; i++)
    {
      state = bounce_dense_next (&automaton, state, (guint8)text[i]);
      if (state >= automaton.first_end)
        add_hits (reader, state, reader->at + (guint32)i + 1);
    }
  reader->state = state;
  reader->at += (guint32)length;
}

const char *
bounce_list_name (BounceList list)
{
  return bounce_list_table.names[list];
}
