/* fuzz: the helpers of the fuzz targets, and what must hold for every record
   that is printed. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <json-glib/json-glib.h>

#include "output/writer.h"
#include "tests/fuzz/fuzz.h"

/* The linker sends read(2) here. */
ssize_t __real_read (int fd, void *to, size_t room);
ssize_t __wrap_read (int fd, void *to, size_t room);

gboolean fuzz_bytewise;

ssize_t
__wrap_read (int fd, void *to, size_t room)
{
  return __real_read (fd, to, fuzz_bytewise && room > 1 ? 1 : room);
}

void
fuzz_check (gboolean holds, const char *what)
{
  if (holds)
    return;
  fprintf (stderr, "does not hold: %s\n", what);
  abort ();
}

const char *
fuzz_file (const uint8_t *data, size_t size)
{
  static char path[64];
  static int fd = -1;

  if (fd < 0)
    fd = memfd_create ("fuzz", 0);
  fuzz_check (fd >= 0 && ftruncate (fd, 0) == 0
                  && pwrite (fd, data, size, 0) == (ssize_t)size,
              "a file in memory can be had");
  snprintf (path, sizeof path, "/proc/self/fd/%d", fd);
  return path;
}

BounceMatcher *
fuzz_matcher (void)
{
  static BounceMatcher *matcher;
  static const BounceRules *rules;

  if (matcher == NULL)
    {
      rules = bounce_rules_builtin ();
      matcher = bounce_matcher_new (&rules, 1);
    }
  return matcher;
}

static guint
count (const char *text, char what)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == what;
  return n;
}

static void
check_json (const char *line, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  for (gsize i = 0; i + 1 < length; i++)
    fuzz_check ((guchar)line[i] >= ' ', "JSON holds no control character");
  fuzz_check (length > 0 && line[length - 1] == '\n', "JSON ends a line");
  fuzz_check (g_utf8_validate (line, (gssize)length, NULL), "JSON is UTF-8");
  fuzz_check (json_parser_load_from_data (parser, line, (gssize)length, NULL),
              "JSON can be read");
}

char *
fuzz_records (const BounceResult *result)
{
  GString *all = g_string_new (NULL);
  guint fields[BOUNCE_N_FIELDS];
  BounceLayout layout = { .fields = fields, .n_fields = BOUNCE_N_FIELDS };

  for (guint i = 0; i < BOUNCE_N_FIELDS; i++)
    fields[i] = i;
  fuzz_check (result->records->len > 0, "there is a record");
  for (guint i = 0; i < result->records->len; i++)
    {
      const BounceRecord *record = bounce_result_record (result, i);
      g_autoptr (GString) json = g_string_new (NULL);
      g_autoptr (GString) tsv = g_string_new (NULL);

      bounce_writer_json.record (json, &layout, result, record);
      check_json (json->str, json->len);
      bounce_writer_tsv.record (tsv, &layout, result, record);
      fuzz_check (count (tsv->str, '\t') == BOUNCE_N_FIELDS - 1
                      && count (tsv->str, '\n') == 1,
                  "TSV has its columns");
      g_string_append_len (all, json->str, (gssize)json->len);
    }
  return g_string_free (all, FALSE);
}
