/* notice-view: a mail as the notice readers see it: folded headers, the text
   cut into lines, and where in it the returned message begins.  What stands
   behind that line is no evidence.  Reads nothing else out of the text. */
#include "config.h"

#include <string.h>

#include "charset.h"
#include "notice-system.h"

/* A header block has at least so many fields. */
#define BLOCK_FIELDS_MIN 2
#define PHRASE_MAX 128

static void
append_folded (GString *out, gunichar c)
{
  switch (c)
    {
    case 0x2018:
    case 0x2019:
    case 0x02bc:
      c = '\'';
      break;
    case 0x201c:
    case 0x201d:
    case 0x201e:
      c = '"';
      break;
    case 0x2010:
    case 0x2011:
    case 0x2013:
    case 0x2014:
      c = '-';
      break;
    default:
      c = g_unichar_tolower (c);
      break;
    }
  g_string_append_unichar (out, c);
}

static gboolean
is_blank (gunichar c)
{
  return c <= ' ' || c == 0x7f || c == 0xa0 || c == 0x3000 || c == 0xfeff
         || (c >= 0x2000 && c <= 0x200f);
}

char *
notice_fold (const char *text, gssize length)
{
  const char *end = text + (length < 0 ? (gssize)strlen (text) : length);
  GString *out = g_string_sized_new ((gsize)(end - text) + 1);
  gboolean space = FALSE;

  while (text < end)
    {
      gunichar c = g_utf8_get_char (text);

      text = g_utf8_next_char (text);
      if (is_blank (c))
        {
          space = TRUE;
          continue;
        }
      if (space && out->len > 0)
        g_string_append_c (out, ' ');
      space = FALSE;
      append_folded (out, c);
    }
  return g_string_free (out, FALSE);
}

char *
notice_fold_line (const NoticeView *view, guint i)
{
  static const char ornaments[] = "-=_*#|+~<>. \t";
  const NoticeLine *line = notice_line (view, i);
  const char *start = line->start;
  const char *end = start + line->length;

  while (start < end && strchr (ornaments, *start) != NULL)
    start++;
  while (end > start && strchr (ornaments, end[-1]) != NULL)
    end--;
  return notice_fold (start, end - start);
}

/* BOUND: as if every phrase began with '^'. */
static const char *
find_phrase (const char *text, const char *phrases, gboolean bound)
{
  char phrase[PHRASE_MAX];

  while (phrases != NULL && *phrases != '\0')
    {
      gsize n = strcspn (phrases, "|");
      const char *found = NULL;

      if (n > 0 && n < sizeof phrase)
        {
          gboolean last = phrases[n - 1] == '$' && n > 1;

          memcpy (phrase, phrases, n);
          phrase[n - last] = '\0';
          if (bound || phrase[0] == '^')
            {
              const char *bare = phrase + (phrase[0] == '^');
              found
                  = g_str_has_prefix (text, bare) ? text + strlen (bare) : NULL;
            }
          else if ((found = strstr (text, phrase)) != NULL)
            found += strlen (phrase);
          if (found != NULL && (!last || *found == '\0'))
            return found;
        }
      phrases += n + (phrases[n] == '|');
    }
  return NULL;
}

const char *
notice_after (const char *text, const char *phrases)
{
  return find_phrase (text, phrases, FALSE);
}

gboolean
notice_has_prefix (const char *text, const char *phrases)
{
  return find_phrase (text, phrases, TRUE) != NULL;
}

gboolean
notice_has (const char *text, const char *phrases)
{
  return notice_after (text, phrases) != NULL;
}

static void
split_lines (NoticeView *view)
{
  const char *p = view->text;

  view->lines = g_array_new (FALSE, FALSE, sizeof (NoticeLine));
  while (*p != '\0' && view->lines->len < NOTICE_LINES_MAX)
    {
      const char *end = p + strcspn (p, "\n");
      NoticeLine line = { p, 0, 0 };
      const char *stop = end;

      while (line.start < stop && is_blank (g_utf8_get_char (line.start)))
        line.start = g_utf8_next_char (line.start);
      while (stop > line.start && (guchar)stop[-1] <= ' ')
        stop--;
      line.length = (guint)(stop - line.start);
      line.indent = (guint)(line.start - p);
      g_array_append_val (view->lines, line);
      p = *end == '\0' ? end : end + 1;
    }
}

/* The length of the field name that LINE begins with, or 0. */
static guint
field_name (const NoticeLine *line)
{
  guint n = 0;

  while (n < line->length && n < 80
         && (g_ascii_isalnum (line->start[n]) || line->start[n] == '-'
             || line->start[n] == '_'))
    n++;
  return n > 1 && n < line->length && line->start[n] == ':' ? n : 0;
}

static gboolean
is_field (const NoticeLine *line, const char *names)
{
  g_autofree char *name = NULL;
  guint n = field_name (line);

  if (n == 0)
    return FALSE;
  name = notice_fold (line->start, n + 1);
  return notice_has (name, names);
}

/* Counts the header fields from line I on to the first line that is none;
   STRONG those that only a message's own header has. */
static guint
block_length (const NoticeView *view, guint i, guint *fields, guint *strong)
{
  guint start = i;

  *fields = *strong = 0;
  for (; i < view->lines->len; i++)
    {
      const NoticeLine *line = notice_line (view, i);

      if (line->length == 0)
        break;
      if (field_name (line) > 0
          && line->indent <= notice_line (view, start)->indent)
        {
          ++*fields;
          *strong += is_field (line, "^received:|^return-path:|^message-id:"
                                     "|^dkim-signature:|^mime-version:"
                                     "|^x-received:|^delivered-to:"
                                     "|^content-type:|^x-mailer:")
                         ? 2
                     : is_field (line, "^from:|^to:|^subject:|^date:") ? 1
                                                                       : 0;
        }
      else if (line->indent == 0 || *fields == 0)
        break;
    }
  return i - start;
}

/* The fields that a returned header begins with, indented or not. */
static const char transport[] = "^received:|^return-path:|^delivered-to:"
                                "|^dkim-signature:|^x-received:";

/* Where a message's header begins at or behind line I, before STOP. */
static guint
find_block (const NoticeView *view, guint i, guint stop)
{
  while (i < stop)
    {
      guint fields;
      guint strong;
      guint n = block_length (view, i, &fields, &strong);

      /* Indented fields are told to people: "Your message / Subject: x". */
      if (fields >= BLOCK_FIELDS_MIN && strong >= 3
          && (notice_line (view, i)->indent == 0
              || is_field (notice_line (view, i), transport)))
        return i;
      i += MAX (n, 1);
    }
  return view->lines->len;
}

/* A heading such as "----- Original message -----" that no text for people
   follows. */
static gboolean
is_heading (const NoticeView *view, guint i)
{
  const NoticeLine *line = notice_line (view, i);
  g_autofree char *folded = NULL;
  gboolean at_start;

  if (line->length < 4 || line->length > 200)
    return FALSE;
  folded = notice_fold_line (view, i);
  if (!notice_has (folded, notice_words_returned))
    return FALSE;
  /* A sentence only mentions it: "the attached returned message". */
  at_start = notice_has_prefix (folded, notice_words_returned);
  if (!at_start && strchr ("-=_*#|<>", line->start[0]) == NULL)
    return FALSE;
  return strlen (folded) < 90
         && !notice_has (folded, "will be|was received|was sent|please|you can"
                                 "|deleted|has been|could not|should|if you"
                                 "|details");
}

static void
find_returned (NoticeView *view)
{
  guint n = view->lines->len;
  guint text = 0; /* lines with something to read so far */

  view->returned = find_block (view, 0, n);
  while (view->returned < n && view->returned == 0)
    {
      /* A text that begins as a header is no returned message. */
      guint fields;
      guint strong;
      view->returned
          = find_block (view, block_length (view, 0, &fields, &strong) + 1, n);
    }
  view->n_body = view->returned;
  for (guint i = 0; i < view->n_body; i++)
    {
      if (text > 0 && is_heading (view, i))
        {
          view->n_body = i;
          break;
        }
      text += notice_line (view, i)->length > 0;
    }
  if (view->n_body < n && view->returned >= n)
    for (guint i = view->n_body + 1; i < MIN (n, view->n_body + 12); i++)
      if (field_name (notice_line (view, i)) > 0)
        {
          view->returned = i;
          break;
        }
}

static char *
fold_header (const char *value)
{
  return value != NULL ? notice_fold (value, -1) : g_strdup ("");
}

/* Exim writes other bytes than ASCII as "\303\274".  Line by line, as they
   may be of another charset than the text. */
static char *
unescape (char *text)
{
  GString *out;

  if (strstr (text, "\\2") == NULL && strstr (text, "\\3") == NULL)
    return text;
  out = g_string_sized_new (strlen (text));
  for (const char *p = text; *p != '\0';)
    {
      gsize n = strcspn (p, "\n");
      g_autofree char *line = g_strndup (p, n);
      g_autofree char *plain = bounce_charset_unescape (line);

      g_string_append (out, plain != NULL ? plain : line);
      p += n;
      if (*p == '\n')
        g_string_append_c (out, *p++);
    }
  g_free (text);
  return g_string_free (out, FALSE);
}

/* Takes over TEXT; the headers are borrowed. */
static NoticeView *
view_make (const BounceMessage *message, char *text, const char *from,
           const char *subject, const char *to, const char *sender)
{
  NoticeView *view = g_new0 (NoticeView, 1);

  if (strlen (text) > NOTICE_TEXT_MAX)
    *g_utf8_find_prev_char (text, text + NOTICE_TEXT_MAX) = '\0';
  text = unescape (text);
  view->message = message;
  view->text = text;
  view->from = fold_header (from);
  view->subject = fold_header (subject);
  view->to = fold_header (to);
  view->sender = fold_header (sender);
  split_lines (view);
  find_returned (view);
  if (view->n_body > 0)
    {
      const NoticeLine *last = notice_line (view, view->n_body - 1);
      gsize length = (gsize)(last->start + last->length - text);

      if (length > NOTICE_HEAD_MAX)
        length = (gsize)(g_utf8_find_prev_char (text, text + NOTICE_HEAD_MAX)
                         - text);
      view->head = notice_fold (text, (gssize)length);
    }
  else
    view->head = g_strdup ("");
  view->null_sender
      = sender != NULL
        && (view->sender[0] == '\0' || g_str_equal (view->sender, "<>")
            || notice_has (view->sender, "mailer-daemon|<>"));
  view->daemon = notice_has (view->from, notice_words_daemon)
                 || (from != NULL && g_str_equal (view->from, "<>"));
  view->failing = notice_has (view->subject, notice_words_subject);
  return view;
}

NoticeView *
notice_view_new (const BounceMessage *message)
{
  return view_make (message, g_strdup (bounce_message_text (message)),
                    bounce_message_header (message, "From"),
                    bounce_message_header (message, "Subject"),
                    bounce_message_header (message, "To"),
                    bounce_message_header (message, "Return-Path"));
}

void
notice_view_free (NoticeView *view)
{
  if (view == NULL)
    return;
  g_free (view->text);
  g_free (view->from);
  g_free (view->subject);
  g_free (view->to);
  g_free (view->sender);
  g_free (view->head);
  g_array_free (view->lines, TRUE);
  g_free (view);
}

char *
notice_returned_header (const NoticeView *view)
{
  GString *block;
  guint base;

  if (view->returned >= view->lines->len)
    return NULL;
  block = g_string_new (NULL);
  base = notice_line (view, view->returned)->indent;
  for (guint i = view->returned; i < view->lines->len && block->len < 65536;
       i++)
    {
      const NoticeLine *line = notice_line (view, i);

      if (line->length == 0)
        break;
      if (line->indent > base || (field_name (line) == 0 && block->len > 0))
        g_string_append_c (block, ' ');
      g_string_append_len (block, line->start, line->length);
      g_string_append_c (block, '\n');
    }
  return g_string_free (block, FALSE);
}

/* The value of the quoted header field NAMES in the lines I..STOP. */
static char *
quoted_field (const NoticeView *view, guint i, guint stop, const char *names)
{
  for (; i < stop; i++)
    {
      const NoticeLine *line = notice_line (view, i);
      g_autofree char *folded = notice_fold (line->start, line->length);
      const char *value = notice_after (folded, names);

      if (value != NULL)
        {
          const char *colon = memchr (line->start, ':', line->length);
          return colon == NULL
                     ? NULL
                     : g_strndup (colon + 1, (gsize)(line->start + line->length
                                                     - colon - 1));
        }
    }
  return NULL;
}

/* The line that says that a mail is forwarded; its number of lines if none.
   People write a word or two above it; who asks a question wants an answer,
   and that mail is theirs. */
static guint
find_forward (const NoticeView *view)
{
  gsize said = 0;

  for (guint i = 0; i < view->lines->len && said < 400; i++)
    {
      const NoticeLine *line = notice_line (view, i);
      g_autofree char *folded = notice_fold_line (view, i);

      if (line->length < 100 && notice_has (folded, notice_words_forward)
          && (strchr ("->_=*", line->start[0]) != NULL
              || g_str_has_prefix (folded, "begin ")
              || g_str_has_suffix (folded, ":")))
        return i;
      if (memchr (line->start, '?', line->length) != NULL)
        break;
      said += line->length;
    }
  return view->lines->len;
}

static gsize
quote_marks (const char *line, const char *end)
{
  const char *p = line;

  while (p < end && (*p == '>' || *p == '|' || *p == ' ' || *p == '\t'))
    p++;
  while (p > line && p[-1] != '>' && p[-1] != '|')
    p--;
  if (p > line && p < end && *p == ' ')
    p++;
  return (gsize)(p - line);
}

/* The text from line I on without one level of quoting. */
static char *
unquote (const NoticeView *view, guint i)
{
  GString *out = g_string_new (NULL);

  for (; i < view->lines->len; i++)
    {
      const NoticeLine *line = notice_line (view, i);
      const char *start = line->start - line->indent;
      const char *end = line->start + line->length;

      if (line->length == 0)
        start = end;
      start += quote_marks (start, end);
      g_string_append_len (out, start, end - start);
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

NoticeView *
notice_view_quoted (const NoticeView *outer)
{
  static const char from[] = "^from:|^von:|^de :|^de:|^da:|^van:|^från:|^fra:"
                             "|^lähettäjä:|^od:|^feladó:|^kimden:|^от:|^від:"
                             "|^差出人:|^发件人:|^寄件者:|^보낸 사람:";
  static const char subject[] = "^subject:|^betreff:|^objet :|^objet:|^asunto:"
                                "|^assunto:|^oggetto:|^onderwerp:|^ämne:"
                                "|^emne:|^aihe:|^temat:|^předmět:|^tárgy:"
                                "|^konu:|^тема:|^件名:|^主题:|^主旨:|^제목:";
  static const char to[] = "^to:|^an:|^à :|^à:|^para:|^a:|^aan:|^till:|^til:"
                           "|^do:|^komu:|^címzett:|^kime:|^кому:|^宛先:"
                           "|^收件人:|^收件者:|^받는 사람:";
  guint n;
  guint i = find_forward (outer);
  NoticeView *inner;

  if (i >= outer->lines->len
      || notice_has (outer->subject, "^re:|^aw:|^sv:|^antw:")
      || bounce_message_header (outer->message, "List-Id") != NULL)
    return NULL;
  inner = view_make (outer->message, unquote (outer, i + 1), NULL, NULL, NULL,
                     NULL);
  /* The quoted header ends at the first empty line behind a field. */
  for (n = 0; n < inner->lines->len && notice_line (inner, n)->length == 0; n++)
    ;
  i = n;
  while (n < inner->lines->len && n < i + 30
         && notice_line (inner, n)->length > 0)
    n++;
  {
    g_autofree char *said_from = quoted_field (inner, i, n, from);
    g_autofree char *said_subject = quoted_field (inner, i, n, subject);
    g_autofree char *said_to = quoted_field (inner, i, n, to);
    NoticeView *view = NULL;

    if (said_from != NULL && n < inner->lines->len)
      {
        view = view_make (outer->message,
                          g_strdup (notice_line (inner, n)->start), said_from,
                          said_subject, said_to, NULL);
        view->quoted = TRUE;
      }
    notice_view_free (inner);
    return view;
  }
}
