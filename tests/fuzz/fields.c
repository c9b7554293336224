/* The fields of a delivery-status part. */
#include "config.h"

#include "model/evidence.h"
#include "report/codes.h"
#include "report/dsn.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *)data, (gssize)size);
  BounceDsn *dsn = bounce_dsn_read (text);

  if (dsn == NULL)
    return 0;
  for (guint i = 0; i < dsn->recipients->len; i++)
    {
      BounceEvidence *evidence = g_ptr_array_index (dsn->recipients, i);

      bounce_evidence_settle (evidence);
      fuzz_check (evidence->recipient == NULL || *evidence->recipient != '\0',
                  "an address is not empty");
    }
  bounce_dsn_free (dsn);
  return 0;
}
