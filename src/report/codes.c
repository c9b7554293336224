/* codes: finds the codes that matter in what was collected of a recipient: the
   enhanced status (RFC 3463) and the reply code (RFC 5321).  Judges nothing. */
#include "config.h"

#include <string.h>

#include "report/codes.h"
#include "report/reply-code.h"

/* No subject of RFC 3463 or of a vendor has two digits; versions do. */
#define SUBJECT_MAX 9

/* How much a code says: 3 a cause, 2 a subject, 1 the class alone. */
static guint
status_rank (BounceStatus status)
{
  if (!bounce_status_is_set (status))
    return 0;
  if (!bounce_status_is_generic (status))
    return 3;
  return status.subject != 0 ? 2 : 1;
}

static gboolean
word_begins (const char *text, const char *at)
{
  return at == text || !(g_ascii_isalnum (at[-1]) || at[-1] == '.');
}

/* The code of TEXT that says most; of equals the first. */
static BounceStatus
best_status (const char *text)
{
  BounceStatus best = { 0, 0, 0 };

  for (const char *p = text; (p = strpbrk (p, "245")) != NULL; p++)
    {
      BounceStatus status;
      if (!word_begins (text, p) || bounce_status_parse (p, &status) == 0
          || status.subject > SUBJECT_MAX)
        continue;
      /* "2.0.0 queued" inside a refusal is no reason of it. */
      if (status.class == 2)
        continue;
      if (status_rank (status) > status_rank (best))
        best = status;
      if (status_rank (best) == 3)
        break;
    }
  return best;
}

static guint
find_reply (const char *text)
{
  const char *reply = bounce_reply_find (text, BOUNCE_REPLY_QUOTED);

  return reply != NULL ? bounce_reply_parse (reply) : 0;
}

static void
consider (BounceStatus *best, BounceStatus status)
{
  if (status_rank (status) > status_rank (*best))
    *best = status;
}

/* The code that a piece of text gives.  Of the reporting side's words only
   those of the same class as its Status: count: a transcript tells of earlier
   attempts too. */
static BounceStatus
text_status (const BounceEvidenceText *said, BounceStatus field)
{
  BounceStatus best = { 0, 0, 0 };

  consider (&best, best_status (said->inner));
  if (status_rank (best) < 3 && said->inner != said->text)
    consider (&best, best_status (said->text));
  if (said->origin != BOUNCE_ORIGIN_REMOTE && bounce_status_is_set (field)
      && best.class != field.class)
    best.class = 0;
  return best;
}

void
bounce_evidence_settle (BounceEvidence *evidence)
{
  BounceStatus best = { 0, 0, 0 };

  for (guint origin = 0; origin < BOUNCE_N_ORIGINS; origin++)
    {
      for (guint i = 0; i < evidence->texts->len; i++)
        {
          const BounceEvidenceText *said = bounce_evidence_text (evidence, i);
          if (said->origin != origin)
            continue;
          /* A subject from the refusing side or from Status: is not made more
             specific by what the prose says. */
          if (origin == BOUNCE_ORIGIN_REMOTE || status_rank (best) < 2)
            consider (&best, text_status (said, evidence->field_status));
          if (evidence->reply_code == 0)
            evidence->reply_code = find_reply (said->inner);
          if (evidence->reply_code == 0 && said->inner != said->text)
            evidence->reply_code = find_reply (said->text);
        }
      if (origin == BOUNCE_ORIGIN_REMOTE)
        consider (&best, evidence->field_status);
    }
  evidence->status = best;
}
