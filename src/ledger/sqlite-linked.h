/* SQLite for a program that always opens a ledger. */
#ifndef BOUNCE_LEDGER_SQLITE_LINKED_H
#define BOUNCE_LEDGER_SQLITE_LINKED_H

/* To be called before a ledger is opened.  Who calls it links SQLite. */
void bounce_sqlite_use_linked (void);

#endif
