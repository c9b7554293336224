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
const char legacy_words_yours[]
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

static const LegacySystem general
    = { .format = "text",
        .labels = labels,
        .forms = LEGACY_COLON | LEGACY_ALONE | LEGACY_LABEL | LEGACY_LAST
                 | LEGACY_CODED };

/* The same, once more, for the field that people read: "To: a@b". */
static const LegacySystem addressee
    = { .format = "text",
        .labels = "^to:|^an:|^à:|^à :|^para:|^a:|^кому:|^do:|^komu:|^aan:"
                  "|^til:|^till:",
        .forms = LEGACY_LABEL };

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
      = legacy_view_has (view, view->head, legacy_words_failed)
        || legacy_view_has (view, view->head, legacy_words_delayed)
        || (view->daemon
            && legacy_view_has (view, view->head, legacy_words_delivered));
  gboolean reply = legacy_has_reply (view->head);
  guint sum = 0;

  if (!failed
      && !(view->failing && (reply || (view->daemon && view->null_sender))))
    return 0;
  sum += view->reports ? 3 : view->daemon ? 2 : 0;
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
is_excluded (const LegacyView *view)
{
  if (bounce_message_find (view->message, BOUNCE_PART_MDN) != NULL)
    return TRUE;
  if (!view->quoted && !view->failing && !view->reports
      && is_auto_replied (view->message))
    return TRUE;
  if (legacy_has (view->subject, legacy_words_reply)
      && !(view->daemon && view->failing))
    return TRUE;
  if (legacy_has (view->subject, notices_of_others)
      || (!view->failing && legacy_has (view->subject, statistics)))
    return TRUE;
  if (!view->failing && !has_returned (view)
      && !legacy_view_has (view, view->head, legacy_words_yours))
    return TRUE;
  if (has_returned (view) || legacy_has_reply (view->head))
    return FALSE;
  if (legacy_has (view->subject, "^auto:|automatic reply|auto-reply|autoreply"
                                 "|out of office|[ticket|ticket #|ticket#"
                                 "|case #|request received"))
    return TRUE;
  return legacy_view_has (view, view->head, legacy_words_lure)
         || carries_program (view->message);
}

/* Words beside an address that one is to turn to. */
static const char help_words[]
    = "please|contact|assistance|help|question|support|further|if you|if this"
      "|write to|reply to|instead|bitte|fragen|wenden|veuillez|contacter"
      "|adresser|por favor|contatt|rivolg|si prega|prosimy|neem"
      "|\320\277\320\276\320\266\320\260\320\273\321\203\320\271\321\201\321"
      "\202\320\260"
      "|\320\276\320\261\321\200\320\260\321\211\320\260\320\271\321\202\320"
      "\265\321\201\321\214"
      "|\350\257\267|\350\253\213";

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
        return legacy_has (folded, help_words)
               || legacy_has (above, help_words);
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
         && !legacy_view_has (view, view->head, legacy_words_lure)
         && strstr (view->head, "http") == NULL
         && (view->failing || legacy_has_reply (view->head))
         && (legacy_has_reply (view->head)
             || legacy_view_has (view, view->head, mail_words)
             || legacy_view_has (view, view->head, "over quota|exceeded"));
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
          || (legacy_has (folded, roles) && is_for_help (view, folded)))
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

/* The addresses of the paragraph START..END that it says mail failed to, each
   sentence by itself: what advises names others. */
static void
read_paragraph (const LegacyView *view, BounceLegacy *notice, const char *start,
                const char *end, gboolean own)
{
  gsize length = MIN ((gsize)(end - start), PARAGRAPH_MAX);
  g_autofree char *text = g_utf8_make_valid (start, (gssize)length);
  g_autofree char *folded = legacy_fold (text, -1);

  if (!legacy_has (folded, legacy_words_failed) && !legacy_has_reply (text))
    return;
  for (const char *p = text; *p != '\0';)
    {
      const char *stop = legacy_sentence_end (p);
      g_autofree char *sentence = legacy_fold (p, stop - p);

      if (!legacy_has (sentence, help_words)
          || legacy_has (sentence, legacy_words_failed))
        add_named (view, notice, p, stop, text, own);
      p = stop + strspn (stop, " \n");
    }
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
local_name (const LegacyLine *line)
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
  return legacy_has (folded, legacy_words_failed) ? n : 0;
}

/* Local mailboxes, which have no domain; of a text that names no address. */
static void
read_local_names (const LegacyView *view, BounceLegacy *notice)
{
  if (!view->daemon || !view->failing)
    return;
  for (guint i = 0; i < view->n_body; i++)
    {
      const LegacyLine *line = legacy_line (view, i);
      guint n = line->length > 0 ? local_name (line) : 0;
      BounceEvidence *evidence;
      g_autofree char *reason = NULL;

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
         && legacy_view_has (view, view->head, mail_words);
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
