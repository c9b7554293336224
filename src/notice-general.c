/* notice-general: reads what no row of the table knows: a mail system's
   message whose words say that mail to an address failed or is late.  Looks
   at several things together (sender, subject, words, a reply, a returned
   message), and keeps off where they do not agree. */
#include "config.h"

#include <string.h>

#include "address.h"
#include "notice-system.h"
#include "status.h"

/* So many points make a notification. */
#define POINTS_MIN 4

static const char labels[]
    = "^recipient|^failed recipient|^email address|^e-mail address|^address"
      "|^empfänger|^destinataire|^destinatario|^destinatário|^indirizzo"
      "|^ontvanger|^получатель|^адресат|^宛先|^收件人|^收件者|^받는 사람"
      "|recipient:|recipient :|recipients:|recipient address:|failed recipient:"
      "|failed recipients:|failed address:|final recipient:|recipient is"
      "|intended recipient:|the recipient|to recipient|for recipient"
      "|email address:|e-mail address:|mail address:|address:|user:|mailbox:"
      "|delivered to:|delivered to|deliver to|delivery to|delivering to"
      "|deliver message to|deliver your message to|deliver mail to"
      "|deliver the message to|delivering your message to|undeliverable to"
      "|undeliverable to:|failed to|failed for|failed for:|failed to:"
      "|delivered to the recipient|rejected by|not reach|returned from"
      "|your message to|your message to:|your mail to|your email to"
      "|your e-mail to|the message to|the following message to|message for"
      "|mail to|email to|sent to|addressed to|user unknown:|unknown user:"
      "|unknown recipient:|no such user:|mailbox full:|mailbox is full:"
      "|empfänger:|an empfänger|an die adresse|ihre nachricht an|nachricht an"
      "|an:|adresse:|destinataire :|destinataire:|destinataires :|adresse :"
      "|votre message à|message à|à l'adresse|destinatario:|destinatarios:"
      "|su mensaje a|mensaje a|al destinatario|destinatário:|dirección:"
      "|mensagem para|endereço:|il messaggio a|messaggio a|indirizzo:"
      "|ontvanger:|uw bericht aan|bericht aan|mottagare:|modtager:|mottaker:"
      "|vastaanottaja:|odbiorca:|adresat:|wiadomość do|příjemce:|címzett:"
      "|alıcı:|получатель:|получателю|адресат:|адресату|письмо на адрес"
      "|на адрес|收件人:|收件人：|收信人:|收信人：|收件者:|收件者：|发往|发给"
      "|發給|宛先:|宛先：|宛先アドレス:|宛先アドレス：|送信先:|送信先：|送信先"
      "|メールアドレス:|メールアドレス：|받는 사람:|받는사람:|수신자:|수신인:"
      "|người nhận:|ผู้รับ:|נמען:|المستلم:";

/* Roles that a notification names so that people can ask. */
static const char roles[]
    = "^postmaster@|^abuse@|^support@|^help@|^helpdesk@|^mailer-daemon@"
      "|^hostmaster@|^admin@|^administrator@|^noreply@|^no-reply@|^security@"
      "|^webmaster@|^info@|^service@|^noc@|^unblock@|^removal@|^delist";

/* What mail systems write about, too. */
static const char notices_of_others[]
    = "smtp server: errors from|smtp server: protocol|smtp client: errors"
      "|quarantine|spam digest|user digest|spam report|spam summary"
      "|message digest|dmarc|report domain:";

static const char statistics[]
    = "weekly|daily|monthly|statistic|summary|overview|maintenance";

/* A notification without the subject of one speaks to who sent the mail. */
static const char your_words[]
    = "the message could not|this message could not|the mail could not"
      "|your message|your mail|your email|your e-mail|you sent|message you"
      "|mail you|you have sent|sent by you|delivery to the following"
      "|following recipient|following address|ihre nachricht|ihre e-mail|ihre "
      "mail"
      "|von ihnen|deine nachricht|votre message|votre courriel|votre mail"
      "|vous avez envoyé|su mensaje|tu mensaje|su correo|sua mensagem|seu "
      "e-mail"
      "|sua mensagem|suo messaggio|tuo messaggio|il messaggio|uw bericht"
      "|je bericht|ditt meddelande|ditt brev|din besked|din mail|meldingen din"
      "|viestisi|viestiäsi|twoja wiadomość|twojej wiadomości|vaše zpráva"
      "|vaši zprávu|vašu správu|az ön üzenete|üzenetét|iletiniz|mesajınız"
      "|ваше письмо|ваше сообщение|вашего письма|ваш лист|您的邮件|您的郵件"
      "|你的邮件|送信|宛先|配信|귀하|메일을|메일이|thư của bạn|ข้อความของคุณ"
      "|הודעתך|رسالتك";

/* A notification that names nobody at least names a mail. */
static const char mail_words[]
    = "mail|message|nachricht|courrier|correo|mensaje|mensagem|messaggio"
      "|bericht|письм|сообщ|wiadomo|zpráv|správ|üzenet|ileti|besked|viesti"
      "|meddeland|melding|mesaj|メール|邮件|郵件|信件|메일|메시지";

static const NoticeSystem general
    = { .format = "text",
        .labels = labels,
        .forms = NOTICE_COLON | NOTICE_ALONE | NOTICE_LABEL | NOTICE_LAST
                 | NOTICE_CODED };

/* The same, once more, for the field that people read: "To: a@b". */
static const NoticeSystem addressee
    = { .format = "text",
        .labels = "^to:|^an:|^à:|^à :|^para:|^a:|^кому:|^do:|^komu:|^aan:"
                  "|^til:|^till:",
        .forms = NOTICE_LABEL };

/* For recipients that stand elsewhere. */
static const NoticeSystem nameless = { .format = "text" };

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
has_returned (const NoticeView *view)
{
  return view->returned < view->lines->len
         || bounce_message_find (view->message, BOUNCE_PART_MESSAGE) != NULL
         || bounce_message_find (view->message, BOUNCE_PART_HEADERS) != NULL;
}

static guint
points (const NoticeView *view)
{
  gboolean failed
      = notice_view_has (view, view->head, notice_words_failed)
        || notice_view_has (view, view->head, notice_words_delayed)
        || (view->daemon
            && notice_view_has (view, view->head, notice_words_delivered));
  gboolean reply = notice_has_reply (view->head);
  guint sum = 0;

  if (!failed
      && !(view->failing && (reply || (view->daemon && view->null_sender))))
    return 0;
  sum += view->daemon ? 2 : 0;
  sum += view->null_sender ? 1 : 0;
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
is_excluded (const NoticeView *view)
{
  if (bounce_message_find (view->message, BOUNCE_PART_MDN) != NULL)
    return TRUE;
  if (!view->quoted && !view->failing && is_auto_replied (view->message))
    return TRUE;
  if (notice_has (view->subject, notice_words_reply)
      && !(view->daemon && view->failing))
    return TRUE;
  if (notice_has (view->subject, notices_of_others)
      || (!view->failing && notice_has (view->subject, statistics)))
    return TRUE;
  if (!view->failing && !has_returned (view)
      && !notice_view_has (view, view->head, your_words))
    return TRUE;
  if (has_returned (view) || notice_has_reply (view->head))
    return FALSE;
  if (notice_has (view->subject, "^auto:|automatic reply|auto-reply|autoreply"
                                 "|out of office|[ticket|ticket #|ticket#"
                                 "|case #|request received"))
    return TRUE;
  return notice_view_has (view, view->head, notice_words_lure)
         || carries_program (view->message);
}

/* Whether the folded ADDRESS is of the notification's own domains. */
static gboolean
is_near (const NoticeView *view, const char *address)
{
  const char *domain = strrchr (address, '@');

  return domain != NULL
         && (strstr (view->from, domain) != NULL
             || strstr (view->to, domain) != NULL);
}

/* Drops whom the notification was sent to or from, and roles. */
static void
drop_others (const NoticeView *view, BounceNotice *notice)
{
  GPtrArray *recipients = notice->recipients;
  gboolean many = recipients->len > 1;

  for (guint i = recipients->len; i-- > 0;)
    {
      BounceEvidence *evidence = g_ptr_array_index (recipients, i);
      g_autofree char *folded = notice_fold (evidence->recipient, -1);

      if (recipients->len <= 200
          && (notice_is_own (view, evidence->recipient)
              || (notice_has (folded, roles)
                  && (many || is_near (view, folded)))))
        g_ptr_array_remove_index (recipients, i);
    }
}

/* The addresses of SENTENCE that it says mail failed to. */
static void
read_sentence (const NoticeView *view, BounceNotice *notice, const char *start,
               const char *end)
{
  g_autofree char *folded = notice_fold (start, end - start);
  BounceAddressSpan span;
  const char *p = start;

  if (!notice_has (folded, notice_words_failed)
      || notice_has (folded, "please|contact|bitte|veuillez|por favor"))
    return;
  while (bounce_address_find (p, end, &span))
    {
      g_autofree char *address
          = g_strndup (span.start, (gsize)(span.end - span.start));
      g_autofree char *lower = notice_fold (address, -1);
      g_autofree char *lead = notice_fold (p, span.start - p);
      gboolean from = g_str_has_suffix (lead, "from <")
                      || g_str_has_suffix (lead, "from")
                      || g_str_has_suffix (lead, "from:")
                      || g_str_has_suffix (lead, "von");

      p = span.end;
      if (from || notice_is_own (view, address) || notice_has (lower, roles)
          || !bounce_address_is_full (address))
        continue;
      {
        BounceEvidence *evidence
            = notice_recipient (notice, address, strlen (address));
        g_autofree char *sentence = g_strndup (start, (gsize)(end - start));

        if (evidence != NULL && end - start < 4096)
          notice_add_reason (evidence, sentence, BOUNCE_SPEAKER_REPORTER);
      }
      break;
    }
}

static void
read_sentences (const NoticeView *view, BounceNotice *notice)
{
  for (guint i = 0; i < view->n_body; i++)
    {
      const NoticeLine *line = notice_line (view, i);
      guint last = i;

      if (line->length == 0)
        continue;
      /* A paragraph of people's text is a sentence or two. */
      while (last + 1 < view->n_body && last < i + 4
             && notice_line (view, last + 1)->length > 0)
        last++;
      {
        const NoticeLine *stop = notice_line (view, last);
        read_sentence (view, notice, line->start, stop->start + stop->length);
      }
      i = last;
    }
}

static void
scan_as (const NoticeView *view, const NoticeSystem *system,
         BounceNotice *notice)
{
  notice_scan (view, system, notice);
  drop_others (view, notice);
}

/* The reply to a lone recipient may stand anywhere in the text. */
static void
add_reply (const NoticeView *view, BounceNotice *notice)
{
  BounceEvidence *evidence = g_ptr_array_index (notice->recipients, 0);
  g_autofree char *prose = NULL;

  if (notice->recipients->len > 1 || evidence->diagnostic_type != NULL)
    return;
  prose = notice_prose (view, 4096);
  if (notice_has_reply (prose))
    notice_add_reason (evidence, prose, BOUNCE_SPEAKER_PROSE);
}

BounceNotice *
notice_read_general (const NoticeView *view)
{
  guint sum = points (view);
  BounceNotice *notice;

  if (sum < POINTS_MIN || is_excluded (view))
    return NULL;
  notice = notice_new ("text");
  scan_as (view, &general, notice);
  if (notice->recipients->len == 0)
    {
      read_sentences (view, notice);
      if (notice->recipients->len == 0)
        scan_as (view, &addressee, notice);
      else
        notice_scan (view, &nameless, notice);
    }
  if (notice->recipients->len == 0
      && (notice_header_recipients (view, notice)
          || (view->failing && notice_subject_recipient (view, notice))
          || notice_returned_recipients (view, notice)))
    notice_scan (view, &nameless, notice);
  if (notice->recipients->len == 0 && sum > POINTS_MIN && view->daemon
      && view->failing && (view->null_sender || has_returned (view))
      && notice_view_has (view, view->head, mail_words))
    {
      /* A bounce whose address only --verp can tell. */
      g_ptr_array_add (notice->recipients, bounce_evidence_new ());
      notice_scan (view, &nameless, notice);
    }
  if (notice->recipients->len == 0)
    g_clear_pointer (&notice, bounce_notice_free);
  else
    add_reply (view, notice);
  return notice;
}
