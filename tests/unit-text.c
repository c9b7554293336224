/* unit-text: bytes to UTF-8, HTML to text, addresses read out of VERP, and what
   may be shown to people. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "base/ascii.h"
#include "text/charset.h"
#include "text/header-field.h"
#include "text/html.h"
#include "text/printable.h"
#include "unit.h"
#include "verdict/verp.h"

static const struct
{
  const char *bytes;
  const char *charset;
  const char *text;
} charsets[] = {
  { "plain", NULL, "plain" },
  { "plain", "no-such-charset", "plain" },
  { "a\r\nb\rc\n", "us-ascii", "a\nb\nc\n" },
  { "gr\xfc\xdf", "iso-8859-1", "gr\u00fc\u00df" },
  /* Declared wrongly, or not at all. */
  { "gr\xc3\xbc\xc3\x9f", "us-ascii", "gr\u00fc\u00df" },
  /* No word, and no text: nobody asks which language it is. */
  { "\xd3"
    "4\xd3"
    "4",
    NULL, "\u00d34\u00d34" },
  { "\x89PNG\r\n\x1a\x01\x02\x03", NULL, "\u2030PNG\n\x1a\x01\x02\x03" },
  /* Of pairs that are characters in several charsets, kana are Japanese. */
  { "\xa5\xe1\xa1\xbc\xa5\xeb", NULL, "\u30e1\u30fc\u30eb" },
  { "gr\xc3\xbc\r\n", "no-such-charset", "gr\u00fc\n" },
  { "gr\xfc\xdf", "utf-8", "gr\u00fc\u00df" },
  { "gr\xfc\xdf", NULL, "gr\u00fc\u00df" },
  { "\x1b$B%a!<%k\x1b(B", "iso-2022-jp", "\u30e1\u30fc\u30eb" },
  { "\x1b$B%a!<%k\x1b(B", "us-ascii", "\u30e1\u30fc\u30eb" },
  { "\xa5\xe1\xa1\xbc\xa5\xeb\xa4\xcf", "iso-2022-jp",
    "\u30e1\u30fc\u30eb\u306f" },
  { "\x83\x81\x81[\x83\x8b\x82\xcd", "x-sjis", "\u30e1\u30fc\u30eb\u306f" },
  { "\xd3\xc3\xbb\xa7", "gb2312", "\u7528\u6237" },
  { "\xee\xe5\xf2", "windows-1251", "\u043e\u0435\u0442" },
  { "", "utf-8", "" },
};

/* The length of the field name that a line begins with, by where it stands. */
static const struct
{
  const char *line;
  gsize in_header;
  gsize in_text;
  gsize in_report;
} fields[] = {
  { "Subject: a", 7, 7, 7 },
  { "X-a_b:", 5, 5, 5 },
  { "Action : failed", 0, 0, 7 },
  { "Final Recipient: rfc822; a@b", 0, 0, 15 },
  { "a@b: no", 3, 0, 0 },
  { "A: no", 1, 0, 1 },
  { "10:30", 2, 2, 0 },
  { "--: no", 2, 2, 0 },
  { "f\xc3\xbcr: no", 0, 0, 0 },
  { "Subject", 0, 0, 0 },
  { ": a", 0, 0, 0 },
  { "", 0, 0, 0 },
};

/* What is shown, and how many columns that takes. */
static const struct
{
  const char *text;
  const char *shown;
  guint width;
} printables[] = {
  { "", "", 0 },
  { "plain text", "plain text", 10 },
  { "a\tb\nc\r", "a\\tb\\nc\\r", 9 },
  { "\x1b[31mred\x7f", "\\x1b[31mred\\x7f", 15 },
  { "8-bit \x9b"
    "31m",
    "8-bit \\x9b31m", 13 },
  { "C1 \xc2\x9b"
    "31m",
    "C1 \\x9b31m", 10 },
  { "a\u202etxt.exe", "a\\u202etxt.exe", 14 },
  { "a\u2028b\u2029", "a\\u2028b\\u2029", 14 },
  { "\ufeff\u200b\u2066", "\\ufeff\\u200b\\u2066", 18 },
  { "gr\u00fc\u00df", "gr\u00fc\u00df", 4 },
  { "u\u0308", "u\u0308", 1 },
  { "\u30e1\u30fc\u30eb", "\u30e1\u30fc\u30eb", 6 },
  { "\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937", 2 },
  { "cut \xe3\x83", "cut \\xe3\\x83", 12 },
};

START_TEST (test_printable)
{
  g_autofree char *shown = bounce_printable (printables[_i].text);

  ck_assert_str_eq (shown, printables[_i].shown);
  ck_assert_uint_eq (bounce_printable_width (shown), printables[_i].width);
  ck_assert_uint_eq (bounce_printable_fit (shown, printables[_i].width),
                     strlen (shown));
}
END_TEST

START_TEST (test_printable_parts)
{
  g_autoptr (GString) out = g_string_new ("> ");

  bounce_printable_append (out, "a\0b", 3);
  bounce_printable_append (out, "tail", 1);
  ck_assert_str_eq (out->str, "> a\\x00bt");
  ck_assert_uint_eq (bounce_printable_fit ("\u30e1\u30fc", 3), 3);
  ck_assert_uint_eq (bounce_printable_fit ("au\u0308b", 2), 4);
  ck_assert_uint_eq (bounce_printable_fit ("abc", 0), 0);
}
END_TEST

START_TEST (test_charsets)
{
  g_autofree char *text = bounce_charset_to_utf8 (
      charsets[_i].bytes, strlen (charsets[_i].bytes), charsets[_i].charset);

  ck_assert_str_eq (text, charsets[_i].text);
}
END_TEST

START_TEST (test_any_byte)
{
  static const char *const names[]
      = { NULL,     "utf-8", "iso-2022-jp", "utf-7",
          "utf-16", "big5",  "wchar_t",     "internal" };
  char bytes[256];

  for (int i = 0; i < 256; i++)
    bytes[i] = (char)(i * 7);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text
          = bounce_charset_to_utf8 (bytes, sizeof bytes, names[i]);
      ck_assert (g_utf8_validate (text, -1, NULL));
      ck_assert_uint_gt (strlen (text), 0);
    }
}
END_TEST

/* With NULs among them, which go. */
START_TEST (test_beyond_unicode)
{
  static const char bytes[] = "\x9b\xe9tr\0\0\0";
  g_autofree char *text
      = bounce_charset_to_utf8 (bytes, sizeof bytes, "wchar_t");

  ck_assert (g_utf8_validate (text, -1, NULL));
}
END_TEST

START_TEST (test_octal)
{
  g_autofree char *text = bounce_charset_unescape (
      "550 \\203\\201\\201[\\203\\213\\202\\315 refused");
  g_autofree char *none = bounce_charset_unescape ("C:\\temp and \\101");

  ck_assert_str_eq (text, "550 \u30e1\u30fc\u30eb\u306f refused");
  ck_assert_ptr_null (none);
}
END_TEST

/* Short texts of notifications in what the systems of their countries write,
   without a word about the charset. */
static const struct
{
  const char *text;
  const char *charset;
} undeclared[] = {
  { "Почтовый ящик не существует", "KOI8-R" },
  { "Почтовый ящик не существует", "CP1251" },
  { "Почтовый ящик не существует", "ISO-8859-5" },
  { "550 5.2.2 <joe@example.org>: ящик переполнен", "KOI8-R" },
  { "550 5.2.2 <joe@example.org>: ящик переполнен", "CP1251" },
  { "Сообщение не доставлено: пользователь не найден", "KOI8-R" },
  { "Użytkownik nie istnieje, skrzynka jest pełna", "ISO-8859-2" },
  { "Użytkownik nie istnieje, skrzynka jest pełna", "CP1250" },
  { "Zprávu nelze doručit: schránka příjemce je plná.", "ISO-8859-2" },
  { "Zprávu nelze doručit: schránka příjemce je plná.", "CP1250" },
  { "A levél nem kézbesíthető: a címzett postafiókja megtelt.", "CP1250" },
  { "Ο χρήστης δεν υπάρχει", "CP1253" },
  { "Άγνωστος παραλήπτης", "CP1253" },
  { "Kullanıcı bulunamadı", "CP1254" },
  { "İletiniz teslim edilemedi: alıcının kutusu dolu", "CP1254" },
  { "Unbekannter Empfänger", "CP1252" },
  { "Das Postfach ist überfüllt – größer darf es nicht werden", "CP1252" },
  { "La boîte aux lettres est pleine, message refusé", "CP1252" },
  { "Usuário não encontrado", "CP1252" },
  { "El buzón del destinatario está lleno", "CP1252" },
  { "Käyttäjää ei löydy", "CP1252" },
  { "the mailbox isn’t here", "CP1252" },
  { "宛先のメールボックスがいっぱいです", "EUC-JP" },
  { "宛先のメールボックスがいっぱいです", "CP932" },
  { "您的邮件无法送达：收件人邮箱已满。", "GB18030" },
  { "用户不存在", "GB18030" },
  { "您的郵件無法送達：信箱已滿。", "BIG5" },
  { "사용자를 찾을 수 없습니다", "EUC-KR" },
};

START_TEST (test_undeclared)
{
  gsize length = 0;
  g_autofree char *bytes
      = g_convert (undeclared[_i].text, -1, undeclared[_i].charset, "UTF-8",
                   NULL, &length, NULL);
  ck_assert_ptr_nonnull (bytes);
  g_autofree char *text = bounce_charset_to_utf8 (bytes, length, NULL);
  g_autofree char *wrong = bounce_charset_to_utf8 (bytes, length, "us-ascii");

  ck_assert_str_eq (text, undeclared[_i].text);
  ck_assert_str_eq (wrong, undeclared[_i].text);
}
END_TEST

static const struct
{
  const char *html;
  const char *text;
} htmls[] = {
  { "<p>one</p><p>two<br>three", "one\n\ntwo\nthree" },
  { "a &lt;joe@example.org&gt; b &#228; &amp; &nope; &",
    "a <joe@example.org> b "
    "\u00e4 & &nope; &" },
  { "&alpha;&CounterClockwiseContourIntegral;&Jcy;&lcaron;&fjlig;",
    "\u03b1\u2233\u0419\u013efj" },
  { "&amp;&comma;&quot;&bsol;&lbrace;&emsp;x", "&,\"\\{ x" },
  { "one&nbsp&ntilde two &copyright; &notin; &alpha",
    "one \u00f1 two &copyright; "
    "\u2209 &alpha" },
  { "isn&#146;t &#x2019;x &#8364 &#128; &#0; &#xd800; &#; &#x;",
    "isn\u2019t \u2019x \u20ac \u20ac &#; &#x;" },
  /* What is no tag is text: addresses above all. */
  { "mail to <joe@example.org> failed", "mail to <joe@example.org> failed" },
  { "1 < 2 > 1", "1 < 2 > 1" },
  { "<style>p { x }</style><script>if (a<b) c</script>shown", "shown" },
  { "x<!-- hidden <p> -->y<!-- never closed", "xy" },
  { "<td>a</td><td>b</td>", "a\tb" },
  { "<<<<", "<<<<" },
  { "one\ntwo", "one\ntwo" },
  { "one\ntwo<br>", "one two" },
  { "", "" },
};

START_TEST (test_html)
{
  g_autofree char *text = bounce_html_to_text (htmls[_i].html);

  ck_assert_str_eq (g_strstrip (text), htmls[_i].text);
}
END_TEST

#define PATTERN "bounces+{local}={domain}@lists.example.org"

static const struct
{
  const char *pattern;
  const char *address;
  const char *found;
  const char *token;
} verps[] = {
  { PATTERN, "bounces+joe=example.net@lists.example.org", "joe@example.net",
    NULL },
  { PATTERN, "Bounces+joe=example.net@LISTS.example.org", "joe@example.net",
    NULL },
  /* The local part may hold the separator too. */
  { PATTERN, "bounces+a=b=example.net@lists.example.org", "a=b@example.net",
    NULL },
  { PATTERN, "bounces@lists.example.org", NULL, NULL },
  { PATTERN, "bounces+joe@lists.example.org", NULL, NULL },
  { PATTERN, "bounces+=example.net@lists.example.org", NULL, NULL },
  { PATTERN, "bounces+joe=@lists.example.org", NULL, NULL },
  { PATTERN, "bounces+joe=example.net@other.example.org", NULL, NULL },
  { PATTERN, NULL, NULL, NULL },
  { "b-{local}-at-{domain}@x.example", "b-joe-at-y.example@x.example",
    "joe@y.example", NULL },
  { "no pattern", "joe@example.net", NULL, NULL },
  { "b+{local}={domain}+{token}@x.example", "b+joe=y.example+k7@x.example",
    "joe@y.example", "k7" },
  { "b+{token}@x.example", "B+8f-3a@x.example", NULL, "8f-3a" },
  { "b+{token}@x.example", "b+@x.example", NULL, NULL },
  { "{token}-{domain}={local}@x.example", "k-y.example=joe@x.example",
    "joe@y.example", "k" },
  /* ... and of a token the site knows what it holds. */
  { "b-{token}-{local}={domain}@x.example", "b-4-jo-ann=y.example@x.example",
    "jo-ann@y.example", "4" },
  { "b-{local}={domain}-{token}@x.example", "b-jo=y-z.example-4@x.example",
    "jo@y-z.example", "4" },
  { "b-{domain}={local}@x.example", "b-y.example=a=b.c@x.example",
    "a=b.c@y.example", NULL },
  { "b+{local}={domain}@x.example", "b+jo=b\u00fccher.example@x.example",
    "jo@b\u00fccher.example", NULL },
  { "b+{local}{domain}@x.example", "b+joey.example@x.example", NULL, NULL },
};

START_TEST (test_verp)
{
  g_autofree char *found = NULL;
  g_autofree char *token = NULL;
  gboolean fits
      = bounce_verp_read (verps[_i].pattern, verps[_i].address, &found, &token);

  ck_assert_int_eq (fits, verps[_i].found != NULL || verps[_i].token != NULL);
  ck_assert_pstr_eq (found, verps[_i].found);
  ck_assert_pstr_eq (token, verps[_i].token);
}
END_TEST

START_TEST (test_fields)
{
  const char *line = fields[_i].line;
  gsize length = strlen (line);

  ck_assert_uint_eq (bounce_header_field_name (line, length),
                     fields[_i].in_header);
  ck_assert_uint_eq (bounce_header_field_name_in_text (line, length),
                     fields[_i].in_text);
  ck_assert_uint_eq (bounce_header_field_name_in_report (line, length),
                     fields[_i].in_report);
}
END_TEST

/* A line that is cut before its colon has no name, one as long as may be has
   one, and a longer one is text. */
START_TEST (test_long_fields)
{
  g_autofree char *name = g_strnfill (BOUNCE_HEADER_FIELD_NAME_MAX, 'a');
  g_autofree char *longest = g_strconcat (name, ":", NULL);
  g_autofree char *longer = g_strconcat (name, "a:", NULL);

  ck_assert_uint_eq (
      bounce_header_field_name_in_text (longest, BOUNCE_HEADER_FIELD_NAME_MAX),
      0);
  ck_assert_uint_eq (
      bounce_header_field_name_in_text (longest, strlen (longest)),
      BOUNCE_HEADER_FIELD_NAME_MAX);
  ck_assert_uint_eq (bounce_header_field_name_in_text (longer, strlen (longer)),
                     0);
}
END_TEST

/* Any byte against any other, in any place of a name of any length. */
START_TEST (test_same_letters)
{
  char a[] = "Aa0-Zz{[Nn@`", b[sizeof a];

  for (gsize length = 1; length < sizeof a; length++)
    for (gsize at = 0; at < length; at++)
      for (guint byte = 1; byte < 256; byte++)
        {
          memcpy (b, a, sizeof a);
          b[at] = (char)byte;
          ck_assert_int_eq (bounce_ascii_same (a, b, length),
                            g_ascii_strncasecmp (a, b, length) == 0);
        }
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("all");

  tcase_add_loop_test (tests, test_printable, 0, G_N_ELEMENTS (printables));
  tcase_add_test (tests, test_printable_parts);
  tcase_add_loop_test (tests, test_charsets, 0, G_N_ELEMENTS (charsets));
  tcase_add_loop_test (tests, test_undeclared, 0, G_N_ELEMENTS (undeclared));
  tcase_add_test (tests, test_any_byte);
  tcase_add_test (tests, test_beyond_unicode);
  tcase_add_test (tests, test_octal);
  tcase_add_loop_test (tests, test_html, 0, G_N_ELEMENTS (htmls));
  tcase_add_loop_test (tests, test_verp, 0, G_N_ELEMENTS (verps));
  tcase_add_loop_test (tests, test_fields, 0, G_N_ELEMENTS (fields));
  tcase_add_test (tests, test_long_fields);
  tcase_add_test (tests, test_same_letters);
  return unit_run ("text", tests);
}
