/* The rules that the judge (judge.h) goes by.  Each question has its table: the
   first rule all of whose conditions hold answers it, and if none does the
   answer is no. */
#ifndef BOUNCE_REPORT_LEGACY_RECOGNITION_JUDGE_RULES_H
#define BOUNCE_REPORT_LEGACY_RECOGNITION_JUDGE_RULES_H

#include "report/legacy/recognition/signs.h"

typedef enum
{
  RULES_END,
  NO,
  YES
} LegacyAnswer;

typedef struct
{
  LegacyAnswer answer;
  LegacySign if_all[8]; /* ended by SIGN_NONE */
} LegacyRule;

/* Conditions: words of a list, by their place; and that a sign is not there. */
#define FROM(list) LEGACY_WORDS (LEGACY_IN_FROM, BOUNCE_LIST_##list)
#define SUBJECT(list) LEGACY_WORDS (LEGACY_IN_SUBJECT, BOUNCE_LIST_##list)
#define BEGINS_SUBJECT(list)                                                   \
  LEGACY_WORDS (LEGACY_BEGINS_SUBJECT, BOUNCE_LIST_##list)
#define TEXT(list) LEGACY_WORDS (LEGACY_IN_TEXT, BOUNCE_LIST_##list)
#define BEGINNING(list) LEGACY_WORDS (LEGACY_IN_BEGINNING, BOUNCE_LIST_##list)
#define OPENING(list) LEGACY_WORDS (LEGACY_IN_OPENING, BOUNCE_LIST_##list)
#define OPENS_LINE(list) LEGACY_WORDS (LEGACY_OPENS_LINE, BOUNCE_LIST_##list)
#define LEADS(list) LEGACY_WORDS (LEGACY_LEADS, BOUNCE_LIST_##list)
#define NOT(sign) (-(sign))

/* Why it may be none (judge-other.c). */
extern const LegacyRule legacy_rules_answer[];
extern const LegacyRule legacy_rules_lures[];
extern const LegacyRule legacy_rules_waits[];
extern const LegacyRule legacy_rules_converses[];
extern const LegacyRule legacy_rules_of_else[];
extern const LegacyRule legacy_rules_of_else_later[];
extern const LegacyRule legacy_rules_told[];
extern const LegacyRule legacy_rules_other[];
extern const LegacyRule legacy_rules_handed_on[];
extern const LegacyRule legacy_rules_hearsay[];
extern const LegacyRule legacy_rules_excluded[];

/* Why it may be one (judge-report.c). */
extern const LegacyRule legacy_rules_of_yours[];
extern const LegacyRule legacy_rules_states[];
extern const LegacyRule legacy_rules_reports[];
extern const LegacyRule legacy_rules_tells[];
extern const LegacyRule legacy_rules_from_system[];
extern const LegacyRule legacy_rules_of_letter[];
extern const LegacyRule legacy_rules_may_be_own[];
extern const LegacyRule legacy_rules_nameless[];
extern const LegacyRule legacy_rules_presumed[];

#endif
