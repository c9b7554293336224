/* buffers: the memory for the lines of a text, their folded bytes and the
   phrases found in them.  A thread keeps that of the view that it freed last,
   for the next: malloc (3) is slow to find blocks of so many kilobytes, and
   these are in the processor's cache. */
#include "config.h"

#include "report/legacy/text/buffers.h"
#include "report/legacy/text/legacy-view.h"
#include "text/lists.h"

/* More than a few letters take is given back. */
#define KEPT_LINES 1024
#define KEPT_BYTES (64 * 1024)
#define KEPT_HITS 4096

typedef struct
{
  GArray *lines; /* NULL: nothing is kept */
  GString *folded;
  BounceListReader reader;
} Buffers;

static void
clear (Buffers *buffers)
{
  if (buffers->lines == NULL)
    return;
  g_array_free (buffers->lines, TRUE);
  g_string_free (buffers->folded, TRUE);
  bounce_list_reader_clear (&buffers->reader);
  buffers->lines = NULL;
}

static void
free_kept (gpointer data)
{
  clear (data);
  g_free (data);
}

static GPrivate of_thread = G_PRIVATE_INIT (free_kept);

void
legacy_buffers_take (LegacyView *view, gsize length)
{
  Buffers *kept = g_private_get (&of_thread);

  bounce_list_reader_init (&view->reader);
  if (kept == NULL || kept->lines == NULL)
    {
      view->lines = g_array_new (FALSE, FALSE, sizeof (LegacyLine));
      view->folded = g_string_sized_new (length);
      return;
    }
  view->lines = g_steal_pointer (&kept->lines);
  view->folded = g_string_truncate (kept->folded, 0);
  view->reader.hits = kept->reader.hits;
  view->reader.max_hits = kept->reader.max_hits;
}

void
legacy_buffers_give_back (LegacyView *view)
{
  Buffers *kept = g_private_get (&of_thread);
  Buffers own = { view->lines, view->folded, view->reader };

  if (kept == NULL)
    {
      kept = g_new0 (Buffers, 1);
      g_private_set (&of_thread, kept);
    }
  if (kept->lines == NULL && own.lines->len <= KEPT_LINES
      && own.folded->allocated_len <= KEPT_BYTES
      && own.reader.max_hits <= KEPT_HITS)
    *kept = own;
  else
    clear (&own);
}
