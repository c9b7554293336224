/* forward: finds the mail that somebody forwards in the text of his own,
   quoted or not.  People who ask about it in their own words write a mail of
   their own: that is no bounce. */
#include "config.h"

#include <string.h>

#include "mime/message.h"
#include "report/legacy/text/forward.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/statement.h"
#include "report/legacy/text/view.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* So much of a field is looked at to see whether it is one, a heading is
   shorter, and a quoted header has no more lines. */
#define FIELD_MAX 100
#define HEADING_MAX 100
#define FIELDS_MAX 30

/* Who forwards a mail says a word or two, who writes more wrote a mail. */
#define SAID_MAX 400
#define ENCLOSED_MAX 2000

/* And who only shows a bounce in an answer, one line, in bytes of text. */
#define ANSWER_MAX 120

/* "On Monday, Mail Delivery System wrote:", and a whole mail below it. */
static gboolean
is_attribution (const LegacyView *view, guint i, const char *folded)
{
  const LegacyLine *next;
  g_autofree char *quoted = NULL;

  if (!bounce_list_in (folded, BOUNCE_LIST_ATTRIBUTION)
      || i + 1 >= view->lines->len)
    return FALSE;
  next = legacy_line (view, i + 1);
  if (next->length == 0 && i + 2 < view->lines->len)
    next = legacy_line (view, i + 2);
  quoted = bounce_fold_line (next->start, next->length);
  return bounce_list_in (quoted, BOUNCE_LIST_QUOTED_HEADER);
}

/* Line I without marks of quoting and of bold type, folded. */
static char *
fold_field (const LegacyView *view, guint i)
{
  const LegacyLine *line = legacy_line (view, i);
  const char *start = line->start;
  const char *end = start + MIN (line->length, FIELD_MAX);
  char *folded;

  while (start < end && strchr ("> |*", *start) != NULL)
    start++;
  folded = bounce_fold_line (start, end - start);
  for (char *p = strstr (folded, ":*"); p != NULL && p - folded < 20; p = NULL)
    p[1] = ' ';
  return folded;
}

/* The value of the quoted header field NAMES in the lines I..STOP. */
static char *
quoted_field (const LegacyView *view, guint i, guint stop, BounceList names)
{
  for (; i < stop; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      g_autofree char *folded = fold_field (view, i);

      if (bounce_list_begins (folded, names))
        {
          const char *colon = memchr (line->start, ':', line->length);
          return colon == NULL
                     ? NULL
                     : g_strndup (colon + 1,
                                  (gsize)(legacy_line_end (line) - colon - 1));
        }
    }
  return NULL;
}

/* Whether at line I a mail's header for people begins: within a few lines who
   sent it, to whom and what about; some programs begin with the subject. */
static gboolean
is_header (const LegacyView *view, guint i)
{
  g_autofree char *first = fold_field (view, i);
  gboolean from = bounce_list_begins (first, BOUNCE_LIST_QUOTED_FROM);
  gboolean subject = bounce_list_begins (first, BOUNCE_LIST_QUOTED_SUBJECT);
  gboolean to = FALSE;

  if (!from && !subject)
    return FALSE;
  for (guint k = i + 1; k < view->lines->len && k < i + 8; k++)
    {
      g_autofree char *folded = fold_field (view, k);

      if (*folded == '\0')
        break;
      from = from || bounce_list_begins (folded, BOUNCE_LIST_QUOTED_FROM);
      subject
          = subject || bounce_list_begins (folded, BOUNCE_LIST_QUOTED_SUBJECT);
      to = to || bounce_list_begins (folded, BOUNCE_LIST_QUOTED_TO);
    }
  return from && subject && to;
}

/* "Fwd: Undelivered Mail": the subject says what is quoted without a header. */
static gboolean
is_marked_failure (const LegacyView *view)
{
  return legacy_subject_has (view, BOUNCE_LIST_FORWARD_SUBJECT)
         && legacy_is_failing (view->subject);
}

/* The first line of what is forwarded; the number of lines if nothing is.
   People write a word or two above it; who asks a question in a mail of his
   own subject wants an answer, and that mail is his: *ASKS, and then nothing
   but a whole header begins what he quotes. */
static guint
find_forward (const LegacyView *view, gboolean *asks)
{
  gboolean marked = legacy_subject_has (view, BOUNCE_LIST_FORWARD_SUBJECT);
  gsize said = 0;
  /* A list's manager explains at length what he encloses. */
  gsize max = legacy_head_has (view, BOUNCE_LIST_EZMLM_BODY) ? ENCLOSED_MAX
                                                             : SAID_MAX;

  for (guint i = 0; i < view->lines->len && said < max; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      g_autofree char *folded = NULL;

      if (line->length == 0)
        continue;
      if (is_header (view, i))
        return i;
      if (*asks)
        {
          said += line->length;
          continue;
        }
      folded = legacy_fold_line (view, i);
      if (line->length < HEADING_MAX
          && bounce_list_in (folded, BOUNCE_LIST_FORWARD_HEADING)
          && (strchr ("->_=*", line->start[0]) != NULL
              || g_str_has_prefix (folded, "begin ")
              || g_str_has_suffix (folded, ":")))
        return i + 1;
      if (is_attribution (view, i, folded))
        return i + 1;
      /* The subject says whose words these are. */
      if (line->start[0] == '>' && is_marked_failure (view))
        return i;
      *asks = *asks
              || (!marked && memchr (line->start, '?', line->length) != NULL);
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
unquote (const LegacyView *view, guint i)
{
  GString *out = g_string_new (NULL);

  for (; i < view->lines->len; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      const char *start = line->start - line->indent;
      const char *end = legacy_line_end (line);

      if (line->length == 0)
        start = end;
      start += quote_marks (start, end);
      g_string_append_len (out, start, end - start);
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

/* Whether QUOTED is a mail system's notice of which OUTER, which answers or
   asks something, does not treat: it only hands it on. */
static gboolean
is_another (const LegacyView *outer, const LegacyView *quoted)
{
  return quoted->daemon && quoted->failing
         && strstr (outer->subject, quoted->subject) == NULL;
}

/* "---- Forwarded message from "Mail Delivery System" <daemon@b>:": who wrote
   what is quoted from line I on, if its heading says it, and a mail system did;
   the caller frees it.  Then no header need stand there. */
static char *
heading_sender (const LegacyView *outer, guint i)
{
  const LegacyLine *line;
  g_autofree char *folded = NULL;

  if (i == 0)
    return NULL;
  line = legacy_line (outer, i - 1);
  folded = bounce_fold_line (line->start, line->length);
  return bounce_list_in (folded, BOUNCE_LIST_FORWARD_HEADING)
                 && bounce_list_in (folded, BOUNCE_LIST_DAEMON_SENDER)
             ? g_strndup (line->start, line->length)
             : NULL;
}

/* The mail in INNER, whose first lines are its header; HEADING (NULL: none)
   says who wrote it where they do not.  NULL: nobody says it.  INNER is shed.
 */
static LegacyView *
read_inner (const LegacyView *outer, LegacyView *inner, const char *heading)
{
  guint first = 0;
  guint n;
  g_autofree char *from = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *to = NULL;
  LegacyView *view;
  char *text;

  /* The quoted header ends at the first empty line behind a field. */
  while (first < inner->lines->len && legacy_line (inner, first)->length == 0)
    first++;
  n = first;
  while (n < inner->lines->len && n < first + FIELDS_MAX
         && legacy_line (inner, n)->length > 0)
    n++;
  from = quoted_field (inner, first, n, BOUNCE_LIST_QUOTED_FROM);
  if (from == NULL && heading != NULL)
    {
      from = g_strdup (heading);
      subject = g_strdup (outer->subject);
      n = first;
    }
  else
    {
      subject = quoted_field (inner, first, n, BOUNCE_LIST_QUOTED_SUBJECT);
      to = quoted_field (inner, first, n, BOUNCE_LIST_QUOTED_TO);
    }
  if (from == NULL && is_marked_failure (outer))
    {
      subject = g_strdup (outer->subject);
      n = first;
    }
  else if (from == NULL)
    return NULL;
  if (n >= inner->lines->len)
    return NULL;
  text = g_strdup (legacy_line (inner, n)->start);
  legacy_view_shed (inner);
  view = legacy_view_make (outer->message, text, from, subject, to, NULL);
  view->quoted = TRUE;
  return view;
}

LegacyView *
legacy_view_quoted (LegacyView *outer)
{
  gboolean asks = FALSE;
  guint i = find_forward (outer, &asks);
  gboolean answer = bounce_list_in (outer->subject, BOUNCE_LIST_ANSWER_SUBJECT);
  gboolean says;
  g_autofree char *heading = NULL;
  LegacyView *inner;
  LegacyView *view;
  char *text;

  if (i >= outer->lines->len
      || bounce_message_header (outer->message, "List-Id") != NULL)
    return NULL;
  says
      = asks
        || (answer && legacy_line (outer, i)->start - outer->text > ANSWER_MAX);
  heading = heading_sender (outer, i);
  text = unquote (outer, i);
  legacy_view_shed (outer);
  inner = legacy_view_make (outer->message, text, NULL, NULL, NULL, NULL);
  view = read_inner (outer, inner, heading);
  legacy_view_free (inner);
  /* An answer says something itself, unless it only shows a bounce. */
  if (view != NULL
      && ((answer && !(view->daemon && view->failing))
          || (says && !is_another (outer, view))))
    g_clear_pointer (&view, legacy_view_free);
  return view;
}

LegacyView *
legacy_view_attached (LegacyView *outer)
{
  const BouncePart *first = NULL;

  if (!bounce_list_in (outer->subject, BOUNCE_LIST_FORWARD_SUBJECT)
      || bounce_message_header (outer->message, "List-Id") != NULL)
    return NULL;
  for (guint i = 0; i < bounce_message_n_parts (outer->message); i++)
    {
      const BouncePart *part = bounce_message_part (outer->message, i);
      LegacyView *view;

      if (part->role != BOUNCE_PART_TEXT || part->text == NULL)
        continue;
      if (first == NULL)
        {
          /* Who asks a question wants an answer. */
          if (strlen (part->text) > SAID_MAX
              || strchr (part->text, '?') != NULL)
            return NULL;
          first = part;
          continue;
        }
      legacy_view_shed (outer);
      view = legacy_view_make (outer->message, g_strdup (part->text), NULL,
                               "undelivered mail", NULL, NULL);
      view->quoted = TRUE;
      return view;
    }
  return NULL;
}
