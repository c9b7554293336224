/* unit-fold: texts as servers write them, and the words that are left. */
#include "config.h"

#include <check.h>
#include <string.h>

#include <glib.h>

#include "text/fold-words.h"
#include "text/fold.h"
#include "unit.h"

static const struct
{
  const char *text;
  const char *words;
} texts[] = {
  /* Placeholders vanish: addresses. */
  { "550 5.1.1 <joe@example.org>: User unknown", "user unknown" },
  { "550-5.1.1 user 'joe@example.org' 550 5.1.1 unknown", "user unknown" },
  { "<joe+tag=x@example.org> unknown", "unknown" },
  { "RCPT TO:<joe@[192.0.2.1]>:failed", "rcpt to failed" },
  { "joe@example.org... User unknown", "user unknown" },
  { "joe@example.org:unknown", "unknown" },
  { "user joe@ unknown, @example.org too, @ alone", "user unknown too alone" },
  { "a@b.org,c@d.org;e@f.org x", "x" },
  { "from <> to <joe>", "from to joe" },
  /* Codes. */
  { "(#5.1.1) #5.2.2, 5.3.0. [#4.16.57]", "" },
  { "550-5.1.1 550-user 421: 250 (554) 552", "user" },
  { "650 5500 55 0x550 s3150 30", "650 5500 55 0x550 s3150 30" },
  { "OFR_506 cuda_nsu TSS04 AUP#1310", "ofr_506 cuda_nsu tss04 aup 1310" },
  { "version 1.2 and 2.5.1beta", "version 1 2 and 2 5 1beta" },
  /* IP addresses, bracketed or bare. */
  { "[192.0.2.1] and 192.0.2.1, 192.0.2.1: end", "and end" },
  { "[IPv6:2001:db8::1] 2001:db8::1 ::ffff:192.0.2.1 end", "end" },
  { "host mx.example.org[192.0.2.1]:25 said", "host said" },
  { "at 12:30 Error:550:x", "at 12 30 error x" },
  /* Host names and URLs. */
  { "mx-1.example.org mail.box xn--a.xn--p1ai MAIL.EXAMPLE.COM end", "end" },
  { "mx.example.org:25 Mail.Example.Com 1.example.org. end", "end" },
  { "see https://example.org/a?b=c@d#e, end", "see end" },
  { "see:http://example.org www.example.org/why end", "see end" },
  /* Dots that are none of a host. */
  { "Mailbox full.Please try", "mailbox full please try" },
  { "over quota.The box", "over quota the box" },
  { "it is full...Try e.g. later, i.e. at 9 a.m.",
    "it is full try e g later i e at 9 a m" },
  { "5.1.10 RESOLVER.ADR.RecipientNotFound; x",
    "resolver adr recipientnotfound x" },
  { "STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionX",
    "storedrv deliver exception quotaexceededexception mapiexceptionx" },
  /* Punctuation. */
  { "\"mailbox\" 'full', {of} (mail) <now>!", "mailbox full of mail now" },
  { "e-mail and/or over--quota a=b c\\d", "e mail and or over quota a b c d" },
  { "doesn't DOESN\xe2\x80\x99T don`t doesn\xc2\xb4t",
    "does not does not do not does not" },
  { "doesn&#39;t exist&nbsp;at&amp;lt;x@example.org&amp;gt; AT&T &; &#; R&D;",
    "does not exist at at t r d" },
  { "L'adresse n'existe pas dell\xe2\x80\x99utente 'l' l'' O'Brien's l'550",
    "l adresse n existe pas dell utente l l obriens l 550" },
  { "isn't Cannot won't client account isnt's wont",
    "is not can not will not client account isnts will not" },
  { "`joe' ''joe'' - -- ' '' . ..", "joe joe" },
  { "  two \t words \r\n here ", "two words here" },
  { "", "" },
  { " .,;:-@<>()'\"/ ", "" },
  /* Beyond ASCII. */
  { "ＭＡＩＬＢＯＸ　ｆｕｌｌ ｊｏｅ＠ｅｘａｍｐｌｅ．ｏｒｇ", "mailbox full" },
  { "Boîte pleine, BOI\xcc\x82TE naïve", "boite pleine boite naive" },
  { "Straße STRASSE Łódź Öl ŒUVRE", "strasse strasse lodz ol oeuvre" },
  { "kullanıcı KULLANICI İki", "kullanici kullanici iki" },
  { "ΧΡΗΣΤΗΣ χρήστης", "χρηστησ χρηστησ" },
  { "Почтовый ящик ПОЛОН", "почтовыи ящик полон" },
  { "mailbox\xc2\xa0"
    "full\xe2\x80\x8b now\xc2\xad"
    "adays",
    "mailbox full nowadays" },
  { "full\xe2\x80\xa6"
    "Please",
    "full please" },
  { "« boite » “pleine” ‘ok’", "boite pleine ok" },
  /* Scripts without spaces: every character a word. */
  { "邮箱 已满。用户joe@example.org不存在", "邮 箱 已 满 用 户 不 存 在" },
  { "user不存在550 5.1.1x", "user 不 存 在 5 1 1x" },
  { "メール ﾎﾞｯｸｽ", "メ ー ル ホ ッ ク ス" },
  { "사용자 없음", "사 용 자 없 음" },
};

START_TEST (text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) scratch = g_string_new (NULL);
  const char *given = texts[_i].text;
  guint n = bounce_normalise (out, scratch, given, strlen (given));
  g_autofree char *want = g_strconcat (" ", texts[_i].words, NULL);
  g_auto (GStrv) words = g_strsplit (texts[_i].words, " ", -1);

  if (*texts[_i].words != '\0')
    {
      char *spaced = g_strconcat (want, " ", NULL);
      g_free (want);
      want = spaced;
    }
  ck_assert_str_eq (out->str, want);
  ck_assert_uint_eq (n, g_strv_length (words));
}
END_TEST

/* A rule's words lose their punctuation and nothing else. */
START_TEST (words_of_rules)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) scratch = g_string_new (NULL);
  const char *words = "RESOLVER.ADR.RecipNotFound e-mail doesn't mail.box 30";

  bounce_fold_words (out, scratch, words, strlen (words));
  ck_assert_str_eq (out->str,
                    " resolver adr recipnotfound e mail does not mail box 30 ");
}
END_TEST

/* Every byte string gives words of valid UTF-8, one space between. */
START_TEST (any_bytes)
{
  static const char pieces[][8] = { "\xff",
                                    "\xe9\x82",
                                    "\xf0\x9f",
                                    "\xed\xa0\x80",
                                    "a@",
                                    "@",
                                    ".",
                                    "::",
                                    "://",
                                    "'",
                                    "-",
                                    "[",
                                    "]:",
                                    "1",
                                    "5.",
                                    "550",
                                    "A",
                                    "z",
                                    "\xe9\x82\xae",
                                    "\xcc\x81",
                                    "\xef\xb7\xba",
                                    " ",
                                    "\x01",
                                    "/" };
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) scratch = g_string_new (NULL);

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GString) given = g_string_new (NULL);
      guint n = 0, spaces = 0;

      while (given->len < 24)
        g_string_append (
            given, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      n = (round & 1 ? bounce_fold_words
                     : bounce_normalise) (out, scratch, given->str, given->len);
      ck_assert (g_utf8_validate (out->str, (gssize)out->len, NULL));
      ck_assert_ptr_null (strstr (out->str, "  "));
      for (gsize i = 0; i < out->len; i++)
        spaces += out->str[i] == ' ';
      ck_assert_uint_eq (spaces, n + 1);
      ck_assert_int_eq (out->str[out->len - 1], ' ');
    }
}
END_TEST

/* Words with the number of their clause, and between them what was left out:
   @ address, h host, i IP, u URL, s status, r reply, b block list. */
static const struct
{
  const char *text;
  const char *marks;
} marks[] = {
  { "550 5.1.1 User unknown. Please contact us!",
    "sr user0 unknown0 please1 contact1 us1" },
  { "host mx.example.org[192.0.2.1] said: 550 no such user (in reply to RCPT "
    "TO command)",
    "host0 hi said0 r no1 such1 user1 in2 reply2 to2 rcpt2 to2 command2" },
  { "The user (joe) is unknown", "the0 user0 joe1 is0 unknown0" },
  { "user(s) <joe@example.org> unknown", "user0 s0 @ unknown0" },
  { "(see above) Rejected", "see0 above0 rejected1" },
  { "Reason: mailbox full; try later - or not",
    "reason0 mailbox1 full1 try2 later2 or3 not3" },
  { "over-quota, at 9 a.m. today", "over0 quota0 at0 90 a0 m0 today0" },
  { "blocked using zen.spamhaus.org; see https://www.spamhaus.org/q?ip=1",
    "blocked0 using0 hb see1 ub" },
  { "one line\nNext line\nof it\n\nend",
    "one0 line0 next1 line1 of1 it1 end2" },
  { "a line of text that is as long as such lines usually are\nGerman",
    "a0 line0 of0 text0 that0 is0 as0 long0 as0 such0 lines0 usually0 are0 "
    "german0" },
  { "full.Please STOREDRV.Deliver.Exception",
    "full0 please1 storedrv1 deliver1 exception1" },
  { "RLY:B1 Error:550 x", "rly0 b10 error0 r x1" },
  { "(((((((((((a) b", "a0 b0" },
  { ")))) a) b", "a0 b0" },
};

START_TEST (marked)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) scratch = g_string_new (NULL);
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (BounceWord));
  g_autofree char *given = g_strcompress (marks[_i].text);
  guint n
      = bounce_normalise_marked (out, scratch, words, given, strlen (given));

  ck_assert_uint_eq (words->len, n + 1);
  for (guint i = 0; i <= n; i++)
    {
      const BounceWord *word = &g_array_index (words, BounceWord, i);

      if (word->taken != 0 && shown->len > 0)
        g_string_append_c (shown, ' ');
      for (guint k = 0; k < 7; k++)
        if (word->taken >> k & 1)
          g_string_append_c (shown, "@hiusrb"[k]);
      if (i == n)
        break;
      if (shown->len > 0)
        g_string_append_c (shown, ' ');
      g_string_append_len (shown, out->str + word->start, word->length);
      g_string_append_printf (shown, "%u", word->clause);
    }
  ck_assert_str_eq (shown->str, marks[_i].marks);
}
END_TEST

/* The bytes around LENGTH are not looked at. */
START_TEST (length)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) scratch = g_string_new (NULL);

  bounce_normalise (out, scratch, "mail box@x.org", 8);
  ck_assert_str_eq (out->str, " mail box ");
  bounce_normalise (out, scratch, "mail \xe9\x82\xae", 7);
  ck_assert_str_eq (out->str, " mail ");
}
END_TEST

/* A megabyte of what the fold looks twice at.  It takes milliseconds; were it
   by the square, Check would end it long before it was done. */
START_TEST (adversary)
{
  static const char *const words[]
      = { "a@", "a.",    "'a",   "1:",  "://", "aaaa-", "a-b.c@",
          "(a", "\n   ", "a(s)", "-- ", "邮",  "said:", ") " };
  g_autoptr (GString) piece = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) scratch = g_string_new (NULL);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (BounceWord));

  while (piece->len < 1024 * 1024)
    g_string_append (piece, words[_i]);
  bounce_normalise_marked (out, scratch, found, piece->str, piece->len);
  ck_assert_uint_le (out->len, 2 * piece->len + 2);
}
END_TEST

START_TEST (show)
{
  static const char words[] = "mail 邮 箱 已 满 full é a";
  g_autoptr (GString) out = g_string_new (NULL);

  bounce_normalise_show (out, words, strlen (words));
  ck_assert_str_eq (out->str, "mail 邮箱已满 full é a");
}
END_TEST

/* Words are shown as they were written, contracted or not; half a contraction
   is shown whole. */
static const struct
{
  guint first, last;
  const char *shown;
} spans[] = {
  { 0, 3, "joe doesnt exist" },
  { 2, 3, "doesnt exist" },
  { 0, 1, "joe doesnt" },
  { 3, 8, "exist 邮箱 is not wont" },
  { 4, 5, "邮箱" },
  { 8, 9, "wont" },
  { 9, 9, "wont" },
  { 10, 10, "fit" },
  { 11, 17, "lhote nest quun test" },
  { 12, 12, "lhote" },
  { 13, 14, "nest" },
};

START_TEST (show_words)
{
  static const char given[] = "Joe doesn\xe2\x80\x99t exist, 邮箱 is not: "
                              "won't fit l'h\xc3\xb4te n'est qu'un test";
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) scratch = g_string_new (NULL);
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (BounceWord));

  ck_assert_uint_eq (
      bounce_normalise_marked (out, scratch, words, given, strlen (given)), 18);
  bounce_normalise_show_words (shown, out->str, (const BounceWord *)words->data,
                               spans[_i].first, spans[_i].last);
  ck_assert_str_eq (shown->str, spans[_i].shown);
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("normalise");

  tcase_add_loop_test (tests, text, 0, G_N_ELEMENTS (texts));
  tcase_add_test (tests, words_of_rules);
  tcase_add_loop_test (tests, marked, 0, G_N_ELEMENTS (marks));
  tcase_add_test (tests, any_bytes);
  tcase_add_test (tests, length);
  tcase_add_loop_test (tests, adversary, 0, 14);
  tcase_add_test (tests, show);
  tcase_add_loop_test (tests, show_words, 0, G_N_ELEMENTS (spans));
  return unit_run ("normalise", tests);
}
