/* label: tells whether what stands before an address on its line is one of a
   list of labels.  Whose address it is, is not asked. */
#include "config.h"

#include <string.h>

#include "report/legacy/recipients/label.h"
#include "report/legacy/text/legacy-view.h"
#include "text/fold-characters.h"
#include "text/lists.h"

/* Whether HIT, in the FOLDED text before an address, is a label for it.
   BRACKET: the address is in brackets. */
static gboolean
labels_address (const BounceListHit *hit, const char *folded, guint32 length,
                gboolean bracket)
{
  if (!bounce_hit_fits (hit, 0, length))
    return FALSE;
  if (hit->end == length || (hit->order & BOUNCE_PHRASE_FIRST && bracket))
    return TRUE;
  /* "Recipient: Name <a@b>". */
  return bracket && bounce_hit_start (hit) == 0 && folded[hit->end - 1] == ':';
}

/* "Recipient :" is typed in columns: the colon belongs to the word. */
static void
join_colon (char *folded)
{
  gsize n = strlen (folded);

  if (n > 2 && folded[n - 1] == ':' && folded[n - 2] == ' ')
    {
      folded[n - 2] = ':';
      folded[n - 1] = '\0';
    }
}

gboolean
legacy_is_labelled (const char *start, const char *address, BounceList labels)
{
  g_autofree char *folded = NULL;
  gboolean bracket
      = address > start && (address[-1] == '<' || address[-1] == '[');
  gboolean found = FALSE;
  BounceListReader reader;

  while (address > start && strchr ("<\"'([ \t`", address[-1]) != NULL)
    address--;
  folded = bounce_fold_line (start, address - start);
  join_colon (folded);
  bounce_list_reader_init (&reader);
  bounce_list_reader_read_for (&reader, folded, strlen (folded), labels);
  for (guint i = 0; i < reader.n_hits && !found; i++)
    found = labels_address (&reader.hits[i], folded, reader.at, bracket);
  bounce_list_reader_clear (&reader);
  return found;
}
