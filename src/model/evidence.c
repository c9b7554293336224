/* evidence: collects what a notification says of one recipient.  Judges
   nothing. */
#include "config.h"

#include <string.h>

#include "base/ascii.h"
#include "base/memory.h"
#include "model/evidence.h"

/* Of a text only this much is kept: more is no reason but a transcript. */
#define WORDS_MAX (64 * 1024)

/* Of one recipient only so many pieces of text are kept. */
#define TEXTS_MAX 32
#define TEXTS_USUAL 4

static const char *const stage_names[BOUNCE_N_STAGES]
    = { NULL, "connect", "helo", "mail", "rcpt", "data" };

static const char *const origin_names[BOUNCE_N_ORIGINS]
    = { "remote", "reporter", "prose" };

const char *
bounce_stage_name (BounceStage stage)
{
  return stage_names[stage];
}

const char *
bounce_origin_name (BounceOrigin origin)
{
  return origin_names[origin];
}

static void
text_clear (gpointer data)
{
  g_free (((BounceEvidenceText *)data)->owned);
}

BounceEvidence *
bounce_evidence_new (void)
{
  BounceEvidence *evidence = BOUNCE_NEW0 (BounceEvidence);

  evidence->date = G_MININT64;
  evidence->texts = g_array_sized_new (
      FALSE, FALSE, sizeof (BounceEvidenceText), TEXTS_USUAL);
  g_array_set_clear_func (evidence->texts, text_clear);
  return evidence;
}

void
bounce_evidence_free (BounceEvidence *evidence)
{
  if (evidence == NULL)
    return;
  g_free (evidence->recipient);
  g_free (evidence->original_recipient);
  g_free (evidence->diagnostic_type);
  g_free (evidence->own_diagnostic);
  g_free (evidence->remote_mta);
  g_array_free (evidence->texts, TRUE);
  g_free (evidence);
}

/* The code that begins each line of a multi-line reply: "550-5.1.1 " or
   "550 ".  PREFIX_LENGTH is that of the code without what follows it. */
typedef struct
{
  char digits[4];
  BounceStatus status;
} ReplyPrefix;

static gsize
skip_status (const char *text, BounceStatus *status)
{
  gsize n = text[0] == '#' ? 1 : 0;
  gsize length = bounce_status_parse (text + n, status);

  return length ? n + length : 0;
}

/* Bytes to drop at TEXT if it repeats the prefix of a multi-line reply. */
static gsize
repeated_prefix (const char *text, const ReplyPrefix *prefix)
{
  BounceStatus status;
  gsize n = 3;

  if (strncmp (text, prefix->digits, 3) != 0
      || (text[3] != '-' && text[3] != ' '))
    return 0;
  n++;
  while (text[n] == ' ')
    n++;
  gsize length = skip_status (text + n, &status);
  if (length && status.subject == prefix->status.subject
      && status.detail == prefix->status.detail)
    n += length;
  else if (text[3] == ' ' && prefix->status.class != 0)
    return 0; /* a second reply, not a line of the same one */
  while (text[n] == ' ')
    n++;
  return n;
}

/* Squeezes white space and control bytes into single spaces. */
static char *
squeeze (const char *text)
{
  const char *end = text + strnlen (text, WORDS_MAX);
  char *out = g_malloc ((gsize)(end - text) + 1), *to = out;
  gboolean space = FALSE;
  guchar all = 0;

  while (text < end)
    {
      guint64 word;

      if ((guchar)*text <= ' ' || *text == 0x7f)
        {
          space = to > out;
          text++;
          continue;
        }
      if (space)
        *to++ = ' ';
      space = FALSE;
      if (end - text >= 8
          && (word = bounce_ascii_word (text), bounce_ascii_flatten (&word)))
        {
          memcpy (to, &word, sizeof word);
          space = to[7] == ' ';
          to += space ? 7 : 8;
          text += 8;
          continue;
        }
      all |= (guchar)*text;
      *to++ = *text++;
    }
  *to = '\0';
  /* The limit must not leave half a character behind. */
  if (all >= 0x80 && !g_utf8_validate (out, to - out, &end))
    out[end - out] = '\0';
  return out;
}

/* Joins "550-5.1.1 No such 550 5.1.1 user" to "550 5.1.1 No such user".  Only
   a reply that says itself, with its '-', that it goes on is joined. */
static void
join_reply (char *text)
{
  ReplyPrefix prefix = { { 0 }, { 0, 0, 0 } };

  if (bounce_reply_parse (text) == 0 || text[3] != '-')
    return;
  memcpy (prefix.digits, text, 3);
  text[3] = ' ';
  skip_status (text + 4, &prefix.status);

  char *to = text + 4;
  for (const char *from = to; *from;)
    {
      gsize drop = from[-1] == ' ' ? repeated_prefix (from, &prefix) : 0;
      if (from == text + 4)
        drop = 0;
      if (drop)
        {
          from += drop;
          if (*from == 0)
            break;
        }
      *to++ = *from++;
    }
  *to = 0;
}

/* Whether the '-' at MARK follows a reply code: "450-'4.7.1 later'". */
static gboolean
follows_reply (const char *text, const char *mark)
{
  return mark - text >= 3 && bounce_reply_parse (mark - 3) >= 400
         && (mark - text == 3 || !g_ascii_isalnum (mark[-4]));
}

/* The reply at the end of a chain "550 5.7.350 Remote server returned ... ->
   554 5.7.1 no", as Exchange Online quotes what the other server said; LAST if
   TEXT is none.  "Message expired -> 421 4.4.1 ..." quotes its own attempts. */
static const char *
behind_arrow (const char *text, const char *last)
{
  for (const char *p = text; (p = strstr (p, "-> ")) != NULL; p++)
    if (bounce_reply_parse (p + 3) >= 500)
      last = MAX (last, p + 3);
  return last;
}

/* The innermost reply of a chain "host a said: 550 b (host c said: ...)"; TEXT
   itself if it is none. */
static const char *
innermost (const char *text)
{
  const char *last = text;

  for (const char *p = text; (p = strchr (p, '\'')) != NULL; p++)
    if (p > text && p[-1] == '-' && follows_reply (text, p - 1))
      last = p - 4;

  for (const char *p = text; (p = strchr (p, ':')) != NULL; p++)
    if (p - text >= 4 && memcmp (p - 4, "said", 4) == 0 && p[1] == ' '
        && (g_ascii_isdigit (p[2]) || p[2] == '#'))
      last = p + 2;
  return behind_arrow (text, last);
}

/* The one of EVIDENCE's texts that is the same as TEXT, or NULL. */
static const char *
find_text (const BounceEvidence *evidence, const char *text)
{
  for (guint i = 0; i < evidence->texts->len; i++)
    {
      const char *said = bounce_evidence_text (evidence, i)->text;

      if (said == text || g_strcmp0 (said, text) == 0)
        return said;
    }
  return NULL;
}

/* What the innermost server said, from QUOTED on in a text, which is EVIDENCE's
   if it is to last.  Behind it Postfix tells which command it answers. */
static void
add_quoted (BounceEvidence *evidence, const char *quoted, gboolean lasting)
{
  const char *end = strstr (quoted, " (in reply to ");
  BounceEvidenceText said = { .origin = BOUNCE_ORIGIN_REMOTE, .text = quoted };

  if (end != NULL)
    said.text = said.owned = bounce_copy (quoted, (gsize)(end - quoted));
  else if (!lasting)
    said.text = said.owned = g_strdup (quoted);
  said.inner = innermost (said.text);
  if (find_text (evidence, said.text) == NULL)
    g_array_append_val (evidence->texts, said);
  else
    g_free (said.owned);
}

void
bounce_evidence_add (BounceEvidence *evidence, BounceOrigin origin,
                     const char *text)
{
  char *flat;
  const char *inner;
  gboolean quotes, known;

  if (text == NULL || evidence->texts->len >= TEXTS_MAX)
    return;
  flat = squeeze (text);
  if (*flat == 0)
    {
      g_free (flat);
      return;
    }
  join_reply (flat);
  /* Of "host x said: 550 no" the words behind "said" are the refusing
     server's, and no wording may begin before them and end in them. */
  inner = innermost (flat);
  quotes = origin != BOUNCE_ORIGIN_PROSE && inner > flat;
  known = find_text (evidence, flat) != NULL;
  if (!known)
    {
      BounceEvidenceText said
          = { .origin = quotes ? BOUNCE_ORIGIN_REPORTER : origin,
              .text = flat,
              .owned = flat,
              .inner = inner };

      g_array_append_val (evidence->texts, said);
    }
  if (quotes)
    add_quoted (evidence, inner, !known);
  if (known)
    g_free (flat);
}

void
bounce_evidence_set_diagnostic (BounceEvidence *evidence, const char *text)
{
  const char *said = find_text (evidence, text);
  char *own = said == NULL ? g_strdup (text) : NULL;

  g_free (evidence->own_diagnostic);
  evidence->own_diagnostic = own;
  evidence->diagnostic = said != NULL ? said : own;
}

gboolean
bounce_evidence_is_for_now (const BounceEvidence *evidence)
{
  return evidence->reply_code / 100 == 4 || evidence->status.class == 4;
}
