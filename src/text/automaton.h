/* The automaton of Aho and Corasick ("Efficient string matching", 1975) over
   bytes: finds every one of thousands of phrases in one pass over a text.  It
   lies in memory without pointers, so that it can stand in a constant that was
   made when the program was built.

   States are numbered breadth first; the children of state s are those from
   first of s up to first of s + 1, and labels[] has the byte that leads to a
   state.  A state with many children, and always the root, has a row: where
   each byte leads from it, failures included. */
#ifndef BOUNCE_TEXT_AUTOMATON_H
#define BOUNCE_TEXT_AUTOMATON_H

#include <glib.h>

typedef struct
{
  guint32 first;
  guint32 fail;   /* the state of the longest suffix, or a row */
  guint32 output; /* the first phrase that ends here; 0: none */
} BounceAutomatonState;

/* In fail: the number of a row. */
#define BOUNCE_AUTOMATON_ROW 0x80000000u

/* A phrase that ends in a state; NEXT is a shorter one, or 0. */
typedef struct
{
  guint32 phrase;
  guint32 next;
} BounceAutomatonOutput;

/* All parts are borrowed. */
typedef struct
{
  const BounceAutomatonState *states;
  const BounceAutomatonOutput *outputs; /* [0] is none */
  const guint32 *rows;                  /* of 256 states */
  const guint8 *labels;
} BounceAutomaton;

static inline guint32
bounce_automaton_next (const BounceAutomaton *automaton, guint32 state,
                       guint8 byte)
{
  for (;;)
    {
      const BounceAutomatonState *at = &automaton->states[state];

      if (at->fail & BOUNCE_AUTOMATON_ROW)
        return automaton
            ->rows[(gsize)(at->fail & ~BOUNCE_AUTOMATON_ROW) * 256 + byte];
      for (guint32 i = at->first; i < at[1].first; i++)
        if (automaton->labels[i] == byte)
          return i;
      state = at->fail;
    }
}

/* Where the parts stand in what the builder wrote: offsets in its words and,
   of the labels, in its bytes. */
typedef struct
{
  guint32 states, outputs, rows, labels;
} BounceAutomatonParts;

void bounce_automaton_view (BounceAutomaton *automaton, const guint32 *words,
                            const char *bytes,
                            const BounceAutomatonParts *parts);

typedef struct BounceAutomatonBuilder BounceAutomatonBuilder;
BounceAutomatonBuilder *bounce_automaton_builder_new (void);
void bounce_automaton_builder_free (BounceAutomatonBuilder *builder);

/* Adds the LENGTH bytes of PHRASE (not none).  Returns its number, from 0; the
   same phrase again has the number it had.  The automaton does not depend on
   the order in which phrases came, but their numbers do. */
guint32 bounce_automaton_builder_add (BounceAutomatonBuilder *builder,
                                      const char *phrase, gsize length);

/* Appends the automaton to WORDS (of guint32) and BYTES. */
void bounce_automaton_builder_finish (BounceAutomatonBuilder *builder,
                                      GArray *words, GString *bytes,
                                      BounceAutomatonParts *parts);

#endif
