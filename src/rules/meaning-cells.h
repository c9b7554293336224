/* The cells: what a clause means by what it speaks of and what it says of it.
   Data for meaning.c and its tests; bouncecat-rules(5) describes notions, their
   words stand in rules/data/90-notions.LANG.tsv. */
#ifndef BOUNCE_RULES_MEANING_CELLS_H
#define BOUNCE_RULES_MEANING_CELLS_H

#include <glib.h>

#include "model/category.h"

/* The notions, in the order of their names below.  Subjects come first, the
   telling ones before the vague: of two that stand together ("the sender's
   address", "the recipient's domain") the first is meant. */
typedef enum
{
  BOUNCE_NOTION_SENDER,
  BOUNCE_NOTION_CLIENT,
  BOUNCE_NOTION_LIST,
  BOUNCE_NOTION_DOMAIN,
  BOUNCE_NOTION_ADDRESS,
  BOUNCE_NOTION_BOX,
  BOUNCE_NOTION_USER,
  BOUNCE_NOTION_PART,
  BOUNCE_NOTION_MESSAGE,
  BOUNCE_NOTION_FILTER, /* a program that looks at mail, by its kind or maker */
  BOUNCE_NOTION_SERVER,
  BOUNCE_NOTION_YOU,
  BOUNCE_N_MEANING_SUBJECTS,
  BOUNCE_NOTION_EXIST = BOUNCE_N_MEANING_SUBJECTS,
  BOUNCE_NOTION_MISSING,
  BOUNCE_NOTION_ACTIVE,
  BOUNCE_NOTION_CLOSED,
  BOUNCE_NOTION_FULL,
  BOUNCE_NOTION_QUOTA,
  BOUNCE_NOTION_EXCEED,
  BOUNCE_NOTION_LARGE,
  BOUNCE_NOTION_LONG,
  BOUNCE_NOTION_MANY,
  BOUNCE_NOTION_REFUSED,
  BOUNCE_NOTION_BLOCKED,
  BOUNCE_NOTION_ALLOW,
  BOUNCE_NOTION_SPAM,
  BOUNCE_NOTION_BLOCKLIST,
  BOUNCE_NOTION_POLICY,
  BOUNCE_NOTION_MALFORMED,
  BOUNCE_NOTION_FORMAT,
  BOUNCE_NOTION_INVALID,
  BOUNCE_NOTION_UNABLE,
  BOUNCE_NOTION_TEMP,
  BOUNCE_NOTION_ABSENT,
  BOUNCE_NOTION_INTERNAL,
  BOUNCE_NOTION_LOOP,
  BOUNCE_NOTION_RELAY,
  BOUNCE_NOTION_ROUTE,
  BOUNCE_NOTION_DNS,
  BOUNCE_NOTION_MEMBER,
  BOUNCE_NOTION_NOT,
  BOUNCE_NOTION_ONLY,
  BOUNCE_NOTION_BECAUSE, /* what follows is a clause of its own */
  BOUNCE_N_MEANING_NOTIONS
} BounceNotion;

/* Their names in the rules' data, without @: "sender". */
extern const char *const bounce_notion_names[BOUNCE_N_MEANING_NOTIONS];

typedef guint64 BounceNotions; /* a set of them */
#define BOUNCE_NOTIONS(notion) (G_GUINT64_CONSTANT (1) << (notion))
#define BOUNCE_NOTIONS_ANY G_MAXUINT64

typedef enum
{
  BOUNCE_CELL_STRONG,
  BOUNCE_CELL_WEAK, /* a symptom: a specific status is better evidence */
  BOUNCE_CELL_VAGUE /* that mail was refused: the text around may say why */
} BounceCellStrength;

/* SUBJECT is what PREDICATE is said of; one of WITH stands in the clause, and
   none of WITHOUT.  BOUNCE_NOTIONS_ANY: of whatever, or of nothing. */
typedef struct
{
  BounceCategory category;
  BounceCellStrength strength;
  BounceNotions subject, predicate, with, without;
} BounceMeaningCell;

/* In order of precedence: causes before symptoms, the telling before the
   vague. */
extern const BounceMeaningCell bounce_cells[];
extern const guint bounce_n_cells;

#endif
