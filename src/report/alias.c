/* alias: finds in a text which alias led to a recipient's address, as Exim,
   Postfix and sendmail write it; of their reports' fields only Postfix's say
   it too. */
#include "config.h"

#include <string.h>

#include "model/evidence.h"
#include "report/alias.h"
#include "report/human-readable.h"
#include "text/address.h"
#include "text/lists.h"

/* Between the two addresses stands no more than this. */
#define BETWEEN_MAX 80

/* So many addresses of a text are looked at. */
#define ADDRESSES_MAX 200

static void
give (const GPtrArray *recipients, const BounceAddressSpan *of,
      const BounceAddressSpan *alias)
{
  g_autofree char *address = bounce_address_span_copy (of);
  g_autofree char *original = bounce_address_span_copy (alias);

  if (!bounce_address_is_full (original)
      || bounce_address_equal (address, original))
    return;
  for (guint i = 0; i < recipients->len; i++)
    {
      BounceEvidence *evidence = g_ptr_array_index (recipients, i);

      if (evidence->original_recipient == NULL
          && bounce_address_equal (evidence->recipient, address))
        {
          evidence->original_recipient = g_steal_pointer (&original);
          return;
        }
    }
}

/* Whether anybody's original address is not known. */
static gboolean
lack_original (const GPtrArray *recipients)
{
  for (guint i = 0; i < recipients->len; i++)
    {
      const BounceEvidence *evidence = g_ptr_array_index (recipients, i);

      if (evidence->original_recipient == NULL)
        return TRUE;
    }
  return FALSE;
}

void
bounce_alias_collect (const char *text, const GPtrArray *recipients)
{
  BounceAddressSpan span, before = { NULL, NULL };
  const char *end;

  /* Nearly no text speaks of one: "generated from", "expanded from". */
  if (!lack_original (recipients) || strstr (text, "ed from") == NULL)
    return;
  end = text + bounce_human_readable_length (text);
  for (guint i = 0; i < ADDRESSES_MAX && bounce_address_find (text, end, &span);
       i++, text = span.end)
    {
      if (before.start != NULL && span.start - before.end <= BETWEEN_MAX
          && bounce_list_in_raw (before.end, (gsize)(span.start - before.end),
                                 BOUNCE_LIST_ALIAS))
        give (recipients, &before, &span);
      before = span;
    }
}
