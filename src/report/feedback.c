/* feedback: reads a complaint: its type and who complains, from the fields of
   RFC 5965 (in their part, or in the text of an unwrapped report) and from the
   headers in which providers name the recipient.  An address that the provider
   has redacted is nobody's. */
#include "config.h"

#include <string.h>

#include "report/dsn-value.h"
#include "report/feedback.h"
#include "text/address.h"

/* So many who complain in one report are kept. */
#define RECIPIENTS_MAX 1000

/* The provider's own header, which may stand in the report, too; and those in
   which a server notes to whom it delivered, which there are of the report's
   own delivery. */
static const char provider_header[] = "X-HmXmrOriginalRecipient";
static const char *const noted[] = { "X-Original-To", "Delivered-To" };

static void
add_recipient (BounceFeedback *feedback, const char *value)
{
  g_autofree char *address = bounce_dsn_value_address (value);

  if (address == NULL || !bounce_address_is_full (address)
      || g_ascii_strncasecmp (address, "redacted", 8) == 0
      || feedback->recipients->len >= RECIPIENTS_MAX)
    return;
  for (guint i = 0; i < feedback->recipients->len; i++)
    if (bounce_address_equal (g_ptr_array_index (feedback->recipients, i),
                              address))
      return;
  g_ptr_array_add (feedback->recipients, g_steal_pointer (&address));
}

/* Of the addresses in VALUE, a list with commas. */
static void
add_recipients (BounceFeedback *feedback, const char *value)
{
  g_auto (GStrv) each = g_strsplit (value, ",", RECIPIENTS_MAX);

  for (guint i = 0; each[i] != NULL; i++)
    add_recipient (feedback, each[i]);
}

/* Where the field that begins at P ends: behind its folded lines. */
static const char *
field_end (const char *p)
{
  const char *end = p + strcspn (p, "\n");

  while (end[0] == '\n' && (end[1] == ' ' || end[1] == '\t'))
    end += 1 + strcspn (end + 1, "\n");
  return end;
}

/* The value if LINE..END is the field NAME, else NULL; the caller frees it. */
static char *
field_value (const char *line, const char *end, const char *name)
{
  gsize n = strlen (name);

  return (gsize)(end - line) > n && g_ascii_strncasecmp (line, name, n) == 0
             ? g_strstrip (g_strndup (line + n, (gsize)(end - line) - n))
             : NULL;
}

/* RFC 5965, 3.1 and 3.2. */
static void
read_fields (BounceFeedback *feedback, const char *text)
{
  for (const char *p = text; *p != '\0';)
    {
      const char *end = field_end (p);
      g_autofree char *type = field_value (p, end, "Feedback-Type:");
      g_autofree char *from = field_value (p, end, "Original-Mail-From:");
      g_autofree char *to = field_value (p, end, "Original-Rcpt-To:");
      g_autofree char *removed = field_value (p, end, "Removal-Recipient:");

      /* A word, behind which a comment may stand. */
      if (type != NULL && *type != '\0' && feedback->type == NULL)
        feedback->type
            = g_ascii_strdown (type, (gssize)strcspn (type, " \t\r\n(;"));
      if (from != NULL && feedback->mail_from == NULL)
        feedback->mail_from = g_steal_pointer (&from);
      if (to != NULL)
        add_recipients (feedback, to);
      if (removed != NULL)
        add_recipients (feedback, removed);
      p = *end == '\0' ? end : end + 1;
    }
}

static void
add_header (BounceFeedback *feedback, const BounceMessage *message,
            const char *name)
{
  const char *value = message ? bounce_message_header (message, name) : NULL;

  if (value != NULL && feedback->recipients->len == 0)
    add_recipient (feedback, value);
}

/* Where the fields name nobody, headers may. */
static void
add_noted (BounceFeedback *feedback, const BounceMessage *message)
{
  add_header (feedback, feedback->returned, provider_header);
  add_header (feedback, message, provider_header);
  for (gsize i = 0; i < G_N_ELEMENTS (noted); i++)
    add_header (feedback, feedback->returned, noted[i]);
}

BounceFeedback *
bounce_feedback_read (const BounceMessage *message)
{
  BounceFeedback *feedback = g_new0 (BounceFeedback, 1);
  const BouncePart *part = bounce_message_find (message, BOUNCE_PART_FEEDBACK);

  feedback->recipients = g_ptr_array_new_with_free_func (g_free);
  feedback->returned = bounce_message_attached (message);
  if (part != NULL && part->text != NULL)
    read_fields (feedback, part->text);
  else
    read_fields (feedback, bounce_message_text (message));
  add_noted (feedback, message);
  if (feedback->type == NULL)
    feedback->type = g_strdup ("abuse");
  return feedback;
}

void
bounce_feedback_free (BounceFeedback *feedback)
{
  if (feedback == NULL)
    return;
  g_free (feedback->type);
  g_free (feedback->mail_from);
  g_ptr_array_unref (feedback->recipients);
  g_free (feedback);
}
