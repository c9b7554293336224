/* A file of any format: its messages and lines are the same whether its bytes
   come all at once or one by one. */
#include "config.h"

#include <string.h>

#include "input/source.h"
#include "tests/fuzz/fuzz.h"

static char *
read_all (const char *path)
{
  GString *seen = g_string_new (NULL);
  BounceSource *source = bounce_source_open (path, NULL);
  guint64 last = 0;

  fuzz_check (source != NULL, "the file can be opened");
  for (;;)
    {
      g_autoptr (GError) error = NULL;
      const char *line = NULL;
      gsize length = 0;

      if (!bounce_source_next (source, &error))
        {
          if (error == NULL)
            break;
          g_string_append_printf (seen, "!%s", error->message);
          continue;
        }
      fuzz_check (bounce_source_index (source) == last + 1,
                  "messages are numbered");
      last++;
      g_string_append (seen, "\n\n");
      while (bounce_source_line (source, &line, &length))
        {
          g_string_append_len (seen, line, (gssize)length);
          g_string_append_c (seen, '\n');
        }
    }
  bounce_source_free (source);
  return g_string_free (seen, FALSE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *path = fuzz_file (data, size);
  g_autofree char *whole = NULL;
  g_autofree char *parts = NULL;

  whole = read_all (path);
  fuzz_bytewise = TRUE;
  parts = read_all (path);
  fuzz_bytewise = FALSE;
  fuzz_check (strcmp (whole, parts) == 0, "read whole or byte by byte");
  return 0;
}
