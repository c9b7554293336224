/* Content-Type fields, RFC 2045, 5.1 and RFC 2231: the type and the parameters
   that bear on bounces. */
#ifndef BOUNCE_MIME_CONTENT_TYPE_H
#define BOUNCE_MIME_CONTENT_TYPE_H

#include <glib.h>

/* All owned; NULL: not given.  name is never NULL: "text/plain" if the field is
   missing or malformed (RFC 2045, 5.2). */
typedef struct
{
  char *name; /* "multipart/report", lower case */
  char *boundary;
  char *charset;
  char *file; /* the name parameter */
  char *report_type;
} BounceContentType;

/* Reads the VALUE of a Content-Type field (folded or not; NULL: there is none).
   Free with bounce_content_type_free. */
BounceContentType *bounce_content_type_parse (const char *value);

/* The same, by GMime whatever the value: what the quick way is held to. */
BounceContentType *bounce_content_type_parse_mime (const char *value);

void bounce_content_type_free (BounceContentType *type);

#endif
