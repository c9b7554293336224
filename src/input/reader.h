/* Names of sources become pruned mails, one after the other. */
#ifndef BOUNCE_INPUT_READER_H
#define BOUNCE_INPUT_READER_H

#include <glib.h>

#include "mime/mail.h"

typedef struct BounceReader BounceReader;

/* One step: a mail, words for the user, or both.  bounce_item_clear. */
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

void bounce_item_clear (BounceItem *item);

/* How far the reading is; for --progress. */
typedef struct
{
  guint64 messages;
  double fraction; /* of the work; below 0: not known */
} BouncePosition;

/* Reads SOURCES (NULL-terminated, or NULL), then those that the list
   FILES_FROM names (NULL: none); standard input if there is neither.
   ORIGINAL_HEADERS (may be NULL) are to be kept beside the known ones.  All
   are copied.  Never NULL: what can't be opened is a complaint. */
BounceReader *bounce_reader_new (const char *const *sources,
                                 const char *files_from, gboolean null,
                                 gboolean shortcut,
                                 const char *const *original_headers);
void bounce_reader_free (BounceReader *reader);

/* From now on an item is a line of a file, not a mail: its bytes as they are,
   its number as the index.  Blank lines are passed over. */
void bounce_reader_by_lines (BounceReader *reader);

/* The next item; FALSE at the end. */
gboolean bounce_reader_next (BounceReader *reader, BounceItem *item);

void bounce_reader_position (const BounceReader *reader,
                             BouncePosition *position);

/* Whether a source, the current one or a later one, may keep its reader waiting
   for its next bytes, as pipes and terminals do: what was read should not wait
   with it.  Of the sources of a list that is not known, nor when the next name
   of one comes. */
gboolean bounce_reader_may_wait (const BounceReader *reader);

/* Whether the current source is such a stream and nothing waits to be read from
   it right now. */
gboolean bounce_reader_would_wait (const BounceReader *reader);

#endif
