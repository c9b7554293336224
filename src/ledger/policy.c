/* policy: parses and formats the settings of a policy.  One table has their
   names and what each takes.  Knows no store and no clock. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/event.h"
#include "ledger/policy.h"
#include "text/address-form.h"
#include "text/address-key.h"
#include "text/nearest.h"

#define SOFT_LIMIT_MAX 1000000
#define DAYS_MAX 36500

/* What a setting takes. */
typedef struct
{
  const char *name;
  const char *values; /* for the message on a wrong one */
  /* The member that holds it: a guint, or an enumeration as large. */
  gsize member;
  /* A number from 1 to this, or the word for 0 ... */
  guint max;
  const char *off; /* NULL: 0 is none */
  /* ... or one of these, by its place ... */
  const char *const *words;
  /* ... or what these make of it. */
  gboolean (*set) (BouncePolicy *policy, const char *value);
  char *(*get) (const BouncePolicy *policy);
} Setting;

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

static gboolean
set_our_ids (BouncePolicy *policy, const char *value)
{
  g_auto (GStrv) words = g_strsplit (value, ",", -1);
  g_autoptr (GString) domains = g_string_new (NULL);

  policy->our_ids = NULL;
  if (*value == '\0' || strcmp (value, "any") == 0)
    return *value != '\0';
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *domain = NULL;

      /* One that no Message-ID has would make all bounces count nothing. */
      if (!bounce_address_is_domain (g_strstrip (words[i]))
          || strcmp (words[i], "any") == 0)
        return FALSE;
      domain = bounce_address_domain_key (words[i]);
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

static const char *const transients[] = { "hard", "soft", NULL };
static const char *const delivereds[] = { "ignore", "reset", "clear", NULL };
static const char *const complaints[] = { "block", "ignore", NULL };
static const char *const keys[] = { "original", "final", NULL };

#define MEMBER(name) .member = G_STRUCT_OFFSET (BouncePolicy, name)

static const Setting settings[BOUNCE_N_SETTINGS] = {
  [BOUNCE_SETTING_SOFT_LIMIT] = { "soft-limit", "a number from 1 to 1000000",
                                  MEMBER (soft_limit), .max = SOFT_LIMIT_MAX },
  [BOUNCE_SETTING_WINDOW]
  = { "window", "days from 1 to 36500, or never", MEMBER (window),
      .max = DAYS_MAX, .off = "never" },
  [BOUNCE_SETTING_SPACING] = { "spacing", "days from 0 to 36500",
                               MEMBER (spacing), .max = DAYS_MAX, .off = "0" },
  [BOUNCE_SETTING_UNCOUNTED]
  = { "uncounted", "soft categories separated by commas, or none",
      .set = set_uncounted, .get = get_uncounted },
  [BOUNCE_SETTING_TRANSIENT] = { "transient", "soft or hard",
                                 MEMBER (transient_soft), .words = transients },
  [BOUNCE_SETTING_DELIVERED] = { "delivered", "reset, clear or ignore",
                                 MEMBER (delivered), .words = delivereds },
  [BOUNCE_SETTING_HARD_FOR]
  = { "hard-for", "days from 1 to 36500, or never", MEMBER (hard_for),
      .max = DAYS_MAX, .off = "never" },
  [BOUNCE_SETTING_COMPLAINTS]
  = { "complaints", "block or ignore", MEMBER (complaints_ignored),
      .words = complaints },
  [BOUNCE_SETTING_OUR_IDS] = { "our-ids", "domains with commas, or any",
                               .set = set_our_ids, .get = get_our_ids },
  [BOUNCE_SETTING_KEY]
  = { "key", "original or final", MEMBER (key_final), .words = keys },
};

/* The place of NAME among the settings; BOUNCE_N_SETTINGS: there is none. */
static guint
find_setting (const char *name)
{
  guint i = 0;

  while (i < BOUNCE_N_SETTINGS && strcmp (settings[i].name, name) != 0)
    i++;
  return i;
}

/* FALSE if VALUE is none of what SETTING takes. */
static gboolean
set_value (const Setting *setting, BouncePolicy *policy, const char *value)
{
  guint *member = (guint *)(void *)((char *)policy + setting->member);
  guint64 number = 0;

  if (setting->set != NULL)
    return setting->set (policy, value);
  if (setting->words != NULL)
    {
      while (setting->words[number] != NULL
             && strcmp (setting->words[number], value) != 0)
        number++;
      if (setting->words[number] == NULL)
        return FALSE;
    }
  else if ((setting->off == NULL || strcmp (value, setting->off) != 0)
           && !g_ascii_string_to_unsigned (value, 10, 1, setting->max, &number,
                                           NULL))
    return FALSE;
  *member = (guint)number;
  return TRUE;
}

void
bounce_policy_init (BouncePolicy *policy)
{
  *policy = (BouncePolicy){ .soft_limit = 5 };
}

const char *const *
bounce_policy_names (void)
{
  static const char *names[BOUNCE_N_SETTINGS + 1];

  for (guint i = 0; i < BOUNCE_N_SETTINGS; i++)
    names[i] = settings[i].name;
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
  guint i = find_setting (name);
  g_autofree char *hint = NULL;

  if (i == BOUNCE_N_SETTINGS)
    {
      hint
          = bounce_nearest_of (name, bounce_policy_names (), BOUNCE_N_SETTINGS);
      g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_USAGE,
                   "unknown setting '%s'%s", name, hint);
      return FALSE;
    }
  if (set_value (&settings[i], policy, value))
    return TRUE;
  if (i == BOUNCE_SETTING_UNCOUNTED)
    hint = category_hint (value);
  g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_USAGE,
               "%s must be %s, not '%s'%s", name, settings[i].values, value,
               hint != NULL ? hint : "");
  return FALSE;
}

char *
bounce_policy_get (const BouncePolicy *policy, const char *name)
{
  const Setting *setting = &settings[find_setting (name)];
  guint number;

  if (setting == settings + BOUNCE_N_SETTINGS)
    return NULL;
  if (setting->get != NULL)
    return setting->get (policy);
  memcpy (&number, (const char *)policy + setting->member, sizeof number);
  if (setting->words != NULL)
    return g_strdup (setting->words[number]);
  return number == 0 ? g_strdup (setting->off) : g_strdup_printf ("%u", number);
}

gboolean
bounce_policy_override (BouncePolicy *policy,
                        const BouncePolicyOptions *options, GError **error)
{
  for (guint i = 0; options != NULL && i < BOUNCE_N_SETTINGS; i++)
    if (options->values[i] != NULL
        && !bounce_policy_set (policy, settings[i].name, options->values[i],
                               error))
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
