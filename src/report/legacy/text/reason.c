/* reason: turns a reason as a notification gives it into evidence: tells the
   refusing server's reply from the reporter's own words around it.  Finds
   where a reply begins; what it means is not asked. */
#include "config.h"

#include <string.h>

#include "base/scratch.h"
#include "model/evidence.h"
#include "model/status.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/remote-host.h"
#include "report/reply-code.h"
#include "report/stage.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* Whether REPLY, in REASON, has no other server's words: its codes only end
   what is told before them, "The mailbox is full (error 552).", "Mailbox is
   full, 552 5.2.2". */
static gboolean
is_behind_words (const char *reason, const char *reply)
{
  const char *p = reply + 3;

  if (*p == ')')
    return p[strspn (p, ").\n ")] == '\0';
  if (reply - reason < 4 || strncmp (reply - 2, ", ", 2) != 0)
    return FALSE;
  p += strspn (p, " .\n0123456789");
  return *p == '\0' || g_str_has_prefix (p, "--");
}

/* A line that begins with a status, "5.1.1 <a@b>... User unknown", behind those
   that name the server; NULL: there is none. */
static const char *
status_line (const char *reason, const char *recipient)
{
  const char *line = reason;

  while ((line = strchr (line, '\n')) != NULL)
    {
      g_autofree char *host = NULL;
      BounceStatus status;

      line++;
      if ((*line == '4' || *line == '5')
          && bounce_status_parse (line, &status) > 0
          && (host = legacy_find_remote_host (reason, (gsize)(line - reason),
                                              recipient))
                 != NULL)
        return line;
    }
  return NULL;
}

/* Where the text that a foreign server wrote begins in REASON, or NULL. */
static const char *
find_remote (const char *reason, const char *recipient)
{
  const char *reply = bounce_reply_find (reason, BOUNCE_REPLY_TOLD);
  const char *found;

  if (reply != NULL && !is_behind_words (reason, reply))
    return reply;
  reply = status_line (reason, recipient);
  if (reply != NULL)
    return reply;
  /* As it stands: lists do not ask for the case of ASCII. */
  found = bounce_list_after (reason, BOUNCE_LIST_SAID);
  if (found == NULL)
    return NULL;
  reason = found;
  while (*reason != '\0' && strchr (" \n\t'\"", *reason) != NULL)
    reason++;
  return *reason != '\0' ? reason : NULL;
}

/* Whether the client's words only lead to a reply ("host x said:"): then they
   are no reason. */
static gboolean
only_leads (BounceEvidence *evidence, const char *text)
{
  g_autofree char *folded = bounce_fold_line (text, -1);

  if (bounce_list_in (folded, BOUNCE_LIST_REMOTE_ERROR))
    {
      if (evidence->stage == BOUNCE_STAGE_NONE)
        evidence->stage = bounce_stage_in (folded);
      return TRUE;
    }
  return strlen (folded) < 200
         && bounce_list_begins (folded, BOUNCE_LIST_LEADING)
         && (g_str_has_suffix (folded, ":") || g_str_has_suffix (folded, ";")
             || g_str_has_suffix (folded, "'"))
         && !bounce_list_in (folded, BOUNCE_LIST_NOT_LEADING);
}

/* Where the bracket that was opened before TEXT is closed, if words and no bare
   codes stand in it; NULL: nowhere. */
static char *
closing_bracket (char *text)
{
  guint depth = 1;
  guint letters = 0;

  for (char *p = text; *p != '\0'; p++)
    {
      depth += *p == '[';
      depth -= *p == ']';
      letters += g_ascii_isalpha (*p) || (guchar)*p >= 0x80;
      if (depth == 0)
        return letters > 3 ? p : NULL;
    }
  return NULL;
}

/* A quote that was opened before START is closed at its end. */
static void
strip_quote (GString *text, const char *reason, const char *start)
{
  char open = start > reason ? start[-1] : '\0';

  if ((open == '\'' || open == '"' || open == '[') && text->len > 0)
    {
      char *end = open == '[' ? closing_bracket (text->str)
                              : strrchr (text->str, open);

      if (end != NULL && end - text->str > 3)
        g_string_truncate (text, (gsize)(end - text->str));
    }
}

static void
keep_diagnostic (BounceEvidence *evidence, const char *text, gboolean remote)
{
  const BounceEvidenceText *last;

  if (evidence->texts->len == 0
      || (evidence->diagnostic != NULL
          && (!remote || evidence->diagnostic_type != NULL)))
    return;
  last = bounce_evidence_text (evidence, evidence->texts->len - 1);
  bounce_evidence_set_diagnostic (evidence, last->text);
  if (remote && bounce_reply_parse (text) != 0)
    evidence->diagnostic_type = g_strdup ("smtp");
}

/* The server whose reply begins at REPLY, in REASON. */
static void
keep_host (BounceEvidence *evidence, const char *reason, const char *reply)
{
  if (evidence->remote_mta == NULL)
    evidence->remote_mta = legacy_find_remote_host (
        reason, (gsize)(reply - reason), evidence->recipient);
}

static void
add_words (BounceEvidence *evidence, BounceOrigin origin, const char *text)
{
  guint before = evidence->texts->len;

  bounce_evidence_add (evidence, origin, text);
  if (evidence->texts->len > before && origin != BOUNCE_ORIGIN_PROSE)
    keep_diagnostic (evidence, text, origin == BOUNCE_ORIGIN_REMOTE);
}

/* What the server said in LINE of a transcript, or NULL: its arrow is "<<<" or
   "<--".  InterScan draws them the other way ("Sent <<< RCPT TO", "Received
   >>> 550"), so that a reply decides. */
static const char *
said_by_server (const char *line)
{
  static const char *const arrows[] = { "<<<", "<-- ", ">>>" };

  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      const char *said = strstr (line, arrows[i]);

      if (said == NULL)
        continue;
      said += 3;
      while (*said == ' ' || *said == '-')
        said++;
      return bounce_reply_parse (said) != 0
                     || (i < 2 && !g_str_has_prefix (line, "Sent "))
                 ? said
                 : NULL;
    }
  return NULL;
}

static void
append_line (GString *text, const char *line, gsize length)
{
  g_string_append_len (text, line, (gssize)length);
  g_string_append_c (text, '\n');
}

/* Parts the lines of a transcript: "<<< " is the server, the rest is not. */
static gboolean
add_transcript (BounceEvidence *evidence, const char *reason, BounceOrigin own)
{
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) remote = NULL;
  g_autoptr (GString) rest = NULL;
  gboolean reply = FALSE;

  if (strchr (reason, '<') == NULL
      || (strstr (reason, "<<<") == NULL && strstr (reason, "<-- ") == NULL))
    return FALSE;
  remote = g_string_new (NULL);
  rest = g_string_new (NULL);
  lines = g_strsplit (reason, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *server = said_by_server (lines[i]);

      if (server == NULL)
        {
          append_line (rest, lines[i], strlen (lines[i]));
          continue;
        }
      /* What was accepted is no reason. */
      if (*server >= '1' && *server <= '3' && bounce_reply_parse (server) != 0)
        continue;
      reply = reply || bounce_reply_parse (server) != 0;
      append_line (remote, server, strlen (server));
    }
  keep_host (evidence, reason, reason + strcspn (reason, "<>"));
  add_words (evidence, BOUNCE_ORIGIN_REMOTE, remote->str);
  add_words (evidence, own, rest->str);
  return TRUE;
}

void
legacy_add_reason (BounceEvidence *evidence, const char *reason,
                   BounceOrigin own)
{
  const char *remote;
  GString *server;
  GString *client;

  while (g_ascii_isspace (*reason))
    reason++;
  if (*reason == '\0' || add_transcript (evidence, reason, own))
    return;
  remote = find_remote (reason, evidence->recipient);
  if (remote == NULL)
    {
      add_words (evidence, own, reason);
      return;
    }
  keep_host (evidence, reason, remote);
  server = bounce_scratch_take ();
  client = bounce_scratch_take ();
  g_string_append_len (client, reason, remote - reason);
  for (const char *line = remote, *end; line != NULL;
       line = end != NULL ? end + 1 : NULL)
    {
      gsize length;

      end = strchr (line, '\n');
      length = end != NULL ? (gsize)(end - line) : strlen (line);
      append_line (
          bounce_list_begins_raw (line, length, BOUNCE_LIST_CLIENT_LINE)
              ? client
              : server,
          line, length);
    }
  g_strchomp (server->str);
  g_string_set_size (server, strlen (server->str));
  strip_quote (server, reason, remote);
  add_words (evidence, BOUNCE_ORIGIN_REMOTE, server->str);
  if (!only_leads (evidence, client->str))
    add_words (evidence, own, client->str);
  bounce_scratch_give_back (server);
  bounce_scratch_give_back (client);
}

/* Whether TEXT quotes a reply that begins with one of DIGITS. */
static gboolean
has_reply_of (const char *text, const char *digits)
{
  for (const char *p = text; (p = strpbrk (p, digits)) != NULL; p++)
    {
      BounceStatus status;

      if (p != text && (g_ascii_isalnum (p[-1]) || strchr (".-/", p[-1])))
        continue;
      if (bounce_status_parse (p, &status) > 0)
        return TRUE;
      if (bounce_reply_parse (p) >= 421
          && (p[3] == '-' || (p[3] == ' ' && !g_ascii_isdigit (p[4])))
          && (p == text || strchr (" :;'\"([>\n", p[-1]) != NULL
              || ((guchar)p[-1] >= 0x80
                  && g_unichar_ispunct (
                      g_utf8_get_char (g_utf8_prev_char (p))))))
        return TRUE;
    }
  return FALSE;
}

gboolean
legacy_has_reply (const char *text)
{
  return has_reply_of (text, "45");
}

gboolean
legacy_has_final_reply (const char *text)
{
  return has_reply_of (text, "5");
}
