/* uchardet, loaded when text of an unknown charset first comes. */
#ifndef BOUNCE_TEXT_DETECTOR_H
#define BOUNCE_TEXT_DETECTOR_H

#include <glib.h>

/* The charset that LENGTH bytes of undeclared 8-bit text are most likely in,
   as iconv calls it: one of those that mail systems write and that can be told
   from the others in a line or two.  A static string.  NULL if it is none of
   them, or if uchardet is not installed. */
const char *bounce_detector_run (const char *bytes, gsize length);

#endif
