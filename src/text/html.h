/* HTML bodies as plain text: as much as reading a notification needs. */
#ifndef BOUNCE_TEXT_HTML_H
#define BOUNCE_TEXT_HTML_H

/* The text of HTML (valid UTF-8): tags dropped, block elements and <br> as
   line ends, table cells as tabs, character references decoded, scripts and
   styles left out.  The caller frees it. */
char *bounce_html_to_text (const char *html);

/* Text that is no HTML, with the character references decoded that some program
   left in it: "doesn&#39;t", and "&amp;lt;" twice.  Each must end with its
   semicolon.  NULL if there is none, so that nothing is copied; else the caller
   frees it.  TEXT has LENGTH bytes. */
char *bounce_html_decode_leftovers (const char *text, gsize length);

#endif
