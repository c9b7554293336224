/* event: makes a contact and an event of a record.  One message that bounced
   is one event of a contact, however many copies, hosts or formats report it;
   of two accounts of one event a total order chooses.  Knows no store, no
   clock and no policy. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/event.h"
#include "text/address-key.h"

/* TRUE for an address with a local part and a domain. */
static gboolean
is_full (const char *address)
{
  const char *at = address != NULL ? strrchr (address, '@') : NULL;

  return at != NULL && at > address && at[1] != '\0';
}

static gboolean
is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t\r\n<>")] == '\0';
}

const char *
bounce_event_address (const BounceRecord *record, gboolean key_final)
{
  const char *final = record->recipient;
  const char *original = record->original_recipient;

  if (is_full (key_final ? final : original))
    return key_final ? final : original;
  if (is_full (key_final ? original : final))
    return key_final ? original : final;
  if (!is_blank (final))
    return final;
  return is_blank (original) ? NULL : original;
}

/* The fields that differ between two readings of the same mail. */
static gboolean
is_circumstance (BounceField field)
{
  return field == BOUNCE_FIELD_SOURCE || field == BOUNCE_FIELD_INDEX
         || field == BOUNCE_FIELD_SOFT_BOUNCES || field == BOUNCE_FIELD_CONTACT
         || field == BOUNCE_FIELD_RETURNED_TO || field == BOUNCE_FIELD_EVENT
         || field == BOUNCE_FIELD_VERP || field == BOUNCE_FIELD_TOKEN;
}

static char *
digest_record (const BounceResult *result, const BounceRecord *record)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (int i = 0; i < BOUNCE_N_FIELDS; i++)
    {
      BounceField field = (BounceField)i;
      char buffer[BOUNCE_FIELD_BUFFER];
      const char *value = NULL;

      if (!is_circumstance (field))
        value = bounce_field_value (result, record, field, buffer);
      if (value == NULL || *value == '\0')
        continue;
      g_checksum_update (checksum, (const guchar *)bounce_field_name (field),
                         -1);
      g_checksum_update (checksum, (const guchar *)"=", 1);
      /* With its NUL, which no value holds. */
      g_checksum_update (checksum, (const guchar *)value,
                         (gssize)strlen (value) + 1);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

/* A Message-ID without white space and <> around it, or NULL. */
static char *
bare_id (const char *id)
{
  g_autofree char *bare = NULL;
  gsize length;

  if (id == NULL)
    return NULL;
  bare = g_strstrip (g_utf8_make_valid (id, -1));
  length = strlen (bare);
  if (length >= 2 && bare[0] == '<' && bare[length - 1] == '>')
    {
      bare[length - 1] = ' ';
      bare[0] = ' ';
      g_strstrip (bare);
    }
  return *bare != '\0' ? g_steal_pointer (&bare) : NULL;
}

#define MESSAGE "message:"

char *
bounce_event_id (const BounceResult *result, const BounceRecord *record)
{
  g_autofree char *original = bare_id (result->original_message_id);
  g_autofree char *own = bare_id (result->message_id);
  g_autofree char *digest = NULL;

  if (record->event != NULL && *record->event != '\0')
    return bounce_address_bound (g_strdup (record->event));
  if (original != NULL)
    return bounce_address_bound (g_strconcat (MESSAGE, original, NULL));
  if (own != NULL)
    return bounce_address_bound (g_strconcat ("notice:", own, NULL));
  if (result->digest != NULL)
    return bounce_address_bound (g_strconcat ("digest:", result->digest, NULL));
  digest = digest_record (result, record);
  return g_strconcat ("digest:", digest, NULL);
}

void
bounce_event_identify (BounceResult *result)
{
  for (guint i = 0; i < result->records->len; i++)
    {
      BounceRecord *record = bounce_result_record (result, i);
      g_autofree char *id = NULL;

      if (is_blank (record->recipient) && is_blank (record->original_recipient))
        continue;
      id = bounce_event_id (result, record);
      record->event = bounce_result_keep (result, id);
    }
}

char *
bounce_event_id_domain (const char *id)
{
  const char *at = strrchr (id, '@');

  if (!g_str_has_prefix (id, MESSAGE) || at == NULL)
    return NULL;
  return bounce_address_domain_key (at);
}

/* A generic status, x.0.0, says no more than the reply code does. */
static gboolean
is_specific (const char *status)
{
  return status != NULL && !g_str_has_suffix (status, ".0.0");
}

gboolean
bounce_event_is_transient (const BounceEvent *event)
{
  if (event->category != BOUNCE_CATEGORY_RELAY_ERROR
      && event->category != BOUNCE_CATEGORY_DOMAIN_DOES_NOT_EXIST)
    return FALSE;
  if (event->status != NULL && event->status[0] == '4')
    return TRUE;
  return !is_specific (event->status) && event->reply_code != NULL
         && event->reply_code[0] == '4';
}

/* A hard bounce that a policy may soften stands between the others, so that
   which account is kept does not depend on the policy of the moment. */
guint
bounce_event_rank (const BounceEvent *event)
{
  if (!bounce_category_is_hard (event->category))
    return 2;
  return bounce_event_is_transient (event) ? 1 : 0;
}

int
bounce_event_compare (const BounceEvent *a, const BounceEvent *b)
{
  gint64 date_a = a->date == G_MININT64 ? G_MAXINT64 : a->date;
  gint64 date_b = b->date == G_MININT64 ? G_MAXINT64 : b->date;
  const char *const texts[][2] = {
    { bounce_category_slug (a->category), bounce_category_slug (b->category) },
    { a->status, b->status },
    { a->reply_code, b->reply_code },
    { a->evidence, b->evidence },
    { a->diagnostic, b->diagnostic },
    { a->remote_mta, b->remote_mta },
    { a->message_id, b->message_id },
  };
  int order = (int)bounce_event_rank (a) - (int)bounce_event_rank (b);

  if (order == 0)
    order = (date_a > date_b) - (date_a < date_b);
  for (gsize i = 0; i < G_N_ELEMENTS (texts) && order == 0; i++)
    order = g_strcmp0 (texts[i][0], texts[i][1]);
  return order;
}

#define NO_BOUNCE "no-bounce"

const char *
bounce_event_category_name (BounceCategory category)
{
  return category != BOUNCE_CATEGORY_NONE ? bounce_category_slug (category)
                                          : NO_BOUNCE;
}

gboolean
bounce_event_category_parse (const char *name, BounceCategory *category)
{
  *category = bounce_category_from_slug (name);
  return *category != BOUNCE_CATEGORY_NONE || g_strcmp0 (name, NO_BOUNCE) == 0;
}

BounceCategory
bounce_event_category_read (const char *name, char **unknown)
{
  BounceCategory category = BOUNCE_CATEGORY_NONE;

  if (name == NULL || bounce_event_category_parse (name, &category))
    return category;
  if (*unknown == NULL)
    *unknown = g_strdup (name);
  return BOUNCE_CATEGORY_UNKNOWN;
}
