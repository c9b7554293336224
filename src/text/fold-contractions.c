/* fold-contractions: "doesn't", "doesnt" and "cannot" become "does not" and
   "can not".  Which words are contracted is a table: an ending alone would
   take "client" and "account" apart. */
#include "config.h"

#include <string.h>

#include "text/fold-contractions.h"

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
