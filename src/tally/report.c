/* report: writes the ledger as a page for people: what bouncecat --summary
   shows of mail, for all that the ledger has counted, and its contacts by
   state. */
#include "config.h"

#include <glib.h>

#include "model/date.h"
#include "output/page.h"
#include "output/standard-output.h"
#include "output/trends-page.h"
#include "tally/command.h"

typedef struct
{
  gint64 since; /* G_MININT64: ever */
  BounceTrends *trends;
  guint64 states[BOUNCE_N_CONTACT_STATES];
} Report;

static gboolean
is_wanted (const Report *report, gint64 date)
{
  return report->since == G_MININT64 || date >= report->since;
}

/* A BounceContactFunc. */
static void
add_contact (const BounceContact *contact, const BounceStanding *standing,
             gpointer data)
{
  Report *report = data;

  report->states[standing->state]++;
  if (standing->state == BOUNCE_CONTACT_HARD
      && is_wanted (report, standing->date))
    {
      BounceIncident hard = { .date = standing->date,
                              .category = standing->category,
                              .address = contact->written,
                              .words = standing->diagnostic->str };

      bounce_trends_add_hard (report->trends, &hard);
    }
  if (contact->complained != G_MININT64
      && is_wanted (report, contact->complained))
    {
      BounceIncident complaint = { .date = contact->complained,
                                   .complaint = TRUE,
                                   .address = contact->written };

      bounce_trends_add (report->trends, &complaint);
    }
}

/* A BounceEventFunc. */
static void
add_event (const BounceContact *contact, const BounceEvent *event,
           BounceWeight weight, gpointer data)
{
  Report *report = data;
  gint64 time;

  (void)weight;
  if (event == NULL)
    return;
  time = bounce_event_time (event);
  if (!is_wanted (report, time))
    return;

  BounceIncident incident = { .date = time,
                              .category = event->category,
                              .address = contact->written,
                              .remote_mta = event->remote_mta,
                              .words = event->diagnostic };

  bounce_trends_add (report->trends, &incident);
}

static void
append_states (GString *out, const Report *report)
{
  static const char *const classes[BOUNCE_N_CONTACT_STATES] = {
    [BOUNCE_CONTACT_ACTIVE] = "c2",
    [BOUNCE_CONTACT_HARD] = "c5",
    [BOUNCE_CONTACT_COMPLAINED] = "c7",
    [BOUNCE_CONTACT_SUPPRESSED] = "c3",
  };
  guint64 most = 1;

  for (int i = 0; i < BOUNCE_N_CONTACT_STATES; i++)
    most = MAX (most, report->states[i]);
  bounce_page_section (out, "Contacts by state");
  bounce_page_begin_bars (out);
  for (int i = 0; i < BOUNCE_N_CONTACT_STATES; i++)
    bounce_page_bar (out, bounce_contact_state_name ((BounceContactState)i),
                     classes[i], report->states[i], most);
  bounce_page_end_bars (out);
  bounce_page_paragraph (out, "All but the active ones get no mail.");
  bounce_page_end_section (out);
}

static void
append_page (GString *out, const Report *report, const char *since)
{
  bounce_trends_begin (report->trends, out, "Bounces",
                       "bouncetally " PACKAGE_VERSION);
  if (since != NULL)
    {
      g_autofree char *text = g_strdup_printf ("Bounces since %s.", since);

      bounce_page_paragraph (out, text);
    }
  append_states (out, report);
  bounce_trends_sections (report->trends, out);
  bounce_page_end (out);
}

gboolean
bounce_tally_report (BounceTally *tally, GError **error)
{
  const BounceTallyOptions *options = tally->options;
  g_autoptr (GString) out = g_string_new (NULL);
  Report report
      = { .since = options->filter.since,
          .trends = bounce_trends_new (g_get_real_time () / G_USEC_PER_SEC) };
  char since[BOUNCE_DATE_BUFFER];
  BounceContactFilter all = BOUNCE_CONTACT_FILTER_INIT;
  gboolean done = bounce_ledger_tally (tally->ledger, &all, BOUNCE_READ_ALL,
                                       add_contact, add_event, &report, error);

  if (done)
    append_page (out, &report,
                 bounce_date_format (options->filter.since, since));
  bounce_trends_free (report.trends);
  return done && bounce_output_write (out->str, out->len, error);
}
