/* The eight reason categories of bouncecat-categories(7) and "unknown": slug,
   name, soft or hard.  No other file spells a slug.  All strings are static. */
#ifndef BOUNCE_MODEL_CATEGORY_H
#define BOUNCE_MODEL_CATEGORY_H

#include <glib.h>

typedef enum
{
  BOUNCE_CATEGORY_NONE, /* not judged: the action is no failure */
  BOUNCE_CATEGORY_OVER_QUOTA,
  BOUNCE_CATEGORY_BLOCKED_CONTENT,
  BOUNCE_CATEGORY_REMOTE_CONFIGURATION_ERROR,
  BOUNCE_CATEGORY_INACTIVE,
  BOUNCE_CATEGORY_ADDRESS_DOES_NOT_EXIST,
  BOUNCE_CATEGORY_DOMAIN_DOES_NOT_EXIST,
  BOUNCE_CATEGORY_RELAY_ERROR,
  BOUNCE_CATEGORY_INVALID_EMAIL,
  BOUNCE_CATEGORY_UNKNOWN,
  BOUNCE_N_CATEGORIES
} BounceCategory;

/* The slug of the record format ("over-quota"); NULL for NONE. */
const char *bounce_category_slug (BounceCategory category);

/* The name for people ("Over Quota"); NULL for NONE. */
const char *bounce_category_name (BounceCategory category);

/* TRUE if a bounce of this category marks its address undeliverable at once. */
gboolean bounce_category_is_hard (BounceCategory category);

/* "soft", "hard", or NULL for NONE. */
const char *bounce_category_type (BounceCategory category);

/* The category whose slug is SLUG, case included.  BOUNCE_CATEGORY_NONE if SLUG
   is NULL or no slug. */
BounceCategory bounce_category_from_slug (const char *slug);

#endif
