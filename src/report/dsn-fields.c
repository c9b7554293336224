/* dsn-fields: the text of a delivery-status part becomes a list of fields
   (RFC 3464, 2.1; RFC 822 folding).  Servers damage names, forget the indent
   of folded lines and put blank lines anywhere: what can be understood is. */
#include "config.h"

#include <string.h>

#include "base/append.h"
#include "base/memory.h"
#include "base/scratch.h"
#include "report/dsn-fields.h"
#include "text/header-field.h"

/* No field name is longer than this; what is, is text. */
#define NAME_MAX_LENGTH 40

/* Most reports have fewer fields. */
#define USUAL_FIELDS 16

/* A value is kept up to this many bytes. */
#define VALUE_MAX (64 * 1024)

/* Names without case, hyphens and spaces. */
#define NAME(name) (name), sizeof (name) - 1
static const struct
{
  const char *name;
  gsize length;
  BounceDsnFieldName field;
} names[] = {
  { NAME ("reportingmta"), BOUNCE_DSN_REPORTING_MTA },
  { NAME ("originalenvelopeid"), BOUNCE_DSN_ENVELOPE_ID },
  { NAME ("arrivaldate"), BOUNCE_DSN_ARRIVAL_DATE },
  { NAME ("originalrecipient"), BOUNCE_DSN_ORIGINAL_RECIPIENT },
  { NAME ("finalrecipient"), BOUNCE_DSN_FINAL_RECIPIENT },
  { NAME ("action"), BOUNCE_DSN_ACTION },
  { NAME ("status"), BOUNCE_DSN_STATUS },
  { NAME ("remotemta"), BOUNCE_DSN_REMOTE_MTA },
  { NAME ("diagnosticcode"), BOUNCE_DSN_DIAGNOSTIC },
  { NAME ("lastattemptdate"), BOUNCE_DSN_LAST_ATTEMPT },
  { NAME ("xactualrecipient"), BOUNCE_DSN_ACTUAL_RECIPIENT },
  { NAME ("xdisplayname"), BOUNCE_DSN_DISPLAY_NAME },
  { NAME ("xsupplementaryinfo"),
    BOUNCE_DSN_REASON }, /* Exchange and gateways */
  { NAME ("xdiagnosticcode"), BOUNCE_DSN_REASON },
  { NAME ("xdiagnosticinfo"), BOUNCE_DSN_REASON },
  { NAME ("xfailurereason"), BOUNCE_DSN_REASON },
  { NAME ("xerror"), BOUNCE_DSN_REASON },
  { NAME ("xreason"), BOUNCE_DSN_REASON },
  { NAME ("xlocalerror"), BOUNCE_DSN_REASON },
  { NAME ("xresponse"), BOUNCE_DSN_REASON },
  { NAME ("xremoteresponse"), BOUNCE_DSN_REASON },
  { NAME ("xnotesdeliveryfailure"), BOUNCE_DSN_REASON },
  { NAME ("xunixexitstatus"), BOUNCE_DSN_OTHER },
  { NAME ("xpostfixqueueid"), BOUNCE_DSN_OTHER },
  { NAME ("xpostfixsender"), BOUNCE_DSN_OTHER },
  { NAME ("receivedfrommta"), BOUNCE_DSN_OTHER },
  { NAME ("dsngateway"), BOUNCE_DSN_OTHER },
  { NAME ("finallogid"), BOUNCE_DSN_OTHER },
  { NAME ("willretryuntil"), BOUNCE_DSN_OTHER },
};

/* TRUE if A and B, of LA and LB bytes, differ by one letter added, lost or
   changed: a damaged name.  Short names must be right. */
static gboolean
nearly_equal (const char *a, gsize la, const char *b, gsize lb)
{
  gsize i = 0;

  if (la < 8 || lb < 8 || (la > lb ? la - lb : lb - la) > 1)
    return FALSE;
  while (a[i] && a[i] == b[i])
    i++;
  const char *rest_a = a + i + (la >= lb && la > i ? 1 : 0);
  const char *rest_b = b + i + (lb >= la && lb > i ? 1 : 0);
  return strcmp (rest_a, rest_b) == 0;
}

/* The field that LINE begins; *VALUE is set to what follows the colon.  FALSE
   if the line begins no field. */
static gboolean
field_begins (const char *line, gsize length, BounceDsnFieldName *field,
              gsize *value)
{
  gsize written = bounce_header_field_name_in_report (line, length);
  char bare[NAME_MAX_LENGTH + 1];
  gsize n = 0;

  if (written == 0 || written > NAME_MAX_LENGTH)
    return FALSE;
  for (gsize i = 0; i < written; i++)
    if (g_ascii_isalnum (line[i]))
      bare[n++] = (char)(line[i] | 0x20); /* of a digit no bit is new */
  bare[n] = 0;
  *value = written + 1;
  for (gsize j = 0; j < G_N_ELEMENTS (names); j++)
    if (names[j].length == n && memcmp (names[j].name, bare, n) == 0)
      {
        *field = names[j].field;
        return TRUE;
      }
  for (gsize j = 0; j < G_N_ELEMENTS (names); j++)
    if (nearly_equal (names[j].name, names[j].length, bare, n))
      {
        *field = names[j].field;
        return TRUE;
      }
  *field = BOUNCE_DSN_OTHER;
  /* An unknown name with a space in it is a sentence. */
  return memchr (line, ' ', written) == NULL;
}

static void
field_clear (gpointer data)
{
  g_free (((BounceDsnField *)data)->value);
}

static void
finish_field (GArray *fields, BounceDsnField *field, GString *value)
{
  if (field->name != BOUNCE_DSN_OTHER && value->len > 0)
    {
      const char *from = value->str, *end = from + value->len;

      while (from < end && g_ascii_isspace (*from))
        from++;
      while (end > from && g_ascii_isspace (end[-1]))
        end--;
      field->value = bounce_copy (from, (gsize)(end - from));
      g_array_append_val (fields, *field);
      field->after_blank = FALSE;
    }
  field->name = BOUNCE_DSN_OTHER;
  g_string_truncate (value, 0);
}

static void
append_value (GString *value, const char *text, gsize length)
{
  if (value->len >= VALUE_MAX)
    return;
  if (value->len)
    g_string_append_c (value, '\n');
  bounce_append (value, text, MIN (length, VALUE_MAX));
}

GArray *
bounce_dsn_fields (const char *text, guint max)
{
  GArray *fields
      = g_array_sized_new (FALSE, TRUE, sizeof (BounceDsnField), USUAL_FIELDS);
  BounceDsnField field = { BOUNCE_DSN_OTHER, FALSE, NULL };
  GString *value = bounce_scratch_take ();
  guint finals = 0;

  g_array_set_clear_func (fields, field_clear);
  for (const char *p = text; *p && finals <= max;)
    {
      const char *end = strchr (p, '\n');
      gsize length = end != NULL ? (gsize)(end - p) : strlen (p);
      gsize blank = 0;
      BounceDsnFieldName name;
      gsize from;
      while (p[blank] == ' ' || p[blank] == '\t')
        blank++;
      if (blank >= length)
        {
          finish_field (fields, &field, value);
          field.after_blank = TRUE;
        }
      else if (blank == 0 && field_begins (p, length, &name, &from))
        {
          finish_field (fields, &field, value);
          finals += name == BOUNCE_DSN_FINAL_RECIPIENT;
          field.name = name;
          append_value (value, p + from, length - from);
          if (value->len == 0 && name != BOUNCE_DSN_OTHER)
            g_string_append_c (value, ' ');
        }
      else if (field.name != BOUNCE_DSN_OTHER)
        append_value (value, p, length);
      p += length + (p[length] == '\n');
    }
  finish_field (fields, &field, value);
  bounce_scratch_give_back (value);
  return fields;
}
