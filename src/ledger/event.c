/* ledger-event: a record becomes a contact and an event.  One message that
   bounced is one event of a contact, however many copies, hosts or formats
   report it; of two accounts of one event a total order chooses.  Knows no
   store, no clock and no policy. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "ledger/event.h"

/* Keys up to this length are kept whole: longer than any valid address
   (RFC 5321, 4.5.3.1: 64 + 1 + 255), and short enough that an index row of
   two of them fits PostgreSQL's limit of 2,704 bytes. */
#define KEY_MAX 320
#define KEY_HEAD 256

/* KEY, or where it is too long its head and a digest of it.  The result of a
   long one is longer than KEY_MAX, so that no short key equals it. */
static char *
bound_key (char *key)
{
  g_autofree char *whole = key;
  g_autofree char *digest = NULL;
  const char *end = whole + KEY_HEAD;

  if (strlen (whole) <= KEY_MAX)
    return g_steal_pointer (&whole);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);
  while ((*end & 0xC0) == 0x80) /* not in the middle of a character */
    end--;
  return g_strdup_printf ("%.*s#sha256=%s", (int)(end - whole), whole, digest);
}

/* Appends the LENGTH bytes of TEXT in lower case, whatever the locale. */
static void
append_lower (GString *out, const char *text, gsize length)
{
  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    if (g_ascii_isprint (*at))
      g_string_append_c (out, g_ascii_tolower (*at));
    else
      g_string_append_unichar (out, g_unichar_tolower (g_utf8_get_char (at)));
}

/* ADDRESS without white space and <> around it, valid UTF-8; NULL if nothing
   remains. */
static char *
bare_address (const char *address)
{
  g_autofree char *bare = NULL;
  gsize length;

  if (address == NULL)
    return NULL;
  bare = g_strstrip (g_utf8_make_valid (address, -1));
  length = strlen (bare);
  if (length >= 2 && bare[0] == '<' && bare[length - 1] == '>')
    {
      bare[length - 1] = ' ';
      bare[0] = ' ';
      g_strstrip (bare);
    }
  return *bare != '\0' ? g_steal_pointer (&bare) : NULL;
}

char *
bounce_contact_key (const char *address)
{
  g_autofree char *bare = bare_address (address);
  GString *key;

  if (bare == NULL)
    return NULL;
  key = g_string_sized_new (strlen (bare) + 1);
  append_lower (key, bare, strlen (bare));
  return bound_key (g_string_free (key, FALSE));
}

char *
bounce_contact_written (const char *address)
{
  g_autofree char *bare = bare_address (address);
  const char *at = bare != NULL ? strrchr (bare, '@') : NULL;
  GString *written;

  if (at == NULL)
    return g_steal_pointer (&bare);
  written = g_string_new_len (bare, at - bare);
  append_lower (written, at, strlen (at));
  return g_string_free (written, FALSE);
}

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
         || field == BOUNCE_FIELD_SOFT_BOUNCES || field == BOUNCE_FIELD_CONTACT;
}

static char *
digest_record (const BounceResult *report, const BounceRecord *record)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (int i = 0; i < BOUNCE_N_FIELDS; i++)
    {
      BounceField field = (BounceField)i;
      char buffer[BOUNCE_FIELD_BUFFER];
      const char *value = NULL;

      if (!is_circumstance (field))
        value = bounce_field_value (report, record, field, buffer);
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

char *
bounce_event_id (const BounceResult *report, const BounceRecord *record)
{
  g_autofree char *original = bare_address (report->original_message_id);
  g_autofree char *notice = bare_address (report->message_id);
  g_autofree char *digest = NULL;

  if (original != NULL)
    return bound_key (g_strconcat ("message:", original, NULL));
  if (notice != NULL)
    return bound_key (g_strconcat ("notice:", notice, NULL));
  if (report->digest != NULL)
    return bound_key (g_strconcat ("digest:", report->digest, NULL));
  digest = digest_record (report, record);
  return g_strconcat ("digest:", digest, NULL);
}

gboolean
bounce_event_is_transient (const BounceEvent *event)
{
  return (event->category == BOUNCE_CATEGORY_RELAY_ERROR
          || event->category == BOUNCE_CATEGORY_DOMAIN_DOES_NOT_EXIST)
         && event->status != NULL && g_str_has_prefix (event->status, "4.");
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
