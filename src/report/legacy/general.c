/* notice-general: reads what no row of the table knows: a mail system's
   message whose words say that mail to an address failed or is late.  Looks
   at several things together (sender, subject, words, a reply, a returned
   message), and keeps off where they do not agree. */
#include "config.h"

#include <string.h>

#include "text/address.h"
#include "report/legacy/system.h"
#include "model/status.h"

/* So many points make a notification. */
#define POINTS_MIN 4

/* So much of a paragraph is read as sentences. */
#define PARAGRAPH_MAX 4096

static const LegacySystem general
    = { .format = "text",
        .labels = BOUNCE_LIST_RECIPIENT_LABEL,
        .placement = LEGACY_COLON | LEGACY_ALONE | LEGACY_LABEL | LEGACY_LAST
                     | LEGACY_CODED };

/* The same, once more, for the field that people read: "To: a@b". */
static const LegacySystem addressee = { .format = "text",
                                        .labels = BOUNCE_LIST_ADDRESSEE_LABEL,
                                        .placement = LEGACY_LABEL };

/* For recipients that stand elsewhere. */
static const LegacySystem nameless = { .format = "text" };

/* A worm's mail or a scanner's: what it carries is a program. */
static gboolean
carries_program (const BounceMessage *message)
{
  static const char *const endings[]
      = { ".zip", ".exe", ".scr", ".pif", ".com",  ".bat",   ".cmd",  ".rar",
          ".js",  ".vbs", ".iso", ".htm", ".html", ".shtml", ".xlsm", ".docm" };

  for (guint i = 0; i < bounce_message_n_parts (message); i++)
    {
      const BouncePart *part = bounce_message_part (message, i);

      for (guint k = 0; part->name != NULL && k < G_N_ELEMENTS (endings); k++)
        if (part->role != BOUNCE_PART_MESSAGE
            && g_str_has_suffix (part->name, endings[k]))
          return TRUE;
    }
  return FALSE;
}

static gboolean
has_returned (const LegacyView *view)
{
  return view->returned < view->lines->len
         || bounce_message_find (view->message, BOUNCE_PART_MESSAGE) != NULL
         || bounce_message_find (view->message, BOUNCE_PART_HEADERS) != NULL;
}

static guint
points (const LegacyView *view)
{
  gboolean failed
      = legacy_view_has (view, view->head, BOUNCE_LIST_FAILURE)
        || legacy_view_has (view, view->head, BOUNCE_LIST_DELAY)
        || (view->daemon
            && legacy_view_has (view, view->head, BOUNCE_LIST_SUCCESS));
  gboolean reply = legacy_has_reply (view->head);
  guint sum = 0;

  if (!failed
      && !(view->failing && (reply || (view->daemon && view->null_sender))))
    return 0;
  sum += view->reports ? 3 : view->daemon ? 2 : 0;
  /* What no server delivered has no return path, but such a sender. */
  sum += view->null_sender
                 || (view->sender[0] == '\0'
                     && bounce_list_in (view->from, BOUNCE_LIST_NULL_SENDER))
             ? 1
             : 0;
  sum += view->failing ? 1 : 0;
  sum += failed ? 1 : 0;
  sum += reply ? 1 : 0;
  sum += has_returned (view) ? 1 : 0;
  if (!view->quoted
      && g_str_equal (bounce_message_type (view->message), "multipart/report"))
    sum++;
  return sum;
}

/* Exim marks its bounces so too, but they have the subject of a bounce. */
static gboolean
is_auto_replied (const BounceMessage *message)
{
  const char *value = bounce_message_header (message, "Auto-Submitted");

  return value != NULL && g_ascii_strncasecmp (value, "auto-replied", 12) == 0;
}

static gboolean
is_excluded (const LegacyView *view)
{
  if (bounce_message_find (view->message, BOUNCE_PART_MDN) != NULL)
    return TRUE;
  if (!view->quoted && !view->failing && !view->reports
      && is_auto_replied (view->message))
    return TRUE;
  if (legacy_view_has (view, view->subject, BOUNCE_LIST_AUTO_REPLY_SUBJECT)
      && !(view->daemon && view->failing))
    return TRUE;
  if (legacy_view_has (view, view->subject, BOUNCE_LIST_OTHER_NOTICE_SUBJECT)
      || (!view->failing
          && legacy_view_has (view, view->subject,
                              BOUNCE_LIST_STATISTICS_SUBJECT)))
    return TRUE;
  if (!view->failing && !has_returned (view)
      && !(view->daemon && view->null_sender)
      && !(view->daemon && legacy_has_reply (view->head))
      && !legacy_view_has (view, view->head, BOUNCE_LIST_YOUR_MAIL))
    return TRUE;
  if (has_returned (view) || legacy_has_reply (view->head))
    return FALSE;
  if (!view->daemon && legacy_view_has (view, view->head, BOUNCE_LIST_ABSENCE))
    return TRUE;
  if (legacy_view_has (view, view->subject, BOUNCE_LIST_MACHINE_SUBJECT))
    return TRUE;
  return (!view->reports
          && legacy_view_has (view, view->head, BOUNCE_LIST_LURE))
         || carries_program (view->message);
}

/* Whether the line that names ADDRESS (folded), or the one above it, sends
   people there. */
static gboolean
is_for_help (const LegacyView *view, const char *address)
{
  g_autofree char *above = g_strdup ("");

  for (guint i = 0; i < view->n_body; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      g_autofree char *folded = NULL;

      if (line->length == 0)
        continue;
      folded = legacy_fold (line->start, line->length);
      if (strstr (folded, address) != NULL)
        return bounce_list_in (folded, BOUNCE_LIST_HELP)
               || bounce_list_in (above, BOUNCE_LIST_HELP);
      g_free (above);
      above = g_steal_pointer (&folded);
    }
  return FALSE;
}

/* Mail to oneself fails, too; but who poses as a mail system names the
   reader, in a page with a link. */
static gboolean
may_be_own (const LegacyView *view)
{
  gboolean plain = FALSE;

  for (guint i = 0; i < bounce_message_n_parts (view->message); i++)
    {
      const BouncePart *part = bounce_message_part (view->message, i);

      plain = plain
              || (part->role == BOUNCE_PART_TEXT
                  && !g_str_equal (part->type, "text/html"));
    }
  return plain && view->daemon && view->null_sender && !view->quoted
         && !legacy_view_has (view, view->head, BOUNCE_LIST_LURE)
         && strstr (view->head, "http") == NULL
         && (view->failing || legacy_has_reply (view->head))
         && (legacy_has_reply (view->head)
             || legacy_view_has (view, view->head, BOUNCE_LIST_MAIL_WORD)
             || legacy_view_has (view, view->head, BOUNCE_LIST_QUOTA_WORD));
}

/* Drops whom the notification was sent to (unless OWN) or from, and roles that
   it names so that people can ask. */
static void
drop_others (const LegacyView *view, BounceLegacy *notice, gboolean own)
{
  GPtrArray *recipients = notice->recipients;

  if (recipients->len > 200)
    return;
  for (guint i = recipients->len; i-- > 0;)
    {
      BounceEvidence *evidence = g_ptr_array_index (recipients, i);
      g_autofree char *folded = legacy_fold (evidence->recipient, -1);

      if ((legacy_is_own (view, evidence->recipient)
           && !(own && legacy_is_addressee (view, evidence->recipient)))
          || (bounce_list_in (folded, BOUNCE_LIST_ROLE_ADDRESS)
              && is_for_help (view, folded)))
        g_ptr_array_remove_index (recipients, i);
    }
}

/* Whether what leads to an address names a sender or a place to ask. */
static gboolean
leads_elsewhere (const char *start, const char *address)
{
  static const char *const words[]
      = { "from <",        "from", "from:",   "von",       "von:",
          "de la part de", "by",   "contact", "contact <", "via" };
  g_autofree char *lead = legacy_fold (start, address - start);

  g_strchomp (lead);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_suffix (lead, words[i]))
      return TRUE;
  return FALSE;
}

/* Adds the addresses of the sentence START..END: the first that is not told
   from others, and those that stand with it in a row. */
static void
add_named (const LegacyView *view, BounceLegacy *notice, const char *start,
           const char *end, const char *reason, gboolean own)
{
  BounceAddressSpan span;
  const char *p = start;
  gboolean begun = FALSE;

  while (bounce_address_find (p, end, &span))
    {
      g_autofree char *address
          = g_strndup (span.start, (gsize)(span.end - span.start));
      BounceEvidence *evidence;

      if (begun && !legacy_is_row (p, span.start))
        break;
      if (leads_elsewhere (p, span.start)
          || (legacy_is_own (view, address)
              && !(own && legacy_is_addressee (view, address)))
          || !bounce_address_is_full (address))
        {
          p = span.end;
          continue;
        }
      p = span.end;
      begun = TRUE;
      evidence = legacy_recipient (notice, address, strlen (address));
      if (evidence != NULL)
        legacy_add_reason (evidence, reason, BOUNCE_SPEAKER_REPORTER);
    }
}

/* The addresses of the paragraph TEXT that it says mail failed to, each
   sentence by itself: what advises names others.  Of a sentence that does not
   say it, only if ANY. */
static void
add_sentences (const LegacyView *view, BounceLegacy *notice, const char *text,
               gboolean own, gboolean any)
{
  for (const char *p = text; *p != '\0';)
    {
      const char *stop = legacy_sentence_end (p);
      g_autofree char *sentence = legacy_fold (p, stop - p);
      gboolean failed = bounce_list_in (sentence, BOUNCE_LIST_FAILURE);
      gboolean yours = bounce_list_in (sentence, BOUNCE_LIST_YOUR_MAIL)
                       || legacy_has_reply (sentence);

      if (bounce_list_in (sentence, BOUNCE_LIST_HELP) ? failed
                                                      : failed || yours || any)
        add_named (view, notice, p, stop, text, own);
      p = stop + strspn (stop, " \n");
    }
}

static void
read_paragraph (const LegacyView *view, BounceLegacy *notice, const char *start,
                const char *end, gboolean own)
{
  gsize length = MIN ((gsize)(end - start), PARAGRAPH_MAX);
  g_autofree char *text = g_utf8_make_valid (start, (gssize)length);
  g_autofree char *folded = legacy_fold (text, -1);
  guint known = notice->recipients->len;

  if (!bounce_list_in (folded, BOUNCE_LIST_FAILURE)
      && !bounce_list_in (folded, BOUNCE_LIST_DELAY)
      && !legacy_has_reply (text))
    return;
  add_sentences (view, notice, text, own, FALSE);
  if (notice->recipients->len == known)
    add_sentences (view, notice, text, own, TRUE);
}

static void
read_sentences (const LegacyView *view, BounceLegacy *notice, gboolean own)
{
  for (guint i = 0; i < view->n_body; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      guint last = i;

      if (line->length == 0)
        continue;
      /* A paragraph of people's text is a sentence or two. */
      while (last + 1 < view->n_body && last < i + 4
             && legacy_line (view, last + 1)->length > 0)
        last++;
      {
        const LegacyLine *stop = legacy_line (view, last);
        read_paragraph (view, notice, line->start, stop->start + stop->length,
                        own);
      }
      i = last;
    }
}

static void
scan_as (const LegacyView *view, const LegacySystem *system,
         BounceLegacy *notice, gboolean own)
{
  legacy_scan (view, system, notice);
  drop_others (view, notice, own);
}

/* The reply to a lone recipient may stand anywhere in the text. */
static void
add_reply (const LegacyView *view, BounceLegacy *notice)
{
  BounceEvidence *evidence = g_ptr_array_index (notice->recipients, 0);
  g_autofree char *prose = NULL;

  if (notice->recipients->len > 1 || evidence->diagnostic_type != NULL)
    return;
  prose = legacy_prose (view, 4096);
  if (legacy_has_reply (prose))
    legacy_add_reason (evidence, prose, BOUNCE_SPEAKER_PROSE);
}

/* The name that LINE begins with, if the rest says why it failed: "anna: no
   such user", "anna ... unknown", a name and its reason in columns. */
static guint
local_name (const LegacyLine *line, gboolean listed)
{
  guint n = legacy_word_length (line->start, line->length);
  const char *rest = line->start + n;
  const char *end = line->start + line->length;
  g_autofree char *folded = NULL;

  if (n == 0 || line->length > 120
      || !(*rest == ':' || g_str_has_prefix (rest, "...")
           || g_str_has_prefix (rest, " ...") || g_str_has_prefix (rest, "  ")
           || *rest == '\t'))
    return 0;
  folded = legacy_fold (rest, end - rest);
  return listed || bounce_list_in (folded, BOUNCE_LIST_FAILURE) ? n : 0;
}

/* Local mailboxes, which have no domain; of a text that names no address. */
static void
read_local_names (const LegacyView *view, BounceLegacy *notice)
{
  gboolean listed = FALSE; /* the line above says that these failed */

  if (!view->daemon || !view->failing)
    return;
  for (guint i = 0; i < view->n_body; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      guint n = line->length > 0 ? local_name (line, listed) : 0;
      BounceEvidence *evidence;
      g_autofree char *reason = NULL;

      if (line->length > 0)
        {
          g_autofree char *folded = legacy_fold_line (view, i);
          listed = g_str_has_suffix (folded, ":")
                   && bounce_list_in (folded, BOUNCE_LIST_FAILURE);
        }
      if (n == 0 || memchr (line->start, '@', line->length) != NULL)
        continue;
      evidence = legacy_recipient (notice, line->start, n);
      reason = g_strndup (line->start + n, line->length - n);
      if (evidence != NULL)
        legacy_add_reason (evidence, reason + strspn (reason, ":. \t"),
                           BOUNCE_SPEAKER_REPORTER);
    }
}

/* The recipients that the text names: in lines, in sentences, in what people
   read as a header. */
static void
read_text (const LegacyView *view, BounceLegacy *notice, gboolean own)
{
  scan_as (view, &general, notice, own);
  if (notice->recipients->len > 0)
    return;
  read_sentences (view, notice, own);
  if (notice->recipients->len > 0)
    legacy_scan (view, &nameless, notice);
  else if (!own)
    scan_as (view, &addressee, notice, FALSE);
}

/* Whether VIEW is a bounce although it tells nobody's address: only --verp
   can, or nobody (a group has none). */
static gboolean
is_nameless (const LegacyView *view)
{
  return view->daemon && view->failing
         && (view->null_sender || has_returned (view))
         && legacy_view_has (view, view->head, BOUNCE_LIST_MAIL_WORD);
}

BounceLegacy *
legacy_read_general (const LegacyView *view)
{
  BounceLegacy *notice;

  if (points (view) < POINTS_MIN || is_excluded (view))
    return NULL;
  notice = legacy_new ("text");
  read_text (view, notice, FALSE);
  if (notice->recipients->len == 0
      && (legacy_header_recipients (view, notice)
          || (view->failing && legacy_subject_recipient (view, notice))
          || legacy_returned_recipients (view, notice)))
    legacy_scan (view, &nameless, notice);
  if (notice->recipients->len == 0 && may_be_own (view))
    read_text (view, notice, TRUE);
  if (notice->recipients->len == 0)
    {
      read_local_names (view, notice);
      if (notice->recipients->len > 0)
        legacy_scan (view, &nameless, notice);
    }
  if (notice->recipients->len == 0 && is_nameless (view))
    {
      g_ptr_array_add (notice->recipients, bounce_evidence_new ());
      legacy_scan (view, &nameless, notice);
    }
  if (notice->recipients->len == 0)
    g_clear_pointer (&notice, bounce_legacy_free);
  else
    add_reply (view, notice);
  return notice;
}
