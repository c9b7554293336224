/* Content-Type fields, RFC 2045, 5.1 and RFC 2231: the type and the parameters
   that bear on bounces. */
#ifndef BOUNCE_MIME_CONTENT_TYPE_H
#define BOUNCE_MIME_CONTENT_TYPE_H

#include <glib.h>

#include "base/arena.h"
#include "mime/part-role.h"

/* NULL: not given.  name is never NULL: "text/plain" if the field is missing or
   malformed (RFC 2045, 5.2). */
typedef struct
{
  const char *name; /* "multipart/report", lower case */
  BouncePartRole role;
  const char *boundary;
  const char *charset;
  const char *file; /* the name parameter */
  const char *report_type;
} BounceContentType;

/* What a header without the field means. */
extern const BounceContentType bounce_content_type_default;

/* Reads the VALUE of a Content-Type field (folded or not; NULL: there is none).
   The result lives in ARENA, or is static. */
const BounceContentType *bounce_content_type_parse (BounceArena *arena,
                                                    const char *value);

/* The same if VALUE is plain: no comments, escapes, encodings or faults in it.
   NULL if it is not. */
const BounceContentType *bounce_content_type_parse_plain (BounceArena *arena,
                                                          const char *value);

/* The same, by GMime whatever the value.  For tests: the quick way must give
   the same. */
const BounceContentType *bounce_content_type_parse_gmime (BounceArena *arena,
                                                          const char *value);

/* TRUE if NAME is two tokens and a slash (RFC 2045, 5.1). */
gboolean bounce_content_type_is_well_formed (const char *name);

#endif
