/* whose: tells from the beginning of a refusal whether it speaks of its
   reader's account, address or domain, or of the recipient's. */
#include "config.h"

#include <string.h>

#include "base/ascii.h"
#include "model/status.h"
#include "rules/whose.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* What is said of somebody's account is said in so many bytes. */
#define BEGINNING_MAX 120

/* A word or two that are said first are no longer. */
#define LEAD_MAX 24

/* Past the codes and signs before the words of TEXT. */
static const char *
skip_codes (const char *text)
{
  BounceStatus status;

  if (bounce_reply_parse (text) != 0)
    text += 3;
  text += strspn (text, " -#:(");
  text += bounce_status_parse (text, &status);
  return text + strspn (text, " -:)");
}

static gboolean
begins_with_yours (const char *text)
{
  gsize n = strnlen (text, BEGINNING_MAX);

  if (bounce_ascii_only (text, n))
    return bounce_list_begins_raw (text, n, BOUNCE_LIST_YOURS);
  g_autofree char *folded = bounce_fold_line (text, (gssize)n);
  return bounce_list_begins (folded, BOUNCE_LIST_YOURS);
}

/* "Sorry, your account", "Error: your domain": past what is only said first. */
static const char *
skip_lead (const char *text)
{
  gsize n = strcspn (text, ",:");

  return n < LEAD_MAX && text[n] != '\0' && text[n + 1] == ' ' ? text + n + 2
                                                               : NULL;
}

/* Whether SAID quotes what a server answered of the sender, as Postfix and Exim
   write it: "Sender address rejected: ... host x said: 550 no such user". */
static gboolean
quotes_of_sender (const BounceEvidenceText *said)
{
  gsize before = (gsize)(said->inner - said->text);
  const char *sender
      = before > 0 ? memmem (said->text, before, "Sender ", 7) : NULL;

  return sender != NULL
         && (g_str_has_prefix (sender, "Sender address rejected")
             || g_str_has_prefix (sender, "Sender verify failed"));
}

gboolean
bounce_whose_is_yours (const BounceEvidence *evidence)
{
  for (guint i = 0; i < evidence->texts->len; i++)
    {
      const BounceEvidenceText *said = bounce_evidence_text (evidence, i);

      if (quotes_of_sender (said))
        return TRUE;
      if (said->origin != BOUNCE_ORIGIN_REMOTE)
        continue;
      const char *words = skip_codes (said->inner);
      const char *behind = skip_lead (words);

      return begins_with_yours (words)
             || (behind != NULL && begins_with_yours (behind));
    }
  return FALSE;
}
