/* The policy that makes a contact hard: settings as text become a struct. */
#ifndef BOUNCE_LEDGER_POLICY_H
#define BOUNCE_LEDGER_POLICY_H

#include <glib.h>

#include "ledger/contact.h"

/* The settings, in the order in which they are shown. */
typedef enum
{
  BOUNCE_SETTING_SOFT_LIMIT,
  BOUNCE_SETTING_WINDOW,
  BOUNCE_SETTING_SPACING,
  BOUNCE_SETTING_UNCOUNTED,
  BOUNCE_SETTING_TRANSIENT,
  BOUNCE_SETTING_DELIVERED,
  BOUNCE_SETTING_HARD_FOR,
  BOUNCE_SETTING_COMPLAINTS,
  BOUNCE_SETTING_OUR_IDS,
  BOUNCE_SETTING_KEY,
  BOUNCE_N_SETTINGS
} BounceSetting;

/* Values as text that override a ledger's own in one run (options of the
   commands); NULL: not given. */
typedef struct
{
  const char *values[BOUNCE_N_SETTINGS];
} BouncePolicyOptions;

typedef enum
{
  BOUNCE_DELIVERED_IGNORE,
  BOUNCE_DELIVERED_RESET,
  BOUNCE_DELIVERED_CLEAR
} BounceDelivered;

/* A plain value. */
typedef struct
{
  guint soft_limit;
  guint window;    /* days; 0: for ever */
  guint spacing;   /* days */
  guint uncounted; /* bit 1 << category */
  guint hard_for;  /* days; 0: for ever */
  gboolean transient_soft;
  BounceDelivered delivered;
  gboolean complaints_ignored;
  const char *our_ids; /* domains with commas; interned; NULL: all count */
  gboolean key_final;
} BouncePolicy;

/* Sets POLICY to the defaults of bouncetally(1): the rule of five soft bounces.
 */
void bounce_policy_init (BouncePolicy *policy);

/* Sets NAME to VALUE.  FALSE with ERROR (USAGE) if there is no such name or
   value. */
gboolean bounce_policy_set (BouncePolicy *policy, const char *name,
                            const char *value, GError **error);

/* The value of NAME in the one form that bounce_policy_set takes; NULL if
   there is no such name.  The caller frees it. */
char *bounce_policy_get (const BouncePolicy *policy, const char *name);

/* The names, by BounceSetting, NULL-terminated; static. */
const char *const *bounce_policy_names (void);

/* Sets what OPTIONS (may be NULL) gives.  FALSE with ERROR as there. */
gboolean bounce_policy_override (BouncePolicy *policy,
                                 const BouncePolicyOptions *options,
                                 GError **error);

/* TRUE if counts by class do not tell where a contact stands under POLICY: it
   asks when each bounce was, or whose. */
gboolean bounce_policy_needs_events (const BouncePolicy *policy);

/* TRUE if what bounced is the site's own: always without our-ids, else by the
   VERP address or the domain of the original Message-ID in the event's
   identity ID. */
gboolean bounce_policy_is_ours (const BouncePolicy *policy, const char *id,
                                gboolean verp);

#endif
