/* The automaton of Aho and Corasick ("Efficient string matching", 1975) over
   bytes: finds every one of thousands of phrases in one pass over a text.  It
   lies in memory without pointers, so that it can stand in a constant that was
   made when the program was built.

   A state's children stand side by side, then what descends from the first of
   them, then what descends from the second: what a text walks along, one line
   of a processor's cache holds five states of.  A state with many children,
   and always the root, has a row: where each byte leads from it, failures
   included. */
#ifndef BOUNCE_TEXT_AUTOMATON_H
#define BOUNCE_TEXT_AUTOMATON_H

#include <glib.h>

typedef struct
{
  guint32 first;  /* child */
  guint32 fail;   /* the state of the longest suffix; with a row, its number */
  guint32 output; /* the first phrase that ends here; 0: none */
  guint16 n_children;
  guint8 label; /* the byte that leads here */
  guint8 has_row;
} BounceAutomatonState;

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
  const guint32 *rows; /* of 256 states; the first: the root's */
} BounceAutomaton;

static inline guint32
bounce_automaton_next (const BounceAutomaton *automaton, guint32 state,
                       guint8 byte)
{
  for (;;)
    {
      const BounceAutomatonState *at = &automaton->states[state];
      const BounceAutomatonState *child = &automaton->states[at->first];

      if (at->has_row)
        return automaton->rows[(gsize)at->fail * 256 + byte];
      for (guint32 i = 0; i < at->n_children; i++)
        if (child[i].label == byte)
          return at->first + i;
      state = at->fail;
    }
}

/* Where the parts stand in what the builder wrote: offsets in its words. */
typedef struct
{
  guint32 states, outputs, rows;
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

/* Appends the automaton to WORDS (of guint32). */
void bounce_automaton_builder_finish (BounceAutomatonBuilder *builder,
                                      GArray *words,
                                      BounceAutomatonParts *parts);

#endif
