/* terminal: finds its width by TIOCGWINSZ, and writes colours by ECMA-48 SGR,
   in the eight that all terminals have; NO_COLOR as no-color.org asks.  Output
   that is no terminal has no width of its own. */
#include "config.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "model/category.h"
#include "output/terminal.h"

#define WIDTH_DEFAULT 80
#define WIDTH_MAX 1000

static const char *const color_names[BOUNCE_N_COLORS] = {
  [BOUNCE_COLOR_AUTO] = "auto",
  [BOUNCE_COLOR_ALWAYS] = "always",
  [BOUNCE_COLOR_NEVER] = "never",
};

static const char *const styles[] = {
  [BOUNCE_STYLE_PLAIN] = NULL, [BOUNCE_STYLE_HEADING] = "1",
  [BOUNCE_STYLE_HARD] = "31",  [BOUNCE_STYLE_SOFT] = "33",
  [BOUNCE_STYLE_GOOD] = "32",  [BOUNCE_STYLE_FAINT] = "2",
};

/* Values of fields and columns that are the same word everywhere. */
static const struct
{
  const char *value;
  BounceStyle style;
} value_styles[] = {
  { "hard", BOUNCE_STYLE_HARD },       { "complained", BOUNCE_STYLE_HARD },
  { "suppressed", BOUNCE_STYLE_HARD }, { "soft", BOUNCE_STYLE_SOFT },
  { "active", BOUNCE_STYLE_GOOD },
};

BounceColor
bounce_color_from_name (const char *name)
{
  int i = 0;

  if (name == NULL)
    return BOUNCE_COLOR_AUTO;
  while (i < BOUNCE_N_COLORS && strcmp (color_names[i], name) != 0)
    i++;
  return (BounceColor)i;
}

gboolean
bounce_color_is_wanted (BounceColor color)
{
  const char *no_color = g_getenv ("NO_COLOR");

  if (color != BOUNCE_COLOR_AUTO)
    return color == BOUNCE_COLOR_ALWAYS;
  return (no_color == NULL || *no_color == '\0')
         && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0
         && isatty (STDOUT_FILENO);
}

guint
bounce_terminal_width (int fd)
{
  struct winsize size = { 0 };
  const char *columns = g_getenv ("COLUMNS");
  guint64 width = 0;

  if (ioctl (fd, TIOCGWINSZ, &size) == 0)
    width = size.ws_col;
  if (width == 0 && columns != NULL)
    g_ascii_string_to_unsigned (columns, 10, 1, WIDTH_MAX, &width, NULL);
  if (width == 0)
    width = WIDTH_DEFAULT;
  return (guint)CLAMP (width, BOUNCE_TERMINAL_WIDTH_MIN, WIDTH_MAX);
}

BounceStyle
bounce_style_of (const char *name, const char *value)
{
  if (value == NULL)
    return BOUNCE_STYLE_PLAIN;
  if (strcmp (name, "category") == 0)
    {
      BounceCategory category = bounce_category_from_slug (value);

      if (category == BOUNCE_CATEGORY_NONE)
        return BOUNCE_STYLE_FAINT;
      return bounce_category_is_hard (category) ? BOUNCE_STYLE_HARD
                                                : BOUNCE_STYLE_SOFT;
    }
  if (strcmp (name, "state") == 0 || strcmp (name, "contact") == 0
      || strcmp (name, "type") == 0 || strcmp (name, "counts") == 0)
    for (gsize i = 0; i < G_N_ELEMENTS (value_styles); i++)
      if (strcmp (value_styles[i].value, value) == 0)
        return value_styles[i].style;
  return BOUNCE_STYLE_PLAIN;
}

void
bounce_style_begin (GString *out, BounceStyle style)
{
  if (styles[style] != NULL)
    g_string_append_printf (out, "\033[%sm", styles[style]);
}

void
bounce_style_end (GString *out, BounceStyle style)
{
  if (styles[style] != NULL)
    g_string_append (out, "\033[0m");
}
