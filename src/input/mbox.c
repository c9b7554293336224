/* mbox: a stream of messages, each below a "From " line (RFC 4155 and the older
   mboxo, mboxrd, mboxcl and mboxcl2).
   A separator stands at the start or after a blank line, which belongs to it;
   without the blank line where the header's Content-Length says that the body
   ends.  That is all that a Content-Length does: what it says of a body in
   which a separator stands is not believed, for whoever wrote it could hide
   the next message.  Of ">From ", ">>From ", ... in a body one '>' is removed.
   Which of the dialects it is is never asked: the bytes at hand decide. */
#include "config.h"

#include <string.h>

#include "input/format.h"
#include "input/from-line.h"

#define FROM "From "
#define FROM_WIDTH (sizeof FROM - 1)

static int
mbox_bid (BounceStream *stream)
{
  return bounce_stream_begins (stream, FROM) ? 100 : 0;
}

static gboolean
separator_is_next (BounceStream *stream)
{
  const char *line = NULL;
  gsize length = 0;

  return bounce_stream_begins (stream, FROM)
         && bounce_stream_peek_line (stream, BOUNCE_FROM_MAX, &line, &length)
         && bounce_from_is_separator (line, length);
}

static gboolean
mbox_next (BouncePlace *place)
{
  BounceStream *stream = place->stream;
  const char *line = NULL;
  gsize length = 0;

  /* Several blank lines may stand above a separator. */
  while (bounce_stream_peek (stream, 1, &line) > 0
         && (*line == '\n' || *line == '\r'))
    bounce_stream_drop (stream, 1);
  if (bounce_stream_peek (stream, 1, &line) == 0)
    return FALSE;

  /* The first "From " line made this an mbox: it need not be plausible. */
  if (!place->started || place->at_separator || separator_is_next (stream))
    bounce_stream_line (stream, &line, &length);
  place->at_separator = FALSE;
  bounce_stream_forget_cut (stream);
  place->started = TRUE;
  place->in_header = TRUE;
  place->in_message = TRUE;
  place->body_end = 0;
  place->content_length = -1;
  bounce_place_begin_header (place);
  return TRUE;
}

static gboolean
message_ends (BouncePlace *place, gboolean at_separator)
{
  place->in_message = FALSE;
  place->at_separator = at_separator;
  return FALSE;
}

/* Two lengths that differ are as good as none. */
static void
read_content_length (BouncePlace *place, const char *line, gsize length)
{
  static const char name[] = "Content-Length:";
  const gsize width = sizeof name - 1;
  guint64 value = 0;
  g_autofree char *text = NULL;

  if (length <= width || length > width + 40
      || g_ascii_strncasecmp (line, name, width) != 0)
    return;
  text = g_strstrip (g_strndup (line + width, length - width));
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64 / 4, &value, NULL))
    return;
  place->content_length
      = place->content_length < 0 || place->content_length == (gint64)value
            ? (gint64)value
            : G_MAXINT64;
}

/* The blank line below a header, one in the text, or a separator's. */
static gboolean
blank_line (BouncePlace *place, const char **line)
{
  if (bounce_stream_peek (place->stream, 1, line) == 0)
    return message_ends (place, FALSE);
  if (**line == *FROM && separator_is_next (place->stream))
    return message_ends (place, TRUE);
  if (place->in_header && place->content_length >= 0
      && place->content_length < G_MAXINT64)
    place->body_end
        = bounce_stream_offset (place->stream) + (guint64)place->content_length;
  place->in_header = FALSE;
  /* To see ahead may have moved what the line stood in. */
  *line = "";
  return TRUE;
}

static gboolean
is_quoted_from (const char *line, gsize length)
{
  gsize depth = 0;

  while (depth < length && line[depth] == '>')
    depth++;
  return length - depth >= FROM_WIDTH
         && memcmp (line + depth, FROM, FROM_WIDTH) == 0;
}

static gboolean
mbox_line (BouncePlace *place, const char **line, gsize *length)
{
  if (place->body_end > 0
      && bounce_stream_offset (place->stream) == place->body_end
      && separator_is_next (place->stream))
    return message_ends (place, TRUE);
  if (!bounce_stream_line (place->stream, line, length))
    return message_ends (place, FALSE);
  if (*length == 0)
    return blank_line (place, line);
  if (place->in_header)
    {
      if ((**line | 0x20) == 'c')
        read_content_length (place, *line, *length);
    }
  else if (**line == '>' && is_quoted_from (*line, *length))
    {
      ++*line;
      --*length;
    }
  return TRUE;
}

/* What may be quoted, and a blank line that may be a separator's. */
static gboolean
is_special (const char *line, const char *end)
{
  return line == end ? end[1] == *FROM
                     : *line == '>' && (line[1] == '>' || line[1] == *FROM);
}

/* The line below the header, and what may be a Content-Length. */
static gboolean
is_special_in_header (const char *line, const char *end)
{
  return line == end || (*line | 0x20) == 'c';
}

static gboolean
mbox_lines (BouncePlace *place, BounceLineRun *lines)
{
  guint64 offset = bounce_stream_offset (place->stream);

  return bounce_place_take_lines (
      place, place->body_end < offset ? G_MAXUINT64 : place->body_end,
      place->in_header ? is_special_in_header : is_special, lines);
}

const BounceFormat bounce_format_mbox = {
  .bid = mbox_bid, .next = mbox_next, .line = mbox_line, .lines = mbox_lines
};
