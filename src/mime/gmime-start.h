#ifndef BOUNCE_MIME_GMIME_START_H
#define BOUNCE_MIME_GMIME_START_H

/* To be called before GMime makes objects or decodes text; from any thread,
   as often as one likes.  Most mails need neither, and its start takes a
   twentieth of what one message costs. */
void bounce_gmime_start (void);

#endif
