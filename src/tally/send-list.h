/* A send list, record by record, byte for byte: plain addresses, "Name
   <address>", several in a line, CSV (RFC 4180) and TSV with quotes. */
#ifndef BOUNCE_TALLY_SEND_LIST_H
#define BOUNCE_TALLY_SEND_LIST_H

#include <glib.h>

typedef struct BounceSendList BounceSendList;

/* Reads standard input.  COLUMN: the number, from 1, or the name in the first
   record, of the one column whose addresses count; NULL: all do.  NULL with
   ERROR (64). */
BounceSendList *bounce_send_list_new (const char *column, GError **error);
void bounce_send_list_free (BounceSendList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BounceSendList, bounce_send_list_free)

typedef enum
{
  BOUNCE_SEND_ADDRESSES, /* it holds addresses: KEYS */
  BOUNCE_SEND_OTHER,     /* blank, a comment, or a header */
  BOUNCE_SEND_UNREADABLE /* which addresses it means can't be told */
} BounceSendKind;

/* A record: a line, or the lines of a CSV record with line ends in quotes.
   Borrowed until the next call. */
typedef struct
{
  BounceSendKind kind;
  const char *text; /* as it is, with its line end */
  gsize length;
  guint64 line; /* number of its first line, from 1 */
  const GPtrArray *keys;
} BounceSendRecord;

/* FALSE at the end, or with ERROR: reading failed (66), or there is no such
   column (64). */
gboolean bounce_send_list_next (BounceSendList *list, BounceSendRecord *record,
                                GError **error);

/* The addresses in the text of a field, as keys that the caller frees with the
   array, and whatever else its text may name.  FALSE if there is something in
   it that may be an address and can't be read. */
gboolean bounce_send_list_keys (const char *field, GPtrArray *keys);

#endif
