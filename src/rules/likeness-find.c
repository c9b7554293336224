/* likeness-find: what the model thinks of the words that a matcher ran on,
   beside the codes they came with.  Whether it is heard is likeness's business.
 */
#include "config.h"

#include <string.h>

#include "report/stage.h"
#include "rules/answer.h"
#include "rules/likeness-find.h"
#include "rules/matcher.h"
#include "rules/meaning.h"
#include "rules/model.h"

static void
find_nearest (const double *probability, BounceOpinion *opinion)
{
  gboolean taken[BOUNCE_N_CATEGORIES] = { FALSE };

  for (guint n = 0; n < BOUNCE_LIKENESS_N; n++)
    {
      guint best = BOUNCE_CATEGORY_NONE;

      for (guint c = 1; c < BOUNCE_N_CATEGORIES; c++)
        if (!taken[c]
            && (best == BOUNCE_CATEGORY_NONE
                || probability[c] > probability[best]))
          best = c;
      taken[best] = TRUE;
      opinion->nearest[n] = (BounceNearest){ best, probability[best] };
    }
}

/* Whether OPINION was formed beside the same codes as ASKED. */
static gboolean
has_codes (const BounceOpinion *opinion, const BounceOpinion *asked)
{
  return opinion->reply == asked->reply && opinion->stage == asked->stage
         && bounce_status_equal (opinion->status, asked->status);
}

/* What the model thinks of WORDS, which MATCHER ran on last, beside the codes
   of OPINION. */
static void
weigh (BounceMatcher *matcher, const GString *words, BounceOpinion *opinion)
{
  double probability[BOUNCE_N_CATEGORIES];
  BounceFeatures features;
  BounceSigns signs;

  bounce_matcher_signs (matcher, &signs);
  bounce_features_clear (&features);
  bounce_features_add_words (&features, words->str, words->len);
  bounce_features_add_signs (&features, signs.sign, signs.n);
  bounce_features_add_codes (&features, opinion->reply, opinion->status,
                             opinion->stage);
  bounce_model_score (&bounce_model_builtin, &features, probability);
  find_nearest (probability, opinion);
}

void
bounce_likeness_form (BounceMatcher *matcher, const BounceEvidence *evidence,
                      BounceOrigin origin, BounceLikeness *likeness)
{
  BounceOpinion opinion = { .reply = evidence->reply_code,
                            .status = evidence->status,
                            .stage = bounce_stage_of (evidence) };
  BounceRecalled *recalled = matcher->recalled;

  likeness->origin = origin;
  likeness->words = g_string_new_len (
      matcher->words->str,
      (gssize)strnlen (matcher->words->str, BOUNCE_ANSWER_MAX));
  if (recalled != NULL && recalled->weighed
      && has_codes (&recalled->opinion, &opinion))
    opinion = recalled->opinion;
  else
    weigh (matcher, likeness->words, &opinion);
  memcpy (likeness->nearest, opinion.nearest, sizeof opinion.nearest);
  if (recalled == NULL)
    return;
  recalled->weighed = TRUE;
  recalled->opinion = opinion;
}

gboolean
bounce_likeness_find (BounceMatcher *matcher, const BounceEvidence *evidence,
                      BounceLikeness *likeness)
{
  BounceOrigin origin;

  if (!bounce_answer_read (matcher, evidence, TRUE, &origin))
    return FALSE;
  bounce_likeness_form (matcher, evidence, origin, likeness);
  return TRUE;
}

void
bounce_likeness_clear (BounceLikeness *likeness)
{
  if (likeness->words != NULL)
    g_string_free (likeness->words, TRUE);
  likeness->words = NULL;
}
