/* apart: finds recipients whose name and host stand apart in a sentence: "the
   user 'ann' does not exist at mx.example.org".  Only where nothing else names
   anybody; the word before it tells what is a name. */
#include "config.h"

#include <string.h>

#include "report/legacy/recipients/apart.h"
#include "report/legacy/recipients/local.h"
#include "report/legacy/recipients/own.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/sentences.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* A sentence of more bytes is none. */
#define SENTENCE_MAX 400

/* So much of the text is read. */
#define TEXT_MAX 2048

/* Between a name and its host stand no more words: of one in quotes, and of one
   that only the word before it marks. */
#define WORDS_QUOTED 9
#define WORDS_BARE 3

static const char quotes[] = "'\"`<>()[]";

/* The next word of *P..END, without quotes and what ends a clause; NULL: there
   is none.  *P moves behind it; *QUOTED: it stood in quotes. */
static char *
next_word (const char **p, const char *end, gboolean *quoted)
{
  const char *start = *p;
  const char *stop;

  while (start < end && g_ascii_isspace (*start))
    start++;
  stop = start;
  while (stop < end && !g_ascii_isspace (*stop))
    stop++;
  *p = stop;
  *quoted = start < stop && strchr (quotes, *start) != NULL;
  while (start < stop && strchr (quotes, *start) != NULL)
    start++;
  while (stop > start
         && (strchr (quotes, stop[-1]) != NULL
             || strchr (".,:;!", stop[-1]) != NULL))
    stop--;
  return start < *p ? g_strndup (start, (gsize)(stop - start)) : NULL;
}

/* Whether the folded WORD is one of LIST, and no part of another. */
static gboolean
is_word (const char *word, BounceList list)
{
  g_autofree char *folded = bounce_fold_line (word, -1);
  g_autofree char *whole = g_strconcat (" ", folded, " ", NULL);

  return bounce_list_in (whole, list);
}

/* Whether WORD leads to whose host it is that speaks: "by", "from". */
static gboolean
is_word_of_others (const char *word)
{
  g_autofree char *folded = bounce_fold_line (word, -1);

  return bounce_list_in (folded, BOUNCE_LIST_LEADS_ELSEWHERE);
}

static gboolean
is_host (const char *word)
{
  const char *dot = strchr (word, '.');
  gsize n = strspn (word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                          "0123456789-.");

  return dot != NULL && dot > word && word[n] == '\0' && n > 3
         && g_ascii_isalpha (word[n - 1]);
}

/* The address that the sentence START..END tells in pieces, or NULL; the caller
   frees it.  QUOTED_ONLY: the name must stand in quotes; else its host must be
   near: "mailbox ann on host mx.example.org". */
static char *
find_apart (const char *start, const char *end, gboolean quoted_only)
{
  g_autofree char *name = NULL;
  gboolean led = FALSE;  /* by "user" or its like */
  gboolean away = FALSE; /* "by", "from": a host behind it is another's */
  guint left = 0;        /* so many words on the host may stand */
  gboolean quoted;
  char *next;

  for (const char *p = start; (next = next_word (&p, end, &quoted)) != NULL;)
    {
      g_autofree char *word = next;
      gsize n = strlen (word);

      if (name != NULL && left > 0 && !away && is_host (word))
        return g_strconcat (name, "@", word, NULL);
      left -= left > 0;
      away = left > 0 && is_word_of_others (word);
      if (led && left == 0 && n > 0 && (quoted || !quoted_only)
          && legacy_word_length (word, (guint)n) == n)
        {
          g_free (name);
          name = g_steal_pointer (&word);
          left = quoted ? WORDS_QUOTED : WORDS_BARE;
          led = FALSE;
        }
      else
        led = is_word (word, BOUNCE_LIST_NAME_LEAD);
    }
  return NULL;
}

/* Whether VIEW's text has ADDRESS's local part in an address, too: the host
   that stands apart is not its domain then. */
static gboolean
is_told_whole (const LegacyView *view, const char *address)
{
  g_autofree char *local
      = bounce_fold_line (address, strchr (address, '@') - address + 1);

  return strstr (view->head, local) != NULL;
}

/* Whether START..END may name a host, and nobody's whole address. */
static gboolean
may_tell_apart (const char *start, const char *end, gboolean quoted_only)
{
  gsize n = (gsize)(end - start);
  gboolean dot = FALSE;

  if (n >= SENTENCE_MAX || memchr (start, '@', n) != NULL
      || (quoted_only && memchr (start, '\'', n) == NULL
          && memchr (start, '"', n) == NULL))
    return FALSE;
  for (const char *p = start + 1; p + 1 < end && !dot; p++)
    dot = *p == '.' && g_ascii_isalnum (p[-1]) && g_ascii_isalpha (p[1]);
  return dot;
}

gboolean
legacy_apart_recipients (const LegacyView *view, BounceLegacy *legacy,
                         gboolean quoted)
{
  const LegacyLine *last;
  const char *stop;

  if (!view->daemon || !view->failing || view->n_body == 0
      || !legacy_line_may_hold (view, BOUNCE_LIST_NAME_LEAD))
    return FALSE;
  last = legacy_line (view, view->n_body - 1);
  stop = MIN (legacy_line_end (last), view->text + TEXT_MAX);
  for (const char *p = legacy_line (view, 0)->start; *p != '\0' && p < stop;)
    {
      const char *end = legacy_sentence_end (p);
      g_autofree char *address = may_tell_apart (p, end, quoted)
                                     ? find_apart (p, end, quoted)
                                     : NULL;

      if (address != NULL && !legacy_is_own (view, address)
          && !is_told_whole (view, address))
        legacy_recipient (legacy, address, strlen (address));
      p = legacy_next_sentence (end);
    }
  return legacy->recipients->len > 0;
}
