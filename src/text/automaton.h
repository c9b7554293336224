/* The automaton of Aho and Corasick ("Efficient string matching", 1975) over
   bytes: finds every one of thousands of phrases in one pass over a text.  It
   lies in memory without pointers, so that it can stand in a constant that was
   made when the program was built.

   It is an array of slots of eight bytes, most of which are states.  A state's
   children stand side by side, then what descends from the first of them, then
   what descends from the second: what a text walks along, one line of a
   processor's cache holds eight states of.  If phrases end in a state, the slot
   before its children says which: no state has room for what most need not
   know.  A state with many children, and always the root, has a row: where each
   byte leads from it, failures included; bytes that are in no phrase share a
   column. */
#ifndef BOUNCE_TEXT_AUTOMATON_H
#define BOUNCE_TEXT_AUTOMATON_H

#include <glib.h>

/* Numbers of states have this many bits; the rest is beside them. */
#define BOUNCE_STATE_BITS 24
#define BOUNCE_STATE_SHIFT (32 - BOUNCE_STATE_BITS)

#define BOUNCE_STATE_LEAF 1u /* it has no children */
#define BOUNCE_STATE_LAST 2u /* no child of its parent stands behind it */
#define BOUNCE_STATE_ROW 4u  /* it has a row */
#define BOUNCE_STATE_ENDS 8u /* phrases end here */

typedef union
{
  struct
  {
    guint32 child; /* the first one's number, and the byte that leads here */
    guint32 fail;  /* the number of the state of the longest suffix, or where
                      the row begins, and BOUNCE_STATE_... */
  } state;
  struct
  {
    guint32 value; /* that of a phrase which ends in a state */
    guint32 next;  /* the slot of a shorter one; 0: none */
  } end;
} BounceAutomatonSlot;

/* All parts are borrowed. */
typedef struct
{
  const BounceAutomatonSlot *slots; /* the first is the root */
  const guint8 *columns;            /* of rows, by byte */
  const guint32 *rows;              /* of states; the first: the root's */
} BounceAutomaton;

/* The first child of STATE; 0: none. */
static inline guint32
bounce_automaton_child (const BounceAutomaton *automaton, guint32 state)
{
  const BounceAutomatonSlot *at = &automaton->slots[state];

  return at->state.fail & BOUNCE_STATE_LEAF
             ? 0
             : at->state.child >> BOUNCE_STATE_SHIFT;
}

/* The state that stands behind STATE among its parent's children; 0: none. */
static inline guint32
bounce_automaton_sibling (const BounceAutomaton *automaton, guint32 state)
{
  return automaton->slots[state].state.fail & BOUNCE_STATE_LAST ? 0 : state + 1;
}

/* The byte that leads to STATE. */
static inline guint8
bounce_automaton_label (const BounceAutomaton *automaton, guint32 state)
{
  return (guint8)automaton->slots[state].state.child;
}

/* The slot of the longest phrase that ends in STATE; 0: none does. */
static inline guint32
bounce_automaton_end (const BounceAutomaton *automaton, guint32 state)
{
  const BounceAutomatonSlot *at = &automaton->slots[state];

  return at->state.fail & BOUNCE_STATE_ENDS
             ? (at->state.child >> BOUNCE_STATE_SHIFT) - 1
             : 0;
}

/* The child of STATE that BYTE leads to; 0: none. */
static inline guint32
bounce_automaton_find (const BounceAutomaton *automaton, guint32 state,
                       guint8 byte)
{
  guint32 child = bounce_automaton_child (automaton, state);

  while (child != 0 && bounce_automaton_label (automaton, child) != byte)
    child = bounce_automaton_sibling (automaton, child);
  return child;
}

/* Whether BYTE leads from the root to another state. */
static inline gboolean
bounce_automaton_begins (const BounceAutomaton *automaton, guint8 byte)
{
  return automaton->rows[automaton->columns[byte]] != 0;
}

/* Where BYTE leads from STATE. */
static inline guint32
bounce_automaton_next (const BounceAutomaton *automaton, guint32 state,
                       guint8 byte)
{
  for (;;)
    {
      guint32 fail = automaton->slots[state].state.fail, child;

      if (fail & BOUNCE_STATE_ROW)
        return automaton
            ->rows[(fail >> BOUNCE_STATE_SHIFT) + automaton->columns[byte]];
      child = bounce_automaton_find (automaton, state, byte);
      if (child != 0)
        return child;
      state = fail >> BOUNCE_STATE_SHIFT;
    }
}

/* Where the parts stand in what the builder wrote: offsets in its words. */
typedef struct
{
  guint32 slots, columns, rows;
} BounceAutomatonParts;

void bounce_automaton_view (BounceAutomaton *automaton, const guint32 *words,
                            const BounceAutomatonParts *parts);

typedef struct BounceAutomatonBuilder BounceAutomatonBuilder;
BounceAutomatonBuilder *bounce_automaton_builder_new (void);
void bounce_automaton_builder_free (BounceAutomatonBuilder *builder);

/* Adds the LENGTH bytes of PHRASE (not none).  Returns its number, from 0; the
   same phrase again has the number it had.  The automaton does not depend on
   the order in which phrases came, but their numbers do. */
guint32 bounce_automaton_builder_add (BounceAutomatonBuilder *builder,
                                      const char *phrase, gsize length);

/* Appends the automaton to WORDS (of guint32).  VALUES are those of the
   phrases, by their numbers.  FALSE if there are too many states. */
gboolean bounce_automaton_builder_finish (BounceAutomatonBuilder *builder,
                                          const guint32 *values, GArray *words,
                                          BounceAutomatonParts *parts);

#endif
