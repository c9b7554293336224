/* unit-content-type: what is read without GMime, types, encoded words and
   transfer encodings, is read as GMime reads it. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "mime/content-type.h"
#include "mime/encoded-words.h"
#include "mime/message.h"
#include "mime/transfer-encoding.h"
#include "unit.h"

static const char *const values[] = {
  "text/plain",
  " TEXT/Plain ",
  "text/plain; charset=utf-8",
  "text/plain; charset=\"utf-8\"; format=flowed",
  "text/plain; charset=us-ascii\n",
  "text/plain; charset=UTF-8",
  "text/plain; charset=\"UTF-8\"",
  "text/plain\r",
  "text/html; charset=utf-8",
  "text/rfc822-headers",
  "message/rfc822",
  "message/delivery-status\n",
  "text/plain;charset=us-ascii;",
  "text/plain; charset=utf-8 ;",
  "text/plain;",
  "message/delivery-status;\n\t",
  "text/plain; charset=utf-8; ;",
  "text/plain; charset=utf-8;;",
  "text/plain; charset =utf-8",
  "text/plain; charset= utf-8",
  "multipart/report; report-type=delivery-status;\n\tboundary=\"=_a/b.c\"",
  "multipart/report; boundary=abc=; report-type=\"delivery-status\"",
  "multipart/mixed; boundary=a:b/c+d",
  "multipart/mixed; boundary=\"a b\"",
  "multipart/mixed; boundary=\"a b \"",
  "multipart/mixed; boundary=\"a\\\"b\"",
  "multipart/mixed; boundary=\"\"",
  "multipart/mixed; boundary=",
  "multipart/mixed; boundary=\"a",
  "multipart/mixed; boundary=a; boundary=b",
  "multipart/mixed (comment); boundary=a",
  "multipart/mixed; (comment) boundary=a",
  "multipart/mixed; boundary=a (comment)",
  "multipart/mixed; boundary*=utf-8''a%20b",
  "multipart/mixed; boundary*0=a; boundary*1=b",
  "multipart/mixed boundary=a",
  "multipart/mixed; boundary=a b",
  "multipart/mixed; boundary='a'",
  "multipart/report; boundary=\"a/b\" Message-Id: <c@d>",
  "multipart/report; boundary=\"a/b\" c; charset=d",
  "multipart/report; boundary=\"a/b\"\n; charset=d",
  "multipart/mixed; boundary=<a>",
  "multipart/mixed; boundary=a,b",
  "multipart/mixed; Boundary=\"----=_NextPart_000\"; type=\"text/html\"",
  "message/delivery-status; name=\"=?utf-8?q?a?=\"",
  "application/x-foo; name=caf\xc3\xa9.txt",
  "application/vnd.foo+xml; name=\"a.b\"",
  "text",
  "text/",
  "/plain",
  "",
  ";",
  "text/plain;;charset=utf-8",
  "text/plain; charset",
  "text/plain; charset; name=a",
  "text/rfc822-headers; Content-Transfer-Encoding: 8bit",
  "text/plain; charset=a; name: b; boundary=c",
  "text/plain; =utf-8",
  "text /plain",
  "text/ plain",
  "text/plain\n ; charset=utf-8\n",
  "text/html; charset=\"iso-8859-1",
  "multipart/report; report-type=delivery-status; boundary=\"a\"; x=\"y(z)\"",
};

START_TEST (test_values)
{
  BounceArena *arena = bounce_arena_new (BOUNCE_ARENA_LARGE);
  const BounceContentType *quick
      = bounce_content_type_parse (arena, values[_i]);
  const BounceContentType *mime
      = bounce_content_type_parse_gmime (arena, values[_i]);

  ck_assert_str_eq (quick->name, mime->name);
  ck_assert_pstr_eq (quick->boundary, mime->boundary);
  ck_assert_pstr_eq (quick->charset, mime->charset);
  ck_assert_pstr_eq (quick->file, mime->file);
  ck_assert_pstr_eq (quick->report_type, mime->report_type);
  bounce_arena_free (arena);
}
END_TEST

/* Values made of the pieces that matter, by the thousand. */
START_TEST (test_random)
{
  static const char *const pieces[]
      = { "text",    "/",        "plain",       ";",    " ",
          "charset", "=",        "utf-8",       "\"",   "\\",
          "(",       ")",        "\n\t",        "name", "a.b",
          "*",       "=?x?q?",   "%20",         ",",    "<",
          "'",       "boundary", "report-type", "?",    "multipart" };
  GRand *rand = g_rand_new_with_seed (7);

  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (GString) value = g_string_new (
          g_rand_boolean (rand) ? "text/plain; charset=" : "multipart/mixed");
      for (int n = g_rand_int_range (rand, 0, 10); n > 0; n--)
        g_string_append (
            value, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      BounceArena *arena = bounce_arena_new (BOUNCE_ARENA_LARGE);
      const BounceContentType *quick
          = bounce_content_type_parse (arena, value->str);
      const BounceContentType *mime
          = bounce_content_type_parse_gmime (arena, value->str);
      ck_assert_msg (g_str_equal (quick->name, mime->name)
                         && g_strcmp0 (quick->boundary, mime->boundary) == 0
                         && g_strcmp0 (quick->charset, mime->charset) == 0
                         && g_strcmp0 (quick->file, mime->file) == 0,
                     "<%s>: %s|%s|%s, not %s|%s|%s", value->str, quick->name,
                     quick->boundary, quick->charset, mime->name,
                     mime->boundary, mime->charset);
      bounce_arena_free (arena);
    }
  g_rand_free (rand);
}
END_TEST

START_TEST (test_none)
{
  BounceArena *arena = bounce_arena_new (BOUNCE_ARENA_LARGE);
  const BounceContentType *type = bounce_content_type_parse (arena, NULL);

  ck_assert_str_eq (type->name, "text/plain");
  ck_assert_ptr_null (type->charset);
  bounce_arena_free (arena);
}
END_TEST

static const char *const words[] = {
  "=?utf-8?q?caf=C3=A9?=",
  "=?UTF-8?B?Y2Fmw6k=?= is open",
  "the =?iso-8859-1?Q?caf=E9_is?= =?iso-8859-1?q?_open?= now",
  "=?utf-8?b?w6?= =?utf-8?b?k=?=",
  "=?utf-8?q?=C3?=  =?utf-8?q?=A9?=",
  "=?utf-8?q?=C3=A9?= =?koi8-r?b?8NLJ18XU?=",
  "=?iso-2022-jp?B?GyRCJWEhPCVrGyhC?= =?iso-2022-jp?B?GyRCJWEhPCVrGyhC?=",
  "a=?utf-8?q?b?=",
  "=?utf-8?q?a?=b",
  "(=?utf-8?q?a?=)",
  "=?utf-8?q?a b?=",
  ("=?utf-8?q?"
   "?="), /* no trigraph */
  "=?utf-8?x?a?=",
  "=?no-such?q?a?=",
  "=?utf-8*en?q?a?=",
  "=?iso-8859-1?q?=80=9F?=",
  "=?utf-8?q?=FF=FE?=",
  "=?utf-8?q?=00a?=",
  "=?utf-8?q?a=?=",
  "=?utf-8?q?a=2?=",
  "=?us-ascii?q?a=E9?=",
  "=?utf-8?b?YQ==YQ==?=",
  "  =?utf-8?q?a?=  b  ",
  "=?",
  "caf\xc3\xa9 =?utf-8?q?a?=",
  "caf\xc3\xa9",
  "caf\xe9 caf\xc3\xa9",
  "a\x80 \xff\xfe=?utf-8?q?a?=\xe9",
  "=?utf-8?b?eHB0bw?= a",
  "=?utf-8?b?eHB0bw?= =?utf-8?b?eHB0bw?=",
  "=?utf-8?b?eHB0bw===?=",
  "=?utf-8?b?eH B0!bw==?=",
  ("=?utf-8?b?"
   "?= a"),
  ("a =?us-ascii?q?"
   "?= b"),
  "=?iso-2022-jp?B?GyRCJUsl=?= =?iso-2022-jp?B?YyE8JXMbKEIK=?=",
  "=?utf-8?q?a?==?utf-8?q?b?=",
  "=?utf-8?q?a?=. =?utf-8?q?b?= c",
  "\"=?utf-8?q?a b?=\" <a@b>",
  "=?utf-8?q?a?b?=",
  "=?utf-8?q?a",
  "=?utf-8?q?=?=",
};

START_TEST (test_words)
{
  g_autofree char *quick = bounce_encoded_words_decode (words[_i]);
  g_autofree char *mime = bounce_encoded_words_decode_gmime (words[_i]);

  ck_assert_str_eq (quick, mime);
}
END_TEST

START_TEST (test_random_words)
{
  static const char *const pieces[] = { "=?utf-8?q?", "=?iso-8859-2?Q?",
                                        "=?utf-8?b?", "=?koi8-r?B?",
                                        "?=",         "?= ",
                                        "?= ",        "=C3=A9",
                                        "_",          "abc",
                                        "Y2Fm",       "w6k=",
                                        " ",          "=",
                                        "?",          "=E9",
                                        "=1B",        "YQ==",
                                        "=?",         "\xc3\xa9",
                                        "\xe9",       "." };
  GRand *rand = g_rand_new_with_seed (11);

  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (GString) value = g_string_new (NULL);
      for (int n = g_rand_int_range (rand, 1, 9); n > 0; n--)
        g_string_append (
            value, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      g_autofree char *quick = bounce_encoded_words_decode (value->str);
      g_autofree char *mime = bounce_encoded_words_decode_gmime (value->str);
      ck_assert_msg (g_str_equal (quick, mime), "<%s>: <%s>, not <%s>",
                     value->str, quick, mime);
    }
  g_rand_free (rand);
}
END_TEST

static const struct
{
  const char *name;
  BounceTransferEncoding encoding;
} encodings[] = {
  { "7bit", BOUNCE_ENCODING_NONE },
  { " Base64\n ", BOUNCE_ENCODING_BASE64 },
  { "base64 (all)", BOUNCE_ENCODING_NONE },
  { "QUOTED-PRINTABLE", BOUNCE_ENCODING_QUOTED_PRINTABLE },
  { "\fx-uue", BOUNCE_ENCODING_UUENCODE },
  { "", BOUNCE_ENCODING_NONE },
};

START_TEST (test_encoding_names)
{
  ck_assert_int_eq (bounce_transfer_encoding_from_name (
                        encodings[_i].name, strlen (encodings[_i].name)),
                    encodings[_i].encoding);
}
END_TEST

/* Bytes made of the pieces that matter, by the thousand: what is left of damage
   is the same, too. */
START_TEST (test_random_bytes)
{
  static const char *const pieces[]
      = { "=",      "==",   "=\n", "=\r\n",       "\n",   "\r",   "=3D",
          "=e9",    "=4",   "=G1", "a",           "Zg",   "Zm8=", "Zm9v",
          "YmFy\n", "/+A=", " ",   "caf\xc3\xa9", "\xff", "_" };
  GRand *rand = g_rand_new_with_seed (13);

  for (int i = 0; i < 40000; i++)
    {
      BounceTransferEncoding encoding
          = i % 2 ? BOUNCE_ENCODING_BASE64 : BOUNCE_ENCODING_QUOTED_PRINTABLE;
      g_autoptr (GString) bytes = g_string_new (NULL);
      gsize length, mime_length;

      for (int n = g_rand_int_range (rand, 0, 12); n > 0; n--)
        g_string_append (
            bytes, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      g_autofree char *quick = bounce_transfer_encoding_decode (
          encoding, bytes->str, bytes->len, &length);
      g_autofree char *mime = bounce_transfer_encoding_decode_gmime (
          encoding, bytes->str, bytes->len, &mime_length);
      ck_assert_msg (length == mime_length && memcmp (quick, mime, length) == 0,
                     "<%s> as %d: <%.*s>, not <%.*s>", bytes->str, encoding,
                     (int)length, quick, (int)mime_length, mime);
    }
  g_rand_free (rand);
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("all");

  tcase_add_loop_test (tests, test_values, 0, G_N_ELEMENTS (values));
  tcase_add_test (tests, test_random);
  tcase_add_test (tests, test_none);
  tcase_add_loop_test (tests, test_words, 0, G_N_ELEMENTS (words));
  tcase_add_test (tests, test_random_words);
  tcase_add_loop_test (tests, test_encoding_names, 0, G_N_ELEMENTS (encodings));
  tcase_add_test (tests, test_random_bytes);
  return unit_run_here ("content-type", tests);
}
