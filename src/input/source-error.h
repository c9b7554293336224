/* What can be wrong with a source.  Messages have the form "FILE: reason". */
#ifndef BOUNCE_INPUT_SOURCE_ERROR_H
#define BOUNCE_INPUT_SOURCE_ERROR_H

#include <glib.h>

#define BOUNCE_SOURCE_ERROR (bounce_source_error_quark ())
/* The domain of these errors. */
GQuark bounce_source_error_quark (void);
typedef enum
{
  BOUNCE_SOURCE_ERROR_OPEN, /* it, or a file below it, can't be opened, or the
                               system fails to read it: 66 */
  BOUNCE_SOURCE_ERROR_READ  /* a file is not what it begins as: 65 */
} BounceSourceError;

/* Sets ERROR to CODE and "FILE: " with strerror of NUMBER, an errno.  Returns
   FALSE, so that a caller can return it. */
gboolean bounce_source_fail (const char *file, BounceSourceError code,
                             int number, GError **error);

#endif
