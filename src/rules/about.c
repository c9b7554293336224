/* about: finds out whether the words that condemn an address or a domain are
   about it: "sender is no known user" and "no user certificate" condemn
   nobody.  It looks at notions near the words of a rule, not at those words. */
#include "config.h"

#include <string.h>

#include "rules/matcher.h"

static gboolean
condemns_address (guint32 flags)
{
  guint32 category = flags & 0xff;

  return category == BOUNCE_CATEGORY_ADDRESS_DOES_NOT_EXIST
         || category == BOUNCE_CATEGORY_INACTIVE;
}

/* Whether a rule of FLAGS says that the recipient's mailbox has no room. */
static gboolean
fills_mailbox (guint32 flags)
{
  return (flags & 0xff) == BOUNCE_CATEGORY_OVER_QUOTA;
}

gboolean
bounce_matcher_asks_whose (guint32 flags)
{
  guint32 category = flags & 0xff;

  return condemns_address (flags) || fills_mailbox (flags)
         || category == BOUNCE_CATEGORY_INVALID_EMAIL
         || category == BOUNCE_CATEGORY_DOMAIN_DOES_NOT_EXIST;
}

/* How near before a wording a sender must stand to be meant by it. */
#define SENDER_NEAR 3
/* A thing has no more words than that. */
#define THING_MAX 16

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

/* Whether a notice goes "to" HIT. */
static gboolean
is_returned_to (const BounceMatcher *matcher, const BounceNotionHit *hit)
{
  const BounceWord *word;

  if (hit->first == 0)
    return FALSE;
  word = bounce_matcher_word (matcher, hit->first - 1);
  return word->length == 2
         && memcmp (matcher->words->str + word->start, "to", 2) == 0;
}

/* Whether HIT is a sender in the words at SPAN or next to them: "mailbox of the
   sender is full", "sender mailbox full". */
static gboolean
is_sender_in (const BounceMatcher *matcher, const BounceNotionHit *hit,
              Span span)
{
  return hit->notion == matcher->sender && hit->first <= span.end
         && hit->last + 2 >= span.start && !is_returned_to (matcher, hit)
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

/* The first hit that ends at WORD or behind it. */
static guint
find_end (const BounceMatcher *matcher, guint32 word)
{
  const BounceNotionHit *hits = matcher->hits;
  guint low = 0, high = matcher->n_hits;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (hits[middle].last < word)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Whether the words at SPAN, of a rule of these FLAGS, speak of a sender, or of
   a thing that is no mailbox. */
static gboolean
is_about_else (BounceMatcher *matcher, Span span, guint32 flags)
{
  gboolean address = condemns_address (flags);
  gboolean full = fills_mailbox (flags);
  guint32 from = span.start > SENDER_NEAR ? span.start - SENDER_NEAR : 0;

  if (!bounce_matcher_asks_whose (flags))
    return FALSE;
  for (guint i = find_end (matcher, from); i < matcher->n_hits; i++)
    {
      const BounceNotionHit *hit = &matcher->hits[i];

      matcher->steps++;
      if (hit->last > span.end + THING_MAX)
        break;
      if ((full ? is_sender_in (matcher, hit, span)
                : is_sender_of (matcher, hit, span))
          || (address && is_thing_behind (matcher, hit, span)))
        return TRUE;
    }
  return FALSE;
}

void
bounce_matcher_drop_about_else (BounceMatcher *matcher)
{
  Waiting *all = (Waiting *)matcher->waiting->data;
  guint kept = 0;

  for (guint i = 0; i < matcher->waiting->len; i++)
    {
      const BounceRulesView *view = &matcher->sets[all[i].set].view;

      if (all[i].set + 1 < matcher->n_sets
          || !is_about_else (matcher, all[i].span,
                             view->rules[all[i].rule].category))
        all[kept++] = all[i];
    }
  g_array_set_size (matcher->waiting, kept);
}
