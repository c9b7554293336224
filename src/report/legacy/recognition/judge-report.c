/* judge-report: by what signs a mail is a notification, whoever its header says
   that wrote it. */
#include "config.h"

#include "report/legacy/recognition/judge-rules.h"

const LegacyRule legacy_rules_of_yours[]
    = { { YES, { SIGN_OPENS_WITH_YOURS } },
        { YES, { SUBJECT (YOUR_MAIL_STRICT) } },
        { YES, { SIGN_ROBOT, SIGN_REFUSALS } },
        { RULES_END, { SIGN_NONE } } };

const LegacyRule legacy_rules_states[]
    = { { NO, { SIGN_NOTICE } },
        { NO, { SIGN_EMPTY } },
        { NO, { SIGN_BARE } },
        { NO, { SIGN_QUOTED } },
        { NO, { SIGN_LIST_ID } },
        { NO, { SIGN_ASKS_OPENLY } },
        { YES, { SIGN_RESULT_FORM, NOT (SIGN_OF_ELSE_LATER) } },
        { NO, { NOT (SIGN_STATED) } },
        { NO, { SIGN_OF_ELSE_LATER } },
        /* Who writes in his own name of what may come is away, or wants a
           proof: no server wrote that. */
        { NO, { SIGN_STATED_OF_OWNER, SIGN_ANSWER } },
        { NO, { SIGN_STATED_OF_OWNER, BEGINNING (TO_COME) } },
        { NO, { SIGN_STATED_OF_OWNER, TEXT (CHALLENGE_PROOF) } },
        { NO, { SIGN_TOLD } },
        { YES, { SIGN_NONE } },
        { RULES_END, { SIGN_NONE } } };

const LegacyRule legacy_rules_reports[] = {
  { YES, { SIGN_STATES } },
  { NO, { SIGN_NOTICE } }, /* it need not be proved */
  { NO, { SIGN_EMPTY } },
  { NO, { SIGN_ASKS } },
  { NO, { SIGN_OF_ELSE } },

  /* It says so at once: a robot filled in a form; */
  { YES, { SIGN_ROBOT, NOT (SIGN_CONVERSES), SIGN_FORM_OF_OTHER } },
  /* "the following message was blocked", and whose it was stands below; */
  { YES,
    { SIGN_NULL_PATH, NOT (SIGN_CONVERSES), OPENING (FAILURE),
      OPENING (FILTERED), OPENING (YOUR_MAIL) } },
  /* it quotes a refusal; */
  { YES,
    { SIGN_NULL_PATH, NOT (SIGN_CONVERSES), NOT (TEXT (LURE)),
      OPENING (FAILURE), SIGN_REPLY, NOT (SIGN_ANSWER) } },
  { YES,
    { SIGN_NULL_PATH, NOT (SIGN_CONVERSES), NOT (TEXT (LURE)),
      OPENING (FAILURE), SIGN_REPLY, SIGN_TELLS_FAILURE } },
  /* a sentence names somebody. */
  { YES, { NOT (SIGN_CONVERSES), SIGN_TELLS_WHOM_FAILED } },

  /* What no sentence says alone several say together: a machine writes that a
     mail of the reader's failed, and names somebody else.  A form may leave it
     to its subject. */
  { NO, { SIGN_ANSWER } },
  { NO, { NOT (SIGN_ROBOT), NOT (SIGN_FAILING) } },
  { NO, { NOT (SIGN_ROBOT), SIGN_PERSONAL } },
  { NO, { NOT (SIGN_ROBOT), NOT (SIGN_REPLY), NOT (SIGN_FORM) } },
  { NO, { NOT (SIGN_OF_YOURS), NOT (SIGN_FAILING), NOT (SIGN_DAEMON) } },
  { NO, { NOT (SIGN_OF_YOURS), NOT (SIGN_FAILING), NOT (SIGN_NULL_PATH) } },
  { NO, { SUBJECT (REPLY_SUBJECT) } },
  { NO, { OPENING (HELD) } },
  { NO, { SIGN_LURES } },
  { NO, { NOT (SIGN_TELLS_FAILURE), NOT (SIGN_FAILING) } },
  { NO, { NOT (SIGN_TELLS_FAILURE), NOT (SIGN_ROBOT) } },
  { NO, { NOT (SIGN_TELLS_FAILURE), NOT (SIGN_REPLY) } },
  { YES, { SIGN_NAMES_OTHER } },
  { YES, { SIGN_OF_YOURS, SIGN_ROBOT, SIGN_FAILING } },
  { YES, { SIGN_OF_YOURS, SIGN_ROBOT, SIGN_NULL_PATH } },
  { RULES_END, { SIGN_NONE } }
};

const LegacyRule legacy_rules_tells[]
    = { { YES, { TEXT (FAILURE) } },
        { YES, { TEXT (DELAY) } },
        { YES, { SIGN_DAEMON, TEXT (SUCCESS) } },
        { YES, { SIGN_DAEMON, SUBJECT (SUCCESS) } },
        { YES, { SIGN_NOTICE, SIGN_TELLS_FAILURE } },
        { YES, { SIGN_REPORTS } },
        { RULES_END, { SIGN_NONE } } };

const LegacyRule legacy_rules_from_system[]
    = { { YES, { SIGN_DAEMON } },
        { YES, { SIGN_NULL_PATH, SIGN_FAILING } },
        { YES, { SIGN_NULL_PATH, SIGN_FAILED_FIELD } },
        { YES, { SIGN_FAILING, SIGN_FAILED_FIELD } },
        { YES, { SIGN_NULL_PATH, SIGN_REPORT_TYPE } },
        { YES, { SIGN_FAILING, SIGN_REPORT_TYPE } },
        { YES, { SIGN_REPORTS } },
        { RULES_END, { SIGN_NONE } } };

const LegacyRule legacy_rules_of_letter[]
    = { { YES, { SIGN_STATES } },
        { NO, { SIGN_AUTO_REPLIED } },
        { YES, { SIGN_FAILING, SIGN_REPORTS, SIGN_LETTER_FAILED } },
        { RULES_END, { SIGN_NONE } } };

const LegacyRule legacy_rules_may_be_own[]
    = { { NO, { NOT (SIGN_DAEMON) } },
        { NO, { NOT (SIGN_NULL_PATH) } },
        { NO, { SIGN_QUOTED } },
        { NO, { TEXT (LURE) } },
        { NO, { SIGN_LINK } },
        { NO, { NOT (SIGN_PLAIN_TEXT) } },
        { YES, { SIGN_REPLY } },
        { YES, { SIGN_FAILING, TEXT (MAIL_WORD) } },
        { YES, { SIGN_FAILING, TEXT (QUOTA_WORD) } },
        { RULES_END, { SIGN_NONE } } };

const LegacyRule legacy_rules_nameless[] = {
  { NO, { NOT (SIGN_FAILING) } },
  { NO, { NOT (TEXT (MAIL_WORD)) } },
  { NO, { NOT (SIGN_DAEMON), NOT (SIGN_REPORTS) } },
  { NO, { NOT (SIGN_DAEMON), SIGN_NAMES_OTHER } },
  { YES, { SIGN_RETURNED } },
  /* A page that names nobody but its reader, and returns nothing, wants him to
     go to another page. */
  { NO, { NOT (SIGN_PLAIN_TEXT), SIGN_NAMES_ONLY_OWN } },
  /* One with neither a return path nor the mail that failed advertises. */
  { NO, { NOT (SIGN_PLAIN_TEXT), NOT (SIGN_RETURN_PATH) } },
  { YES, { SIGN_NULL_PATH } },
  { YES, { SIGN_REPORTS } },
  { RULES_END, { SIGN_NONE } }
};

const LegacyRule legacy_rules_presumed[]
    = { { NO, { NOT (SIGN_DAEMON) } },
        { NO, { NOT (SIGN_NULL_PATH) } },
        { NO, { TEXT (DELAY) } },
        { NO, { TEXT (SUCCESS) } },
        { NO, { TEXT (HELD) } },
        { NO, { TEXT (ABSENCE) } },
        { NO, { TEXT (LURE) } },
        { NO, { TEXT (QUOTA_WARNING) } },
        { NO, { SUBJECT (DELAY) } },
        { NO, { SUBJECT (SUCCESS) } },
        { NO, { SUBJECT (HELD) } },
        { NO, { SUBJECT (ABSENCE) } },
        { NO, { SUBJECT (LURE) } },
        { NO, { SUBJECT (QUOTA_WARNING) } },
        /* What was conveyed, and is not denied, was delivered. */
        { NO, { TEXT (CONVEYING), NOT (SIGN_TELLS_FAILURE) } },
        { YES, { TEXT (MAIL_WORD) } },
        { YES, { SUBJECT (MAIL_WORD) } },
        { RULES_END, { SIGN_NONE } } };
