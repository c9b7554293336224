/* bouncetally import, over a ledger that goes away now and then. */
#include "config.h"

#include "tests/fuzz/ledger.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  return fuzz_ledger ("import", data, size);
}
