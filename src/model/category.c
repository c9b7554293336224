/* category: the table of the eight reason categories (and "unknown").
   The category alone fixes the type, soft or hard. */
#include "config.h"

#include "model/category.h"

typedef struct
{
  const char *slug;
  const char *name;
  gboolean hard;
} CategoryFacts;

static const CategoryFacts facts[BOUNCE_N_CATEGORIES] = {
  [BOUNCE_CATEGORY_NONE] = { NULL, NULL, FALSE },
  [BOUNCE_CATEGORY_OVER_QUOTA] = { "over-quota", "Over Quota", FALSE },
  [BOUNCE_CATEGORY_BLOCKED_CONTENT]
  = { "blocked-content", "Blocked Content", FALSE },
  [BOUNCE_CATEGORY_REMOTE_CONFIGURATION_ERROR]
  = { "remote-configuration-error", "Remote Configuration Error", FALSE },
  [BOUNCE_CATEGORY_INACTIVE] = { "inactive", "Inactive", TRUE },
  [BOUNCE_CATEGORY_ADDRESS_DOES_NOT_EXIST]
  = { "address-does-not-exist", "Email Address Does Not Exist", TRUE },
  [BOUNCE_CATEGORY_DOMAIN_DOES_NOT_EXIST]
  = { "domain-does-not-exist", "Domain Does Not Exist", TRUE },
  [BOUNCE_CATEGORY_RELAY_ERROR] = { "relay-error", "Relay Error", TRUE },
  [BOUNCE_CATEGORY_INVALID_EMAIL] = { "invalid-email", "Invalid Email", TRUE },
  [BOUNCE_CATEGORY_UNKNOWN] = { "unknown", "Unknown", FALSE },
};

const char *
bounce_category_slug (BounceCategory category)
{
  return facts[category].slug;
}

const char *
bounce_category_name (BounceCategory category)
{
  return facts[category].name;
}

gboolean
bounce_category_is_hard (BounceCategory category)
{
  return facts[category].hard;
}

const char *
bounce_category_type (BounceCategory category)
{
  if (category == BOUNCE_CATEGORY_NONE)
    return NULL;
  return facts[category].hard ? "hard" : "soft";
}

BounceCategory
bounce_category_from_slug (const char *slug)
{
  for (int i = BOUNCE_CATEGORY_NONE + 1; i < BOUNCE_N_CATEGORIES; i++)
    if (g_strcmp0 (facts[i].slug, slug) == 0)
      return (BounceCategory)i;
  return BOUNCE_CATEGORY_NONE;
}
