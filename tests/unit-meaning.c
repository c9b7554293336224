/* unit-meaning: clauses in many languages become categories by subject and
   predicate; negation and the order of the words; misspelt words. */
#include "config.h"

#include <check.h>
#include <string.h>

#include <glib.h>

#include "rules/meaning.h"
#include "rules/respell.h"
#include "unit.h"

/* NULL: nothing. */
static const struct
{
  const char *text, *slug;
} cases[] = {
  { "mailbox of the addressee overdrawn", "over-quota" },
  { "La boîte du correspondant est saturée", "over-quota" },
  { "Das Postfach ist nicht voll", NULL },
  { "sender identity unknown", "blocked-content" },
  { "La dirección del remitente no existe", "blocked-content" },
  { "the employee is unknown", "address-does-not-exist" },
  { "Такого абонента не существует", "address-does-not-exist" },
  { "该用户并不存在", "address-does-not-exist" },
  { "usuario bloqueado", "inactive" },
  { "Il conto del cliente è stato chiuso", "inactive" },
  { "Domenet til mottakeren finnes ikke", "domain-does-not-exist" },
  { "Format d'adresse incorrect", "invalid-email" },
  { "petla pocztowa", "relay-error" },
  { "Tylko subskrybenci moga pisac na te liste", "blocked-content" },
  { "サーバの内部で障害が発生", "remote-configuration-error" },
  { "Kees heeft geen plek meer", "over-quota" },
  { "Niemand in de club heet zo", "address-does-not-exist" },
  { "Keine Werbung, bitte", "blocked-content" },
  { "there is no space for this letter", "over-quota" },
  { "Greetings from the far side", NULL },
};

START_TEST (meanings)
{
  const BounceRules *rules = bounce_rules_builtin ();
  BounceMatcher *matcher = bounce_matcher_new (&rules, 1);
  BounceRuleContext context = { .origin = BOUNCE_ORIGIN_REMOTE };
  BounceMeaning meaning;
  BounceMatch match;

  bounce_matcher_run (matcher, cases[_i].text, &context, &match);
  bounce_matcher_meaning (matcher, &meaning);
  if (cases[_i].slug == NULL)
    ck_assert_msg (meaning.cell == 0, "%s: cell %u", cases[_i].text,
                   meaning.cell);
  else
    {
      ck_assert_msg (meaning.cell != 0, "%s: no cell", cases[_i].text);
      ck_assert_str_eq (bounce_category_slug (meaning.category),
                        cases[_i].slug);
      ck_assert_uint_le (meaning.first, meaning.last);
    }
  bounce_matcher_free (matcher);
}
END_TEST

/* More notions in a clause than are kept: the rest is not read. */
START_TEST (many_words)
{
  const BounceRules *rules = bounce_rules_builtin ();
  BounceMatcher *matcher = bounce_matcher_new (&rules, 1);
  BounceRuleContext context = { .origin = BOUNCE_ORIGIN_REMOTE };
  g_autoptr (GString) text = g_string_new ("mailbox full ");
  BounceMeaning meaning;
  BounceMatch match;

  for (guint i = 0; i < 2000; i++)
    g_string_append (text, "server not user ");
  bounce_matcher_run (matcher, text->str, &context, &match);
  bounce_matcher_meaning (matcher, &meaning);
  ck_assert_int_eq (meaning.category, BOUNCE_CATEGORY_OVER_QUOTA);
  bounce_matcher_free (matcher);
}
END_TEST

/* NULL: left as it is. */
static const struct
{
  const char *text, *respelt;
} spellings[] = {
  { "unknwon user", "unknown user " },
  { "no vaild recipients", "no valid recipients " },
  { "the mailbxo is gone", "the mailbox is gone " },
  { "Mailaddress not here", "mail address not here " },
  { "Mailbox_currently_suspended", "mailbox currently suspended " },
  { "the mailbxo. unknwon", "the mailbox . unknown " },
  { "user unknown", NULL },
  { "xylophone marmalade", NULL },
  { "\xd0\xbd\xd0\xb5 \xd1\x82\xd0\xbe", NULL },
};

START_TEST (respelt)
{
  const BounceRules *rules = bounce_rules_builtin ();
  BounceMatcher *matcher = bounce_matcher_new (&rules, 1);
  BounceRuleContext context = { .origin = BOUNCE_ORIGIN_REMOTE };
  g_autoptr (GString) out = g_string_new ("old");
  BounceMatch match;

  bounce_matcher_run (matcher, spellings[_i].text, &context, &match);
  ck_assert_msg (bounce_matcher_respell (matcher, out)
                     == (spellings[_i].respelt != NULL),
                 "%s: %s", spellings[_i].text, out->str);
  if (spellings[_i].respelt != NULL)
    ck_assert_str_eq (out->str, spellings[_i].respelt);
  bounce_matcher_free (matcher);
}
END_TEST

int
main (void)
{
  TCase *all = tcase_create ("all");

  tcase_add_loop_test (all, meanings, 0, G_N_ELEMENTS (cases));
  tcase_add_test (all, many_words);
  tcase_add_loop_test (all, respelt, 0, G_N_ELEMENTS (spellings));
  return unit_run ("meaning", all);
}
