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
} BounceTallyCommand;

/* The command NAME, or NULL. */
const BounceTallyCommand *bounce_tally_command (const char *name);

/* All of them, in the order of --help; ends with one without name. */
extern const BounceTallyCommand bounce_tally_commands[];

/* TRUE if the command NAME (NULL: any) has OPTION. */
gboolean bounce_tally_has_option (const char *name, const char *option);

/* Does it make a difference there? */
gboolean bounce_tally_uses_option (const char *name, const char *option);

/* Is OPTION one that only some commands use? */
gboolean bounce_tally_is_own_option (const char *option);

/* The commands that use OPTION, one of those, as "list, reset, stats"; owned
   by the caller. */
char *bounce_tally_option_owners (const char *option);

/* Does the command of that name (NULL: any) judge contacts, by a policy? */
gboolean bounce_tally_has_policy (const char *name);

#endif
