/* ledger-policy: settings as text become a policy, and under it events become
   a standing.  The state of a contact is never stored: it follows from its
   events whenever it is asked for.  Knows no store and no clock. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/event.h"
#include "ledger/policy.h"
#include "text/nearest.h"

#define SECONDS_A_DAY 86400
#define SOFT_LIMIT_MAX 1000000
#define WINDOW_MAX 36500

static gboolean
read_number (const char *text, guint max, guint *number)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, max, &value, NULL))
    return FALSE;
  *number = (guint)value;
  return TRUE;
}

static gboolean
set_soft_limit (BouncePolicy *policy, const char *value)
{
  return read_number (value, SOFT_LIMIT_MAX, &policy->soft_limit);
}

static char *
get_soft_limit (const BouncePolicy *policy)
{
  return g_strdup_printf ("%u", policy->soft_limit);
}

static gboolean
set_window (BouncePolicy *policy, const char *value)
{
  if (strcmp (value, "never") != 0)
    return read_number (value, WINDOW_MAX, &policy->window);
  policy->window = 0;
  return TRUE;
}

static char *
get_window (const BouncePolicy *policy)
{
  return policy->window == 0 ? g_strdup ("never")
                             : g_strdup_printf ("%u", policy->window);
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

/* Sets *SWITCH to whether VALUE is ON; FALSE if it is neither ON nor OFF. */
static gboolean
set_switch (gboolean *on_off, const char *value, const char *off,
            const char *on)
{
  if (strcmp (value, on) != 0 && strcmp (value, off) != 0)
    return FALSE;
  *on_off = strcmp (value, on) == 0;
  return TRUE;
}

static gboolean
set_transient (BouncePolicy *policy, const char *value)
{
  return set_switch (&policy->transient_soft, value, "hard", "soft");
}

static char *
get_transient (const BouncePolicy *policy)
{
  return g_strdup (policy->transient_soft ? "soft" : "hard");
}

static gboolean
set_delivered (BouncePolicy *policy, const char *value)
{
  return set_switch (&policy->delivered_reset, value, "ignore", "reset");
}

static char *
get_delivered (const BouncePolicy *policy)
{
  return g_strdup (policy->delivered_reset ? "reset" : "ignore");
}

static gboolean
set_key (BouncePolicy *policy, const char *value)
{
  return set_switch (&policy->key_final, value, "original", "final");
}

static char *
get_key (const BouncePolicy *policy)
{
  return g_strdup (policy->key_final ? "final" : "original");
}

static const char *const names[]
    = { "soft-limit", "window", "uncounted", "transient",
        "delivered",  "key",    NULL };

/* In the order of `names`. */
static const struct
{
  gboolean (*set) (BouncePolicy *policy, const char *value);
  char *(*get) (const BouncePolicy *policy);
  const char *values; /* for the message on a wrong one */
} settings[] = {
  { set_soft_limit, get_soft_limit, "a number from 1 to 1000000" },
  { set_window, get_window, "days from 1 to 36500, or never" },
  { set_uncounted, get_uncounted, "soft categories with commas, or none" },
  { set_transient, get_transient, "soft or hard" },
  { set_delivered, get_delivered, "reset or ignore" },
  { set_key, get_key, "original or final" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (names) == G_N_ELEMENTS (settings) + 1);

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

gboolean
bounce_policy_set (BouncePolicy *policy, const char *name, const char *value,
                   GError **error)
{
  g_autofree char *hint = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      {
        if (settings[i].set (policy, value))
          return TRUE;
        g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_USAGE,
                     "%s is %s, not '%s'", name, settings[i].values, value);
        return FALSE;
      }
  hint = bounce_nearest_of (name, names, g_strv_length ((char **)names));
  g_set_error (error, BOUNCE_LEDGER_ERROR, BOUNCE_LEDGER_ERROR_USAGE,
               "there is no setting '%s'%s", name, hint);
  return FALSE;
}

char *
bounce_policy_get (const BouncePolicy *policy, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return settings[i].get (policy);
  return NULL;
}

gboolean
bounce_policy_override (BouncePolicy *policy,
                        const BouncePolicyOptions *options, GError **error)
{
  if (options == NULL)
    return TRUE;

  const char *const values[]
      = { options->soft_limit, options->window,    options->uncounted,
          options->transient,  options->delivered, options->key };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (values[i] != NULL
        && !bounce_policy_set (policy, names[i], values[i], error))
      return FALSE;
  return TRUE;
}

/* Whether a soft bounce of DATE is too old to count.  One without a date never
   grows old, but any delivery is later. */
static gboolean
is_past (const BouncePolicy *policy, gint64 now, const BounceContact *contact,
         gint64 date)
{
  gint64 window = (gint64)policy->window * SECONDS_A_DAY;

  if (policy->window > 0 && date != G_MININT64 && date < now - window)
    return TRUE;
  return policy->delivered_reset && contact->delivered != G_MININT64
         && date <= contact->delivered;
}

BounceWeight
bounce_policy_weigh (const BouncePolicy *policy, gint64 now,
                     const BounceContact *contact, const BounceEvent *event)
{
  gboolean hard = bounce_category_is_hard (event->category);

  if (event->cleared || event->category == BOUNCE_CATEGORY_NONE)
    return BOUNCE_WEIGHT_NONE;
  if (hard && policy->transient_soft && bounce_event_is_transient (event))
    hard = FALSE;
  if (hard)
    return BOUNCE_WEIGHT_HARD;
  if (policy->uncounted & 1U << event->category)
    return BOUNCE_WEIGHT_NONE;
  return is_past (policy, now, contact, event->date) ? BOUNCE_WEIGHT_NONE
                                                     : BOUNCE_WEIGHT_SOFT;
}

const char *
bounce_standing_name (gboolean hard)
{
  return hard ? "hard" : "active";
}

void
bounce_standing_init (BounceStanding *standing)
{
  *standing = (BounceStanding){ .id = g_string_new (NULL),
                                .status = g_string_new (NULL),
                                .date = G_MININT64 };
}

void
bounce_standing_reset (BounceStanding *standing)
{
  standing->soft_bounces = 0;
  standing->events = 0;
  standing->hard = FALSE;
  standing->category = BOUNCE_CATEGORY_NONE;
  standing->date = G_MININT64;
  g_string_truncate (standing->id, 0);
  g_string_truncate (standing->status, 0);
}

void
bounce_standing_clear (BounceStanding *standing)
{
  g_string_free (standing->id, TRUE);
  g_string_free (standing->status, TRUE);
}

void
bounce_standing_add (BounceStanding *standing, const BouncePolicy *policy,
                     BounceWeight weight, const BounceEvent *event)
{
  gboolean was_hard = standing->hard;

  standing->events++;
  if (weight == BOUNCE_WEIGHT_SOFT)
    standing->soft_bounces++;
  if (weight == BOUNCE_WEIGHT_HARD
      || standing->soft_bounces >= policy->soft_limit)
    standing->hard = TRUE;
  if (was_hard) /* the reason stands */
    return;
  standing->category = event->category;
  standing->date = event->date;
  g_string_assign (standing->id, event->id);
  g_string_assign (standing->status,
                   event->status != NULL ? event->status : "");
}
