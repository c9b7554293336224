# shellcheck shell=sh disable=SC2154 # top_srcdir is lib.sh's
# pages.sh: the displays of the manual pages.  To be sourced after lib.sh.
#
#   recipe NAME [PAGE]   prints a recipe of a manual page, bouncecat-cookbook
#                        unless named: the display below the comment
#                        `.\" recipe: NAME`
#   recipes_of PAGE      the names of all of them
#   unnamed_in PAGE      the displays that have neither a name nor a comment
#                        `.\" not run`: line and text of the one above

recipe () {
  awk -v name="$1" '
    $0 == ".\\\" recipe: " name { found = 1; next }
    found && /^\.Bd / { inside = 1; next }
    found && /^\.Ed/ { done = 1; exit }
    inside { gsub (/\\&/, ""); gsub (/\\e/, "\\"); gsub (/\\-/, "-"); print }
    END { exit !done }' "$top_srcdir/man/${2-bouncecat-cookbook.7}" || {
    echo "Bail out! no recipe $1"
    exit 1
  }
}

recipes_of () {
  sed -n 's/^\.\\" recipe: //p' "$top_srcdir/man/$1"
}

unnamed_in () {
  awk '/^\.(Bd|Dl)/ && above !~ /^\.\\" (recipe: |not run)/ {
    print FNR ": " above }
    { above = $0 }' "$top_srcdir/man/$1"
}
