/* Mails to output, in the order they were read: reader -> bounce_read -> sink.
   With one job all of it happens in the caller's thread; with more, one thread
   reads, N judge and format, and the caller's thread hands on in order.  What
   comes out does not depend on which. */
#ifndef BOUNCE_CAT_PIPELINE_H
#define BOUNCE_CAT_PIPELINE_H

#include <glib.h>

#include "verdict/bounce.h"
#include "input/reader.h"
#include "rules/rules.h"

/* Where the reports go. */
typedef struct
{
  /* Appends what is to be printed of REPORT; called from any thread.  NULL:
     `deliver` wants the reports themselves. */
  void (*format) (const BounceResult *report, GString *out, gpointer data);
  /* Takes what `format` wrote (TEXT), or N reports to which it may write and
     that it must not keep.  Only from the caller's thread, in order.  FALSE
     ends the run. */
  gboolean (*deliver) (BounceResult *const *reports, guint n,
                       const GString *text, gpointer data);
  gpointer data;
  /* Each delivery is dear (a transaction): wait for many reports as long as
     that keeps no reader waiting. */
  gboolean gather;
  /* For the user's eyes; from the caller's thread. */
  void (*complain) (const BounceItem *item, gpointer user);
  void (*progress) (const BouncePosition *position, gpointer user);
  gpointer user;
} BounceSink;

typedef struct
{
  BounceOptions options;
  const BounceRules *const *rules;
  guint n_rules;
  guint jobs; /* 0: as many as processors */
} BouncePipeline;

/* Runs to the end of READER (which it takes over) or until the sink wants no
   more.  Returns the exit status that the complaints call for, or 0. */
int bounce_pipeline_run (const BouncePipeline *pipeline, BounceReader *reader,
                         const BounceSink *sink);

/* Of two exit statuses the one that matters more: 74, 75, 66, 65. */
int bounce_worse_status (int one, int other);

#endif
