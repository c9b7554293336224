/* check: every rule's example is matched against all rules, and must be
   won by its own.  That shows rules that another one shadows, and rules that
   can never fire.  It does not judge: that an enhanced status beats a weak
   rule is classify's affair. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "rules/check.h"
#include "model/status.h"

/* What may stand in brackets before an example. */
static const struct
{
  const char *name;
  BounceStage stage; /* NONE: it names no stage */
  int speaker;       /* -1: it names no speaker */
  gboolean local;
} marks[] = {
  { "[connect]", BOUNCE_STAGE_CONNECT, -1, FALSE },
  { "[helo]", BOUNCE_STAGE_HELO, -1, FALSE },
  { "[mail]", BOUNCE_STAGE_MAIL, -1, FALSE },
  { "[rcpt]", BOUNCE_STAGE_RCPT, -1, FALSE },
  { "[data]", BOUNCE_STAGE_DATA, -1, FALSE },
  { "[remote]", BOUNCE_STAGE_NONE, BOUNCE_SPEAKER_REMOTE, FALSE },
  { "[reporter]", BOUNCE_STAGE_NONE, BOUNCE_SPEAKER_REPORTER, FALSE },
  { "[prose]", BOUNCE_STAGE_NONE, BOUNCE_SPEAKER_PROSE, FALSE },
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
        if (marks[i].speaker >= 0)
          context->speaker = (BounceSpeaker)marks[i].speaker;
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

/* The reply code that the text starts with, or that stands behind a colon,
   semicolon or bracket ("host x said: 550 ..."). */
static guint
find_reply (const char *text)
{
  const char *p = text;
  guint reply = bounce_reply_parse (p);

  while (reply < 400 && *(p += strcspn (p, ":;(")) != '\0')
    {
      p++;
      p += strspn (p, " ");
      reply = bounce_reply_parse (p);
    }
  return reply < 400 ? 0 : reply;
}

const char *
bounce_rules_read_example (const char *example, BounceRuleContext *context)
{
  const BounceRuleContext nothing = { .speaker = BOUNCE_SPEAKER_REMOTE };

  *context = nothing;
  while (read_mark (&example, context))
    ;
  find_status (example, &context->status);
  context->reply = find_reply (example);
  return example;
}

static gboolean
check_rule (BounceMatcher *matcher, const BounceRule *rule, gboolean builtin,
            GString *report)
{
  BounceRuleContext context;
  const char *text = bounce_rules_read_example (rule->example, &context);
  const BounceRule *winner;
  const char *words;
  BounceMatch match;
  gboolean overridden;

  bounce_matcher_run (matcher, text, &context, &match);
  winner = match.strong != NULL ? match.strong : match.weak;
  words = match.strong != NULL ? match.strong_words : match.weak_words;
  /* That is what a site's own rules are for. */
  overridden = builtin && winner != NULL && winner->file != rule->file;
  if (winner != NULL && winner->line == rule->line
      && winner->file == rule->file)
    return TRUE;
  if (winner == NULL)
    g_string_append_printf (report, "%s:%u: never fires: %s\n", rule->file,
                            rule->line, rule->words);
  else
    g_string_append_printf (
        report,
        overridden ? "%s:%u: overridden by %s:%u (%s)\n"
                   : "%s:%u: example fires %s:%u (%s) instead\n",
        rule->file, rule->line, winner->file, winner->line, words);
  return overridden;
}

gboolean
bounce_rules_check (const BounceRules *const *sets, guint n, GString *report)
{
  BounceMatcher *matcher = bounce_matcher_new (sets, n);
  gboolean ok = TRUE;

  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < bounce_rules_count (sets[i]); k++)
      {
        BounceRule rule;

        bounce_rules_get (sets[i], k, &rule);
        ok &= check_rule (matcher, &rule, sets[i] == bounce_rules_builtin (),
                          report);
      }
  bounce_matcher_free (matcher);
  return ok;
}
