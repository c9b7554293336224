/* command: the error domain that all commands share. */
#include "config.h"

#include "tally/command.h"

G_DEFINE_QUARK (bounce - tally - error - quark, bounce_tally_error)
