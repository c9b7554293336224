/* fold-contractions: "doesn't", "doesnt" and "cannot" become "does not" and
   "can not".  Which words are contracted is a table: an ending alone would
   take "client" and "account" apart.  A particle that lost its vowel stands
   apart from what follows only where there is an apostrophe: which of "lacks"
   and "ladresse" begins with one, nobody knows without French. */
#include "config.h"

#include <string.h>

#include "text/fold-contractions.h"
#include "text/fold-shapes.h"

/* Sorted, in lower case, without apostrophes.  Misspelt ones too: a word that
   is taken apart here begins no wording, so respell would not find it. */
static const struct
{
  char form[BOUNCE_CONTRACTED_MAX + 1], verb[8];
} contractions[] = {
  { "aint", "is" },       { "arent", "are" },       { "cannot", "can" },
  { "cant", "can" },      { "couldnot", "could" },  { "couldnt", "could" },
  { "didnot", "did" },    { "didnt", "did" },       { "doesent", "does" },
  { "doesnot", "does" },  { "doesnt", "does" },     { "donot", "do" },
  { "dont", "do" },       { "dosent", "does" },     { "dosnt", "does" },
  { "hadnt", "had" },     { "hasnt", "has" },       { "havent", "have" },
  { "isnot", "is" },      { "isnt", "is" },         { "mustnt", "must" },
  { "neednt", "need" },   { "shouldnt", "should" }, { "wasnt", "was" },
  { "werent", "were" },   { "willnot", "will" },    { "wont", "will" },
  { "wouldnt", "would" },
};

guint
bounce_fold_find_contraction (const char *word, gsize length)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (contractions) && contractions[i].form[0] < word[0])
    i++;
  for (; i < G_N_ELEMENTS (contractions) && contractions[i].form[0] == word[0];
       i++)
    if (strncmp (contractions[i].form, word, length) == 0
        && contractions[i].form[length] == '\0')
      return i + 1;
  return 0;
}

const char *
bounce_fold_contracted_verb (guint number)
{
  return contractions[number - 1].verb;
}

const char *
bounce_fold_contracted_form (guint number)
{
  return contractions[number - 1].form;
}

/* French, then Italian. */
static const char particles[][8] = {
  "l",    "d",   "n",    "s",    "j",    "c",  "m",     "t",      "qu",
  "dell", "all", "nell", "dall", "sull", "un", "quest", "nessun", "jusqu",
};

gsize
bounce_fold_particle (const char *run, gsize length)
{
  gsize n = 0;

  while (n + 1 < length && n < sizeof particles[0]
         && bounce_shape_of_byte (run[n]) != QUOTE)
    n++;
  if (n + 1 >= length || n >= sizeof particles[0]
      || bounce_shape_of_byte (run[n + 1]) == QUOTE)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (particles); i++)
    if (g_ascii_strncasecmp (run, particles[i], n) == 0
        && particles[i][n] == '\0')
      return n;
  return 0;
}
