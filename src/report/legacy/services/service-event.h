/* An event of a service that sends mail, however it is written.  Private to
   report/legacy. */
#ifndef BOUNCE_REPORT_LEGACY_SERVICES_SERVICE_EVENT_H
#define BOUNCE_REPORT_LEGACY_SERVICES_SERVICE_EVENT_H

#include <glib.h>

#include "report/legacy/recipients/result.h"

#define LEGACY_EVENT_REASONS 10

/* What is known of it, borrowed; what is not told is NULL. */
typedef struct
{
  const char *name; /* what happened, in the service's own word */
  const char *address;
  const char *status;
  const char *id; /* of the message that was sent */
  const char *severity;
  const char *reasons[LEGACY_EVENT_REASONS];
  guint n_reasons;
  guint code;     /* a reply code (RFC 5321, 4.2) that stands by itself, or 0 */
  gboolean plain; /* told in lines, as much else is */
} LegacyEvent;

/* Whether NAME is a service's name for an event; with BOUNCE, for a bounce and
   nothing else. */
gboolean legacy_is_event_name (const char *name, gboolean bounce);

/* Adds the recipient of EVENT to LEGACY: with COMPLAINTS only if it is a
   complaint, else only if it is none. */
void legacy_add_event (const LegacyEvent *event, gboolean complaints,
                       BounceLegacy *legacy);

/* The events that TEXT begins with as JSON, which the caller frees; NULL: none.
 */
BounceLegacy *legacy_read_json_events (const char *text);

#endif
