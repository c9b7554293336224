/* kind: tells what a mail is that is no bounce: feedback (RFC 5965), a
   disposition (RFC 8098), an auto-reply; and finds the signs by which a mail
   system's mail, which may be a notification, is told from what people write.
   Bounces are looked for before this is asked. */
#include "config.h"

#include <string.h>

#include "report/kind-words.h"
#include "report/kind.h"

/* Amazon SES's notification, alone or in another. */
static gboolean
is_json_complaint (const char *text)
{
  text += strspn (text, " \t\r\n");
  return *text == '{' && strstr (text, "complainedRecipients") != NULL;
}

/* Whether a line of the fields FIELD..END begins with NAME. */
static gboolean
has_field (const char *field, const char *end, const char *name)
{
  while (field < end)
    {
      if (g_ascii_strncasecmp (field, name, strlen (name)) == 0)
        return TRUE;
      field += strcspn (field, "\n");
      field += *field == '\n';
    }
  return FALSE;
}

/* The fields that every report has (RFC 5965, 3.1), as a paragraph of TEXT:
   their part may have lost its type on the way.  All write the first alike. */
static gboolean
holds_report_fields (const char *text)
{
  for (const char *p = text; (p = strstr (p, "Feedback-Type:")) != NULL; p++)
    if (p == text || p[-1] == '\n')
      {
        const char *end = strstr (p, "\n\n");

        end = end != NULL ? end : p + strlen (p);
        return has_field (p, end, "User-Agent:")
               && has_field (p, end, "Version:");
      }
  return FALSE;
}

gboolean
bounce_kind_is_feedback (const BounceMessage *message)
{
  const char *type = bounce_message_report_type (message);

  if (bounce_message_find (message, BOUNCE_PART_FEEDBACK)
      || (type && g_ascii_strcasecmp (type, "feedback-report") == 0))
    return TRUE;
  if (type != NULL)
    return FALSE; /* it is a report of something else */
  const char *text = bounce_message_text (message);
  if (bounce_words_begin (text, BOUNCE_LIST_FEEDBACK_TEXT)
      || holds_report_fields (text) || is_json_complaint (text))
    return TRUE;
  /* Unwrapped reports: the subject says it, the complaint is attached. */
  return bounce_message_find (message, BOUNCE_PART_MESSAGE) != NULL
         && bounce_words_begin (bounce_message_header (message, "Subject"),
                                BOUNCE_LIST_FEEDBACK_SUBJECT);
}

static gboolean
is_mdn (const BounceMessage *message)
{
  const char *type = bounce_message_report_type (message);

  return bounce_message_find (message, BOUNCE_PART_MDN) != NULL
         || (type
             && g_ascii_strcasecmp (type, "disposition-notification") == 0);
}

/* The same told to people only, as Exchange and Outlook do: which mail it was,
   and what became of it. */
static gboolean
is_receipt (const BounceMessage *message)
{
  const char *text = bounce_message_text (message);

  return bounce_words_begin (bounce_message_header (message, "Subject"),
                             BOUNCE_LIST_RECEIPT_SUBJECT)
         && bounce_words_hold (text, BOUNCE_LIST_RECEIPT_FIELD)
         && bounce_words_hold (text, BOUNCE_LIST_RECEIPT_TEXT);
}

const char *
bounce_kind_mdn_failure (const BounceMessage *message)
{
  if (!is_mdn (message))
    return NULL;
  const BouncePart *part = bounce_message_find (message, BOUNCE_PART_MDN);
  /* What was shown to somebody was delivered, whatever its text quotes. */
  if (part == NULL
      || bounce_words_hold (part->text, BOUNCE_LIST_DISPOSITION_SHOWN))
    return NULL;
  const char *text = bounce_message_text (message);
  return bounce_words_hold (text, BOUNCE_LIST_DISPOSITION_FAILURE) ? text
                                                                   : NULL;
}

gboolean
bounce_kind_gave_up (const char *text)
{
  return bounce_words_hold (text, BOUNCE_LIST_STOPPED_TRYING)
         && !bounce_words_hold (text, BOUNCE_LIST_STILL_TRYING);
}

gboolean
bounce_kind_is_uncaught (const BounceMessage *message)
{
  const char *from = bounce_message_header (message, "From");

  return (bounce_message_header (message, "List-Id") == NULL
          || bounce_words_hold (from, BOUNCE_LIST_LIST_FROM))
         && (bounce_words_hold (bounce_message_header (message, "Subject"),
                                BOUNCE_LIST_UNCAUGHT)
             || bounce_words_hold (bounce_message_text (message),
                                   BOUNCE_LIST_UNCAUGHT))
         && (bounce_message_header (message, "X-List-Administrivia") != NULL
             || bounce_words_hold (from, BOUNCE_LIST_LIST_MANAGER));
}

gboolean
bounce_kind_is_from_daemon (const BounceMessage *message)
{
  const char *path = bounce_message_header (message, "Return-Path");

  return (path && strcmp (path, "<>") == 0)
         || bounce_words_hold (bounce_message_header (message, "From"),
                               BOUNCE_LIST_DAEMON_FROM_WIDE);
}

gboolean
bounce_kind_is_daemon (const BounceMessage *message)
{
  return bounce_kind_is_from_daemon (message)
         || bounce_words_hold (bounce_message_header (message, "Subject"),
                               BOUNCE_LIST_DAEMON_SUBJECT);
}

BounceKind
bounce_kind_of (const BounceMessage *message)
{
  if (bounce_kind_is_feedback (message))
    return BOUNCE_KIND_FEEDBACK;
  if (is_mdn (message) || is_receipt (message))
    return BOUNCE_KIND_MDN;
  if (bounce_kind_is_auto_reply (message))
    return BOUNCE_KIND_AUTO_REPLY;
  return BOUNCE_KIND_OTHER;
}
