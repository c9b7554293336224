/* The commands of bouncetally, by name. */
#ifndef BOUNCE_TALLY_COMMANDS_H
#define BOUNCE_TALLY_COMMANDS_H

#include <glib.h>

#include "tally/command.h"

typedef struct
{
  const char *name;
  BounceTallyRun run;
  int least; /* how many arguments it takes */
  int most;
  BounceOpenMode mode;   /* of the ledger */
  const char *arguments; /* for its help */
  const char *summary;
  BounceTallyRun prepare; /* before the ledger is opened; or NULL */
} BounceTallyCommand;

/* The command called NAME, static; NULL if there is none. */
const BounceTallyCommand *bounce_tally_command (const char *name);

/* All of them, in the order of --help; ends with one without name. */
extern const BounceTallyCommand bounce_tally_commands[];

/* TRUE if the command NAME (NULL: any) accepts OPTION, a long name without the
   dashes. */
gboolean bounce_tally_has_option (const char *name, const char *option);

/* TRUE if OPTION makes a difference to the command NAME (NULL: to any). */
gboolean bounce_tally_uses_option (const char *name, const char *option);

/* TRUE if only some commands use OPTION. */
gboolean bounce_tally_is_own_option (const char *option);

/* The commands that use such an OPTION, as "list, reset, stats"; the caller
   frees the text. */
char *bounce_tally_option_owners (const char *option);

/* TRUE if the command NAME (NULL: any) judges contacts by a policy. */
gboolean bounce_tally_has_policy (const char *name);

#endif
