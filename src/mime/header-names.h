/* The header fields that bear on bounces.  Everything else in a header is
   passed over by the pruner and not to be asked of a message. */
#ifndef BOUNCE_MIME_HEADER_NAMES_H
#define BOUNCE_MIME_HEADER_NAMES_H

#include <glib.h>

/* A hash table that is at most half full by the names of header-names.c. */
#define BOUNCE_HEADER_NAMES_ROOM 512

/* What is done with a field. */
typedef enum
{
  BOUNCE_HEADER_UNREAD,
  BOUNCE_HEADER_READ,     /* bounce_message_header may be asked for it */
  BOUNCE_HEADER_RECEIVED, /* read for its "for" clause only */
  BOUNCE_HEADER_TYPE,     /* Content-Type */
  BOUNCE_HEADER_ENCODING  /* Content-Transfer-Encoding */
} BounceHeaderUse;

typedef struct
{
  struct
  {
    const char *name; /* borrowed; NULL: free */
    guint16 length;
    guint16 use; /* a BounceHeaderUse */
  } slots[BOUNCE_HEADER_NAMES_ROOM];
  guint count;
} BounceHeaderNames;

/* Fills TABLE with the fields that some part of the program reads, and those of
   EXTRA (NULL, or NULL-terminated; borrowed), as many as find room: a few
   hundred. */
void bounce_header_names_init (BounceHeaderNames *table,
                               const char *const *extra);

/* What the field NAME (LENGTH bytes, any case) is read for. */
BounceHeaderUse bounce_header_names_use (const BounceHeaderNames *table,
                                         const char *name, gsize length);

/* The letter C in lower case.  Digits and '-' stay as they are, and other bytes
   need only go the same way in both names that are compared. */
static inline guint
bounce_header_name_small (char c)
{
  return (guchar)c | 0x20;
}

/* A hash of NAME, LENGTH bytes (not none), for any case of its letters the
   same. */
static inline guint
bounce_header_name_key (const char *name, gsize length)
{
  return bounce_header_name_small (name[0]) * 61
         + bounce_header_name_small (name[length / 2]) * 13
         + bounce_header_name_small (name[length - 1]) * 5 + (guint)length * 31;
}

#endif
