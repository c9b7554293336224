#!/bin/sh
# folds.sh REFERENCE [N]: rules and model together, on wordings that the model
# has not seen.  REFERENCE is a folder with wordings-2.tsv (the one that
# src/rules/data/labelled/wordings-2.tsv was made of, line by line) and
# wrap2.py, which puts each row into a notification.  N times (11) a bouncecat
# is linked whose model lacks the sources of one fold, and judges the rows of
# that fold.  `make folds REFERENCE=...` calls it, with LINK (how a program is
# linked), COMPILE, LIBRARIES and LEARNED in the environment.
# The rules are those of the tree: what was made of a row since is not unseen.
set -eu

reference=$1
folds=${2:-11}
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 "$reference/wrap2.py" "$work"
fold=0
while [ "$fold" -lt "$folds" ]; do
  # shellcheck disable=SC2086 # lists of words
  {
    src/rules/mkmodel --without="$fold/$folds" $LEARNED >"$work/model.c"
    $COMPILE -c "$work/model.c" -o "$work/model.o"
    $LINK -o "$work/bouncecat" src/cat/bouncecat.o "$work/model.o" $LIBRARIES
    src/rules/mkmodel --rows="$fold/$folds" $LEARNED
  } | sed -n 's/.*wordings-2\.tsv:\([0-9]*\)$/\1/p' |
    while read -r line; do
      # The tree's table has two more lines above its rows.
      echo "$work/mail/wording-$((line - 2)).eml"
    done >"$work/names"
  "$work/bouncecat" --all --format=json --files-from="$work/names" \
    >>"$work/found" || [ $? = 65 ]
  fold=$((fold + 1))
done
python3 "$here/folds.py" "$work/labels.jsonl" "$reference/wordings-2.tsv" \
  "$work/found"
