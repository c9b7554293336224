/* Values of bouncetally's options, from what the command line says of them. */
#ifndef BOUNCE_TALLY_OPTION_VALUES_H
#define BOUNCE_TALLY_OPTION_VALUES_H

#include "tally/command.h"

/* What GOption fills, and what is still text. */
typedef struct
{
  BounceTallyOptions options;
  char *format;
  char *color;
  char *state;
  char *category;
  char *domain;
  char *since;
  char *until;
  char *changed_since;
  char *before;
} BounceTallyArguments;

/* The value numbered I, from 0, that --state accepts: the states, and for any
   higher I the word for all that get no mail. */
const char *bounce_tally_state_name (int i);

/* Reads the text of ARGUMENTS into its options.  FALSE with ERROR (exit status
   64) if a value is none, or the command needs another one. */
gboolean bounce_tally_option_values (BounceTallyArguments *arguments,
                                     GError **error);

#endif
