/* notice-fold: text made easy to compare: lower case, plain quotes and white
   space. */
#include "config.h"

#include <string.h>

#include "report/legacy/system.h"

static void
append_folded (GString *out, gunichar c)
{
  switch (c)
    {
    case 0x2018:
    case 0x2019:
    case 0x02bc:
      c = '\'';
      break;
    case 0x201c:
    case 0x201d:
    case 0x201e:
      c = '"';
      break;
    case 0x2010:
    case 0x2011:
    case 0x2013:
    case 0x2014:
      c = '-';
      break;
    default:
      c = g_unichar_tolower (c);
      break;
    }
  g_string_append_unichar (out, c);
}

gboolean
legacy_is_blank (gunichar c)
{
  return c <= ' ' || c == 0x7f || c == 0xa0 || c == 0x3000 || c == 0xfeff
         || (c >= 0x2000 && c <= 0x200f);
}

char *
legacy_fold (const char *text, gssize length)
{
  const char *end = text + (length < 0 ? (gssize)strlen (text) : length);
  GString *out = g_string_sized_new ((gsize)(end - text) + 1);
  gboolean space = FALSE;

  while (text < end)
    {
      /* Nearly all text is ASCII, and this is done to all text. */
      if (*text > ' ' && (guchar)*text < 0x7f)
        {
          if (space && out->len > 0)
            g_string_append_c (out, ' ');
          space = FALSE;
          g_string_append_c (out, g_ascii_tolower (*text));
          text++;
          continue;
        }
      gunichar c = g_utf8_get_char (text);

      text = g_utf8_next_char (text);
      if (legacy_is_blank (c))
        {
          space = TRUE;
          continue;
        }
      if (space && out->len > 0)
        g_string_append_c (out, ' ');
      space = FALSE;
      append_folded (out, c);
    }
  return g_string_free (out, FALSE);
}

char *
legacy_fold_line (const LegacyView *view, guint i)
{
  static const char ornaments[] = "-=_*#|+~<>. \t";
  const LegacyLine *line = legacy_line (view, i);
  const char *start = line->start;
  const char *end = start + line->length;

  while (start < end && strchr (ornaments, *start) != NULL)
    start++;
  while (end > start && strchr (ornaments, end[-1]) != NULL)
    end--;
  return legacy_fold (start, end - start);
}
