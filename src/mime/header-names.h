/* The header fields that bear on bounces.  Everything else in a header is
   passed over by the pruner and not to be asked of a message. */
#ifndef BOUNCE_MIME_HEADER_NAMES_H
#define BOUNCE_MIME_HEADER_NAMES_H

#include <glib.h>

/* A hash table that is at most half full by the names of header-names.c. */
#define BOUNCE_HEADER_NAMES_ROOM 509

typedef struct
{
  struct
  {
    const char *name; /* borrowed; NULL: free */
    gsize length;
  } slots[BOUNCE_HEADER_NAMES_ROOM];
  guint count;
} BounceHeaderNames;

/* The fields that some part of the program reads, and those of EXTRA (NULL, or
   NULL-terminated; borrowed), of which a few hundred find room. */
void bounce_header_names_init (BounceHeaderNames *table,
                               const char *const *extra);

/* TRUE if the field NAME (LENGTH bytes, any case) is one of them. */
gboolean bounce_header_names_hold (const BounceHeaderNames *table,
                                   const char *name, gsize length);

#endif
