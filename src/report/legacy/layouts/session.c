/* session: reads an SMTP session that is told line by line, "C:" and "S:" or
   "->" and "<-", whose commands went out before the answers came (RFC 2920):
   each reply belongs to the first command that still waits. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "model/status.h"
#include "report/legacy/layouts/session.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "text/address.h"

/* A session of more commands is not told. */
#define COMMANDS_MAX 200

typedef struct
{
  gboolean rcpt; /* it names ADDRESS */
  BounceAddressSpan address;
  GString *reply; /* NULL: none yet */
} Command;

typedef struct
{
  GArray *commands; /* of Command */
  guint answered;   /* so many of them */
  guint waiting;    /* so many RCPT waited at once */
  GString *reply;   /* the lines of the one that comes */
} Session;

/* Past one of MARKS at the beginning of LINE and the blanks behind it; NULL:
   there is none. */
static const char *
behind_mark (const LegacyLine *line, const char *const *marks)
{
  for (; *marks != NULL; marks++)
    {
      gsize n = strlen (*marks);

      if (line->length > n && strncmp (line->start, *marks, n) == 0)
        return line->start + n + strspn (line->start + n, " \t");
    }
  return NULL;
}

/* What goes out in CLIENT, which ends at END. */
static void
add_command (Session *session, const char *client, const char *end)
{
  Command command = { 0 };
  guint waiting = 0;

  if (session->commands->len >= COMMANDS_MAX)
    return;
  command.rcpt = g_ascii_strncasecmp (client, "RCPT", 4) == 0
                 && bounce_address_find (client, end, &command.address);
  g_array_append_val (session->commands, command);
  for (guint i = session->answered; i < session->commands->len; i++)
    waiting += g_array_index (session->commands, Command, i).rcpt;
  session->waiting = MAX (session->waiting, waiting);
}

/* What comes in, a line of a reply.  What comes before any command greets. */
static void
add_reply (Session *session, const char *server, const char *end)
{
  Command *command;

  if (bounce_reply_parse (server) == 0)
    return;
  legacy_append_line (session->reply, server, end, LEGACY_USUAL_TEXT * 4);
  if (end - server > 3 && server[3] == '-')
    return;
  if (session->answered < session->commands->len)
    {
      command = &g_array_index (session->commands, Command, session->answered);
      session->answered++;
      command->reply = g_string_new (session->reply->str);
    }
  g_string_truncate (session->reply, 0);
}

/* Whether COMMAND's recipient was refused. */
static gboolean
is_refused (const Command *command)
{
  return command->rcpt && command->reply != NULL
         && bounce_reply_parse (command->reply->str) >= 400;
}

static gboolean
add_refused (const Session *session, BounceLegacy *legacy)
{
  guint known = legacy->recipients->len;

  for (guint i = 0; i < session->answered && session->waiting > 1; i++)
    {
      const Command *command = &g_array_index (session->commands, Command, i);
      const BounceAddressSpan *span = &command->address;
      BounceEvidence *evidence
          = is_refused (command) ? legacy_recipient_at (legacy, span) : NULL;

      if (evidence == NULL)
        continue;
      evidence->action = BOUNCE_ACTION_FAILED;
      legacy_add_reason (evidence, command->reply->str, BOUNCE_ORIGIN_REPORTER);
    }
  return legacy->recipients->len > known;
}

gboolean
legacy_read_session (const LegacyView *view, BounceLegacy *legacy)
{
  static const char *const clients[] = { "C:", ">>>", "-->", "->", NULL };
  static const char *const servers[] = { "S:", "<<<", "<--", "<-", NULL };
  Session session = { 0 };
  gboolean added;

  session.commands = g_array_new (FALSE, FALSE, sizeof (Command));
  session.reply = g_string_new (NULL);
  for (guint i = 0; i < view->n_body; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      const char *end = legacy_line_end (line);
      const char *said = behind_mark (line, clients);

      if (said != NULL)
        add_command (&session, said, end);
      else if ((said = behind_mark (line, servers)) != NULL)
        add_reply (&session, said, end);
    }
  added = add_refused (&session, legacy);
  for (guint i = 0; i < session.answered; i++)
    g_string_free (g_array_index (session.commands, Command, i).reply, TRUE);
  g_array_free (session.commands, TRUE);
  g_string_free (session.reply, TRUE);
  return added;
}
