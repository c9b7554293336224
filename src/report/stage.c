/* stage: finds the SMTP command that words are the answer to. */
#include "config.h"

#include <string.h>

#include "base/ascii.h"
#include "base/memory.h"
#include "report/stage.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* The most telling first, as in $stage. */
static const struct
{
  BounceList words;
  BounceStage stage;
} stages[] = {
  { BOUNCE_LIST_STAGE_END_OF_DATA, BOUNCE_STAGE_DATA },
  { BOUNCE_LIST_STAGE_RCPT, BOUNCE_STAGE_RCPT },
  { BOUNCE_LIST_STAGE_MAIL, BOUNCE_STAGE_MAIL },
  { BOUNCE_LIST_STAGE_DATA, BOUNCE_STAGE_DATA },
  { BOUNCE_LIST_STAGE_HELO, BOUNCE_STAGE_HELO },
  { BOUNCE_LIST_STAGE_CONNECT, BOUNCE_STAGE_CONNECT },
};

BounceStage
bounce_stage_in (const char *folded)
{
  BounceListHit hit;
  BounceListSet set;

  /* Most texts name no command.  The list of all has them in the order of the
     table, so that of a text which names several only one phrase is left. */
  if (!bounce_list_in (folded, BOUNCE_LIST_STAGE)
      || !bounce_list_first (folded, BOUNCE_LIST_STAGE, &hit))
    return BOUNCE_STAGE_NONE;
  g_autofree char *phrase
      = bounce_copy (folded + bounce_hit_start (&hit), hit.length);
  bounce_lists_scan (&set, phrase);
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    if (bounce_lists_hold (&set, stages[i].words))
      return stages[i].stage;
  return BOUNCE_STAGE_NONE;
}

/* A longer text tells more than of one command. */
#define SPELT_MAX 400

/* Whether TEXT has MAIL FROM in capitals, where the rest is not: so only
   machines spell it, in a sentence of whatever language. */
static gboolean
spells_mail (const char *text)
{
  const char *found = strstr (text, "MAIL FROM");
  guint small = 0;

  if (found == NULL || strnlen (text, SPELT_MAX) == SPELT_MAX)
    return FALSE;
  for (const char *p = text; *p != '\0' && small < 3; p++)
    small += g_ascii_islower (*p) || (guchar)*p >= 0x80;
  return small >= 3;
}

BounceStage
bounce_stage_told (const char *text)
{
  g_autofree char *folded = NULL;
  BounceStage stage;

  /* The lists are of small letters, but read ASCII as it is. */
  if (!bounce_ascii_only (text, strlen (text)))
    folded = bounce_fold_line (text, -1);
  stage = bounce_stage_in (folded != NULL ? folded : text);
  return stage == BOUNCE_STAGE_NONE && spells_mail (text) ? BOUNCE_STAGE_MAIL
                                                          : stage;
}

/* Several rules may ask for the same words. */
static BounceStage
stage_of (BounceEvidenceText *said)
{
  if (!said->searched)
    said->stage = bounce_stage_told (said->text);
  said->searched = TRUE;
  return said->stage;
}

BounceStage
bounce_stage_of (const BounceEvidence *evidence)
{
  BounceStage stage = evidence->stage;

  for (guint origin = 0; origin < BOUNCE_N_ORIGINS; origin++)
    for (guint i = 0; i < evidence->texts->len; i++)
      {
        BounceEvidenceText *said = bounce_evidence_text (evidence, i);

        if (stage == BOUNCE_STAGE_NONE && said->origin == origin)
          stage = stage_of (said);
      }
  return stage;
}
