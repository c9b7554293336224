/* transcript-line: a line to the SMTP command or the reply that it tells, if it
   tells one and no more.  Sentences that speak of a command ("in reply to RCPT
   TO") are none, nor are replies with an address or a name before them. */
#include "config.h"

#include <string.h>

#include "model/status.h"
#include "report/transcript-line.h"

/* A mark and a date before what was said are no longer, and nobody's address.
 */
#define MARK_MAX 60

/* Nor has it more words than "Wed Apr 08 2026 Remote server said". */
#define MARK_WORDS 6

/* What a command takes. */
typedef enum
{
  TAKES_NOTHING,
  TAKES_WORD,
  TAKES_PATH
} Takes;

static const struct
{
  const char *verb;
  Takes takes;
  BounceStage stage;
} commands[] = {
  { "EHLO", TAKES_WORD, BOUNCE_STAGE_HELO },
  { "HELO", TAKES_WORD, BOUNCE_STAGE_HELO },
  { "LHLO", TAKES_WORD, BOUNCE_STAGE_HELO },
  { "STARTTLS", TAKES_NOTHING, BOUNCE_STAGE_HELO },
  { "MAIL FROM", TAKES_PATH, BOUNCE_STAGE_MAIL },
  { "RCPT TO", TAKES_PATH, BOUNCE_STAGE_RCPT },
  { "DATA", TAKES_NOTHING, BOUNCE_STAGE_DATA },
  { "BDAT", TAKES_WORD, BOUNCE_STAGE_DATA },
  { ".", TAKES_NOTHING, BOUNCE_STAGE_DATA },
  { "<CRLF>.<CRLF>", TAKES_NOTHING, BOUNCE_STAGE_DATA },
  { "<CR><LF>.<CR><LF>", TAKES_NOTHING, BOUNCE_STAGE_DATA },
  { "AUTH", TAKES_WORD, BOUNCE_STAGE_NONE },
  { "NOOP", TAKES_NOTHING, BOUNCE_STAGE_NONE },
  { "RSET", TAKES_NOTHING, BOUNCE_STAGE_NONE },
  { "QUIT", TAKES_NOTHING, BOUNCE_STAGE_NONE },
};

/* Whether only parameters follow (RFC 5321, 4.1.2): "SIZE=1000 SMTPUTF8". */
static gboolean
are_parameters (const char *p, const char *end)
{
  while (p < end)
    {
      const char *word = p;
      gboolean value = FALSE;

      while (p < end && *p != ' ')
        {
          value = value || *p == '=';
          if (!value && !g_ascii_isupper (*p) && !g_ascii_isdigit (*p)
              && strchr ("-'\">.", *p) == NULL)
            return FALSE;
          p++;
        }
      if (!value && g_ascii_isdigit (*word))
        return FALSE;
      while (p < end && *p == ' ')
        p++;
    }
  return TRUE;
}

/* Whether a path and parameters stand from P to END, or nothing: it may be on
   the next line. */
static gboolean
is_path (const char *p, const char *end)
{
  const char *close;

  if (p == end)
    return TRUE;
  if (*p != ':' && *p != '<' && *p != ' ')
    return FALSE;
  while (p < end && (*p == ':' || *p == ' '))
    p++;
  if (p == end)
    return TRUE;
  close = *p == '<' ? memchr (p, '>', (gsize)(end - p)) : NULL;
  if (*p == '<' && close == NULL)
    return FALSE;
  if (close == NULL)
    {
      close = memchr (p, ' ', (gsize)(end - p));
      if (memchr (p, '@', (gsize)((close != NULL ? close : end) - p)) == NULL
          || (close != NULL ? close[-1] : end[-1]) == ':')
        return FALSE;
      close = close != NULL ? close : end;
    }
  else
    close++;
  if (close < end && strchr (" '\"", *close) == NULL)
    return FALSE;
  while (close < end && strchr (" '\"", *close) != NULL)
    close++;
  return are_parameters (close, end);
}

/* Whether one word stands from P to END, or two: "AUTH PLAIN xyz". */
static gboolean
is_word (const char *p, const char *end)
{
  guint words = 0;

  if (p == end || *p != ' ')
    return FALSE;
  for (; p < end; p++)
    words += *p != ' ' && p[-1] == ' ';
  return words <= 2 && end[-1] != ':';
}

/* Whether a command or a reply may begin with C: most bytes of a text are
   passed over so, and the verbs above have these letters. */
static gboolean
may_begin (guchar c)
{
  switch (c)
    {
    case '2':
    case '3':
    case '4':
    case '5':
    case '.':
    case '<':
      return TRUE;
    default:
      return g_ascii_isalpha (c) && strchr ("ehlsmrdbanq", c | 0x20) != NULL;
    }
}

/* Whether nothing follows at P, and TEXT is no word of a sentence or a heading:
   "Data". */
static gboolean
is_end (const char *text, const char *p, const char *end, gboolean marked)
{
  for (; text < p && !marked; text++)
    if (g_ascii_islower (*text))
      return FALSE;
  while (p < end && strchr ("'\"", *p) != NULL)
    p++;
  return p == end;
}

static gboolean
find_command (const char *text, const char *end, gboolean marked,
              BounceTranscriptLine *line)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const char *verb = commands[i].verb;
      gsize n;
      const char *p;

      if ((*text | 0x20) != (*verb | 0x20))
        continue;
      n = strlen (verb);
      p = text + n;
      if ((gsize)(end - text) < n || g_ascii_strncasecmp (text, verb, n) != 0)
        continue;
      if (commands[i].takes == TAKES_PATH   ? !is_path (p, end)
          : commands[i].takes == TAKES_WORD ? !is_word (p, end)
                                            : !is_end (text, p, end, marked))
        continue;
      line->said = text;
      line->command = TRUE;
      line->stage = commands[i].stage;
      return TRUE;
    }
  return FALSE;
}

static gboolean
is_reply (const char *text, const char *end)
{
  return end - text >= 3 && *text >= '2' && *text <= '5' && text[1] <= '5'
         && bounce_reply_parse (text) != 0
         && (text + 3 == end || text[3] == ' ' || text[3] == '-');
}

/* Whether START..END, what stands before a command or a reply, ends as a mark
   or a date does: with a sign, if not all of it is a date. */
static gboolean
is_mark (const char *start, const char *end)
{
  while (end > start && strchr (" '\"", end[-1]) != NULL)
    end--;
  if (end == start || strchr (":>]|)-=*#~<", end[-1]) != NULL
      || (guchar)end[-1] >= 0x80)
    return TRUE;
  if (!g_ascii_isdigit (end[-1]))
    return FALSE;
  for (const char *p = start + 1; p < end; p++)
    if (*p == ':' && g_ascii_isdigit (p[-1]))
      return TRUE;
  return FALSE;
}

/* Whether a word of two letters or more stands from START to END. */
static gboolean
has_word (const char *start, const char *end)
{
  for (const char *p = start; p + 1 < end; p++)
    if (g_ascii_isalpha (p[0]) && g_ascii_isalpha (p[1]))
      return TRUE;
  return FALSE;
}

gboolean
bounce_transcript_line (const char *start, const char *end,
                        BounceTranscriptLine *line)
{
  const char *limit = end - start > MARK_MAX ? start + MARK_MAX : end;
  guint words = 0;

  /* What a batch of commands (BSMTP) holds is told with a code of its own. */
  if (end - start > 4 && strncmp (start, "050 ", 4) == 0)
    start += 4;
  for (const char *p = start; p < limit; p++)
    {
      if (*p == '@')
        return FALSE;
      if (p > start && (g_ascii_isalnum (p[-1]) || p[-1] == '.'))
        continue;
      words += g_ascii_isalpha (*p) && (p == start || p[-1] == ' ');
      if (words > MARK_WORDS)
        return FALSE;
      if (!may_begin ((guchar)*p) || !is_mark (start, p))
        continue;
      line->marked = p > start;
      if (find_command (p, end, line->marked, line))
        return TRUE;
      if (is_reply (p, end))
        {
          line->said = p;
          line->command = FALSE;
          line->stage = BOUNCE_STAGE_NONE;
          line->worded = has_word (start, p);
          return TRUE;
        }
    }
  return FALSE;
}
