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
  Block *blocks; /* beside the first, which begins with this struct */
  char *position;
  char *limit;
  gsize room; /* of a block */
};

static gsize
aligned (gsize size)
{
  return (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
}

/* Of each thread, the first block of the ordinary arena that it freed last: the
   next mail finds it in the processor's cache. */
static GPrivate spare = G_PRIVATE_INIT (g_free);

static BounceArena *
take_spare (gsize room)
{
  BounceArena *arena
      = room == BOUNCE_ARENA_ROOM ? g_private_get (&spare) : NULL;

  if (arena)
    g_private_set (&spare, NULL);
  return arena;
}

static void
give_back (BounceArena *arena)
{
  if (arena->room == BOUNCE_ARENA_ROOM && g_private_get (&spare) == NULL)
    g_private_set (&spare, arena);
  else
    g_free (arena);
}

BounceArena *
bounce_arena_new (gsize room)
{
  gsize start = aligned (sizeof (BounceArena));
  BounceArena *arena = take_spare (room);

  if (arena == NULL)
    arena = g_malloc (start + room);

  arena->blocks = NULL;
  arena->position = (char *)arena + start;
  arena->limit = arena->position + room;
  arena->room = room;
  return arena;
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

static char *
add_block (BounceArena *arena, gsize size)
{
  Block *block = g_malloc (aligned (sizeof *block) + size);

  block->adopted = NULL;
  block->next = arena->blocks;
  arena->blocks = block;
  return (char *)block + aligned (sizeof *block);
}

gpointer
bounce_arena_alloc (BounceArena *arena, gsize size)
{
  size = aligned (size);
  if (G_UNLIKELY (size > (gsize)(arena->limit - arena->position)))
    {
      if (size > arena->room / 4)
        return add_block (arena, size);
      arena->position = add_block (arena, arena->room);
      arena->limit = arena->position + arena->room;
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
