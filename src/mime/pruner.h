/* A mail of any size becomes one of bounded size with everything that bears on
   bounces: it keeps the headers that are asked for, text and report parts up
   to their limits, and of the returned message the header.  It works on lines
   as they come, so that a gigabyte passes through a few kilobytes. */
#ifndef BOUNCE_MIME_PRUNER_H
#define BOUNCE_MIME_PRUNER_H

#include <glib.h>

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

/* Leaves out nothing of the message within the limits, but finds its structure
   all the same. */
void bounce_pruner_keep_all (BouncePruner *pruner);

/* The next line, without its line end; it may hold any bytes. */
void bounce_pruner_line (BouncePruner *pruner, const char *line, gsize length);

/* TRUE if a body is being read.  Then many lines may come at once: LENGTH
   bytes, each line with the LF that ends it, none of which begins with "--". */
gboolean bounce_pruner_in_body (const BouncePruner *pruner);
void bounce_pruner_lines (BouncePruner *pruner, const char *lines,
                          gsize length);

/* The pruned mail into *MAIL: handed over, bounce_mail_clear frees it. Returns
   which limits cut something off that could have mattered. */
BounceCut bounce_pruner_end (BouncePruner *pruner, BounceMail *mail);

/* FALSE if nothing at the head of the message just ended looked like a header
   field: it is no mail. */
gboolean bounce_pruner_was_mail (const BouncePruner *pruner);

#endif
