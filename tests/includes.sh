#!/bin/sh
# Who may know whom in src/: dependencies point one way.  And Makefile.am
# lists every file.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

# A line holds the parts of one layer; "dsn" stands for dsn.[ch] and dsn-*.[ch].
# A file includes headers of its own layer and of those above it.
cat >"$tmp/layers" <<'END'
category
status
record
address header-names mail text
evidence
message media-type mime-type charset html
trim
rules normalise
dsn notice kind prose
classify
reading recipient
bounce
source names
reader
writer summary explain output
dynamic ledger
policy-options
options arguments layout
pipeline parcel workers progress
results tally
run
bouncecat bouncetally mkrules
END

# "FILE HEADER" for each #include; system headers keep their <.
cd "$top_srcdir" || exit 1
for file in src/*.[ch] tests/*.c; do
  [ -e "$file" ] || continue
  sed -n "s|^[ 	]*#[ 	]*include[ 	]*\([<\"][^>\"]*\).*|$file \1|p" "$file"
done | sed 's/ "/ /' >"$tmp/includes"
check "there are includes to look at" [ -s "$tmp/includes" ]

awk '
  function layer (name, best, part, rest)
  {
    best = ""
    for (part in row)
      {
        rest = substr (name, length (part) + 1)
        if (index (name, part) == 1 && rest ~ /^(-|$)/ \
            && length (part) > length (best))
          best = part
      }
    return best == "" ? 0 : row[best]
  }
  FILENAME == ARGV[1] {
    for (i = 1; i <= NF; i++)
      row[$i] = FNR
    next
  }
  $1 ~ /^tests\// || $2 ~ /^</ || $2 == "config.h" {
    next
  }
  {
    file = $1
    sub (/^src\//, "", file)
    sub (/\.[ch]$/, "", file)
    header = $2
    sub (/\.h$/, "", header)
    if (!layer (file))
      print $1 ": stands in no layer"
    else if (!layer (header))
      print $1 ": includes " $2 ", which stands in no layer"
    else if (layer (header) > layer (file))
      print $1 ": includes " $2 ", which stands above it"
  }' "$tmp/layers" "$tmp/includes" | sort -u >"$tmp/trouble"
: >"$tmp/none"
check_same "dependencies point one way" "$tmp/none" "$tmp/trouble"

# only_in NAME HEADER-PATTERN FILE-PATTERN: no other file includes it.
only_in () {
  awk -v header="$2" -v file="$3" '
    $2 ~ header && $1 !~ file {
      print $1 ": includes " substr ($2, 2)
    }' "$tmp/includes" >"$tmp/trouble"
  check_same "$1" "$tmp/none" "$tmp/trouble"
}
only_in "message is the only door to GMime" \
  '^<gmime/' '^(src/message.*|tests/yardstick)[.][ch]$'
only_in "JSON-GLib is for JSON alone" \
  '^<json-glib/' '^(src/(notice-json|tally|writer-json).*|tests/.*)[.][ch]$'
only_in "only the stores know SQLite and libpq" \
  '^<(sqlite3|libpq-fe)[.]h' '^src/(ledger|dynamic).*[.][ch]$'

for file in src/*.[ch] src/*.tsv man/*.[1-9] tests/*.c tests/*.sh; do
  case $file in
  *\** | src/rules-builtin.c) continue ;;
  tests/*.c) file=${file%.c} ;;
  esac
  grep -qE "(^|[ /])$file([ .]|\$)" Makefile.am ||
    echo "$file: not in Makefile.am"
done >"$tmp/trouble"
check_same "Makefile.am lists every file" "$tmp/none" "$tmp/trouble"

finish
