/* unit-lists: the automaton against a search that is plainly right, and the
   built-in word lists. */
#include "config.h"

#include <check.h>
#include <string.h>

#include <glib.h>

#include "text/automaton.h"
#include "text/dense-automaton.h"
#include "text/dense-walk.h"
#include "text/fold-characters.h"
#include "text/lists.h"
#include "unit.h"

/* A phrase or text of up to MAX letters out of N: if these are few, many
   overlap; if they are many, some are no plain words to the dense automaton. */
static char *
random_letters (GRand *random, int max, int n)
{
  int length = g_rand_int_range (random, 1, max + 1);
  char *text = g_malloc0 ((gsize)length + 1);

  for (int i = 0; i < length; i++)
    text[i] = (char)('[' + g_rand_int_range (random, 0, n));
  return text;
}

/* How often each of PHRASES ends at the byte AT of TEXT: once or not at all. */
static void
check_found (const GPtrArray *phrases, const char *text, gsize at,
             const guint8 *found)
{
  for (guint k = 0; k < phrases->len; k++)
    {
      const char *phrase = g_ptr_array_index (phrases, k);
      gsize n = strlen (phrase);
      gboolean ends = n <= at + 1 && memcmp (text + at + 1 - n, phrase, n) == 0;

      ck_assert_uint_eq (found[k], ends);
    }
}

/* Checks that PHRASES end in TEXT where the automata say, and nowhere else. */
static void
check_text (const BounceAutomaton *automaton, const BounceDenseTables *tables,
            const GPtrArray *phrases, const char *text)
{
  guint32 state = 0;
  guint dense_state = 0;
  BounceDense dense;

  bounce_dense_view (&dense, tables);
  for (gsize i = 0; text[i] != '\0'; i++)
    {
      g_autofree guint8 *found = g_malloc0 (phrases->len);
      g_autofree guint8 *again = g_malloc0 (phrases->len);
      guint32 end;

      state = bounce_automaton_next (automaton, state, (guint8)text[i]);
      for (end = bounce_automaton_end (automaton, state); end != 0;
           end = automaton->slots[end].end.next)
        found[automaton->slots[end].end.value]++;
      check_found (phrases, text, i, found);
      dense_state = bounce_dense_next (&dense, dense_state, (guint8)text[i]);
      if (dense_state < dense.first_end)
        continue;
      end = dense_state - dense.first_end;
      for (guint32 e = g_array_index (tables->ends_of, guint32, end);
           e < g_array_index (tables->ends_of, guint32, end + 1); e++)
        again[g_array_index (tables->ends, guint32, e)]++;
      check_found (phrases, text, i, again);
    }
}

/* The walk in pieces finds what single steps find. */
static void
check_walk (const BounceDenseTables *tables, const char *text)
{
  BounceDenseEnd ends[BOUNCE_DENSE_BLOCK];
  BounceDense dense;
  guint state = 0, walked = 0, seen = 0, n;

  bounce_dense_view (&dense, tables);
  n = bounce_dense_walk (&dense, &walked, text, strlen (text), ends);
  for (guint i = 0; text[i] != '\0'; i++)
    {
      state = bounce_dense_next (&dense, state, (guint8)text[i]);
      if (state < dense.first_end)
        continue;
      ck_assert_uint_lt (seen, n);
      ck_assert_uint_eq (bounce_dense_end_state (ends[seen]), state);
      ck_assert_uint_eq (bounce_dense_end_at (ends[seen++]), i + 1);
    }
  ck_assert_uint_eq (seen, n);
  ck_assert_uint_eq (state, walked);
  if (bounce_dense_is_plain (&dense))
    ck_assert_int_eq (bounce_dense_meets (&dense, text, strlen (text)), n > 0);
}

START_TEST (automaton)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (GPtrArray) phrases = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GArray) words = g_array_new (FALSE, TRUE, sizeof (guint32));
      BounceAutomatonBuilder *builder = bounce_automaton_builder_new ();
      BounceDenseTables *tables;
      BounceAutomatonParts parts;
      BounceAutomaton made;
      guint n = (guint)g_rand_int_range (random, 1, 80);
      int letters = round % 2 ? 3 : 150;
      guint32 values[80], n_states;
      g_autofree char *block = random_letters (random, 200, letters);

      for (guint k = 0; k < G_N_ELEMENTS (values); k++)
        values[k] = k;
      while (n-- > 0)
        {
          char *phrase = random_letters (random, 6, letters);
          guint32 number
              = bounce_automaton_builder_add (builder, phrase, strlen (phrase));

          if (number == phrases->len)
            g_ptr_array_add (phrases, phrase);
          else
            {
              ck_assert_str_eq (g_ptr_array_index (phrases, number), phrase);
              g_free (phrase);
            }
        }
      tables = bounce_dense_build (builder, &n_states);
      ck_assert_ptr_nonnull (tables);
      ck_assert_uint_eq (n_states, tables->depths->len);
      ck_assert (
          bounce_automaton_builder_finish (builder, values, words, &parts));
      bounce_automaton_builder_free (builder);
      bounce_automaton_view (&made, (const guint32 *)words->data, &parts);
      for (guint k = 0; k < 20; k++)
        {
          g_autofree char *text = random_letters (random, 30, letters);
          check_text (&made, tables, phrases, text);
        }
      check_walk (tables, block);
      bounce_dense_free (tables);
    }
}
END_TEST

/* In a text, at its beginning. */
static const struct
{
  const char *text;
  BounceList list;
  gboolean in, begins;
} cases[] = {
  { "Mail Delivery Subsystem", BOUNCE_LIST_DAEMON_SENDER, TRUE, TRUE },
  { "the  Mail\n Delivery", BOUNCE_LIST_DAEMON_SENDER, TRUE, FALSE },
  { "Joe", BOUNCE_LIST_DAEMON_SENDER, FALSE, FALSE },
  { "", BOUNCE_LIST_DAEMON_SENDER, FALSE, FALSE },
  { "It couldn\xe2\x80\x99t be delivered", BOUNCE_LIST_FAILURE, TRUE, FALSE },
  /* '^' */
  { "Re: mail", BOUNCE_LIST_REPLY_SUBJECT, TRUE, TRUE },
  { "Forward: Re: mail", BOUNCE_LIST_REPLY_SUBJECT, FALSE, FALSE },
  /* '$' */
  { "On Monday, Joe wrote:", BOUNCE_LIST_ATTRIBUTION, TRUE, FALSE },
  { "Joe wrote: it", BOUNCE_LIST_ATTRIBUTION, FALSE, FALSE },
  /* A space at the end of a phrase counts. */
  { "while talking to mx", BOUNCE_LIST_TALKING_TO, TRUE, TRUE },
  { "while talking to", BOUNCE_LIST_TALKING_TO, FALSE, FALSE },
  /* What is not ASCII: of a list's own table, which knows none, and of one
     that has phrases of such. */
  { "\xc3\xa9t\xc3\xa9: while talking to mx", BOUNCE_LIST_TALKING_TO, TRUE,
    FALSE },
  { "Urspr\xc3\xbcngliche Nachricht", BOUNCE_LIST_FORWARD_HEADING, TRUE, TRUE },
  { "Urspr\xc3\xbcngliche", BOUNCE_LIST_FORWARD_HEADING, FALSE, FALSE },
  /* A list that stands in another. */
  { "Postmaster", BOUNCE_LIST_MIMECAST_FROM, TRUE, TRUE },
  { "anything", BOUNCE_LIST_NONE, FALSE, FALSE },
};

START_TEST (lists)
{
  g_autofree char *folded = bounce_fold_line (cases[_i].text, -1);
  g_autofree char *among = g_strdup_printf ("xx %s yy", folded);
  BounceListReader reader;
  BounceListSet set;
  gboolean in = FALSE;

  bounce_lists_scan (&set, folded);
  ck_assert_int_eq (bounce_lists_hold (&set, cases[_i].list), cases[_i].in);
  /* Of a part of a text the hits of the text tell the same, in whatever pieces
     it was read. */
  bounce_list_reader_init (&reader);
  bounce_list_reader_read (&reader, among, 5);
  bounce_list_reader_read (&reader, among + 5, strlen (among) - 5);
  for (guint i = 0; i < reader.n_hits; i++)
    {
      const BounceListHit *hit = &reader.hits[i];

      in = in
           || (hit->list == cases[_i].list
               && bounce_hit_fits (hit, 3, 3 + (guint32)strlen (folded)));
    }
  ck_assert_int_eq (in, cases[_i].in);
  bounce_list_reader_clear (&reader);
  ck_assert_int_eq (bounce_list_in (folded, cases[_i].list), cases[_i].in);
  ck_assert_int_eq (bounce_list_begins (folded, cases[_i].list),
                    cases[_i].begins);
  ck_assert_int_eq (bounce_list_after (folded, cases[_i].list) != NULL,
                    cases[_i].in);
}
END_TEST

static const char *const texts[] = {
  "your message to ann@example.com was not delivered: mailbox unavailable",
  "this is the mail system at host mx.example.org. i'm sorry to have to "
  "inform you that your message could not be delivered to one or more "
  "recipients. it's attached below. for further assistance, please send "
  "mail to postmaster.",
  "reporting-mta: dns; mx.example.org final-recipient: rfc822; ann@x.example",
  "out of office: re: mail delivery failed: returning message to sender",
  "warning: message 1xyz delayed 24 hours; will keep trying until 5 days old",
  "----- the following addresses had permanent fatal errors -----",
  "while talking to mx.example.org.: >>> rcpt to:<ann@a.example> <<< 550 no",
  "die nachricht konnte nicht zugestellt werden, bin im urlaub",
  "le courrier n'a pas pu \xc3\xaatre remis \xc3\xa0 son destinataire",
  NULL,
};

static gboolean
is_apart (guint list)
{
  return bounce_list_alone[list] == &bounce_list_apart_table;
}

/* A list's own automaton says what the one of many lists says. */
START_TEST (alone)
{
  guint n_apart = 0, n_cannot = 0;

  for (guint i = 0; texts[i] != NULL; i++)
    {
      BounceListSet all, apart, first;

      bounce_lists_scan (&all, texts[i]);
      bounce_lists_scan_apart (&apart, texts[i]);
      bounce_lists_begin (&first, texts[i]);
      for (guint list = 1; list < BOUNCE_N_LISTS; list++)
        {
          gboolean in
              = bounce_lists_hold (is_apart (list) ? &apart : &all, list);
          gboolean begins = bounce_lists_hold (&first, list);
          gsize length = strlen (texts[i]);

          ck_assert_int_eq (bounce_list_in (texts[i], list), in);
          ck_assert_int_eq (bounce_list_in_raw (texts[i], length, list), in);
          ck_assert_int_eq (bounce_list_after (texts[i], list) != NULL, in);
          n_apart += is_apart (list) && in;
          /* Nobody asks all of these what a text begins with. */
          if (is_apart (list))
            continue;
          ck_assert (!begins || bounce_list_may_begin (list, *texts[i]));
          n_cannot += !bounce_list_may_begin (list, *texts[i]);
          ck_assert_int_eq (bounce_list_begins (texts[i], list), begins);
          ck_assert_int_eq (bounce_list_begins_raw (texts[i], length, list),
                            begins);
        }
    }
  ck_assert_uint_gt (n_apart, 2);
  ck_assert_uint_gt (n_cannot, 100);
}
END_TEST

/* Between spaces a text holds what it holds, and what it would hold if they
   were its own; wherever it ends. */
START_TEST (spaced)
{
  guint n = 0;

  for (guint i = 0; texts[i] != NULL; i++)
    for (const char *end = texts[i]; end != NULL; end = strchr (end + 1, ' '))
      {
        g_autofree char *text = g_strndup (texts[i], (gsize)(end - texts[i]));
        g_autofree char *padded = g_strconcat (" ", text, " ", NULL);
        BounceListSet set, expected, followed, within;

        bounce_lists_scan_spaced (&set, text);
        bounce_lists_scan (&expected, text);
        bounce_lists_scan (&followed, padded + 1);
        bounce_lists_scan (&within, padded);
        bounce_lists_add (&expected, &within);
        bounce_lists_add (&expected, &followed);
        for (guint list = 1; list < BOUNCE_N_LISTS; list++)
          {
            ck_assert_int_eq (bounce_lists_hold (&set, list),
                              bounce_lists_hold (&expected, list));
            n += bounce_lists_hold (&set, list)
                 && !bounce_list_in (text, (BounceList)list);
          }
      }
  ck_assert_uint_gt (n, 20);
}
END_TEST

/* Whether ONE and OTHER found the same. */
static gboolean
found_alike (const BounceListReader *one, const BounceListReader *other)
{
  return one->n_hits == other->n_hits && one->at == other->at
         && one->state == other->state
         && memcmp (one->hits, other->hits, one->n_hits * sizeof *one->hits)
                == 0;
}

/* What was read by itself is read again as if it never was, wherever phrases
   are cut. */
START_TEST (reread)
{
  g_autofree char *text = g_strjoinv (" ", (char **)texts);
  gsize length = strlen (text);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  BounceListReader whole;

  bounce_list_reader_init (&whole);
  bounce_list_reader_read (&whole, text, length);
  for (guint round = 0; round < 300; round++)
    {
      BounceListReader pieces;
      gsize n;

      bounce_list_reader_init (&pieces);
      for (gsize at = 0; at < length; at += n)
        {
          BounceListReader piece;

          n = (gsize)g_rand_int_range (random, 1, 2 + (gint)round);
          n = MIN (n, length - at);
          bounce_list_reader_init (&piece);
          bounce_list_reader_read (&piece, text + at, n);
          const BounceListRead read = { piece.hits, piece.n_hits, piece.state };

          if (round % 3 == 0 || g_rand_boolean (random))
            bounce_list_reader_reread (&pieces, text + at, n, &read);
          else
            bounce_list_reader_read (&pieces, text + at, n);
          bounce_list_reader_clear (&piece);
        }
      ck_assert (found_alike (&pieces, &whole));
      bounce_list_reader_clear (&pieces);
    }
  ck_assert_uint_gt (whole.n_hits, 20);
  bounce_list_reader_clear (&whole);
}
END_TEST

/* Of several phrases the one counts that stands first in the list. */
START_TEST (after)
{
  static const char text[] = "notification from here at host mx.example.org";

  ck_assert_str_eq (bounce_list_after (text, BOUNCE_LIST_REPORTER),
                    "here at host mx.example.org");
}
END_TEST

START_TEST (fold_line)
{
  static const struct
  {
    const char *given, *wanted;
  } lines[] = {
    { "  A\t\r\n b\xc2\xa0 ", "a b" },
    { "D\xc3\x89J\xc3\x80 \xe2\x80\x9cx\xe2\x80\x9d \xe2\x80\x94",
      "d\xc3\xa9j\xc3\xa0 \"x\" -" },
    { "a\xff\xfe"
      "b",
      "a b" },
    { "\xc8\xba\xc8\xba\xc8\xba\xc8\xba\xc8\xba\xc8\xba",
      "\xe2\xb1\xa5\xe2\xb1\xa5\xe2\xb1\xa5\xe2\xb1\xa5\xe2\xb1\xa5"
      "\xe2\xb1\xa5" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *line = bounce_fold_line (lines[i].given, -1);
      ck_assert_str_eq (line, lines[i].wanted);
    }
}
END_TEST

/* Eight bytes are folded at once where they can be: any byte, wherever it
   stands among others, comes to what it comes to alone. */
START_TEST (fold_line_anywhere)
{
  for (guint byte = 1; byte < 256; byte++)
    for (guint at = 0; at < 18; at++)
      {
        char line[] = "Zz @[`{abcdEF~ XyZ";
        char wanted[] = "zz @[`{abcdef~ xyz";
        gboolean blank = byte <= ' ' || byte >= 0x7f;
        g_autofree char *folded = NULL;
        g_autoptr (GString) squeezed = g_string_new (NULL);

        line[at] = (char)byte;
        wanted[at] = blank ? ' ' : g_ascii_tolower ((char)byte);
        for (const char *p = wanted; *p != '\0'; p++)
          if (*p != ' ' || (p > wanted && p[1] != '\0' && p[1] != ' '))
            g_string_append_c (squeezed, *p);
        folded = bounce_fold_line (line, -1);
        ck_assert_str_eq (folded, squeezed->str);
      }
}
END_TEST

/* Of a text of nothing but phrases so many are gathered, and no more. */
START_TEST (many)
{
  g_autoptr (GString) text = g_string_new (NULL);
  BounceListReader reader;
  gboolean ordered = TRUE;

  while (text->len < 2 * BOUNCE_LIST_HITS_MAX)
    g_string_append (text, "mailer-daemon@ postmaster@ ");
  bounce_list_reader_init (&reader);
  bounce_list_reader_read (&reader, text->str, text->len);
  ck_assert_uint_gt (reader.n_hits, BOUNCE_LIST_HITS_MAX / 2);
  for (guint k = 0; k < 16; k++)
    bounce_list_reader_read (&reader, text->str, text->len);
  ck_assert_uint_eq (reader.n_hits, BOUNCE_LIST_HITS_MAX);
  ck_assert_uint_eq (reader.at, BOUNCE_LIST_TEXT_MAX);
  for (guint i = 1; i < reader.n_hits; i++)
    ordered &= reader.hits[i].end >= reader.hits[i - 1].end;
  ck_assert (ordered);
  bounce_list_reader_clear (&reader);
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("lists");

  tcase_add_test (tests, automaton);
  tcase_add_test (tests, many);
  tcase_add_loop_test (tests, lists, 0, G_N_ELEMENTS (cases));
  tcase_add_test (tests, alone);
  tcase_add_test (tests, spaced);
  tcase_add_test (tests, reread);
  tcase_add_test (tests, after);
  tcase_add_test (tests, fold_line);
  tcase_add_test (tests, fold_line_anywhere);
  return unit_run ("lists", tests);
}
