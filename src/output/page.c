/* page: writes HTML, piece by piece.  The policy in the head forbids a browser
   to load or run anything, whatever may have got into the page.  On a narrow
   screen the first value of a row and a server's words take a line each, and
   the others flow between them, with the names of their columns. */
#include "config.h"

#include "output/page.h"
#include "text/printable.h"

/* The nine colours are told apart also without red and green; hard categories
   are the warm ones.  clang-format would join the lines. */
/* clang-format off */
static const char style[] =
  ":root{color-scheme:light dark;--bg:#fbfbfa;--card:#fff;--ink:#1b1f24;"
  "--faint:#5d6671;--line:#dde1e6;--hard:#b3261e;--soft:#9a6700;"
  "--c1:#e3b341;--c2:#3b7dd8;--c3:#6f8fa8;--c4:#b4532a;--c5:#b3261e;"
  "--c6:#7a3fa0;--c7:#d0559b;--c8:#5c2a1e;--c9:#9aa4ae}\n"
  "@media(prefers-color-scheme:dark){:root{--bg:#14171a;--card:#1d2126;"
  "--ink:#e8eaed;--faint:#a2abb5;--line:#343a41;--hard:#ff8a80;--soft:#e3b341;"
  "--c1:#e3b341;--c2:#6ea8ff;--c3:#8fb0c9;--c4:#e08a5b;--c5:#ff6b60;"
  "--c6:#c08be6;--c7:#f08bc0;--c8:#b57a6a;--c9:#7d8791}}\n"
  "*{box-sizing:border-box}"
  "body{margin:0 auto;max-width:70rem;padding:1rem;background:var(--bg);"
  "color:var(--ink);font:16px/1.5 system-ui,sans-serif}\n"
  "h1{font-size:1.5rem;margin:.5rem 0 0}h2{font-size:1.1rem;margin:0 0 .6rem}"
  "p{margin:.3rem 0;color:var(--faint)}\n"
  "section{background:var(--card);border:1px solid var(--line);"
  "border-radius:.6rem;padding:1rem;margin:1rem 0}\n"
  ".tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:.8rem;"
  "margin:1rem 0}"
  ".tiles div{background:var(--card);border:1px solid var(--line);"
  "border-radius:.6rem;padding:.7rem 1rem;color:var(--faint)}"
  ".tiles b{display:block;font-size:1.6rem;line-height:1.2;color:var(--ink)}\n"
  "table{border-collapse:collapse;width:100%}"
  "th,td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;"
  "border-bottom:1px solid var(--line);overflow-wrap:anywhere}"
  "th{font-weight:600;color:var(--faint);font-size:.85rem}"
  "td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;"
  "white-space:nowrap;width:1%;padding-left:1.2rem}"
  "td.s{white-space:nowrap;padding-right:1.2rem}"
  ".tall td:first-child{min-width:14rem}"
  "td.w{color:var(--faint);font-size:.88rem}.n+.w{padding-left:1.2rem}\n"
  ".pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem;"
  "align-items:start;margin:1rem 0}.pair section{margin:0;min-width:0}"
  "@media(max-width:60rem){.pair{grid-template-columns:1fr}}\n"
  ".bars div{display:grid;grid-template-columns:19rem 1fr 4rem;gap:0 .7rem;"
  "align-items:center;padding:.1rem 0}"
  ".bars i{display:block;height:.8rem;min-width:2px;border-radius:.2rem}"
  ".bars b{font-weight:400;text-align:right;"
  "font-variant-numeric:tabular-nums}\n"
  ".chart svg{display:block;width:100%;height:12rem;"
  "border-bottom:1px solid var(--line)}"
  ".chart div{display:flex;justify-content:space-between;font-size:.8rem;"
  "color:var(--faint)}"
  ".key{flex-wrap:wrap;justify-content:flex-start!important;gap:.2rem .9rem;"
  "margin-top:.6rem}"
  ".key i{display:inline-block;width:.8rem;height:.8rem;border-radius:.2rem;"
  "margin-right:.35rem;vertical-align:-.08rem}\n"
  ".hard{background:var(--hard)}.soft{background:var(--soft)}"
  ".c1{background:var(--c1);fill:var(--c1)}"
  ".c2{background:var(--c2);fill:var(--c2)}"
  ".c3{background:var(--c3);fill:var(--c3)}"
  ".c4{background:var(--c4);fill:var(--c4)}"
  ".c5{background:var(--c5);fill:var(--c5)}"
  ".c6{background:var(--c6);fill:var(--c6)}"
  ".c7{background:var(--c7);fill:var(--c7)}"
  ".c8{background:var(--c8);fill:var(--c8)}"
  ".c9{background:var(--c9);fill:var(--c9)}\n"
  "@media(max-width:40rem){body{padding:.6rem}section{padding:.8rem}"
  ".tiles{grid-template-columns:1fr 1fr;gap:.6rem}"
  "thead{display:none}table,tbody{display:block}"
  "tr{display:flex;flex-wrap:wrap;gap:0 .9rem;padding:.45rem 0;"
  "border-bottom:1px solid var(--line)}"
  "td,td.n,td.s{border:0;padding:0;text-align:left;width:auto}"
  "td:first-child,td.w,td.n+td.w{flex:1 0 100%;min-width:0;padding:0}"
  "td:empty{display:none}"
  "td[data-n]::before{content:attr(data-n) \": \";color:var(--faint);"
  "font-size:.85rem}"
  ".bars div{grid-template-columns:1fr auto;padding:.3rem 0}"
  ".bars span+span{grid-column:1/3;grid-row:2}}\n";
/* clang-format on */

static void
append_text (GString *out, const char *text)
{
  g_autofree char *clean = text != NULL ? bounce_printable (text) : NULL;
  g_autofree char *escaped
      = clean != NULL ? g_markup_escape_text (clean, -1) : NULL;

  if (escaped != NULL)
    g_string_append (out, escaped);
}

void
bounce_page_begin (GString *out, const char *title)
{
  g_string_append (
      out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
           "<meta charset=\"utf-8\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src"
           " 'none'; style-src 'unsafe-inline'\">\n"
           "<meta name=\"viewport\" content=\"width=device-width\">\n"
           "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
  append_text (out, title);
  g_string_append_printf (out,
                          "</title>\n<style>\n%s</style>\n</head>\n<body>\n"
                          "<h1>",
                          style);
  append_text (out, title);
  g_string_append (out, "</h1>\n");
}

void
bounce_page_end (GString *out)
{
  g_string_append (out, "</body>\n</html>\n");
}

void
bounce_page_section (GString *out, const char *heading)
{
  g_string_append (out, "<section>\n<h2>");
  append_text (out, heading);
  g_string_append (out, "</h2>\n");
}

void
bounce_page_end_section (GString *out)
{
  g_string_append (out, "</section>\n");
}

void
bounce_page_paragraph (GString *out, const char *text)
{
  g_string_append (out, "<p>");
  append_text (out, text);
  g_string_append (out, "</p>\n");
}

void
bounce_page_begin_pair (GString *out)
{
  g_string_append (out, "<div class=\"pair\">\n");
}

void
bounce_page_end_pair (GString *out)
{
  g_string_append (out, "</div>\n");
}

void
bounce_page_begin_tiles (GString *out)
{
  g_string_append (out, "<div class=\"tiles\">\n");
}

void
bounce_page_tile (GString *out, guint64 number, const char *label)
{
  g_string_append_printf (out, "<div><b>%" G_GUINT64_FORMAT "</b>", number);
  append_text (out, label);
  g_string_append (out, "</div>\n");
}

void
bounce_page_end_tiles (GString *out)
{
  g_string_append (out, "</div>\n");
}

static const char *
cell_class (BouncePageCell cell)
{
  static const char *const classes[] = {
    [BOUNCE_PAGE_TEXT] = "",
    [BOUNCE_PAGE_SHORT] = " class=\"s\"",
    [BOUNCE_PAGE_NUMBER] = " class=\"n\"",
    [BOUNCE_PAGE_WORDS] = " class=\"w\"",
  };

  return classes[cell];
}

void
bounce_page_begin_table (GString *out, const BouncePageColumn *columns, guint n)
{
  gboolean tall = FALSE;

  for (guint i = 0; i < n; i++)
    tall = tall || columns[i].cell == BOUNCE_PAGE_WORDS;
  g_string_append_printf (out, "<table%s>\n<thead><tr>",
                          tall ? " class=\"tall\"" : "");
  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (out, "<th%s>", cell_class (columns[i].cell));
      append_text (out, columns[i].heading);
      g_string_append (out, "</th>");
    }
  g_string_append (out, "</tr></thead>\n<tbody>\n");
}

/* What has a line of its own on a narrow screen needs no name there. */
void
bounce_page_row (GString *out, const BouncePageColumn *columns, guint n,
                 const char *const *values)
{
  g_string_append (out, "<tr>");
  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (out, "<td%s", cell_class (columns[i].cell));
      if (i > 0 && columns[i].cell != BOUNCE_PAGE_WORDS)
        {
          g_string_append (out, " data-n=\"");
          append_text (out, columns[i].heading);
          g_string_append_c (out, '"');
        }
      g_string_append_c (out, '>');
      append_text (out, values[i]);
      g_string_append (out, "</td>");
    }
  g_string_append (out, "</tr>\n");
}

void
bounce_page_end_table (GString *out)
{
  g_string_append (out, "</tbody>\n</table>\n");
}

void
bounce_page_begin_bars (GString *out)
{
  g_string_append (out, "<div class=\"bars\">\n");
}

void
bounce_page_bar (GString *out, const char *name, const char *class,
                 guint64 part, guint64 whole)
{
  double percent = whole > 0 ? 100.0 * (double)part / (double)whole : 0;
  char width[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (width, sizeof width, "%.1f", percent);
  g_string_append (out, "<div><span>");
  append_text (out, name);
  g_string_append_printf (out,
                          "</span><span><i class=\"%s\" style=\"width:%s%%%s\">"
                          "</i></span><b>%" G_GUINT64_FORMAT "</b></div>\n",
                          class, width, part == 0 ? ";min-width:0" : "", part);
}

void
bounce_page_end_bars (GString *out)
{
  g_string_append (out, "</div>\n");
}
