/* What the files of the notice readers share: a mail as they see it, the row
   of the table that describes a system, and the steps of reading.  Private to
   notice*.c. */
#ifndef BOUNCE_NOTICE_SYSTEM_H
#define BOUNCE_NOTICE_SYSTEM_H

#include <glib.h>

#include "notice.h"

/* Of a longer text, of more lines, the rest is not read. */
#define NOTICE_TEXT_MAX (4 * 1024 * 1024)
#define NOTICE_LINES_MAX 200000
/* So much of the text's beginning is searched for a system's own phrases. */
#define NOTICE_HEAD_MAX (12 * 1024)

/* How recipients stand in the text of a system. */
typedef enum
{
  NOTICE_COLON = 1 << 0,    /* "<a@b>:" or "a@b: reason" begins a line */
  NOTICE_ALONE = 1 << 1,    /* a line, or a list on a line, of addresses */
  NOTICE_FIRST = 1 << 2,    /* "a@b reason", "<a@b> (reason)" */
  NOTICE_LABEL = 1 << 3,    /* behind one of the row's labels */
  NOTICE_LAST = 1 << 4,     /* "reason: a@b" is the whole line */
  NOTICE_LOCAL = 1 << 5,    /* a word alone on its line is a local mailbox */
  NOTICE_GAP = 1 << 6,      /* the reason goes on behind empty lines */
  NOTICE_PEOPLE = 1 << 7,   /* a reason without a reply is for people */
  NOTICE_CODED = 1 << 15,   /* as NOTICE_FIRST, if the reason has a code */
  NOTICE_BEFORE = 1 << 13,  /* the reason stands before its recipient */
  NOTICE_SUBJECT = 1 << 14, /* the address may stand in the subject */
  NOTICE_NAMED = 1 << 12,   /* "Name on DATE": the reason holds the address */
  NOTICE_HEADER = 1 << 8,   /* only what X-Failed-Recipients names counts */
  NOTICE_RETURNED = 1 << 9, /* the address stands in the returned message */
  NOTICE_SELF = 1 << 10,    /* the list that refuses is known by its From */
  NOTICE_ANYONE = 1 << 11   /* the sender need not look like a daemon */
} NoticeForm;

typedef struct NoticeView NoticeView;

/* A system's way to say it.  The columns hold alternatives, parted by '|',
   in lower case and with plain quotes and single spaces; '^' binds one to the
   beginning.  All columns for recognition that are given must fit. */
typedef struct
{
  const char *format;  /* the reader's name */
  const char *from;    /* in From: */
  const char *subject; /* in Subject: */
  const char *marks;   /* in the beginning of the text */
  const char *begin;   /* the recipients stand behind this; or NULL */
  const char *labels;  /* what stands before an address; NOTICE_LABEL */
  guint forms;         /* of NoticeForm */
  const char *says;    /* what a text in any language comes to; or NULL */
  /* A form that needs its own reading; NULL: notice_scan. */
  void (*read) (const NoticeView *view, BounceNotice *notice);
} NoticeSystem;

/* The table; ended by a row without a format. */
extern const NoticeSystem notice_systems[];

typedef struct
{
  const char *start; /* without indentation and trailing white space */
  guint length;
  guint indent;
} NoticeLine;

/* Which pairs of bytes a text holds: what it lacks, no phrase in it can hold.
   Spares nearly all of the searches for hundreds of phrases in one text. */
#define NOTICE_PAIRS 4096
typedef struct
{
  guint64 bits[NOTICE_PAIRS / 64];
} NoticePairs;

void notice_pairs (NoticePairs *pairs, const char *text);

/* A mail, or one quoted in it, as the readers see it. */
struct NoticeView
{
  const BounceMessage *message;
  char *text; /* what the lines borrow */
  char *from; /* folded, never NULL; so are the next three */
  char *subject;
  char *to;
  char *sender; /* Return-Path */
  char *head;   /* the beginning of the text, folded */
  NoticePairs head_pairs;
  GArray *lines;        /* of NoticeLine */
  guint n_body;         /* the lines before the returned message */
  guint returned;       /* the line its header begins at; n lines: none */
  gboolean daemon;      /* the sender looks like a mail system */
  gboolean null_sender; /* Return-Path: <> */
  gboolean failing;     /* the subject says that mail failed */
  gboolean quoted;      /* this view is of a mail quoted in MESSAGE */
};

NoticeView *notice_view_new (const BounceMessage *message);

/* The same of any text and headers; takes over TEXT. */
NoticeView *notice_view_make (const BounceMessage *message, char *text,
                              const char *from, const char *subject,
                              const char *to, const char *sender);

/* The mail that MESSAGE's text forwards or quotes, or NULL. */
NoticeView *notice_view_quoted (const NoticeView *outer);

/* The text file that is attached to MESSAGE, which forwards it, or NULL. */
NoticeView *notice_view_attached (const NoticeView *outer);
void notice_view_free (NoticeView *view);

static inline const NoticeLine *
notice_line (const NoticeView *view, guint i)
{
  return &g_array_index (view->lines, NoticeLine, i);
}

/* TEXT (LENGTH -1: to its NUL) in lower case, typographic quotes and white
   space made plain; the caller frees it. */
char *notice_fold (const char *text, gssize length);

/* White space of any kind, and control characters. */
gboolean notice_is_blank (gunichar c);

/* As notice_fold, of line I without what decorates it ("-----", "***"). */
char *notice_fold_line (const NoticeView *view, guint i);

/* Whether folded TEXT holds one of PHRASES: a '|' list that is a constant of
   the program, since it is known again by its address; NULL: never. */
gboolean notice_has (const char *text, const char *phrases);

/* The same, faster where TEXT is the head of VIEW. */
gboolean notice_view_has (const NoticeView *view, const char *text,
                          const char *phrases);

/* Whether folded TEXT begins with one of PHRASES. */
gboolean notice_has_prefix (const char *text, const char *phrases);

/* Where the first of PHRASES that folded TEXT holds ends in TEXT, or NULL. */
const char *notice_after (const char *text, const char *phrases);

/* The phrases of many languages. */
extern const char notice_words_daemon[];    /* in From: of a mail system */
extern const char notice_words_subject[];   /* in Subject: of a failure */
extern const char notice_words_failed[];    /* a statement of failure */
extern const char notice_words_delayed[];   /* a statement of a delay */
extern const char notice_words_delivered[]; /* a statement of success */
extern const char notice_words_given_up[];  /* no more is tried */
extern const char notice_words_reply[];     /* Subject: of an auto-reply */
extern const char notice_words_lure[];      /* what only spam says */
extern const char notice_words_reason[];    /* labels of a reason */
extern const char notice_words_returned[];  /* the returned mail begins */
extern const char notice_words_forward[];   /* a forwarded mail begins */

/* BounceNotice, building. */
BounceNotice *notice_new (const char *format);

/* The evidence of ADDRESS in NOTICE, made if it is new; NULL when there are
   too many. */
BounceEvidence *notice_recipient (BounceNotice *notice, const char *address,
                                  gsize length);

/* Adds REASON, parted into the refusing server's reply and the reporter's
   own words, whose speaker is OWN. */
void notice_add_reason (BounceEvidence *evidence, const char *reason,
                        BounceSpeaker own);

/* Whether TEXT quotes a refusal: "550 5.1.1", "550 <a@b>", "5.2.2". */
gboolean notice_has_reply (const char *text);

/* Reads the recipients and reasons of VIEW as SYSTEM writes them. */
void notice_scan (const NoticeView *view, const NoticeSystem *system,
                  BounceNotice *notice);

/* How an address stands on a line.  FALSE if none does by SYSTEM's forms. */
typedef struct
{
  const char *start; /* the address */
  const char *end;
  const char *rest; /* what the line goes on with, to LINE's end */
  NoticeForm form;
  gboolean list; /* all of REST are addresses */
} NoticeHit;
gboolean notice_line_hit (const NoticeView *view, guint i,
                          const NoticeSystem *system, gboolean begun,
                          NoticeHit *hit);

/* The text for people without recipients' own reasons, at most MAX bytes; the
   caller frees it. */
char *notice_prose (const NoticeView *view, gsize max);

/* Recipients that only headers name: X-Failed-Recipients, and the returned
   message's Received and To.  FALSE if they name none. */
gboolean notice_header_recipients (const NoticeView *view,
                                   BounceNotice *notice);
gboolean notice_returned_recipients (const NoticeView *view,
                                     BounceNotice *notice);

/* The recipient that the subject names.  FALSE if it names none. */
gboolean notice_subject_recipient (const NoticeView *view,
                                   BounceNotice *notice);

/* The header block of a message that is returned in the text, or NULL; the
   caller frees it. */
char *notice_returned_header (const NoticeView *view);

/* Whether ADDRESS is one the notification was sent to or from. */
gboolean notice_is_own (const NoticeView *view, const char *address);

/* Those sentences of TEXT that report, joined; the caller frees them. */
char *notice_sentences (const char *text, gsize max);

/* Appends START..END as a line without white space around it, up to MAX. */
void notice_append_line (GString *text, const char *start, const char *end,
                         gsize max);

/* Cuts TEXT to at most MAX bytes of whole characters. */
void notice_cut (GString *text, gsize max);

/* FAILED, DELAYED or DELIVERED, by what the folded TEXT and the subject say;
   the other one asks the beginning of the whole text. */
BounceAction notice_judge_action (const NoticeView *view, const char *text);
BounceAction notice_action (const NoticeView *view);

/* The readers with their own way. */
void notice_read_sendmail (const NoticeView *view, BounceNotice *notice);
BounceNotice *notice_read_json (const NoticeView *view);
BounceNotice *notice_read_general (const NoticeView *view);

#endif
