/* whose-reply: where there are several recipients, finds whose a line of a
   transcript is that names nobody, by what their fields say of status, host
   and program. */
#include "config.h"

#include <string.h>

#include "report/whose-reply.h"

/* Of more recipients nobody is told from the others. */
#define RECIPIENTS_MAX 16

static BounceEvidence *
recipient (const GPtrArray *recipients, guint i)
{
  return g_ptr_array_index (recipients, i);
}

/* Whether REPLY's status stands in the fields of another, and I's tell a
   different one. */
static gboolean
has_anothers_status (const GPtrArray *recipients, guint i, const char *reply)
{
  BounceStatus own = recipient (recipients, i)->field_status;
  BounceStatus status;

  if (bounce_reply_parse (reply) == 0 || reply[3] == '\0'
      || bounce_status_parse (reply + 4, &status) == 0
      || bounce_status_is_generic (status) || bounce_status_is_generic (own)
      || bounce_status_equal (own, status))
    return FALSE;
  for (guint k = 0; k < recipients->len; k++)
    if (bounce_status_equal (recipient (recipients, k)->field_status, status))
      return TRUE;
  return FALSE;
}

/* Whether HOST is that of recipient I. */
static gboolean
is_host_of (const GPtrArray *recipients, guint i, const char *host)
{
  const char *own = recipient (recipients, i)->remote_mta;
  gsize n = own != NULL ? strlen (own) : 0;

  return n > 0 && g_ascii_strncasecmp (host, own, n) == 0
         && strchr (" .:\n", host[n]) != NULL;
}

static gboolean
is_anothers_host (const GPtrArray *recipients, guint i, const char *host)
{
  if (host == NULL || is_host_of (recipients, i, host))
    return FALSE;
  for (guint k = 0; k < recipients->len; k++)
    if (is_host_of (recipients, k, host))
      return TRUE;
  return FALSE;
}

gboolean
bounce_reply_is_anothers (const GPtrArray *recipients, guint i,
                          const char *reply, const char *host)
{
  return has_anothers_status (recipients, i, reply)
         || is_anothers_host (recipients, i, host);
}

void
bounce_reply_of_program (const GPtrArray *recipients, const char *line,
                         const char *end)
{
  g_autofree char *text = NULL;

  if (bounce_reply_parse (line) == 0 || recipients->len > RECIPIENTS_MAX
      || g_strstr_len (line, end - line, "\"|") == NULL)
    return;
  text = g_strndup (line, (gsize)(end - line));
  for (guint i = 0; i < recipients->len; i++)
    if (g_strcmp0 (recipient (recipients, i)->diagnostic_type, "x-unix") == 0)
      bounce_evidence_add (recipient (recipients, i), BOUNCE_ORIGIN_REPORTER,
                           text);
}

gboolean
bounce_statuses_differ (const GPtrArray *recipients)
{
  const BounceEvidence *first = g_ptr_array_index (recipients, 0);
  gboolean differ = FALSE;

  for (guint i = 0; i < recipients->len; i++)
    {
      const BounceEvidence *evidence = g_ptr_array_index (recipients, i);
      BounceStatus status = evidence->field_status;

      if (bounce_status_is_generic (status))
        return FALSE;
      differ = differ || status.subject != first->field_status.subject
               || status.detail != first->field_status.detail;
    }
  return differ;
}
