/* format: reads what may stand above a header, for both formats. */
#include "config.h"

#include <string.h>

#include "input/format.h"
#include "text/header-field.h"

static gboolean
is_blank (char byte)
{
  return byte == '\n' || byte == '\r';
}

/* Whether TEXT stands N bytes ahead. */
static gboolean
stands_ahead (BounceStream *stream, gsize n, const char *text)
{
  const char *bytes = NULL;
  gsize width = strlen (text);

  return bounce_stream_peek (stream, n + width, &bytes) >= n + width
         && memcmp (bytes + n, text, width) == 0;
}

static gboolean
field_stands_ahead (BounceStream *stream, gsize n)
{
  const char *bytes = NULL;
  gsize there = bounce_stream_peek (stream, n + 1, &bytes);

  /* No further than it takes: the rest may not be written yet. */
  for (gsize i = n; i < there && g_ascii_isgraph (bytes[i]) && bytes[i] != ':';)
    if (++i == there)
      there = bounce_stream_peek (stream, i + 1, &bytes);
  return bounce_header_field_name (bytes + n, there - n) > 0;
}

/* Drops blank lines above a header, and at the end; those above a text say
   that there is no header. */
static void
drop_blank_lines (BounceStream *stream, gboolean separator_too)
{
  const char *bytes = NULL;

  for (;;)
    {
      gsize n = 0;

      while (bounce_stream_peek (stream, n + 1, &bytes) > n
             && is_blank (bytes[n]))
        n++;
      if (n == 0)
        return;
      if (bounce_stream_peek (stream, n + 1, &bytes) > n
          && !field_stands_ahead (stream, n)
          && !stands_ahead (stream, n, ">From ")
          && !(separator_too && stands_ahead (stream, n, "From ")))
        return;
      bounce_stream_drop (stream, n);
    }
}

gboolean
bounce_place_take_lines (BouncePlace *place, guint64 limit,
                         gboolean (*is_special) (const char *line,
                                                 const char *end),
                         BounceLineRun *lines)
{
  gsize behind = bounce_stream_lines (place->stream, lines);
  guint64 allowed = limit - bounce_stream_offset (place->stream);
  const char *p = lines->start;
  guint n = behind == 0 && lines->n > 0 ? lines->n - 1 : lines->n, i;

  for (i = 0; i < n; i++)
    {
      const char *end = bounce_line_run_end (lines, i);

      if ((guint64)(end - lines->start) >= allowed || end - p > BOUNCE_LINE_MAX
          || (end > p && end[-1] == '\r') || (p[0] == '-' && p[1] == '-')
          || is_special (p, end))
        break;
      p = end + 1;
    }
  lines->n = i;
  bounce_stream_drop_lines (place->stream, lines);
  return i > 0;
}

void
bounce_place_begin_stream (BouncePlace *place)
{
  drop_blank_lines (place->stream, TRUE);
}

void
bounce_place_begin_header (BouncePlace *place)
{
  const char *line = NULL;
  gsize length = 0;

  drop_blank_lines (place->stream, FALSE);
  while (bounce_stream_begins (place->stream, ">From ")
         && bounce_stream_line (place->stream, &line, &length))
    drop_blank_lines (place->stream, FALSE);
}
