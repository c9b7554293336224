/* Memory for all that belongs to one mail: taken piece by piece at the cost of
   an addition, given back at once.  Not for sharing between threads. */
#ifndef BOUNCE_BASE_ARENA_H
#define BOUNCE_BASE_ARENA_H

#include <glib.h>

typedef struct BounceArena BounceArena;

/* How much an arena has at once; and as much again whenever that is used up. */
typedef enum
{
  BOUNCE_ARENA_SMALL,  /* for a mail's result */
  BOUNCE_ARENA_MIDDLE, /* for a mail as the pruner leaves it */
  BOUNCE_ARENA_LARGE,  /* for what an ordinary mail is decoded to */
  BOUNCE_N_ARENA_SIZES
} BounceArenaSize;

BounceArena *bounce_arena_new (BounceArenaSize size);

/* Frees all that was taken from ARENA, and ARENA (NULL: nothing to do). */
void bounce_arena_free (BounceArena *arena);

/* How much memory ARENA takes, without texts that it has adopted. */
gsize bounce_arena_size (const BounceArena *arena);

/* SIZE bytes, aligned for any type, not cleared; never NULL.  They live as
   long as ARENA. */
gpointer bounce_arena_alloc (BounceArena *arena, gsize size);

/* A NUL-terminated copy of LENGTH bytes, which may hold NULs. */
char *bounce_arena_copy (BounceArena *arena, const char *bytes, gsize length);

/* TEXT, which came from g_malloc, is from now on the arena's.  Returns it. */
char *bounce_arena_adopt (BounceArena *arena, char *text);

/* A cleared struct. */
#define bounce_arena_new0(arena, Type)                                         \
  ((Type *)memset (bounce_arena_alloc (arena, sizeof (Type)), 0, sizeof (Type)))

#endif
