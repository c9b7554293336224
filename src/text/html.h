/* HTML bodies as plain text: as much as reading a notification needs. */
#ifndef BOUNCE_TEXT_HTML_H
#define BOUNCE_TEXT_HTML_H

/* The text of HTML (valid UTF-8): tags dropped, block elements and <br> as
   line ends, table cells as tabs, character references decoded, scripts and
   styles left out.  The caller frees it. */
char *bounce_html_to_text (const char *html);

#endif
