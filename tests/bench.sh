#!/bin/bash
# bench.sh [FOLDER]: how fast bouncecat is beside a bare GMime parse of the same
# mail, how much memory it takes, and what one message on stdin costs: over the
# mails of FOLDER, 40 times over, and over bounces composed from the fixtures.
# Run as `make bench` or `make bench MAIL=FOLDER`.  Ratios of one run count, not
# seconds: the machine may be busy.  Needs COUNT (25000) times 20 KB of room in
# $TMPDIR.

set -eu
folder=${1:+$(realpath "$1")}
count=${COUNT:-25000}
rounds=${ROUNDS:-5}
top_srcdir=${top_srcdir:-$(cd "$(dirname "$0")/.." && pwd)}
top_builddir=${top_builddir:-$top_srcdir}
bouncecat=$(realpath "$top_builddir/src/bouncecat")
yardstick=$(realpath "$top_builddir/tests/yardstick")
measure=$(realpath "$top_builddir/tests/measure")
make_mail=$(realpath "$top_srcdir/tests/bench-mail.py")
fixtures=$(realpath "$top_srcdir/fixtures")
tmp=$(mktemp -d "${TMPDIR:-/tmp}/bouncecat-bench.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

# once NAME COMMAND...: the best time and the largest memory of NAME so far.
once () {
  local name=$1 seconds kilobytes
  shift
  "$measure" "$@" 3>measured >/dev/null
  read -r seconds kilobytes _ <measured
  echo "$seconds $kilobytes" >>"$name.times"
}

best () {
  sort -n "$1.times" | head -n 1 | cut -d' ' -f1
}

largest () {
  cut -d' ' -f2 "$1.times" | sort -n | tail -n 1
}

# row NAME TITLE: a line of the table, beside the yardstick's.
row () {
  awk -v title="$2" -v s="$(best "$1")" -v y="$(best yardstick)" \
    -v kb="$(largest "$1")" -v n="$mails" -v b="$bytes" 'BEGIN {
      printf "%-28s %8.2f %10.0f %8.1f %8.2f %8.1f\n", title, s, n / s,
        b / s / 1e6, s / y, kb / 1024 }'
}

# table WHAT: a table over mbox and maildir.
table () {
  local mails bytes
  mails=$(find maildir -type f | wc -l)
  bytes=$(stat -c %s mbox)
  rm -f ./*.times
  for _ in $(seq "$rounds"); do
    once yardstick "$yardstick" mbox
    once j1 "$bouncecat" -j1 mbox
    once j2 "$bouncecat" -j2 mbox
    once json "$bouncecat" -j1 -f json mbox
    once maildir "$bouncecat" -j1 maildir
  done
  echo "$mails $1, $((bytes / 1000000)) MB; best of $rounds in turn," \
    "$(nproc) processors"
  printf '%-28s %8s %10s %8s %8s %8s\n' "" seconds messages/s MB/s ratio \
    peak-MB
  row yardstick "yardstick: bare GMime"
  row j1 "bouncecat -j1 mbox"
  row j2 "bouncecat -j2 mbox"
  row json "bouncecat -j1 -f json mbox"
  row maildir "bouncecat -j1 Maildir"
  awk -v a="$(best j1)" -v b="$(best j2)" -v c="$(best maildir)" 'BEGIN {
    printf "-j2 takes %.2f of -j1; a Maildir %.2f of the mbox\n\n", b / a, c / a
  }'
}

if [ -n "$folder" ]; then
  python3 "$make_mail" mbox-of 40 "$folder" >mails
  mv mails mbox
  python3 "$make_mail" maildir-of 40 "$folder" maildir
  table "mails of yours"
  rm -rf mbox maildir
fi
echo "making $count bounces ..." >&2
python3 "$make_mail" mbox "$count" "$fixtures" >mails
mv mails mbox
python3 "$make_mail" maildir "$count" "$fixtures" maildir
bytes=$(stat -c %s mbox)
table "composed bounces"

one=$(find "$fixtures" -name '*.eml' -path '*/postfix/*' | sort | head -n 1)
for _ in $(seq 50); do
  once start "$bouncecat" "$one"
done
echo "one message: $(best start) s, peak memory: $(($(largest start) / 1024)) MB"

echo
echo "peak memory, MB"
memory () {
  local title=$1
  shift
  rm -f memory.times
  once memory "$@"
  printf '%-44s %6.1f\n' "$title" \
    "$(awk -v k="$(largest memory)" 'BEGIN { print k / 1024 }')"
}
head -c 100000000 mbox >mbox100
memory "mbox of 100 MB, -j2" "$bouncecat" -j2 mbox100
# shellcheck disable=SC2016 # the inner shell expands it
memory "mbox of 1 GB on stdin, -j2" sh -c '
  for _ in $(seq "$1"); do cat mbox; done | "$0" -j2 -' \
  "$bouncecat" $((1000000000 / bytes + 1))
rm -rf maildir mbox100
python3 "$make_mail" maildir 100000 "$fixtures" many
memory "Maildir of 100,000 files, -j2" "$bouncecat" -j2 many
# shellcheck disable=SC2016
memory "one message of 300 MB on stdin" sh -c '
  python3 "$1" big 300 | "$0"' "$bouncecat" "$make_mail"
