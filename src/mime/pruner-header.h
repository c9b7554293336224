/* Of a header, the fields that are asked for: the part of trim that reads
   header lines.  Used by trim alone. */
#ifndef BOUNCE_MIME_PRUNER_HEADER_H
#define BOUNCE_MIME_PRUNER_HEADER_H

#include <glib.h>

#include "mime/pruner.h"

/* Where trim writes to, and what it had to cut off. */
typedef struct
{
  GString *text;
  BounceCut cut;
} BouncePrunerOut;

/* Appends a line and its end, unless the mail would grow over its limit. */
void bounce_pruner_emit (BouncePrunerOut *out, const char *line, gsize length);

/* The header that is being read, and what it has said so far. */
typedef struct
{
  const char *const *extra; /* borrowed, see bounce_pruner_new */
  BouncePrunerOut *out;     /* borrowed */
  gboolean needs_gmime;     /* nothing is left out from here on */
  GString *field;           /* owned: the current field, with its folds */
  gboolean open;            /* there is a current field */
  char *content_type;       /* owned: as written; or NULL */
  gboolean encoding_given;  /* a Content-Transfer-Encoding */
  gboolean encoded;         /* base64 or quoted-printable */
  gsize bytes;              /* kept */
  guint fields;             /* begun; "name:" and not any line */
  gboolean left_out;        /* some field was */
} BouncePrunerHeader;

void bounce_pruner_header_init (BouncePrunerHeader *header,
                                BouncePrunerOut *out, const char *const *extra);
void bounce_pruner_header_clear (BouncePrunerHeader *header);

/* A new header begins. */
void bounce_pruner_header_begin (BouncePrunerHeader *header);

/* A line of it that is not blank. */
void bounce_pruner_header_line (BouncePrunerHeader *header, const char *line,
                                gsize length);

/* It has ended. */
void bounce_pruner_header_end (BouncePrunerHeader *header);

/* The media type it gives, "text/plain" in lower case; NULL if none.  The
   caller frees it. */
char *bounce_pruner_header_type (const BouncePrunerHeader *header);

#endif
