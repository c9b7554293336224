/* answer: finds, in what was said of a recipient, the refusing server's own
   words: a field holds them alone, a client's sentence quotes them. */
#include "config.h"

#include <string.h>

#include "rules/answer.h"
#include "rules/matcher.h"
#include "text/lists.h"

/* Most of what a server says is shorter. */
#define USUAL_TEXT 250

/* Adds what TEXT says without the words of the client that quotes it. */
static void
add_answer (GString *all, const char *text)
{
  const char *said = bounce_list_after (text, BOUNCE_LIST_CLIENT_BEFORE);
  BounceListReader reader;
  gsize length;

  text = said != NULL ? said : text;
  length = strnlen (text, BOUNCE_ANSWER_MAX);
  while (length > 0 && ((guchar)text[length] & 0xc0) == 0x80)
    length--; /* a character is whole or not there */
  if (memchr (text, '(', length) != NULL)
    {
      bounce_list_reader_init (&reader);
      bounce_list_reader_read_for (&reader, text, length,
                                   BOUNCE_LIST_CLIENT_BEHIND);
      if (reader.n_hits > 0)
        length = bounce_hit_start (&reader.hits[0]);
      bounce_list_reader_clear (&reader);
    }
  if (all->len > 0)
    g_string_append_c (all, '\n');
  g_string_append_len (all, text, (gssize)length);
}

/* What ORIGIN said, to be freed. */
static GString *
find_answer (const BounceEvidence *evidence, BounceOrigin origin)
{
  GString *all = g_string_sized_new (USUAL_TEXT);

  /* A field holds it purer than what a client tells of it. */
  if (origin == BOUNCE_ORIGIN_REMOTE && evidence->diagnostic != NULL)
    add_answer (all, evidence->diagnostic);
  for (guint i = 0; i < evidence->texts->len && all->len < BOUNCE_ANSWER_MAX;
       i++)
    {
      const BounceEvidenceText *said = bounce_evidence_text (evidence, i);

      if (said->origin == origin
          && (origin != BOUNCE_ORIGIN_REMOTE || evidence->diagnostic == NULL))
        add_answer (all, said->text);
    }
  return all;
}

gboolean
bounce_answer_read (BounceMatcher *matcher, const BounceEvidence *evidence,
                    gboolean may_read, BounceOrigin *origin)
{
  for (int i = 0; i < BOUNCE_N_ORIGINS; i++)
    {
      g_autoptr (GString) answer = find_answer (evidence, i);

      if (answer->len == 0)
        continue;
      if (!may_read && !bounce_matcher_has_read (matcher, answer))
        return FALSE;
      bounce_matcher_read (matcher, answer);
      *origin = i;
      if (matcher->n_words > 0)
        return TRUE;
    }
  return FALSE;
}
