/* single: a stream that holds one message, such as a file of a Maildir or an
   MH folder, or what an MDA pipes in.  Whatever no other format wants is taken
   for one message; if it is none, others will find out.  Nothing is unquoted
   here. */
#include "config.h"

#include "input/format.h"

static int
file_bid (BounceStream *stream G_GNUC_UNUSED)
{
  return 1;
}

static gboolean
file_next (BouncePlace *place)
{
  const char *head = NULL;

  /* What is left of the message was read past, to find damage in it. */
  if (place->started)
    return FALSE;
  place->started = TRUE;
  bounce_place_begin_header (place);
  place->in_message = bounce_stream_peek (place->stream, 1, &head) > 0;
  return place->in_message;
}

static gboolean
file_line (BouncePlace *place, const char **line, gsize *length)
{
  place->in_message = bounce_stream_line (place->stream, line, length);
  return place->in_message;
}

static gboolean
is_special (const char *line G_GNUC_UNUSED, const char *end G_GNUC_UNUSED)
{
  return FALSE;
}

static gboolean
file_lines (BouncePlace *place, BounceLineRun *lines)
{
  return bounce_place_take_lines (place, G_MAXUINT64, is_special, lines);
}

const BounceFormat bounce_format_file = {
  .bid = file_bid, .next = file_next, .line = file_line, .lines = file_lines
};
