/* How the messages of one stream are told apart: the interface that mbox and
   single message fill, the bid by which one of them gets a stream, and the
   walk through a directory that yields the streams. */
#ifndef BOUNCE_INPUT_FORMAT_H
#define BOUNCE_INPUT_FORMAT_H

#include <glib.h>

#include "input/stream.h"

/* Where in a stream we stand. */
typedef struct
{
  BounceStream *stream;  /* borrowed */
  guint64 body_end;      /* offset, if TRUSTED */
  gint64 content_length; /* -1: none, or none to be believed */
  gboolean started;      /* past the first message's start */
  gboolean in_header;
  gboolean in_message;
  gboolean trusted; /* Content-Length was verified */
} BouncePlace;

typedef struct
{
  /* How sure it is that a stream that begins with HEAD is its own; 0: not.
     Blank lines are not part of HEAD. */
  int (*bid) (const char *head, gsize length);
  /* Goes from the end of a message (or the start of the stream) to the start
     of the next; FALSE if there is none. */
  gboolean (*next) (BouncePlace *place);
  /* As bounce_source_line. */
  gboolean (*line) (BouncePlace *place, const char **line, gsize *length);
} BounceFormat;

extern const BounceFormat bounce_format_mbox;
extern const BounceFormat bounce_format_file;

/* Drops the ">From " lines that some MTAs leave above a header. */
void bounce_place_drop_quoted_from (BouncePlace *place);

typedef struct BounceDirectory BounceDirectory;

/* Takes FD, a directory's, over, even where it fails (NULL with ERROR, domain
   BOUNCE_SOURCE_ERROR). */
BounceDirectory *bounce_directory_new (int fd, const char *name,
                                       GError **error);
void bounce_directory_free (BounceDirectory *directory);

/* Opens the next file: the caller closes FD.  FALSE at the end, or with ERROR
   set: then the next call goes on behind what failed. */
gboolean bounce_directory_next (BounceDirectory *directory, int *fd,
                                GError **error);

/* The path of what bounce_directory_next has opened or failed to open;
   borrowed until it is called again. */
const char *bounce_directory_path (const BounceDirectory *directory);

/* The files that were opened, and those listed so far. */
void bounce_directory_progress (const BounceDirectory *directory, guint64 *done,
                                guint64 *total);

#endif
