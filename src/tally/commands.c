/* commands: the table of the commands of bouncetally, and which options each
   takes. */
#include "config.h"

#include <string.h>

#include "tally/commands.h"

#define MANY G_MAXINT

const BounceTallyCommand bounce_tally_commands[] = {
  { "add", bounce_tally_add, 0, 1, BOUNCE_OPEN_CREATE, "[FILE]",
    "take records of bouncecat into the ledger", bounce_tally_open_lines },
  { "list", bounce_tally_list, 0, 0, BOUNCE_OPEN_READ, NULL,
    "print contacts, such as those that are blocked", NULL },
  { "check", bounce_tally_check, 0, MANY, BOUNCE_OPEN_READ, "[ADDRESS...]",
    "print what of a send list may be mailed", NULL },
  { "show", bounce_tally_show, 1, 1, BOUNCE_OPEN_READ, "ADDRESS",
    "print its state and every bounce behind it", NULL },
  { "suppress", bounce_tally_suppress, 1, MANY, BOUNCE_OPEN_CREATE,
    "ADDRESS|@DOMAIN|-...", "stop mail to them, by hand", NULL },
  { "reset", bounce_tally_reset, 0, MANY, BOUNCE_OPEN_WRITE, "[ADDRESS|-...]",
    "make active again, keep the history", NULL },
  { "forget", bounce_tally_forget, 1, MANY, BOUNCE_OPEN_WRITE, "ADDRESS|-...",
    "erase with all history", NULL },
  { "prune", bounce_tally_prune, 0, 0, BOUNCE_OPEN_WRITE, NULL,
    "drop bounces that no longer bear on any state", NULL },
  { "set", bounce_tally_set, 0, 2, BOUNCE_OPEN_CREATE, "[NAME VALUE]",
    "print or change the ledger's policy", bounce_tally_check_setting },
  { "stats", bounce_tally_stats, 0, 0, BOUNCE_OPEN_READ, NULL,
    "count contacts and bounces", NULL },
  { "report", bounce_tally_report, 0, 0, BOUNCE_OPEN_READ, NULL,
    "print a page (HTML) for people", NULL },
  { "export", bounce_tally_export, 0, 0, BOUNCE_OPEN_READ, NULL,
    "print the whole ledger as JSON lines", NULL },
  { "import", bounce_tally_import, 0, 1, BOUNCE_OPEN_CREATE, "[FILE]",
    "merge such lines into the ledger", bounce_tally_open_export },
  { NULL, NULL, 0, 0, BOUNCE_OPEN_READ, NULL, NULL, NULL },
};

const BounceTallyCommand *
bounce_tally_command (const char *name)
{
  for (const BounceTallyCommand *command = bounce_tally_commands;
       command->name != NULL; command++)
    if (strcmp (command->name, name) == 0)
      return command;
  return NULL;
}

/* clang-format off */
/* The options that not all commands have, and those that do. */
static const struct
{
  const char *option;
  const char *const commands[5];
  gboolean lenient; /* the others take it, and pass it over */
} owners[] = {
  { "format", { "list", "set", "show", "stats" }, TRUE },
  { "color", { "list", "set", "show", "stats" }, TRUE },
  { "with-header", { "list", "set", "show", "stats" }, TRUE },
  { "state", { "list" }, FALSE },
  { "category", { "list", "reset", "stats" }, FALSE },
  { "domain", { "list", "reset", "stats" }, FALSE },
  { "since", { "list", "report", "reset", "stats" }, FALSE },
  { "until", { "list", "reset", "stats" }, FALSE },
  { "changed-since", { "list" }, FALSE },
  { "every-key", { "list" }, FALSE },
  { "long", { "list" }, FALSE },
  { "by", { "stats" }, FALSE },
  { "column", { "check" }, FALSE },
  { "reason", { "suppress" }, FALSE },
  { "keep-out", { "forget" }, FALSE },
  { "before", { "prune" }, FALSE },
  { "policy", { "import" }, FALSE },
};
/* clang-format on */

static const gsize no_owner = G_N_ELEMENTS (owners);

/* The line of owners for OPTION; no_owner if all commands have it. */
static gsize
find_owner (const char *option)
{
  gsize i = 0;

  while (i < no_owner && strcmp (owners[i].option, option) != 0)
    i++;
  return i;
}

gboolean
bounce_tally_has_option (const char *name, const char *option)
{
  gsize i = find_owner (option);

  return name == NULL || i == no_owner || owners[i].lenient
         || g_strv_contains (owners[i].commands, name);
}

gboolean
bounce_tally_uses_option (const char *name, const char *option)
{
  gsize i = find_owner (option);

  return name == NULL || i == no_owner
         || g_strv_contains (owners[i].commands, name);
}

gboolean
bounce_tally_is_own_option (const char *option)
{
  return find_owner (option) != no_owner;
}

char *
bounce_tally_option_owners (const char *option)
{
  gsize i = find_owner (option);

  g_return_val_if_fail (i != no_owner, NULL);
  return g_strjoinv (", ", (char **)owners[i].commands);
}

gboolean
bounce_tally_has_policy (const char *name)
{
  static const char *const without[]
      = { "suppress", "forget", "set", "export", "import", NULL };

  return name == NULL || !g_strv_contains (without, name);
}
