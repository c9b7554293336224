/* The lines of an export, in this order:

     {"bouncecat_ledger":2,"part":"begin"}
     {"setting":NAME,"value":VALUE}         the policy
     {"contact":ADDRESS,...}                a contact; without "event"
     {"contact":ADDRESS,"event":ID,...}     one of its bounces
     {"bouncecat_ledger":2,"part":"end"}

   The last line tells that none is missing; the first one, that there has to be
   such a line: of an older export it names no part.

   Contacts stand in byte order of their keys, bounces by time.  But for when a
   bounce was learned ("seen"), two ledgers that were given the same records, in
   whatever order, have the same export. */
#ifndef BOUNCE_TALLY_EXPORT_H
#define BOUNCE_TALLY_EXPORT_H

#define BOUNCE_EXPORT_VERSION "2"
/* The version before, which is still read. */
#define BOUNCE_EXPORT_VERSION_1 "1"
#define BOUNCE_EXPORT_VERSION_NAME "bouncecat_ledger"
#define BOUNCE_EXPORT_SETTING_NAME "setting"
#define BOUNCE_EXPORT_CONTACT_NAME "contact"
#define BOUNCE_EXPORT_PART_NAME "part"
#define BOUNCE_EXPORT_BEGIN "begin"
#define BOUNCE_EXPORT_END "end"

#endif
