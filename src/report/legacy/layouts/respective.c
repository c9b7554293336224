/* respective: gives each of several recipients in a sentence the reason that
   stands at his place: "to a@b and c@d: mailbox full and user unknown,
   respectively". */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "report/legacy/layouts/respective.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* No sentence names more. */
#define NAMES_MAX 16

typedef struct
{
  BounceAddressSpan names[NAMES_MAX];
  guint n_names;
  char *reasons; /* all of them, in one line */
  GPtrArray *parts;
} Sentence;

/* The addresses of START..END, and what stands behind the last one. */
static gboolean
read_names (Sentence *sentence, const char *start, const char *end)
{
  BounceAddressSpan span;
  const char *p = start;

  while (bounce_address_find (p, end, &span))
    {
      if (sentence->n_names == NAMES_MAX)
        return FALSE;
      sentence->names[sentence->n_names++] = span;
      p = span.end;
    }
  if (sentence->n_names < 2)
    return FALSE;
  sentence->reasons = g_strndup (p, (gsize)(end - p));
  g_strdelimit (sentence->reasons, "\n\t", ' ');
  return TRUE;
}

/* Adds the reason START..END, unless nothing is left of it. */
static void
add_part (Sentence *sentence, const char *start, const char *end)
{
  guint letters = 0;

  while (start < end && strchr (" ,;:.>\"'", *start) != NULL)
    start++;
  while (end > start && strchr (" ,;:.", end[-1]) != NULL)
    end--;
  for (const char *p = start; p < end; p++)
    letters += g_ascii_isalpha (*p) || (guchar)*p >= 0x80;
  if (letters > 2)
    g_ptr_array_add (sentence->parts, g_strndup (start, (gsize)(end - start)));
}

/* Parts the reasons at what joins them, the word itself among it.  What stands
   before a colon leads to them. */
static void
part_reasons (Sentence *sentence)
{
  const char *colon = strstr (sentence->reasons, ": ");
  const char *text = colon != NULL ? colon + 1 : sentence->reasons;
  const char *from = text;
  BounceListReader reader;

  bounce_list_reader_init (&reader);
  bounce_list_reader_read_for (&reader, text, strlen (text),
                               BOUNCE_LIST_REASON_JOINT);
  for (guint i = 0; i < reader.n_hits; i++)
    {
      const BounceListHit *hit = &reader.hits[i];

      if (text + bounce_hit_start (hit) < from)
        continue;
      add_part (sentence, from, text + bounce_hit_start (hit));
      from = text + hit->end;
    }
  add_part (sentence, from, text + strlen (text));
  bounce_list_reader_clear (&reader);
}

/* Whether START..END shares reasons out; then adds those of whom it tells. */
static gboolean
read_sentence (BounceLegacy *legacy, const char *start, const char *end)
{
  Sentence sentence = { .n_names = 0 };
  gboolean shared = FALSE;

  sentence.parts = g_ptr_array_new_with_free_func (g_free);
  if (read_names (&sentence, start, end))
    {
      part_reasons (&sentence);
      shared = sentence.parts->len == sentence.n_names;
    }
  for (guint i = 0; i < sentence.n_names && shared; i++)
    {
      BounceEvidence *evidence
          = legacy_recipient_at (legacy, &sentence.names[i]);

      if (evidence != NULL)
        legacy_add_reason (evidence, g_ptr_array_index (sentence.parts, i),
                           BOUNCE_ORIGIN_REPORTER);
    }
  g_ptr_array_unref (sentence.parts);
  g_free (sentence.reasons);
  return shared;
}

gboolean
legacy_read_respective (const LegacyView *view, BounceLegacy *legacy)
{
  const char *stop;
  gboolean shared = FALSE;

  if (!legacy_line_may_hold (view, BOUNCE_LIST_RESPECTIVELY)
      || view->n_body == 0)
    return FALSE;
  stop = legacy_line_end (legacy_line (view, view->n_body - 1));
  for (const char *p = view->text; p < stop && *p != '\0';)
    {
      const char *end = legacy_sentence_end (p);
      g_autofree char *folded = bounce_fold_line (p, end - p);

      if (bounce_list_in (folded, BOUNCE_LIST_RESPECTIVELY))
        shared = read_sentence (legacy, p, MIN (end, stop)) || shared;
      p = legacy_next_sentence (end);
    }
  return shared;
}
