/* A leaf of a mail's MIME tree. */
#ifndef BOUNCE_MIME_PART_H
#define BOUNCE_MIME_PART_H

#include <glib.h>

#include "mime/part-role.h"

typedef struct BounceMessage BounceMessage;

/* Owned by the message that it is a part of, as are its strings. */
typedef struct
{
  BouncePartRole role;
  gboolean alternative;   /* says again what an earlier part said */
  const char *type;       /* "text/plain", lower case */
  const char *name;       /* the type's name parameter, or NULL */
  const char *text;       /* decoded, HTML as plain text; NULL if not read, or
                             if it is an attached message */
  BounceMessage *message; /* an attached message, or a returned header (no
                             parts); NULL where the role has none */
} BouncePart;

#endif
