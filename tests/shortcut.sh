#!/bin/sh
# Whatever the pruner leaves out makes no difference: with --no-shortcut, where GMime
# gets the whole mail, the records are the same to the byte.  Over all fixtures,
# the corpora where there are any, and thousands of damaged copies.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

mutate=$top_builddir/tests/mutate
mutants=3000
tsv=recipient,category,type,status,action,evidence,remote_mta,date
tsv=$tsv,original_message_id
[ -z "$sanitized" ] || mutants=600

# compare NAME DIRECTORY: with all fields, and with those of TSV, for which less
# is decoded.
compare () {
  "$bouncecat" --all -j2 "$2" >with 2>/dev/null
  "$bouncecat" --all -j2 --no-shortcut "$2" >without 2>/dev/null
  check_same "$1, in TSV" without with
  cut -f 1-9 with >expected
  "$bouncecat" --all -f json -j2 "$2" >with 2>with.err
  "$bouncecat" --all -f json -j2 --no-shortcut "$2" >without 2>without.err
  "$bouncecat" --all -j2 -F "$tsv,event" "$2" 2>/dev/null | cut -f 1-9 >actual
  check_same "$1, the same beside an event" expected actual
  if [ -s with ]; then
    check_same "$1" without with
  else
    not_ok "$1: there are records"
  fi
  check_same "$1: the same is said on stderr" without.err with.err
}

compare "fixtures" "$fixtures"
for corpus in corpus corpus-2; do
  if [ -d "$top_srcdir/../shared/$corpus/mail" ]; then
    compare "$corpus" "$top_srcdir/../shared/$corpus/mail"
  else
    skip "$corpus" "there is none beside the tree"
  fi
done

find "$fixtures" -name '*.eml' | LC_ALL=C sort >list
for seed in 1 2; do
  mkdir "mutants-$seed"
  # Names of fixtures hold no spaces.
  # shellcheck disable=SC2046
  "$mutate" "$seed" "$mutants" "mutants-$seed" $(cat list) || exit 1
  compare "mutants, seed $seed" "mutants-$seed"
done

finish
