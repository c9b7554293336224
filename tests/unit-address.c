/* unit-address: addresses in running text and in fields, as people and mail
   systems write them. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "text/address-form.h"
#include "text/address-key.h"
#include "text/address.h"
#include "unit.h"

/* What bounce_address_find takes out of a text, parted by blanks. */
static const struct
{
  const char *text;
  const char *found;
} texts[] = {
  { "", "" },
  { "no address here", "" },
  { "@", "" },
  { "a@", "" },
  { "@b.example", "" },
  { "@@@@", "" },
  { "anna@dest.example", "anna@dest.example" },
  { "<anna@dest.example>:", "anna@dest.example" },
  { "mail to anna@dest.example.", "anna@dest.example" },
  { "(anna@dest.example)", "anna@dest.example" },
  { "'anna@dest.example'", "anna@dest.example" },
  { "mailto:anna@dest.example?subject=x", "anna@dest.example" },
  { "to=<anna@dest.example>, relay=mx", "anna@dest.example" },
  { "to=anna@dest.example", "anna@dest.example" },
  { "SMTP:anna@dest.example", "anna@dest.example" },
  { "*anna@dest.example*", "anna@dest.example" },
  { "anna@dest.example,bob@two.example", "anna@dest.example bob@two.example" },
  { "list+anna=dest.example@lists.example",
    "list+anna=dest.example@lists.example" },
  { "o'neill@dest.example", "o'neill@dest.example" },
  { "<\"john doe\"@dest.example>", "\"john doe\"@dest.example" },
  { "\"a\\\"b\"@dest.example", "\"a\\\"b\"@dest.example" },
  { "<\"info@\"@dest.example>: no", "\"info@\"@dest.example" },
  { "\"k@lee.example\"@dest.example", "\"k@lee.example\"@dest.example" },
  { "\"Anna\" <anna@dest.example>, \"b\"@two.example",
    "anna@dest.example \"b\"@two.example" },
  { "to \U0001f408@dest.example", "\U0001f408@dest.example" },
  { "a\U0001f408b@dest.example", "a\U0001f408b@dest.example" },
  { "postmaster@[192.0.2.1] said", "postmaster@[192.0.2.1]" },
  { "postmaster@[192.0.2.1 said", "" },
  { "root@localhost", "root@localhost" },
  /* What was meant for an address, and is none. */
  { "to ivy@@dest.example because", "ivy@@dest.example" },
  { "<ivy@dest..example>... Invalid host", "ivy@dest..example" },
  { "to <ivy@dest,example> because", "ivy@dest,example" },
  { "to ivy@dest,west.example because", "ivy@dest,west.example" },
  { "ivy@dest,example", "ivy@dest,example" },
  { "ivy@dest,example: refused", "ivy@dest,example" },
  { "ivy@dest,unknown user", "ivy@dest" },
  { "ivy@dest,kim@dest.example", "ivy@dest kim@dest.example" },
  { "ivy@dest.example,full.", "ivy@dest.example" },
  { "to ivy@dest..example because", "ivy@dest..example" },
  { "ivy@dest.example... User unknown", "ivy@dest.example" },
  { "to <ivy@dest.example,kim@dest.example>",
    "ivy@dest.example kim@dest.example" },
  { "<ivy@two@dest.example>", "ivy@two@dest.example" },
  { "<jan novak@dest.example>", "jan novak@dest.example" },
  { "to jan novak@dest.example", "novak@dest.example" },
  { "<j\303\241n novak@dest.example>", "novak@dest.example" },
  { "<\377\240 novak@dest.example>", "novak@dest.example" },
  { "Jan Novak <novak@dest.example>", "novak@dest.example" },
  { "j\u00f6rg@m\u00fcller.example", "j\u00f6rg@m\u00fcller.example" },
  { "\u7528\u6237@\u4f8b\u5b50.\u516c\u53f8",
    "\u7528\u6237@\u4f8b\u5b50.\u516c\u53f8" },
  /* Scripts without spaces touch the address: it ends where they begin. */
  { "\u5b9b\u5148anna@dest.example\u3078\u306e", "anna@dest.example" },
  { "\u6536\u4ef6\u4eba\uff1aanna@dest.example\u3002", "anna@dest.example" },
};

START_TEST (test_find)
{
  GString *found = g_string_new (NULL);
  const char *p = texts[_i].text;
  BounceAddressSpan span;

  while (bounce_address_find (p, NULL, &span))
    {
      if (found->len > 0)
        g_string_append_c (found, ' ');
      g_string_append_len (found, span.start, span.end - span.start);
      p = span.end;
    }
  ck_assert_str_eq (found->str, texts[_i].found);
  g_string_free (found, TRUE);
}
END_TEST

static const struct
{
  const char *field;
  const char *bare; /* NULL: nothing is left */
} fields[] = {
  { NULL, NULL },
  { "", NULL },
  { "<>", NULL },
  { "rfc822; anna@dest.example", "anna@dest.example" },
  { "RFC822;<anna@dest.example>", "anna@dest.example" },
  { "rfc822; rfc822; anna@dest.example", "anna@dest.example" },
  { "utf-8; j\u00f6rg@dest.example", "j\u00f6rg@dest.example" },
  { "Anna <anna@dest.example>", "anna@dest.example" },
  { "\"x@y.example\" <anna@dest.example>", "anna@dest.example" },
  { "mailto:anna@dest.example", "anna@dest.example" },
  { "rfc/822; anna@dest.example", "anna@dest.example" },
  { "anna@dest.example:", "anna@dest.example" },
  { " <root>: ", "root" },
  { "|/bin/sh", "|/bin/sh" },
};

START_TEST (test_bare)
{
  char *bare = bounce_address_bare (fields[_i].field);

  if (fields[_i].bare == NULL)
    ck_assert_ptr_null (bare);
  else
    {
      ck_assert_ptr_nonnull (bare);
      ck_assert_str_eq (bare, fields[_i].bare);
    }
  g_free (bare);
}
END_TEST

START_TEST (test_full_and_public)
{
  ck_assert (bounce_address_is_full ("a@b.example"));
  ck_assert (bounce_address_is_full ("\"a b\"@c.example"));
  ck_assert (bounce_address_is_full ("a@[192.0.2.1]"));
  ck_assert (!bounce_address_is_full ("a@localhost"));
  ck_assert (!bounce_address_is_full ("a"));
  ck_assert (!bounce_address_is_full ("@b.example"));
  ck_assert (!bounce_address_is_full ("a b@c.example"));
  ck_assert (!bounce_address_is_full (NULL));
  ck_assert (bounce_address_is_public ("a@b.example"));
  ck_assert (!bounce_address_is_public ("a@host.local"));
  ck_assert (!bounce_address_is_public ("a@[192.0.2.1]"));
}
END_TEST

START_TEST (test_parts_and_equality)
{
  char *local = bounce_address_local ("\"a\\\"b\"@c.example");

  ck_assert_str_eq (local, "a\"b");
  g_free (local);
  ck_assert_str_eq (bounce_address_domain ("a@b@c.example"), "c.example");
  ck_assert_ptr_null (bounce_address_domain ("a"));
  ck_assert (bounce_address_equal ("Anna@Dest.example", "anna@dest.EXAMPLE"));
  ck_assert (
      bounce_address_equal ("\"anna\"@dest.example", "anna@dest.example"));
  ck_assert (!bounce_address_equal ("anna@dest.example", "bob@dest.example"));
  ck_assert (!bounce_address_equal (NULL, NULL));
}
END_TEST

/* A search looks a bounded way back from each '@': a text of nothing else
   must not take longer the longer it is. */
START_TEST (test_linear)
{
  static const char *const patterns[] = { "@", "\"@", "a", "<", "a@b " };
  gsize n = 8 * 1024 * 1024;
  GString *text = g_string_sized_new (n + 16);
  BounceAddressSpan span;
  const char *p;
  guint found = 0;

  while (text->len < n)
    g_string_append (text, patterns[_i]);
  for (p = text->str; bounce_address_find (p, NULL, &span); p = span.end)
    found++;
  ck_assert_uint_eq (found, strcmp (patterns[_i], "a@b ") == 0 ? n / 4 : 0);
  g_string_free (text, TRUE);
}
END_TEST

/* Spellings, what they are compared by, and how they are printed. */
static const struct
{
  const char *address;
  const char *key;
  const char *written;
} keys[] = {
  { "Bob@Example.ORG", "bob@example.org", "Bob@example.org" },
  { " <Bob@x.example>\r", "bob@x.example", "Bob@x.example" },
  { "mailto:Bob@x.example", "bob@x.example", "Bob@x.example" },
  { "bob@x.example.", "bob@x.example", "bob@x.example" },
  { "<@a.example,@b.example:bob@x.example>", "bob@x.example", "bob@x.example" },
  { "\"bob\"@x.example", "bob@x.example", "bob@x.example" },
  { "\"b\\ob\"@x.example", "bob@x.example", "bob@x.example" },
  { "\"A@B\"@X.example", "a@b@x.example", "\"A@B\"@x.example" },
  { "\"a b\"@x.example", "a b@x.example", "\"a b\"@x.example" },
  { "a..b@x.example", "a..b@x.example", "a..b@x.example" },
  { "\"a..b\"@x.example", "a..b@x.example", "\"a..b\"@x.example" },
  { "J\303\226RG@B\303\234CHER.example", "j\303\266rg@xn--bcher-kva.example",
    "J\303\226RG@b\303\274cher.example" },
  { "x@xn--bcher-kva.example", "x@xn--bcher-kva.example",
    "x@xn--bcher-kva.example" },
  { "x@bu\314\210cher.example", "x@xn--bcher-kva.example",
    "x@b\303\274cher.example" },
  { "jo\314\210rg@x.example", "j\303\266rg@x.example",
    "jo\314\210rg@x.example" },
  { "x@xn--a.example", "x@xn--a.example", "x@xn--a.example" },
  { "Postmaster", "postmaster", "Postmaster" },
  { "@X.example", "@x.example", "@x.example" },
  { "user@", "user@", "user@" },
  { "bad\377@X", "bad\357\277\275@x", "bad\357\277\275@x" },
  { "", NULL, NULL },
  { " \t", NULL, NULL },
  { "<>", NULL, NULL },
  { "< >", NULL, NULL },
  { NULL, NULL, NULL },
};

START_TEST (test_keys)
{
  g_autofree char *key = bounce_address_key (keys[_i].address);
  g_autofree char *written = bounce_address_written (keys[_i].address);
  g_autofree char *again = bounce_address_key (written);

  ck_assert_pstr_eq (key, keys[_i].key);
  ck_assert_pstr_eq (written, keys[_i].written);
  ck_assert_pstr_eq (again, keys[_i].key);
}
END_TEST

/* Keys are bounded, yet differ where the addresses do, wherever that is. */
START_TEST (test_long_keys)
{
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize length = 300; length < 340; length++)
    for (gsize at = 0; at < length; at += 7)
      {
        g_autofree char *address = g_strnfill (length, 'a');
        char *key;

        address[at] = 'b';
        key = bounce_address_key (address);
        ck_assert_uint_le (strlen (key), 328);
        ck_assert (g_utf8_validate (key, -1, NULL));
        ck_assert (g_hash_table_add (seen, key));
      }
}
END_TEST

/* The cut is never inside a character. */
START_TEST (test_long_utf8_keys)
{
  GString *address = g_string_new (NULL);
  g_autofree char *key = NULL;

  for (int i = 0; i < _i; i++)
    g_string_append_c (address, 'x');
  for (int i = 0; i < 4000; i++)
    g_string_append (address, "\360\237\222\214");
  key = bounce_address_key (address->str);
  ck_assert (g_utf8_validate (key, -1, NULL));
  ck_assert_uint_gt (strlen (key), 320);
  ck_assert_uint_le (strlen (key), 328);
  g_string_free (address, TRUE);
}
END_TEST

/* What Exchange makes of an address, and who was written to; NULL: it does not
   say, or made nothing. */
static const struct
{
  const char *address;
  const char *inner;
} wrapped[] = {
  { "IMCEASMTP-ivy+40two+2Eexample@dest.example", "ivy@two.example" },
  { "imceasmtp-ivy+5Fx+40two+2eexample@dest.example", "ivy_x@two.example" },
  { "IMCEAINVALID-ivy+40two+2Eexample@dest.example", "ivy@two.example" },
  { "IMCEAEX-_O=DEST_OU=FIRST_CN=IVY@dest.example", NULL },
  { "IMCEAFAX-+2B49+20555@dest.example", NULL },
  { "IMCEASMTP-ivy@dest.example", NULL },
  { "IMCEASMTP-+40@dest.example", NULL },
  { "IMCEASMTP", NULL },
  { "ivy+40two@dest.example", NULL },
};

START_TEST (test_unwrap)
{
  g_autofree char *inner = bounce_address_unwrap (wrapped[_i].address);

  ck_assert_pstr_eq (inner, wrapped[_i].inner);
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("all");

  tcase_add_loop_test (tests, test_find, 0, G_N_ELEMENTS (texts));
  tcase_add_loop_test (tests, test_bare, 0, G_N_ELEMENTS (fields));
  tcase_add_test (tests, test_full_and_public);
  tcase_add_test (tests, test_parts_and_equality);
  tcase_add_loop_test (tests, test_keys, 0, G_N_ELEMENTS (keys));
  tcase_add_test (tests, test_long_keys);
  tcase_add_loop_test (tests, test_unwrap, 0, G_N_ELEMENTS (wrapped));
  tcase_add_loop_test (tests, test_long_utf8_keys, 0, 4);
  tcase_add_loop_test (tests, test_linear, 0, 5);
  return unit_run ("address", tests);
}
