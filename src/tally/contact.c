/* contact: makes a row of a contact and its standing. */
#include "config.h"

#include <glib.h>

#include "model/date.h"
#include "tally/contact.h"

const BounceColumn bounce_contact_table[BOUNCE_CONTACT_ALL] = {
  { "address", BOUNCE_COLUMN_TEXT },
  { "state", BOUNCE_COLUMN_TEXT },
  { "soft_bounces", BOUNCE_COLUMN_NUMBER },
  { "category", BOUNCE_COLUMN_TEXT },
  { "status", BOUNCE_COLUMN_TEXT },
  { "date", BOUNCE_COLUMN_TEXT },
  { "event", BOUNCE_COLUMN_ID },
  { "delivered", BOUNCE_COLUMN_TEXT },
  { "reset", BOUNCE_COLUMN_TEXT },
  { "evidence", BOUNCE_COLUMN_TEXT },
  { "remote_mta", BOUNCE_COLUMN_TEXT },
  { "diagnostic", BOUNCE_COLUMN_TEXT },
};

static const char *
text_or_null (const GString *text)
{
  return text->len > 0 ? text->str : NULL;
}

void
bounce_contact_row (BounceTable *table, const BounceContact *contact,
                    const BounceStanding *standing)
{
  char dates[3][BOUNCE_DATE_BUFFER], count[24];
  const char *const values[] = {
    contact->written,
    bounce_contact_state_name (standing->state),
    count,
    bounce_category_slug (standing->category),
    text_or_null (standing->status),
    bounce_date_format (standing->date, dates[0]),
    text_or_null (standing->id),
    bounce_date_format (contact->delivered, dates[1]),
    bounce_date_format (contact->reset, dates[2]),
    text_or_null (standing->evidence),
    text_or_null (standing->remote_mta),
    text_or_null (standing->diagnostic),
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (values) == BOUNCE_CONTACT_ALL);
  g_snprintf (count, sizeof count, "%" G_GUINT64_FORMAT,
              standing->soft_bounces);
  bounce_table_row (table, values);
}
