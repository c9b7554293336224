/* A header block (RFC 5322, 2.2): where its fields stand, and what they say,
   decoded when asked for. */
#ifndef BOUNCE_MIME_HEADER_H
#define BOUNCE_MIME_HEADER_H

#include <glib.h>

#include "base/arena.h"
#include "mime/content-type.h"

/* A field: its place in the block, and its value once asked for. */
typedef struct
{
  const char *name;  /* not NUL-terminated */
  const char *raw;   /* behind the colon, folded; not NUL-terminated */
  const char *value; /* NULL until asked for */
  guint32 name_length;
  guint32 raw_length;
  guint key; /* of its name */
} BounceHeaderField;

typedef struct
{
  BounceArena *arena; /* borrowed: what is decoded is kept there */
  BounceHeaderField *fields;
  guint n_fields;
  guint room;                    /* in `fields` */
  guint64 marks;                 /* of the keys of all fields */
  const BounceContentType *type; /* NULL until asked for */
} BounceHeader;

/* Finds the fields of the LENGTH bytes at BLOCK, which live as long as ARENA
   and hold no NUL. */
void bounce_header_init (BounceHeader *header, BounceArena *arena,
                         const char *block, gsize length);

/* The value of the Nth (from 0) field NAME (any case): unfolded, encoded words
   decoded (RFC 2047), valid UTF-8 on one line.  NULL if there is none. */
const char *bounce_header_value (BounceHeader *header, const char *name,
                                 guint n);

/* The value of the last field above the one numbered *AT (n_fields: of all)
   that is one of the N NAMES (any case; BOUNCE_HEADER_SOUGHT at most), whose
   number is *WHICH then, and the field's own *AT.  NULL if there is none. */
#define BOUNCE_HEADER_SOUGHT 8
const char *bounce_header_value_above (BounceHeader *header, guint *at,
                                       const char *const *names, guint n,
                                       guint *which);

/* What the Content-Type field says; never NULL. */
const BounceContentType *bounce_header_type (BounceHeader *header);

#endif
