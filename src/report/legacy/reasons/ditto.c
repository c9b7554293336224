/* ditto: replaces "the same as above" by the reason above. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "report/legacy/reasons/ditto.h"
#include "report/legacy/recipients/result.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* It is said in no more bytes. */
#define DITTO_MAX 60

/* Whether all that the reporter says of EVIDENCE is "ditto". */
static gboolean
is_ditto (const BounceEvidence *evidence)
{
  const char *said = NULL;
  g_autofree char *folded = NULL;

  for (guint i = 0; i < evidence->texts->len; i++)
    {
      const BounceEvidenceText *piece = bounce_evidence_text (evidence, i);

      if (piece->origin == BOUNCE_ORIGIN_PROSE)
        continue;
      if (said != NULL)
        return FALSE;
      said = piece->text;
    }
  if (said == NULL || strlen (said) > DITTO_MAX)
    return FALSE;
  folded = g_strstrip (bounce_fold_line (said, -1));
  return bounce_list_in (folded, BOUNCE_LIST_DITTO);
}

void
legacy_repeat_reasons (BounceLegacy *legacy)
{
  for (guint i = 1; i < legacy->recipients->len; i++)
    {
      const BounceEvidence *above
          = g_ptr_array_index (legacy->recipients, i - 1);
      BounceEvidence *evidence = g_ptr_array_index (legacy->recipients, i);

      if (!is_ditto (evidence))
        continue;
      g_array_set_size (evidence->texts, 0);
      g_free (evidence->diagnostic_type);
      evidence->diagnostic_type = g_strdup (above->diagnostic_type);
      for (guint k = 0; k < above->texts->len; k++)
        bounce_evidence_add (evidence, bounce_evidence_text (above, k)->origin,
                             bounce_evidence_text (above, k)->text);
      bounce_evidence_set_diagnostic (evidence, above->diagnostic);
    }
}
