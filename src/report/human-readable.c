/* human-readable: turns a report's text part into further evidence.  It reads
   three things that MTAs put there and nowhere else: the SMTP transcript (">>>
   RCPT To", "<<< 550"), a reason behind an address, and plain sentences. */
#include "config.h"

#include <string.h>

#include "base/append.h"
#include "base/ascii.h"
#include "base/memory.h"
#include "base/scratch.h"
#include "report/address-index.h"
#include "report/footer.h"
#include "report/human-readable.h"
#include "report/transcript-line.h"
#include "report/whose-reply.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* Words for everybody are given to this many recipients at most. */
#define SHARED_MAX 16

/* Of a reason in prose this many lines are read. */
#define REASON_LINES 16

/* Of the whole text this much is words on a reason. */
#define TEXT_MAX (16 * 1024)

typedef struct
{
  const GPtrArray *recipients;
  BounceAddressIndex index;
  gint current;        /* of the transcript: -1 nobody's */
  gint paragraph;      /* whose "<a@b>:" was met last, -1: nobody's */
  const char *host;    /* that it talks to, up to a space; or NULL */
  BounceStage stage;   /* the command that the next reply answers */
  gboolean skip_reply; /* the reply to a command that follows an error */
  GString *reply;      /* a "<<<" reply, its lines so far; NULL: none yet */
  gboolean mentioned;  /* some recipient's address was met */
  gboolean in_transcript;
  const char *transcript; /* where it begins */
  gboolean replied;       /* the transcript held a refusal */
  gint refused;           /* whom the last refusal was about, -1: nobody */
  GString *reasons;       /* of a lone recipient: all that the reporter says;
                             NULL: nothing yet */
  const char *taken;      /* the end of the reason that was given last */
  GString *sentences;     /* what belongs to no reason and to no transcript */
} Reader;

static BounceEvidence *
recipient (const Reader *reader, gint i)
{
  return g_ptr_array_index (reader->recipients, i);
}

/* Of most lines only the first letter is looked at. */
static inline gboolean
begins (const char *line, const char *mark)
{
  return *line == *mark && strncmp (line, mark, strlen (mark)) == 0;
}

/* Of most lines the first byte is none. */
static inline const char *
skip_spaces (const char *line)
{
  while (*line == ' ')
    line++;
  return line;
}

static gboolean
is_follow_up (const char *text)
{
  g_autofree char *folded = bounce_fold_line (text, -1);

  return bounce_list_in (folded, BOUNCE_LIST_FOLLOW_UP_REPLY);
}

/* Gives the transcript's reply to the recipient I, whom it NAMES: behind DATA
   it is one to a RCPT that went out before. */
static void
add_reply (Reader *reader, gint i, gboolean names)
{
  BounceEvidence *evidence = recipient (reader, i);

  bounce_evidence_add (evidence, BOUNCE_ORIGIN_REMOTE, reader->reply->str);
  if (evidence->stage == BOUNCE_STAGE_NONE)
    evidence->stage = names && reader->stage == BOUNCE_STAGE_DATA
                          ? BOUNCE_STAGE_RCPT
                          : reader->stage;
}

/* Gives the transcript's reply to the recipient it is about. */
static void
give_reply (Reader *reader)
{
  const char *text = reader->reply->str;
  const char *after;
  guint code = bounce_reply_parse (text);
  gint named = bounce_address_index_find (&reader->index, text,
                                          text + reader->reply->len, &after);

  if (named >= 0) /* pipelined commands: the reply says whom it is about */
    reader->current = named;
  /* Courier parts its transcript: each recipient has a paragraph with its own.
   */
  gint whose = reader->current >= 0 ? reader->current : reader->paragraph;
  reader->replied |= code >= 400;
  if (code >= 400 && code != 503 && !reader->skip_reply && !is_follow_up (text))
    {
      reader->refused = whose;
      if (whose >= 0)
        add_reply (reader, whose, named >= 0);
      else if (reader->recipients->len <= SHARED_MAX)
        for (gint i = 0; i < (gint)reader->recipients->len; i++)
          if (!bounce_reply_is_anothers (reader->recipients, (guint)i, text,
                                         reader->host))
            add_reply (reader, i, FALSE);
    }
  g_string_truncate (reader->reply, 0);
}

static inline void
end_reply (Reader *reader)
{
  if (reader->reply != NULL && reader->reply->len > 0)
    give_reply (reader);
}

static void
transcript_command (Reader *reader, const char *line, const char *end)
{
  const char *after;
  const char *command = bounce_ascii_skip_blanks (line + 3);
  BounceTranscriptLine told;

  end_reply (reader);
  gboolean data = g_ascii_strncasecmp (command, "data", 4) == 0;
  /* A transcript goes on to DATA although every recipient was refused; the
     server's "503 need RCPT" is no reason then. */
  reader->skip_reply = data && reader->current >= 0;
  reader->stage = bounce_transcript_line (command, end, &told)
                      ? told.stage
                      : BOUNCE_STAGE_NONE;
  if (!data)
    reader->current
        = bounce_address_index_find (&reader->index, command, end, &after);
}

static void
transcript_reply (Reader *reader, const char *line, const char *end)
{
  const char *text = line + 3;

  text = bounce_ascii_skip_blanks (text);
  guint code = bounce_reply_parse (text);
  if (reader->reply == NULL)
    reader->reply = bounce_scratch_take ();
  if (reader->reply->len
      && (code == 0 || strncmp (text, reader->reply->str, 3) != 0))
    end_reply (reader);
  if (text < end)
    {
      if (reader->reply->len)
        g_string_append_c (reader->reply, '\n');
      g_string_append_len (reader->reply, text, end - text);
    }
}

/* Where the words of the reason end that begins at FROM: at a blank line, or
   before the next recipient's address. */
static const char *
reason_end (const Reader *reader, const char *from, gint whose)
{
  const char *p = from + strcspn (from, "\n");

  for (int lines = 0; *p && lines < REASON_LINES; lines++)
    {
      const char *line = p + 1;
      const char *end = line + strcspn (line, "\n");
      const char *after;
      if (bounce_ascii_skip_blanks (line) >= end || begins (line, ">>>")
          || begins (line, "<<<") || begins (line, "--"))
        break;
      gint other
          = bounce_address_index_find (&reader->index, line, end, &after);
      if (other >= 0 && other != whose)
        break;
      p = end;
    }
  return p;
}

/* Brackets and dots that are left of a line are no words. */
static gboolean
has_words (const char *from, const char *end)
{
  guint letters = 0;

  for (const char *p = from; p < end && letters < 3; p++)
    letters += g_ascii_isalpha (*p) || (guchar)*p >= 0x80;
  return letters >= 3;
}

/* Of a lone recipient all reasons are one text: which of its words counts is
   then for the rules to say, not for the order of the lines. */
static void
add_reason (Reader *reader, gint whose, const char *from, const char *end)
{
  if (!has_words (from, end) || (gsize)(end - from) > TEXT_MAX)
    return;
  if (reader->recipients->len > 1)
    {
      g_autofree char *text = bounce_copy (from, (gsize)(end - from));
      bounce_evidence_add (recipient (reader, whose), BOUNCE_ORIGIN_REPORTER,
                           text);
    }
  else
    {
      if (reader->reasons == NULL)
        reader->reasons = bounce_scratch_take ();
      if (reader->reasons->len >= TEXT_MAX)
        return;
      g_string_append_len (reader->reasons, from, end - from);
      g_string_append_c (reader->reasons, '\n');
    }
}

/* Whether only marks and a code stand before the address that ends at AFTER,
   whose line begins at LINE: then all of the line is the reason. */
static gboolean
begins_with_address (const char *line, const char *after)
{
  BounceAddressSpan span;

  return bounce_address_find (line, after, &span)
         && line + strspn (line, "<\"'(*- 0123456789.") >= span.start;
}

/* "<address>: reason", "address... reason", "550 address... reason". */
static void
take_reason (Reader *reader, gint whose, const char *line, const char *after)
{
  const char *end = reason_end (reader, after, whose);
  const char *words = after + strspn (after, ">:. \t");

  while (line < after && g_ascii_isspace (*line))
    line++;
  if (begins_with_address (line, after))
    reader->taken = end;
  if (bounce_reply_parse (line))
    words = line;
  const char *said = memmem (words, (gsize)(end - words), "said:", 5);
  if (said && (gsize)(end - said) < TEXT_MAX)
    {
      g_autofree char *text = bounce_copy (said + 5, (gsize)(end - said - 5));
      bounce_evidence_add (recipient (reader, whose), BOUNCE_ORIGIN_REMOTE,
                           text);
    }
  add_reason (reader, whose, words, end);
}

/* A line of a transcript that is neither command nor reply: what a local
   mailer printed, or "(reason: ...)". */
static void
transcript_line (Reader *reader, const char *line, const char *end)
{
  static const char title[] = "transcript of session";
  const char *words = line;

  while (*words == ' ' || *words == '-' || *words == '\t')
    words++;
  if ((*words | 0x20) == *title
      && g_ascii_strncasecmp (words, title, sizeof title - 1) == 0)
    {
      reader->in_transcript = TRUE;
      reader->transcript = line;
    }
  else if (reader->in_transcript
           && !begins (line, "... while")
           /* "554 5.0.0 Service unavailable" after a refusal is only how the
              reporter maps it. */
           && !(reader->replied && bounce_reply_parse (line)))
    add_reason (reader, 0, line, end);
}

static void
read_line (Reader *reader, const char *line, const char *end)
{
  const char *after;

  /* ">>> a@b (after RCPT TO): 550 ..." is no command. */
  if (begins (line, ">>>") && begins_with_address (line + 3, end))
    line += 3;
  if (begins (line, ">>>"))
    transcript_command (reader, line, end);
  else if (begins (line, "<<<"))
    transcript_reply (reader, line, end);
  else
    {
      end_reply (reader);
      if (begins (line, "... while talking to "))
        reader->host = line + strlen ("... while talking to ");
      gint whose
          = bounce_address_index_find (&reader->index, line, end, &after);
      if (whose < 0)
        {
          if (begins (skip_spaces (line), "--"))
            reader->paragraph = -1; /* a rule parts them from what is of all */
          if (reader->recipients->len == 1)
            transcript_line (reader, line, end);
          else
            bounce_reply_of_program (reader->recipients, line, end);
          return;
        }
      reader->mentioned = TRUE;
      /* "550 5.1.1 <a@b>... User unknown" below the server's own reply is
         only what the reporter makes of it: its codes count, no words. */
      if (reader->in_transcript && reader->refused == whose
          && bounce_reply_parse (line))
        {
          g_autofree char *codes = bounce_copy (line, strcspn (line, "<\n"));
          bounce_evidence_add (recipient (reader, whose),
                               BOUNCE_ORIGIN_REPORTER, codes);
          return;
        }
      if (after + strspn (after, ">: \t\r") == end
          && begins_with_address (line, after))
        {
          reader->paragraph = whose;
          reader->current = -1;
        }
      take_reason (reader, whose, line, after);
    }
}

/* Sentences that name nobody are about the recipient if there is one only, or
   about all if nobody is named at all.  What a reason or a transcript holds is
   the refusing side's: no wording may begin in the sentences and end there. */
static void
share_sentences (Reader *reader)
{
  if (reader->recipients->len > 1
      && (reader->mentioned || reader->recipients->len > SHARED_MAX
          || bounce_statuses_differ (reader->recipients)))
    return;
  for (guint i = 0; i < reader->recipients->len; i++)
    bounce_evidence_add (recipient (reader, (gint)i), BOUNCE_ORIGIN_PROSE,
                         reader->sentences->str);
}

void
bounce_human_readable_collect (const char *text, const GPtrArray *recipients)
{
  gsize length
      = bounce_footer_start (text, bounce_human_readable_length (text));
  Reader reader = {
    .recipients = recipients, .current = -1, .paragraph = -1, .refused = -1
  };

  if (recipients->len == 0)
    return;
  reader.sentences = bounce_scratch_take ();
  reader.taken = text;
  bounce_address_index_init (&reader.index, recipients);
  for (const char *p = text; p < text + length;)
    {
      const char *end = strchr (p, '\n');
      if (end == NULL)
        end = p + strlen (p);
      read_line (&reader, p, end);
      if (p >= reader.taken && reader.transcript == NULL
          && !bounce_footer_is_banner (p, end)
          && reader.sentences->len < TEXT_MAX)
        bounce_append (reader.sentences, p, (gsize)(end - p + (*end == '\n')));
      p = end + (*end == '\n');
    }
  end_reply (&reader);
  if (reader.reasons != NULL)
    bounce_evidence_add (recipient (&reader, 0), BOUNCE_ORIGIN_REPORTER,
                         reader.reasons->str);
  share_sentences (&reader);
  if (reader.reply == NULL)
    bounce_human_readable_session (text, length, recipients);
  bounce_address_index_clear (&reader.index);
  bounce_scratch_give_back (reader.reply);
  bounce_scratch_give_back (reader.reasons);
  bounce_scratch_give_back (reader.sentences);
}
