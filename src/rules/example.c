/* example: parses a rule's example, as bouncecat-rules(5) has it, into a text
   and the context in which it was said. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "model/status.h"
#include "report/reply-code.h"
#include "rules/example.h"

/* What may stand in brackets before an example. */
static const struct
{
  const char *name;
  BounceStage stage; /* NONE: it names no stage */
  int origin;        /* -1: it names none */
  gboolean local;
} marks[] = {
  { "[connect]", BOUNCE_STAGE_CONNECT, -1, FALSE },
  { "[helo]", BOUNCE_STAGE_HELO, -1, FALSE },
  { "[mail]", BOUNCE_STAGE_MAIL, -1, FALSE },
  { "[rcpt]", BOUNCE_STAGE_RCPT, -1, FALSE },
  { "[data]", BOUNCE_STAGE_DATA, -1, FALSE },
  { "[remote]", BOUNCE_STAGE_NONE, BOUNCE_ORIGIN_REMOTE, FALSE },
  { "[reporter]", BOUNCE_STAGE_NONE, BOUNCE_ORIGIN_REPORTER, FALSE },
  { "[prose]", BOUNCE_STAGE_NONE, BOUNCE_ORIGIN_PROSE, FALSE },
  { "[local]", BOUNCE_STAGE_NONE, -1, TRUE },
  { "[foreign]", BOUNCE_STAGE_NONE, -1, FALSE },
};

/* Takes one mark off *TEXT. */
static gboolean
read_mark (const char **text, BounceRuleContext *context)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (*text, marks[i].name))
      {
        if (marks[i].stage != BOUNCE_STAGE_NONE)
          context->stage = marks[i].stage;
        if (marks[i].origin >= 0)
          context->origin = (BounceOrigin)marks[i].origin;
        context->local_domain |= marks[i].local;
        *text += strlen (marks[i].name);
        *text += strspn (*text, " ");
        return TRUE;
      }
  return FALSE;
}

/* The first status that names a cause, else the first one. */
static void
find_status (const char *text, BounceStatus *status)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      BounceStatus found;

      if (p > text && (g_ascii_isalnum (p[-1]) || p[-1] == '.'))
        continue;
      if (bounce_status_parse (p, &found) == 0)
        continue;
      if (!bounce_status_is_set (*status)
          || (bounce_status_is_generic (*status)
              && !bounce_status_is_generic (found)))
        *status = found;
    }
}

const char *
bounce_rules_read_example (const char *example, BounceRuleContext *context)
{
  const BounceRuleContext nothing = { .origin = BOUNCE_ORIGIN_REMOTE };
  const char *reply;

  *context = nothing;
  while (read_mark (&example, context))
    ;
  find_status (example, &context->status);
  reply = bounce_reply_find (example, BOUNCE_REPLY_LABELLED);
  context->reply = reply != NULL ? bounce_reply_parse (reply) : 0;
  return example;
}
