/* policy-options: --soft-limit and its kin become BouncePolicyOptions, as
   text: what the values mean is ledger-policy's. */
#include "config.h"

#include <glib.h>

#include "cli/policy-options.h"

#define AT(member)                                                             \
  GSIZE_TO_POINTER (G_STRUCT_OFFSET (BouncePolicyOptions, member))

/* arg_data is an offset: the table is filled in for one struct at a time. */
/* clang-format off */
static const GOptionEntry table[] = {
  { "soft-limit", 0, 0, G_OPTION_ARG_STRING, AT (soft_limit),
    "soft bounces that make a contact hard (5)", "N" },
  { "window", 0, 0, G_OPTION_ARG_STRING, AT (window),
    "older soft bounces do not count (never)", "DAYS" },
  { "uncounted", 0, 0, G_OPTION_ARG_STRING, AT (uncounted),
    "soft categories that do not count (none)", "CATEGORY,..." },
  { "transient", 0, 0, G_OPTION_ARG_STRING, AT (transient),
    "what a 4.x.x routing failure counts as (hard)", "soft|hard" },
  { "delivered", 0, 0, G_OPTION_ARG_STRING, AT (delivered),
    "what a delivery does to the count (ignore)", "reset|ignore" },
  { "key", 0, 0, G_OPTION_ARG_STRING, AT (key),
    "which recipient is the contact (original)", "original|final" },
  { 0 },
};
/* clang-format on */

void
bounce_policy_add_options (GOptionContext *context, BouncePolicyOptions *policy)
{
  GOptionEntry entries[G_N_ELEMENTS (table)] = { 0 };
  GOptionGroup *group = g_option_group_new (
      "policy", "Policy (else the ledger's own, see bouncetally set):",
      "the options of the ledger's policy", NULL, NULL);

  for (gsize i = 0; table[i].long_name != NULL; i++)
    {
      entries[i] = table[i];
      entries[i].arg_data
          = (char *)policy + GPOINTER_TO_SIZE (table[i].arg_data);
    }
  g_option_group_add_entries (group, entries); /* copies them */
  g_option_context_add_group (context, group); /* owns it now */
}

const GOptionEntry *
bounce_policy_option_table (void)
{
  return table;
}

void
bounce_policy_options_clear (BouncePolicyOptions *policy)
{
  g_free ((gpointer)policy->soft_limit);
  g_free ((gpointer)policy->window);
  g_free ((gpointer)policy->uncounted);
  g_free ((gpointer)policy->transient);
  g_free ((gpointer)policy->delivered);
  g_free ((gpointer)policy->key);
  *policy = (BouncePolicyOptions){ 0 };
}
