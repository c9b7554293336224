/* arena: a chain of blocks, cut up from the front.  Where the first holds what
   is needed, a mail costs one malloc(3) and one free(3) instead of hundreds.
   What is large gets a block of its own. */
#include "config.h"

#include <string.h>

#include "base/arena.h"

#define ALIGNMENT (2 * sizeof (gpointer))

typedef struct Block Block;
struct Block
{
  Block *next;
  gpointer adopted; /* freed with the block; NULL: the block's own bytes */
};

struct BounceArena
{
  Block *blocks; /* all but the first block, which begins with this struct */
  char *position;
  char *limit;
  BounceArenaSize size;
  gsize more; /* bytes in blocks */
};

static gsize
aligned (gsize size)
{
  return (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
}

static const gsize rooms[BOUNCE_N_ARENA_SIZES] = {
  [BOUNCE_ARENA_SMALL] = 2 * 1024,
  [BOUNCE_ARENA_MIDDLE] = 8 * 1024,
  [BOUNCE_ARENA_LARGE] = 32 * 1024,
};

/* Each thread keeps, of each size, the arena that it freed last, but not its
   further blocks: the next mail finds it in the processor's cache. */
typedef struct
{
  BounceArena *kept[BOUNCE_N_ARENA_SIZES];
} Spares;

static void
free_spares (gpointer data)
{
  Spares *spares = data;

  for (guint i = 0; i < BOUNCE_N_ARENA_SIZES; i++)
    g_free (spares->kept[i]);
  g_free (spares);
}

static GPrivate of_thread = G_PRIVATE_INIT (free_spares);

static Spares *
get_spares (void)
{
  Spares *spares = g_private_get (&of_thread);

  if (spares == NULL)
    {
      spares = g_new0 (Spares, 1);
      g_private_set (&of_thread, spares);
    }
  return spares;
}

BounceArena *
bounce_arena_new (BounceArenaSize size)
{
  gsize start = aligned (sizeof (BounceArena));
  BounceArena *arena = g_steal_pointer (&get_spares ()->kept[size]);

  if (arena == NULL)
    arena = g_malloc (start + rooms[size]);
  arena->blocks = NULL;
  arena->position = (char *)arena + start;
  arena->limit = arena->position + rooms[size];
  arena->size = size;
  arena->more = 0;
  return arena;
}

/* Frees ARENA's own block, or keeps it. */
static void
give_back (BounceArena *arena)
{
  BounceArena **kept = &get_spares ()->kept[arena->size];

  if (*kept == NULL)
    *kept = arena;
  else
    g_free (arena);
}

void
bounce_arena_free (BounceArena *arena)
{
  Block *next;

  if (arena == NULL)
    return;
  for (Block *block = arena->blocks; block; block = next)
    {
      next = block->next;
      g_free (block->adopted);
      g_free (block);
    }
  give_back (arena);
}

gsize
bounce_arena_size (const BounceArena *arena)
{
  return rooms[arena->size] + arena->more;
}

static char *
add_block (BounceArena *arena, gsize size)
{
  Block *block = g_malloc (aligned (sizeof *block) + size);

  block->adopted = NULL;
  block->next = arena->blocks;
  arena->blocks = block;
  arena->more += size;
  return (char *)block + aligned (sizeof *block);
}

gpointer
bounce_arena_alloc (BounceArena *arena, gsize size)
{
  size = aligned (size);
  if (G_UNLIKELY (size > (gsize)(arena->limit - arena->position)))
    {
      gsize room = rooms[arena->size];
      if (size > room / 4)
        return add_block (arena, size);
      arena->position = add_block (arena, room);
      arena->limit = arena->position + room;
    }
  gpointer taken = arena->position;
  arena->position += size;
  return taken;
}

char *
bounce_arena_copy (BounceArena *arena, const char *bytes, gsize length)
{
  char *copy = bounce_arena_alloc (arena, length + 1);

  if (length > 0)
    memcpy (copy, bytes, length);
  copy[length] = 0;
  return copy;
}

char *
bounce_arena_adopt (BounceArena *arena, char *text)
{
  Block *block = g_malloc (sizeof *block);

  block->adopted = text;
  block->next = arena->blocks;
  arena->blocks = block;
  return text;
}
