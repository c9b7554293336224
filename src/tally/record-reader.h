/* Lines of bouncecat's output become results again: JSON, or TSV that begins
   with a line of field names. */
#ifndef BOUNCE_TALLY_RECORD_READER_H
#define BOUNCE_TALLY_RECORD_READER_H

#include <glib.h>

#include "model/record.h"
#include "tally/lines.h"

typedef struct BounceRecordReader BounceRecordReader;

BounceRecordReader *bounce_record_reader_new (void);
void bounce_record_reader_free (BounceRecordReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BounceRecordReader, bounce_record_reader_free)

/* Reads LINE, for which bounce_line_trouble is NULL: *RESULT gets a result of
   one record, which the caller frees, or NULL for a line that holds none
   (blank, field names). FALSE with ERROR (exit status 65) for a line that is no
   record. */
gboolean bounce_record_reader_line (BounceRecordReader *reader,
                                    const BounceLine *line,
                                    BounceResult **result, GError **error);

/* FALSE as long as the first line was not that of a format we know: then no
   other line is worth reading. */
gboolean bounce_record_reader_knows (const BounceRecordReader *reader);

#endif
