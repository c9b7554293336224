/* The folder that a ledger writes into. */
#ifndef BOUNCE_LEDGER_FOLDER_H
#define BOUNCE_LEDGER_FOLDER_H

#include <glib.h>

/* The folder in which the files of the ledger URI stand, links resolved, for
   one in SQLite; NULL for one in a server, or an URI that names none.  The
   caller frees it. */
char *bounce_ledger_folder (const char *uri);

#endif
