/* fields: the header fields that people read, as mail programs of many
   languages call them above what they forward and quote. */
#include "config.h"

#include "report/legacy/system.h"

gboolean
legacy_is_field (const char *folded)
{
  return bounce_list_begins (folded, BOUNCE_LIST_QUOTED_OTHER)
         || bounce_list_begins (folded, BOUNCE_LIST_QUOTED_FROM)
         || bounce_list_begins (folded, BOUNCE_LIST_QUOTED_SUBJECT);
}
