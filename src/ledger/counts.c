/* counts: formats and parses numbers of bounces by class, as a store keeps
   them. */
#include "config.h"

#include <string.h>

#include "ledger/counts.h"
#include "ledger/event.h"

void
bounce_counts_add (BounceCounts *counts, const BounceEvent *event, int sign)
{
  counts->n[event->category][bounce_event_is_transient (event)]
      += (guint64)sign;
}

char *
bounce_counts_format (const BounceCounts *counts)
{
  GString *text = g_string_new (NULL);

  for (int i = BOUNCE_CATEGORY_NONE + 1; i < BOUNCE_N_CATEGORIES; i++)
    for (int transient = 0; transient < 2; transient++)
      if (counts->n[i][transient] > 0)
        g_string_append_printf (text, "%s%s%s=%" G_GUINT64_FORMAT,
                                text->len > 0 ? "," : "",
                                bounce_category_slug ((BounceCategory)i),
                                transient ? "*" : "", counts->n[i][transient]);
  return g_string_free (text, FALSE);
}

static gboolean
parse_class (char *class, BounceCounts *counts)
{
  char *number = strchr (class, '=');
  gboolean transient;
  BounceCategory category;

  if (number == NULL || number == class)
    return FALSE;
  *number++ = '\0';
  transient = number[-2] == '*';
  if (transient)
    number[-2] = '\0';
  category = bounce_category_from_slug (class);
  return category != BOUNCE_CATEGORY_NONE
         && g_ascii_string_to_unsigned (number, 10, 1, G_MAXINT64,
                                        &counts->n[category][transient], NULL);
}

gboolean
bounce_counts_parse (const char *text, BounceCounts *counts)
{
  g_auto (GStrv) classes = g_strsplit (text, ",", -1);

  *counts = (BounceCounts){ 0 };
  for (guint i = 0; classes[i] != NULL; i++)
    if (!parse_class (classes[i], counts))
      return FALSE;
  return TRUE;
}
