/* What is asked of those who read a mail. */
#ifndef BOUNCE_VERDICT_OPTIONS_H
#define BOUNCE_VERDICT_OPTIONS_H

#include <glib.h>

/* What the user asked for that bears on reading; all borrowed. */
typedef struct
{
  const char *const *original_headers; /* -x names, NULL-terminated; or NULL */
  const char *const *own;  /* --own: addresses or domains; or NULL */
  const char *const *verp; /* --verp patterns, or NULL */
  gboolean replies;        /* what is read are lines: bounce_read_reply */
  gboolean explain;        /* fill record->explanation */
  gboolean no_likeness;    /* only the rules judge */
  gboolean digest;         /* fill result->digest */
  guint64 spared; /* by BounceField a bit: nobody prints it, and what else the
                     result tells does not need it */
} BounceOptions;

#endif
