/* meaning-cells: the table that makes a category of a subject and a predicate,
   and the names of both.  To change what a kind of sentence means is to change
   or add a line here; a new word is one in rules/data/90-notions.LANG.tsv. */
#include "config.h"

#include "rules/meaning-cells.h"

const char *const bounce_notion_names[BOUNCE_N_MEANING_NOTIONS] = {
  "sender",  "client",  "list",      "domain", "address",   "box",
  "user",    "part",    "message",   "filter", "server",    "you",
  "exist",   "missing", "active",    "closed", "full",      "quota",
  "exceed",  "large",   "long",      "many",   "refused",   "blocked",
  "allow",   "spam",    "blocklist", "policy", "malformed", "format",
  "invalid", "unable",  "temp",      "absent", "internal",  "loop",
  "relay",   "route",   "dns",       "member", "not",       "only",
  "because",
};

/* Short names for the table alone. */
#define N(notion) BOUNCE_NOTIONS (BOUNCE_NOTION_##notion)
#define ANY BOUNCE_NOTIONS_ANY
#define RECIPIENT (N (BOX) | N (USER))
#define CONTENT (N (MESSAGE) | N (PART))
#define ORIGIN (N (SENDER) | N (CLIENT))
#define MACHINE (N (SERVER) | N (FILTER))

#define INACTIVE BOUNCE_CATEGORY_INACTIVE
#define NO_ADDRESS BOUNCE_CATEGORY_ADDRESS_DOES_NOT_EXIST
#define NO_DOMAIN BOUNCE_CATEGORY_DOMAIN_DOES_NOT_EXIST
#define RELAYING BOUNCE_CATEGORY_RELAY_ERROR
#define BAD_ADDRESS BOUNCE_CATEGORY_INVALID_EMAIL
#define OVER_QUOTA BOUNCE_CATEGORY_OVER_QUOTA
#define BLOCKED_CONTENT BOUNCE_CATEGORY_BLOCKED_CONTENT
#define REMOTE BOUNCE_CATEGORY_REMOTE_CONFIGURATION_ERROR

#define STRONG BOUNCE_CELL_STRONG
#define WEAK BOUNCE_CELL_WEAK
#define VAGUE BOUNCE_CELL_VAGUE

const BounceMeaningCell bounce_cells[] = {
  /* Nobody can be answered whose own mailbox is full. */
  { BLOCKED_CONTENT, STRONG, N (SENDER), N (FULL), N (BOX), 0 },
  /* The recipient's space. */
  { OVER_QUOTA, STRONG, RECIPIENT, N (FULL), ANY, 0 },
  { OVER_QUOTA, STRONG, ANY, N (EXCEED), N (QUOTA), CONTENT | N (CLIENT) },
  { OVER_QUOTA, STRONG, N (BOX), N (EXCEED), ANY, CONTENT | N (MANY) },
  { OVER_QUOTA, STRONG, ANY, N (QUOTA), N (BOX), N (LARGE) | N (MANY) },
  /* The sender and his machine. */
  { BLOCKED_CONTENT, STRONG, N (SENDER),
    N (MISSING) | N (INVALID) | N (MALFORMED) | N (BLOCKLIST) | N (SPAM)
        | N (POLICY) | N (CLOSED) | N (BLOCKED) | N (FORMAT),
    ANY, N (FULL) },
  { BLOCKED_CONTENT, STRONG, N (CLIENT),
    N (BLOCKLIST) | N (SPAM) | N (REFUSED) | N (BLOCKED) | N (POLICY) | N (MANY)
        | N (MISSING) | N (INVALID) | N (DNS),
    ANY, 0 },
  { BLOCKED_CONTENT, STRONG, N (YOU) | N (SENDER),
    N (BLOCKED) | N (REFUSED) | N (MANY), ANY,
    N (FULL) | N (QUOTA) | N (RELAY) },
  { BLOCKED_CONTENT, STRONG, ANY, N (BLOCKLIST), ANY, 0 },
  /* Ways. */
  { RELAYING, STRONG, ANY, N (LOOP), ANY, N (USER) },
  { RELAYING, STRONG, ANY, N (RELAY),
    N (REFUSED) | N (BLOCKED) | N (CLOSED) | N (MISSING) | N (UNABLE)
        | N (ONLY),
    N (MANY) },
  { RELAYING, STRONG, N (DOMAIN), N (RELAY), ANY, 0 },
  /* The message. */
  { BLOCKED_CONTENT, STRONG, CONTENT | ORIGIN, N (MANY), ANY, N (FULL) },
  { BLOCKED_CONTENT, STRONG, N (USER), N (MANY), ANY,
    N (BOX) | N (FULL) | N (QUOTA) | N (EXCEED) | N (MISSING) },
  { BLOCKED_CONTENT, STRONG, ANY, N (SPAM), ANY,
    N (UNABLE) | N (TEMP) | N (INTERNAL) },
  { BLOCKED_CONTENT, STRONG, CONTENT, N (POLICY) | N (MALFORMED) | N (INVALID),
    ANY, RECIPIENT | N (FULL) },
  { BLOCKED_CONTENT, STRONG, CONTENT, N (LARGE) | N (LONG), ANY,
    N (BOX) | N (FULL) },
  { BLOCKED_CONTENT, STRONG, CONTENT, N (EXCEED), N (QUOTA),
    RECIPIENT | N (FULL) },
  { BLOCKED_CONTENT, STRONG, ANY, N (LARGE), ANY,
    N (BOX) | N (FULL) | N (ADDRESS) },
  { BLOCKED_CONTENT, STRONG, N (LIST),
    N (ONLY) | N (MEMBER) | N (REFUSED) | N (BLOCKED), ANY, 0 },
  { BLOCKED_CONTENT, STRONG, N (LIST), N (CLOSED), N (MEMBER) | N (SENDER), 0 },
  { BLOCKED_CONTENT, STRONG, ANY, N (ONLY), N (MEMBER) | N (ALLOW), 0 },
  { OVER_QUOTA, STRONG, ANY, N (FULL), ANY, N (SERVER) | N (INTERNAL) },
  /* The recipient.  Who is locked by a program is not closed. */
  { REMOTE, STRONG, RECIPIENT, N (CLOSED) | N (BLOCKED), N (INTERNAL), 0 },
  { INACTIVE, STRONG, RECIPIENT | N (ADDRESS), N (CLOSED), ANY,
    N (UNABLE) | ORIGIN },
  { INACTIVE, STRONG, RECIPIENT, N (BLOCKED), ANY,
    CONTENT | ORIGIN | N (YOU) | N (SPAM) },
  { NO_DOMAIN, STRONG, N (DOMAIN), N (MISSING), ANY,
    N (TEMP) | N (ROUTE) | ORIGIN },
  { NO_DOMAIN, STRONG, ANY, N (DNS), N (MISSING), N (TEMP) | ORIGIN },
  { BAD_ADDRESS, STRONG, N (ADDRESS) | RECIPIENT | N (DOMAIN),
    N (MALFORMED) | N (LONG), ANY, N (SENDER) | CONTENT },
  { BAD_ADDRESS, STRONG, N (ADDRESS) | RECIPIENT, N (FORMAT),
    N (INVALID) | N (REFUSED) | N (MALFORMED), N (SENDER) | CONTENT },
  { NO_ADDRESS, STRONG, RECIPIENT | N (LIST), N (MISSING), ANY,
    N (TEMP) | N (SENDER) },
  { NO_ADDRESS, STRONG, N (ADDRESS), N (MISSING), ANY, N (TEMP) | N (SENDER) },
  /* "There's no place left": of the address, a blank that it may not hold. */
  { OVER_QUOTA, STRONG, ANY, N (QUOTA), N (NOT),
    N (ADDRESS) | N (DOMAIN) | N (PART) | N (SERVER) | ORIGIN | N (LIST)
        | N (FORMAT) | N (MALFORMED) | N (INVALID) | N (INTERNAL) | N (MANY)
        | N (UNABLE) | N (MISSING) | N (CLOSED) | N (POLICY) | N (ROUTE) },
  /* Names. */
  { RELAYING, STRONG, ANY, N (DNS), N (UNABLE) | N (TEMP) | N (ABSENT), 0 },
  { RELAYING, STRONG, ANY, N (ROUTE), N (UNABLE) | N (MISSING) | N (ABSENT),
    0 },
  /* The server. */
  { REMOTE, STRONG, ANY, N (ABSENT), ANY, 0 },
  { REMOTE, STRONG, ANY, N (INTERNAL), N (UNABLE) | N (TEMP) | N (REFUSED),
    ORIGIN },
  { REMOTE, WEAK, MACHINE,
    N (CLOSED) | N (UNABLE) | N (TEMP) | N (FULL) | N (MANY), ANY, ORIGIN },
  { REMOTE, WEAK, ANY, N (INTERNAL), ANY, ORIGIN },
  { REMOTE, WEAK, ANY, N (TEMP), N (UNABLE), ORIGIN },
  /* What is refused for no better reason. */
  { BLOCKED_CONTENT, STRONG, ANY, N (REFUSED) | N (BLOCKED), N (FILTER),
    N (MISSING) | N (UNABLE) },
  { BLOCKED_CONTENT, STRONG, N (SENDER) | N (YOU), N (REFUSED), ANY, 0 },
  { BLOCKED_CONTENT, STRONG, ANY, N (POLICY), ANY, 0 },
  { BAD_ADDRESS, STRONG, N (ADDRESS), N (INVALID), ANY, ORIGIN | N (MANY) },
  { NO_ADDRESS, STRONG, N (USER), N (INVALID), ANY, ORIGIN | N (MANY) },
  { NO_ADDRESS, WEAK, RECIPIENT, N (REFUSED), ANY,
    CONTENT | ORIGIN | N (YOU) | N (SPAM) | N (SERVER) },
  { REMOTE, WEAK, CONTENT | N (SERVER), N (REFUSED), N (TEMP),
    ORIGIN | N (YOU) | N (POLICY) },
  { BLOCKED_CONTENT, VAGUE, CONTENT, N (REFUSED) | N (BLOCKED), ANY, 0 },
  { NO_ADDRESS, WEAK, ANY, N (MISSING), ANY,
    ORIGIN | CONTENT | N (UNABLE) | N (TEMP) | N (INTERNAL) },
  { REMOTE, WEAK, ANY, N (TEMP), ANY, 0 },
};

const guint bounce_n_cells = G_N_ELEMENTS (bounce_cells);
