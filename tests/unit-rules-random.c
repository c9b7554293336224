/* unit-rules-random: random rules against a matcher that tries everything. */
#include "config.h"

#include <check.h>
#include <string.h>

#include <glib.h>

#include "rules/table.h"
#include "unit.h"

static BounceRules *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  BounceRules *rules = bounce_rules_parse ("t", text, &error);

  ck_assert_msg (rules != NULL, "%s", error == NULL ? "" : error->message);
  return rules;
}

/* The line of the rule that wins, 0 for none. */
static guint
winner (const BounceRules *rules, const char *text)
{
  BounceMatcher *matcher = bounce_matcher_new (&rules, 1);
  BounceRuleContext context = { 0 };
  BounceMatch match;
  guint line = 0;

  bounce_matcher_run (matcher, text, &context, &match);
  if (match.strong != NULL)
    line = match.strong->line;
  bounce_matcher_free (matcher);
  return line;
}

#define ITEMS_MAX 3
#define TEXT_MAX 24

/* A wording in the making: items of alternatives of one or two words. */
typedef struct
{
  guint n;
  struct
  {
    guint n;
    char *words[2]; /* "a", "a b", "a*" */
    gboolean gap;   /* before it */
  } items[ITEMS_MAX];
  gboolean at_start, at_end;
} Wording;

static char *
random_word (GRand *random, gboolean star)
{
  static const char *const words[] = { "a", "b", "ab", "aba", "bb", "邮" };
  const char *word = words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))];
  int kind = g_rand_int_range (random, 0, 5);

  if (!star || kind > 2 || (guchar)*word >= 0x80)
    return g_strdup (word);
  return g_strconcat (kind == 0 ? "" : "*", word, kind == 1 ? "" : "*", NULL);
}

static void
random_wording (GRand *random, Wording *wording)
{
  wording->n = (guint)g_rand_int_range (random, 1, ITEMS_MAX + 1);
  wording->at_start = g_rand_int_range (random, 0, 6) == 0;
  wording->at_end = g_rand_int_range (random, 0, 6) == 0;
  for (guint i = 0; i < wording->n; i++)
    {
      wording->items[i].n = (guint)g_rand_int_range (random, 1, 3);
      wording->items[i].gap = i > 0 && g_rand_boolean (random);
      for (guint k = 0; k < wording->items[i].n; k++)
        {
          g_autofree char *first = random_word (random, TRUE);
          g_autofree char *second = random_word (random, TRUE);

          wording->items[i].words[k]
              = g_rand_boolean (random)
                    ? g_strdup (first)
                    : g_strconcat (first, " ", second, NULL);
        }
    }
}

static void
clear_wording (Wording *wording)
{
  for (guint i = 0; i < wording->n; i++)
    for (guint k = 0; k < wording->items[i].n; k++)
      g_free (wording->items[i].words[k]);
}

static char *
write_wording (const Wording *wording)
{
  GString *out = g_string_new (wording->at_start ? "^ " : NULL);

  for (guint i = 0; i < wording->n; i++)
    {
      g_string_append (out, wording->items[i].gap ? ".. {" : "{");
      g_string_append (out, wording->items[i].words[0]);
      if (wording->items[i].n == 2)
        g_string_append_printf (out, "|%s", wording->items[i].words[1]);
      g_string_append (out, "} ");
    }
  if (wording->at_end)
    g_string_append_c (out, '^');
  return g_string_free (out, FALSE);
}

static gboolean
word_fits (const char *pattern, const char *word)
{
  g_autofree char *bare = g_strdup (pattern);
  gboolean head = *bare == '*', tail = g_str_has_suffix (bare, "*");

  if (tail)
    bare[strlen (bare) - 1] = '\0';
  if (head && tail)
    return strstr (word, bare + 1) != NULL;
  if (head)
    return g_str_has_suffix (word, bare + 1);
  return tail ? g_str_has_prefix (word, bare) : strcmp (word, bare) == 0;
}

/* How wide a gap is: wider where a neighbour has characters without spaces. */
static guint
gap_before (const Wording *wording, guint item)
{
  if (!wording->items[item].gap)
    return 0;
  for (guint i = item - 1; i <= item; i++)
    for (guint k = 0; k < wording->items[i].n; k++)
      if (strstr (wording->items[i].words[k], "邮") != NULL)
        return 13;
  return 8;
}

/* Whether the items from ITEM on fit with the first at word AT or behind. */
static gboolean
try_all (const Wording *wording, guint item, char **words, guint n, guint at)
{
  guint gap;

  if (item == wording->n || item == ITEMS_MAX)
    return !wording->at_end || at == n;
  if (item == 0)
    gap = wording->at_start ? 0 : n;
  else
    gap = gap_before (wording, item);
  for (guint start = at; start <= at + gap && start < n; start++)
    for (guint k = 0; k < wording->items[item].n; k++)
      {
        g_auto (GStrv) want
            = g_strsplit (wording->items[item].words[k], " ", -1);
        guint m = 0;

        while (want[m] != NULL && start + m < n
               && word_fits (want[m], words[start + m]))
          m++;
        if (want[m] == NULL && try_all (wording, item + 1, words, n, start + m))
          return TRUE;
      }
  return FALSE;
}

START_TEST (random_rules)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261123);
  guint fitted = 0, rounds = 4000;

  for (guint round = 0; round < rounds; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) file = g_string_new (NULL);
      g_auto (GStrv) words = NULL;
      Wording wordings[8];
      guint n = (guint)g_rand_int_range (random, 1, TEXT_MAX), want = 0;
      BounceRules *rules;

      for (guint i = 0; i < n; i++)
        {
          g_autofree char *word = g_rand_int_range (random, 0, 3) == 0
                                      ? g_strdup ("c")
                                      : random_word (random, FALSE);
          g_string_append_printf (text, "%s%s", i == 0 ? "" : " ", word);
        }
      words = g_strsplit (text->str, " ", -1);
      for (guint i = 0; i < G_N_ELEMENTS (wordings); i++)
        {
          g_autofree char *written = NULL;

          random_wording (random, &wordings[i]);
          written = write_wording (&wordings[i]);
          g_string_append_printf (file, "unknown\t-\t%s\tx\n", written);
          if (want == 0 && try_all (&wordings[i], 0, words, n, 0))
            want = i + 1;
        }
      rules = parse (file->str);
      ck_assert_msg (winner (rules, text->str) == want,
                     "not line %u but %u of\n%s\nfor: %s", want,
                     winner (rules, text->str), file->str, text->str);
      fitted += want > 0;
      bounce_rules_free (rules);
      for (guint i = 0; i < G_N_ELEMENTS (wordings); i++)
        clear_wording (&wordings[i]);
    }
  /* The test says something: both outcomes are common. */
  ck_assert_uint_gt (fitted, rounds / 4);
  ck_assert_uint_lt (fitted, rounds - rounds / 50);
}
END_TEST

int
main (void)
{
  TCase *tests = tcase_create ("rules-random");

  tcase_add_test (tests, random_rules);
  return unit_run ("rules-random", tests);
}
