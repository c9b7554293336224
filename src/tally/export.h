/* The lines of an export, in this order:

     {"bouncecat_ledger":2}
     {"setting":NAME,"value":VALUE}         the policy
     {"contact":ADDRESS,...}                a contact; without "event"
     {"contact":ADDRESS,"event":ID,...}     one of its bounces

   Contacts stand in byte order of their keys, bounces by time.  But for when a
   bounce was learned ("seen"), two ledgers that were given the same records, in
   whatever order, have the same export. */
#ifndef BOUNCE_TALLY_EXPORT_H
#define BOUNCE_TALLY_EXPORT_H

#define BOUNCE_EXPORT_VERSION "2"
/* The version before, which is still read. */
#define BOUNCE_EXPORT_VERSION_1 "1"
#define BOUNCE_EXPORT_VERSION_NAME "bouncecat_ledger"

#endif
