/* dsn: turns delivery-status fields (RFC 3464) into evidence, one piece a
   recipient.  Which group a field belongs to follows from what the group
   already has, since blank lines are missing, doubled or stray in real
   reports. */
#include "config.h"

#include <string.h>

#include "base/memory.h"
#include "mime/encoded-words.h"
#include "mime/mail-date.h"
#include "report/dsn-fields.h"
#include "report/dsn-value.h"
#include "report/dsn.h"
#include "text/address-form.h"
#include "text/address.h"
#include "text/charset.h"

/* So many recipients are many: of each further one only so many texts are
   kept. */
#define MANY 1000
#define TEXTS_OF_MANY 4

/* A recipient's group as it is being read. */
typedef struct
{
  BounceEvidence *evidence;
  gboolean has[BOUNCE_DSN_N_FIELDS];
  gboolean of_many;
  char *final;
  char *actual;
  char *display;
} Group;

/* Status, with a comment behind the code: the reporting MTA's word on the
   reason. */
static void
take_status (BounceEvidence *evidence, const char *value)
{
  const char *comment;

  evidence->field_status = bounce_dsn_value_status (value, &comment);
  comment += strspn (comment, " \t(");
  if (*comment == '\0')
    return;
  g_autofree char *words = g_strdup (comment);
  gsize length = strlen (words);
  if (length && words[length - 1] == ')')
    words[length - 1] = 0;
  bounce_evidence_add (evidence, BOUNCE_ORIGIN_REPORTER, words);
}

/* Types of Diagnostic-Code that mean the reporting host's own words. */
static gboolean
is_local_type (const char *type)
{
  return type
         && (g_str_has_prefix (type, "x-unix")
             || g_str_has_prefix (type, "x-local")
             || g_str_has_prefix (type, "x-postfix"));
}

/* TEXT with the encoded words that some put here too (RFC 2047), or with what
   escapes stand for; NULL if it has neither.  The caller frees it. */
static char *
decode (const char *text)
{
  g_autofree char *line = NULL;
  g_autofree char *decoded = NULL;

  if (strstr (text, "=?") == NULL)
    return bounce_charset_unescape (text);
  line = g_strdelimit (g_strdup (text), "\n", ' ');
  decoded = bounce_encoded_words_decode (line);
  return bounce_charset_to_utf8 (decoded, strlen (decoded), NULL);
}

static void
take_diagnostic (BounceEvidence *evidence, const char *value)
{
  g_autofree char *type = NULL;
  const char *text = bounce_dsn_value_split (value, &type);
  g_autofree char *unescaped = decode (text);
  guint before = evidence->texts->len;

  bounce_evidence_add (evidence,
                       is_local_type (type) ? BOUNCE_ORIGIN_REPORTER
                                            : BOUNCE_ORIGIN_REMOTE,
                       unescaped ? unescaped : text);
  if (evidence->diagnostic_type == NULL)
    evidence->diagnostic_type = g_steal_pointer (&type);
  if (evidence->diagnostic == NULL && evidence->texts->len > before)
    bounce_evidence_set_diagnostic (
        evidence, bounce_evidence_text (evidence, before)->text);
}

static void
take_field (Group *group, const BounceDsnField *field)
{
  BounceEvidence *evidence = group->evidence;
  gboolean again = group->has[field->name];
  gboolean full = group->of_many && evidence->texts->len >= TEXTS_OF_MANY;

  group->has[field->name] = TRUE;
  switch (field->name)
    {
    case BOUNCE_DSN_FINAL_RECIPIENT:
      group->final = bounce_dsn_value_address (field->value);
      break;
    case BOUNCE_DSN_ORIGINAL_RECIPIENT:
      if (!again)
        evidence->original_recipient = bounce_dsn_value_address (field->value);
      break;
    case BOUNCE_DSN_ACTUAL_RECIPIENT:
      if (!again)
        group->actual = bounce_dsn_value_address (field->value);
      break;
    case BOUNCE_DSN_DISPLAY_NAME:
      if (!again)
        group->display = bounce_dsn_value_address (field->value);
      break;
    case BOUNCE_DSN_ACTION:
      if (!again)
        evidence->action = bounce_dsn_value_action (field->value);
      break;
    case BOUNCE_DSN_STATUS:
      if (!again)
        take_status (evidence, field->value);
      break;
    case BOUNCE_DSN_REMOTE_MTA:
      if (!again)
        evidence->remote_mta = bounce_dsn_value_host (field->value);
      break;
    case BOUNCE_DSN_DIAGNOSTIC:
      if (!full)
        take_diagnostic (evidence, field->value);
      break;
    case BOUNCE_DSN_LAST_ATTEMPT:
      evidence->date = bounce_mail_date (field->value);
      break;
    case BOUNCE_DSN_REASON:
      if (!full)
        bounce_evidence_add (evidence, BOUNCE_ORIGIN_REPORTER, field->value);
      break;
    default:
      break;
    }
}

/* TRUE if FIELD can't belong to the recipient that is being read. */
static gboolean
begins_group (const Group *group, const BounceDsnField *field,
              gboolean after_blank)
{
  if (group->evidence == NULL)
    return TRUE;
  if (!group->has[field->name])
    return after_blank && field->name == BOUNCE_DSN_ORIGINAL_RECIPIENT
           && group->has[BOUNCE_DSN_FINAL_RECIPIENT];
  return field->name == BOUNCE_DSN_FINAL_RECIPIENT
         || field->name == BOUNCE_DSN_ORIGINAL_RECIPIENT || after_blank;
}

/* The final recipient where it is an address that the world knows, else what
   else was given (bouncecat-categories(7)). */
static char *
choose_recipient (const Group *group)
{
  const char *candidates[]
      = { group->final, group->evidence->original_recipient, group->actual,
          group->display };

  char *inner
      = group->final != NULL ? bounce_address_unwrap (group->final) : NULL;

  if (inner != NULL)
    return inner;
  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (bounce_address_is_public (candidates[i])
        && !bounce_address_is_wrapped (candidates[i]))
      return g_strdup (candidates[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (candidates[i] && bounce_address_is_full (candidates[i]))
      return g_strdup (candidates[i]);
  return g_strdup (group->final ? group->final
                                : group->evidence->original_recipient);
}

static void
finish_group (BounceDsn *dsn, Group *group)
{
  BounceEvidence *evidence = group->evidence;

  if (evidence)
    {
      evidence->recipient = choose_recipient (group);
      if (group->has[BOUNCE_DSN_FINAL_RECIPIENT]
          || group->has[BOUNCE_DSN_ORIGINAL_RECIPIENT]
          || group->has[BOUNCE_DSN_ACTION] || group->has[BOUNCE_DSN_STATUS])
        g_ptr_array_add (dsn->recipients, evidence);
      else
        bounce_evidence_free (evidence);
    }
  g_free (group->final);
  g_free (group->actual);
  g_free (group->display);
  memset (group, 0, sizeof *group);
}

static void
take_message_field (BounceDsn *dsn, const BounceDsnField *field)
{
  if (field->name == BOUNCE_DSN_REPORTING_MTA && dsn->reporting_mta == NULL)
    dsn->reporting_mta = bounce_dsn_value_host (field->value);
  else if (field->name == BOUNCE_DSN_ENVELOPE_ID && dsn->envelope_id == NULL)
    dsn->envelope_id = bounce_dsn_value_xtext (field->value);
}

/* A report as it is being read. */
typedef struct
{
  BounceDsn *dsn;
  Group group;
  gboolean after_blank;
} Reading;

/* A BounceDsnTake. */
static gboolean
take_any_field (const BounceDsnField *field, gpointer data)
{
  Reading *reading = data;
  BounceDsn *dsn = reading->dsn;

  reading->after_blank |= field->after_blank;
  if (field->name <= BOUNCE_DSN_ARRIVAL_DATE)
    {
      take_message_field (dsn, field);
      return TRUE;
    }
  if (begins_group (&reading->group, field, reading->after_blank))
    {
      finish_group (dsn, &reading->group);
      dsn->cut = dsn->recipients->len >= BOUNCE_RECIPIENTS_MAX;
      if (dsn->cut)
        return FALSE;
      reading->group.evidence = bounce_evidence_new ();
      reading->group.of_many = dsn->recipients->len > MANY;
    }
  reading->after_blank = FALSE;
  take_field (&reading->group, field);
  return TRUE;
}

BounceDsn *
bounce_dsn_read (const char *text)
{
  BounceDsn *dsn = BOUNCE_NEW0 (BounceDsn);
  Reading reading = { .dsn = dsn };

  dsn->recipients
      = g_ptr_array_new_with_free_func ((GDestroyNotify)bounce_evidence_free);
  bounce_dsn_fields (text, take_any_field, &reading);
  finish_group (dsn, &reading.group);
  if (dsn->recipients->len == 0)
    g_clear_pointer (&dsn, bounce_dsn_free);
  return dsn;
}

void
bounce_dsn_free (BounceDsn *dsn)
{
  if (dsn == NULL)
    return;
  if (dsn->recipients)
    g_ptr_array_unref (dsn->recipients);
  g_free (dsn->reporting_mta);
  g_free (dsn->envelope_id);
  g_free (dsn);
}
