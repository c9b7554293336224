/* scratch: each thread keeps a pile of strings that are not in use. */
#include "config.h"

#include "base/scratch.h"

/* At most this many are kept, and none that has grown larger than this. */
#define KEPT 8
#define KEPT_BYTES (16 * 1024)

/* Most of what is written to one is shorter. */
#define USUAL_TEXT 500

typedef struct
{
  GString *strings[KEPT];
  guint n;
} Pile;

static void
free_pile (gpointer data)
{
  Pile *pile = data;

  while (pile->n > 0)
    g_string_free (pile->strings[--pile->n], TRUE);
  g_free (pile);
}

static GPrivate of_thread = G_PRIVATE_INIT (free_pile);

GString *
bounce_scratch_take (void)
{
  Pile *pile = g_private_get (&of_thread);

  return pile == NULL || pile->n == 0 ? g_string_sized_new (USUAL_TEXT)
                                      : pile->strings[--pile->n];
}

void
bounce_scratch_give_back (GString *string)
{
  Pile *pile = g_private_get (&of_thread);

  if (string == NULL)
    return;
  if (pile == NULL)
    {
      pile = g_new0 (Pile, 1);
      g_private_set (&of_thread, pile);
    }
  if (pile->n == KEPT || string->allocated_len > KEPT_BYTES)
    g_string_free (string, TRUE);
  else
    pile->strings[pile->n++] = g_string_truncate (string, 0);
}
