/* Names of sources become pruned mails, one after the other. */
#ifndef BOUNCE_INPUT_READER_H
#define BOUNCE_INPUT_READER_H

#include <glib.h>

#include "mime/mail.h"

typedef struct BounceReader BounceReader;

/* One step: a mail, a complaint for the user, or both. */
typedef struct
{
  BounceMail mail; /* bytes NULL: none, only a complaint */
  char *source;    /* the file, "-" for standard input */
  guint64 index;   /* of the mail in it; 0: the complaint is of the file */
  char *reason;    /* of a complaint, or NULL */
  int status;      /* the exit status that the complaint calls for, or 0 */
  /* MAIL is a text without a header, and the complaint says so: it does not
     hold if the text is a notification. */
  gboolean no_header;
  /* Only with a complaint: what was named, and its number among all of them:
     many files may be those of one directory. */
  char *source_name;
  guint source_number;
} BounceItem;

/* Frees what ITEM owns, the mail included, not ITEM. */
void bounce_item_clear (BounceItem *item);

/* How far the reading is; for --progress. */
typedef struct
{
  guint64 messages;
  double fraction; /* of the work; below 0: not known */
} BouncePosition;

/* Reads SOURCES (NULL-terminated, or NULL), then those that the list FILES_FROM
   (NULL: none; see file-list.h) names, separated by NULs if NUL_SEPARATED;
   standard input if there is neither.  SHORTCUT and ORIGINAL_HEADERS (may be
   NULL) are those of bounce_pruner_new.  All are copied.  Never NULL: what
   can't be opened becomes a complaint. */
BounceReader *bounce_reader_new (const char *const *sources,
                                 const char *files_from, gboolean nul_separated,
                                 gboolean shortcut,
                                 const char *const *original_headers);
void bounce_reader_free (BounceReader *reader);

/* From now on an item is a line of a file, not a mail: its bytes as they are,
   its number as the index.  Blank lines are passed over. */
void bounce_reader_by_lines (BounceReader *reader);

/* WAIT is called, with DATA, in the middle of bounce_reader_next, whenever so
   much of a mail has been read, and may wait until other mails are done away
   with. */
#define BOUNCE_READER_LARGE (512 * 1024)
void bounce_reader_on_large (BounceReader *reader, void (*wait) (gpointer data),
                             gpointer data);

/* Fills ITEM, which the caller clears, with the next step.  FALSE at the end:
   then there is nothing to clear. */
gboolean bounce_reader_next (BounceReader *reader, BounceItem *item);

/* How far READER has come. */
void bounce_reader_position (const BounceReader *reader,
                             BouncePosition *position);

/* TRUE if a source, the current one or a later one, may keep its reader waiting
   for bytes, as pipes and terminals do: then results should be written early.
   Of the sources in a list that is not known beforehand, nor when the next name
   comes: a list counts as such a source. */
gboolean bounce_reader_may_wait (const BounceReader *reader);

/* TRUE if the next call of bounce_reader_next may wait: the current source is
   such a stream and, as far as can be told, has no bytes at hand. */
gboolean bounce_reader_would_wait (const BounceReader *reader);

#endif
