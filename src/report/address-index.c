/* address-index: finds the recipient whose address stands in a text.  Few
   recipients are compared one by one; for many a table is made. */
#include "config.h"

#include <string.h>

#include "base/ascii.h"
#include "model/evidence.h"
#include "report/address-index.h"
#include "text/address.h"

/* Of so many recipients no table is made. */
#define FEW 4

static const BounceEvidence *
recipient (const BounceAddressIndex *index, guint i)
{
  return g_ptr_array_index (index->recipients, i);
}

/* The first recipient of an address counts. */
static void
add_address (BounceAddressIndex *index, const char *address, guint i)
{
  if (address == NULL)
    return;
  char *key = g_ascii_strdown (address, -1);
  if (g_hash_table_contains (index->by_address, key))
    g_free (key);
  else
    g_hash_table_insert (index->by_address, key, GINT_TO_POINTER (i + 1));
}

void
bounce_address_index_init (BounceAddressIndex *index,
                           const GPtrArray *recipients)
{
  *index = (BounceAddressIndex){ .recipients = recipients };
  if (recipients->len <= FEW)
    return;
  index->by_address
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < recipients->len; i++)
    {
      add_address (index, recipient (index, i)->recipient, i);
      add_address (index, recipient (index, i)->original_recipient, i);
    }
}

void
bounce_address_index_clear (BounceAddressIndex *index)
{
  g_clear_pointer (&index->by_address, g_hash_table_destroy);
}

static gboolean
is_address (const char *address, const BounceAddressSpan *span)
{
  gsize length = bounce_address_span_length (span);

  return address != NULL && strlen (address) == length
         && bounce_ascii_same (address, span->start, length);
}

/* The recipient whose address is at SPAN, or -1. */
static gint
whose_address (const BounceAddressIndex *index, const BounceAddressSpan *span)
{
  if (index->by_address != NULL)
    {
      g_autofree char *key
          = g_ascii_strdown (span->start, span->end - span->start);
      return GPOINTER_TO_INT (g_hash_table_lookup (index->by_address, key)) - 1;
    }
  for (guint i = 0; i < index->recipients->len; i++)
    if (is_address (recipient (index, i)->recipient, span)
        || is_address (recipient (index, i)->original_recipient, span))
      return (gint)i;
  return -1;
}

gint
bounce_address_index_find (const BounceAddressIndex *index, const char *from,
                           const char *to, const char **after)
{
  BounceAddressSpan span;

  while (from < to && bounce_address_find (from, to, &span))
    {
      gint whose = whose_address (index, &span);
      from = span.end;
      if (whose >= 0)
        {
          *after = span.end;
          return whose;
        }
    }
  return -1;
}
