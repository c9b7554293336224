/* explain: evidence and verdict to lines for people.  It names a rule by the
   file and line at which a reader finds it, and says nothing twice: what one
   side quotes of another is told once. */
#include "config.h"

#include <string.h>

#include "rules/likeness.h"
#include "verdict/explain.h"

/* So much of a text is shown. */
#define SHOWN_MAX 300

static const char *const speakers[BOUNCE_N_SPEAKERS] = {
  [BOUNCE_SPEAKER_REMOTE] = "the server that refused it",
  [BOUNCE_SPEAKER_REPORTER] = "the server that reports it",
  [BOUNCE_SPEAKER_PROSE] = "the notification's text for people",
};

/* Appends TEXT without what SAID, all that was shown so far, holds of it. */
static void
append_new (GString *out, const char *text, const GPtrArray *said)
{
  g_autoptr (GString) rest = g_string_new (text);

  for (guint i = 0; i < said->len; i++)
    {
      const char *known = g_ptr_array_index (said, i);
      const char *found = strstr (rest->str, known);

      if (found == NULL || strlen (known) <= 3)
        continue;
      gssize at = found - rest->str;
      g_string_erase (rest, at, (gssize)strlen (known));
      g_string_insert (rest, at, "[...]");
    }
  if (rest->len > SHOWN_MAX)
    {
      g_string_truncate (rest, SHOWN_MAX);
      g_string_append (rest, "...");
    }
  g_string_append (out, rest->str);
}

static void
append_words (GString *out, const BounceEvidence *evidence)
{
  g_autoptr (GPtrArray) said = g_ptr_array_new ();

  for (guint speaker = 0; speaker < BOUNCE_N_SPEAKERS; speaker++)
    for (guint i = 0; i < evidence->words->len; i++)
      {
        const BounceWords *words
            = &g_array_index (evidence->words, BounceWords, i);

        if (words->speaker != speaker)
          continue;
        g_string_append_printf (out, "%s said: ", speakers[speaker]);
        append_new (out, words->text, said);
        g_string_append_c (out, '\n');
        g_ptr_array_add (said, words->text);
      }
}

static void
append_codes (GString *out, const BounceEvidence *evidence)
{
  char buffer[BOUNCE_STATUS_SIZE];

  if (bounce_status_is_set (evidence->status))
    g_string_append_printf (out, "status: %s\n",
                            bounce_status_format (evidence->status, buffer));
  if (evidence->reply_code)
    g_string_append_printf (out, "reply: %u\n", evidence->reply_code);
  if (evidence->stage != BOUNCE_STAGE_NONE)
    g_string_append_printf (out, "refused command: %s\n",
                            bounce_stage_name (evidence->stage));
}

static void
append_rule (GString *out, const BounceRule *rule)
{
  g_string_append_printf (out, "%s:%u: %s: %s", rule->file, rule->line,
                          bounce_category_slug (rule->category), rule->words);
}

/* Why the runner-up is not the winner. */
static const char *
why_not (const BounceVerdict *verdict)
{
  switch (verdict->by)
    {
    case BOUNCE_DECIDED_BY_STATUS:
      return "a specific status says more than words that only hint";
    case BOUNCE_DECIDED_BY_LIKENESS:
      return "the likeness to known wordings is surer";
    case BOUNCE_DECIDED_BY_TEXT:
      if (verdict->runner_up->weak && !verdict->weak)
        return "its words only hint at a cause";
      if (verdict->speaker != BOUNCE_SPEAKER_REMOTE)
        return "what was said nearer to the failure goes first";
      return "of rules that fit, the one that stands first counts";
    case BOUNCE_DECIDED_BY_NONE:
    case BOUNCE_DECIDED_BY_REPLY:
    default:
      return "its words only hint at a cause";
    }
}

static void
append_decision (GString *out, const BounceVerdict *verdict)
{
  static const char *const by[] = {
    [BOUNCE_DECIDED_BY_NONE] = "nothing says why",
    [BOUNCE_DECIDED_BY_TEXT] = "the words decided",
    [BOUNCE_DECIDED_BY_STATUS] = "the status decided",
    [BOUNCE_DECIDED_BY_REPLY] = "only the reply code was left to decide",
    [BOUNCE_DECIDED_BY_LIKENESS] = "likeness to known wordings decided",
  };

  g_string_append (out, by[verdict->by]);
  if (verdict->by == BOUNCE_DECIDED_BY_TEXT)
    g_string_append_printf (out, ", those of %s", speakers[verdict->speaker]);
  g_string_append_c (out, '\n');
  if (verdict->by == BOUNCE_DECIDED_BY_TEXT && verdict->rule)
    {
      g_string_append (out, "rule: ");
      append_rule (out, verdict->rule);
      g_string_append_c (out, '\n');
    }
  if (verdict->runner_up && verdict->runner_up != verdict->rule)
    {
      g_string_append (out, "not: ");
      append_rule (out, verdict->runner_up);
      g_string_append_printf (out, " (%s)\n", why_not (verdict));
    }
}

static void
append_likeness (GString *out, const BounceEvidence *evidence)
{
  BounceLikeness likeness;

  if (!bounce_likeness_find (evidence, &likeness))
    return;
  for (guint i = 0; i < BOUNCE_LIKENESS_N; i++)
    g_string_append_printf (out, "%s%s %.2f", i == 0 ? "most like: " : ", ",
                            bounce_category_slug (likeness.nearest[i].category),
                            likeness.nearest[i].probability);
  g_string_append_c (out, '\n');
  bounce_likeness_clear (&likeness);
}

char *
bounce_verdict_explain (const BounceEvidence *evidence,
                        const BounceVerdict *verdict, gboolean likeness)
{
  g_autoptr (GString) out = g_string_new (NULL);

  append_decision (out, verdict);
  append_words (out, evidence);
  append_codes (out, evidence);
  if (likeness)
    append_likeness (out, evidence);
  return g_utf8_make_valid (out->str, (gssize)out->len);
}
