/* Memory for all that belongs to one mail: taken piece by piece at the cost of
   an addition, given back at once.  Not for sharing between threads. */
#ifndef BOUNCE_BASE_ARENA_H
#define BOUNCE_BASE_ARENA_H

#include <glib.h>

typedef struct BounceArena BounceArena;

/* For what an ordinary mail needs. */
#define BOUNCE_ARENA_ROOM (32 * 1024)

/* It has ROOM bytes at once, and as many whenever they are used up. */
BounceArena *bounce_arena_new (gsize room);

/* Frees all that was taken from ARENA, and ARENA (NULL: nothing to do). */
void bounce_arena_free (BounceArena *arena);

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
