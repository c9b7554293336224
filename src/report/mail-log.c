/* mail-log: turns a log line into evidence.  Postfix and sendmail write
   "name=value, ..." with the reason at the end, Exim flags and letters (its
   manual, "Log files").  What a line says of anything but the fate of a
   recipient is passed over. */
#include "config.h"

#include <string.h>

#include "base/memory.h"
#include "report/mail-log.h"
#include "report/reply-code.h"
#include "text/address.h"

/* The bytes behind KEY where a field of TEXT begins with it, or NULL. */
static const char *
find_field (const char *text, const char *key)
{
  for (const char *at = text; (at = strstr (at, key)) != NULL; at++)
    if (at == text || at[-1] == ' ' || at[-1] == ',')
      return at + strlen (key);
  return NULL;
}

/* The value of KEY up to ", "; the caller frees it.  NULL if there is none. */
static char *
field_value (const char *text, const char *key)
{
  const char *value = find_field (text, key);
  const char *end = value != NULL ? strstr (value, ", ") : NULL;

  if (value == NULL)
    return NULL;
  return end != NULL ? g_strndup (value, (gsize)(end - value))
                     : g_strdup (value);
}

static char *
field_address (const char *text, const char *key)
{
  g_autofree char *value = field_value (text, key);

  return value != NULL ? bounce_address_bare (value) : NULL;
}

/* "mx.example.com[192.0.2.1]:25" is its name; "none" and "local" are none. */
static char *
relay_host (const char *value)
{
  gsize length = value != NULL ? strcspn (value, "[ ,:") : 0;

  while (length > 0 && value[length - 1] == '.')
    length--;
  if (length == 0 || memchr (value, '.', length) == NULL)
    return NULL;
  return g_strndup (value, length);
}

/* Adds what TEXT says: all of it is the reporting server's, and a reply in it
   the remote one's. */
static void
add_words (BounceEvidence *evidence, const char *text)
{
  const char *reply = bounce_reply_parse (text) > 0
                          ? text
                          : bounce_reply_find (text, BOUNCE_REPLY_LABELLED);
  const char *end = reply != NULL ? strstr (reply, " (in reply to ") : NULL;
  g_autofree char *bare = NULL;

  if (*text == '\0')
    return;
  bounce_evidence_add (evidence, BOUNCE_ORIGIN_REPORTER, text);
  if (reply == NULL)
    {
      bounce_evidence_set_diagnostic (evidence, text);
      return;
    }
  if (end != NULL)
    bare = bounce_copy (reply, (gsize)(end - reply));
  bounce_evidence_set_diagnostic (evidence, bare != NULL ? bare : reply);
  evidence->diagnostic_type = g_strdup ("smtp");
  if (strstr (text, "said: ") == NULL) /* else it was taken apart there */
    bounce_evidence_add (evidence, BOUNCE_ORIGIN_REMOTE, evidence->diagnostic);
}

static void
read_status (BounceEvidence *evidence, const char *text)
{
  const char *dsn = find_field (text, "dsn=");

  if (dsn != NULL)
    bounce_status_parse (dsn, &evidence->field_status);
}

/* What a refusal of mail that comes in says, and to whom. */
static BounceEvidence *
add_refusal (GPtrArray *recipients, const char *recipient, const char *text,
             BounceStage stage)
{
  BounceEvidence *evidence = bounce_evidence_new ();
  guint reply = bounce_reply_parse (text);

  evidence->recipient = bounce_address_bare (recipient);
  evidence->action = reply >= 400 && reply < 500 ? BOUNCE_ACTION_DELAYED
                                                 : BOUNCE_ACTION_FAILED;
  evidence->stage = stage;
  bounce_evidence_add (evidence, BOUNCE_ORIGIN_REMOTE, text);
  bounce_evidence_set_diagnostic (evidence, text);
  g_ptr_array_add (recipients, evidence);
  return evidence;
}

/* Of Postfix's smtpd: "NOQUEUE: reject: RCPT from host[ip]: 550 5.1.1 ...;
   from=<a> to=<b> proto=ESMTP". */
static void
read_postfix_refusal (const char *text, GPtrArray *recipients)
{
  const char *reply = bounce_reply_find (text, BOUNCE_REPLY_LABELLED);
  const char *end = reply != NULL ? strstr (reply, "; from=<") : NULL;
  const char *to = end != NULL ? strstr (end, " to=<") : NULL;
  g_autofree char *words = NULL;
  g_autofree char *recipient = NULL;

  if (to == NULL)
    return;
  to += strlen (" to=");
  words = g_strndup (reply, (gsize)(end - reply));
  recipient = g_strndup (to, strcspn (to, " "));
  add_refusal (recipients, recipient, words,
               strstr (text, "reject: RCPT") != NULL ? BOUNCE_STAGE_RCPT
                                                     : BOUNCE_STAGE_NONE);
}

static const struct
{
  const char *word;
  BounceAction action;
} postfix_status[] = {
  { "bounced", BOUNCE_ACTION_FAILED },
  { "expired", BOUNCE_ACTION_FAILED },
  { "undeliverable", BOUNCE_ACTION_FAILED },
  { "deferred", BOUNCE_ACTION_DELAYED },
  { "SOFTBOUNCE", BOUNCE_ACTION_DELAYED },
  { "sent", BOUNCE_ACTION_DELIVERED },
  { "deliverable", BOUNCE_ACTION_DELIVERED },
};

void
bounce_mail_log_postfix (const char *text, GPtrArray *recipients)
{
  const char *status = find_field (text, "status=");
  const char *words = status != NULL ? strchr (status, '(') : NULL;
  g_autofree char *to = field_address (text, "to=");
  BounceEvidence *evidence;

  if (strstr (text, ": reject: ") != NULL)
    read_postfix_refusal (text, recipients);
  if (status == NULL || to == NULL)
    return;
  evidence = bounce_evidence_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (postfix_status); i++)
    if (g_str_has_prefix (status, postfix_status[i].word))
      evidence->action = postfix_status[i].action;
  if (evidence->action == BOUNCE_ACTION_NONE)
    {
      bounce_evidence_free (evidence);
      return;
    }
  evidence->recipient = g_steal_pointer (&to);
  evidence->original_recipient = field_address (text, "orig_to=");
  evidence->remote_mta = relay_host (find_field (text, "relay="));
  read_status (evidence, text);
  if (words != NULL)
    {
      g_autofree char *inner = g_strdup (words + 1);

      if (g_str_has_suffix (inner, ")"))
        inner[strlen (inner) - 1] = '\0';
      add_words (evidence, inner);
    }
  g_ptr_array_add (recipients, evidence);
}

/* By dsn=, else by the word that stat= begins with. */
static BounceAction
sendmail_action (BounceStatus status, const char *stat)
{
  if (g_ascii_strncasecmp (stat, "Sent", 4) == 0)
    return BOUNCE_ACTION_DELIVERED;
  if (g_ascii_strncasecmp (stat, "Deferred", 8) == 0
      || g_ascii_strncasecmp (stat, "queued", 6) == 0 || status.class == 4)
    return BOUNCE_ACTION_DELAYED;
  return status.class == 2 ? BOUNCE_ACTION_DELIVERED : BOUNCE_ACTION_FAILED;
}

static void
add_sendmail (GPtrArray *recipients, const char *to, const char *text,
              const char *stat)
{
  BounceEvidence *evidence = bounce_evidence_new ();
  g_autofree char *reply = field_value (text, "reply=");

  read_status (evidence, text);
  evidence->action = sendmail_action (evidence->field_status, stat);
  evidence->recipient = bounce_address_bare (to);
  evidence->remote_mta = relay_host (find_field (text, "relay="));
  add_words (evidence, stat);
  if (reply != NULL && bounce_reply_parse (reply) >= 400)
    {
      bounce_evidence_add (evidence, BOUNCE_ORIGIN_REMOTE, reply);
      bounce_evidence_set_diagnostic (evidence, reply);
    }
  g_ptr_array_add (recipients, evidence);
}

void
bounce_mail_log_sendmail (const char *text, GPtrArray *recipients)
{
  const char *stat = find_field (text, "stat=");
  const char *reject = find_field (text, "reject=");
  g_autofree char *to = field_value (text, "to=");

  if (reject != NULL && find_field (text, "ruleset=check_rcpt") != NULL)
    {
      g_autofree char *refused = field_value (text, "arg1=");

      if (refused != NULL)
        add_refusal (recipients, refused, reject, BOUNCE_STAGE_RCPT);
    }
  if (stat != NULL && to != NULL)
    {
      g_auto (GStrv) all = g_strsplit (to, ",", -1);

      for (guint i = 0; all[i] != NULL; i++)
        add_sendmail (recipients, all[i], text, stat);
    }
}

static const struct
{
  const char *flag;
  BounceAction action;
} exim_flags[] = {
  { "** ", BOUNCE_ACTION_FAILED },    { "== ", BOUNCE_ACTION_DELAYED },
  { "=> ", BOUNCE_ACTION_DELIVERED }, { "-> ", BOUNCE_ACTION_DELIVERED },
  { ">> ", BOUNCE_ACTION_DELIVERED },
};

/* "a@b <c@d> R=... T=... H=host [ip]: words", behind the flag. */
static void
read_exim_delivery (const char *text, BounceAction action,
                    GPtrArray *recipients)
{
  BounceEvidence *evidence = bounce_evidence_new ();
  gsize length = strcspn (text, " ");
  g_autofree char *word = g_strndup (text, length);
  const char *rest = text + length;
  const char *defer = strstr (rest, " defer (");
  const char *words, *host;

  evidence->action = action;
  evidence->recipient = bounce_address_bare (word);
  rest += strspn (rest, " ");
  if (*rest == '<')
    {
      g_autofree char *original = g_strndup (rest, strcspn (rest, ">") + 1);

      evidence->original_recipient = bounce_address_bare (original);
    }
  host = find_field (rest, "H=");
  evidence->remote_mta = relay_host (host);
  if (action == BOUNCE_ACTION_DELAYED && defer != NULL)
    rest = defer;
  words = strstr (rest, ": ");
  if (g_str_has_suffix (word, ":"))
    add_words (evidence, rest);
  else if (words != NULL && action != BOUNCE_ACTION_DELIVERED)
    add_words (evidence, words + 2);
  g_ptr_array_add (recipients, evidence);
}

void
bounce_mail_log_exim (const char *text, GPtrArray *recipients)
{
  static const char rejected[] = " rejected RCPT ";
  const char *refusal = strstr (text, rejected);
  const char *flag = strchr (text, ' ');

  /* The message's id comes first, if there is a message. */
  for (gsize i = 0; flag != NULL && i < G_N_ELEMENTS (exim_flags); i++)
    if (g_str_has_prefix (flag + 1, exim_flags[i].flag))
      {
        read_exim_delivery (flag + 1 + strlen (exim_flags[i].flag),
                            exim_flags[i].action, recipients);
        return;
      }
  if (refusal != NULL)
    {
      const char *to = refusal + strlen (rejected);
      const char *words = strstr (to, ": ");
      g_autofree char *recipient = g_strndup (to, strcspn (to, " "));
      g_autofree char *before = g_strndup (text, (gsize)(refusal - text));
      BounceEvidence *evidence
          = add_refusal (recipients, recipient, words != NULL ? words + 2 : "",
                         BOUNCE_STAGE_RCPT);

      if (g_str_has_suffix (before, " temporarily"))
        evidence->action = BOUNCE_ACTION_DELAYED;
    }
}
