/* lists: a folded line becomes the word lists that it holds.  Knows no
   language and no mail system: the phrases are data, compiled in by mkrules
   (list-table.h). */
#include "config.h"

#include <string.h>

#include "text/list-table.h"
#include "text/lists.h"

/* Whether a phrase that was found at START, with its end at END, fits MEMBER,
   and not only its bytes. */
static gboolean
fits (const BounceListMember *member, const char *text, gsize start, gsize end)
{
  if (member->order & BOUNCE_MEMBER_FIRST && start > 0)
    return FALSE;
  return !(member->order & BOUNCE_MEMBER_LAST) || text[end] == '\0';
}

static void
put_in (BounceListSet *set, guint list)
{
  set->bits[list / BOUNCE_LIST_BITS] |= G_GUINT64_CONSTANT (1)
                                        << list % BOUNCE_LIST_BITS;
}

void
bounce_lists_scan (BounceListSet *set, BounceListSet *parts, const char *text)
{
  const BounceListTable *table = &bounce_list_table;
  guint32 state = 0;

  memset (set, 0, sizeof *set);
  if (parts != NULL)
    memset (parts, 0, sizeof *parts);
  for (gsize i = 0; text[i] != '\0'; i++)
    {
      state = bounce_automaton_next (&table->automaton, state, (guint8)text[i]);
      for (guint32 o = table->automaton.states[state].output; o != 0;
           o = table->automaton.outputs[o].next)
        {
          const BounceListPhrase *phrase
              = &table->phrases[table->automaton.outputs[o].phrase];

          for (guint32 m = phrase->members; m < phrase[1].members; m++)
            {
              if (parts != NULL)
                put_in (parts, table->members[m].list);
              if (fits (&table->members[m], text, i + 1 - phrase->length,
                        i + 1))
                put_in (set, table->members[m].list);
            }
        }
    }
}

void
bounce_list_search (BounceListSearch *search, const char *text, BounceList list)
{
  *search = (BounceListSearch){ .text = text, .list = list };
}

/* The next member of the list at the output at hand. */
static gboolean
next_member (BounceListSearch *search, BounceListHit *hit)
{
  const BounceListTable *table = &bounce_list_table;
  const BounceListPhrase *phrase
      = &table->phrases[table->automaton.outputs[search->output].phrase];
  gsize start = search->at - phrase->length;

  while (search->member < phrase[1].members)
    {
      const BounceListMember *member = &table->members[search->member++];

      if (member->list != search->list
          || !fits (member, search->text, start, search->at))
        continue;
      *hit = (BounceListHit){ start, search->at,
                              member->order & BOUNCE_MEMBER_ORDER,
                              (member->order & BOUNCE_MEMBER_FIRST) != 0 };
      return TRUE;
    }
  return FALSE;
}

static void
take_output (BounceListSearch *search, guint32 output)
{
  const BounceListTable *table = &bounce_list_table;

  search->output = output;
  if (output != 0)
    search->member
        = table->phrases[table->automaton.outputs[output].phrase].members;
}

gboolean
bounce_list_next (BounceListSearch *search, BounceListHit *hit)
{
  const BounceAutomaton *automaton = &bounce_list_table.automaton;

  for (;;)
    {
      while (search->output != 0)
        {
          if (next_member (search, hit))
            return TRUE;
          take_output (search, automaton->outputs[search->output].next);
        }
      if (search->text[search->at] == '\0')
        return FALSE;
      search->state = bounce_automaton_next (automaton, search->state,
                                             (guint8)search->text[search->at]);
      search->at++;
      take_output (search, automaton->states[search->state].output);
    }
}

gboolean
bounce_list_in (const char *text, BounceList list)
{
  const BounceListTable *table = &bounce_list_table;
  guint32 state = 0;

  for (gsize i = 0; text[i] != '\0'; i++)
    {
      state = bounce_automaton_next (&table->automaton, state, (guint8)text[i]);
      for (guint32 o = table->automaton.states[state].output; o != 0;
           o = table->automaton.outputs[o].next)
        {
          const BounceListPhrase *phrase
              = &table->phrases[table->automaton.outputs[o].phrase];

          for (guint32 m = phrase->members; m < phrase[1].members; m++)
            if (table->members[m].list == list
                && fits (&table->members[m], text, i + 1 - phrase->length,
                         i + 1))
              return TRUE;
        }
    }
  return FALSE;
}

gboolean
bounce_list_begins (const char *text, BounceList list)
{
  const BounceListTable *table = &bounce_list_table;
  guint32 state = 0;

  /* Only the trie is walked: a failure leads away from the beginning. */
  for (gsize i = 0; text[i] != '\0'; i++)
    {
      guint32 child = table->automaton.states[state].first;
      guint32 end = table->automaton.states[state + 1].first;
      guint32 output;

      while (child < end && table->automaton.labels[child] != (guint8)text[i])
        child++;
      if (child == end)
        return FALSE;
      state = child;
      output = table->automaton.states[state].output;
      if (output != 0)
        {
          const BounceListPhrase *phrase
              = &table->phrases[table->automaton.outputs[output].phrase];

          for (guint32 m = phrase->members;
               phrase->length == i + 1 && m < phrase[1].members; m++)
            if (table->members[m].list == list
                && fits (&table->members[m], text, 0, i + 1))
              return TRUE;
        }
    }
  return FALSE;
}

const char *
bounce_list_after (const char *text, BounceList list)
{
  BounceListSearch search;
  BounceListHit hit;
  guint best = G_MAXUINT;
  const char *after = NULL;

  if (list == BOUNCE_LIST_NONE)
    return NULL;
  bounce_list_search (&search, text, list);
  while (bounce_list_next (&search, &hit))
    if (hit.order < best)
      {
        best = hit.order;
        after = text + hit.end;
      }
  return after;
}

const char *
bounce_list_name (BounceList list)
{
  return bounce_list_table.names[list];
}
