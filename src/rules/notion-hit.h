/* Where a notion stands in a text. */
#ifndef BOUNCE_RULES_NOTION_HIT_H
#define BOUNCE_RULES_NOTION_HIT_H

#include <glib.h>

/* Stands for "no notion". */
#define BOUNCE_NOTION_NONE G_MAXUINT

typedef struct
{
  guint32 notion;
  guint32 first, last; /* words, counted from 0 */
  guint32 clause;      /* of its first word */
  guint32 last_clause; /* of its last: another one where it crosses a barrier */
} BounceNotionHit;

#endif
