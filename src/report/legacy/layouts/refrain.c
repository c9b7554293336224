/* refrain: reads blocks that begin alike, each with another address, and go on
   with what happened to it: "Could not be delivered to a@b / Why: full",
   "Member 17, a@b / no such user".  Only several of them are believed. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "report/legacy/layouts/refrain.h"
#include "report/legacy/recipients/own.h"
#include "report/legacy/recipients/rest.h"
#include "report/legacy/recipients/result.h"
#include "report/legacy/text/legacy-view.h"
#include "report/legacy/text/lines.h"
#include "report/legacy/text/reason.h"
#include "report/legacy/text/sentences.h"
#include "report/legacy/text/statement.h"
#include "text/address.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* What stands before an address is no longer, in bytes. */
#define LEAD_MAX 120

/* So many lines of a block are its reason. */
#define LINES_MAX 12

/* A text of more blocks, or leads of one block, is read as any other. */
#define BLOCKS_MAX 1000
#define LEADS_MAX 20

typedef struct
{
  guint line;
  BounceAddressSpan address;
  gboolean reached; /* "Delivered to a@b": nothing more is said of it */
} Block;

/* Whether the folded LEAD is one word, of a script that parts words. */
static gboolean
is_word (const char *lead)
{
  for (const char *p = lead; *p != '\0'; p++)
    if (*p == ' ' || (guchar)*p >= 0x80)
      return FALSE;
  return TRUE;
}

/* What leads to the address that ends line I, folded, its figures as "0"; NULL:
   there is none, or it needs no refrain to be one.  The caller frees it. */
static char *
find_lead (const LegacyView *view, guint i, BounceAddressSpan *address)
{
  const LegacyLine *line = legacy_line (view, i);
  const char *end = legacy_line_end (line);
  g_autofree char *lead = NULL;
  char *to;

  if (line->length == 0 || memchr (line->start, '@', line->length) == NULL
      || !bounce_address_find (line->start, end, address)
      || address->start - line->start > LEAD_MAX)
    return NULL;
  for (const char *p = legacy_skip_closing (address->end, end); p < end; p++)
    if (strchr (" :.", *p) == NULL)
      return NULL;
  if (!legacy_is_other (view, address))
    return NULL;
  lead = bounce_fold_line (line->start, address->start - line->start);
  if (is_word (lead) || bounce_list_in (lead, BOUNCE_LIST_HELP)
      || bounce_list_begins (lead, BOUNCE_LIST_RECIPIENT_LABEL)
      || bounce_list_begins (lead, BOUNCE_LIST_ADDRESSEE_LABEL)
      || bounce_list_begins (lead, BOUNCE_LIST_QUOTED_TO)
      || bounce_list_begins (lead, BOUNCE_LIST_FROM_LABEL))
    return NULL;
  to = lead;
  for (const char *p = lead; *p != '\0'; p++)
    if (!g_ascii_isdigit (*p))
      *to++ = *p;
    else if (to == lead || to[-1] != '0')
      *to++ = '0';
  *to = '\0';
  return g_steal_pointer (&lead);
}

static gboolean
is_same (const BounceAddressSpan *one, const BounceAddressSpan *other)
{
  gsize n = (gsize)(one->end - one->start);

  return (gsize)(other->end - other->start) == n
         && g_ascii_strncasecmp (one->start, other->start, n) == 0;
}

/* "Delivered to ", folded. */
static gboolean
tells_success (const char *lead)
{
  return bounce_list_in (lead, BOUNCE_LIST_SUCCESS)
         && !legacy_states_failure (lead);
}

/* The blocks whose lead is that of line FIRST, and those between and behind
   them whom the mail reached; fewer than two are none. */
static GArray *
find_blocks (const LegacyView *view, guint first)
{
  GArray *blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  g_autofree char *refrain = NULL;

  for (guint i = first; i < view->n_body && blocks->len < BLOCKS_MAX; i++)
    {
      Block block = { .line = i };
      g_autofree char *lead = find_lead (view, i, &block.address);

      if (lead == NULL && blocks->len == 0)
        break;
      if (lead == NULL)
        continue;
      block.reached = tells_success (lead);
      if (refrain == NULL && !block.reached)
        refrain = g_strdup (lead);
      if (!block.reached && !g_str_equal (lead, refrain))
        {
          if (is_same (&block.address,
                       &g_array_index (blocks, Block, blocks->len - 1).address))
            continue; /* "550 no such user: a@b" */
          /* Of others something else is told. */
          g_array_set_size (blocks, MIN (blocks->len, 1));
          break;
        }
      g_array_append_val (blocks, block);
    }
  return blocks;
}

/* What stands below BLOCK, up to line STOP; the caller frees it. */
static char *
read_reason (const LegacyView *view, const Block *block, guint stop)
{
  g_autoptr (GString) reason = g_string_new (NULL);

  stop = MIN (stop, block->line + 1 + LINES_MAX);
  for (guint i = block->line + 1; i < stop; i++)
    {
      const LegacyLine *line = legacy_line (view, i);

      if (line->length == 0 && reason->len > 0)
        break;
      if (legacy_line_is_label (view, i))
        continue;
      legacy_append_line (reason, line->start, legacy_line_end (line),
                          LEGACY_USUAL_TEXT);
    }
  return g_string_free (g_steal_pointer (&reason), FALSE);
}

/* The reasons of BLOCKS; NULL: one has none, or none tells of a failure. */
static GPtrArray *
read_reasons (const LegacyView *view, const GArray *blocks)
{
  g_autoptr (GPtrArray) reasons = g_ptr_array_new_with_free_func (g_free);
  gboolean failed = FALSE;

  for (guint k = 0; k < blocks->len; k++)
    {
      const Block *block = &g_array_index (blocks, Block, k);
      guint stop = k + 1 < blocks->len
                       ? g_array_index (blocks, Block, k + 1).line
                       : view->n_body;
      char *reason
          = block->reached ? g_strdup ("") : read_reason (view, block, stop);
      g_autofree char *folded = bounce_fold_line (reason, -1);

      g_ptr_array_add (reasons, reason);
      if (block->reached)
        continue;
      if (*reason == '\0')
        return NULL;
      failed = failed || legacy_states_failure (folded)
               || legacy_has_reply (reason)
               || legacy_lines_state_failure (view, block->line, block->line);
    }
  return failed ? g_steal_pointer (&reasons) : NULL;
}

gboolean
legacy_read_refrain (const LegacyView *view, BounceLegacy *legacy)
{
  guint leads = 0;

  for (guint i = 0; i < view->n_body && leads < LEADS_MAX; i++)
    {
      g_autoptr (GArray) blocks = find_blocks (view, i);
      g_autoptr (GPtrArray) reasons = NULL;

      leads += blocks->len > 0;
      if (blocks->len < 2)
        continue;
      reasons = read_reasons (view, blocks);
      if (reasons == NULL)
        return FALSE;
      for (guint k = 0; k < blocks->len; k++)
        {
          const BounceAddressSpan *address
              = &g_array_index (blocks, Block, k).address;
          BounceEvidence *evidence = legacy_recipient_at (legacy, address);

          if (evidence == NULL)
            continue;
          if (g_array_index (blocks, Block, k).reached)
            evidence->action = BOUNCE_ACTION_DELIVERED;
          legacy_add_reason (evidence, g_ptr_array_index (reasons, k),
                             BOUNCE_ORIGIN_REPORTER);
        }
      legacy_tell_apart (legacy);
      return TRUE;
    }
  return FALSE;
}
