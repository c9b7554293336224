/* fields: the header fields that people read, as mail programs of many
   languages call them above what they forward and quote.  Facts only: '|'
   lists of folded phrases, '^' binds to the beginning. */
#include "config.h"

#include "report/legacy/system.h"

/* The fields that a mail program puts above what it forwards, in whatever
   language it speaks. */
const char legacy_words_field_from[]
    = "^from:|^von:|^de :|^de:|^da:|^van:|^från:|^fra:|^lähettäjä:|^od:"
      "|^feladó:|^kimden:|^от:|^від:|^差出人:|^发件人:|^寄件者:|^보낸 사람:"
      "|^de la:|^από:|^מאת:|^من:|^发件人：|^差出人：";
const char legacy_words_field_subject[]
    = "^subject:|^betreff:|^objet :|^objet:|^asunto:|^assunto:|^oggetto:"
      "|^onderwerp:|^ämne:|^emne:|^aihe:|^temat:|^předmět:|^predmet:|^tárgy:"
      "|^konu:|^тема:|^件名:|^主题:|^主旨:|^제목:|^subiect:|^θέμα:|^נושא:"
      "|^الموضوع:|^主题：|^件名：";
const char legacy_words_field_to[]
    = "^to:|^an:|^à :|^à:|^para:|^a:|^aan:|^till:|^til:|^do:|^komu:|^címzett:"
      "|^kime:|^кому:|^宛先:|^收件人:|^收件者:|^받는 사람:|^vastaanottaja:"
      "|^către:|^προς:|^אל:|^إلى:|^收件人：|^宛先：";

/* When it was sent, and to whom else. */
static const char other_fields[]
    = "^sent:|^date:|^sent date:|^cc:|^gesendet:|^datum:|^envoyé :|^envoyé:"
      "|^date :|^enviado:|^enviado el:|^enviada em:|^fecha:|^data:|^inviato:"
      "|^verzonden:|^skickat:|^sendt:|^lähetetty:|^wysłano:|^odesláno:"
      "|^elküldve:|^gönderilme:|^tarih:|^отправлено:|^дата:|^送信日時:|^日時:"
      "|^发送时间:|^發送時間:|^日期:|^보낸 날짜:|^날짜:|^message-id:"
      "|^size |^size:|^number of lines:|^mail from:";

gboolean
legacy_is_field (const char *folded)
{
  return legacy_has (folded, other_fields)
         || legacy_has (folded, legacy_words_field_from)
         || legacy_has (folded, legacy_words_field_subject);
}
