/* policy-options: puts --soft-limit and its kin into BouncePolicyOptions, as
   text: ledger/policy.c knows what the values mean. */
#include "config.h"

#include <glib.h>

#include "cli/policy-options.h"

#define AT(setting)                                                            \
  GSIZE_TO_POINTER (G_STRUCT_OFFSET (BouncePolicyOptions, values)              \
                    + sizeof (char *) * (gsize)(setting))

/* Not _STRING: that depends on a locale. */
#define TEXT G_OPTION_ARG_FILENAME

/* arg_data is an offset: the table is filled in for one struct at a time. */
/* clang-format off */
static const GOptionEntry table[] = {
  { "soft-limit", 0, 0, TEXT, AT (BOUNCE_SETTING_SOFT_LIMIT),
    "soft bounces that make a contact hard (5)", "N" },
  { "window", 0, 0, TEXT, AT (BOUNCE_SETTING_WINDOW),
    "older soft bounces do not count (never)", "DAYS" },
  { "spacing", 0, 0, TEXT, AT (BOUNCE_SETTING_SPACING),
    "nor those so soon after one that counts (0)", "DAYS" },
  { "uncounted", 0, 0, TEXT, AT (BOUNCE_SETTING_UNCOUNTED),
    "soft categories that do not count (none)", "CATEGORY,..." },
  { "transient", 0, 0, TEXT, AT (BOUNCE_SETTING_TRANSIENT),
    "what a 4.x.x routing failure is (hard)", "soft|hard" },
  { "delivered", 0, 0, TEXT, AT (BOUNCE_SETTING_DELIVERED),
    "what a delivery does: reset, clear, ignore", "WHAT" },
  { "hard-for", 0, 0, TEXT, AT (BOUNCE_SETTING_HARD_FOR),
    "how long a hard contact stays so (never)", "DAYS" },
  { "complaints", 0, 0, TEXT, AT (BOUNCE_SETTING_COMPLAINTS),
    "what a report of abuse does (block)", "block|..." },
  { "our-ids", 0, 0, TEXT, AT (BOUNCE_SETTING_OUR_IDS),
    "only such Message-IDs count (any)", "DOMAIN,..." },
  { "key", 0, 0, TEXT, AT (BOUNCE_SETTING_KEY),
    "which recipient is the contact (original)", "original|final" },
  { 0 },
};
G_STATIC_ASSERT (G_N_ELEMENTS (table) == BOUNCE_N_SETTINGS + 1);
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
  for (guint i = 0; i < BOUNCE_N_SETTINGS; i++)
    g_free ((gpointer)policy->values[i]);
  *policy = (BouncePolicyOptions){ 0 };
}
