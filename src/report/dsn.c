/* dsn: delivery-status fields (RFC 3464; RFC 3461 for xtext, RFC 6533 for
   utf-8 addresses) become evidence, one piece a recipient.  Which group a
   field belongs to follows from what the group already has, since blank lines
   are missing, doubled or stray in real reports. */
#include "config.h"

#include <string.h>

#include "text/address.h"
#include "text/charset.h"
#include "report/dsn-fields.h"
#include "report/dsn.h"
#include "mime/mail-date.h"
#include "mime/message.h"

/* A recipient's group as it is being read. */
typedef struct
{
  BounceEvidence *evidence;
  gboolean has[BOUNCE_DSN_N_FIELDS];
  char *final;
  char *actual;
  char *display;
} Group;

/* "type; value" apart.  *TYPE (owned) is NULL and the result TEXT itself where
   there is no type. */
static const char *
split_type (const char *text, char **type)
{
  gsize n = 0;

  *type = NULL;
  while (g_ascii_isalnum (text[n]) || text[n] == '-' || text[n] == '_')
    n++;
  gsize end = n + strspn (text + n, " \t");
  if (n == 0 || n > 20 || text[end] != ';')
    return text;
  *type = g_ascii_strdown (text, (gssize)n);
  text += end + 1;
  return text + strspn (text, " \t\n");
}

/* RFC 6533, 3: \x{263A} in a utf-8 address. */
static void
append_embedded (GString *out, const char **p)
{
  char *end;
  guint64 code = g_ascii_strtoull (*p + 3, &end, 16);

  if (*end == '}' && code >= ' ' && code <= 0x10ffff
      && g_unichar_validate ((gunichar)code))
    {
      g_string_append_unichar (out, (gunichar)code);
      *p = end + 1;
    }
  else
    g_string_append_c (out, *(*p)++);
}

/* RFC 3461, 4: "+2B".  Only upper-case hex of a character that xtext has to
   encode is taken for it: "joe+20news" is an address as it stands. */
static void
append_xtext (GString *out, const char **p)
{
  const char *q = *p;
  gboolean hex = (g_ascii_isdigit (q[1]) || (q[1] >= 'A' && q[1] <= 'F'))
                 && (g_ascii_isdigit (q[2]) || (q[2] >= 'A' && q[2] <= 'F'));
  int code
      = hex ? g_ascii_xdigit_value (q[1]) * 16 + g_ascii_xdigit_value (q[2])
            : 0;

  if (code == '+' || code == '=')
    {
      g_string_append_c (out, (char)code);
      *p += 3;
    }
  else
    g_string_append_c (out, *(*p)++);
}

/* Takes the line ends out of an address that was folded in its middle. */
static void
unfold_address (GString *address)
{
  char *to = address->str;

  if (strchr (to, '@') == NULL || strchr (to, '"') || strchr (to, '\n') == NULL)
    return;
  for (const char *from = to; *from; from++)
    if (*from == '\n')
      from += strspn (from + 1, " \t\n");
    else
      *to++ = *from;
  g_string_truncate (address, (gsize)(to - address->str));
}

/* The address of a recipient field's VALUE ("rfc822;joe@example.org"), types
   and encodings undone; the caller frees it, NULL if there is none. */
static char *
field_address (const char *value)
{
  g_autofree char *type = NULL;
  const char *rest = split_type (value, &type);

  for (int i = 0; type && i < 2; i++)
    { /* some write the type twice */
      g_autofree char *again = NULL;
      const char *inner = split_type (rest, &again);
      if (again && (g_str_equal (again, "rfc822") || g_str_equal (again, type)))
        rest = inner;
    }
  /* RFC 5321, 4.1.1.3: the source route is not a part of the address. */
  if (*rest == '@' && strchr (rest, ':'))
    rest = strchr (rest, ':') + 1;
  GString *out = g_string_new (NULL);
  for (const char *p = rest; *p;)
    if (p[0] == '\\' && p[1] == 'x' && p[2] == '{')
      append_embedded (out, &p);
    else if (*p == '+' && type)
      append_xtext (out, &p);
    else
      g_string_append_c (out, *p++);
  unfold_address (out);
  char *bare = NULL;
  if (strchr (out->str, '@') && strpbrk (out->str, "<>() \t\n\"") == NULL)
    bare = g_strdup (out->str); /* as it stands, however odd */
  else
    bare = bounce_address_bare (out->str);
  g_string_free (out, TRUE);
  return bare;
}

/* The host of "dns; mx.example.org (192.0.2.1)". */
static char *
field_host (const char *value)
{
  g_autofree char *type = NULL;
  const char *host = split_type (value, &type);
  gsize n = strcspn (host, " \t\n([,;");

  if (n == 0 && (*host == '[' || *host == '('))
    {
      host++;
      n = strcspn (host, "]) \t\n");
    }
  if (n > 0 && host[n - 1] == '.')
    n--;
  return n ? g_strndup (host, n) : NULL;
}

/* Spellings of Action, RFC 3464, 2.3.3, and what MTAs write instead. */
static const struct
{
  const char *word;
  BounceAction action;
} actions[] = {
  { "fail", BOUNCE_ACTION_FAILED },       { "expired", BOUNCE_ACTION_FAILED },
  { "undeliver", BOUNCE_ACTION_FAILED },  { "reject", BOUNCE_ACTION_FAILED },
  { "bounce", BOUNCE_ACTION_FAILED },     { "error", BOUNCE_ACTION_FAILED },
  { "delay", BOUNCE_ACTION_DELAYED },     { "deferred", BOUNCE_ACTION_DELAYED },
  { "deliver", BOUNCE_ACTION_DELIVERED }, { "relay", BOUNCE_ACTION_RELAYED },
  { "success", BOUNCE_ACTION_DELIVERED }, { "expand", BOUNCE_ACTION_EXPANDED },
};

static BounceAction
parse_action (const char *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_ascii_strncasecmp (value, actions[i].word, strlen (actions[i].word))
        == 0)
      return actions[i].action;
  return BOUNCE_ACTION_NONE;
}

/* Status: the code, cut to "5" or "5.1" too; a comment behind it is the
   reporting MTA's word on the reason. */
static void
take_status (BounceEvidence *evidence, const char *value)
{
  BounceStatus status = { 0, 0, 0 };
  gsize n = bounce_status_parse (value, &status);

  if (n == 0 && strchr ("245", *value) && *value)
    {
      n = strspn (value, "0123456789.");
      if (n <= 2)
        status.class = (guint8)(*value - '0');
      else if (value[1] == '.' && g_ascii_isdigit (value[2]))
        {
          status.class = (guint8)(*value - '0');
          status.subject = (guint16)(value[2] - '0');
        }
    }
  evidence->field_status = status;
  const char *comment = value + n;
  comment += strspn (comment, " \t(");
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

static void
take_diagnostic (BounceEvidence *evidence, const char *value)
{
  g_autofree char *type = NULL;
  const char *text = split_type (value, &type);
  g_autofree char *unescaped = bounce_charset_unescape (text);
  guint before = evidence->texts->len;

  bounce_evidence_add (evidence,
                       is_local_type (type) ? BOUNCE_ORIGIN_REPORTER
                                            : BOUNCE_ORIGIN_REMOTE,
                       unescaped ? unescaped : text);
  if (evidence->diagnostic_type == NULL)
    evidence->diagnostic_type = g_steal_pointer (&type);
  if (evidence->diagnostic == NULL && evidence->texts->len > before)
    evidence->diagnostic
        = g_strdup (bounce_evidence_text (evidence, before)->text);
}

static void
take_field (Group *group, const BounceDsnField *field)
{
  BounceEvidence *evidence = group->evidence;
  gboolean again = group->has[field->name];

  group->has[field->name] = TRUE;
  switch (field->name)
    {
    case BOUNCE_DSN_FINAL_RECIPIENT:
      group->final = field_address (field->value);
      break;
    case BOUNCE_DSN_ORIGINAL_RECIPIENT:
      if (!again)
        evidence->original_recipient = field_address (field->value);
      break;
    case BOUNCE_DSN_ACTUAL_RECIPIENT:
      if (!again)
        group->actual = field_address (field->value);
      break;
    case BOUNCE_DSN_DISPLAY_NAME:
      if (!again)
        group->display = field_address (field->value);
      break;
    case BOUNCE_DSN_ACTION:
      if (!again)
        evidence->action = parse_action (field->value);
      break;
    case BOUNCE_DSN_STATUS:
      if (!again)
        take_status (evidence, field->value);
      break;
    case BOUNCE_DSN_REMOTE_MTA:
      if (!again)
        evidence->remote_mta = field_host (field->value);
      break;
    case BOUNCE_DSN_DIAGNOSTIC:
      take_diagnostic (evidence, field->value);
      break;
    case BOUNCE_DSN_LAST_ATTEMPT:
      evidence->date = bounce_mail_date (field->value);
      break;
    case BOUNCE_DSN_REASON:
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

  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (bounce_address_is_public (candidates[i]))
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

/* RFC 3461, 4: every "+HH" is one character. */
static char *
decode_xtext (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text; text++)
    if (*text == '+' && g_ascii_isxdigit (text[1])
        && g_ascii_isxdigit (text[2]))
      {
        int code = g_ascii_xdigit_value (text[1]) * 16
                   + g_ascii_xdigit_value (text[2]);
        g_string_append_c (out, code >= ' ' && code < 0x7f ? (char)code : '?');
        text += 2;
      }
    else
      g_string_append_c (out, *text);
  return g_string_free (out, FALSE);
}

static void
take_message_field (BounceDsn *dsn, const BounceDsnField *field)
{
  if (field->name == BOUNCE_DSN_REPORTING_MTA && dsn->reporting_mta == NULL)
    dsn->reporting_mta = field_host (field->value);
  else if (field->name == BOUNCE_DSN_ENVELOPE_ID && dsn->envelope_id == NULL)
    dsn->envelope_id = decode_xtext (field->value);
}

BounceDsn *
bounce_dsn_read (const char *text)
{
  BounceDsn *dsn = g_new0 (BounceDsn, 1);
  GArray *fields = bounce_dsn_fields (text, BOUNCE_RECIPIENTS_MAX);
  Group group = { 0 };
  gboolean after_blank = FALSE;

  dsn->recipients
      = g_ptr_array_new_with_free_func ((GDestroyNotify)bounce_evidence_free);
  for (guint i = 0; i < fields->len; i++)
    {
      const BounceDsnField *field = &g_array_index (fields, BounceDsnField, i);
      after_blank |= field->after_blank;
      if (field->name <= BOUNCE_DSN_ARRIVAL_DATE)
        {
          take_message_field (dsn, field);
          continue;
        }
      if (begins_group (&group, field, after_blank))
        {
          finish_group (dsn, &group);
          dsn->cut = dsn->recipients->len >= BOUNCE_RECIPIENTS_MAX;
          if (dsn->cut)
            break;
          group.evidence = bounce_evidence_new ();
        }
      after_blank = FALSE;
      take_field (&group, field);
    }
  finish_group (dsn, &group);
  g_array_free (fields, TRUE);
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
