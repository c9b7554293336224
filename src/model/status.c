/* status: enhanced status codes (RFC 3463) and reply codes (RFC 5321, 4.2) as
   evidence.  Two tables: the IANA registry of enhanced codes with the private
   ones that big systems use, and the few three-digit replies that mean
   something by themselves.  Where a code is used for more than one thing, the
   table holds the softer one or nothing: an address is never flagged by a code
   that could mean something else. */
#include "config.h"

#include <stdlib.h>

#include <glib.h>

#include "base/digits.h"
#include "model/status.h"

/* Up to three digits without a leading zero; 0 bytes if there is none. */
static gsize
parse_number (const char *text, guint *number)
{
  gsize n = 0;

  *number = 0;
  while (n < 4 && g_ascii_isdigit (text[n]))
    *number = *number * 10 + (guint)(text[n++] - '0');
  if (n == 4 || (n > 1 && *text == '0'))
    return 0;
  return n;
}

gsize
bounce_status_parse (const char *text, BounceStatus *status)
{
  guint subject, detail;
  gsize n, at = 2;

  if ((*text != '2' && *text != '4' && *text != '5') || text[1] != '.')
    return 0;
  if ((n = parse_number (text + at, &subject)) == 0 || text[at + n] != '.')
    return 0;
  at += n + 1;
  if ((n = parse_number (text + at, &detail)) == 0)
    return 0;
  at += n;
  if (g_ascii_isalnum (text[at])
      || (text[at] == '.' && g_ascii_isdigit (text[at + 1])))
    return 0;
  status->class = (guint8)(*text - '0');
  status->subject = (guint16)subject;
  status->detail = (guint16)detail;
  return at;
}

const char *
bounce_status_format (BounceStatus status, char *buffer)
{
  if (!bounce_status_is_set (status))
    return NULL;
  char *end = bounce_digits_put (buffer, status.class, 1);
  *end++ = '.';
  end = bounce_digits_put (end, status.subject, 1);
  *end++ = '.';
  *bounce_digits_put (end, status.detail, 1) = '\0';
  return buffer;
}

gboolean
bounce_status_is_set (BounceStatus status)
{
  return status.class != 0;
}

gboolean
bounce_status_equal (BounceStatus a, BounceStatus b)
{
  return a.class == b.class && a.subject == b.subject && a.detail == b.detail;
}

gboolean
bounce_status_is_generic (BounceStatus status)
{
  return status.detail == 0 || status.subject == 0;
}

gboolean
bounce_status_is_symptom (BounceStatus status)
{
  return status.subject == 4 && status.detail == 7;
}

/* Short names keep the tables to one fact a line. */
enum
{
  QUOTA = BOUNCE_CATEGORY_OVER_QUOTA,
  BLOCKED = BOUNCE_CATEGORY_BLOCKED_CONTENT,
  REMOTE = BOUNCE_CATEGORY_REMOTE_CONFIGURATION_ERROR,
  INACTIVE = BOUNCE_CATEGORY_INACTIVE,
  ADDRESS = BOUNCE_CATEGORY_ADDRESS_DOES_NOT_EXIST,
  DOMAIN = BOUNCE_CATEGORY_DOMAIN_DOES_NOT_EXIST,
  RELAY = BOUNCE_CATEGORY_RELAY_ERROR,
  INVALID = BOUNCE_CATEGORY_INVALID_EMAIL,
  NOTHING = BOUNCE_CATEGORY_UNKNOWN
};

typedef struct
{
  guint16 subject, first, last; /* details FIRST to LAST */
  guint8 category;
} StatusFact;

/* Sorted by subject and detail.  Without a name: the IANA registry (RFC 3463,
   5248 and those that amend them). */
static const StatusFact status_facts[] = {
  { 0, 0, 0, NOTHING },     /* other undefined status */
  { 0, 350, 350, BLOCKED }, /* Exchange Online: refused by a filter */
  { 1, 0, 0, NOTHING },     /* other address status */
  { 1, 1, 1, ADDRESS },     /* bad destination mailbox */
  { 1, 2, 2, DOMAIN },      /* bad destination system */
  { 1, 3, 3, INVALID },     /* bad destination mailbox syntax */
  { 1, 4, 4, ADDRESS },     /* destination mailbox ambiguous */
  { 1, 5, 5, NOTHING },     /* destination address valid */
  { 1, 6, 6, INACTIVE },    /* mailbox has moved */
  { 1, 7, 8, BLOCKED },     /* bad sender's mailbox, system */
  { 1, 9, 9, NOTHING },     /* relayed to non-compliant mailer */
  { 1, 10, 10, DOMAIN },    /* recipient address has null MX, RFC 7505 */
  { 1, 20, 20, BLOCKED },   /* Exchange Online: several From addresses */
  { 1, 90, 90, BLOCKED },   /* Exchange Online: sender's daily limit */
  { 2, 0, 0, NOTHING },     /* other mailbox status */
  { 2, 1, 1, INACTIVE },    /* mailbox disabled */
  { 2, 2, 2, QUOTA },       /* mailbox full */
  { 2, 3, 3, BLOCKED },     /* message length exceeds limit */
  { 2, 4, 4, REMOTE },      /* mailing list expansion */
  { 2, 14, 14, REMOTE },    /* Exchange Online: forwarding misconfigured */
  { 2, 121, 122, QUOTA },   /* Exchange Online: recipient's hourly limit */
  { 3, 0, 0, REMOTE },      /* other mail system status */
  { 3, 1, 3, REMOTE },      /* system full, not accepting, not capable */
  { 3, 4, 4, BLOCKED },     /* message too big for system */
  { 3, 5, 5, REMOTE },      /* system incorrectly configured */
  { 3, 6, 6, NOTHING },     /* requested priority was changed */
  { 3, 190, 190, REMOTE },  /* Exchange Online: journaling */
  { 4, 0, 0, RELAY },       /* other network or routing status */
  { 4, 1, 2, REMOTE },      /* no answer from host, bad connection */
  { 4, 3, 4, RELAY },       /* directory server failure, unable to route */
  { 4, 5, 5, REMOTE },      /* mail system congestion */
  { 4, 6, 6, RELAY },       /* routing loop detected */
  { 4, 7, 7, REMOTE },      /* delivery time expired */
  { 4, 8, 8, RELAY },       /* loop of forwarding addresses */
  { 4, 11, 14, RELAY },     /* Exchange: loops, hop count, depth exceeded */
  { 4, 300, 309, REMOTE },  /* Exchange Online: message expired */
  { 4, 310, 310, DOMAIN },  /* Exchange Online: DNS domain does not exist */
  { 4, 311, 311, RELAY },   /* Exchange Online: DNS, no usable answer */
  { 4, 312, 312, RELAY },   /* Exchange Online: DNS query failed */
  { 4, 313, 319, REMOTE },  /* Exchange Online: can't connect, TLS */
  { 5, 0, 2, REMOTE },      /* protocol: invalid command, syntax */
  { 5, 3, 3, BLOCKED },     /* too many recipients */
  { 5, 4, 6, REMOTE },      /* arguments, version, line too long */
  { 6, 0, 6, BLOCKED },     /* media, conversion, content */
  { 6, 7, 8, INVALID },     /* non-ASCII addresses not permitted */
  { 6, 9, 9, BLOCKED },     /* UTF-8 header can't be transferred */
  { 6, 10, 10, INVALID },   /* (deprecated duplicate of X.6.8) */
  { 6, 11, 11, BLOCKED },   /* Exchange: invalid characters */
  { 7, 0, 3, BLOCKED },     /* not authorized, list expansion, security */
  { 7, 4, 6, REMOTE },      /* security features, cryptography */
  { 7, 7, 12, BLOCKED },    /* integrity, credentials, encryption needed */
  { 7, 13, 13, INACTIVE },  /* user account disabled */
  { 7, 14, 16, BLOCKED },   /* trust relationship, priority */
  { 7, 17, 18, INACTIVE },  /* mailbox, domain owner has changed */
  { 7, 19, 29, BLOCKED },   /* RRVS, DKIM, SPF, reverse DNS, flood, ARC */
  { 7, 30, 30, REMOTE },    /* REQUIRETLS support required */
  { 7, 31, 63, BLOCKED },   /* Gmail: DMARC; Exchange Online: sender */
  { 7, 64, 64, RELAY },     /* Exchange Online: tenant attribution, relay */
  { 7, 124, 136, BLOCKED }, /* Exchange: sender not allowed, authenticated */
  { 7, 232, 233, BLOCKED }, /* Exchange Online: tenant's sending limits */
  { 7, 321, 325, REMOTE },  /* Exchange Online: STARTTLS, DANE, DNSSEC */
  { 7, 367, 367, RELAY },   /* Exchange Online: not permitted to relay */
  { 7, 500, 503, BLOCKED }, /* Exchange Online: busy, spam, banned sender */
  { 7, 504, 504, ADDRESS }, /* Exchange Online: recipient rejected */
  { 7, 505, 599, BLOCKED }, /* Exchange Online: access denied */
  { 7, 600, 699, BLOCKED }, /* Exchange Online: banned IP, reputation */
  { 7, 700, 799, BLOCKED }, /* Exchange Online: tenant's reputation */
  { 7, 800, 999, BLOCKED }, /* Exchange Online: access denied, policy */
};

/* Codes that stand in no table: what their subject leaves no doubt of. */
static const guint8 status_subjects[] = {
  [0] = NOTHING, /* undefined */
  [1] = NOTHING, /* addressing: sender's or recipient's */
  [2] = NOTHING, /* mailbox */
  [3] = REMOTE,  /* mail system */
  [4] = NOTHING, /* network and routing */
  [5] = REMOTE,  /* protocol */
  [6] = BLOCKED, /* content */
  [7] = BLOCKED, /* security and policy */
};

static int
compare_status (const void *key, const void *entry)
{
  const BounceStatus *status = key;
  const StatusFact *fact = entry;

  if (status->subject != fact->subject)
    return status->subject < fact->subject ? -1 : 1;
  if (status->detail < fact->first)
    return -1;
  return status->detail > fact->last;
}

BounceCategory
bounce_status_category (BounceStatus status)
{
  const StatusFact *fact;

  if (status.class != 4 && status.class != 5)
    return BOUNCE_CATEGORY_UNKNOWN;
  fact = bsearch (&status, status_facts, G_N_ELEMENTS (status_facts),
                  sizeof *status_facts, compare_status);
  if (fact != NULL)
    return (BounceCategory)fact->category;
  if (status.subject < G_N_ELEMENTS (status_subjects))
    return (BounceCategory)status_subjects[status.subject];
  return BOUNCE_CATEGORY_UNKNOWN;
}

/* Replies FIRST to LAST.  Not here, for they mean too much: 510 to 521, 550,
   551, 553, 554: recipient, sender, relaying and policy alike. */
static const struct
{
  guint16 first, last;
  guint8 category;
} reply_facts[] = {
  { 400, 421, REMOTE },  /* service not available; any temporary failure */
  { 422, 422, QUOTA },   /* the recipient's mailbox is full (Exchange) */
  { 423, 470, REMOTE },  /* mailbox busy, local error, system storage */
  { 471, 471, BLOCKED }, /* refused by a filter */
  { 472, 499, REMOTE },  /* any temporary failure */
  { 500, 504, REMOTE },  /* syntax, not implemented, sequence */
  { 530, 530, BLOCKED }, /* authentication required, RFC 4954 */
  { 534, 535, BLOCKED }, /* authentication too weak, invalid, RFC 4954 */
  { 538, 538, BLOCKED }, /* encryption required */
  { 541, 541, BLOCKED }, /* refused by a filter */
  { 552, 552, QUOTA },   /* exceeded storage allocation */
  { 555, 555, REMOTE },  /* parameters not recognized */
  { 556, 556, DOMAIN },  /* domain does not accept mail, RFC 7504 */
  { 571, 571, BLOCKED }, /* refused by policy */
};

BounceCategory
bounce_reply_category (guint reply)
{
  for (guint i = 0; i < G_N_ELEMENTS (reply_facts); i++)
    if (reply >= reply_facts[i].first && reply <= reply_facts[i].last)
      return (BounceCategory)reply_facts[i].category;
  return BOUNCE_CATEGORY_UNKNOWN;
}

guint
bounce_reply_parse (const char *text)
{
  if (*text < '2' || *text > '5' || !g_ascii_isdigit (text[1])
      || !g_ascii_isdigit (text[2]))
    return 0;
  if (g_ascii_isalnum (text[3]) || (guchar)text[3] >= 0x80
      || (text[3] == '.' && g_ascii_isdigit (text[4])))
    return 0;
  return (guint)(text[0] - '0') * 100 + (guint)(text[1] - '0') * 10
         + (guint)(text[2] - '0');
}
