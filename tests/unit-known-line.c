/* unit-known-line: a line that is known is what it is folded, and holds the
   phrases that it holds. */
#include "config.h"

#include <check.h>
#include <string.h>

#include <glib.h>

#include "report/legacy/text/known-line.h"
#include "text/fold-characters.h"
#include "unit.h"

static const char *const texts[] = {
  "This is the mail system at host mx.example.org.",
  "  ----- The following addresses had permanent fatal errors -----",
  "Your message could not be delivered.",
  "your message could not be delivered.",
  "Die Nachricht ging nicht an: \xc3\x9c\xe2\x80\x9cx\xe2\x80\x9d",
  "-- ",
  "\xc2\xa0",
  "x",
};

/* Checks what is known of TEXT, if it is known. */
static gboolean
is_known (const char *text)
{
  gsize length = strlen (text);
  g_autoptr (GString) folded = g_string_new (NULL);
  BounceListReader reader;
  LegacyKnownLine known;

  if (!legacy_known_line (text, length, &known))
    return FALSE;
  bounce_fold_line_append (folded, text, length);
  ck_assert_uint_eq (known.length, folded->len);
  ck_assert (memcmp (known.folded, folded->str, folded->len) == 0);
  bounce_list_reader_init (&reader);
  bounce_list_reader_read (&reader, folded->str, folded->len);
  ck_assert_uint_eq (known.read.n_hits, reader.n_hits);
  ck_assert_uint_eq (known.read.state, reader.state);
  ck_assert (reader.n_hits == 0
             || memcmp (known.read.hits, reader.hits,
                        reader.n_hits * sizeof *reader.hits)
                    == 0);
  bounce_list_reader_clear (&reader);
  return TRUE;
}

START_TEST (known)
{
  for (guint round = 0; round < 4; round++)
    for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
      ck_assert_int_eq (is_known (texts[i]), round > 0);
}
END_TEST

/* Neither what is nobody's usual line, nor one that never came before. */
START_TEST (unknown)
{
  g_autofree char *longest = g_strnfill (5000, 'x');

  for (guint round = 0; round < 4; round++)
    {
      ck_assert (!is_known (""));
      ck_assert (!is_known (longest));
    }
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *text = g_strdup_printf ("<user%u@example.org>: full", i);

      ck_assert (!is_known (text));
    }
}
END_TEST

/* More lines than there is room for, of which some come again and again. */
START_TEST (many)
{
  guint n = 0;

  for (guint i = 0; i < 60000; i++)
    {
      g_autofree char *text = g_strdup_printf (
          "%u is not delivered, in a line of some length: %s", i % 20000, "");

      is_known (text);
      n += is_known (texts[i % G_N_ELEMENTS (texts)]);
    }
  ck_assert_uint_gt (n, 50000);
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("known-line");

  tcase_add_test (tests, known);
  tcase_add_test (tests, unknown);
  tcase_add_test (tests, many);
  return unit_run ("known-line", tests);
}
