#!/bin/sh
# run.sh SECONDS PROGRAMS [TARGET...]: each fuzz target of the folder PROGRAMS
# for that many seconds, from seeds that are made of the fixtures.  What it
# finds stays in PROGRAMS/TARGET-*; the exit status is 1 then.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

case $2 in
/*) programs=$2 ;;
*) programs=$top_builddir/$2 ;;
esac
seconds=$1
shift 2
[ $# -gt 0 ] || set -- add fields import mbox message reply rules words

for target; do
  mkdir -p "$tmp/seeds/$target" "$programs/corpus/$target"
done
cd "$tmp/seeds" || exit 1

# split_lines TARGET LINES: standard input, so many lines a seed.
split_lines () {
  if [ -d "$1" ]; then
    split -a 4 -l "$2" - "$1/"
  else
    cat >/dev/null
  fi
}

find "$fixtures" -name '*.eml' -size -16k | LC_ALL=C sort >../names
[ ! -d message ] || awk 'NR % 4 == 0' ../names | tr '\n' '\0' |
  xargs -0 cp --backup=numbered -t message
if [ -d mbox ]; then
  awk 'NR % 40 == 0' ../names | while IFS= read -r name; do
    {
      echo 'From x Mon Nov 23 08:46:36 2026'
      cat "$name"
      printf '\nFrom y Mon Nov 23 08:46:36 2026\n>From z\nA: 1\n\nb\n'
    } >"mbox/$(basename "$name")"
  done
  printf 'A: 1\n\nb\n' | gzip >mbox/gzip
fi
tr '\n' '\0' <../names | xargs -0 cat | awk '
  /^[Ff]inal-[Rr]ecipient:/ { left = 8 }
  left-- > 0' | split_lines fields 20
cut -f 1 "$top_srcdir/tests/replies.tsv" | tee ../replies |
  awk 'NR % 5 == 0 { print "\001" $0 }' | split_lines words 1
awk 'NR % 5 == 0' ../replies | split_lines reply 1
"$bouncecat" --list-rules | head -n 3000 | split_lines rules 40
"$bouncecat" -afjson --files-from=../names >../json
awk 'NR % 10 == 0' ../json | split_lines add 3
if [ -d import ]; then
  "$bouncetally" -l ../ledger add ../json 2>/dev/null
  "$bouncetally" -l ../ledger export | split_lines import 20
fi

ASAN_OPTIONS=detect_leaks=1
UBSAN_OPTIONS=print_stacktrace=1
G_SLICE=always-malloc
export ASAN_OPTIONS UBSAN_OPTIONS G_SLICE
failed=0
for target; do
  if "$programs/$target" -max_total_time="$seconds" -max_len=16384 \
    -timeout=25 -rss_limit_mb=2048 -print_final_stats=1 \
    -dict="$top_srcdir/tests/fuzz/mail.dict" \
    -artifact_prefix="$programs/$target-" \
    "$programs/corpus/$target" "$target" >"$tmp/log" 2>&1; then
    echo "fuzz: $target: $(awk '/number_of_executed_units/ { print $2 }' \
      "$tmp/log") executions, nothing found"
  else
    failed=1
    grep -v '^#[0-9]' "$tmp/log" | tail -n 60
    echo "fuzz: $target: FOUND something: $programs/$target-*"
  fi
done
exit "$failed"
