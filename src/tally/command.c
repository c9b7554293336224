/* command: the domain of the errors of all commands. */
#include "config.h"

#include "tally/command.h"

G_DEFINE_QUARK (bounce - tally - error - quark, bounce_tally_error)
