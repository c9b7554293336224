/* A server's words: the first byte says who speaks. */
#include "config.h"

#include <string.h>

#include "report/codes.h"
#include "model/evidence.h"
#include "rules/classify.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = NULL;
  BounceEvidence *evidence;
  BounceVerdict verdict = { 0 };

  if (size == 0)
    return 0;
  text = g_utf8_make_valid ((const char *)data + 1, (gssize)size - 1);
  evidence = bounce_evidence_new ();
  bounce_evidence_add (evidence, data[0] % BOUNCE_N_ORIGINS, text);
  bounce_evidence_settle (evidence);
  fuzz_check (
      evidence->reply_code == 0
          || (evidence->reply_code >= 200 && evidence->reply_code < 600),
      "a reply code has three digits");
  bounce_classify (fuzz_matcher (), evidence, &verdict);
  fuzz_check (verdict.evidence != NULL
                  && g_utf8_validate (verdict.evidence, -1, NULL),
              "evidence is named");
  bounce_verdict_clear (&verdict);
  bounce_evidence_free (evidence);
  return 0;
}
