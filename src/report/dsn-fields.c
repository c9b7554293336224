/* dsn-fields: cuts the text of a delivery-status part into fields (RFC 3464,
   2.1; RFC 822 folding).  Servers damage names, forget the indent of folded
   lines and put blank lines anywhere: what can be understood is. */
#include "config.h"

#include <string.h>

#include "base/append.h"
#include "base/scratch.h"
#include "report/dsn-fields.h"
#include "text/header-field.h"

/* No field name is longer than this; what is, is text. */
#define NAME_MAX_LENGTH 40

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

/* A field as it is being read. */
typedef struct
{
  BounceDsnField field;
  GString *value;
  BounceDsnTake take;
  gpointer data;
} Open;

/* The field has ended.  FALSE if no more are wanted. */
static gboolean
finish_field (Open *open)
{
  BounceDsnField *field = &open->field;
  gboolean go_on = TRUE;

  if (field->name != BOUNCE_DSN_OTHER && open->value->len > 0)
    {
      char *from = open->value->str, *end = from + open->value->len;

      while (from < end && g_ascii_isspace (*from))
        from++;
      while (end > from && g_ascii_isspace (end[-1]))
        end--;
      *end = '\0';
      field->value = from;
      go_on = open->take (field, open->data);
      field->after_blank = FALSE;
    }
  field->name = BOUNCE_DSN_OTHER;
  g_string_truncate (open->value, 0);
  return go_on;
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

/* The next line, of LENGTH bytes.  FALSE as finish_field. */
static gboolean
take_line (Open *open, const char *line, gsize length)
{
  gsize blank = 0, from;
  BounceDsnFieldName name;

  while (line[blank] == ' ' || line[blank] == '\t')
    blank++;
  if (blank >= length)
    {
      gboolean go_on = finish_field (open);

      open->field.after_blank = TRUE;
      return go_on;
    }
  if (blank == 0 && field_begins (line, length, &name, &from))
    {
      if (!finish_field (open))
        return FALSE;
      open->field.name = name;
      append_value (open->value, line + from, length - from);
      if (open->value->len == 0 && name != BOUNCE_DSN_OTHER)
        g_string_append_c (open->value, ' ');
    }
  else if (open->field.name != BOUNCE_DSN_OTHER)
    append_value (open->value, line, length);
  return TRUE;
}

void
bounce_dsn_fields (const char *text, BounceDsnTake take, gpointer data)
{
  Open open = { .field = { BOUNCE_DSN_OTHER, FALSE, NULL },
                .value = bounce_scratch_take (),
                .take = take,
                .data = data };
  gboolean go_on = TRUE;

  for (const char *p = text; *p != '\0' && go_on;)
    {
      const char *end = strchr (p, '\n');
      gsize length = end != NULL ? (gsize)(end - p) : strlen (p);

      go_on = take_line (&open, p, length);
      p += length + (p[length] == '\n');
    }
  if (go_on)
    finish_field (&open);
  bounce_scratch_give_back (open.value);
}
