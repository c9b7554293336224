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
  /* How sure it is that the stream, no further than its first bytes, is its
     own; 0: it is not. */
  int (*bid) (BounceStream *stream);
  /* Goes from the end of a message (or the start of the stream) to the start
     of the next; FALSE if there is none. */
  gboolean (*next) (BouncePlace *place);
  /* As bounce_source_line. */
  gboolean (*line) (BouncePlace *place, const char **line, gsize *length);
  /* As bounce_source_lines, in a body. */
  gboolean (*lines) (BouncePlace *place, const char **lines, gsize *length);
} BounceFormat;

extern const BounceFormat bounce_format_mbox;
extern const BounceFormat bounce_format_file;

/* Takes the lines that are at hand, before the byte LIMIT of the stream, up to
   one that is cut, ends in CR LF, begins with "--", or that IS_SPECIAL: that
   begins at LINE and ends with the LF at END, with something behind it. */
gboolean bounce_place_take_lines (BouncePlace *place, guint64 limit,
                                  gboolean (*is_special) (const char *line,
                                                          const char *end),
                                  const char **lines, gsize *length);

/* Drop what may stand above the first message, blank lines; and above a header,
   those and the ">From " lines that some MTAs leave.  Blank lines above a text
   say that there is no header: they stay. */
void bounce_place_begin_stream (BouncePlace *place);
void bounce_place_begin_header (BouncePlace *place);

#endif
