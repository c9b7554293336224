/* sendmail-verdict: reads one line of a transcript, and tells by the codes
   whether the replies above it are its reason: a session has many recipients,
   and the server did not refuse all of them. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "model/status.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/systems/sendmail-verdict.h"
#include "report/legacy/text/legacy-view.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* "mailer hops says: a@b: 554 too many hops". */
static gboolean
find_said (const LegacyLine *line, BounceAddressSpan *span)
{
  const char *end = legacy_line_end (line);
  const char *lead = g_strstr_len (line->start, (gssize)line->length, ": ");
  g_autofree char *who = NULL;

  if (lead == NULL)
    return FALSE;
  lead += 2;
  if (!bounce_address_find (lead, end, span) || span->start > lead + 1
      || end - span->end < 5)
    return FALSE;
  who = bounce_fold_line (line->start, lead - line->start);
  return bounce_list_in (who, BOUNCE_LIST_SAID)
         && bounce_reply_parse (span->end + strspn (span->end, "> :")) != 0;
}

/* A program or a file before DOTS, quoted or not: "|/bin/vacation ann". */
static gboolean
find_pipe (const char *p, const char *dots, BounceAddressSpan *span)
{
  const char *name = p + (*p == '"');

  if (*name != '|' && *name != '/')
    return FALSE;
  span->start = p;
  span->end = dots;
  return TRUE;
}

gboolean
legacy_verdict_find (const LegacyLine *line, BounceAddressSpan *span)
{
  const char *p = line->start;
  const char *end = p + line->length;
  const char *dots = g_strstr_len (p, (gssize)line->length, "...");
  BounceStatus status;
  gsize n;

  if (dots == NULL)
    return find_said (line, span);
  if (bounce_reply_parse (p) != 0)
    p += 4;
  while (p < dots && *p == ' ')
    p++;
  n = bounce_status_parse (p, &status);
  p += n;
  while (p < dots && *p == ' ')
    p++;
  /* "/home/ann/.forward: line 2: a@@b... syntax" tells of ann's file. */
  if (*p == '/' && g_strstr_len (p, dots - p, ": line ") != NULL)
    return FALSE;
  if (find_pipe (p, dots, span) || bounce_address_find (p, dots, span))
    return TRUE;
  /* A local user; "host (smtp)..." is none. */
  if (p == dots || dots - p > BOUNCE_ADDRESS_LOCAL_MAX
      || (end > dots && dots == line->start)
      || memchr (p, ' ', (gsize)(dots - p)) != NULL
      || memchr (p, '.', (gsize)(dots - p)) != NULL)
    return FALSE;
  while (p < dots && *p == '<')
    p++;
  span->start = p;
  span->end = dots;
  while (span->end > p && span->end[-1] == '>')
    span->end--;
  return span->end > p;
}

/* The command was for one address, and it is not this one. */
static gboolean
is_for_other (const char *command, const char *address)
{
  BounceAddressSpan span;
  g_autofree char *named = NULL;

  if (command == NULL || g_ascii_strncasecmp (command, "RCPT", 4) != 0
      || !bounce_address_find (command, NULL, &span))
    return FALSE;
  named = bounce_address_span_copy (&span);
  return !bounce_address_equal (named, address);
}

/* Whether the verdict on LINE sums up the server's replies: it has their code
   or their status, or a status that says nothing. */
static gboolean
sums_up (const char *replies, const LegacyLine *line)
{
  BounceStatus status = { 0, 0, 0 };
  guint code = bounce_reply_parse (line->start);
  const char *words = line->start + (code != 0 ? 4 : 0);

  if (bounce_status_parse (words, &status) == 0
      || bounce_status_is_generic (status))
    return TRUE;
  for (const char *p = replies; (p = strstr (p, "<<< ")) != NULL;)
    {
      BounceStatus replied = { 0, 0, 0 };

      p += 4;
      if (bounce_reply_parse (p) == 0)
        continue;
      bounce_status_parse (p + 4, &replied);
      if (bounce_reply_parse (p) == code
          || (replied.subject == status.subject
              && replied.detail == status.detail))
        return TRUE;
    }
  return FALSE;
}

gboolean
legacy_verdict_answers (const LegacyLine *line, const char *command,
                        const char *replies, const char *address)
{
  if (*replies == '\0' || is_for_other (command, address))
    return FALSE;
  return (command != NULL && g_ascii_strncasecmp (command, "RCPT", 4) == 0)
         || sums_up (replies, line);
}

char *
legacy_verdict_host (const LegacyLine *line)
{
  const char *start = line->start;
  const char *dots = g_strstr_len (start, (gssize)line->length, "...");
  gsize n;

  if (dots == NULL || bounce_reply_parse (start) < 400)
    return NULL;
  start += 4;
  start += strspn (start, " ");
  n = strcspn (start, " .(@\n");
  if (start[n] != '.' || start + n >= dots)
    return NULL;
  n = strcspn (start, " (@\n");
  n = MIN (n, (gsize)(dots - start));
  return start[n] != '@' ? g_ascii_strdown (start, (gssize)n) : NULL;
}

gboolean
legacy_verdict_is_for_host (const char *host, const char *address,
                            const char *verdict)
{
  const char *domain = bounce_address_domain (address);
  g_autofree char *lower = domain != NULL ? g_ascii_strdown (domain, -1) : NULL;

  if (lower == NULL)
    return FALSE;
  return bounce_address_is_within (host, lower)
         || bounce_address_is_within (lower, host)
         || bounce_list_in (verdict, BOUNCE_LIST_GIVEN_UP);
}

/* Whether sendmail's verdict on EVIDENCE is that a program failed. */
static gboolean
is_mailer_error (const BounceEvidence *evidence)
{
  for (guint i = 0; i < evidence->texts->len; i++)
    if (strstr (bounce_evidence_text (evidence, i)->text, "mailer error")
        != NULL)
      return TRUE;
  return FALSE;
}

void
legacy_verdict_join_pipes (BounceLegacy *legacy)
{
  for (guint i = legacy->recipients->len; i-- > 1;)
    {
      BounceEvidence *user = g_ptr_array_index (legacy->recipients, i);
      BounceEvidence *pipe = g_ptr_array_index (legacy->recipients, i - 1);

      if (!g_str_has_prefix (pipe->recipient, "\"|")
          || pipe->original_recipient != NULL || !is_mailer_error (user))
        continue;
      for (guint k = 0; k < pipe->texts->len; k++)
        bounce_evidence_add (user, BOUNCE_ORIGIN_REPORTER,
                             bounce_evidence_text (pipe, k)->text);
      legacy_forget (legacy, pipe);
    }
}
