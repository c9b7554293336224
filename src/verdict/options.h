/* How mails are to be read: the options that bear on it. */
#ifndef BOUNCE_VERDICT_OPTIONS_H
#define BOUNCE_VERDICT_OPTIONS_H

#include <glib.h>

/* All is borrowed. */
typedef struct
{
  const char *const *original_headers; /* -x names, NULL-terminated; or NULL */
  const char *const *own;  /* --own: addresses or domains; or NULL */
  const char *const *verp; /* --verp patterns, or NULL */
  gboolean replies;        /* what is read are lines: bounce_read_reply */
  gboolean explain;        /* fill record->explanation */
  gboolean no_likeness;    /* only the rules judge */
  gboolean digest;         /* fill result->digest */
  guint64 spared; /* a bit for each BounceField that is neither printed nor
                     needed for anything else that is */
} BounceOptions;

#endif
