/* The policy that makes a contact hard: settings as text become a struct, and
   an event gets its weight.  Pure: the time is an argument. */
#ifndef BOUNCE_LEDGER_POLICY_H
#define BOUNCE_LEDGER_POLICY_H

#include <glib.h>

#include "ledger/ledger.h"

/* A plain value. */
typedef struct
{
  guint soft_limit;
  guint window;    /* days; 0: for ever */
  guint uncounted; /* bit 1 << category */
  gboolean transient_soft;
  gboolean delivered_reset;
  gboolean key_final;
} BouncePolicy;

/* The rule of five. */
void bounce_policy_init (BouncePolicy *policy);

/* Sets NAME to VALUE.  FALSE with ERROR (USAGE) if there is no such name or
   the value is none of it. */
gboolean bounce_policy_set (BouncePolicy *policy, const char *name,
                            const char *value, GError **error);

/* The value of NAME in the one form that bounce_policy_set takes; NULL if
   there is no such name.  The caller frees it. */
char *bounce_policy_get (const BouncePolicy *policy, const char *name);

/* The names, NULL-terminated; static. */
const char *const *bounce_policy_names (void);

/* Sets what OPTIONS (may be NULL) gives. */
gboolean bounce_policy_override (BouncePolicy *policy,
                                 const BouncePolicyOptions *options,
                                 GError **error);

/* What EVENT counts for at NOW (seconds since 1970). */
BounceWeight bounce_policy_weigh (const BouncePolicy *policy, gint64 now,
                                  const BounceContact *contact,
                                  const BounceEvent *event);

/* Takes one more event into STANDING; they come by date. */
void bounce_standing_init (BounceStanding *standing);
void bounce_standing_reset (BounceStanding *standing);
void bounce_standing_clear (BounceStanding *standing);
void bounce_standing_add (BounceStanding *standing, const BouncePolicy *policy,
                          BounceWeight weight, const BounceEvent *event);

#endif
