/* notice: chooses among the table's readers the one that bids highest for a
   mail, lets it read, and falls back on the general reader and on the
   notification's headers.  For mail that no mail system sent it returns NULL
   whatever the text says: people write about bounces too. */
#include "config.h"

#include <string.h>

#include "address.h"
#include "dsn.h"
#include "notice-system.h"

/* A mail's opening, in bytes: its first sentence or two. */
#define OPENING_MAX 240

BounceNotice *
notice_new (const char *format)
{
  BounceNotice *notice = g_new0 (BounceNotice, 1);

  notice->format = format;
  notice->recipients
      = g_ptr_array_new_with_free_func ((GDestroyNotify)bounce_evidence_free);
  return notice;
}

void
bounce_notice_free (BounceNotice *notice)
{
  if (notice == NULL)
    return;
  g_ptr_array_unref (notice->recipients);
  g_free (notice->reporting_mta);
  g_free (notice->returned);
  g_free (notice);
}

/* The last few recipients are looked through first: a text names the same
   one again close by; only then all. */
BounceEvidence *
notice_recipient (BounceNotice *notice, const char *address, gsize length)
{
  g_autofree char *bare = g_strndup (address, length);
  GPtrArray *all = notice->recipients;
  BounceEvidence *evidence;
  guint look = MIN (all->len, 200);

  for (guint i = 0; i < look; i++)
    {
      evidence = g_ptr_array_index (all, all->len - 1 - i);
      if (bounce_address_equal (evidence->recipient, bare))
        return evidence;
    }
  if (all->len >= BOUNCE_RECIPIENTS_MAX)
    {
      notice->cut = TRUE;
      return NULL;
    }
  evidence = bounce_evidence_new ();
  evidence->recipient = g_steal_pointer (&bare);
  g_ptr_array_add (all, evidence);
  return evidence;
}

/* How sure SYSTEM is that VIEW is its own; 0: it is not. */
static guint
bid (const NoticeSystem *system, const NoticeView *view)
{
  guint sum = 0;

  if (system->from != NULL)
    {
      if (!notice_has (view->from, system->from))
        return 0;
      sum += 3;
    }
  if (system->subject != NULL)
    {
      if (!notice_has (view->subject, system->subject))
        return 0;
      sum += 1;
    }
  if (system->marks != NULL)
    {
      if (!notice_view_has (view, view->head, system->marks))
        return 0;
      sum += 4;
    }
  return sum;
}

/* Nothing in the header says that a mail system wrote VIEW: then the mail must
   come from SYSTEM's address, or begin as its mails do, with such a subject,
   and with no return path that says whose it is. */
static gboolean
stands_alone (const NoticeSystem *system, const NoticeView *view)
{
  const char *mark;

  if (!(system->forms & NOTICE_ANYONE))
    return FALSE;
  if (system->from != NULL)
    return TRUE;
  mark = notice_after (view->head, system->marks);
  return view->failing && view->sender[0] == '\0' && mark != NULL
         && mark - view->head < OPENING_MAX;
}

static const NoticeSystem *
choose (const NoticeView *view, gboolean anyone)
{
  const NoticeSystem *best = NULL;
  guint most = 0;

  for (const NoticeSystem *s = notice_systems; s->format != NULL; s++)
    {
      guint sum = bid (s, view);

      if (sum > most && (!anyone || stands_alone (s, view)))
        {
          most = sum;
          best = s;
        }
    }
  return best;
}

/* The host that says who it is. */
static char *
find_reporter (const NoticeView *view)
{
  const char *p = notice_after (
      view->head,
      "send program at |mailer program at |mail system at host "
      "|postfix program at host |program at host |server at "
      "|mail agent at |generating server: |message from |program at "
      "|mail delivery agent at |smtp relay on |system at "
      "|notification from | at host ");
  gsize n;

  if (p == NULL)
    return NULL;
  while (*p == ' ' || *p == '<')
    p++;
  n = strcspn (p, " ,;:<>()[]\"'");
  while (n > 0 && p[n - 1] == '.')
    n--;
  return n > 3 && memchr (p, '.', n) != NULL && memchr (p, '@', n) == NULL
             ? g_strndup (p, n)
             : NULL;
}

/* The list's own address, from that of its manager. */
static void
add_list (const NoticeView *view, BounceNotice *notice)
{
  static const char *const roles[]
      = { "-bounces",  "-owner",   "-admin", "-request", "-help",
          "-no-reply", "-noreply", "owner-", NULL };
  BounceAddressSpan span;
  g_autofree char *address = NULL;
  g_autoptr (GString) list = NULL;

  if (!bounce_address_find (view->from, NULL, &span))
    return;
  address = g_strndup (span.start, (gsize)(span.end - span.start));
  list = g_string_new (address);
  for (guint i = 0; roles[i] != NULL; i++)
    {
      const char *role = strstr (address, roles[i]);

      if (role == NULL)
        continue;
      g_string_erase (list, role - address, (gssize)strlen (roles[i]));
      notice_recipient (notice, list->str, list->len);
      return;
    }
}

static BounceNotice *
read_as (const NoticeSystem *system, const NoticeView *view)
{
  BounceNotice *notice = notice_new (system->format);

  if (system->forms & NOTICE_SELF)
    add_list (view, notice);
  if (system->forms & NOTICE_HEADER)
    notice_header_recipients (view, notice);
  if (system->read != NULL)
    system->read (view, notice);
  else
    notice_scan (view, system, notice);
  if (notice->recipients->len == 0)
    {
      if (((system->forms & NOTICE_SUBJECT)
           && notice_subject_recipient (view, notice))
          || notice_header_recipients (view, notice)
          || notice_returned_recipients (view, notice))
        {
          NoticeSystem rest = *system;

          /* The text names no recipient: it holds for all of them. */
          rest.forms &= (guint) ~(NOTICE_COLON | NOTICE_ALONE | NOTICE_FIRST
                                  | NOTICE_LABEL | NOTICE_LAST | NOTICE_LOCAL
                                  | NOTICE_NAMED | NOTICE_BEFORE);
          rest.begin = NULL;
          notice_scan (view, &rest, notice);
        }
    }
  return notice;
}

/* Whether a mail system wrote VIEW, so far as its header tells. */
static gboolean
is_from_system (const NoticeView *view)
{
  if (view->daemon)
    return TRUE;
  if (!view->quoted
      && (bounce_message_header (view->message, "X-Failed-Recipients") != NULL
          || g_str_equal (bounce_message_type (view->message),
                          "multipart/report")))
    return view->null_sender || view->failing;
  return view->null_sender && view->failing;
}

/* Whether a person answers, or a list hands on what a person wrote.  The
   managers of lists write in the list's name, and answer too. */
static gboolean
is_reply (const NoticeView *view)
{
  if (notice_has (view->from, "-bounces|-owner@|owner-|-request@|-admin@"
                              "|listserv|sympa|majordomo"))
    return notice_has (view->subject, "digest, vol|digest vol|digest #");
  return notice_has (view->subject,
                     "^re:|^aw:|^sv:|^antw:|^odp:|^vs:|^ynt:|^回复|^答复"
                     "|digest, vol|digest vol|digest #|digest number")
         || bounce_message_header (view->message, "List-Id") != NULL;
}

static BounceNotice *
read_view (const NoticeView *view)
{
  const NoticeSystem *system;
  BounceNotice *notice = NULL;

  if (view->text[strspn (view->text, " \t\r\n")] == '{')
    return notice_read_json (view);
  if (!view->daemon && is_reply (view))
    return NULL;
  system = choose (view, !is_from_system (view));
  if (system != NULL)
    {
      notice = read_as (system, view);
      if (notice->recipients->len > 0)
        return notice;
      g_clear_pointer (&notice, bounce_notice_free);
    }
  if (is_from_system (view))
    notice = notice_read_general (view);
  if (notice != NULL && system != NULL)
    notice->format = system->format;
  return notice;
}

BounceNotice *
bounce_notice_read (const BounceMessage *message)
{
  NoticeView *view;
  BounceNotice *notice;

  if (bounce_message_find (message, BOUNCE_PART_FEEDBACK) != NULL)
    return NULL;
  view = notice_view_new (message);
  notice = read_view (view);
  if (notice == NULL)
    {
      NoticeView *quoted = notice_view_quoted (view);

      if (quoted == NULL)
        quoted = notice_view_attached (view);
      if (quoted != NULL)
        {
          notice_view_free (view);
          view = quoted;
          notice = read_view (view);
        }
    }
  if (notice != NULL)
    {
      if (notice->reporting_mta == NULL)
        notice->reporting_mta = find_reporter (view);
      if (notice->returned == NULL)
        notice->returned = notice_returned_header (view);
    }
  notice_view_free (view);
  return notice;
}
