/* The terminal that output may go to: how wide it is, and whether colours are
   wanted on it. */
#ifndef BOUNCE_OUTPUT_TERMINAL_H
#define BOUNCE_OUTPUT_TERMINAL_H

#include <glib.h>

/* --color=auto|always|never */
typedef enum
{
  BOUNCE_COLOR_AUTO,
  BOUNCE_COLOR_ALWAYS,
  BOUNCE_COLOR_NEVER,
  BOUNCE_N_COLORS
} BounceColor;

/* The choice that NAME names, AUTO for NULL; BOUNCE_N_COLORS if it names none.
 */
BounceColor bounce_color_from_name (const char *name);

/* Whether standard output is to be coloured.  AUTO: if it is a terminal that
   can, and $NO_COLOR is not set or empty. */
gboolean bounce_color_is_wanted (BounceColor color);

/* The columns of the terminal at FD, else $COLUMNS, else 80; never less than
   BOUNCE_TERMINAL_WIDTH_MIN. */
#define BOUNCE_TERMINAL_WIDTH_MIN 20
guint bounce_terminal_width (int fd);

/* How a piece of text is shown. */
typedef enum
{
  BOUNCE_STYLE_PLAIN,
  BOUNCE_STYLE_HEADING,
  BOUNCE_STYLE_HARD, /* and whatever else ends mail to an address */
  BOUNCE_STYLE_SOFT,
  BOUNCE_STYLE_GOOD,
  BOUNCE_STYLE_FAINT
} BounceStyle;

/* The style of VALUE (may be NULL) in the field or column of that NAME. */
BounceStyle bounce_style_of (const char *name, const char *value);

/* Append the escape sequences (ECMA-48, 8.3.117) that begin and end STYLE; none
   for PLAIN. */
void bounce_style_begin (GString *out, BounceStyle style);
void bounce_style_end (GString *out, BounceStyle style);

#endif
