/* A parcel: some mails on their way through the pipeline. */
#ifndef BOUNCE_PARCEL_H
#define BOUNCE_PARCEL_H

#include <glib.h>

#include "pipeline.h"

/* A parcel this large is full. */
#define BOUNCE_PARCEL_MAILS 64
#define BOUNCE_PARCEL_BYTES (256 * 1024)

typedef struct
{
  GArray *items; /* of BounceItem */
  gsize bytes;   /* of them all */
  BouncePosition position;
  GPtrArray *reports; /* of BounceReport; those that were not formatted */
  GString *text;
  gboolean worked; /* under the pipeline's lock */
} BounceParcel;

BounceParcel *bounce_parcel_new (void);
void bounce_parcel_free (BounceParcel *parcel);

/* Takes ITEM over. */
void bounce_parcel_add (BounceParcel *parcel, const BounceItem *item);
gboolean bounce_parcel_is_full (const BounceParcel *parcel);

/* Reads the mails: to reports, or to text if the sink formats. */
void bounce_parcel_work (BounceParcel *parcel, const BouncePipeline *pipeline,
                         const BounceSink *sink, BounceMatcher *matcher);

/* Complaints and results to the sink; raises *STATUS.  FALSE: no more. */
gboolean bounce_parcel_deliver (BounceParcel *parcel, const BounceSink *sink,
                                int *status);

#endif
