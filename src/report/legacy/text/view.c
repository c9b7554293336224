/* view: a mail as the readers of legacy notifications see it: folded headers,
   and the text cut into lines, without what is ruled off below it.  Reads
   nothing else out of the text. */
#include "config.h"

#include <string.h>

#include "base/append.h"
#include "base/ascii.h"
#include "base/memory.h"
#include "mime/message.h"
#include "report/footer.h"
#include "report/legacy/text/buffers.h"
#include "report/legacy/text/disguise.h"
#include "report/legacy/text/label-cells.h"
#include "report/legacy/text/leaders.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/original.h"
#include "report/legacy/text/quoted-address.h"
#include "report/legacy/text/statement.h"
#include "report/legacy/text/view.h"
#include "text/charset.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* What is ruled off below the text is as little of it as the returned message
   behind it. */
static void
cut_footer (LegacyView *view)
{
  const LegacyLine *last;
  const char *stop;

  if (view->n_body == 0)
    return;
  last = legacy_line (view, view->n_body - 1);
  stop = view->text
         + bounce_footer_start (
             view->text, (gsize)(last->start + last->length - view->text));
  while (view->n_body > 1
         && legacy_line (view, view->n_body - 1)->start >= stop)
    view->n_body--;
}

static char *
fold_header (const char *value)
{
  return value != NULL ? bounce_fold_line (value, -1) : g_strdup ("");
}

/* Exim writes other bytes than ASCII as "\303\274".  Line by line, as they
   may be of another charset than the text. */
static char *
unescape (char *text)
{
  GString *out;
  const char *mark = text;

  while ((mark = strchr (mark, '\\')) != NULL && mark[1] != '2'
         && mark[1] != '3')
    mark++;
  if (mark == NULL)
    return text;
  out = g_string_sized_new (strlen (text));
  for (const char *p = text; *p != '\0';)
    {
      gsize n = strcspn (p, "\n");
      g_autofree char *line = bounce_copy (p, n);
      g_autofree char *plain = bounce_charset_unescape (line);

      g_string_append (out, plain != NULL ? plain : line);
      p += n;
      if (*p == '\n')
        g_string_append_c (out, *p++);
    }
  g_free (text);
  return g_string_free (out, FALSE);
}

/* Where in the folded lines the first LEGACY_HEAD_MAX bytes of the text end.
 */
static guint32
head_end (const LegacyView *view)
{
  const char *cut;
  guint i = view->n_body - 1;
  const LegacyLine *line = legacy_line (view, i);
  g_autofree char *folded = NULL;

  if (line->start + line->length - view->text <= LEGACY_HEAD_MAX)
    return line->to;
  cut = g_utf8_find_prev_char (view->text, view->text + LEGACY_HEAD_MAX);
  while (i > 0 && legacy_line (view, i)->start >= cut)
    i--;
  line = legacy_line (view, i);
  folded
      = bounce_fold_line (line->start, MIN (cut - line->start, line->length));
  return *folded != '\0' ? line->from + (guint32)strlen (folded)
         : i > 0         ? legacy_line (view, i - 1)->to
                         : 0;
}

static void
make_head (LegacyView *view)
{
  const BounceListHit *hits = view->reader.hits; /* NULL if there are none */
  guint n = view->reader.n_hits, i = 0;
  guint32 length = view->n_body > 0 ? head_end (view) : 0;
  guint32 body
      = view->n_body > 0 ? legacy_line (view, view->n_body - 1)->to : 0;

  view->head = bounce_copy (view->folded->str, length);
  for (; i < n && hits[i].end <= length; i++)
    /* Few phrases are bound to an end of the text. */
    bounce_lists_put (G_LIKELY (!bounce_hit_is_bound (&hits[i]))
                              || bounce_hit_fits (&hits[i], 0, length)
                          ? &view->head_lists
                          : &view->line_lists,
                      hits[i].list);
  for (; i < n && hits[i].end <= body; i++)
    bounce_lists_put (&view->line_lists, hits[i].list);
  bounce_lists_add (&view->line_lists, &view->head_lists);
}

/* Whether SUBJECT, a mail system's, says that mail to an address failed: "Mail
   to a@b: mailbox full". */
static gboolean
tells_of_somebody (const char *subject)
{
  return strchr (subject, '@') != NULL && strchr (subject, '?') == NULL
         && (bounce_list_begins (subject, BOUNCE_LIST_YOUR_MAIL)
             || bounce_list_begins (subject, BOUNCE_LIST_YOUR_MAIL_STRICT))
         && legacy_states_failure (subject);
}

/* So many words before a colon are a subject of its own. */
#define OTHER_WORDS 3

/* Whether SUBJECT speaks of a failure only behind something else: "Minutes of
   14 February: mail delivery problems".  "Fwd:" and what stands in brackets is
   put before any subject. */
static gboolean
fails_by_the_way (const char *subject)
{
  const char *colon = strchr (subject, ':');
  guint words = 1;
  int depth = 0;

  while (colon != NULL && colon[1] != ' ')
    colon = strchr (colon + 1, ':');
  if (colon == NULL
      || bounce_list_begins (subject, BOUNCE_LIST_FAILURE_SUBJECT))
    return FALSE;
  for (const char *p = subject; p < colon; p++)
    {
      depth += *p == '[' ? 1 : *p == ']' && depth > 0 ? -1 : 0;
      words += *p == ' ' && depth == 0 && p[-1] != ']';
    }
  if (words < OTHER_WORDS)
    return FALSE;
  g_autofree char *before = g_strndup (subject, (gsize)(colon - subject));

  return !legacy_is_failing (before);
}

LegacyView *
legacy_view_make (const BounceMessage *message, char *text, const char *from,
                  const char *subject, const char *to, const char *sender)
{
  LegacyView *view = BOUNCE_NEW0 (LegacyView);

  if (strlen (text) > LEGACY_TEXT_MAX)
    *g_utf8_find_prev_char (text, text + LEGACY_TEXT_MAX) = '\0';
  text = legacy_label_cells (unescape (text));
  legacy_undisguise (text);
  legacy_drop_leaders (text);
  legacy_join_quoted (text);
  if (!bounce_ascii_only (text, strlen (text)))
    legacy_bracket_quoted (text);
  view->signs = BOUNCE_NEW0 (LegacySigns);
  view->message = message;
  view->text = text;
  view->from = fold_header (from);
  view->subject = fold_header (subject);
  view->to = fold_header (to);
  view->sender = fold_header (sender);
  legacy_split_lines (view);
  legacy_join_wrapped (view);
  legacy_find_returned (view);
  cut_footer (view);
  make_head (view);
  bounce_lists_scan (&view->from_lists, view->from);
  bounce_lists_scan (&view->subject_lists, view->subject);
  view->null_sender
      = sender != NULL
        && (view->sender[0] == '\0' || g_str_equal (view->sender, "<>")
            || bounce_list_in (view->sender, BOUNCE_LIST_NULL_SENDER));
  /* What no server delivered has no return path, but such a sender. */
  if (sender == NULL)
    view->null_sender = legacy_from_has (view, BOUNCE_LIST_NULL_SENDER);
  view->daemon = legacy_from_has (view, BOUNCE_LIST_DAEMON_SENDER)
                 || (from != NULL && g_str_equal (view->from, "<>"));
  view->failing = (legacy_is_failing (view->subject)
                   && (view->daemon || view->null_sender
                       || legacy_from_has (view, BOUNCE_LIST_ROBOT_SENDER)
                       || !fails_by_the_way (view->subject)))
                  || (view->daemon
                      && (tells_of_somebody (view->subject)
                          || legacy_denies_conveying (view->subject)));
  return view;
}

/* How much of TEXT may be read, with a byte more: so it is seen to be cut. */
static gssize
beginning (const char *text)
{
  return (gssize)strnlen (text, LEGACY_TEXT_MAX + 1);
}

/* The text for people, and what stands in its place in the part that ought to
   hold the report's fields. */
static char *
whole_text (const BounceMessage *message)
{
  const char *own = bounce_message_text (message);
  GString *text = NULL;

  for (guint i = 0; i < bounce_message_n_parts (message); i++)
    {
      const BouncePart *part = bounce_message_part (message, i);

      if (part->role != BOUNCE_PART_STATUS || part->text == NULL)
        continue;
      if (text == NULL)
        text = g_string_new_len (own, beginning (own));
      g_string_append (text, "\n\n");
      g_string_append_len (text, part->text, beginning (part->text));
    }
  return text != NULL ? g_string_free (text, FALSE)
                      : bounce_copy (own, (gsize)beginning (own));
}

gboolean
legacy_is_submitted (const LegacyView *view, const char *how)
{
  const char *field
      = view->quoted ? NULL
                     : bounce_message_header (view->message, "Auto-Submitted");

  return field != NULL && g_ascii_strncasecmp (field, how, strlen (how)) == 0;
}

/* Whether VIEW, of MESSAGE itself, answers for whoever it comes from: such a
   robot may write in the name of the address that failed. */
static gboolean
is_answering (const LegacyView *view, const BounceMessage *message)
{
  return !view->daemon && !legacy_from_has (view, BOUNCE_LIST_ROBOT_SENDER)
         && (bounce_message_header (message, "X-Autoreply") != NULL
             || legacy_is_submitted (view, "auto-replied"));
}

/* Whether VIEW, of MESSAGE itself, is what people subscribed to, and only the
   name of who writes it is a mail system's: "Postmaster Weekly <news@a>". */
static gboolean
is_subscribed (const LegacyView *view, const BounceMessage *message)
{
  const char *address = strchr (view->from, '<');

  return !view->null_sender && address != NULL
         && !bounce_list_in (address, BOUNCE_LIST_DAEMON_SENDER)
         && bounce_message_header (message, "List-Unsubscribe") != NULL;
}

LegacyView *
legacy_view_new (const BounceMessage *message)
{
  const char *from = bounce_message_header (message, "From");
  const char *subject = bounce_message_header (message, "Subject");
  const char *to = bounce_message_header (message, "To");
  const char *sender = bounce_message_header (message, "Return-Path");
  LegacyView *view = legacy_view_make (message, whole_text (message), from,
                                       subject, to, sender);

  if (view->daemon && is_subscribed (view, message))
    view->daemon = FALSE;
  view->answers = is_answering (view, message);
  /* Exchange marks them, in whatever language it writes. */
  if (bounce_message_header (message, "X-MS-Exchange-Message-Is-Ndr") != NULL)
    view->daemon = view->failing = TRUE;
  view->bare = from == NULL && subject == NULL && to == NULL && sender == NULL;
  return view;
}

gboolean
legacy_has_plain_text (const LegacyView *view)
{
  for (guint i = 0; i < bounce_message_n_parts (view->message); i++)
    {
      const BouncePart *part = bounce_message_part (view->message, i);

      if (part->role == BOUNCE_PART_TEXT
          && !g_str_equal (part->type, "text/html"))
        return TRUE;
    }
  return FALSE;
}

/* More is not kept beside another view. */
#define SHED_BYTES (128 * 1024)
#define SHED_LINES 4096

void
legacy_view_shed (LegacyView *view)
{
  if (view->shed
      || (view->folded->len <= SHED_BYTES && view->lines->len <= SHED_LINES))
    return;
  legacy_buffers_give_back (view);
  g_clear_pointer (&view->text, g_free);
  view->shed = TRUE;
}

void
legacy_view_free (LegacyView *view)
{
  if (view == NULL)
    return;
  g_free (view->text);
  g_free (view->from);
  g_free (view->subject);
  g_free (view->to);
  g_free (view->sender);
  g_free (view->head);
  g_free (view->signs);
  if (!view->shed)
    legacy_buffers_give_back (view);
  g_free (view);
}

/* Most headers that are returned are shorter. */
#define USUAL_HEADER 2048

char *
legacy_returned_header (const LegacyView *view)
{
  GString *block;
  guint base;

  if (view->returned >= view->lines->len)
    return NULL;
  block = g_string_sized_new (USUAL_HEADER);
  base = legacy_line (view, view->returned)->indent;
  for (guint i = view->returned; i < view->lines->len && block->len < 65536;
       i++)
    {
      const LegacyLine *line = legacy_line (view, i);

      if (line->length == 0)
        break;
      if (line->indent > base || (line->field == 0 && block->len > 0))
        g_string_append_c (block, ' ');
      bounce_append (block, line->start, line->length);
      g_string_append_c (block, '\n');
    }
  return g_string_free (block, FALSE);
}
