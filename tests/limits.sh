#!/bin/sh
# No input crashes, hangs or swells the program: of each of the mails of
# trouble.py it has the records that stand before the trouble, in 48 MB, and
# fills no log.  The processor's time is bounded by what a bare GMime parse (the
# yardstick) takes of the same bytes, and by what half of the mail takes.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
need python3

measure=$top_builddir/tests/measure
yardstick=$top_builddir/tests/yardstick
trouble=$top_srcdir/tests/trouble.py
kilobytes=48000
slower=1
if [ -n "$sanitized" ]; then # which makes a program slow and large
  kilobytes=4000000
  slower=20 # and the yardstick, which is GMime, not as much
fi

# seconds_of COMMAND...: the processor's; standard input is the file `input`
seconds_of () {
  "$measure" "$@" <input 3>&1 >records 2>errors | cut -d ' ' -f 1
}

# yards_of FILE: what the yardstick takes of it
yards_of () {
  gunzip -c "$1" >input 2>/dev/null || cat "$1" >input
  case $(head -c 5 input) in
  'From ') seconds_of "$yardstick" input ;;
  *) seconds_of "$yardstick" ;;
  esac
}

: >input
reads () { seconds_of "$bouncecat" -j1 -F recipient,category "$1"; }

# What this machine takes of a mail that is large and plain: the measure of what
# no size of the input explains, such as the start.
python3 "$trouble" header-lines >mail || exit 1
base=$(yards_of mail)
check "the yardstick takes time: $base s" \
  awk -v a="$base" 'BEGIN { exit !(a > 0) }'

# slow NAME: what is wrong with the time that `mail` takes, or nothing.  A busy
# machine takes some of it, too, so that one of three times is enough.
slow () {
  python3 "$trouble" "$1" 0.5 >half || exit 1
  for _ in 1 2 3; do
    slowness=$(compare_times)
    [ -n "$slowness" ] || return
  done
  echo "$slowness"
}

# above A B: whether A is more than `slower` times B
above () { awk -v a="$1" -v b="$2" -v n="$slower" 'BEGIN { exit !(a > n * b) }'; }

# What is read as fast as the plain mail needs no yardstick, which takes minutes
# of some of these, the more in a build with sanitizers.
compare_times () {
  took=$(reads mail)
  if above "$took" "$base"; then
    yards=$(yards_of mail)
    above "$took" "$(awk -v y="$yards" -v b="$base" 'BEGIN { print 2 * y + b }')" &&
      echo "$took s, and a bare parse $yards s"
  fi
  awk -v half="$(reads half)" -v took="$took" -v base="$base" \
    -v slower="$slower" 'BEGIN {
      if (took > 3 * half + slower * base / 10)
        print took " s, and half of it " half " s"
    }'
}

python3 "$trouble" >cases || exit 1
while read -r name least; do
  python3 "$trouble" "$name" >mail || exit 1
  "$measure" "$bouncecat" -F recipient,category mail \
    >found 2>said 3>measured
  status=$?
  read -r took used _ <measured
  slow=$(slow "$name")
  if [ "$status" -ne 0 ] && [ "$status" -ne 65 ]; then
    not_ok "$name: exit status $status"
    head -n 5 said | comment
  elif [ "$(wc -l <found)" -lt "$least" ]; then
    not_ok "$name: $(wc -l <found) records of $least"
    head -n 5 said | comment
  elif [ "$(wc -l <said)" -gt 22 ]; then
    not_ok "$name: $(wc -l <said) lines on standard error"
  elif [ -n "$slow" ]; then
    not_ok "$name: $slow"
  elif [ "$used" -gt "$kilobytes" ]; then
    not_ok "$name: $used KB"
  else
    ok "$name ($took s, $used KB)"
  fi
done <cases

# One after another, none of these leaves anything that the next has to bear,
# nor do several threads have more than one of them.
worst='full-to-the-brim forwarded full-and-odd json-objects full-of-words
  quoted-replies long-diagnostics attached eight-bit-parts many-reasons
  long-subject short-lines short-lines short-lines'
mkdir worst
for name in $worst $worst; do
  n=$((${n-0} + 1))
  python3 "$trouble" "$name" >worst/$n || exit 1
  {
    echo 'From MAILER-DAEMON Mon Nov 16 10:00:00 2026'
    cat worst/$n
    echo
  } >>mails
done

# holds NAME COMMAND...: of all of them COMMAND has the records, in 48 MB
holds () {
  name=$1
  shift
  "$measure" "$@" 3>measured 2>said | wc -l >found
  read -r took used _ <measured
  check "$name: the records of all" \
    [ "$(cat found)" -eq 240000 ]
  check "$name: $used KB ($took s)" [ "${used:-$((kilobytes + 1))}" -le "$kilobytes" ]
}

for jobs in 1 2 4 64; do
  holds "the worst in one mailbox, -j$jobs" \
    "$bouncecat" -j$jobs -F recipient mails
done
holds 'from a pipe, -j4' \
  sh -c 'cat mails | exec "$0" "$@"' "$bouncecat" -j4 -F recipient
holds 'in a directory, -j2' "$bouncecat" -j2 -F recipient worst
holds 'as JSON, -j2' "$bouncecat" -j2 --format=json mails

finish
