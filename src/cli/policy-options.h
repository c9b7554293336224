/* The options of both programs that override a ledger's policy. */
#ifndef BOUNCE_CLI_POLICY_OPTIONS_H
#define BOUNCE_CLI_POLICY_OPTIONS_H

#include <glib.h>

#include "ledger/policy.h"

/* Adds the group to CONTEXT; parsing fills POLICY, which must live until then.
   The strings belong to POLICY: bounce_policy_options_clear. */
void bounce_policy_add_options (GOptionContext *context,
                                BouncePolicyOptions *policy);
/* The group's entries, static, ended by one without long_name. */
const GOptionEntry *bounce_policy_option_table (void);
void bounce_policy_options_clear (BouncePolicyOptions *policy);

#endif
