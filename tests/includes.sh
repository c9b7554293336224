#!/bin/sh
# Who may know whom in src/: dependencies point one way.  And Makefile.am
# lists every file.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

# The rooms of src/ (ARCHITECTURE.md).  A file includes headers of its own room
# and of those above it.
cat >"$tmp/rooms" <<'END'
base
model
text
mime
input
report
report/legacy/text
report/legacy/recipients
report/legacy/reasons
report/legacy/layouts
report/legacy/recognition
report/legacy/systems
report/legacy/services
report/legacy
rules
verdict
ledger
output
cli
cat
tally
END

# "FILE HEADER" for each #include; system headers keep their <.
cd "$top_srcdir" || exit 1
find src tests -name '*.[ch]' ! -path src/rules/builtin.c \
  ! -path src/text/list-names.h ! -path src/text/list-table.c |
  LC_ALL=C sort >"$tmp/files"
while IFS= read -r file; do
  sed -n "s|^[ 	]*#[ 	]*include[ 	]*\([<\"][^>\"]*\).*|$file \1|p" "$file"
done <"$tmp/files" | sed 's/ "/ /' >"$tmp/includes"
check "there are includes to look at" [ -s "$tmp/includes" ]

awk '
  function room (name)
  {
    sub (/\/[^\/]*$/, "", name)
    return name in row ? row[name] : 0
  }
  FILENAME == ARGV[1] {
    row[$1] = FNR
    next
  }
  $1 ~ /^tests\// || $2 ~ /^</ || $2 == "config.h" {
    next
  }
  {
    file = substr ($1, length ("src/") + 1)
    if (!room (file))
      print $1 ": stands in no room"
    else if (!room ($2))
      print $1 ": includes " $2 ", which stands in no room"
    else if (room ($2) > room (file))
      print $1 ": includes " $2 ", which stands in a room below"
  }' "$tmp/rooms" "$tmp/includes" | sort -u >"$tmp/trouble"
: >"$tmp/none"
check_same "dependencies point one way" "$tmp/none" "$tmp/trouble"

# A file and its header are one; tsort names those of each circle.
sed -n 's|^src/\([^ ]*\)[.][ch] \([^<]*\)[.]h$|\1 \2|p' "$tmp/includes" |
  grep -v ' config$' | awk '$1 != $2' >"$tmp/edges"
check "there are edges to look at" [ -s "$tmp/edges" ]
tsort "$tmp/edges" >"$tmp/sorted" 2>"$tmp/trouble"
check_same "no file knows itself through others" "$tmp/none" "$tmp/trouble"

# Nor does a header for several files hide one: who defines a symbol that
# another's object asks for is known by it.
if command -v nm >/dev/null; then
  find "$top_builddir/src" -name '*.o' ! -name '*mkmodel-*' |
    sed "s|^$top_builddir/||" | while IFS= read -r object; do
    [ ! -e "${object%.o}.c" ] || printf '%s\n' "$top_builddir/$object"
  done | LC_ALL=C sort >"$tmp/objects"
  xargs nm -A -P <"$tmp/objects" | awk -v top="$top_builddir/src/" '
    $3 ~ /^[BDRTU]$/ && $2 != "main" {
      file = substr ($1, length (top) + 1)
      sub (/\.o:$/, "", file)
      print $3 == "U" ? "U" : "D", $2, file
    }' | LC_ALL=C sort -u >"$tmp/symbols"
  awk '
    $1 == "D" { of[$2] = $3 }
    $1 == "U" && $2 in of && of[$2] != $3 { print $3, of[$2] }
  ' "$tmp/symbols" | LC_ALL=C sort -u >"$tmp/calls"
  check "there are calls to look at" [ -s "$tmp/calls" ]
  tsort "$tmp/calls" >"$tmp/sorted" 2>"$tmp/trouble"
  check_same "no file needs itself through others" "$tmp/none" "$tmp/trouble"
fi

# only_in NAME HEADER-PATTERN FILE-PATTERN: no other file includes it.
only_in () {
  awk -v header="$2" -v file="$3" '
    $2 ~ header && $1 !~ file {
      print $1 ": includes " substr ($2, 2)
    }' "$tmp/includes" >"$tmp/trouble"
  check_same "$1" "$tmp/none" "$tmp/trouble"
}
only_in "mime/ is the only door to GMime" \
  '^<gmime/' '^(src/mime/.*|tests/yardstick)[.][ch]$'
only_in "JSON-GLib is for JSON alone" \
  '^<json-glib/' '^(src/(report/legacy/services/service-json|tally/.*)|tests/.*)[.][ch]$'
only_in "only the stores know SQLite and libpq" \
  '^<(sqlite3|libpq-fe)[.]h' '^src/ledger/.*[.][ch]$'

find src man tests -name '*.[ch1-9]' -o -name '*.tsv' -o -name '*.sh' |
  LC_ALL=C sort | while IFS= read -r file; do
  case $file in
  src/rules/builtin.c | src/text/list-names.h | src/text/list-table.c) continue ;;
  tests/*.c) file=${file%.c} ;;
  esac
  grep -qE "(^|[ /])$file([ .]|\$)" Makefile.am ||
    echo "$file: not in Makefile.am"
done >"$tmp/trouble"
check_same "Makefile.am lists every file" "$tmp/none" "$tmp/trouble"

# And no file that is none, which only `make dist` would notice.
sed -n 's|^  \([a-z][a-z0-9/-]*/[^ ]*[.][ch]\)\( \\\)*$|\1|p' Makefile.am |
  LC_ALL=C sort | while IFS= read -r file; do
  [ -e "$file" ] || [ -e "$top_builddir/$file" ] || echo "$file: is not there"
done >"$tmp/trouble"
check_same "what Makefile.am lists is there" "$tmp/none" "$tmp/trouble"

finish
