/* judge-other: by what signs a mail is something else than a notification,
   whatever its words. */
#include "config.h"

#include "report/legacy/recognition/judge-rules.h"

const LegacyRule legacy_rules_answer[] = {
  /* Exim marks its bounces so, too, but they have the subject of a bounce. */
  { NO, { SIGN_DAEMON } },
  { NO, { SIGN_FAILING } },
  { YES, { SIGN_AUTO_REPLIED } },
  { RULES_END, { SIGN_NONE } }
};

const LegacyRule legacy_rules_lures[]
    = { { NO, { NOT (TEXT (LURE)) } },
        /* A filter, too, speaks of its quarantine, but names whom the mail was
           for, and no page. */
        { NO, { TEXT (FILTERED), SIGN_NAMES_OTHER, NOT (SIGN_LINK) } },
        { NO,
          { SIGN_FAILING, SIGN_PLAIN_TEXT, SIGN_SPEAKS_OF_YOURS,
            SIGN_TELLS_FAILURE, SIGN_NAMES_OTHER, NOT (SIGN_LINK) } },
        /* What they never do is to quote refusals of several. */
        { NO, { SIGN_FAILING, SIGN_REFUSALS } },
        { NO, { SIGN_DIAGNOSTIC } },
        { YES, { SIGN_NONE } },
        { RULES_END, { SIGN_NONE } } };

const LegacyRule legacy_rules_waits[] = {
  { NO, { TEXT (DELAY) } },
  { YES, { OPENING (HELD) } },
  { NO, { NOT (SUBJECT (HELD)) } },
  /* "Hold expired", and that the mail failed. */
  { NO, { NOT (TEXT (HELD)), NOT (TEXT (NOT_YET)), SIGN_TELLS_MAIL_FAILURE } },
  { YES, { SIGN_NONE } },
  { RULES_END, { SIGN_NONE } }
};

const LegacyRule legacy_rules_converses[]
    = { { YES, { NOT (SIGN_ROBOT), SIGN_PERSONS_ADDRESS } },
        { YES,
          { NOT (SIGN_ROBOT), NOT (SIGN_BARE), NOT (SIGN_FAILING),
            NOT (OPENS_LINE (GREETING_SENDER)), SIGN_OF_SOMEONE } },
        { YES, { NOT (SIGN_ROBOT), SIGN_PERSONAL } },
        { YES, { NOT (SIGN_ROBOT), SIGN_SIGNED } },
        { YES, { SIGN_OWNER, SIGN_PERSONAL } },
        { YES, { SIGN_OWNER, SIGN_SIGNED } },
        /* What somebody's desk got, and goes on to treat, did not fail. */
        { YES, { SIGN_OWNER, TEXT (ABSENCE) } },
        { YES, { SIGN_OWNER, TEXT (RECEIVED) } },
        { RULES_END, { SIGN_NONE } } };

const LegacyRule legacy_rules_of_else[]
    = { { NO, { SIGN_NULL_PATH } },
        { NO, { SIGN_DIAGNOSTIC } },
        { YES, { SIGN_LURES } },
        { YES, { TEXT (GOODS) } },
        /* A desk's robot answers to applications, too. */
        { NO, { SIGN_OWNER } },
        { NO, { SUBJECT (PAPERS), SIGN_OPENING_DENIES } },
        { NO, { OPENING (PAPERS), SIGN_OPENING_DENIES } },
        { YES, { SUBJECT (PAPERS) } },
        { YES, { OPENING (PAPERS) } },
        { NO, { SIGN_DAEMON } },
        { YES, { OPENING (ANSWERING) } },
        { YES, { SUBJECT (ANSWERING) } },
        { RULES_END, { SIGN_NONE } } };

const LegacyRule legacy_rules_of_else_later[]
    = { { YES, { BEGINNING (GOODS) } },
        { YES, { BEGINNING (PAPERS) } },
        { YES, { BEGINNING (ABSENCE) } },
        { YES, { BEGINNING (RECEIVED), NOT (BEGINNING (NO_TICKET)) } },
        { YES, { BEGINNING (CHALLENGE_DEED) } },
        { YES, { TEXT (CHALLENGE_DEED), TEXT (CHALLENGE_END) } },
        /* It answers somebody who asked about a mail. */
        { YES, { SUBJECT (REPLY_SUBJECT), SUBJECT (MAIL_WORD) } },
        { YES, { SUBJECT (REPLY_SUBJECT), SIGN_SUBJECT_STATES } },
        { YES, { SIGN_WAITS } },
        { YES, { SIGN_LURES } },
        { RULES_END, { SIGN_NONE } } };

const LegacyRule legacy_rules_told[] = {
  /* Who looks after the mail saw it himself. */
  { NO, { OPENING (KEEPS_MAIL), NOT (SIGN_ASKS) } },
  { YES, { SIGN_SIGNED } },
  { YES,
    { NOT (SIGN_ROBOT), NOT (SIGN_STATED_OF_OWNER), SIGN_PERSONS_ADDRESS } },
  { YES, { NOT (SIGN_ROBOT), NOT (SIGN_STATED_OF_OWNER), SIGN_FIRST_NAME } },
  { NO, { SIGN_ROBOT, NOT (SIGN_OWNER) } },
  { NO, { SIGN_REPLY_LINE } },
  { YES, { SIGN_SELF_LATER } },
  { YES, { NOT (SIGN_FAILING), SIGN_SOMEONE_LATER } },
  { RULES_END, { SIGN_NONE } }
};

const LegacyRule legacy_rules_other[] = {
  /* It only says who decides on a mail: moderators, or its sender, who is to
     prove that he is none of a spammer's machines; or it answers commands. */
  { YES, { SIGN_TO_MODERATORS } },
  { YES, { SUBJECT (COMMAND_RESULTS) } },
  { YES, { TEXT (CHALLENGE_DEED), TEXT (CHALLENGE_PROOF), NOT (SIGN_REPLY) } },
  { NO, { SIGN_BARE } },
  { YES, { TEXT (INCOMING) } },
  /* A postmaster writes to another of what the other's server does. */
  { YES, { OPENS_LINE (GREETING_COLLEAGUE) } },
  { YES, { TEXT (YOUR_SERVER), SIGN_LETTER, NOT (TEXT (YOUR_MAIL_STRICT)) } },
  { YES, { TEXT (WE_ANSWER) } },
  /* Who writes tells of his own mail, or the reader's box is meant. */
  { YES, { TEXT (MY_MAIL), NOT (SIGN_NOTICE) } },
  { YES, { SUBJECT (YOUR_BOX) } },
  { YES, { SUBJECT (QUOTA_WARNING), NOT (SIGN_NULL_PATH) } },
  { YES, { TEXT (COMPLAINT), NOT (SIGN_NOTICE) } },
  /* The mail that failed was the writer's. */
  { YES, { TEXT (OUR_MAIL), NOT (SIGN_DAEMON) } },
  /* Lines of a log, alarms, jobs. */
  { YES, { TEXT (LOG_LINE), NOT (SIGN_NOTICE) } },
  { YES, { TEXT (ALARM), NOT (SIGN_DAEMON) } },
  { YES, { SUBJECT (ALARM), NOT (SIGN_DAEMON) } },
  { YES, { SUBJECT (JOB_SUBJECT) } },
  { YES, { TEXT (POSTED), NOT (SIGN_DAEMON) } },
  { YES, { SUBJECT (POSTED), NOT (SIGN_DAEMON) } },
  /* What was done about a report of such a failure. */
  { YES, { TEXT (REQUEST_DONE), NOT (TEXT (YOUR_MAIL_STRICT)) } },
  /* What programs write to those who look after them, unless it tells at once
     whom a mail did not reach: then where the program stood is only added. */
  { NO,
    { TEXT (SOURCE_POSITION), SIGN_NULL_PATH, SIGN_TELLS_FAILURE,
      SIGN_NAMES_OTHER } },
  { YES, { TEXT (SOURCE_POSITION), NOT (SIGN_DAEMON) } },
  /* What somebody wrote to others by way of a program. */
  { YES, { TEXT (FORM_PASSED_ON), NOT (SIGN_DAEMON) } },
  { YES, { SUBJECT (FORM_SUBJECT), NOT (SIGN_DAEMON) } },
  { YES, { TEXT (TRACKER_ENTRY), NOT (SIGN_DAEMON) } },
  { YES, { SUBJECT (TRACKER_ENTRY), NOT (SIGN_DAEMON) } },
  /* "A bounce looks like this:", and one follows. */
  { YES, { LEADS (SAMPLE), NOT (SIGN_NULL_PATH) } },
  /* A program's sources, in which what mails say is mended. */
  { YES, { OPENS_LINE (SOURCE_CHANGE), NOT (SIGN_NULL_PATH) } },
  /* Who greets more than one, or says since or until when something holds,
     does not report what just happened to one mail. */
  { YES,
    { OPENS_LINE (GREETING_MANY), NOT (SIGN_NULL_PATH),
      NOT (TEXT (YOUR_MAIL_STRICT)) } },
  { YES,
    { OPENS_LINE (FROM_NOW_ON), NOT (SIGN_NULL_PATH),
      NOT (TEXT (YOUR_MAIL_STRICT)) } },
  { YES,
    { BEGINS_SUBJECT (FROM_NOW_ON), NOT (SIGN_NULL_PATH),
      NOT (TEXT (YOUR_MAIL_STRICT)) } },
  { YES, { SIGN_TALLY, NOT (SIGN_FORM_OF_OTHER) } },
  /* A letter, and not one to who sent a mail that failed. */
  { YES,
    { SIGN_LETTER, NOT (SIGN_NOTICE), NOT (TEXT (YOUR_MAIL_STRICT)),
      NOT (SUBJECT (YOUR_MAIL_STRICT)), NOT (TEXT (GREETING_SENDER)),
      NOT (SIGN_STATED), NOT (SIGN_FAILED_FIELD) } },
  /* A person signs, and speaks of himself. */
  { YES,
    { SIGN_SIGNED, SIGN_TELLS_OF_SELF, NOT (SIGN_DAEMON), NOT (SIGN_OWNER),
      NOT (OPENING (KEEPS_MAIL)) } },
  { YES, { NOT (SIGN_NOTICE), SIGN_EXPORT } },
  { YES, { SIGN_ANSWERS_BOUNCE } },
  { YES, { NOT (SIGN_NULL_PATH), SIGN_COUNTS } },
  { YES, { SUBJECT (STATISTICS_SUBJECT), SIGN_COUNTS } },
  { RULES_END, { SIGN_NONE } }
};

const LegacyRule legacy_rules_handed_on[]
    = { { YES, { FROM (LIST_FROM), SUBJECT (DIGEST_SUBJECT) } },
        { NO, { FROM (LIST_FROM) } },
        { YES, { SUBJECT (REPLY_SUBJECT) } },
        { YES, { SIGN_LIST_ID } },
        { YES, { SIGN_LIST_UNSUBSCRIBE } },
        { RULES_END, { SIGN_NONE } } };

const LegacyRule legacy_rules_hearsay[]
    = { { NO, { NOT (SIGN_HANDED_ON) } }, { NO, { SIGN_DAEMON } },
        { NO, { SIGN_STATES } },          { YES, { NOT (SIGN_REPORTS) } },
        { NO, { SIGN_NULL_PATH } },       { NO, { SIGN_OWNER } },
        { NO, { SIGN_AUTOMATIC } },       { NO, { TEXT (FILTERED) } },
        { YES, { SIGN_NONE } },           { RULES_END, { SIGN_NONE } } };

const LegacyRule legacy_rules_excluded[] = {
  { YES, { SIGN_MDN } },
  { YES, { SIGN_AUTO_REPLIED, NOT (SIGN_FAILING), NOT (SIGN_REPORTS) } },
  { YES,
    { SUBJECT (AUTO_REPLY_SUBJECT), NOT (SIGN_NOTICE),
      NOT (SIGN_OF_OWN_LETTER) } },
  { YES, { SUBJECT (OTHER_NOTICE_SUBJECT) } },
  { YES,
    { SUBJECT (STATISTICS_SUBJECT), NOT (SIGN_FAILING), NOT (SIGN_REPORTS) } },
  { YES,
    { SUBJECT (STATISTICS_SUBJECT), NOT (SIGN_FAILING),
      NOT (SIGN_REFUSALS_BELOW) } },
  { YES,
    { NOT (SIGN_DAEMON), NOT (SIGN_FAILING), NOT (TEXT (YOUR_MAIL)),
      NOT (SIGN_RETURNED), NOT (SIGN_REPORTS) } },
  { YES,
    { NOT (SIGN_NULL_PATH), NOT (SIGN_FAILING), NOT (TEXT (YOUR_MAIL)),
      NOT (SIGN_RETURNED), NOT (SIGN_REPLY), NOT (SIGN_REPORTS) } },
  { NO, { SIGN_RETURNED } },
  { NO, { SIGN_REPLY } },
  { YES, { TEXT (CHALLENGE_DEED), TEXT (CHALLENGE_END) } },
  { YES, { NOT (SIGN_NOTICE), SIGN_WAITS } },
  { YES, { NOT (SIGN_DAEMON), TEXT (ABSENCE) } },
  { YES, { SUBJECT (MACHINE_SUBJECT), NOT (SIGN_OF_OWN_LETTER) } },
  { YES, { NOT (SIGN_REPORTS), SIGN_LURES } },
  { YES, { SIGN_PROGRAM } },
  { RULES_END, { SIGN_NONE } }
};
