/* by-name: gives each recipient the lines that call him by his name: "User
   rob_lee is not defined", "CN=Ann Lee/O=Firm: mailbox full".  Who the
   recipients are is known from elsewhere. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "report/legacy/reasons/by-name.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "text/address.h"
#include "text/fold-characters.h"

/* Of more recipients no text tells so, and no shorter name is looked for. */
#define RECIPIENTS_MAX 20
#define NAME_MIN 3

/* Folds TEXT and parts its words by single spaces, with one at each end. */
static char *
fold_words (const char *text, gssize length)
{
  g_autofree char *folded = bounce_fold_line (text, length);
  GString *words = g_string_new (" ");

  for (const char *p = folded; *p != '\0'; p++)
    if (g_ascii_isalnum (*p) || (guchar)*p >= 0x80)
      g_string_append_c (words, *p);
    else if (words->str[words->len - 1] != ' ')
      g_string_append_c (words, ' ');
  if (words->str[words->len - 1] != ' ')
    g_string_append_c (words, ' ');
  return g_string_free (words, FALSE);
}

/* The name of EVIDENCE's recipient as fold_words makes it, or NULL. */
static char *
name_of (const BounceEvidence *evidence)
{
  g_autofree char *local = NULL;

  if (evidence->recipient == NULL || evidence->recipient[0] == '\0')
    return NULL;
  local = bounce_address_local (evidence->recipient);
  return strlen (local) < NAME_MIN ? NULL : fold_words (local, -1);
}

/* Which of the N NAMES the line START..END holds; N: none, N + 1: several. */
static guint
find_name (char **names, guint n, const char *start, const char *end)
{
  g_autofree char *words = fold_words (start, end - start);
  guint found = n;

  /* Who is called by an address is not called by name. */
  if (memchr (start, '@', (gsize)(end - start)) != NULL)
    return n + 1;
  for (guint i = 0; i < n; i++)
    if (strstr (words, names[i]) != NULL)
      found = found == n ? i : n + 1;
  return found;
}

/* Whether REASON says no more than NAME. */
static gboolean
is_bare (const char *name, const GString *reason)
{
  g_autofree char *words = fold_words (reason->str, -1);

  return reason->len == 0 || g_str_equal (words, name);
}

/* Fills REASONS with the lines of TEXT that tell of each of the N NAMES.
   FALSE: they do not, or not of each. */
static gboolean
part_lines (char **names, guint n, const char *text, GString **reasons)
{
  guint last = n;

  for (const char *p = text; *p != '\0';)
    {
      const char *end = p + strcspn (p, "\n");
      guint found = find_name (names, n, p, end);

      if (found > n)
        return FALSE;
      last = found < n ? found : last;
      if (last < n)
        legacy_append_line (reasons[last], p, end, LEGACY_USUAL_TEXT * 4);
      p = *end == '\0' ? end : end + 1;
    }
  for (guint i = 0; i < n; i++)
    if (is_bare (names[i], reasons[i]))
      return FALSE;
  return TRUE;
}

gboolean
legacy_share_by_name (GPtrArray *recipients, const char *text,
                      BounceOrigin origin)
{
  guint n = recipients->len;
  char *names[RECIPIENTS_MAX] = { NULL };
  GString *reasons[RECIPIENTS_MAX];
  gboolean shared;

  if (n < 2 || n > RECIPIENTS_MAX || *text == '\0')
    return FALSE;
  shared = TRUE;
  for (guint i = 0; i < n; i++)
    {
      names[i] = name_of (g_ptr_array_index (recipients, i));
      shared = shared && names[i] != NULL;
      reasons[i] = g_string_new (NULL);
    }
  shared = shared && part_lines (names, n, text, reasons);
  for (guint i = 0; i < n; i++)
    {
      if (shared)
        legacy_add_reason (g_ptr_array_index (recipients, i), reasons[i]->str,
                           origin);
      g_string_free (reasons[i], TRUE);
      g_free (names[i]);
    }
  return shared;
}
