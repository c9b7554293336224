/* Whole mails, through the pipeline of the program: what comes of them does not
   depend on the shortcut, on the number of threads, nor on how the bytes come.
   The mail stands alone, and as several of an mbox. */
#include "config.h"

#include <string.h>

#include "cat/pipeline.h"
#include "tests/fuzz/fuzz.h"

/* A way to read. */
typedef struct
{
  const char *name;
  guint jobs;
  gboolean shortcut;
  gboolean bytewise;
} Way;

static const Way ways[] = {
  { "-j1", 1, TRUE, FALSE },
  { "-j1, byte by byte", 1, TRUE, TRUE },
  { "-j1 --no-shortcut", 1, FALSE, FALSE },
  { "-j2", 2, TRUE, FALSE },
  { "-j2 --no-shortcut, byte by byte", 2, FALSE, TRUE },
};

/* From any thread. */
static void
format (BounceResult *result, guint i, GString *out,
        G_GNUC_UNUSED gpointer data)
{
  if (i > 0)
    return; /* it was written with the first record */
  g_autofree char *records = fuzz_records (result);

  g_string_append (out, records);
}

static gboolean
deliver (G_GNUC_UNUSED GPtrArray *results, const GString *text, gpointer data)
{
  if (text != NULL)
    g_string_append_len (data, text->str, (gssize)text->len);
  return TRUE;
}

static void
complain (const BounceItem *item, gpointer user)
{
  g_string_append_printf (user, "%" G_GUINT64_FORMAT ": %s\n", item->index,
                          item->reason);
}

static void
progress (G_GNUC_UNUSED const BouncePosition *position,
          G_GNUC_UNUSED gpointer user)
{
}

/* Records, and behind them what was said. */
static char *
read_file (const char *path, const Way *way)
{
  static const BounceRules *rules;
  const char *const sources[] = { path, NULL };
  GString *records = g_string_new (NULL);
  g_autoptr (GString) said = g_string_new (NULL);
  BounceSink sink = { .format = format,
                      .deliver = deliver,
                      .data = records,
                      .complain = complain,
                      .progress = progress,
                      .user = said };
  BounceWork work = { .options = { .explain = TRUE, .digest = TRUE },
                      .rules = &rules,
                      .n_rules = 1,
                      .jobs = way->jobs };

  if (rules == NULL)
    rules = bounce_rules_builtin ();
  fuzz_bytewise = way->bytewise;
  bounce_pipeline_run (
      &work, bounce_reader_new (sources, NULL, FALSE, way->shortcut, NULL),
      &sink);
  fuzz_bytewise = FALSE;
  g_string_append_len (records, said->str, (gssize)said->len);
  return g_string_free (records, FALSE);
}

static void
check_ways (const char *path)
{
  g_autofree char *first = read_file (path, &ways[0]);

  for (guint i = 1; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *other = read_file (path, &ways[i]);

      if (strcmp (first, other) != 0)
        g_printerr ("%s:\n%s%s:\n%s", ways[0].name, first, ways[i].name, other);
      fuzz_check (strcmp (first, other) == 0, "all ways to read are alike");
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GString) box = g_string_new (NULL);

  if (size % 2 == 0)
    check_ways (fuzz_file (data, size));
  else
    {
      for (guint i = 0; i < 3; i++)
        {
          g_string_append (box, "From x Mon Nov 23 08:46:36 2026\n");
          g_string_append_len (box, (const char *)data, (gssize)size);
          g_string_append (box, "\n\n");
        }
      check_ways (fuzz_file ((const uint8_t *)box->str, box->len));
    }
  return 0;
}
