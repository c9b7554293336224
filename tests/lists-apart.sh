#!/bin/sh
# Lists that stand apart (bounce_lists_scan_apart) are in no set of the others,
# nor these in a set of theirs: one reader asks for those of a file, and it
# alone.  And an
# automaton that is nearly full says so while it is made.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

lists=$top_srcdir/src/rules/data/lists

# names FILE...: the lists that they define, as C calls them
names() {
  sed -n 's/^\$\([a-z0-9-]*\)	.*/BOUNCE_LIST_\1/p' "$@" |
    tr 'a-z-' 'A-Z_' | sort -u
}

(cd "$lists" && grep -lx apart ./*.tsv) >"$tmp/apart"
printf './%s.tsv\n' hosts unmarked-replies >"$tmp/expected"
check_same 'the lists of two files stand apart' "$tmp/expected" "$tmp/apart"
: >"$tmp/none"

# read_by FILE READER: nobody else asks for its lists
read_by() {
  names "$lists/$1" >"$tmp/names"
  find "$top_srcdir/src" -name '*.c' ! -path "$top_srcdir/src/$2" \
    ! -name list-table.c -exec grep -HowFf "$tmp/names" {} + >"$tmp/others"
  check_same "$1: nobody but its reader asks for its lists" \
    "$tmp/none" "$tmp/others"
}
read_by hosts.tsv report/legacy/text/remote-host.c
check 'it asks no set' sh -c "! grep -q 'bounce_lists_' \
  '$top_srcdir/src/report/legacy/text/remote-host.c'"
reader=$top_srcdir/src/report/unmarked-reply.c
read_by unmarked-replies.tsv report/unmarked-reply.c

# What it asks of its sets, of a part of a text, and in its tables.
asks='((says|is_about) \(reply,|list_(in|after) \(first,)'
{
  tr '\n' ' ' <"$reader" | tr -s ' ' | grep -oE "$asks BOUNCE_LIST_[A-Z_]+" |
    sed 's/.* //'
  sed -n '/^static const Saying/,/;/p' "$reader" | grep -oE 'BOUNCE_LIST_[A-Z_]+'
} | grep -vx BOUNCE_LIST_NONE | sort -u >"$tmp/asked"
check_same 'it asks its sets for these, each of them, and for no others' \
  "$tmp/names" "$tmp/asked"

# A list of more states than an automaton can number, and one of nearly as many.
# mkrules_of COUNT: of that many phrases without a common beginning
mkrules_of() {
  awk -v n="$1" 'BEGIN {
    printf "$many\t"
    for (i = 0; i < n; i++)
      printf "%s%05dabcdefghijklmno", i ? "|" : "", (i * 7919) % 100000
    print ""
  }' >"$tmp/many.tsv"
  "$top_builddir/src/rules/mkrules" lists "$tmp/many.tsv" \
    >"$tmp/table.c" 2>"$tmp/told"
}
if [ -x "$top_builddir/src/rules/mkrules" ]; then
  expect_status 0 'a small table is made' mkrules_of 10
  check_same 'without a word' "$tmp/none" "$tmp/told"
  expect_status 0 'one that is nearly full is made' mkrules_of 3600
  check 'and says how much room is left' \
    grep -Eq 'room for [0-9]+ states more, of 65536$' "$tmp/told"
  expect_status 65 'a larger one is not' mkrules_of 4200
  check 'and says how much it lacks' \
    grep -Eq 'too large: [0-9]+ states, of at most 65536' "$tmp/told"
else
  skip 'the room in a table' 'mkrules runs on another machine'
fi
finish
