/* What is done with each mail, and where what comes of it goes. */
#ifndef BOUNCE_CAT_WORK_H
#define BOUNCE_CAT_WORK_H

#include <glib.h>

#include "input/reader.h"
#include "rules/rules.h"
#include "verdict/bounce.h"

typedef struct
{
  BounceOptions options;
  const BounceRules *const *rules;
  guint n_rules;
  guint jobs; /* threads; 0: as many as processors */
} BounceWork;

/* Where the results go. */
typedef struct
{
  /* Appends what is to be printed of RESULT's record I; called for one after
     the other, from any thread.  NULL: `deliver` wants the results
     themselves. */
  void (*format) (BounceResult *result, guint i, GString *out, gpointer data);
  /* Takes what `format` wrote (TEXT), or results, which it may steal.  Only
     from the caller's thread, in order.  FALSE ends the run. */
  gboolean (*deliver) (GPtrArray *results, const GString *text, gpointer data);
  gpointer data;
  /* Of a sink that gathers results, for what it does with them is dear (a
     transaction); else NULL.  When those that it has should not wait any longer
     for others, in monotonic time, or G_MAXINT64 if it has none; and what does
     away with them: called if no more can be read by then, or sooner, but not
     at the end.  FALSE ends the run. */
  gint64 (*due) (gpointer data);
  gboolean (*flush) (gpointer data);
  /* For the user's eyes; from the caller's thread. */
  void (*complain) (const BounceItem *item, gpointer user);
  void (*progress) (const BouncePosition *position, gpointer user);
  gpointer user;
} BounceSink;

#endif
