/* policy: settings as text, from and to a struct.  One table has the names and
   what each takes.  Knows no store and no clock. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/event.h"
#include "ledger/policy.h"
#include "text/address-key.h"
#include "text/nearest.h"

#define SOFT_LIMIT_MAX 1000000
#define DAYS_MAX 36500

/* Sets *NUMBER; OFF (may be NULL) is the word for 0. */
static gboolean
read_number (const char *text, const char *off, guint max, guint *number)
{
  guint64 value = 0;

  if ((off == NULL || strcmp (text, off) != 0)
      && !g_ascii_string_to_unsigned (text, 10, 1, max, &value, NULL))
    return FALSE;
  *number = (guint)value;
  return TRUE;
}

static char *
print_number (guint number, const char *off)
{
  return number == 0 ? g_strdup (off) : g_strdup_printf ("%u", number);
}

static gboolean
set_soft_limit (BouncePolicy *policy, const char *value)
{
  return read_number (value, NULL, SOFT_LIMIT_MAX, &policy->soft_limit);
}

static char *
get_soft_limit (const BouncePolicy *policy)
{
  return print_number (policy->soft_limit, NULL);
}

static gboolean
set_window (BouncePolicy *policy, const char *value)
{
  return read_number (value, "never", DAYS_MAX, &policy->window);
}

static char *
get_window (const BouncePolicy *policy)
{
  return print_number (policy->window, "never");
}

static gboolean
set_spacing (BouncePolicy *policy, const char *value)
{
  return read_number (value, "0", DAYS_MAX, &policy->spacing);
}

static char *
get_spacing (const BouncePolicy *policy)
{
  return print_number (policy->spacing, "0");
}

static gboolean
set_hard_for (BouncePolicy *policy, const char *value)
{
  return read_number (value, "never", DAYS_MAX, &policy->hard_for);
}

static char *
get_hard_for (const BouncePolicy *policy)
{
  return print_number (policy->hard_for, "never");
}

static gboolean
set_uncounted (BouncePolicy *policy, const char *value)
{
  g_auto (GStrv) slugs = g_strsplit (value, ",", -1);
  guint uncounted = 0;

  if (*value != '\0' && strcmp (value, "none") != 0)
    for (guint i = 0; slugs[i] != NULL; i++)
      {
        BounceCategory category
            = bounce_category_from_slug (g_strstrip (slugs[i]));

        if (category == BOUNCE_CATEGORY_NONE
            || bounce_category_is_hard (category))
          return FALSE;
        uncounted |= 1U << category;
      }
  policy->uncounted = uncounted;
  return TRUE;
}

static char *
get_uncounted (const BouncePolicy *policy)
{
  GString *slugs = g_string_new (NULL);

  for (int i = 0; i < BOUNCE_N_CATEGORIES; i++)
    if (policy->uncounted & 1U << i)
      g_string_append_printf (slugs, "%s%s", slugs->len > 0 ? "," : "",
                              bounce_category_slug ((BounceCategory)i));
  if (slugs->len == 0)
    g_string_assign (slugs, "none");
  return g_string_free (slugs, FALSE);
}

/* Sets *CHOICE to the place of VALUE in WORDS; FALSE if it is none of them. */
static gboolean
set_choice (guint *choice, const char *value, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strcmp (words[i], value) == 0)
      {
        *choice = i;
        return TRUE;
      }
  return FALSE;
}

static const char *const transients[] = { "hard", "soft", NULL };
static const char *const delivereds[] = { "ignore", "reset", "clear", NULL };
static const char *const complaints[] = { "block", "ignore", NULL };
static const char *const keys[] = { "original", "final", NULL };

static gboolean
set_transient (BouncePolicy *policy, const char *value)
{
  return set_choice ((guint *)&policy->transient_soft, value, transients);
}

static char *
get_transient (const BouncePolicy *policy)
{
  return g_strdup (transients[policy->transient_soft]);
}

static gboolean
set_delivered (BouncePolicy *policy, const char *value)
{
  guint choice;

  if (!set_choice (&choice, value, delivereds))
    return FALSE;
  policy->delivered = (BounceDelivered)choice;
  return TRUE;
}

static char *
get_delivered (const BouncePolicy *policy)
{
  return g_strdup (delivereds[policy->delivered]);
}

static gboolean
set_complaints (BouncePolicy *policy, const char *value)
{
  return set_choice ((guint *)&policy->complaints_ignored, value, complaints);
}

static char *
get_complaints (const BouncePolicy *policy)
{
  return g_strdup (complaints[policy->complaints_ignored]);
}

static gboolean
set_our_ids (BouncePolicy *policy, const char *value)
{
  g_auto (GStrv) words = g_strsplit (value, ",", -1);
  g_autoptr (GString) domains = g_string_new (NULL);

  policy->our_ids = NULL;
  if (*value == '\0' || strcmp (value, "any") == 0)
    return TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *domain = bounce_address_domain_key (words[i]);

      if (*domain == '\0' || strpbrk (domain, " @<>\"") != NULL)
        return FALSE;
      g_string_append_printf (domains, "%s%s", domains->len > 0 ? "," : "",
                              domain);
    }
  policy->our_ids = g_intern_string (domains->str);
  return TRUE;
}

static char *
get_our_ids (const BouncePolicy *policy)
{
  return g_strdup (policy->our_ids != NULL ? policy->our_ids : "any");
}

static gboolean
set_key (BouncePolicy *policy, const char *value)
{
  return set_choice ((guint *)&policy->key_final, value, keys);
}

static char *
get_key (const BouncePolicy *policy)
{
  return g_strdup (keys[policy->key_final]);
}

static const char *const names[] = {
  [BOUNCE_SETTING_SOFT_LIMIT] = "soft-limit",
  [BOUNCE_SETTING_WINDOW] = "window",
  [BOUNCE_SETTING_SPACING] = "spacing",
  [BOUNCE_SETTING_UNCOUNTED] = "uncounted",
  [BOUNCE_SETTING_TRANSIENT] = "transient",
  [BOUNCE_SETTING_DELIVERED] = "delivered",
  [BOUNCE_SETTING_HARD_FOR] = "hard-for",
  [BOUNCE_SETTING_COMPLAINTS] = "complaints",
  [BOUNCE_SETTING_OUR_IDS] = "our-ids",
  [BOUNCE_SETTING_KEY] = "key",
  [BOUNCE_N_SETTINGS] = NULL,
};

static const struct
{
  gboolean (*set) (BouncePolicy *policy, const char *value);
  char *(*get) (const BouncePolicy *policy);
  const char *values; /* for the message on a wrong one */
} settings[BOUNCE_N_SETTINGS] = {
  [BOUNCE_SETTING_SOFT_LIMIT]
  = { set_soft_limit, get_soft_limit, "a number from 1 to 1000000" },
  [BOUNCE_SETTING_WINDOW]
  = { set_window, get_window, "days from 1 to 36500, or never" },
  [BOUNCE_SETTING_SPACING]
  = { set_spacing, get_spacing, "days from 0 to 36500" },
  [BOUNCE_SETTING_UNCOUNTED]
  = { set_uncounted, get_uncounted,
      "soft categories separated by commas, or none" },
  [BOUNCE_SETTING_TRANSIENT] = { set_transient, get_transient, "soft or hard" },
  [BOUNCE_SETTING_DELIVERED]
  = { set_delivered, get_delivered, "reset, clear or ignore" },
  [BOUNCE_SETTING_HARD_FOR]
  = { set_hard_for, get_hard_for, "days from 1 to 36500, or never" },
  [BOUNCE_SETTING_COMPLAINTS]
  = { set_complaints, get_complaints, "block or ignore" },
  [BOUNCE_SETTING_OUR_IDS]
  = { set_our_ids, get_our_ids, "domains with commas, or any" },
  [BOUNCE_SETTING_KEY] = { set_key, get_key, "original or final" },
};

void
bounce_policy_init (BouncePolicy *policy)
{
  *policy = (BouncePolicy){ .soft_limit = 5 };
}

const char *const *
bounce_policy_names (void)
{
  return names;
}

/* Which soft category the first word of VALUE that is none may have been. */
static char *
category_hint (const char *value)
{
  g_auto (GStrv) words = g_strsplit (value, ",", -1);
  const char *soft[BOUNCE_N_CATEGORIES];
  guint n = 0, i = 0;

  for (int c = BOUNCE_CATEGORY_NONE + 1; c < BOUNCE_N_CATEGORIES; c++)
    if (!bounce_category_is_hard ((BounceCategory)c))
      soft[n++] = bounce_category_slug ((BounceCategory)c);
  while (words[i] != NULL
         && bounce_category_from_slug (g_strstrip (words[i]))
                != BOUNCE_CATEGORY_NONE)
    i++;
  return words[i] != NULL ? bounce_nearest_of (words[i], soft, n) : NULL;
}

gboolean
bounce_policy_set (BouncePolicy *policy, const char *name, const char *value,
                   GError **error)
{
  g_autofree char *hint = NULL;

  for (guint i = 0; i < BOUNCE_N_SETTINGS; i++)
    if (strcmp (names[i], name) == 0)
      {
        if (settings[i].set (policy, value))
          return TRUE;
        if (settings[i].set == set_uncounted)
          hint = category_hint (value);
        g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_USAGE,
                     "%s must be %s, not '%s'%s", name, settings[i].values,
                     value, hint != NULL ? hint : "");
        return FALSE;
      }
  hint = bounce_nearest_of (name, names, BOUNCE_N_SETTINGS);
  g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_USAGE,
               "unknown setting '%s'%s", name, hint);
  return FALSE;
}

char *
bounce_policy_get (const BouncePolicy *policy, const char *name)
{
  for (guint i = 0; i < BOUNCE_N_SETTINGS; i++)
    if (strcmp (names[i], name) == 0)
      return settings[i].get (policy);
  return NULL;
}

gboolean
bounce_policy_override (BouncePolicy *policy,
                        const BouncePolicyOptions *options, GError **error)
{
  for (guint i = 0; options != NULL && i < BOUNCE_N_SETTINGS; i++)
    if (options->values[i] != NULL
        && !bounce_policy_set (policy, names[i], options->values[i], error))
      return FALSE;
  return TRUE;
}

gboolean
bounce_policy_needs_events (const BouncePolicy *policy)
{
  return policy->window > 0 || policy->spacing > 0 || policy->hard_for > 0
         || policy->delivered != BOUNCE_DELIVERED_IGNORE
         || policy->our_ids != NULL;
}

/* TRUE if DOMAIN is one of LIST, which has commas, or below one. */
static gboolean
is_listed (const char *list, const char *domain)
{
  gsize length = strlen (domain);

  for (const char *at = list; *at != '\0'; at += *at == ',')
    {
      gsize n = strcspn (at, ",");

      if (length >= n && g_ascii_strncasecmp (domain + length - n, at, n) == 0
          && (length == n || domain[length - n - 1] == '.'))
        return TRUE;
      at += n;
    }
  return FALSE;
}

/* The domain in ID if it is written as keys are, but for its case; this is what
   nearly all are, and it is asked for every event.  NULL: it may be none. */
static const char *
plain_domain (const char *id)
{
  const char *at = strrchr (id, '@');

  if (at == NULL || !g_str_has_prefix (id, "message:"))
    return NULL;
  for (const char *c = at + 1; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '-' && *c != '.')
      return NULL;
  return g_str_has_suffix (at, ".") || strstr (at, "--") != NULL ? NULL
                                                                 : at + 1;
}

gboolean
bounce_policy_is_ours (const BouncePolicy *policy, const char *id,
                       gboolean verp)
{
  g_autofree char *domain = NULL;
  const char *plain;

  if (policy->our_ids == NULL || verp)
    return TRUE;
  plain = plain_domain (id);
  if (plain != NULL)
    return is_listed (policy->our_ids, plain);
  domain = bounce_event_id_domain (id);
  return domain != NULL && is_listed (policy->our_ids, domain);
}
