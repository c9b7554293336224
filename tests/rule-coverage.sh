#!/bin/sh
# The rules that no fixture and no row of replies*.tsv is decided by, and how
# many alternatives of each rule and class none of these and no example has:
# rules-unreached.tsv and rules-uncovered.tsv.  Both only get shorter.
#
# rule-coverage.sh             compares
# rule-coverage.sh --update    writes both: what git diff adds to them wants a
#                              row in replies*.tsv instead
# rule-coverage.sh --words     prints the alternatives that are not covered

mode=${1-}

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/reply-mails.sh
. "$top_srcdir/tests/reply-mails.sh"
need python3

for table in "$top_srcdir"/tests/replies*.tsv; do
  grep -v '^#' "$table"
done >rows
reply_mails rows >mbox
find "$fixtures" -name '*.eml' | sort >mails
"$bouncecat" --list-rules >rules
# judge OPTION: what is said of each of these failures.
judge () {
  "$bouncecat" "$1" --no-likeness --files-from=mails
  "$bouncecat" "$1" --no-likeness mbox
}
judge --explain >explained 2>errors
judge --fields=evidence >evidence 2>>errors
coverage () {
  python3 "$top_srcdir/tests/rule-coverage.py" rules explained evidence \
    rules-unreached.tsv rules-uncovered.tsv words
}

case $mode in
--update)
  coverage && cp rules-unreached.tsv rules-uncovered.tsv "$top_srcdir/tests"
  exit
  ;;
--words)
  coverage && cat words
  exit
  ;;
esac

check 'fixtures and replies are read' grep -q '(rule' explained
check 'what reaches which rule is seen' coverage
known=$top_srcdir/tests
comm -13 "$known/rules-unreached.tsv" rules-unreached.tsv >new
check 'all other rules are reached; --update after other changes' \
  diff /dev/null new
comm -23 "$known/rules-unreached.tsv" rules-unreached.tsv >gone
check 'what is reached by now stands in the list no more (--update)' \
  diff gone /dev/null
# Where more alternatives are not covered than were: these are they.
awk -F '\t' '
  FILENAME != "words" && FILENAME != "rules-uncovered.tsv" { were[$1] = $2 }
  FILENAME == "rules-uncovered.tsv" && $2 > were[$1] + 0 {
    more[$1] = 1
    print "there were " were[$1] + 0 ": " $0
  }
  FILENAME == "words" && $1 in more' \
  "$known/rules-uncovered.tsv" rules-uncovered.tsv words >new
check 'no more alternatives are without a text that has them' \
  diff /dev/null new

finish
