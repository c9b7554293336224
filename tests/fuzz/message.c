/* A whole mail: what comes of it does not depend on the shortcut. */
#include "config.h"

#include <string.h>

#include "mime/pruner.h"
#include "tests/fuzz/fuzz.h"
#include "verdict/bounce.h"

static char *
read_mail (BouncePruner *pruner, const char *text, gsize size)
{
  const BounceOptions options = { .explain = TRUE, .digest = TRUE };
  const char *end = text + size;
  BounceMail mail = { 0 };
  BounceResult *result;
  char *records;

  bounce_pruner_begin (pruner);
  while (text < end)
    {
      const char *eol = memchr (text, '\n', (gsize)(end - text));
      gsize length = (gsize)((eol != NULL ? eol : end) - text);

      bounce_pruner_line (pruner, text,
                          length > 0 && text[length - 1] == '\r' ? length - 1
                                                                 : length);
      text += length + 1;
    }
  bounce_pruner_end (pruner, &mail);
  result = bounce_read (&mail, "-", 1, &options, fuzz_matcher ());
  records = fuzz_records (result);
  bounce_result_free (result);
  bounce_mail_clear (&mail);
  return records;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static BouncePruner *quick, *slow;
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  if (quick == NULL)
    {
      quick = bounce_pruner_new (TRUE, NULL);
      slow = bounce_pruner_new (FALSE, NULL);
    }
  one = read_mail (quick, (const char *)data, size);
  other = read_mail (slow, (const char *)data, size);
  if (strcmp (one, other) != 0)
    g_printerr ("with:    %swithout: %s", one, other);
  fuzz_check (strcmp (one, other) == 0, "the shortcut changes no record");
  return 0;
}
