/* Memory for all that belongs to one mail: taken piece by piece at the cost of
   an addition, given back at once.  Not for sharing between threads. */
#ifndef BOUNCE_BASE_ARENA_H
#define BOUNCE_BASE_ARENA_H

#include <string.h>

#include <glib.h>

typedef struct BounceArena BounceArena;

/* How much an arena has from the beginning, and how much it gets whenever that
   is used up. */
typedef enum
{
  BOUNCE_ARENA_SMALL,  /* for a mail's result */
  BOUNCE_ARENA_MIDDLE, /* for a mail as the pruner leaves it */
  BOUNCE_ARENA_LARGE,  /* for what an ordinary mail is decoded to */
  BOUNCE_N_ARENA_SIZES
} BounceArenaSize;

/* An empty arena; end it with bounce_arena_free.  Never NULL: like g_malloc,
   it ends the program if there is no memory. */
BounceArena *bounce_arena_new (BounceArenaSize size);

/* Frees ARENA, all that was taken from it and all that it has adopted.  NULL is
   ignored. */
void bounce_arena_free (BounceArena *arena);

/* How many bytes ARENA occupies, without the texts that it has adopted. */
gsize bounce_arena_size (const BounceArena *arena);

/* SIZE bytes, aligned for any type, not cleared; never NULL.  They live as
   long as ARENA. */
gpointer bounce_arena_alloc (BounceArena *arena, gsize size);

/* A copy of LENGTH bytes, which may hold NULs, with a NUL behind them.  It
   lives as long as ARENA. */
char *bounce_arena_copy (BounceArena *arena, const char *bytes, gsize length);

/* Takes over TEXT, which came from g_malloc: it is freed with ARENA.  Returns
   it. */
char *bounce_arena_adopt (BounceArena *arena, char *text);

/* A struct of type Type, all zero, that lives as long as ARENA. */
#define bounce_arena_new0(arena, Type)                                         \
  ((Type *)memset (bounce_arena_alloc (arena, sizeof (Type)), 0, sizeof (Type)))

#endif
