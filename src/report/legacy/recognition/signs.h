/* What is to be seen in a mail before anybody reads what it says of whom: who
   sends it, words in certain places, its form.  The judge (judge.h) puts the
   signs together. */
#ifndef BOUNCE_REPORT_LEGACY_RECOGNITION_SIGNS_H
#define BOUNCE_REPORT_LEGACY_RECOGNITION_SIGNS_H

#include <glib.h>

#include "report/legacy/recognition/words.h"
#include "report/legacy/text/legacy-view.h"
#include "text/lists.h"

/* Signs that are no words of a list, or not only. */
typedef enum
{
  SIGN_NONE, /* ends the conditions of a rule */

  /* The header. */
  SIGN_DAEMON,           /* the sender looks like a mail system */
  SIGN_NULL_PATH,        /* Return-Path: <> */
  SIGN_FAILING,          /* the subject says that mail failed */
  SIGN_NOTICE,           /* a mail system with such a subject */
  SIGN_ROBOT,            /* no person sent it */
  SIGN_OWNER,            /* a robot in the name of whom the mail was for */
  SIGN_AUTOMATIC,        /* Auto-Submitted: auto-... */
  SIGN_AUTO_REPLIED,     /* Auto-Submitted: auto-replied */
  SIGN_RETURN_PATH,      /* any */
  SIGN_BARE,             /* it has none: somebody copied the text */
  SIGN_QUOTED,           /* it stands in another mail, and so does its header */
  SIGN_LIST_ID,          /* a list hands it on */
  SIGN_LIST_UNSUBSCRIBE, /* its reader subscribed to it */
  SIGN_FAILED_FIELD,     /* X-Failed-Recipients */
  SIGN_REPORT_TYPE,      /* multipart/report */

  /* The parts. */
  SIGN_MDN,        /* message/disposition-notification */
  SIGN_RETURNED,   /* the message that failed */
  SIGN_PLAIN_TEXT, /* a text that is no page */
  SIGN_PROGRAM,    /* what a worm sends, or a scanner found */

  /* Who seems to have written the text. */
  SIGN_PERSONS_ADDRESS, /* it is made of a person's name */
  SIGN_FIRST_NAME,      /* which is all that the address is made of */
  SIGN_SIGNED,          /* the text ends with the sender's name */
  SIGN_LETTER,          /* it greets and takes leave */
  SIGN_PERSONAL,        /* it begins with words of its author, as of "I", */
  SIGN_TELLS_OF_SELF,   /* in what it quotes, too, */
  SIGN_SELF_LATER,      /* or a little later, */
  SIGN_OF_SOMEONE,      /* or of somebody whom he knows, */
  SIGN_SOMEONE_LATER,   /* a little later */
  SIGN_ASKS,            /* its opening holds a question, */
  SIGN_ASKS_OPENLY,     /* and no form follows */

  /* What the text holds. */
  SIGN_EMPTY,          /* nothing */
  SIGN_REPLY,          /* a server's refusal, */
  SIGN_REPLY_LINE,     /* which begins a line */
  SIGN_DIAGNOSTIC,     /* "smtp; 550 ..." of somebody else */
  SIGN_REFUSALS,       /* several lines, each of somebody and his refusal */
  SIGN_REFUSALS_BELOW, /* which may stand in the next line */
  SIGN_NAMES_OTHER,    /* an address that is not the reader's */
  SIGN_NAMES_ONLY_OWN, /* addresses, and all are */
  SIGN_LINK,           /* an address of a page */
  SIGN_FORM,           /* labels, filled in */
  SIGN_FORM_OF_OTHER,  /* and one of them names somebody else */
  SIGN_RESULT_FORM,    /* "Status: failed" of somebody */
  SIGN_TALLY,          /* numbers of mails that were sent, that failed */
  SIGN_COUNTS,         /* refusals, and how often */
  SIGN_EXPORT,         /* lines of a log, or a table for programs */
  SIGN_ANSWERS_BOUNCE, /* what is quoted below is a bounce */
  SIGN_TO_MODERATORS,  /* it waits for a moderator, in its own words */

  /* What the first sentences state. */
  SIGN_TELLS_FAILURE,      /* that something failed, */
  SIGN_TELLS_MAIL_FAILURE, /* that a mail did */
  SIGN_TELLS_WHOM_FAILED,  /* the reader's, and to whom */
  SIGN_STATED,             /* the same, sentences taken together; */
  SIGN_STATED_OF_OWNER,    /* that it is whose address sends it */
  SIGN_LETTER_FAILED,      /* that a letter was not delivered */
  SIGN_SPEAKS_OF_YOURS,    /* the text speaks of a mail that its reader sent */
  SIGN_OPENS_WITH_YOURS,   /* its opening does */
  SIGN_OPENING_DENIES,     /* the opening denies that something was conveyed */
  SIGN_SUBJECT_STATES,     /* the subject says that something failed */

  /* What the judge makes of these, and of words (judge.c). */
  SIGN_ANSWER,        /* it calls itself one, and is no notice */
  SIGN_LURES,         /* it wants its reader to go to a page */
  SIGN_WAITS,         /* a mail waits for somebody to let it through */
  SIGN_CONVERSES,     /* it begins as people write, and desks */
  SIGN_OF_ELSE,       /* it speaks of something else than a mail, at once */
  SIGN_OF_ELSE_LATER, /* or as it goes on */
  SIGN_OF_YOURS,      /* it speaks of its reader's mail */
  SIGN_TOLD,          /* a person tells what he heard */
  SIGN_OTHER,         /* it is no notification, whatever it tells of */
  SIGN_REPORTS,       /* it reports a failure, as machines write */
  SIGN_STATES,        /* it states one, whoever wrote it */
  SIGN_TELLS,         /* it speaks of a failure, or of a delay */
  SIGN_FROM_SYSTEM,   /* so far as the header tells */
  SIGN_HANDED_ON,     /* a person answers, or a list hands it on, */
  SIGN_HEARSAY,       /* and no machine's report either */
  SIGN_OF_OWN_LETTER, /* a desk tells that its letter was not delivered */
  SIGN_EXCLUDED,      /* it is no notification, by header and beginning */
  SIGN_MAY_BE_OWN,    /* who is named may be its reader */
  SIGN_NAMELESS,      /* it is one, though it names nobody */
  SIGN_PRESUMED,      /* it can hardly be anything else */
  LEGACY_N_SIGNS
} LegacySignOfForm;

/* A sign: what is seen, and where.  Negative: that it is not to be seen. */
typedef gint32 LegacySign;
#define LEGACY_PLACE_SHIFT 16
#define LEGACY_LIST_MASK 0xffff
#define LEGACY_WORDS(place, list)                                              \
  ((LegacySign)((place) << LEGACY_PLACE_SHIFT | (list)))

/* Whether SIGN, a LegacySignOfForm of those that the judge does not make, is
   to be seen in VIEW. */
gboolean legacy_look_for (const LegacyView *view, LegacySignOfForm sign);

#endif
