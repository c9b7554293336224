/* reply-line: turns a line into evidence.  A line is a server's reply (RFC
   5321, 4.2) unless it begins as lines of logs do: with syslog's date, host
   and program (RFC 3164, or RFC 3339 dates as rsyslog and journald write
   them), or with Exim's own date.  Then only what is known of the program
   counts.  What continues another line, as the headers in Exim's reject log
   do, is none. */
#include "config.h"

#include <string.h>

#include "report/mail-log.h"
#include "report/reply-line.h"
#include "text/address.h"
#include "text/header-field.h"

/* Which programs' lines are read, by the beginning of their names; what
   follows it is no letter or digit. */
static const struct
{
  const char *program;
  const char *format;
  void (*read) (const char *text, GPtrArray *recipients);
} readers[] = {
  { "postfix", "postfix-log", bounce_mail_log_postfix },
  { "sendmail", "sendmail-log", bounce_mail_log_sendmail },
  { "sm-mta", "sendmail-log", bounce_mail_log_sendmail },
  { "sm-msp-queue", "sendmail-log", bounce_mail_log_sendmail },
  { "exim", "exim-log", bounce_mail_log_exim },
  { "exim4", "exim-log", bounce_mail_log_exim },
};

static const char *
skip_word (const char *text)
{
  text += strcspn (text, " ");
  return text + strspn (text, " ");
}

/* Whether TEXT has the shape of PATTERN: 9 is a digit, _ a digit or a blank, A
   a letter. */
static gboolean
has_shape (const char *text, const char *pattern)
{
  for (; *pattern != '\0'; pattern++, text++)
    if (*pattern == '9'   ? !g_ascii_isdigit (*text)
        : *pattern == '_' ? !g_ascii_isdigit (*text) && *text != ' '
        : *pattern == 'A' ? !g_ascii_isalpha (*text)
                          : *text != *pattern)
      return FALSE;
  return TRUE;
}

/* A date with its time zone, or in the local one: so Exim writes it. */
static gint64
read_date (const char *text, gsize length)
{
  g_autofree char *word = g_strndup (text, length);
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autoptr (GDateTime) date = NULL;

  if (length > 10)
    word[10] = 'T';
  date = g_date_time_new_from_iso8601 (word, local);
  return date != NULL ? g_date_time_to_unix (date) : G_MININT64;
}

/* "[pid]", a time zone: what Exim may write between its date and the rest. */
static const char *
skip_exim_marks (const char *text)
{
  while (has_shape (text, "[9") || has_shape (text, "+9999 ")
         || has_shape (text, "-9999 "))
    text = skip_word (text);
  return text;
}

/* The text behind Exim's own date, or TEXT. */
static const char *
skip_exim_date (const char *text, gint64 *date)
{
  gsize length = strlen ("2026-11-23 08:46:36");

  if (!has_shape (text, "9999-99-99 99:99:99"))
    return text;
  length += strcspn (text + length, " ");
  *date = read_date (text, length);
  return skip_exim_marks (skip_word (text + length));
}

/* The text behind syslog's date, or NULL: the host comes next. */
static const char *
skip_syslog_date (const char *text, gint64 *date)
{
  if (*text == '<' && strchr (text, '>') != NULL)
    text = strchr (text, '>') + 1; /* the priority */
  if (has_shape (text, "AAA _9 99:99:99 "))
    return text + strlen ("Nov 23 08:46:36 ");
  if (!has_shape (text, "9999-99-99T99:99:99"))
    return NULL;
  *date = read_date (text, strcspn (text, " "));
  return skip_word (text);
}

/* "host program[123]: text". */
static void
read_syslog (BounceReplyLine *line, const char *text)
{
  const char *program = skip_word (text);
  const char *start = strstr (program, ": ");

  if (start == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      gsize length = strlen (readers[i].program);

      if (!g_str_has_prefix (program, readers[i].program)
          || g_ascii_isalnum (program[length]))
        continue;
      line->format = readers[i].format;
      line->reporting_mta = g_strndup (text, strcspn (text, " "));
      start += strlen (": ");
      if (readers[i].read == bounce_mail_log_exim)
        start = skip_exim_date (start, &line->date);
      readers[i].read (start, line->recipients);
    }
}

/* The failed address: the one in angle brackets, else the only one. */
static char *
find_recipient (const char *text)
{
  BounceAddressSpan span;
  char *only = NULL;

  for (const char *at = text; bounce_address_find (at, NULL, &span);
       at = span.end)
    {
      if (span.start > text && span.start[-1] == '<' && *span.end == '>')
        {
          g_free (only);
          return bounce_address_span_copy (&span);
        }
      if (only != NULL)
        *only = '\0'; /* not the only one */
      else
        only = bounce_address_span_copy (&span);
    }
  if (only != NULL && *only == '\0')
    g_clear_pointer (&only, g_free);
  return only;
}

static void
read_reply (BounceReplyLine *line, const char *text)
{
  BounceEvidence *evidence = bounce_evidence_new ();
  guint reply = bounce_reply_parse (text);

  line->format = "reply";
  evidence->action = reply >= 200 && reply < 400 ? BOUNCE_ACTION_DELIVERED
                                                 : BOUNCE_ACTION_FAILED;
  evidence->recipient = find_recipient (text);
  if (reply > 0)
    evidence->diagnostic_type = g_strdup ("smtp");
  bounce_evidence_add (evidence, BOUNCE_ORIGIN_REMOTE, text);
  bounce_evidence_set_diagnostic (evidence, text);
  g_ptr_array_add (line->recipients, evidence);
}

/* Indented, a rule, or a header with the letter that Exim writes before it. */
static gboolean
continues_another (const char *text)
{
  if (*text == ' ' || *text == '\t' || g_str_has_prefix (text, "-----")
      || g_str_has_prefix (text, "Envelope-"))
    return TRUE;
  return g_ascii_isupper (text[0]) && text[1] == ' '
         && bounce_header_field_name_in_text (text + 2, strlen (text + 2)) > 0;
}

BounceReplyLine *
bounce_reply_line_read (const char *text)
{
  BounceReplyLine *line = g_new0 (BounceReplyLine, 1);
  const char *rest;

  line->date = G_MININT64;
  line->recipients
      = g_ptr_array_new_with_free_func ((GDestroyNotify)bounce_evidence_free);
  if ((rest = skip_syslog_date (text, &line->date)) != NULL)
    read_syslog (line, rest);
  else if ((rest = skip_exim_date (text, &line->date)) != text)
    {
      line->format = "exim-log";
      bounce_mail_log_exim (rest, line->recipients);
    }
  else if (!continues_another (text))
    read_reply (line, text);
  return line;
}

void
bounce_reply_line_free (BounceReplyLine *line)
{
  if (line == NULL)
    return;
  g_ptr_array_unref (line->recipients);
  g_free (line->reporting_mta);
  g_free (line);
}
