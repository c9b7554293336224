/* fold-barriers: finds the barriers between clauses by punctuation: sentence
   ends, semicolons, the colon of a label, dashes, brackets, lines that end a
   sentence.  What stands in brackets is a clause of its own, and the clause
   around it goes on behind them.  It looks at bytes only, of folded text, and
   guesses where a dot or a line break may mean several things. */
#include "config.h"

#include <string.h>

#include "text/fold-barriers.h"
#include "text/lists.h"

/* A shorter line is not broken because it is full. */
#define LINE_FULL 50

void
bounce_marker_begin (BounceMarker *marker, GArray *words)
{
  *marker = (BounceMarker){ .words = words, .fresh = TRUE };
}

/* The array is longer than its marks until the text ends: none of its words
   takes a call. */
static void
put_mark (BounceMarker *marker, const BounceWord *mark)
{
  if (marker->n_words == marker->words->len)
    g_array_set_size (marker->words, MAX (2 * marker->words->len, 64));
  g_array_index (marker->words, BounceWord, marker->n_words++) = *mark;
}

void
bounce_marker_word (BounceMarker *marker, gsize start, gsize length,
                    guint joined)
{
  BounceWord word
      = { (guint32)start, (guint32)length, 0, 0, 0, (guint8)joined };

  if (marker->fresh)
    marker->clause = marker->n_clauses++;
  marker->fresh = FALSE;
  word.clause = marker->clause;
  word.barrier = (guint8)marker->barrier;
  word.taken = (guint8)marker->taken;
  marker->barrier = marker->taken = 0;
  put_mark (marker, &word);
}

void
bounce_marker_barrier (BounceMarker *marker, BounceBarrier barrier)
{
  marker->barrier = MAX (marker->barrier, (guint)barrier);
  if (barrier > BOUNCE_BARRIER_BRACKET)
    marker->fresh = TRUE;
}

void
bounce_marker_taken (BounceMarker *marker, BounceTaken taken)
{
  marker->taken |= (guint)taken;
}

static void
open_bracket (BounceMarker *marker)
{
  bounce_marker_barrier (marker, BOUNCE_BARRIER_BRACKET);
  if (marker->depth < BOUNCE_MARKER_DEPTH)
    /* Of a clause that has no word yet, there is nothing to go on with. */
    marker->outer[marker->depth] = marker->fresh ? G_MAXUINT32 : marker->clause;
  marker->depth++;
  marker->fresh = TRUE;
}

static void
close_bracket (BounceMarker *marker)
{
  bounce_marker_barrier (marker, BOUNCE_BARRIER_BRACKET);
  if (marker->depth == 0 || --marker->depth >= BOUNCE_MARKER_DEPTH)
    return;
  marker->fresh = marker->outer[marker->depth] == G_MAXUINT32;
  if (!marker->fresh)
    marker->clause = marker->outer[marker->depth];
}

/* "user(s)", "address(es)": letters right behind letters. */
static gboolean
is_plural (const char *text, gsize length, gsize open)
{
  gsize end = open + 1;

  if (open == 0 || !g_ascii_isalpha (text[open - 1]))
    return FALSE;
  while (end < length && end - open <= 3 && g_ascii_islower (text[end]))
    end++;
  return end > open + 1 && end < length && text[end] == ')';
}

static gboolean
closes_plural (const char *text, gsize length, gsize close)
{
  gsize open = close;

  while (open > 0 && close - open < 3 && g_ascii_islower (text[open - 1]))
    open--;
  return open > 0 && text[open - 1] == '('
         && is_plural (text, length, open - 1);
}

/* A line break ends a sentence where the line is too short to be broken for
   its length and the next one begins like a sentence. */
static BounceBarrier
line_end (const char *text, gsize length, gsize at)
{
  gsize start = at, next = at + 1;

  while (next < length
         && (text[next] == ' ' || text[next] == '\t' || text[next] == '\r'))
    next++;
  if (next == length || text[next] == '\n')
    return BOUNCE_BARRIER_PARAGRAPH;
  while (start > 0 && text[start - 1] != '\n')
    start--;
  if (at - start < LINE_FULL
      && (g_ascii_isupper (text[next]) || strchr ("-*<>#", text[next]) != NULL))
    return BOUNCE_BARRIER_LINE;
  return BOUNCE_BARRIER_NEWLINE;
}

void
bounce_marker_break (BounceMarker *marker, const char *text, gsize length,
                     gsize at)
{
  switch (text[at])
    {
    case '(':
    case '[':
    case '{':
      if (!is_plural (text, length, at))
        open_bracket (marker);
      break;
    case ')':
    case ']':
    case '}':
      if (!closes_plural (text, length, at))
        close_bracket (marker);
      break;
    case ';':
    case '|':
      bounce_marker_barrier (marker, BOUNCE_BARRIER_SEMICOLON);
      break;
    case ',':
      bounce_marker_barrier (marker, BOUNCE_BARRIER_COMMA);
      break;
    case '\n':
      bounce_marker_barrier (marker, line_end (text, length, at));
      break;
    default:
      break;
    }
  if (marker->barrier == BOUNCE_BARRIER_PARAGRAPH)
    marker->depth = 0;
}

/* Behind these and a colon, another one speaks. */
static gboolean
is_said (const char *word, gsize length)
{
  return bounce_list_begins_raw (word, length, BOUNCE_LIST_BARRIER_SAID);
}

static gboolean
is_abbreviation (const char *word, gsize length)
{
  return length == 1
         || bounce_list_begins_raw (word, length, BOUNCE_LIST_ABBREVIATION);
}

/* The length of the last word of the bytes from START to END. */
static gsize
last_word (const char *text, gsize start, gsize end)
{
  gsize from = end;

  while (
      from > start
      && ((guchar)text[from - 1] >= 0x80 || g_ascii_isalpha (text[from - 1])))
    from--;
  return end - from;
}

void
bounce_marker_chunk (BounceMarker *marker, const char *text, gsize length,
                     gsize start, gsize end)
{
  gsize word;

  while (end > start && (text[end - 1] == '\'' || text[end - 1] == '`'))
    end--;
  if (end == start)
    return;
  switch (text[end - 1])
    {
    case ':':
      word = last_word (text, start, end - 1);
      bounce_marker_barrier (marker, is_said (text + end - 1 - word, word)
                                         ? BOUNCE_BARRIER_SAID
                                         : BOUNCE_BARRIER_LABEL);
      break;
    case '!':
    case '?':
      bounce_marker_barrier (marker, BOUNCE_BARRIER_SENTENCE);
      break;
    case '.':
      word = last_word (text, start, end - 1);
      /* "e.g. this", but "at 9 a.m." at the end of a line. */
      if (word == 0 || end >= length || text[end] == '\n'
          || !is_abbreviation (text + end - 1 - word, word))
        bounce_marker_barrier (marker, BOUNCE_BARRIER_SENTENCE);
      break;
    case '-':
      while (end > start && text[end - 1] == '-')
        end--;
      if (end == start)
        bounce_marker_barrier (marker, BOUNCE_BARRIER_DASH);
      break;
    default:
      break;
    }
}

void
bounce_marker_end (BounceMarker *marker, gsize length)
{
  BounceWord behind
      = { (guint32)length,       0, marker->clause, BOUNCE_BARRIER_PARAGRAPH,
          (guint8)marker->taken, 0 };

  put_mark (marker, &behind);
  g_array_set_size (marker->words, marker->n_words);
}
