/* detector: uchardet's opinion of the charset of a text.  It knows how often
   letters follow each other in thirty languages, and needs a few words only;
   but of a word or two in a language that mail systems hardly ever write it
   makes up wild names, so only the likely ones count. */
#include "config.h"

#include <uchardet/uchardet.h>

#include "base/shared-library.h"
#include "text/detector.h"

/* A notification shows its language in its first lines. */
#define BYTES_MAX (4 * 1024)

/* What uchardet says, and what is meant: the charset of Windows holds all of
   the standard one and what mail systems write beside it. */
static const struct
{
  const char *said;
  const char *means;
} likely[] = {
  { "KOI8-R", "KOI8-R" },
  { "WINDOWS-1251", "CP1251" },
  { "ISO-8859-5", "ISO-8859-5" },
  { "WINDOWS-1250", "CP1250" },
  { "ISO-8859-2", "ISO-8859-2" },
  { "WINDOWS-1253", "CP1253" },
  { "ISO-8859-7", "ISO-8859-7" },
  { "WINDOWS-1254", "CP1254" },
  { "ISO-8859-9", "CP1254" },
  { "EUC-JP", "EUC-JP" },
  { "SHIFT_JIS", "CP932" },
  { "GB18030", "GB18030" },
  { "BIG5", "BIG5" },
  { "UHC", "CP949" },
  { "EUC-KR", "CP949" },
};

typedef struct
{
  __typeof__ (&uchardet_new) create;
  __typeof__ (&uchardet_delete) destroy;
  __typeof__ (&uchardet_handle_data) handle;
  __typeof__ (&uchardet_data_end) end;
  __typeof__ (&uchardet_get_charset) charset;
} Api;

static const BounceSymbol symbols[] = {
  { "uchardet_new", G_STRUCT_OFFSET (Api, create) },
  { "uchardet_delete", G_STRUCT_OFFSET (Api, destroy) },
  { "uchardet_handle_data", G_STRUCT_OFFSET (Api, handle) },
  { "uchardet_data_end", G_STRUCT_OFFSET (Api, end) },
  { "uchardet_get_charset", G_STRUCT_OFFSET (Api, charset) },
};

/* NULL if it is not installed. */
static const Api *
get_api (void)
{
  static gsize tried = 0;
  static gboolean loaded;
  static Api api;

  if (g_once_init_enter (&tried))
    {
      g_autofree char *trouble = NULL;
      loaded = bounce_shared_library_load (
          "libuchardet.so.0", symbols, G_N_ELEMENTS (symbols), &api, &trouble);
      g_once_init_leave (&tried, 1);
    }
  return loaded ? &api : NULL;
}

const char *
bounce_detector_run (const char *bytes, gsize length)
{
  const Api *api = get_api ();
  const char *means = NULL;
  gsize from = 0;

  if (api == NULL)
    return NULL;
  /* ASCII before the first letter in question tells nothing. */
  while (from < length && (guchar)bytes[from] < 0x80)
    from++;
  from = from > 80 ? from - 80 : 0;
  uchardet_t detector = api->create ();
  if (api->handle (detector, bytes + from, MIN (length - from, BYTES_MAX)) == 0)
    {
      api->end (detector);
      const char *said = api->charset (detector);
      for (gsize i = 0; i < G_N_ELEMENTS (likely); i++)
        if (g_ascii_strcasecmp (likely[i].said, said) == 0)
          means = likely[i].means;
    }
  api->destroy (detector);
  return means;
}
