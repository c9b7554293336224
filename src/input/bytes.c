/* bytes: reads a file descriptor, and decompresses gzip (RFC 1952; several
   members may stand one after the other).  It uses zlib and not GIO's
   converter, which drops what it decompressed just before a damaged place.
   Who calls it decides whether bytes are gzip's. */
#include "config.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "input/bytes.h"

struct BounceBytes
{
  int fd;
  gboolean owned;
  guint64 count;
  const char *failure;
  int number;            /* the errno of that, or 0 */
  unsigned char *packed; /* compressed bytes, made on first use */
  z_stream inflater;
  gboolean is_gzip;
  gboolean in_member; /* of a gzip file */
};

BounceBytes *
bounce_bytes_new (void)
{
  BounceBytes *bytes = g_new0 (BounceBytes, 1);

  bytes->fd = -1;
  return bytes;
}

void
bounce_bytes_open (BounceBytes *bytes, int fd, gboolean owned)
{
  bounce_bytes_close (bytes);
  bytes->fd = fd;
  bytes->owned = owned;
  bytes->count = 0;
  bytes->failure = NULL;
  bytes->number = 0;
  bytes->is_gzip = bytes->in_member = FALSE;
}

void
bounce_bytes_close (BounceBytes *bytes)
{
  if (bytes->owned && bytes->fd >= 0)
    close (bytes->fd);
  bytes->fd = -1;
}

void
bounce_bytes_free (BounceBytes *bytes)
{
  if (bytes == NULL)
    return;
  bounce_bytes_close (bytes);
  if (bytes->packed != NULL)
    inflateEnd (&bytes->inflater);
  g_free (bytes->packed);
  g_free (bytes);
}

/* read(2) that outlives signals and descriptors set not to block; 0 at the end
   or at a failure. */
static gsize
read_stored (BounceBytes *bytes, void *to, gsize room)
{
  for (;;)
    {
      ssize_t n = read (bytes->fd, to, room);

      if (n >= 0)
        {
          bytes->count += (guint64)n;
          return (gsize)n;
        }
      if (errno == EAGAIN || errno == EWOULDBLOCK)
        {
          struct pollfd waiting = { .fd = bytes->fd, .events = POLLIN };

          poll (&waiting, 1, -1);
        }
      else if (errno != EINTR)
        {
          bytes->number = errno;
          bytes->failure = g_strerror (bytes->number);
          return 0;
        }
    }
}

void
bounce_bytes_inflate (BounceBytes *bytes, const char *head, gsize n)
{
  z_stream *inflater = &bytes->inflater;

  if (bytes->packed == NULL)
    {
      bytes->packed = g_malloc (2 * BOUNCE_BYTES_ROOM);
      /* 16: a gzip header is expected. */
      if (inflateInit2 (inflater, 16 + MAX_WBITS) != Z_OK)
        g_error ("out of memory");
    }
  memcpy (bytes->packed, head, n);
  inflateReset (inflater);
  inflater->next_in = bytes->packed;
  inflater->avail_in = (uInt)n;
  bytes->is_gzip = TRUE;
  bytes->in_member = TRUE;
}

/* Whether compressed bytes are there or can be had. */
static gboolean
refill (BounceBytes *bytes)
{
  z_stream *inflater = &bytes->inflater;

  if (inflater->avail_in == 0)
    {
      inflater->next_in = bytes->packed;
      inflater->avail_in
          = (uInt)read_stored (bytes, bytes->packed, BOUNCE_BYTES_ROOM);
    }
  return inflater->avail_in > 0;
}

/* Goes to the next member of a gzip file; zeros that pad a tape block may
   stand before it.  FALSE at the end. */
static gboolean
next_member (BounceBytes *bytes)
{
  z_stream *inflater = &bytes->inflater;

  while (refill (bytes) && *inflater->next_in == 0)
    {
      inflater->next_in++;
      inflater->avail_in--;
    }
  if (inflater->avail_in == 0)
    return FALSE;
  if (*inflater->next_in != 0x1f)
    {
      bytes->failure = "Trailing garbage after compressed data";
      return FALSE;
    }
  inflateReset (inflater);
  bytes->in_member = TRUE;
  return TRUE;
}

static gsize
read_gzip (BounceBytes *bytes, char *to, gsize room)
{
  z_stream *inflater = &bytes->inflater;

  inflater->next_out = (Bytef *)to;
  inflater->avail_out = (uInt)room;
  while (inflater->avail_out == room)
    {
      int result;

      if (!bytes->in_member && !next_member (bytes))
        break;
      if (!refill (bytes))
        {
          if (bytes->failure == NULL)
            bytes->failure = "Unexpected end of compressed data";
          break;
        }
      result = inflate (inflater, Z_NO_FLUSH);
      if (result == Z_STREAM_END)
        bytes->in_member = FALSE;
      else if (result != Z_OK && result != Z_BUF_ERROR)
        {
          bytes->failure = "Compressed data is damaged";
          break;
        }
    }
  return room - inflater->avail_out;
}

gsize
bounce_bytes_read (BounceBytes *bytes, char *to, gsize room)
{
  return bytes->is_gzip ? read_gzip (bytes, to, room)
                        : read_stored (bytes, to, room);
}

guint64
bounce_bytes_count (const BounceBytes *bytes)
{
  return bytes->count;
}

const char *
bounce_bytes_failure (const BounceBytes *bytes)
{
  return bytes->failure;
}

gboolean
bounce_bytes_may_be_sound (const BounceBytes *bytes)
{
  return bytes->number != 0;
}
