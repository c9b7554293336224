#!/bin/sh
# run.sh PROGRAM: bouncecat with threads under ThreadSanitizer: to its end, with
# a ledger, and ended early by --quiet and by a closed pipe.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"

case $1 in
/*) program=$1 ;;
*) program=$top_builddir/$1 ;;
esac

# Of libraries that are not built for it, what they do among themselves is
# not ours to judge; nor how the C library closes converters of charsets.
cat >suppressions <<'EOT'
called_from_lib:libglib-2.0.so
called_from_lib:libgobject-2.0.so
called_from_lib:libgmime-3.0.so
called_from_lib:libuchardet.so
race:_dl_close_worker
EOT
TSAN_OPTIONS="suppressions=$tmp/suppressions exitcode=99 halt_on_error=1"
export TSAN_OPTIONS
# GLib hands small blocks that it keeps from thread to thread under a mutex of
# its own: the next owner's use would be taken for a race with the last one's.
G_SLICE=always-malloc
export G_SLICE

find "$fixtures" -name '*.eml' | LC_ALL=C sort >names
mbox 300 >box

# run NAME COMMAND...: no race, and as the program without threads.
run () {
  name=$1
  shift
  "$bouncecat" --no-sandbox -j1 "$@" >expected 2>/dev/null
  expect_status 0 "$name" "$program" --no-sandbox -j4 "$@"
  check_same "$name: the same" expected out
}
run 'the fixtures' -afjson --files-from=names
run 'an mbox' -afjson box
run 'an explanation' --explain --files-from=names
run 'counts' --summary --files-from=names
expect_status 0 'a ledger' "$program" --no-sandbox -j4 -q -l ledger box
expect_status 0 'the first bounce is enough' \
  "$program" --no-sandbox -j4 -q --files-from=names
{
  "$program" --no-sandbox -j4 box 2>err
  echo $? >status
} | head -n 1 >first
echo 0 >expected
check_same 'a closed pipe' expected status

finish
