/* option-values: reads the values that GOption leaves as text, and checks that
   a command has the options it needs. */
#include "config.h"

#include <string.h>
#include <unistd.h>
#include <sysexits.h>

#include "ledger/stats.h"
#include "output/terminal.h"
#include "tally/date.h"
#include "tally/option-values.h"
#include "text/address-form.h"
#include "text/address-key.h"
#include "text/nearest.h"

const char *
bounce_tally_state_name (int i)
{
  return i < BOUNCE_N_CONTACT_STATES
             ? bounce_contact_state_name ((BounceContactState)i)
             : "blocked";
}

/* VALUE is no WHAT.  NAMES: those that it may have been meant to be; or NULL.
 */
static gboolean
wrong (GError **error, const char *option, const char *what, const char *value,
       const char *const *names)
{
  guint n = names != NULL ? g_strv_length ((char **)names) : 0;
  g_autofree char *hint = bounce_nearest_of (value, names, n);

  g_set_error (error, BOUNCE_TALLY_ERROR, EX_USAGE, "--%s: %s %s '%s'%s",
               option, names != NULL ? "unknown" : "invalid", what, value,
               hint);
  return FALSE;
}

static gboolean
wrong_category (GError **error, const char *value)
{
  const char *names[BOUNCE_N_CATEGORIES] = { NULL };

  for (int i = BOUNCE_CATEGORY_NONE + 1; i < BOUNCE_N_CATEGORIES; i++)
    names[i - 1] = bounce_category_slug ((BounceCategory)i);
  return wrong (error, "category", "category", value, names);
}

/* FALSE if --color is none. */
static gboolean
choose_form (BounceTallyArguments *arguments)
{
  BounceTallyOptions *options = &arguments->options;
  BounceColor color = bounce_color_from_name (arguments->color);

  if (color == BOUNCE_N_COLORS)
    return FALSE;
  if (arguments->format == NULL && isatty (STDOUT_FILENO))
    options->form = bounce_color_is_wanted (color) ? BOUNCE_TABLE_SCREEN_COLORED
                                                   : BOUNCE_TABLE_SCREEN;
  else
    options->form = options->json ? BOUNCE_TABLE_JSON : BOUNCE_TABLE_TSV;
  return TRUE;
}

static gboolean
read_states (const char *text, guint *states, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  const char *names[BOUNCE_N_CONTACT_STATES + 2] = { NULL };

  if (words[0] == NULL) /* no state is not every state */
    return wrong (error, "state", "state", text, NULL);
  for (guint i = 0; words[i] != NULL; i++)
    {
      BounceContactState state = bounce_contact_state_from_name (words[i]);

      if (strcmp (words[i], "blocked") == 0)
        *states |= BOUNCE_CONTACT_BLOCKED;
      else if (state != BOUNCE_N_CONTACT_STATES)
        *states |= 1U << state;
      else
        {
          for (int j = 0; j <= BOUNCE_N_CONTACT_STATES; j++)
            names[j] = bounce_tally_state_name (j);
          return wrong (error, "state", "state", words[i], names);
        }
    }
  return TRUE;
}

static gboolean
read_filter (const BounceTallyArguments *arguments, BounceContactFilter *filter,
             GError **error)
{
  const struct
  {
    const char *option;
    const char *text;
    gint64 *date;
    gboolean is_end;
  } dates[] = {
    { "since", arguments->since, &filter->since, FALSE },
    { "until", arguments->until, &filter->until, TRUE },
    { "changed-since", arguments->changed_since, &filter->changed_since,
      FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      *dates[i].date = G_MININT64;
      if (dates[i].text != NULL
          && !bounce_date_read (dates[i].text, dates[i].is_end, dates[i].date))
        return wrong (error, dates[i].option, "date", dates[i].text, NULL);
    }
  filter->category = bounce_category_from_slug (arguments->category);
  if (arguments->category != NULL && filter->category == BOUNCE_CATEGORY_NONE)
    return wrong_category (error, arguments->category);
  if (arguments->domain != NULL
      && !bounce_address_is_domain (arguments->domain))
    return wrong (error, "domain", "domain", arguments->domain, NULL);
  if (arguments->domain != NULL)
    filter->domain = bounce_address_domain_key (arguments->domain);
  return arguments->state == NULL
         || read_states (arguments->state, &filter->states, error);
}

/* Turns what is text into values. */
static gboolean
read_values (BounceTallyArguments *arguments, GError **error)
{
  static const char *const formats[] = { "tsv", "json", NULL };
  static const char *const colors[] = { "auto", "always", "never", NULL };
  static const char *const bys[]
      = { "state", "category", "domain", "remote_mta", "day", "month", NULL };
  BounceTallyOptions *options = &arguments->options;

  options->json = g_strcmp0 (arguments->format, "json") == 0;
  if (arguments->format != NULL && !options->json
      && strcmp (arguments->format, "tsv") != 0)
    return wrong (error, "format", "format", arguments->format, formats);
  if (!choose_form (arguments))
    return wrong (error, "color", "value", arguments->color, colors);
  if (options->lock_wait < 0
      || options->lock_wait > BOUNCE_LEDGER_LOCK_WAIT_MAX)
    {
      g_set_error (error, BOUNCE_TALLY_ERROR, EX_USAGE,
                   "--lock-wait must be from 0 to %d",
                   BOUNCE_LEDGER_LOCK_WAIT_MAX);
      return FALSE;
    }
  if (options->by != NULL && strcmp (options->by, "state") != 0
      && bounce_stats_from_name (options->by) == BOUNCE_N_STATS)
    return wrong (error, "by", "value", options->by, bys);
  if (options->reason != NULL && !g_utf8_validate (options->reason, -1, NULL))
    return wrong (error, "reason", "UTF-8", options->reason, NULL);
  options->before = G_MININT64;
  if (arguments->before != NULL
      && !bounce_date_read (arguments->before, FALSE, &options->before))
    return wrong (error, "before", "date", arguments->before, NULL);
  return read_filter (arguments, &options->filter, error);
}

/* What a command needs beside a number of arguments, before anything is
   opened. */
static gboolean
check_needs (const BounceTallyOptions *options, GError **error)
{
  const BounceContactFilter *filter = &options->filter;
  const char *name = options->words != NULL ? options->words[0] : "";
  const char *trouble = NULL;
  gboolean by_filter
      = filter->domain != NULL || filter->category != BOUNCE_CATEGORY_NONE
        || filter->since != G_MININT64 || filter->until != G_MININT64;

  if (options->help)
    return TRUE;
  if (strcmp (name, "prune") == 0 && options->before == G_MININT64)
    trouble = "prune needs --before=DATE";
  else if (strcmp (name, "check") == 0 && options->column != NULL
           && options->words[1] != NULL)
    trouble = "--column is for a list on standard input";
  else if (strcmp (name, "reset") == 0
           && by_filter == (options->words[1] != NULL))
    trouble = "reset takes addresses, or --domain, --category, --since and "
              "--until";
  if (trouble == NULL)
    return TRUE;
  g_set_error_literal (error, BOUNCE_TALLY_ERROR, EX_USAGE, trouble);
  return FALSE;
}

gboolean
bounce_tally_option_values (BounceTallyArguments *arguments, GError **error)
{
  return read_values (arguments, error)
         && check_needs (&arguments->options, error);
}
