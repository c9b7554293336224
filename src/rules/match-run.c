/* match-run: runs the matcher on a text.  The text is folded once; what its
   words gave when they were read before is recalled, else match reads them.
   The notions of a text that was recalled are put together only when somebody
   asks. */
#include "config.h"

#include <string.h>

#include <glib.h>

#include "rules/clauses.h"
#include "rules/matcher.h"
#include "text/fold.h"

static void
begin_hits (BounceMatcher *matcher)
{
  matcher->n_hits = 0;
  matcher->hits_sorted = FALSE;
  g_array_set_size (matcher->subjects, 0);
  matcher->steps = 0;
}

/* A new run: what the nodes hold is of an older one. */
static void
begin_run (BounceMatcher *matcher)
{
  for (guint i = 0; i < matcher->n_sets; i++)
    memset (matcher->sets[i].live, 0,
            matcher->sets[i].n_live * sizeof (guint64));
  for (int i = 0; i < BOUNCE_N_CATEGORIES; i++)
    matcher->strong[i].set = matcher->weak[i].set = NO_SET;
  matcher->has_strong = matcher->has_weak = 0;
  g_array_set_size (matcher->waiting, 0);
}

/* Folds TEXT; TRUE if what it completes is known. */
static gboolean
take_text (BounceMatcher *matcher, const char *text)
{
  gsize length = strnlen (text, BOUNCE_MATCH_MAX);
  gboolean known;

  g_string_truncate (matcher->text, 0);
  g_string_append_len (matcher->text, text, (gssize)length);
  matcher->n_words = bounce_normalise_marked (matcher->words, matcher->folded,
                                              matcher->marks, text, length);
  matcher->recalled = bounce_recall_text (matcher->recall, matcher->words,
                                          matcher->marks, &known);
  matcher->hits_due = FALSE;
  return known;
}

/* Accepts again what the words completed when they were read before; NOTIONS:
   only those. */
static void
accept_recalled (BounceMatcher *matcher, gboolean notions)
{
  const GArray *completed = matcher->recalled->completed;

  for (guint i = 0; i < completed->len; i++)
    {
      const BounceCompleted *one
          = &g_array_index (completed, BounceCompleted, i);

      if (!notions || one->accept & BOUNCE_ACCEPT_NOTION)
        bounce_matcher_accept (matcher, one->set, one->accept,
                               (Span){ one->start, one->end });
    }
}

void
bounce_matcher_recall_hits (BounceMatcher *matcher)
{
  if (!matcher->hits_due)
    return;
  matcher->hits_due = FALSE;
  accept_recalled (matcher, TRUE);
}

static void
read_words (BounceMatcher *matcher, gboolean known)
{
  if (known)
    {
      accept_recalled (matcher, FALSE);
      return;
    }
  matcher->keeping = matcher->recalled != NULL;
  for (guint i = 0; i < matcher->n_sets; i++)
    bounce_matcher_read_set (matcher, i);
  matcher->keeping = FALSE;
}

void
bounce_matcher_run (BounceMatcher *matcher, const char *text,
                    const BounceRuleContext *context, BounceMatch *match)
{
  gboolean known = take_text (matcher, text);

  matcher->context = *context;
  begin_hits (matcher);
  if (known && bounce_recall_fits (matcher->recalled, &matcher->context))
    {
      *match = matcher->recalled->match;
      matcher->hits_due = TRUE;
      return;
    }
  memset (match, 0, sizeof *match);
  begin_run (matcher);
  read_words (matcher, known);
  bounce_matcher_accept_waiting (matcher);
  bounce_matcher_result (matcher, match);
  if (matcher->recalled != NULL)
    bounce_recall_keep (matcher->recalled, &matcher->context, match);
}

gboolean
bounce_matcher_has_read (const BounceMatcher *matcher, const GString *text)
{
  return g_string_equal (matcher->text, text);
}

void
bounce_matcher_read (BounceMatcher *matcher, const GString *text)
{
  if (bounce_matcher_has_read (matcher, text))
    return;
  if (take_text (matcher, text->str))
    {
      begin_hits (matcher);
      matcher->hits_due = TRUE;
      return;
    }
  matcher->context = (BounceRuleContext){ .origin = BOUNCE_ORIGIN_REMOTE };
  begin_hits (matcher);
  begin_run (matcher);
  read_words (matcher, FALSE);
}

guint64
bounce_matcher_steps (const BounceMatcher *matcher)
{
  return matcher->steps;
}
