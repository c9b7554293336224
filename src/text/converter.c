/* converter: iconv(3), with the converters of each thread kept open.  Opening
   one loads a library and closing it unloads that again, with all that this
   means for a program's other threads; and a mail system writes all its mails
   in one charset. */
#include "config.h"

#include <string.h>

#include "text/converter.h"

/* How many a thread keeps, and of names how long. */
#define KEPT 16
#define NAME_MAX_KEPT 40

typedef struct
{
  char name[NAME_MAX_KEPT + 1];
  GIConv handle; /* FAILED: there is none of that name */
} Converter;

typedef struct
{
  Converter kept[KEPT];
  guint n;
  guint oldest; /* goes when there is no room */
} Converters;

#define FAILED ((GIConv)-1)

static void
free_converters (gpointer data)
{
  Converters *converters = data;

  for (guint i = 0; i < converters->n; i++)
    if (converters->kept[i].handle != FAILED)
      g_iconv_close (converters->kept[i].handle);
  g_free (converters);
}

static GPrivate of_thread = G_PRIVATE_INIT (free_converters);

static Converters *
get_converters (void)
{
  Converters *converters = g_private_get (&of_thread);

  if (converters == NULL)
    {
      converters = g_new0 (Converters, 1);
      g_private_set (&of_thread, converters);
    }
  return converters;
}

static Converter *
free_place (Converters *converters)
{
  if (converters->n < KEPT)
    return &converters->kept[converters->n++];
  Converter *oldest = &converters->kept[converters->oldest];
  converters->oldest = (converters->oldest + 1) % KEPT;
  if (oldest->handle != FAILED)
    g_iconv_close (oldest->handle);
  return oldest;
}

static GIConv
find_converter (const char *charset)
{
  Converters *converters = get_converters ();

  for (guint i = 0; i < converters->n; i++)
    if (strcmp (converters->kept[i].name, charset) == 0)
      {
        /* Whatever state the last text left behind is forgotten. */
        if (converters->kept[i].handle != FAILED)
          g_iconv (converters->kept[i].handle, NULL, NULL, NULL, NULL);
        return converters->kept[i].handle;
      }
  Converter *converter = free_place (converters);
  g_strlcpy (converter->name, charset, sizeof converter->name);
  converter->handle = g_iconv_open ("UTF-8", charset);
  return converter->handle;
}

char *
bounce_converter_run (const char *bytes, gsize length, const char *charset,
                      gsize *written)
{
  GIConv handle;

  if (strlen (charset) > NAME_MAX_KEPT)
    return NULL; /* no charset has such a name */
  handle = find_converter (charset);
  return handle == FAILED ? NULL
                          : g_convert_with_iconv (bytes, (gssize)length, handle,
                                                  NULL, written, NULL);
}

void
bounce_converter_clean (char *text, gsize length)
{
  char *to = text;

  if (memchr (text, '\r', length) == NULL && memchr (text, 0, length) == NULL)
    return;
  for (gsize i = 0; i < length; i++)
    if (text[i] == '\r')
      {
        if (i + 1 < length && text[i + 1] == '\n')
          continue;
        *to++ = '\n';
      }
    else if (text[i] != 0)
      *to++ = text[i];
  *to = 0;
}

char *
bounce_converter_text (const char *bytes, gsize length, const char *charset)
{
  gsize written = 0;
  char *text = bounce_converter_run (bytes, length, charset, &written);

  if (text == NULL)
    return NULL;
  bounce_converter_clean (text, written);
  /* The converter left room for twice as much. */
  if (written > 1024)
    text = g_realloc (text, written + 1);
  /* Not every converter of iconv checks what it writes. */
  if (!g_utf8_validate (text, -1, NULL))
    g_clear_pointer (&text, g_free);
  return text;
}
