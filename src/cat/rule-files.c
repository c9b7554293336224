/* rule-files: finds the files of rules that a run tries, in their order.
   $BOUNCECAT_RULES takes the place of the default ones; if it is empty, there
   are none. */
#include "config.h"

#include "cat/rule-files.h"
#include "rules/rules.h"

static void
free_rules (gpointer rules)
{
  if (rules != bounce_rules_builtin ())
    bounce_rules_free (rules);
}

static gboolean
add_rules (GPtrArray *all, const char *file, GError **error)
{
  BounceRules *rules = bounce_rules_load (file, error);

  if (rules == NULL)
    return FALSE;
  g_ptr_array_add (all, rules);
  return TRUE;
}

/* The rules of the user and of the site, at their places. */
static gboolean
add_default_rules (GPtrArray *all, GError **error)
{
  const char *named = g_getenv ("BOUNCECAT_RULES");
  g_autofree char *user
      = g_build_filename (g_get_user_config_dir (), "bouncecat", "rules", NULL);
  const char *const places[] = { user, "/etc/bouncecat/rules" };

  if (named != NULL)
    return *named == '\0' || add_rules (all, named, error);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_file_test (places[i], G_FILE_TEST_EXISTS)
        && !add_rules (all, places[i], error))
      return FALSE;
  return TRUE;
}

GPtrArray *
bounce_rule_files_load (char *const *named, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (free_rules);

  for (guint i = 0; named != NULL && named[i] != NULL; i++)
    if (!add_rules (all, named[i], error))
      return NULL;
  if (!add_default_rules (all, error))
    return NULL;
  g_ptr_array_add (all, (gpointer)bounce_rules_builtin ());
  return g_steal_pointer (&all);
}
