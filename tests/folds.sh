#!/bin/sh
# folds.sh [N]: the whole program on wordings that it has not seen.  The labelled
# rows (LEARNED in the environment, as mkmodel takes them) are parted in N folds
# (8) by their source.  For each fold a bouncecat is linked whose model lacks the
# rows of the fold, and whose rules lack those that nothing outside the fold
# supports: that decide no other row, and whose example is much like one of the
# fold's.  It judges the rows of the fold, each in a notification.
#
# With MISSES=FILE in the environment, what was judged wrongly goes there: label,
# verdict, what decided, how sure, language, file and line, text.
#
# `make folds` calls it, with LINK (how a program is linked), COMPILE, LIBRARIES
# and LEARNED in the environment.  It flatters still: a rule that other rows
# support may have got its alternatives from one of the fold, and so may a notion
# its words.
set -eu

folds=${1:-8}
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# shellcheck source=tests/reply-mails.sh
. "$here/reply-mails.sh"

rules='' files=''
for word in $LEARNED; do
  case $word in
  --rules=*) rules="$rules $word" ;;
  *) files="$files $word" ;;
  esac
done

# FILE:LINE TAB the row
for file in $files; do
  awk -v OFS='\t' '/^[^#]/ { print FILENAME ":" FNR, $0 }' "$file"
done >"$work/rows"
cut -f 2-6 "$work/rows" >"$work/five"
reply_mails "$work/five" >"$work/mbox"
src/bouncecat --list-rules >"$work/rules"
src/bouncecat --explain --all --no-likeness "$work/mbox" >"$work/explained"
fold=0
while [ "$fold" -lt "$folds" ]; do
  # shellcheck disable=SC2086 # lists of words
  {
    src/rules/mkmodel --rows="$fold/$folds" $files >"$work/names"
    src/rules/mkmodel $rules --without="$fold/$folds" $files >"$work/model.c"
    python3 "$here/folds.py" rules "$work" >"$work/left"
    src/rules/mkrules rules "$work/left" >"$work/builtin.c"
    $COMPILE -O0 -c "$work/model.c" -o "$work/model.o"
    $COMPILE -O0 -c "$work/builtin.c" -o "$work/builtin.o"
    $LINK -o "$work/bouncecat" src/cat/bouncecat.o "$work/model.o" \
      "$work/builtin.o" $LIBRARIES
  }
  awk -F '\t' -v OFS='\t' 'FILENAME == ARGV[1] { wanted[$1]; next }
    $1 in wanted' "$work/names" "$work/rows" >"$work/some"
  cut -f 2-6 "$work/some" >"$work/five"
  reply_mails "$work/five" >"$work/fold-mbox"
  "$work/bouncecat" --all -F index,category,evidence,confidence \
    "$work/fold-mbox" >"$work/verdicts" || [ $? = 65 ]
  python3 "$here/folds.py" verdicts "$work" >>"$work/found"
  fold=$((fold + 1))
done
[ -z "${MISSES-}" ] ||
  awk -F '\t' '$1 != $2' "$work/found" >"$MISSES"
python3 "$here/folds.py" report "$work"
