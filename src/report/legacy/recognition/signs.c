/* signs: looks for one sign in a mail that is no word of a list, or not only:
   something in its header, its parts, its form, its first sentences.  Decides
   nothing. */
#include "config.h"

#include <string.h>

#include "mime/message.h"
#include "report/legacy/recipients/own.h"
#include "report/legacy/recognition/form.h"
#include "report/legacy/recognition/listing.h"
#include "report/legacy/recognition/opening.h"
#include "report/legacy/recognition/person.h"
#include "report/legacy/recognition/signs.h"
#include "report/legacy/recognition/words.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "report/legacy/text/statement.h"
#include "report/legacy/text/view.h"
#include "text/lists.h"

/* In so many bytes a letter has told that another was not delivered. */
#define LETTER_MAX 400

static gboolean
has_header (const LegacyView *view, const char *name)
{
  return bounce_message_header (view->message, name) != NULL;
}

static gboolean
look_at_header (const LegacyView *view, LegacySignOfForm sign)
{
  switch (sign)
    {
    case SIGN_DAEMON:
      return view->daemon;
    case SIGN_NULL_PATH:
      return view->null_sender;
    case SIGN_FAILING:
      return view->failing;
    case SIGN_NOTICE:
      return view->daemon && view->failing;
    case SIGN_ROBOT:
      return legacy_is_robot (view);
    case SIGN_OWNER:
      return view->answers;
    case SIGN_AUTOMATIC:
      return legacy_is_submitted (view, "auto-");
    case SIGN_AUTO_REPLIED:
      return legacy_is_submitted (view, "auto-replied");
    case SIGN_RETURN_PATH:
      return view->sender[0] != '\0';
    case SIGN_BARE:
      return view->bare;
    case SIGN_QUOTED:
      return view->quoted;
    case SIGN_LIST_ID:
      return has_header (view, "List-Id");
    case SIGN_LIST_UNSUBSCRIBE:
      return has_header (view, "List-Unsubscribe");
    case SIGN_FAILED_FIELD:
      return !view->quoted && has_header (view, "X-Failed-Recipients");
    case SIGN_REPORT_TYPE:
      return !view->quoted
             && g_str_equal (bounce_message_type (view->message),
                             "multipart/report");
    default:
      return FALSE;
    }
}

/* A worm's mail or a scanner's: what it carries is a program. */
static gboolean
carries_program (const BounceMessage *message)
{
  for (guint i = 0; i < bounce_message_n_parts (message); i++)
    {
      const BouncePart *part = bounce_message_part (message, i);

      if (part->name != NULL && part->role != BOUNCE_PART_MESSAGE
          && bounce_list_in_raw (part->name, strlen (part->name),
                                 BOUNCE_LIST_PROGRAM_NAME))
        return TRUE;
    }
  return FALSE;
}

static gboolean
look_at_parts (const LegacyView *view, LegacySignOfForm sign)
{
  const BounceMessage *message = view->message;

  switch (sign)
    {
    case SIGN_MDN:
      return bounce_message_find (message, BOUNCE_PART_MDN) != NULL;
    case SIGN_RETURNED:
      return view->returned < view->lines->len
             || bounce_message_find (message, BOUNCE_PART_MESSAGE) != NULL
             || bounce_message_find (message, BOUNCE_PART_HEADERS) != NULL;
    case SIGN_PLAIN_TEXT:
      return legacy_has_plain_text (view);
    case SIGN_PROGRAM:
      return carries_program (message);
    default:
      return FALSE;
    }
}

/* The first N_MAX bytes of VIEW's text; the caller frees them. */
static char *
beginning (const LegacyView *view, gsize n_max)
{
  return g_strndup (view->head, n_max);
}

/* The own words that open VIEW; the caller frees them. */
static char *
opening (const LegacyView *view)
{
  return legacy_own_words (view, LEGACY_OPENING_MAX);
}

/* Whether VIEW's opening asks its reader something.  Who wants no answer may
   ask once he has stated what happened: "A typing error, perhaps?" */
static gboolean
asks_openly (const LegacyView *view)
{
  const char *start = legacy_line (view, 0)->start;
  gsize n = LEGACY_OPENING_MAX;
  const char *mark;

  if (legacy_from_has (view, BOUNCE_LIST_ROBOT_SENDER))
    n = MIN (n, legacy_statement (view)->length);
  mark = memchr (start, '?', strnlen (start, n));
  return mark != NULL && !legacy_labels_somebody (view);
}

static gboolean
look_at_author (const LegacyView *view, LegacySignOfForm sign)
{
  g_autofree char *words = NULL;

  switch (sign)
    {
    case SIGN_PERSONS_ADDRESS:
      return legacy_is_of_person (view);
    case SIGN_FIRST_NAME:
      return legacy_is_first_name (view);
    case SIGN_SIGNED:
      return legacy_is_signed (view);
    case SIGN_LETTER:
      return legacy_is_letter (view);
    case SIGN_PERSONAL:
      words = opening (view);
      return legacy_is_personal (words);
    case SIGN_TELLS_OF_SELF:
      words = beginning (view, LEGACY_OPENING_MAX);
      return legacy_is_personal (words);
    case SIGN_SELF_LATER:
      words = beginning (view, LEGACY_BEGINNING_MAX);
      return legacy_is_personal (words);
    case SIGN_OF_SOMEONE:
      words = opening (view);
      return legacy_speaks_of_someone (words);
    case SIGN_SOMEONE_LATER:
      words = beginning (view, LEGACY_BEGINNING_MAX);
      return legacy_speaks_of_someone (words);
    case SIGN_ASKS:
      words = opening (view);
      return strchr (words, '?') != NULL;
    case SIGN_ASKS_OPENLY:
      return asks_openly (view);
    default:
      return FALSE;
    }
}

static gboolean
is_to_moderators (const LegacyView *view)
{
  g_autofree char *words = NULL;

  if (!legacy_head_has (view, BOUNCE_LIST_TO_MODERATORS))
    return FALSE;
  words = legacy_own_words (view, LEGACY_HEAD_MAX);
  return bounce_list_in (words, BOUNCE_LIST_TO_MODERATORS);
}

static gboolean
look_at_form (const LegacyView *view, LegacySignOfForm sign)
{
  switch (sign)
    {
    case SIGN_EMPTY:
      return view->n_body == 0;
    case SIGN_REPLY:
      return legacy_has_reply (view->head);
    case SIGN_REPLY_LINE:
      return legacy_shows_reply (view);
    case SIGN_DIAGNOSTIC:
      return legacy_quotes_diagnostic (view);
    case SIGN_REFUSALS:
      return legacy_quotes_refusals (view, FALSE);
    case SIGN_REFUSALS_BELOW:
      return legacy_quotes_refusals (view, TRUE);
    case SIGN_NAMES_OTHER:
      return legacy_names_other (view);
    case SIGN_NAMES_ONLY_OWN:
      return strchr (view->text, '@') != NULL && !legacy_names_other (view);
    case SIGN_LINK:
      return strstr (view->head, "http") != NULL;
    case SIGN_FORM:
      return legacy_is_form (view, FALSE);
    case SIGN_FORM_OF_OTHER:
      return legacy_is_form (view, TRUE);
    case SIGN_RESULT_FORM:
      return legacy_is_result_form (view);
    case SIGN_TALLY:
      return legacy_tallies (view);
    case SIGN_COUNTS:
      return legacy_counts_replies (view);
    case SIGN_EXPORT:
      return legacy_is_export (view);
    case SIGN_ANSWERS_BOUNCE:
      return legacy_answers_bounce (view);
    case SIGN_TO_MODERATORS:
      return is_to_moderators (view);
    default:
      return FALSE;
    }
}

static gboolean
look_at_sentences (const LegacyView *view, LegacySignOfForm sign)
{
  g_autofree char *words = NULL;

  switch (sign)
    {
    case SIGN_TELLS_FAILURE:
      return legacy_begins_with_failure (view, FALSE);
    case SIGN_TELLS_MAIL_FAILURE:
      return legacy_begins_with_failure (view, TRUE);
    case SIGN_TELLS_WHOM_FAILED:
      return legacy_begins_with_whom (view,
                                      view->failing || legacy_is_robot (view));
    case SIGN_STATED:
      return legacy_statement (view)->failed;
    case SIGN_STATED_OF_OWNER:
      return legacy_statement (view)->of_owner;
    case SIGN_LETTER_FAILED:
      words = beginning (view, LETTER_MAX);
      return legacy_denies_conveying (words);
    case SIGN_SPEAKS_OF_YOURS:
      return legacy_speaks_of_yours (view->head);
    case SIGN_OPENS_WITH_YOURS:
      words = opening (view);
      return legacy_speaks_of_yours (words);
    case SIGN_OPENING_DENIES:
      words = opening (view);
      return legacy_denies_conveying (words);
    case SIGN_SUBJECT_STATES:
      return legacy_states_failure (view->subject);
    default:
      return FALSE;
    }
}

gboolean
legacy_look_for (const LegacyView *view, LegacySignOfForm sign)
{
  if (sign > SIGN_EMPTY && view->n_body == 0)
    return FALSE;
  if (sign >= SIGN_TELLS_FAILURE)
    return look_at_sentences (view, sign);
  if (sign >= SIGN_EMPTY)
    return look_at_form (view, sign);
  if (sign >= SIGN_PERSONS_ADDRESS)
    return look_at_author (view, sign);
  if (sign >= SIGN_MDN)
    return look_at_parts (view, sign);
  return look_at_header (view, sign);
}
