/* about: whose words that condemn an address or a domain are: "sender is no
   known user" and "no user certificate" condemn nobody.  It looks at notions
   near the words of a rule; what those words are, rules say. */
#include "config.h"

#include "rules/matcher.h"

static gboolean
condemns_address (guint32 flags)
{
  guint32 category = flags & 0xff;

  return category == BOUNCE_CATEGORY_ADDRESS_DOES_NOT_EXIST
         || category == BOUNCE_CATEGORY_INACTIVE;
}

gboolean
bounce_matcher_condemns (guint32 flags)
{
  guint32 category = flags & 0xff;

  return condemns_address (flags) || category == BOUNCE_CATEGORY_INVALID_EMAIL
         || category == BOUNCE_CATEGORY_DOMAIN_DOES_NOT_EXIST;
}

/* How near before a wording a sender must stand to be meant by it. */
#define SENDER_NEAR 3

/* Whether HIT is a sender that what is said at SPAN is said of: "sender is no
   known user", "your own address does not exist". */
static gboolean
is_sender_of (const BounceMatcher *matcher, const BounceNotionHit *hit,
              Span span)
{
  return hit->notion == matcher->sender && hit->first < span.start
         && hit->last + SENDER_NEAR >= span.start
         && hit->last_clause
                == bounce_matcher_word (matcher, span.start)->clause;
}

/* Whether HIT is a thing that is found wanting, not a person: "no user
   certificate", "bad mailbox database", "recipient not found in cache". */
static gboolean
is_thing_behind (const BounceMatcher *matcher, const BounceNotionHit *hit,
                 Span span)
{
  return hit->notion == matcher->thing && hit->first == span.end + 1
         && hit->clause == bounce_matcher_word (matcher, span.end)->clause;
}

gboolean
bounce_matcher_is_about_else (const BounceMatcher *matcher, Span span,
                              guint32 flags)
{
  gboolean address = condemns_address (flags);

  if (!bounce_matcher_condemns (flags))
    return FALSE;
  for (guint i = 0; i < matcher->hits->len; i++)
    {
      const BounceNotionHit *hit
          = &g_array_index (matcher->hits, BounceNotionHit, i);

      if (is_sender_of (matcher, hit, span)
          || (address && is_thing_behind (matcher, hit, span)))
        return TRUE;
    }
  return FALSE;
}
