/* One self-contained HTML page for people: no script, no network, light and
   dark, any width.  Whatever is appended as text is cleaned and escaped. */
#ifndef BOUNCE_OUTPUT_PAGE_H
#define BOUNCE_OUTPUT_PAGE_H

#include <glib.h>

/* Appends to OUT the head of a page called TITLE, and its end. */
void bounce_page_begin (GString *out, const char *title);
void bounce_page_end (GString *out);

/* A section under a heading, up to bounce_page_end_section. */
void bounce_page_section (GString *out, const char *heading);
void bounce_page_end_section (GString *out);
/* Appends TEXT as a paragraph. */
void bounce_page_paragraph (GString *out, const char *text);

/* The sections in between stand side by side where there is room. */
void bounce_page_begin_pair (GString *out);
void bounce_page_end_pair (GString *out);

/* A number and what it counts; between begin and end of a row of them. */
void bounce_page_begin_tiles (GString *out);
void bounce_page_tile (GString *out, guint64 number, const char *label);
void bounce_page_end_tiles (GString *out);

/* How a cell of a table is shown. */
typedef enum
{
  BOUNCE_PAGE_TEXT,
  BOUNCE_PAGE_SHORT, /* a date or a name: kept on one line */
  BOUNCE_PAGE_NUMBER,
  BOUNCE_PAGE_WORDS /* a server's: long, broken anywhere */
} BouncePageCell;

typedef struct
{
  const char *heading;
  BouncePageCell cell;
} BouncePageColumn;

/* A table of N COLUMNS; of each row one of VALUES a column (NULL: empty). */
void bounce_page_begin_table (GString *out, const BouncePageColumn *columns,
                              guint n);
void bounce_page_row (GString *out, const BouncePageColumn *columns, guint n,
                      const char *const *values);
void bounce_page_end_table (GString *out);

/* A bar of PART in WHOLE beside a name and its number; CLASS is one of the
   style's colours ("hard", "soft", "c3"). */
void bounce_page_begin_bars (GString *out);
void bounce_page_bar (GString *out, const char *name, const char *class,
                      guint64 part, guint64 whole);
void bounce_page_end_bars (GString *out);

#endif
