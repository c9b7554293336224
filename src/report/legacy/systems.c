/* notice-table: THE table of the systems whose notifications are no RFC 3464
   reports.  A row says how the system is recognised, where its recipients
   stand and how; the reasons stand with them or behind a label, which all
   systems have in common (notice-words.c).  To add a system, add a row and a
   fixture.  Where two rows bid the same, the first one reads. */
#include "config.h"

#include "report/legacy/system.h"

#define DAEMON                                                                 \
  "mailer-daemon|postmaster|mail delivery|delivery system|mailer daemon"
#define PARAGRAPHS (LEGACY_COLON | LEGACY_ALONE)
#define LIST (LEGACY_ALONE | LEGACY_COLON | LEGACY_FIRST)

const LegacySystem legacy_systems[] = {
  /* qmail and what speaks its QSBMF: "<a@b>:" and a paragraph. */
  { .format = "haraka",
    .marks = "haraka mailer program|haraka",
    .labels = "intended recipients:|intended recipient:",
    .forms = PARAGRAPHS | LEGACY_LABEL | LEGACY_ANYONE },
  { .format = "james",
    .marks = "james mail server|james mailserver|james server at",
    .begin = "the list of recipients and the reason|following addresses"
             "|following recipient",
    .forms = LIST | LEGACY_ANYONE },
  { .format = "messagelabs",
    .marks
    = "mail delivery agent at messagelabs|mail delivery agent at symantec"
      "|email security.cloud|mail delivery agent at",
    .begin = "following addresses|following address|following recipient",
    .forms = LIST | LEGACY_ANYONE },
  { .format = "yahoo",
    .from = "yahoo|aol|verizon.net|att.net|sbcglobal|rocketmail|ymail",
    .marks = "unable to deliver your message to the following address"
             "|unable to deliver message to the following address"
             "|message from yahoo",
    .forms = PARAGRAPHS },
  { .format = "nullmailer",
    .marks = "nullmailer",
    .forms = LIST | LEGACY_LABEL,
    .labels = "recipient:|to:" },
  { .format = "qmail",
    .marks = "qmail-send|qmail send program|hi. this is the"
             "|unable to deliver message to the following address"
             "|unable to deliver your message to the following address"
             "|message to the following address(es) could not be delivered"
             "|i wasn't able to deliver your message"
             "|i was unable to deliver your message"
             "|i'm afraid i was not able to deliver",
    .forms = PARAGRAPHS | LEGACY_ANYONE },

  /* Younger Unix servers. */
  { .format = "chasquid",
    .from = DAEMON,
    .marks = "failed permanently with error:|failed repeatedly and timed out"
             "|chasquid",
    .forms = LIST },
  { .format = "maddy",
    .marks = "this is the mail delivery system at",
    .labels = "delivery to|recipient:",
    .forms = LEGACY_LABEL | LEGACY_ANYONE },
  { .format = "stalwart",
    .marks = "stalwart|rejected command '|(connection to '|(host '",
    .forms = LIST | LEGACY_ANYONE },
  { .format = "opensmtpd",
    .marks = "an error has occurred while attempting to deliver a message for"
             "|a message is delayed for more than|this is the mailer-daemon, "
             "please do not reply",
    .forms = PARAGRAPHS | LEGACY_ANYONE },
  { .format = "dragonfly",
    .marks = "dragonfly mail agent|there was an error delivering your mail to",
    .labels = "delivering your mail to",
    .forms = LEGACY_LABEL | LEGACY_GAP | LEGACY_ANYONE },

  /* Exim and what is made of it. */
  { .format = "mailru",
    .from = "mail.ru|bk.ru|inbox.ru|list.ru|vk.com",
    .marks = "mail.ru|created automatically by mail delivery",
    .forms = LIST },
  { .format = "gmx",
    .from = "gmx.|web.de|mail.com|caramail",
    .marks = "created automatically by mail delivery software"
             "|konnte nicht zugestellt|following address",
    .begin = "following address",
    .forms = LIST },
  { .format = "einsundeins",
    .from = "kundenserver|1and1|1und1|ionos|perfora|schlund|oneandone",
    .marks = "created automatically by mail delivery software"
             "|following address",
    .begin = "following address",
    .forms = LIST },
  { .format = "zoho",
    .from = "zoho",
    .marks = "error_code|responsecode|created automatically by mail delivery"
             "|zoho",
    .labels = "address:",
    .forms = LIST | LEGACY_LABEL },
  { .format = "mxlogic",
    .from = "mxlogic",
    .marks = "created automatically by mail delivery software",
    .forms = LIST },
  { .format = "exim",
    .marks = "this message was created automatically by mail delivery software"
             "|this message was created automatically by the"
             "|a message that you sent could not be delivered to"
             "|a message that you have sent could not be delivered"
             "|a message that you sent has not yet been delivered"
             "|a message that you sent contained"
             "|incorrectly constructed|smtp error from remote mail"
             "|eine nachricht, die sie gesendet haben, konnte nicht"
             "|un message que vous avez envoyé n'a pas pu",
    .begin = "following address|failed:|delivered to all of its recipients"
             "|more of its recipients|one or more recipients"
             "|incorrectly constructed|not yet been delivered",
    .forms = LIST | LEGACY_NAMED | LEGACY_ANYONE },

  /* Postfix without a report, Zimbra, Yandex, Apple, and the like. */
  { .format = "yandex",
    .from = "yandex|ya.ru",
    .marks = "yandex|this is the mail system at host|программа доставки"
             "|не может быть отправлено|could not be delivered",
    .forms = PARAGRAPHS | LEGACY_FIRST },
  { .format = "postfix",
    .marks = "this is the mail system at host|this is the postfix"
             "|this is the mail system at|i'm sorry to have to inform you"
             "|i'm sorry to have to inform the message",
    .forms = PARAGRAPHS | LEGACY_ANYONE },
  { .format = "tonline",
    .from = "t-online|telekom|t-ipnet",
    .marks = "konnte nicht|nicht zugestellt|created automatically|message log"
             "|address|adresse|not accepted",
    .forms = LIST | LEGACY_LABEL,
    .labels = "empfänger:|an:|adresse:" },

  /* sendmail's transcripts, and those who copied their headings. */
  { .format = "smail",
    .marks = "message log follows|failed addresses follow",
    .begin = "failed addresses follow",
    .forms = LIST | LEGACY_LOCAL | LEGACY_ANYONE },
  { .format = "mcafee",
    .marks = "--- the following addresses had delivery problems ---"
             "|the following addresses had delivery errors---",
    .begin = "the following addresses had",
    .forms = LIST | LEGACY_ANYONE },
  { .format = "sendmail",
    .marks = "- transcript of session follows|had permanent fatal errors"
             "|had transient non-fatal errors|had fatal errors"
             "|had permanent delivery errors|addresses had delivery problems"
             "|addresses had delivery errors|addresses failed -----"
             "|had transient delivery|had successful delivery",
    .forms = LEGACY_ANYONE,
    .read = legacy_read_sendmail },

  /* Courier, MMDF, PMDF. */
  { .format = "courier",
    .marks = "courier mail server|your message to the following recipients "
             "cannot be delivered|delayed mail your message to the following",
    .forms = PARAGRAPHS | LEGACY_ANYONE },
  { .format = "mmdf",
    .marks = "your message begins as follows|could not be delivered to '"
             "|delivery attempts are still pending for"
             "|attempts to deliver the message will continue",
    .labels = "could not be delivered to|delivered to|pending for",
    .forms = LEGACY_LABEL | LIST },
  { .format = "messagingserver",
    .marks = "this report relates to a message you sent with the following "
             "header|has been enqueued and undelivered"
             "|your message cannot be delivered to the following recipients:",
    .labels = "recipient address:",
    .forms = LEGACY_LABEL | LEGACY_GAP | LEGACY_ANYONE },

  /* Google, in all its languages. */
  { .format = "googlegroups",
    .marks = "groups.google.com/support|groups.google.com/a/|google groups"
             "|the group you tried to contact",
    .from = "mailer-daemon@google|mailer-daemon@googlemail|noreply@google"
            "|mail delivery subsystem",
    .forms = LEGACY_HEADER,
    .says = "The group you tried to contact may not exist, or you may not "
            "have permission to post messages to the group." },
  { .format = "gmail",
    .from = "mailer-daemon@google|mailer-daemon@googlemail",
    .marks = "delivery to the following|an automatically generated delivery",
    .forms = LIST | LEGACY_GAP },
  { .format = "gmail",
    .from = "mailer-daemon@google|mailer-daemon@googlemail",
    .subject = "delivery status notification",
    .forms = LIST | LEGACY_GAP },
  { .format = "gmail",
    .from = "mailer-daemon@google|mailer-daemon@googlemail",
    .forms = LIST | LEGACY_GAP },

  /* Windows servers that speak like Exchange. */
  { .format = "hmailserver", .marks = "hmailserver", .forms = LIST },
  { .format = "mailenable",
    .marks = "mailenable",
    .labels = "recipient:|recipient: [smtp:|smtp:",
    .forms = LIST | LEGACY_LABEL },

  /* Microsoft. */
  { .format = "exchange",
    .marks = "did not reach the following recipient|could not be reached:"
             "|some or all of the intended recipients"
             "|hat einige oder alle empfänger nicht erreicht"
             "|folgende(r) empfänger konnte"
             "|hat den/die folgenden empfänger nicht"
             "|n'a pas été remis à certains ou à tous"
             "|destinataire(s) suivant(s)|le ou les destinataires suivants"
             "|no llegó a algunos|los siguientes destinatarios"
             "|non è stato recapitato ad alcuni|i seguenti destinatari"
             "|não chegou a alguns|os seguintes destinatários"
             "|is niet bij de geadresseerden|de volgende geadresseerde"
             "|nådde inte vissa|följande mottagare",
    .begin = "recipient|reached|empfänger|destinatai|destinatari|destinatári"
             "|geadresseerde|mottagare",
    .forms = LIST | LEGACY_NAMED },
  { .format = "exchange",
    .marks = "delivery has failed to these recipients"
             "|diagnostic information for administrators"
             "|generating server:|remote server returned"
             "|fehler bei der nachrichtenzustellung an folgende"
             "|diagnoseinformationen für administratoren"
             "|échec de la remise à ces destinataires"
             "|échec de la remise aux destinataires"
             "|la remise à ces destinataires|informations de diagnostic pour"
             "|error al entregar|no se pudo entregar a estos destinatarios"
             "|información de diagnóstico para"
             "|recapito non riuscito|informazioni di diagnostica per"
             "|falha na entrega para estes|informações de diagnóstico para"
             "|bezorging van dit bericht is mislukt|diagnostische gegevens"
             "|diagnostische informatie voor|det gick inte att leverera"
             "|diagnostikinformation för|levering til disse|diagnoseoplysninger"
             "|diagnostiska uppgifter|diagnostikkinformasjon"
             "|dostarczenie do następujących|informacje diagnostyczne"
             "|не удалось доставить сообщение следующим"
             "|диагностические сведения для|сведения диагностики"
             "|配信に失敗しました|管理者向けの診断情報|供管理员使用的诊断信息"
             "|管理员的诊断信息|系統管理員的診斷資訊|관리자용 진단 정보"
             "|diagnostické informace pro správce|diagnosztikai információk"
             "|yöneticiler için tanılama",
    .labels = "your message to|recipient address:|original recipient:",
    .forms = LIST | LEGACY_LABEL | LEGACY_PEOPLE | LEGACY_ANYONE },
  { .format = "outlook",
    .marks = "couldn't be delivered|reported error:|original message details"
             "|wasn't found at|konnte nicht zugestellt werden"
             "|office 365|microsoft 365|outlook.com",
    .labels = "your message to|recipient address:|ihre nachricht an"
              "|votre message à|votre message pour|su mensaje a|tu mensaje a"
              "|il messaggio a|il tuo messaggio a|a sua mensagem para"
              "|sua mensagem para|uw bericht aan|je bericht aan"
              "|ditt meddelande till|din besked til|meldingen til"
              "|empfängeradresse:|adresse du destinataire :"
              "|dirección del destinatario:|indirizzo destinatario:"
              "|endereço do destinatário:",
    .forms = LEGACY_LABEL | LEGACY_PEOPLE },

  /* Groupware. */
  { .format = "domino",
    .marks = "was not delivered to:|wurde nicht zugestellt an"
             "|wurde nicht ausgeliefert an|konnte nicht zugestellt werden an"
             "|n'a pas été remis à|n'a pas été distribué à"
             "|no se ha entregado a|no se entregó a|non è stato consegnato a"
             "|non è stato recapitato a|não foi entregue a"
             "|is niet afgeleverd bij",
    .begin = "delivered to:|zugestellt an|ausgeliefert an|werden an|remis à"
             "|distribué à|entregado a|entregó a|consegnato a|recapitato a"
             "|entregue a|afgeleverd bij",
    .forms = LIST },
  { .format = "notes",
    .marks = "- failure reasons -",
    .begin = "failure reasons",
    .forms = PARAGRAPHS | LEGACY_BEFORE },
  { .format = "groupwise",
    .marks = "the message that you sent was undeliverable to the following"
             "|was undeliverable to the following"
             "|had the following undeliverable recipient",
    .begin = "undeliverable to the following|undeliverable recipient",
    .labels = "command: rcpt to:",
    .forms = LIST | LEGACY_LOCAL | LEGACY_LABEL },
  { .format = "netmail",
    .marks = "novell|netmail|netware",
    .from = DAEMON,
    .forms = LIST },
  { .format = "mdaemon",
    .marks = "permanent fatal delivery errors|transient, non-fatal"
             "|permanent, fatal|failed address:|session transcript",
    .labels = "failed address:|failed recipient:|address:",
    .forms = LEGACY_LABEL | LEGACY_GAP | LEGACY_ANYONE },
  { .format = "mercury",
    .marks = "local mail transport system has reported"
             "|with reference to your message with the subject|mercury",
    .from = DAEMON "|electronic postmaster",
    .forms = LIST },
  { .format = "imail",
    .marks = "^unknown user:|^user mailbox exceeds|^invalid final delivery"
             "|^undeliverable to|^delivery failed|^unknown host:"
             "|^user's mailbox is full:|^no such user:",
    .labels = "undeliverable to|attempts:",
    .from = "postmaster|mailer-daemon",
    .forms = LEGACY_LAST | LEGACY_LABEL | LEGACY_ALONE },
  { .format = "mailmarshal",
    .marks = "the following recipients were affected"
             "|could not be delivered because of",
    .begin = "following recipients were affected",
    .forms = LIST | LEGACY_ANYONE },
  { .format = "communigate",
    .marks = "failed to deliver to '|failed to deliver to <"
             "|smtp module(|local module(|module(domain|module(account",
    .labels = "failed to deliver to|deliver to",
    .forms = LEGACY_LABEL | LEGACY_GAP },
  { .format = "kerio",
    .marks = "kerio|your message could not be delivered to the following "
             "recipient",
    .from = "kerio|mail delivery subsystem",
    .forms = LIST },

  /* Providers. */
  { .format = "ses",
    .from = "amazonses|amazonaws",
    .marks = "an error occurred while trying to deliver|delivery"
             "|technical report",
    .forms = LIST },
  { .format = "sendgrid",
    .marks = "from sendgrid|contact sendgrid",
    .labels = ":",
    .forms = LIST | LEGACY_LABEL },
  { .format = "aol",
    .from = "aol.com|aol.net",
    .marks = "could not be delivered because|not accepting mail"
             "|your mail to the following|unable to deliver",
    .begin = "following recipient|because|following address",
    .forms = LIST | LEGACY_LOCAL },
  { .format = "verizon",
    .from = "vzwpix|vtext|verizon|mmsc|vzw",
    .marks = "could not be delivered to mobile|error:|undeliverable",
    .labels = "recipient:|message to",
    .forms = LEGACY_LABEL },
  { .format = "kddi",
    .from = "dion.ne.jp|auone|kddi",
    .marks = "could not be delivered to:|their mailbox is full"
             "|送信できません|お届けできません",
    .labels = "could not be delivered to:|宛先:|宛先：",
    .forms = LEGACY_LABEL | LEGACY_ALONE | LEGACY_ANYONE },
  { .format = "ezweb",
    .from = "ezweb.ne.jp|au.com|@au.",
    .subject = "mail system error|returned mail|undeliver|エラー",
    .labels = "recipient:",
    .forms = PARAGRAPHS | LEGACY_LABEL },
  { .format = "docomo",
    .from = "docomo",
    .marks = "unknown user|送信できません|以下のメール|returned|宛先|エラー"
             "|undeliverable|could not be|following address",
    .labels = "recipient:|宛先:|宛先：|unknown user|user:|address:",
    .forms = LIST | LEGACY_LABEL | LEGACY_LAST },
  { .format = "mfilter",
    .marks = "m-filter|以下のメールアドレスへの送信に失敗",
    .begin = "以下のメールアドレス",
    .forms = LIST | LEGACY_ANYONE },
  { .format = "qq",
    .from = "@qq.com|tencent|exmail|foxmail",
    .labels = "收件人:|收件人：|收件人|发往|发给|您发给|recipient:|发送至|to:",
    .marks = "退信|退回|无法|bounce|returned|deliver|失败",
    .forms = PARAGRAPHS | LEGACY_LABEL },
  { .format = "netease",
    .from = "@163.com|@126.com|@yeah.net|netease|@188.com|vip.163",
    .labels = "收件人:|收件人：|收件人|发往|发给|发送给|recipient:|to:",
    .marks = "退信|退回|无法|bounce|returned|deliver|失败",
    .forms = PARAGRAPHS | LEGACY_LABEL },
  { .format = "sina",
    .from = "sina.com|sina.cn|sohu.com|aliyun|139.com|189.cn",
    .labels = "收件人:|收件人：|收件人|发往|发给|发送给|recipient:|to:",
    .marks = "退信|退回|无法|bounce|returned|deliver|失败",
    .forms = PARAGRAPHS | LEGACY_LABEL },
  { .format = "biglobe",
    .from = "biglobe|inacatv|tmtv|ttv.ne.jp",
    .marks = "addresses had delivery problems|non-delivered information",
    .begin = "addresses had delivery",
    .forms = LIST },

  /* Gateways and filters. */
  { .format = "ironport",
    .marks = "was undeliverable. the reason for the problem"
             "|the reason for the problem:",
    .labels = "the following message to",
    .forms = LEGACY_LABEL | LEGACY_ANYONE },
  { .format = "trendmicro",
    .marks = "sent >>>|received <<<|received >>>|interscan"
             "|unable to deliver message to",
    .labels = "unable to deliver message to|deliver the message to"
              "|deliver message to",
    .forms = LEGACY_LABEL | LEGACY_BEFORE },
  { .format = "barracuda",
    .marks = "was blocked by our spam firewall|barracuda|not been delivered:",
    .labels = "your message to:|your message to|message to:",
    .forms = LEGACY_LABEL | LEGACY_GAP },
  { .format = "mimecast",
    .marks = "mimecast",
    .from = DAEMON "|mimecast",
    .labels = "to:|recipient:|recipients:|message to|delivered to",
    .forms = LIST | LEGACY_LABEL },
  { .format = "proofpoint",
    .marks = "proofpoint|pphosted",
    .from = DAEMON,
    .forms = LIST },
  { .format = "amavis",
    .marks = "delivery of the email was stopped|was considered unsolicited bulk"
             "|amavisd|content analysis details",
    .begin = "to:|recipient|delivered to",
    .from = "content-filter|postmaster|mailer-daemon|amavis|virus",
    .labels = "was not delivered to:|recipient:",
    .forms = LIST | LEGACY_LABEL },
  { .format = "surfcontrol",
    .marks = "your message could not be sent. a transcript of the attempts"
             "|transcript of the attempts to send the message follows",
    .labels = "addressed to|to:",
    .forms = LEGACY_LABEL | LEGACY_GAP },
  { .format = "mailscanner",
    .marks = "mailscanner",
    .from = "mailscanner|postmaster|mailer-daemon",
    .labels = "to:|recipient:",
    .forms = LEGACY_LABEL },
  { .format = "x6",
    .marks = "the following recipients returned permanent errors:",
    .labels = "returned permanent errors:|returned temporary errors:",
    .forms = LEGACY_LABEL },
  { .format = "dovecot",
    .marks
    = "was automatically rejected:|was automatically rejected by dovecot",
    .labels = "your message to",
    .forms = LEGACY_LABEL | LEGACY_GAP },
  { .format = "iis",
    .marks = "this is an automatically generated delivery status notification"
             "|delivery to the following recipients",
    .begin = "following recipient",
    .from = DAEMON "|mail.delivery",
    .forms = LIST },

  /* Lists that refuse. */
  { .format = "fml",
    .marks = "you are not a member of this mailing list"
             "|you are not member|not a member of this ml",
    .from = "-admin@|-request@|fml-|-ctl@|owner-",
    .labels = "mailing list|member of this mailing list",
    .forms = LEGACY_ANYONE | LEGACY_LABEL },
  { .format = "mailman",
    .marks = "you are not allowed to post to this mailing list"
             "|has been automatically rejected|your message was rejected"
             "|has been rejected by the list moderator"
             "|message entitled|rejected by the list moderator"
             "|the moderator gave the following reason for rejecting",
    .from = "-bounces@|-owner@|-request@|mailman|-bounces+",
    .forms = LEGACY_ANYONE | LEGACY_SELF,
    .says = "You are not allowed to post to this mailing list." },
  { .format = "ezmlm",
    .marks = "have failed to act on your post|did not accept your post",
    .subject = "return|reject|post",
    .from = "-help@|-owner@|-return-|mailer-daemon|postmaster",
    .labels = "i'm managing the|managing the",
    .forms = LEGACY_SELF | LEGACY_LABEL | LEGACY_ANYONE | PARAGRAPHS,
    .says = "The moderators did not accept your post to the list." },
  { .format = "ezmlm",
    .marks = "this is the ezmlm program|ezmlm",
    .subject = "failure|reject|undeliver|returned|deny|not accepted",
    .from = "-help@|-owner@|-return-|mailer-daemon|postmaster",
    .forms = LEGACY_ANYONE | PARAGRAPHS | LEGACY_SELF },
  { .format = "listserv",
    .marks = "you are not authorized to send mail to the|your message to the"
             "|is not authorized to post|listserv",
    .subject = "reject|undeliver|failure|not authorized|returned"
               "|not distributed|message (\"",
    .from = "listserv@|owner-|l-soft",
    .labels = "mail to the|message to the|list:|list",
    .forms = LEGACY_LABEL | LEGACY_SUBJECT | LEGACY_ANYONE,
    .says = "You are not authorized to send mail to the list." },
  { .format = "sympa",
    .marks = "you are not allowed to send this message|your message for list"
             "|could not be distributed|n'a pas été diffusé"
             "|message distribution in the list",
    .from = "sympa@|sympa-|-request@|-owner@|sympa",
    .labels = "your message for list|message for list|to list|to the list|list"
              "|in the list|liste|la liste",
    .subject = "reject|not distributed|sending to|diffus|distribution|error",
    .forms = LEGACY_ANYONE | LEGACY_LABEL | LEGACY_SELF,
    .says = "You are not allowed to send messages to this list." },
  { .format = "majordomo",
    .marks
    = "your message was rejected|non-member submission"
      "|you are not allowed to post|not subscribed to"
      "|was not posted to the mailing list|it was denied for this reason",
    .from = "majordomo|owner-|-owner@",
    .subject = "reject|denied|returned|undeliver",
    .labels = "message to|posting to|sent to|the list|mailing list",
    .forms = LEGACY_LABEL | LEGACY_SELF | LEGACY_ANYONE,
    .says = "You are not allowed to post to this list." },
  { .format = "groupsio",
    .marks = "we are unable to deliver the message from"
             "|is not subscribed to this group|not a member of this group"
             "|not subscribed to the group",
    .from = "groups.io|yahoogroups|notify@|groups",
    .labels = "to|your message to|message to",
    .forms = LEGACY_ANYONE | LEGACY_LABEL,
    .says = "The email address used to send your message is not subscribed "
            "to this group." },
  { .format = NULL }
};
