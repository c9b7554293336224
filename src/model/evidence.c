/* evidence: collects what a notification says of one recipient, and finds in
   it the codes that matter: the enhanced status (RFC 3463), the reply code and
   the refused command (RFC 5321).  Judges nothing. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"

/* Of a text only this much is kept: more is no reason but a transcript. */
#define WORDS_MAX (64 * 1024)

/* Of one recipient only so many pieces of text are kept. */
#define WORDS_COUNT_MAX 32

/* No subject of RFC 3463 or of a vendor has two digits; versions do. */
#define SUBJECT_MAX 9

/* How a refused command shows in the texts of servers and clients, the most
   telling first. */
static const struct
{
  const char *words;
  BounceStage stage;
} stage_words[] = {
  { "end of data", BOUNCE_STAGE_DATA },
  { "sending message body", BOUNCE_STAGE_DATA },
  { "rcpt to", BOUNCE_STAGE_RCPT },
  { "rcpt command", BOUNCE_STAGE_RCPT },
  { "mail from", BOUNCE_STAGE_MAIL },
  { "mail command", BOUNCE_STAGE_MAIL },
  { "data command", BOUNCE_STAGE_DATA },
  { "after data", BOUNCE_STAGE_DATA },
  { "ehlo", BOUNCE_STAGE_HELO },
  { "helo", BOUNCE_STAGE_HELO },
  { "initial connection", BOUNCE_STAGE_CONNECT },
  { "initial greeting", BOUNCE_STAGE_CONNECT },
  { "refused to talk to me", BOUNCE_STAGE_CONNECT },
  { "connect to", BOUNCE_STAGE_CONNECT },
};

static const char *const stage_names[BOUNCE_N_STAGES]
    = { NULL, "connect", "helo", "mail", "rcpt", "data" };

static const char *const speaker_names[BOUNCE_N_SPEAKERS]
    = { "remote", "reporter", "prose" };

const char *
bounce_stage_name (BounceStage stage)
{
  return stage_names[stage];
}

const char *
bounce_speaker_name (BounceSpeaker speaker)
{
  return speaker_names[speaker];
}

static void
words_clear (gpointer data)
{
  g_free (((BounceWords *)data)->text);
}

BounceEvidence *
bounce_evidence_new (void)
{
  BounceEvidence *evidence = g_new0 (BounceEvidence, 1);

  evidence->date = G_MININT64;
  evidence->words = g_array_new (FALSE, TRUE, sizeof (BounceWords));
  g_array_set_clear_func (evidence->words, words_clear);
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
  g_free (evidence->diagnostic);
  g_free (evidence->remote_mta);
  g_array_free (evidence->words, TRUE);
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
  char *out = g_malloc (strnlen (text, WORDS_MAX) + 1), *to = out;
  gboolean space = FALSE;
  guchar all = 0;

  for (const char *p = text; *p && p < text + WORDS_MAX; p++)
    {
      if ((guchar)*p <= ' ' || *p == 0x7f)
        {
          space = to > out;
          continue;
        }
      if (space)
        *to++ = ' ';
      space = FALSE;
      *to++ = *p;
      all |= (guchar)*p;
    }
  *to = '\0';
  /* The limit must not leave half a character behind. */
  const char *end;
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

/* The innermost reply of a chain "host a said: 550 b (host c said: ...)". */
static const char *
innermost (const char *text)
{
  const char *last = text;

  for (const char *p = text; (p = strstr (p, "said: ")) != NULL;)
    {
      p += 6;
      if (g_ascii_isdigit (*p) || *p == '#')
        last = p;
    }
  return last;
}

/* Takes TEXT over, unless it was said before. */
static void
keep_words (BounceEvidence *evidence, BounceSpeaker speaker, char *text)
{
  for (guint i = 0; i < evidence->words->len; i++)
    if (g_str_equal (g_array_index (evidence->words, BounceWords, i).text,
                     text))
      {
        g_free (text);
        return;
      }
  BounceWords words = { speaker, text };
  g_array_append_val (evidence->words, words);
}

void
bounce_evidence_add (BounceEvidence *evidence, BounceSpeaker speaker,
                     const char *text)
{
  if (text == NULL || evidence->words->len >= WORDS_COUNT_MAX)
    return;
  char *flat = squeeze (text);
  if (*flat == 0)
    {
      g_free (flat);
      return;
    }
  join_reply (flat);
  /* Of "host x said: 550 no" the words behind "said" are the refusing
     server's, and no wording may begin before them and end in them. */
  const char *inner = innermost (flat);
  g_autofree char *quoted = NULL;
  if (speaker != BOUNCE_SPEAKER_PROSE && inner > flat)
    {
      quoted = g_strdup (inner);
      speaker = BOUNCE_SPEAKER_REPORTER;
    }
  keep_words (evidence, speaker, flat);
  if (quoted)
    keep_words (evidence, BOUNCE_SPEAKER_REMOTE, g_steal_pointer (&quoted));
}

/* How much a code says: 3 a cause, 2 a subject, 1 the class alone. */
static guint
status_rank (BounceStatus status)
{
  if (!bounce_status_is_set (status))
    return 0;
  if (!bounce_status_is_generic (status))
    return 3;
  return status.subject != 0 ? 2 : 1;
}

static gboolean
word_begins (const char *text, const char *at)
{
  return at == text || !(g_ascii_isalnum (at[-1]) || at[-1] == '.');
}

/* The code of TEXT that says most; of equals the first. */
static BounceStatus
best_status (const char *text)
{
  BounceStatus best = { 0, 0, 0 };

  for (const char *p = text; (p = strpbrk (p, "245")) != NULL; p++)
    {
      BounceStatus status;
      if (!word_begins (text, p) || bounce_status_parse (p, &status) == 0
          || status.subject > SUBJECT_MAX)
        continue;
      /* "2.0.0 queued" inside a refusal is no reason of it. */
      if (status.class == 2)
        continue;
      if (status_rank (status) > status_rank (best))
        best = status;
      if (status_rank (best) == 3)
        break;
    }
  return best;
}

/* The reply code in TEXT: where it begins, or behind a colon or bracket. */
static guint
find_reply (const char *text)
{
  for (const char *p = text; (p = strpbrk (p, "45")) != NULL; p++)
    {
      if (!word_begins (text, p))
        continue;
      guint reply = bounce_reply_parse (p);
      if (reply < 400)
        continue;
      if (p == text || (p >= text + 2 && strchr (":(<#>\"'", p[-2]))
          || strchr ("(<#[:\"'", p[-1]) || p[3] == '-'
          || (p[3] != '\0' && skip_status (p + 4, &(BounceStatus){ 0, 0, 0 }))
          || (p >= text + 6
              && (g_ascii_strncasecmp (p - 6, "error ", 6) == 0
                  || g_ascii_strncasecmp (p - 5, "code ", 5) == 0
                  || g_ascii_strncasecmp (p - 5, "rcpt ", 5) == 0)))
        return reply;
    }
  return 0;
}

static BounceStage
find_stage (const char *text)
{
  gsize length = strlen (text);
  g_autofree char *lower = g_malloc (length + 1);

  /* g_ascii_strdown asks GLib's table for each byte. */
  for (gsize i = 0; i <= length; i++)
    lower[i] = (char)(text[i] | (text[i] >= 'A' && text[i] <= 'Z' ? 0x20 : 0));

  for (guint i = 0; i < G_N_ELEMENTS (stage_words); i++)
    if (strstr (lower, stage_words[i].words) != NULL)
      return stage_words[i].stage;
  return BOUNCE_STAGE_NONE;
}

static void
consider (BounceStatus *best, BounceStatus status)
{
  if (status_rank (status) > status_rank (*best))
    *best = status;
}

/* The code that a piece of text gives.  Of the reporting side's words only
   those of the same class as its Status: count: a transcript tells of earlier
   attempts too. */
static BounceStatus
words_status (const BounceWords *words, BounceStatus field)
{
  BounceStatus best = { 0, 0, 0 };

  consider (&best, best_status (innermost (words->text)));
  consider (&best, best_status (words->text));
  if (words->speaker != BOUNCE_SPEAKER_REMOTE && bounce_status_is_set (field)
      && best.class != field.class)
    best.class = 0;
  return best;
}

void
bounce_evidence_settle (BounceEvidence *evidence)
{
  BounceStatus best = { 0, 0, 0 };

  for (guint speaker = 0; speaker < BOUNCE_N_SPEAKERS; speaker++)
    {
      for (guint i = 0; i < evidence->words->len; i++)
        {
          const BounceWords *words
              = &g_array_index (evidence->words, BounceWords, i);
          if (words->speaker != speaker)
            continue;
          /* A subject from the refusing side or from Status: is not made more
             specific by what the prose says. */
          if (speaker == BOUNCE_SPEAKER_REMOTE || status_rank (best) < 2)
            consider (&best, words_status (words, evidence->field_status));
          if (evidence->reply_code == 0)
            evidence->reply_code = find_reply (innermost (words->text));
          if (evidence->reply_code == 0)
            evidence->reply_code = find_reply (words->text);
          if (evidence->stage == BOUNCE_STAGE_NONE)
            evidence->stage = find_stage (words->text);
        }
      if (speaker == BOUNCE_SPEAKER_REMOTE)
        consider (&best, evidence->field_status);
    }
  evidence->status = best;
}
