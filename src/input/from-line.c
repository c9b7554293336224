/* from-line: is this line an mbox's separator (RFC 4155), or a sentence that
   begins with "From "?  The date tells: the forms that mail systems were seen
   to write stand in a table, each a row of words.  What follows the date must
   be a zone or "remote from", for prose goes on otherwise. */
#include "config.h"

#include <string.h>

#include "base/ascii.h"
#include "input/from-line.h"

#define MAX_WORDS 32

/* What a word can be; most can be nothing of it. */
enum
{
  WEEKDAY = 1 << 0,
  MONTH = 1 << 1,
  DAY = 1 << 2,
  TIME = 1 << 3,
  YEAR = 1 << 4,       /* of four digits */
  SHORT_YEAR = 1 << 5, /* of two, or of four */
  ZONE = 1 << 6,
  ISO_DATE = 1 << 7,
  ISO_TIME = 1 << 8 /* a date and a time */
};

typedef struct
{
  const char *start;
  gsize length;
  guint kinds;
} Word;

#define FORM_WORDS 6

static const guint date_forms[][FORM_WORDS] = {
  /* Fri Jul  8 12:08:34 2011 */
  { WEEKDAY, MONTH, DAY, TIME, YEAR },
  /* Thu Jan  1 00:00:00 EST 1970 */
  { WEEKDAY, MONTH, DAY, TIME, ZONE, YEAR },
  /* Thu, 1 Jan 1970 00:00:00 */
  { WEEKDAY, DAY, MONTH, YEAR, TIME },
  /* Sat, 03 Jan 98 01:05:34 */
  { WEEKDAY, DAY, MONTH, SHORT_YEAR, TIME },
  /* Thu 1 Jan 00:00:00 1970 */
  { WEEKDAY, DAY, MONTH, TIME, YEAR },
  /* Thu Jan  1 1970 00:00:00 */
  { WEEKDAY, MONTH, DAY, YEAR, TIME },
  /* Jan  1 00:00:00 1970 */
  { MONTH, DAY, TIME, YEAR },
  /* Jan  1 00:00:00 UTC 1970 */
  { MONTH, DAY, TIME, ZONE, YEAR },
  /* 1 Jan 1970 00:00:00 */
  { DAY, MONTH, YEAR, TIME },
  /* 1970-01-01 00:00:00 */
  { ISO_DATE, TIME },
  /* Thu 1970-01-01 00:00:00 */
  { WEEKDAY, ISO_DATE, TIME },
  /* 1970-01-01T00:00:00Z */
  { ISO_TIME },
};

static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
static const char weekdays[] = "MonTueWedThuFriSatSun";

static gboolean
is_digits (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return length > 0;
}

static gboolean
is_one_of (const Word *word, gsize length, const char *names)
{
  if (word->length != length)
    return FALSE;
  for (; *names != '\0'; names += 3)
    if (bounce_ascii_same (word->start, names, 3))
      return TRUE;
  return FALSE;
}

/* Digits stand for digits; anything else for itself, and ? for any byte. */
static gboolean
begins_like (const Word *word, const char *shape)
{
  gsize n = strlen (shape);

  if (word->length < n)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (shape[i] == '0' ? !g_ascii_isdigit (word->start[i])
                        : shape[i] != '?' && shape[i] != word->start[i])
      return FALSE;
  return TRUE;
}

static gboolean
is_time (const Word *word)
{
  static const char *const shapes[]
      = { "00:00:00", "0:00:00", "00:00", "0:00" };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (begins_like (word, shapes[i]))
      {
        gsize n = strlen (shapes[i]);
        return word->length == n || word->start[n] == '.';
      }
  return FALSE;
}

/* +0100, EST, EST5EDT, (CET), Z */
static gboolean
is_zone (const Word *word)
{
  const char *text = word->start;

  if (word->length == 5 && (text[0] == '+' || text[0] == '-'))
    return is_digits (text + 1, 4);
  if (word->length > 2 && text[0] == '(' && text[word->length - 1] == ')')
    return TRUE;
  for (gsize i = 0; i < word->length; i++)
    if (!g_ascii_isupper (text[i]) && (i == 0 || !g_ascii_isdigit (text[i])))
      return FALSE;
  return word->length <= 8;
}

/* Of a word of digits. */
static gboolean
is_year (const Word *word, gboolean short_too)
{
  return (short_too && word->length == 2)
         || (word->length == 4
             && (begins_like (word, "19") || begins_like (word, "20")));
}

/* A word that begins with a digit. */
static guint
kinds_of_number (const Word *word)
{
  guint kinds = 0;

  if (is_digits (word->start, word->length))
    {
      if (word->length <= 2)
        kinds |= DAY;
      if (is_year (word, FALSE))
        kinds |= YEAR;
      if (is_year (word, TRUE))
        kinds |= SHORT_YEAR;
      return kinds;
    }
  if (is_time (word))
    kinds |= TIME;
  if (word->length == 10 && begins_like (word, "0000-00-00"))
    kinds |= ISO_DATE;
  if (begins_like (word, "0000-00-00T00:00"))
    kinds |= ISO_TIME;
  return kinds;
}

static guint
kinds_of (const Word *word)
{
  guint kinds = is_zone (word) ? ZONE : 0;

  if (g_ascii_isdigit (*word->start))
    return kinds | kinds_of_number (word);
  if (is_one_of (word, 3, months))
    kinds |= MONTH;
  if (is_one_of (word, word->length == 4 && word->start[3] == ',' ? 4 : 3,
                 weekdays))
    kinds |= WEEKDAY;
  return kinds;
}

/* How many of the N words at WORDS are a date; 0 if they begin with none. */
static guint
date_length (const Word *words, guint n)
{
  guint best = 0;

  if ((words[0].kinds & ~ZONE) == 0) /* no form begins with a zone */
    return 0;
  for (guint f = 0; f < G_N_ELEMENTS (date_forms); f++)
    {
      const guint *form = date_forms[f];
      guint i = 0;

      while (i < FORM_WORDS && i < n && (words[i].kinds & form[i]))
        i++;
      if (i == FORM_WORDS || form[i] == 0)
        best = MAX (best, i);
    }
  return best;
}

/* Up to two zones, as in "+0100 (CET)", and uucp's "remote from host". */
static gboolean
is_tail (const Word *words, guint n)
{
  guint i = 0;

  while (i < n && i < 2 && (words[i].kinds & ZONE))
    i++;
  return i == n
         || (n - i >= 2 && words[i].length == 6
             && memcmp (words[i].start, "remote", 6) == 0
             && words[i + 1].length == 4
             && memcmp (words[i + 1].start, "from", 4) == 0);
}

/* One word, none at all, or several that end as an address does: "a name"@host,
   or what archives make of it, name at host. */
static gboolean
is_sender (const Word *words, guint n)
{
  if (n <= 1)
    return TRUE;
  return memchr (words[n - 1].start, '@', words[n - 1].length) != NULL
         || (n > 2 && words[n - 2].length == 2
             && memcmp (words[n - 2].start, "at", 2) == 0);
}

static guint
split_words (const char *text, gsize length, Word *words)
{
  const char *end = text + length;
  guint n = 0;

  while (n < MAX_WORDS)
    {
      while (text < end && (*text == ' ' || *text == '\t'))
        text++;
      if (text == end)
        break;
      words[n].start = text;
      while (text < end && *text != ' ' && *text != '\t')
        text++;
      words[n].length = (gsize)(text - words[n].start);
      words[n].kinds = kinds_of (&words[n]);
      n++;
    }
  return n;
}

/* What nearly all are, told without looking for words: a sender without spaces,
   or none, and the first form, which is that of asctime (). */
static gboolean
is_usual (const char *line, gsize length)
{
  static const char shape[] = "??? ??? ?0 00:00:00 0000";
  const gsize width = sizeof shape - 1;
  const char *sender = line + 5, *date = line + length - width;
  const Word day = { date, 3, 0 }, month = { date + 4, 3, 0 };
  const Word all = { date, width, 0 }, year = { date + 20, 4, 0 };

  return length > 5 + width && date[-1] == ' '
         && (date[8] == ' ' || g_ascii_isdigit (date[8]))
         && begins_like (&all, shape) && is_year (&year, FALSE)
         && is_one_of (&day, 3, weekdays) && is_one_of (&month, 3, months)
         && memchr (sender, ' ', (gsize)(date - sender)) == date - 1
         && memchr (sender, '\t', (gsize)(date - sender)) == NULL;
}

gboolean
bounce_from_is_separator (const char *line, gsize length)
{
  Word words[MAX_WORDS];
  guint n;

  if (length < 5 || length > BOUNCE_FROM_MAX || memcmp (line, "From ", 5) != 0)
    return FALSE;
  if (is_usual (line, length))
    return TRUE;
  n = split_words (line + 5, length - 5, words);
  for (guint i = 0; i < n; i++)
    {
      guint date = date_length (words + i, n - i);
      if (date > 0 && is_sender (words, i)
          && is_tail (words + i + date, n - i - date))
        return TRUE;
    }
  return FALSE;
}
