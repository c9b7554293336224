/* words: whether words of a list stand at a place of a mail: its From, its
   subject, its text, the lines that open it.  What its first sentences state is
   read here, once, for words count only up to there. */
#include "config.h"

#include <string.h>

#include "report/legacy/recognition/opening.h"
#include "report/legacy/recognition/stated.h"
#include "report/legacy/recognition/words.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/sentences.h"
#include "text/lists.h"

/* A shorter word may stand in any name. */
#define NAME_MIN 5

const LegacyStatement *
legacy_statement (const LegacyView *view)
{
  LegacySigns *signs = view->signs;

  if (!signs->has_statement && view->n_body > 0)
    signs->statement = legacy_read_statement (view);
  signs->has_statement = TRUE;
  return &signs->statement;
}

/* Whether the word at P, of LENGTH, is a part of VIEW's From: it names who
   writes, and nothing that he speaks of. */
static gboolean
is_of_sender (const LegacyView *view, const char *p, gsize length)
{
  g_autofree char *word = g_strndup (p, length);

  word[strcspn (word, ",.:;!?'\"()")] = '\0';
  return strlen (word) >= NAME_MIN && strstr (view->from, word) != NULL;
}

/* The folded TEXT of VIEW without addresses and its sender's name: a shop's has
   the name of goods.  The caller frees it. */
static char *
without_names (const LegacyView *view, const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0';)
    {
      gsize n = strcspn (p, " ");

      if (memchr (p, '@', n) == NULL && !is_of_sender (view, p, n))
        g_string_append_len (out, p, (gssize)n);
      p += n;
      if (*p == ' ')
        g_string_append_c (out, *p++);
    }
  return g_string_free (out, FALSE);
}

/* The words of VIEW's opening, and of its beginning up to where it has stated
   what happened: what it goes on with may be anything. */
static const LegacySigns *
read_beginning (const LegacyView *view)
{
  LegacySigns *signs = view->signs;
  g_autofree char *own = NULL;
  g_autofree char *first = NULL;
  g_autofree char *words = NULL;

  if (signs->is_read)
    return signs;
  own = legacy_own_words (view, LEGACY_OPENING_MAX);
  if (view->n_body > 0)
    {
      const char *start = legacy_line (view, 0)->start;
      gsize n = strnlen (start, legacy_statement (view)->length);

      first = legacy_fold_own_words (start, start + n);
    }
  words = without_names (view, first != NULL ? first : "");
  bounce_lists_scan (&signs->opening, own);
  bounce_lists_scan (&signs->beginning, words);
  signs->is_read = TRUE;
  return signs;
}

/* Whether words of LIST stand in a line of VIEW's text that ends with a colon.
 */
static gboolean
leads (const LegacyView *view, BounceList list)
{
  for (guint i = 0; i < view->n_body; i++)
    {
      const LegacyLine *line = legacy_line (view, i);

      if (line->length > 0 && line->start[line->length - 1] == ':'
          && legacy_line_holds (view, i, list))
        return TRUE;
    }
  return FALSE;
}

gboolean
legacy_has_words (const LegacyView *view, LegacyPlace place, BounceList list)
{
  switch (place)
    {
    case LEGACY_IN_FROM:
      return legacy_from_has (view, list);
    case LEGACY_IN_SUBJECT:
      return legacy_subject_has (view, list);
    case LEGACY_BEGINS_SUBJECT:
      return bounce_list_begins (view->subject, list);
    case LEGACY_IN_TEXT:
      return legacy_head_has (view, list);
    case LEGACY_IN_BEGINNING:
      return bounce_lists_hold (&read_beginning (view)->beginning, list);
    case LEGACY_IN_OPENING:
      return bounce_lists_hold (&read_beginning (view)->opening, list);
    case LEGACY_OPENS_LINE:
      return legacy_opens_with (view, list);
    case LEGACY_LEADS:
      return legacy_line_may_hold (view, list) && leads (view, list);
    default:
      return FALSE;
    }
}
