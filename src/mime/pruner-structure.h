/* The pruner's way through the structure of a mail: where headers and bodies
   begin and end.  Part of the pruner. */
#ifndef BOUNCE_MIME_PRUNER_STRUCTURE_H
#define BOUNCE_MIME_PRUNER_STRUCTURE_H

#include <glib.h>

#include "base/arena.h"
#include "mime/mail.h"
#include "mime/pruner-body.h"
#include "mime/pruner-header.h"
#include "mime/pruner-levels.h"
#include "mime/pruner-output.h"

typedef enum
{
  BOUNCE_PRUNER_HEADER, /* of a message or of a part */
  BOUNCE_PRUNER_BODY,
  BOUNCE_PRUNER_BETWEEN, /* before a multipart's first part */
  BOUNCE_PRUNER_BEHIND   /* after its last, where nobody reads */
} BouncePrunerState;

typedef struct BouncePruner BouncePruner; /* of pruner.h */

struct BouncePruner
{
  gboolean shortcut;
  BouncePrunerOutput out;
  BouncePrunerHeader header; /* the one being read, or the last */
  BounceArena *arena;        /* of the mail being read */
  GArray *levels;            /* of BouncePrunerLevel */
  GArray *nodes;             /* of BounceNode */
  int node;                  /* the one being read; -1: none */
  BouncePrunerState state;
  guint parts;
  guint fields;         /* of the mail's own header */
  gboolean of_part;     /* the header is a part's */
  gboolean in_returned; /* all this is the returned message */

  gboolean reused;       /* a part's boundary is that of one around it, which
                            GMime does not expect */
  BouncePrunerBody body; /* the one being read */
};

/* A message's header, or a part's, begins. */
void bounce_pruner_begin_header (BouncePruner *pruner, gboolean of_part);

/* The header being read ends: another header or a body begins. */
void bounce_pruner_end_header (BouncePruner *pruner);

/* The body being read ends here; a line end BEFORE_BOUNDARY is a part of that
   (RFC 2046, 5.1.1). */
void bounce_pruner_end_body (BouncePruner *pruner, gboolean before_boundary);

/* Ends the levels inside level I (whose boundary LINE is) and, at its LAST
   boundary, closes that one too. */
void bounce_pruner_meet_boundary (BouncePruner *pruner, guint i,
                                  const char *line, gsize length,
                                  gboolean last);

#endif
