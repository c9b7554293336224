/* spelling: writes a phrase without its accents, as people do who have no keys
   for them, or whose program took them off.  Only of Latin script. */
#include "config.h"

#include <string.h>

#include "rules/spelling.h"

/* Shorter phrases would mean something else without their accents. */
#define PHRASE_MIN 8

/* Letters that are not one with an accent, and German's. */
static const struct
{
  gunichar letter;
  const char *plain, *german;
} letters[] = {
  { 0xe4, "a", "ae" }, { 0xf6, "o", "oe" }, { 0xfc, "u", "ue" },
  { 0xdf, "s", "ss" }, { 0x131, "i", "i" }, { 0x142, "l", "l" },
  { 0xf8, "o", "oe" }, { 0x111, "d", "d" }, { 0xe6, "ae", "ae" },
  { 0xe5, "a", "aa" },
};

/* Appends to OUT what stands for C in ASCII; FALSE if nothing does. */
static gboolean
append_plain (GString *out, gunichar c, gboolean umlauts)
{
  gunichar parts[4];

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].letter == c)
      {
        g_string_append (out, umlauts ? letters[i].german : letters[i].plain);
        return TRUE;
      }
  if (c >= 0x80
      && g_unichar_fully_decompose (c, FALSE, parts, G_N_ELEMENTS (parts)) > 1)
    c = parts[0];
  g_string_append_unichar (out, c);
  return c < 0x80;
}

char *
bounce_spelling_plain (const char *folded, gboolean umlauts)
{
  GString *out = g_string_new (NULL);
  gboolean latin = strlen (folded) >= PHRASE_MIN;

  for (const char *p = folded; *p != '\0' && latin; p = g_utf8_next_char (p))
    latin = append_plain (out, g_utf8_get_char (p), umlauts);
  if (!latin || strcmp (out->str, folded) == 0)
    {
      g_string_free (out, TRUE);
      return NULL;
    }
  return g_string_free (out, FALSE);
}
