/* folder: finds the folder that the store of a ledger's URI writes into. */
#include "config.h"

#include <stdlib.h>

#include "ledger/folder.h"
#include "ledger/uri.h"

char *
bounce_ledger_folder (const char *uri)
{
  g_autofree char *location = NULL;
  char *path, *folder;

  if (bounce_ledger_uri_parse (uri, &location, NULL) != &bounce_store_sqlite)
    return NULL;
  path = realpath (location, NULL);
  folder = g_path_get_dirname (path != NULL ? path : location);
  free (path); /* realpath's, not GLib's */
  return folder;
}
