/* How the messages of one stream are told apart: the interface that mbox and
   single message fill, and the bid by which one of them gets a stream. */
#ifndef BOUNCE_INPUT_FORMAT_H
#define BOUNCE_INPUT_FORMAT_H

#include <glib.h>

#include "input/stream.h"

/* Where in a stream we stand. */
typedef struct
{
  BounceStream *stream;  /* borrowed */
  gint64 content_length; /* -1: none, or none to be believed */
  guint64 body_end;      /* where the body ends by that; 0: not known */
  gboolean started;      /* past the first message's start */
  gboolean in_header;
  gboolean in_message;
  gboolean at_separator; /* what comes next is known to be one */
} BouncePlace;

typedef struct
{
  /* How sure it is, from a look at the first bytes of STREAM, that this is its
     format; 0: it is not.  The highest bid wins. */
  int (*bid) (BounceStream *stream);
  /* Goes from the end of a message (or the start of the stream) to the start
     of the next; FALSE if there is none. */
  gboolean (*next) (BouncePlace *place);
  /* As bounce_source_line in source.h. */
  gboolean (*line) (BouncePlace *place, const char **line, gsize *length);
  /* As bounce_source_lines in source.h. */
  gboolean (*lines) (BouncePlace *place, BounceLineRun *lines);
} BounceFormat;

extern const BounceFormat bounce_format_mbox;
extern const BounceFormat bounce_format_file;

/* Takes the lines that are at hand, before the byte LIMIT of the stream, up to
   one that is cut, ends in CR LF, begins with "--", or that IS_SPECIAL: that
   begins at LINE and ends with the LF at END, with something behind it.  FALSE
   if that is none. */
gboolean bounce_place_take_lines (BouncePlace *place, guint64 limit,
                                  gboolean (*is_special) (const char *line,
                                                          const char *end),
                                  BounceLineRun *lines);

/* Both drop lines at PLACE: the first the blank lines above a stream's first
   message, the second also the ">From " lines that some MTAs leave above a
   header.  Blank lines above a text stay: they say that it has no header. */
void bounce_place_begin_stream (BouncePlace *place);
void bounce_place_begin_header (BouncePlace *place);

#endif
