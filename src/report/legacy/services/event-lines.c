/* event-lines: reads the events of a service that sends mail where they are
   told in lines, each a label and its value: "event: bounce", "email=a@b",
   "Reason: full".  What is told of an event is collected until a label comes
   again. */
#include "config.h"

#include <string.h>

#include "report/legacy/recipients/own.h"
#include "report/legacy/recipients/rest.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/recognition/person.h"
#include "report/legacy/services/event-lines.h"
#include "report/legacy/services/service-event.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/statement.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* So many lines are read, and a name of an event is no longer. */
#define LINES_MAX 2000
#define EVENT_NAME_MAX 40

/* Who may be a person tells an event in so many lines, or none. */
#define BEGINNING_LINES 6

/* An event so far; all is owned. */
typedef struct
{
  char *name;
  char *state; /* its name, if nothing else is called one */
  char *address;
  char *status;
  GPtrArray *reasons;
} Draft;

static void
draft_clear (Draft *draft)
{
  g_clear_pointer (&draft->name, g_free);
  g_clear_pointer (&draft->state, g_free);
  g_clear_pointer (&draft->address, g_free);
  g_clear_pointer (&draft->status, g_free);
  g_ptr_array_set_size (draft->reasons, 0);
}

/* Adds DRAFT to LEGACY, if it tells of somebody, and clears it.  Of somebody
   whose state is told ("Status: bounced") and not why, no event is. */
static void
finish (Draft *draft, BounceLegacy *legacy)
{
  LegacyEvent event
      = { .name = draft->name != NULL ? draft->name : draft->state,
          .address = draft->address,
          .status = draft->status,
          .plain = TRUE };

  event.n_reasons = MIN (draft->reasons->len, LEGACY_EVENT_REASONS);
  for (guint i = 0; i < event.n_reasons; i++)
    event.reasons[i] = g_ptr_array_index (draft->reasons, i);
  if (event.address != NULL
      && (draft->name != NULL || event.n_reasons > 0 || event.status != NULL))
    legacy_add_event (&event, FALSE, legacy);
  draft_clear (draft);
}

/* What stands behind the label of LINE; the caller frees it. */
static char *
value_of (const LegacyLine *line)
{
  const char *end = legacy_line_end (line);
  const char *colon = legacy_behind_colon (line);
  const char *equals = memchr (line->start, '=', line->length);
  const char *value = equals != NULL && (colon == NULL || equals + 1 < colon)
                          ? equals + 1
                          : colon;

  return value != NULL ? g_strstrip (g_strndup (value, (gsize)(end - value)))
                       : g_strdup ("");
}

/* VALUE as services write an event's name: "Hard bounce (permanent)" is a
   hard_bounce.  NULL if it is none. */
static char *
name_in (const char *value, gboolean bounce)
{
  g_autofree char *name = bounce_fold_line (value, -1);

  name[strcspn (name, "(,;")] = '\0';
  g_strstrip (name);
  if (strlen (name) > EVENT_NAME_MAX)
    return NULL;
  g_strdelimit (name, " -", '_');
  return legacy_is_event_name (name, bounce) ? g_steal_pointer (&name) : NULL;
}

/* The address that is all of VALUE, if it is not VIEW's own; NULL: none. */
static char *
address_in (const LegacyView *view, const char *value)
{
  const char *end = value + strlen (value);
  BounceAddressSpan span;

  if (!bounce_address_find (value, end, &span)
      || span.start != value + strspn (value, "<\"'(")
      || legacy_skip_closing (span.end, end) != end
      || !legacy_is_other (view, &span))
    return NULL;
  return bounce_address_span_copy (&span);
}

/* Takes over what STRING is (NULL: nothing) as *PART of DRAFT; if that is
   known, another event begins. */
static void
put (Draft *draft, char **part, char *string, BounceLegacy *legacy)
{
  if (string == NULL)
    return;
  if (*part != NULL)
    finish (draft, legacy);
  *part = string;
}

/* Adds what line I of VIEW tells to DRAFT. */
static void
read_line (const LegacyView *view, guint i, Draft *draft, BounceLegacy *legacy)
{
  gboolean names = legacy_line_begins (view, i, BOUNCE_LIST_EVENT_LABEL);
  gboolean states
      = !names && legacy_line_begins (view, i, BOUNCE_LIST_EVENT_STATE);
  gboolean whom = legacy_line_begins (view, i, BOUNCE_LIST_EVENT_ADDRESS)
                  || legacy_line_begins (view, i, BOUNCE_LIST_ADDRESSEE_LABEL);

  if (!names && !states && !whom
      && !legacy_line_begins (view, i, BOUNCE_LIST_EVENT_REASON)
      && !legacy_line_begins (view, i, BOUNCE_LIST_REASON_LABEL))
    return;
  g_autofree char *value = value_of (legacy_line (view, i));

  if (names)
    put (draft, &draft->name, name_in (value, FALSE), legacy);
  else if (whom)
    put (draft, &draft->address, address_in (view, value), legacy);
  else if (states && draft->state == NULL
           && (draft->state = name_in (value, TRUE)) != NULL)
    return;
  else if (states && g_ascii_isdigit (*value) && value[1] == '.')
    put (draft, &draft->status, g_steal_pointer (&value), legacy);
  else if (!states && *value != '\0')
    g_ptr_array_add (draft->reasons, g_steal_pointer (&value));
}

/* Whether a machine tells VIEW's events; a person writes about them. */
static gboolean
is_told (const LegacyView *view)
{
  g_autofree char *opening = NULL;

  if (!legacy_line_may_hold (view, BOUNCE_LIST_EVENT_LABEL)
      && !legacy_line_may_hold (view, BOUNCE_LIST_EVENT_STATE))
    return FALSE;
  if (legacy_is_robot (view))
    return TRUE;
  opening = g_strndup (view->head, LEGACY_OPENING_MAX);
  if (strchr (opening, '?') != NULL || legacy_is_of_person (view)
      || legacy_is_personal (opening) || legacy_is_signed (view))
    return FALSE;
  for (guint i = 0; i < MIN (view->n_body, BEGINNING_LINES); i++)
    if (legacy_line_begins (view, i, BOUNCE_LIST_EVENT_LABEL))
      return TRUE;
  return FALSE;
}

BounceLegacy *
legacy_read_event_lines (const LegacyView *view)
{
  Draft draft = { .name = NULL };
  BounceLegacy *legacy;

  if (!is_told (view))
    return NULL;
  draft.reasons = g_ptr_array_new_with_free_func (g_free);
  legacy = legacy_new ("event");
  for (guint i = 0; i < MIN (view->n_body, LINES_MAX); i++)
    read_line (view, i, &draft, legacy);
  finish (&draft, legacy);
  g_ptr_array_unref (draft.reasons);
  if (legacy->recipients->len == 0)
    g_clear_pointer (&legacy, bounce_legacy_free);
  return legacy;
}
