/* record-reader: makes a result of one record of a line of bouncecat's
   output.  The format shows in the first line; unknown fields are passed over;
   the type is not read, for it follows from the category. */
#include "config.h"

#include <string.h>
#include <sysexits.h>

#include <glib.h>

#include "tally/command.h"
#include "tally/date.h"
#include "tally/json.h"
#include "tally/record-reader.h"

typedef enum
{
  FORMAT_UNKNOWN,
  FORMAT_JSON,
  FORMAT_TSV
} Format;

struct BounceRecordReader
{
  Format format;
  GArray *columns; /* TSV: of BounceField; BOUNCE_N_FIELDS: unknown */
};

/* A record under way. */
typedef struct
{
  BounceResult *result;
  BounceRecord *record;
} Target;

typedef gboolean (*SetField) (Target *target, const char *value);

static gboolean
set_kind (Target *target, const char *value)
{
  for (int i = 0; i < BOUNCE_N_KINDS; i++)
    if (strcmp (bounce_kind_name ((BounceKind)i), value) == 0)
      {
        target->record->kind = (BounceKind)i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
set_action (Target *target, const char *value)
{
  target->record->action = bounce_action_from_name (value);
  return target->record->action != BOUNCE_ACTION_NONE;
}

static gboolean
set_category (Target *target, const char *value)
{
  target->record->category = bounce_category_from_slug (value);
  return target->record->category != BOUNCE_CATEGORY_NONE;
}

static gboolean
set_status (Target *target, const char *value)
{
  return bounce_status_parse (value, &target->record->status) == strlen (value);
}

static gboolean
set_reply_code (Target *target, const char *value)
{
  target->record->reply_code = bounce_reply_parse (value);
  return target->record->reply_code != 0;
}

static gboolean
set_date (Target *target, const char *value)
{
  return bounce_date_parse (value, &target->record->date);
}

static gboolean
set_verp (Target *target, const char *value)
{
  target->record->verp = strcmp (value, "true") == 0;
  return target->record->verp || strcmp (value, "false") == 0;
}

#define IN_REPORT(member) NULL, TRUE, G_STRUCT_OFFSET (BounceResult, member)
#define IN_RECORD(member) NULL, FALSE, G_STRUCT_OFFSET (BounceRecord, member)

/* How a field is set: by a function, or as a string at an offset.  Those that
   are not here do not matter to a ledger. */
/* clang-format off */
static const struct
{
  BounceField field;
  SetField set;
  gboolean in_report;
  gsize offset;
} setters[] = {
  { BOUNCE_FIELD_KIND, set_kind, FALSE, 0 },
  { BOUNCE_FIELD_FORMAT, IN_REPORT (format) },
  { BOUNCE_FIELD_RECIPIENT, IN_RECORD (recipient) },
  { BOUNCE_FIELD_ORIGINAL_RECIPIENT, IN_RECORD (original_recipient) },
  { BOUNCE_FIELD_ACTION, set_action, FALSE, 0 },
  { BOUNCE_FIELD_CATEGORY, set_category, FALSE, 0 },
  { BOUNCE_FIELD_STATUS, set_status, FALSE, 0 },
  { BOUNCE_FIELD_REPLY_CODE, set_reply_code, FALSE, 0 },
  { BOUNCE_FIELD_DIAGNOSTIC_TYPE, IN_RECORD (diagnostic_type) },
  { BOUNCE_FIELD_DIAGNOSTIC, IN_RECORD (diagnostic) },
  { BOUNCE_FIELD_EVIDENCE, IN_RECORD (evidence) },
  { BOUNCE_FIELD_REMOTE_MTA, IN_RECORD (remote_mta) },
  { BOUNCE_FIELD_REPORTING_MTA, IN_REPORT (reporting_mta) },
  { BOUNCE_FIELD_DATE, set_date, FALSE, 0 },
  { BOUNCE_FIELD_MESSAGE_ID, IN_REPORT (message_id) },
  { BOUNCE_FIELD_FEEDBACK_TYPE, IN_REPORT (feedback_type) },
  { BOUNCE_FIELD_EVENT, IN_RECORD (event) },
  { BOUNCE_FIELD_VERP, set_verp, FALSE, 0 },
  { BOUNCE_FIELD_ENVELOPE_ID, IN_REPORT (envelope_id) },
  { BOUNCE_FIELD_ORIGINAL_MESSAGE_ID, IN_REPORT (original_message_id) },
  { BOUNCE_FIELD_ORIGINAL_FROM, IN_REPORT (original_from) },
  { BOUNCE_FIELD_ORIGINAL_TO, IN_REPORT (original_to) },
  { BOUNCE_FIELD_ORIGINAL_SUBJECT, IN_REPORT (original_subject) },
};
/* clang-format on */

G_GNUC_PRINTF (2, 3)
static gboolean
wrong (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (BOUNCE_TALLY_ERROR, EX_DATAERR, format,
                                 arguments);
  va_end (arguments);
  return FALSE;
}

static gboolean
set_field (Target *target, BounceField field, const char *value, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (setters); i++)
    {
      gpointer base = target->record;

      if (setters[i].field != field)
        continue;
      if (setters[i].in_report)
        base = target->result;
      if (setters[i].set == NULL)
        G_STRUCT_MEMBER (const char *, base, setters[i].offset)
            = bounce_result_keep (target->result, value);
      else if (!setters[i].set (target, value))
        return wrong (error, "invalid %s '%s'", bounce_field_name (field),
                      value);
    }
  return TRUE;
}

/* A BounceJsonFunc. */
static gboolean
take_member (const char *name, const char *value, gpointer data, GError **error)
{
  BounceField field = bounce_field_from_name (name);

  if (field == BOUNCE_N_FIELDS || g_strcmp0 (value, "") == 0)
    return TRUE;
  if (value == NULL)
    return wrong (error, "%s is not text", name);
  return set_field (data, field, value, error);
}

/* The escapes of the TSV format undone, in place. */
static void
unescape (char *value)
{
  static const char letters[] = "\\tnr";
  static const char meant[] = "\\\t\n\r";
  char *to = value;

  for (const char *at = value; *at != '\0'; at++)
    {
      const char *letter = NULL;

      if (at[0] == '\\' && at[1] != '\0')
        letter = strchr (letters, at[1]);
      if (letter != NULL)
        at++;
      *to++ = letter != NULL ? meant[letter - letters] : *at;
    }
  *to = '\0';
}

/* What of a record its bounce is identified and judged by: without one of
   these, mail would be counted twice, or not at all. */
static const BounceField needed[] = {
  BOUNCE_FIELD_EVENT,     BOUNCE_FIELD_KIND,
  BOUNCE_FIELD_RECIPIENT, BOUNCE_FIELD_ORIGINAL_RECIPIENT,
  BOUNCE_FIELD_ACTION,    BOUNCE_FIELD_CATEGORY,
  BOUNCE_FIELD_STATUS,    BOUNCE_FIELD_REPLY_CODE,
  BOUNCE_FIELD_DATE,      BOUNCE_FIELD_ORIGINAL_MESSAGE_ID,
  BOUNCE_FIELD_VERP,
};

static gboolean
has_column (const BounceRecordReader *reader, BounceField field)
{
  for (guint i = 0; i < reader->columns->len; i++)
    if (g_array_index (reader->columns, BounceField, i) == field)
      return TRUE;
  return FALSE;
}

static gboolean
read_header (BounceRecordReader *reader, char **names, GError **error)
{
  g_autoptr (GString) missing = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      BounceField field = bounce_field_from_name (names[i]);

      g_array_append_val (reader->columns, field);
    }
  if (!has_column (reader, BOUNCE_FIELD_RECIPIENT)
      && !has_column (reader, BOUNCE_FIELD_ORIGINAL_RECIPIENT))
    return wrong (error, "neither JSON nor a header line (bouncecat "
                         "--with-header) with a recipient");
  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    if (!has_column (reader, needed[i]))
      g_string_append_printf (missing, "%s%s", missing->len > 0 ? "," : "",
                              bounce_field_name (needed[i]));
  if (missing->len > 0)
    {
      g_set_error (error, BOUNCE_TALLY_ERROR, EX_USAGE,
                   "missing columns: %s (use bouncecat --fields, or "
                   "--format=json)",
                   missing->str);
      return FALSE;
    }
  reader->format = FORMAT_TSV;
  return TRUE;
}

static gboolean
read_row (const BounceRecordReader *reader, char **values, Target *target,
          GError **error)
{
  if (g_strv_length (values) != reader->columns->len)
    return wrong (error, "%u fields instead of %u", g_strv_length (values),
                  reader->columns->len);
  for (guint i = 0; i < reader->columns->len; i++)
    {
      BounceField field = g_array_index (reader->columns, BounceField, i);

      unescape (values[i]);
      if (field != BOUNCE_N_FIELDS && *values[i] != '\0'
          && !set_field (target, field, values[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_record (BounceRecordReader *reader, const BounceLine *line, char **values,
             Target *target, GError **error)
{
  gboolean done = values != NULL
                      ? read_row (reader, values, target, error)
                      : bounce_json_read (line, take_member, target, error);

  /* A record that has a category has failed. */
  if (target->record->action == BOUNCE_ACTION_NONE
      && target->record->category != BOUNCE_CATEGORY_NONE)
    target->record->action = BOUNCE_ACTION_FAILED;
  return done;
}

gboolean
bounce_record_reader_line (BounceRecordReader *reader, const BounceLine *line,
                           BounceResult **result, GError **error)
{
  g_auto (GStrv) values = NULL;
  Target target;

  *result = NULL;
  if (line->text[strspn (line->text, " \t\r")] == '\0')
    return TRUE;
  if (reader->format == FORMAT_UNKNOWN && *line->text == '{')
    reader->format = FORMAT_JSON;
  if (reader->format != FORMAT_JSON)
    {
      g_autofree char *row = g_strndup (line->text, line->length);

      if (g_str_has_suffix (row, "\r"))
        row[line->length - 1] = '\0';
      values = g_strsplit (row, "\t", -1);
    }
  if (reader->format == FORMAT_UNKNOWN)
    return read_header (reader, values, error);
  target.result = bounce_result_new ("-", line->number);
  target.record = bounce_result_add (target.result);
  if (read_record (reader, line, values, &target, error))
    *result = target.result;
  else
    bounce_result_free (target.result);
  return *result != NULL;
}

gboolean
bounce_record_reader_knows (const BounceRecordReader *reader)
{
  return reader->format != FORMAT_UNKNOWN;
}

BounceRecordReader *
bounce_record_reader_new (void)
{
  BounceRecordReader *reader = g_new0 (BounceRecordReader, 1);

  reader->columns = g_array_new (FALSE, FALSE, sizeof (BounceField));
  return reader;
}

void
bounce_record_reader_free (BounceRecordReader *reader)
{
  if (reader == NULL)
    return;
  g_array_free (reader->columns, TRUE);
  g_free (reader);
}
