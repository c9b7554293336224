/* explain: tells why a recipient was judged so, in the words of whoever runs a
   mailing list.  All sentences of --explain stand here. */
#include "config.h"

#include <string.h>

#include "model/explanation.h"
#include "output/explain.h"
#include "output/terminal.h"
#include "text/address.h"
#include "text/printable.h"

/* Bytes of a reply that are shown. */
#define TEXT_SHOWN 500
#define WORTH_NAMING 0.05 /* the probability of a category besides */
#define WORTH_SAYING 0.5  /* the same where another one decided */
#define SURE_MOST 99.0    /* per cent: no likeness is certain */

/* What stands before the lines of sentences, of what was said, and of the
   clause in it that decided. */
#define MARGIN "  "
#define QUOTE "      "
#define QUOTE_MARKED "    > "
#define LINE_LEAST 24

/* What the category says of the address, and what follows from it. */
static const char *const meanings[BOUNCE_N_CATEGORIES] = {
  [BOUNCE_CATEGORY_OVER_QUOTA] = "the recipient's mailbox is full",
  [BOUNCE_CATEGORY_BLOCKED_CONTENT]
  = "a policy refused this message or this sender, not the address",
  [BOUNCE_CATEGORY_REMOTE_CONFIGURATION_ERROR]
  = "the recipient's server is broken, overloaded or does not answer",
  [BOUNCE_CATEGORY_INACTIVE]
  = "the address is closed, disabled, expired or moved",
  [BOUNCE_CATEGORY_ADDRESS_DOES_NOT_EXIST] = "the server knows no such address",
  [BOUNCE_CATEGORY_DOMAIN_DOES_NOT_EXIST]
  = "there is no such domain, or none that takes mail",
  [BOUNCE_CATEGORY_RELAY_ERROR]
  = "the message could not be brought to the recipient's server",
  [BOUNCE_CATEGORY_INVALID_EMAIL] = "the address is not well formed",
  [BOUNCE_CATEGORY_UNKNOWN] = "nobody said why",
};

static const char *const origins[BOUNCE_N_ORIGINS] = {
  [BOUNCE_ORIGIN_REMOTE] = "The refusing server",
  [BOUNCE_ORIGIN_REPORTER] = "The server that reports",
  [BOUNCE_ORIGIN_PROSE] = "The text of the notification",
};

/* What is said of the other rule's words. */
static const char *const losses[] = {
  [BOUNCE_LOST_AS_A_SYMPTOM] = "names a symptom, other words the cause",
  [BOUNCE_LOST_TO_THE_STATUS] = "is vague, and the status code is not",
  [BOUNCE_LOST_TO_LIKE_REPLIES]
  = "is vague, and known replies like this one mean something else",
  [BOUNCE_LOST_TO_THE_MEANING] = "says less than the sentence it stands in",
  [BOUNCE_LOST_TO_DOUBT]
  = "is vague, and known replies like this one speak against it",
};

static const char *const stages[BOUNCE_N_STAGES] = {
  [BOUNCE_STAGE_CONNECT] = "at the connection",
  [BOUNCE_STAGE_HELO] = "at the greeting (HELO)",
  [BOUNCE_STAGE_MAIL] = "at the sender's address (MAIL FROM)",
  [BOUNCE_STAGE_RCPT] = "at the recipient's address (RCPT TO)",
  [BOUNCE_STAGE_DATA] = "at the message itself (DATA)",
};

/* Appends TEXT, broken at blanks into lines of WIDTH, each behind MARGIN. */
static void
append_wrapped (GString *out, const char *text, const char *margin, guint width)
{
  guint taken = (guint)strlen (margin) + 1;
  guint room = MAX (width, taken + LINE_LEAST) - taken;

  while (*text != '\0')
    {
      gsize length = bounce_printable_fit (text, room);
      gsize end = length;

      while (text[length] != '\0' && end > 0 && text[end] != ' ')
        end--;
      if (text[length] == '\0' || end == 0)
        end = length; /* the rest, or a word that is longer than a line */
      g_string_append_printf (out, "%s%.*s\n", margin, (int)end, text);
      text += end + strspn (text + end, " ");
    }
}

G_GNUC_PRINTF (3, 4)
static void
append_paragraph (GString *out, guint width, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  g_autofree char *clean = NULL;
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  clean = bounce_printable (sentence);
  append_wrapped (out, clean, MARGIN, width);
}

/* Appends LENGTH bytes of TEXT as a quotation; of a long one the END that is
   near the clause. */
static void
quote (GString *out, guint width, const char *text, gsize length,
       const char *margin, gboolean end)
{
  gsize cut = length > TEXT_SHOWN ? length - TEXT_SHOWN : 0;
  g_autofree char *kept = g_strndup (text + (end ? cut : 0), length - cut);
  g_autofree char *valid = g_utf8_make_valid (kept, -1);
  g_autofree char *clean = bounce_printable (g_strstrip (valid));
  g_autofree char *whole = cut == 0 ? g_strdup (clean)
                                    : g_strconcat (end ? "... " : "", clean,
                                                   end ? "" : " ...", NULL);

  append_wrapped (out, whole, margin, width);
}

/* What was said; the clause that decided stands in lines of its own. */
static void
append_text (GString *out, guint width, const BounceExplanation *why)
{
  const char *clause
      = why->clause != NULL ? strstr (why->text, why->clause) : NULL;
  const char *after;

  if (clause == NULL)
    {
      quote (out, width, why->text, strlen (why->text), QUOTE, FALSE);
      return;
    }
  after = clause + strlen (why->clause);
  quote (out, width, why->text, (gsize)(clause - why->text), QUOTE, TRUE);
  quote (out, width, why->clause, strlen (why->clause), QUOTE_MARKED, FALSE);
  quote (out, width, after, strlen (after), QUOTE, FALSE);
}

static void
append_head (GString *out, const BounceResult *result,
             const BounceRecord *record, gboolean color)
{
  const char *slug = bounce_category_slug (record->category);
  const char *type = bounce_category_type (record->category);
  BounceStyle style
      = color ? bounce_style_of ("category", slug) : BOUNCE_STYLE_PLAIN;

  bounce_printable_append (out, result->source, -1);
  g_string_append_printf (out, ":%" G_GUINT64_FORMAT ": ", result->index);
  bounce_printable_append (
      out, record->recipient != NULL ? record->recipient : "(no address)", -1);
  g_string_append (out, ": ");
  bounce_style_begin (out, style);
  g_string_append (out, slug != NULL ? slug : "not judged");
  bounce_style_end (out, style);
  g_string_append_printf (out, " (%s)\n", type != NULL ? type : "no type");
}

static void
append_decision (GString *out, guint width, const BounceRecord *record,
                 const BounceExplanation *why)
{
  char buffer[BOUNCE_STATUS_SIZE];
  const char *status = bounce_status_format (record->status, buffer);

  switch (why->by)
    {
    case BOUNCE_DECIDED_BY_RULE:
      append_paragraph (
          out, width, "What decided are the words \"%s\" (rule %s)%s.",
          why->words, why->rule,
          record->category == BOUNCE_CATEGORY_UNKNOWN ? ": they name no cause"
                                                      : "");
      break;
    case BOUNCE_DECIDED_BY_MEANING:
      append_paragraph (
          out, width,
          "No rule has this sentence; what decided is what it says: \"%s\".",
          why->words);
      break;
    case BOUNCE_DECIDED_BY_BLOCK_LIST:
      append_paragraph (
          out, width,
          "What decided is the name of a block list, \"%s\": no words name"
          " another cause.",
          why->words);
      break;
    case BOUNCE_DECIDED_BY_STATUS_CODE:
      append_paragraph (
          out, width,
          "What decided is the status code %s: no words name a cause that"
          " goes before it.",
          status);
      break;
    case BOUNCE_DECIDED_BY_REPLY_CODE:
      append_paragraph (
          out, width,
          "What decided is the reply code %u: neither words nor a status"
          " code name a cause.",
          record->reply_code);
      break;
    case BOUNCE_DECIDED_BY_LIKE_REPLIES:
      append_paragraph (
          out, width,
          "No rule is sure of this; what decided is its likeness to known"
          " replies, by words such as \"%s\".",
          why->words != NULL ? why->words : "");
      break;
    default:
      append_paragraph (out, width,
                        "Nothing in it tells a cause, so none is guessed.");
    }
}

static void
append_codes (GString *out, guint width, const BounceRecord *record,
              const BounceExplanation *why)
{
  char buffer[BOUNCE_STATUS_SIZE];
  const char *status = bounce_status_format (record->status, buffer);

  if (why->stage != BOUNCE_STAGE_NONE)
    append_paragraph (out, width, "It was refused %s.", stages[why->stage]);
  if (status == NULL || why->by == BOUNCE_DECIDED_BY_STATUS_CODE)
    return;
  if (why->status_category == BOUNCE_CATEGORY_UNKNOWN)
    append_paragraph (out, width, "The status code %s alone names no cause.",
                      status);
  else if (why->status_category == record->category)
    append_paragraph (out, width, "The status code %s says the same.", status);
  else
    append_paragraph (out, width,
                      "The status code %s alone would be %s; words go first.",
                      status, bounce_category_slug (why->status_category));
}

/* What known replies say where that decided, or is not what was decided. */
static void
append_nearest (GString *out, guint width, const BounceRecord *record,
                const BounceExplanation *why)
{
  g_autoptr (GString) nearest = g_string_new (NULL);
  gboolean decided = why->by == BOUNCE_DECIDED_BY_LIKE_REPLIES;
  gboolean unknown = record->category == BOUNCE_CATEGORY_UNKNOWN;

  if (why->nearest[0].category == BOUNCE_CATEGORY_NONE
      || (why->nearest[0].category == record->category && !decided)
      || (why->nearest[0].probability < WORTH_SAYING && !decided && !unknown)
      || (why->nearest[0].category == BOUNCE_CATEGORY_UNKNOWN && !decided))
    return;
  for (guint i = 0; i < BOUNCE_NEAREST_N; i++)
    if (i == 0 || why->nearest[i].probability >= WORTH_NAMING)
      g_string_append_printf (
          nearest, "%s%s %.0f %%", i > 0 ? ", " : "",
          bounce_category_slug (why->nearest[i].category),
          MIN (why->nearest[i].probability * 100, SURE_MOST));
  append_paragraph (out, width, "Likeness to known replies: %s%s.",
                    nearest->str,
                    decided   ? ""
                    : unknown ? "; that is not sure enough"
                              : "; what decided goes before that");
}

/* Who was written to, where that is another. */
static void
append_forwarding (GString *out, guint width, const BounceRecord *record)
{
  if (record->original_recipient != NULL && record->recipient != NULL
      && !bounce_address_equal (record->original_recipient, record->recipient))
    append_paragraph (out, width,
                      "The message was written to %s, and handed on.",
                      record->original_recipient);
}

/* Why the runner-up lost, and what words it had: the winner's may be the same.
 */
static void
append_other (GString *out, guint width, const BounceExplanation *why)
{
  gboolean shown = why->other_words != NULL
                   && g_strcmp0 (why->other_words, why->words) != 0;
  g_autofree char *words
      = shown ? g_strdup_printf ("\"%s\"", why->other_words) : NULL;

  if (why->other == BOUNCE_CATEGORY_NONE)
    return;
  if (why->loss == BOUNCE_LOST_TO_AN_EARLIER_RULE)
    append_paragraph (out, width,
                      "It is not %s (rule %s): the rule that decided goes"
                      " before it%s%s.",
                      bounce_category_slug (why->other), why->other_rule,
                      shown ? "; the words for it are " : "",
                      shown ? words : "");
  else
    append_paragraph (out, width, "It is not %s (rule %s): %s %s.",
                      bounce_category_slug (why->other), why->other_rule,
                      shown ? words : "its wording", losses[why->loss]);
}

void
bounce_explain (GString *out, const BounceResult *result,
                const BounceRecord *record, guint width, gboolean color)
{
  const BounceExplanation *why = record->explanation;
  gboolean hard = bounce_category_is_hard (record->category);

  append_head (out, result, record, color);
  append_paragraph (out, width, "This means that %s%s",
                    meanings[record->category],
                    hard ? "." : ": it may take mail again.");
  append_forwarding (out, width, record);
  if (why->text == NULL)
    append_paragraph (out, width, "No server said anything.");
  else
    {
      gboolean named
          = why->origin == BOUNCE_ORIGIN_REMOTE && record->remote_mta != NULL;

      append_paragraph (out, width, "%s%s%s%s:", origins[why->origin],
                        named ? ", " : "", named ? record->remote_mta : "",
                        named ? ", said" : " says");
      append_text (out, width, why);
    }
  append_decision (out, width, record, why);
  append_codes (out, width, record, why);
  append_other (out, width, why);
  append_nearest (out, width, record, why);
  g_string_append_c (out, '\n');
}
