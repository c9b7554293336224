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
  /* Appends what is to be printed of RESULT; called from any thread.  NULL:
     `deliver` wants the results themselves. */
  void (*format) (BounceResult *result, GString *out, gpointer data);
  /* Takes what `format` wrote (TEXT), or N results to which it may write and
     that it must not keep.  Only from the caller's thread, in order.  FALSE
     ends the run. */
  gboolean (*deliver) (BounceResult *const *results, guint n,
                       const GString *text, gpointer data);
  gpointer data;
  /* Each delivery is dear (a transaction): wait for many results as long as
     that keeps no reader waiting. */
  gboolean gather;
  /* For the user's eyes; from the caller's thread. */
  void (*complain) (const BounceItem *item, gpointer user);
  void (*progress) (const BouncePosition *position, gpointer user);
  gpointer user;
} BounceSink;

#endif
