/* A line of --replies. */
#include "config.h"

#include "mime/mail.h"
#include "tests/fuzz/fuzz.h"
#include "verdict/reply.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const BounceOptions options = { .replies = TRUE };
  g_autofree char *copy = g_malloc (size + 1);
  BounceMail line = { 0 };
  BounceResult *result;

  for (size_t i = 0; i < size; i++)
    copy[i] = data[i] == '\n' ? ' ' : (char)data[i];
  copy[size] = '\0';
  line.bytes = copy;
  line.length = size;
  result = bounce_read_reply (&line, "-", 1, &options, fuzz_matcher ());
  g_free (fuzz_records (result));
  bounce_result_free (result);
  return 0;
}
