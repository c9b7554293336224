/* option-checks: checks the values that GOption does not, and options that
   contradict each other. */
#include "config.h"

#include <string.h>

#include "cat/option-checks.h"
#include "cli/wrong-option.h"
#include "text/address-form.h"
#include "text/address-key.h"
#include "text/header-field.h"
#include "verdict/verp.h"

#define JOBS_MAX 256

static gboolean
check_original_headers (char **names, GError **error)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      if (!bounce_header_field_is_name (names[i]))
        return bounce_wrong_option (error, "invalid header name '%s'",
                                    names[i]);
      /* Two JSON keys must not be the same. */
      if (bounce_field_from_name (names[i]) < BOUNCE_N_FIELDS)
        return bounce_wrong_option (
            error,
            "'%s' is the name of a field: write the header's name"
            " with a capital letter",
            names[i]);
    }
  return TRUE;
}

/* What is neither would stop nothing from being counted. */
static gboolean
check_own (char **texts, GError **error)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      g_autofree char *bare = bounce_address_written (texts[i]);

      if (bare == NULL || !g_utf8_validate (texts[i], -1, NULL)
          || (!bounce_address_is_domain (bare)
              && !bounce_address_is_single (bare)))
        return bounce_wrong_option (
            error, "--own needs an address or a domain, not '%s'", texts[i]);
    }
  return TRUE;
}

static gboolean
check_verp (char **patterns, GError **error)
{
  for (guint i = 0; patterns != NULL && patterns[i] != NULL; i++)
    if (!g_utf8_validate (patterns[i], -1, NULL)
        || !bounce_verp_is_pattern (patterns[i]))
      return bounce_wrong_option (
          error,
          "--verp needs a pattern with {local} and {domain},"
          " or {token}, not '%s'",
          patterns[i]);
  return TRUE;
}

/* Standard input can be read once: as names or as mail. */
static gboolean
check_sources (const BounceCommandLine *line, GError **error)
{
  gboolean taken = g_strcmp0 (line->files_from, "-") == 0;

  if (line->replies && line->ledger != NULL)
    return bounce_wrong_option (error,
                                "--replies and --ledger can't be combined");
  if (line->null && line->files_from == NULL)
    return bounce_wrong_option (error, "--null needs --files-from");
  for (guint i = 0; line->sources != NULL && line->sources[i] != NULL; i++)
    {
      if (strcmp (line->sources[i], "-") != 0)
        continue;
      if (taken)
        return bounce_wrong_option (error,
                                    "standard input can be read only once");
      taken = TRUE;
    }
  return TRUE;
}

gboolean
bounce_command_line_check (const BounceCommandLine *line, GError **error)
{
  if (line->jobs < 0 || line->jobs > JOBS_MAX)
    return bounce_wrong_option (error, "--jobs must be from 0 to %d", JOBS_MAX);
  return check_original_headers (line->original_headers, error)
         && check_own (line->own, error) && check_verp (line->verp, error)
         && check_sources (line, error);
}
