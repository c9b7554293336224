/* A mail of any size becomes one of bounded size with everything that bears on
   bounces: it keeps the headers that are asked for, text and report parts up
   to their limits, and of the returned message the header.  It works on lines
   as they come, so that a gigabyte passes through a few kilobytes. */
#ifndef BOUNCE_MIME_PRUNER_H
#define BOUNCE_MIME_PRUNER_H

#include <glib.h>

#include "base/line-ends.h"
#include "mime/mail.h"
#include "mime/pruner-output.h"

typedef struct BouncePruner BouncePruner;

/* With SHORTCUT FALSE everything within the limits is kept (--no-shortcut):
   slower, and the records are the same.  EXTRA (may be NULL, NULL-terminated,
   borrowed) names header fields to keep beside those of header-names.c. */
BouncePruner *bounce_pruner_new (gboolean shortcut, const char *const *extra);
void bounce_pruner_free (BouncePruner *pruner);

/* Starts a new message. */
void bounce_pruner_begin (BouncePruner *pruner);

/* From here to the end of the message nothing within the limits is left out, as
   without SHORTCUT. */
void bounce_pruner_keep_all (BouncePruner *pruner);

/* Takes the next line, LENGTH bytes without its line end, of any value. */
void bounce_pruner_line (BouncePruner *pruner, const char *line, gsize length);

/* Takes many lines at once, none of which begins with "--". */
void bounce_pruner_lines (BouncePruner *pruner, const BounceLineRun *lines);

/* How many bytes of the message are kept so far. */
gsize bounce_pruner_size (const BouncePruner *pruner);

/* Ends the message and hands it over in *MAIL, to be freed with
   bounce_mail_clear.  Returns which limits cut something off that could have
   mattered. */
BounceCut bounce_pruner_end (BouncePruner *pruner, BounceMail *mail);

/* FALSE if nothing at the head of the message just ended looked like a header
   field: it is no mail. */
gboolean bounce_pruner_was_mail (const BouncePruner *pruner);

#endif
