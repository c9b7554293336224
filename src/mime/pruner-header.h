/* The part of the pruner that reads header lines and keeps the fields that are
   asked for. */
#ifndef BOUNCE_MIME_PRUNER_HEADER_H
#define BOUNCE_MIME_PRUNER_HEADER_H

#include <glib.h>

#include "base/arena.h"
#include "mime/content-type.h"
#include "mime/header-names.h"
#include "mime/pruner-output.h"
#include "mime/transfer-encoding.h"

/* The header that is being read, and what it has said so far. */
typedef struct
{
  BounceHeaderNames names;    /* of the fields that are read */
  BouncePrunerOutput *output; /* borrowed */
  BounceArena *arena;         /* of the mail; borrowed */
  gboolean keep_all;          /* nothing is left out from here on */
  gboolean needs_gmime;       /* only GMime understands what was read */

  /* The current field. */
  gboolean open; /* there is one */
  gboolean wanted;
  BounceHeaderUse use;
  gsize name;   /* the length of its name */
  gsize start;  /* where in the output it begins, if wanted */
  gsize length; /* its bytes so far, wanted or not */

  /* The header. */
  gsize from;                    /* where in the output it begins */
  const BounceContentType *type; /* NULL: none was given, or... */
  const char *raw_type;          /* as written, if it is not plain */
  const char *raw_type_name; /* what the functions below found in it; NULL: */
  const BounceContentType *raw_type_parsed; /* they were not asked */
  BounceTransferEncoding encoding;
  gboolean encoding_given;
  gboolean encoded;  /* base64 or quoted-printable, or nearly so */
  gsize bytes;       /* kept */
  guint fields;      /* begun; "name:" and not any line */
  gboolean left_out; /* some field was */
} BouncePrunerHeader;

/* Sets HEADER up, once for many mails: the fields of EXTRA (as for
   bounce_pruner_new) are kept, too, and go to OUTPUT (borrowed). */
void bounce_pruner_header_init (BouncePrunerHeader *header,
                                BouncePrunerOutput *output,
                                const char *const *extra);
/* Notes that only GMime understands what was read, so that nothing more is left
   out. */
void bounce_pruner_header_give_up (BouncePrunerHeader *header);

/* A new header begins. */
void bounce_pruner_header_begin (BouncePrunerHeader *header);

/* Takes a line of the header that is not blank, LENGTH bytes.  What is no field
   and belongs to none is left out, but a Content-Type field goes on where only
   its indentation was lost. */
void bounce_pruner_header_line (BouncePrunerHeader *header, const char *line,
                                gsize length);

/* The field that was read last has ended, so that what it says can be kept. */
void bounce_pruner_header_end_field (BouncePrunerHeader *header);

/* The header has ended. */
void bounce_pruner_header_end (BouncePrunerHeader *header);

/* The media type that its Content-Type field gives, in lower case, borrowed
   from the mail's arena; NULL if it has none. */
const char *bounce_pruner_header_type (BouncePrunerHeader *header);

/* What its Content-Type field says, plain or not, or is said by having none;
   never NULL. */
const BounceContentType *
bounce_pruner_header_content_type (BouncePrunerHeader *header);

#endif
