/* What the readers of legacy notifications share: a mail as they see it, the
   row of the table that describes a system, and the steps of reading.  Private
   to report/legacy. */
#ifndef BOUNCE_REPORT_LEGACY_SYSTEM_H
#define BOUNCE_REPORT_LEGACY_SYSTEM_H

#include <glib.h>

#include "mime/message.h"
#include "report/legacy/result.h"
#include "report/legacy/legacy-view.h"
#include "text/address.h"
#include "text/fold.h"
#include "text/lists.h"

/* Most reasons and paragraphs are shorter. */
#define LEGACY_USUAL_TEXT 250

/* Where the recipients of a system's notifications stand; a set. */
typedef enum
{
  LEGACY_COLON = 1 << 0,   /* "<a@b>:" or "a@b: reason" begins a line */
  LEGACY_ALONE = 1 << 1,   /* a line, or a list on a line, of addresses */
  LEGACY_FIRST = 1 << 2,   /* "a@b reason", "<a@b> (reason)" */
  LEGACY_CODED = 1 << 3,   /* as LEGACY_FIRST, if the reason has a code */
  LEGACY_LABEL = 1 << 4,   /* behind one of the row's labels */
  LEGACY_LAST = 1 << 5,    /* "reason: a@b" is the whole line */
  LEGACY_LOCAL = 1 << 6,   /* a word alone on its line is a local mailbox */
  LEGACY_NAMED = 1 << 7,   /* "Name on DATE": the reason holds the address */
  LEGACY_SUBJECT = 1 << 8, /* in the subject */
  LEGACY_HEADER = 1 << 9,  /* only what X-Failed-Recipients names counts */
  LEGACY_SELF = 1 << 10    /* the list that refuses is known by its From */
} LegacyPlacement;

/* How a reason stands to its recipient. */
typedef enum
{
  LEGACY_REASON_BEHIND, /* up to an empty line */
  LEGACY_REASON_GAP,    /* and on behind empty lines */
  LEGACY_REASON_BEFORE, /* before the recipient */
  LEGACY_REASON_PEOPLE  /* behind it; without a reply it is for people */
} LegacyReason;

/* Which senders' mail may be the system's. */
typedef enum
{
  LEGACY_TRUST_DAEMON, /* a sender that looks like a daemon */
  LEGACY_TRUST_ANYONE  /* anyone: what is written is proof enough */
} LegacyTrust;

/* A system's way to say it.  The phrases stand in rules/data/lists/systems.tsv.
   All columns for recognition that are given must fit. */
typedef struct
{
  const char *format; /* the reader's name */
  BounceList from;    /* in From: */
  BounceList subject; /* in Subject: */
  BounceList body;    /* in the beginning of the text */
  BounceList proof;   /* words of its own: it outbids those who copied it */
  BounceList begin;   /* the recipients stand behind this; or NULL */
  BounceList labels;  /* what stands before an address; LEGACY_LABEL */
  guint placement;    /* of LegacyPlacement */
  LegacyReason reason;
  LegacyTrust trust;
  /* What its notification comes to, in whatever language; or NULL. */
  const char *implied_reason;
  /* A form that needs its own reading; NULL: legacy_scan. */
  void (*read) (const LegacyView *view, BounceLegacy *legacy);
} LegacySystem;

/* The table; ended by a row without a format. */
extern const LegacySystem legacy_systems[];

/* The system that wrote VIEW, or NULL.  ANYONE: nothing in its header says that
   a mail system did, so that the rest must be beyond doubt. */
const LegacySystem *legacy_choose_system (const LegacyView *view,
                                          gboolean anyone);

/* Adds REASON, parted into the refusing server's reply and the reporter's
   own words, whose origin is OWN. */
void legacy_add_reason (BounceEvidence *evidence, const char *reason,
                        BounceOrigin own);

/* Whether TEXT quotes a refusal: "550 5.1.1", "550 <a@b>", "5.2.2". */
gboolean legacy_has_reply (const char *text);

/* The reason that VIEW gives, behind a label, once for all recipients; the
   caller frees it.  NULL if there is none. */
char *legacy_common_reason (const LegacyView *view);

/* Whether several lines of VIEW begin with an address and go on in words, as
   the rows of a list do, and no sentence that was wrapped. */
gboolean legacy_has_rows (const LegacyView *view);

/* Gives the recipients of LEGACY an action and the reasons that they still
   lack, once all lines are read.  COMMON (NULL: none) is a reason of all, TEXT
   what is said to people; MIXED: headings told of failures and of something
   else, so that each recipient has its own action. */
void legacy_conclude (const LegacyView *view, const LegacySystem *system,
                      BounceLegacy *legacy, gboolean mixed, const char *common,
                      const char *text);

/* Reads the recipients and reasons of VIEW as SYSTEM writes them. */
void legacy_scan (const LegacyView *view, const LegacySystem *system,
                  BounceLegacy *legacy);

/* How an address stands on a line.  FALSE if none does by SYSTEM's placement.
 */
typedef struct
{
  const char *start; /* the address */
  const char *end;
  const char *rest; /* what the line goes on with, to LINE's end */
  LegacyPlacement form;
  gboolean list;       /* all of REST are addresses */
  BounceAction action; /* what a word beside it says; NONE: no such word */
} LegacyHit;
gboolean legacy_line_hit (const LegacyView *view, guint i,
                          const LegacySystem *system, gboolean begun,
                          LegacyHit *hit);

/* Whether one of LABELS leads from START to ADDRESS: "Recipient: <". */
gboolean legacy_is_labelled (const char *start, const char *address,
                             BounceList labels);

/* If the lines of TEXT tell of each of RECIPIENTS (of BounceEvidence) by his
   name, adds to each those that tell of him, as ORIGIN's words; FALSE: nothing
   was added. */
gboolean legacy_share_by_name (GPtrArray *recipients, const char *text,
                               BounceOrigin origin);

/* What the cell of a table says at *REST, up to END, of which *REST is what
   follows then; NONE: it is no result, but a reason. */
BounceAction legacy_cell_result (const char **rest, const char *end);

/* Whether the line START..END is a table's row whose first cells stand before
   ADDRESS, and REST behind it; ACTION is what those say. */
gboolean legacy_is_cell (const char *start, const char *address,
                         const char *rest, const char *end,
                         BounceAction *action);

/* Whether only addresses and what parts them stand in P..END. */
gboolean legacy_is_list (const char *p, const char *end);

/* How HIT's address stands, by how its line goes on behind it up to END.  FALSE
   if not by PLACEMENT, of LegacyPlacement; HIT is the same then. */
gboolean legacy_judge_rest (LegacyHit *hit, const char *end, guint placement);

/* "551 not local: <a@b>; will not forward": whether HIT stands in a reply that
   begins the line START..END; HIT's reason is the line then. */
gboolean legacy_is_in_reply (const char *start, const char *end,
                             LegacyHit *hit);

/* "> To: <a@b>": whether ADDRESS stands in the header of what the line that
   begins at START quotes. */
gboolean legacy_is_quoted_to (const char *start, const char *address);

/* "Recipient: G=Ann;S=Lee;O=Firm;C=us": the same of an address of X.400, which
   is all that stands behind a label. */
gboolean legacy_x400_hit (const LegacyLine *line, const LegacySystem *system,
                          LegacyHit *hit);

/* "CN=Ann Lee/O=Firm@FIRM (a@b.example)", "Ann Lee@Ops@Firm (a@b.example)":
   SPAN is moved from a name of the house's own to the address in brackets.
   FALSE: it is such a name, and none stands there. */
gboolean legacy_find_full (const char *end, BounceAddressSpan *span);

/* The same of a local part with its reason, in a row of addresses with theirs:
   "ann (no such user)" above "a@b (full)". */
gboolean legacy_local_hit (const LegacyView *view, guint i, LegacyHit *hit);

/* The text for people without recipients' own reasons, at most MAX bytes; the
   caller frees it. */
char *legacy_human_readable (const LegacyView *view, gsize max);

/* Recipients that only headers name: X-Failed-Recipients, and the returned
   message's Received and To.  FALSE if they name none. */
gboolean legacy_header_recipients (const LegacyView *view,
                                   BounceLegacy *legacy);
gboolean legacy_returned_recipients (const LegacyView *view,
                                     BounceLegacy *legacy);

/* Recipients whose name and host a sentence tells apart; QUOTED: only such
   names as stand in quotes.  FALSE: none. */
gboolean legacy_apart_recipients (const LegacyView *view, BounceLegacy *legacy,
                                  gboolean quoted);

/* Whether the folded SUBJECT is that of the message that VIEW returns, or how
   it begins. */
gboolean legacy_is_returned_subject (const LegacyView *view,
                                     const char *subject);

/* The recipient that the subject names.  FALSE if it names none. */
gboolean legacy_subject_recipient (const LegacyView *view,
                                   BounceLegacy *legacy);

/* The header block of a message that is returned in the text, or NULL; the
   caller frees it. */
char *legacy_returned_header (const LegacyView *view);

/* Whether VIEW is, by its header and beginning, a mail that is no notification,
   whatever its text says. */
gboolean legacy_is_excluded (const LegacyView *view);

/* Whether ADDRESS is one the notification was sent to or from. */
gboolean legacy_is_own (const LegacyView *view, const char *address);

/* Whether ADDRESS is one the notification was sent to. */
gboolean legacy_is_addressee (const LegacyView *view, const char *address);

/* Whether the folded sentence says, in whatever words, that a mail failed. */
gboolean legacy_states_failure (const char *folded);

/* The same of the lines FIRST to LAST of VIEW's body, as one text. */
gboolean legacy_lines_state_failure (const LegacyView *view, guint first,
                                     guint last);

/* Whether it denies, in one clause, that something was conveyed. */
gboolean legacy_denies_conveying (const char *folded);

/* Whether VIEW names somebody else and quotes the field that a report has of a
   refusal: "smtp; 550 5.1.1 ...". */
gboolean legacy_quotes_diagnostic (const LegacyView *view);

/* Whether it denies it for the time being: "could not yet be delivered". */
gboolean legacy_denies_so_far (const char *folded);

/* A mail's opening, in bytes: its first sentence or two. */
#define LEGACY_OPENING_MAX 240

/* Whether no person sent VIEW, so far as its header tells. */
gboolean legacy_is_robot (const LegacyView *view);

/* Whether VIEW begins with a report that mail failed, as machines write. */
gboolean legacy_reports (const LegacyView *view);

/* Whether it says so of its reader's own mail to somebody, whoever wrote it;
   OWN: to the address that VIEW comes from. */
gboolean legacy_states (const LegacyView *view, gboolean *own);

/* Whether the folded TEXT speaks of a mail that its reader sent. */
gboolean legacy_speaks_of_yours (const char *text);

/* The sentence START..END, folded, without what it quotes of others' words: the
   subject of a mail, what somebody asked.  Replies are quoted, too. */
char *legacy_fold_own_words (const char *start, const char *end);

/* Whether no person sent VIEW, so far as its header tells. */
gboolean legacy_is_robot (const LegacyView *view);

/* Whether VIEW calls itself an automatic reply: it need not say that of a
   bounce, which has the subject of one. */
gboolean legacy_is_answer (const LegacyView *view);

/* Whether VIEW has the words of those who lure people to a page, and may well
   do so: a filter, too, speaks of its quarantine, but names whom the mail was
   for, and no page. */
gboolean legacy_may_lure (const LegacyView *view);

/* Whether line I of VIEW is a label and somebody else's address: "Recipient:
   a@b". */
gboolean legacy_is_labelled_address (const LegacyView *view, guint i);

/* Whether one of the first sentences of VIEW says that something failed, and
   does not quote it; OF_MAIL: and speaks of a mail, not in a field. */
gboolean legacy_begins_with_failure (const LegacyView *view, gboolean of_mail);

/* Whether VIEW is a form that a machine filled in to say that a mail failed;
   OF_SOMEBODY: and to whom. */
gboolean legacy_is_form (const LegacyView *view, gboolean of_somebody);

/* The first N_MAX bytes or so of VIEW's text, folded, without the subject of a
   mail that it quotes: what others ask, or hold, is no word of its own. */
char *legacy_own_words (const LegacyView *view, gsize n_max);

/* Whether VIEW has the words of those who lure people to a page, and may well
   do so: a filter, too, speaks of its quarantine, but names whom the mail was
   for, and no page. */
gboolean legacy_may_lure (const LegacyView *view);

/* Whether VIEW's mail has a text that is no page. */
gboolean legacy_has_plain_text (const LegacyView *view);

/* Whether several lines of VIEW each name somebody else and quote a refusal; if
   BELOW, in a line of its own, too: no lure does, and no statistic. */
gboolean legacy_quotes_refusals (const LegacyView *view, gboolean below);

/* Whether VIEW's text names an address that is not its own. */
gboolean legacy_names_other (const LegacyView *view);

/* Whether the address that VIEW comes from is made of a person's name, or its
   last word is the name of who sent it. */
gboolean legacy_is_of_person (const LegacyView *view);
gboolean legacy_is_signed (const LegacyView *view);

/* Whether VIEW greets and takes leave, as people do who write to each other. */
gboolean legacy_is_letter (const LegacyView *view);

/* Whether VIEW answers a bounce, and quotes what it answers. */
gboolean legacy_answers_bounce (const LegacyView *view);

/* Whether a person speaks in the folded OPENING of himself, or of the recipient
   as of somebody whom he knows. */
gboolean legacy_is_personal (const char *opening);
gboolean legacy_speaks_of_someone (const char *opening);

/* Whether the folded SUBJECT says that a mail failed. */
gboolean legacy_is_failing (const char *subject);

/* Whether VIEW tells of mail in general: an outage, a sample, a statistic. */
gboolean legacy_is_announcement (const LegacyView *view);

/* Whether VIEW only says who decides on a mail: moderators, or its sender, who
   is to prove that he is none of a spammer's machines; or answers commands. */
gboolean legacy_asks (const LegacyView *view);

/* Whether VIEW says that a mail waits for a moderator to let it through. */
gboolean legacy_is_held (const LegacyView *view);

/* Writes the addresses in TEXT that stand there in disguise ("ann (at) fen
   (dot) example") as all others; it only gets shorter. */
void legacy_undisguise (char *text);

/* The same of fields that dots lead to their values: "Status....: failed". */
void legacy_drop_leaders (char *text);

/* Puts addresses that stand alone in quotation marks or wide brackets into
   angle brackets; TEXT only gets shorter. */
void legacy_bracket_quoted (char *text);

/* Joins the halves of addresses that are wrapped in their angle brackets: the
   line of the first is empty then. */
void legacy_join_wrapped (LegacyView *view);

/* Past what closes the address that ends at P, and its repetition as a link. */
const char *legacy_skip_closing (const char *p, const char *end);

/* Whether the text from P to END begins like a reason in a table: "- no such
   user", "-> full". */
gboolean legacy_begins_parted (const char *p, const char *end);

/* Where the sentence that begins at TEXT ends. */
const char *legacy_sentence_end (const char *text);

/* The length of the local part that TEXT begins with, or 0. */
guint legacy_word_length (const char *text, guint length);

/* Whether the folded JOINT between two addresses leads on to where a mail
   failed: "your message to a@b could not be delivered to c@d". */
gboolean legacy_is_onward (const char *joint);

/* Whether no more than "," or "and" stands in START..END, between two
   addresses: both are meant then. */
gboolean legacy_is_row (const char *start, const char *end);

/* Those sentences of TEXT, which is lines of VIEW's body, that report, joined;
   the caller frees them. */
char *legacy_sentences (const LegacyView *view, const char *text, gsize max);

/* Appends START..END as a line without white space around it, up to MAX. */
void legacy_append_line (GString *text, const char *start, const char *end,
                         gsize max);

/* Cuts TEXT to at most MAX bytes of whole characters. */
void legacy_cut (GString *text, gsize max);

/* FAILED, DELAYED or DELIVERED: the first by the subject and a text that holds
   the lists SAID, the second by the subject and the beginning of VIEW's text.
 */
BounceAction legacy_judge_action (const LegacyView *view,
                                  const BounceListSet *said);
BounceAction legacy_action (const LegacyView *view);

/* Reads what lines of VIEW name and say as any system may write them. */
void legacy_read_lines (const LegacyView *view, BounceLegacy *legacy);

/* The readers with their own way. */
void legacy_read_sendmail (const LegacyView *view, BounceLegacy *legacy);

/* The people of FirstClass, which have no addresses. */
void legacy_read_firstclass (const LegacyView *view, BounceLegacy *legacy);

/* What Amazon SES tells in the JSON that TEXT begins with; NULL: nothing. */
BounceLegacy *legacy_read_ses (const char *text);

/* Whether VIEW's text begins with an object, or an array of objects; and what
   such a mail tells of messages that failed, are late, were delivered or
   complained of, IS_REPLY: as an answer or through a list; NULL: nothing. */
gboolean legacy_is_json (const LegacyView *view);
BounceLegacy *legacy_read_json (const LegacyView *view, gboolean is_reply);

/* The same that other mails of services tell, in lines or in JSON below them;
   NULL: nothing. */
BounceLegacy *legacy_read_service (const LegacyView *view);
BounceLegacy *legacy_read_general (const LegacyView *view);

#endif
