/* services: what services that send mail tell of it, as JSON that is all of a
   mail or stands below a line or two, or in lines with labels.  People send
   each other JSON, too, but alone they do not answer in it. */
#include "config.h"

#include <string.h>

#include "mime/message.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/recognition/person.h"
#include "report/legacy/services/event-lines.h"
#include "report/legacy/services/service-event.h"
#include "report/legacy/services/service-json.h"
#include "report/legacy/services/services.h"
#include "report/legacy/services/ses-notification.h"
#include "report/legacy/text/legacy-view.h"

/* In so many lines JSON begins, where it is not all. */
#define BEGINNING_LINES 40

/* Whether TEXT begins with an object, or an array of objects. */
static gboolean
begins_json (const char *text)
{
  if (*text == '[')
    text += 1 + strspn (text + 1, " \t\r\n");
  return *text == '{';
}

static const char *
beginning (const LegacyView *view)
{
  return view->text + strspn (view->text, " \t\r\n");
}

gboolean
legacy_is_json (const LegacyView *view)
{
  return begins_json (beginning (view));
}

BounceLegacy *
legacy_read_json (const LegacyView *view, gboolean is_reply)
{
  BounceLegacy *legacy = legacy_read_ses (beginning (view));

  return legacy != NULL || is_reply
             ? legacy
             : legacy_read_json_events (beginning (view));
}

/* The events that a machine's VIEW has in JSON below other lines. */
static BounceLegacy *
read_json_below (const LegacyView *view)
{
  if (strchr (view->head, '{') == NULL || !legacy_is_robot (view))
    return NULL;
  for (guint i = 0; i < MIN (view->n_body, BEGINNING_LINES); i++)
    {
      const char *start = legacy_line (view, i)->start;

      if (begins_json (start))
        {
          BounceLegacy *legacy = legacy_read_ses (start);

          return legacy != NULL ? legacy : legacy_read_json_events (start);
        }
    }
  return NULL;
}

BounceLegacy *
legacy_read_service (const LegacyView *view)
{
  BounceLegacy *legacy = read_json_below (view);

  return legacy != NULL ? legacy : legacy_read_event_lines (view);
}

gboolean
legacy_json_is_cut (const BounceMessage *message)
{
  const char *text = bounce_message_text (message);

  text += strspn (text, " \t\r\n");
  return begins_json (text) && legacy_json_is_large (text);
}
