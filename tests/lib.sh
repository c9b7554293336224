# shellcheck shell=sh disable=SC2034 # the variables are for those who source it
# lib.sh: what the test scripts share.  To be sourced, first thing, by a POSIX
# shell.  Prints TAP; the plan comes at the end, so a script that dies before
# `finish` is an error, never a pass.
#
#   ok NAME                  a test that passed
#   not_ok NAME              one that failed
#   skip NAME REASON         one that can't be run here, and why
#   check NAME COMMAND...    passes if the command does
#   check_same NAME EXPECTED ACTUAL     passes if the two files are the same
#   expect_status STATUS NAME COMMAND...  passes if it exits with that status
#   skip_all REASON          ends the script: nothing of it can be run here
#   need PROGRAM...          skip_all unless all of them are installed
#   await COMMAND...         until the command succeeds, however long that takes:
#                            its failure is for what does not come in half an
#                            hour
#   await_of PID COMMAND...  the same, as long as there is that process
#   unprivileged COMMAND...  runs it, for root as nobody; $tmp is open to it,
#                            and $tmp/programs has copies of the programs
#   faulty KIND:N COMMAND... lets the Nth call of a KIND of tests/faults.c fail,
#                            for N+ those after it, too; then there is the
#                            directory $tmp/hit.  Where that can't be,
#                            $no_faults says why: find_faults first
#   finish                   the plan; the script's last line
#
# A test that fails prints what it saw as "# " lines.  The script runs in
# $tmp, a directory of its own that goes away with it.

set -u
LC_ALL=C.UTF-8
TZ=UTC
export LC_ALL TZ
unset BOUNCECAT_LEDGER COLUMNS G_MESSAGES_DEBUG NO_COLOR
# Nor the rules of the user or of the site: empty means none.
BOUNCECAT_RULES=
export BOUNCECAT_RULES

if [ -z "${top_srcdir-}" ]; then
  top_srcdir=$(cd "$(dirname "$0")/.." && pwd)
fi
: "${top_builddir=$top_srcdir}"
fixtures=$top_srcdir/fixtures
bouncecat=$top_builddir/src/bouncecat
bouncetally=$top_builddir/src/bouncetally
sanitized=${BOUNCE_SANITIZED-}

tests_run=0
tests_failed=0

tmp=$(mktemp -d "${TMPDIR:-/tmp}/bouncecat-test.XXXXXX") || exit 1
trap 'cd / && rm -rf "$tmp"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
# No test reads or makes a ledger of the user's.
HOME=$tmp/home
XDG_CONFIG_HOME=$HOME/.config
XDG_DATA_HOME=$HOME/.local/share
export HOME XDG_CONFIG_HOME XDG_DATA_HOME
mkdir "$HOME"
cd "$tmp" || exit 1

ok () {
  tests_run=$((tests_run + 1))
  echo "ok $tests_run - $1"
}

not_ok () {
  tests_run=$((tests_run + 1))
  case $1 in
  *'# TODO '*) ;; # TAP: expected to fail
  *) tests_failed=$((tests_failed + 1)) ;;
  esac
  echo "not ok $tests_run - $1"
}

skip () {
  tests_run=$((tests_run + 1))
  echo "ok $tests_run - $1 # SKIP $2"
}

skip_all () {
  echo "1..0 # SKIP $1"
  exit 0
}

need () {
  for program; do
    command -v "$program" >/dev/null || skip_all "$program is not installed"
  done
}

# Standard input, or the named files, as TAP comments.
comment () {
  sed 's/^/# /' "$@"
}

check () {
  check_name=$1
  shift
  if "$@" >"$tmp/check.out" 2>&1; then
    ok "$check_name"
  else
    check_status=$?
    not_ok "$check_name"
    echo "# exit status $check_status: $*"
    comment "$tmp/check.out"
  fi
}

check_same () {
  if cmp -s "$2" "$3"; then
    ok "$1"
  else
    not_ok "$1"
    diff -u "$2" "$3" 2>&1 | head -n 40 | comment
  fi
}

# The command's output is left in $tmp/out and $tmp/err.
expect_status () {
  expected_status=$1
  check_name=$2
  shift 2
  actual_status=0
  "$@" >"$tmp/out" 2>"$tmp/err" || actual_status=$?
  if [ "$actual_status" -eq "$expected_status" ]; then
    ok "$check_name"
  else
    not_ok "$check_name"
    echo "# exit status $actual_status, not $expected_status: $*"
    head -n 20 "$tmp/out" "$tmp/err" | comment
  fi
}

# The nap only leaves the processor to what is waited for.
await () {
  await_of $$ "$@"
}

await_of () {
  await_pid=$1
  await_end=$(($(date +%s) + 1800))
  shift
  until "$@" >/dev/null 2>&1; do
    kill -0 "$await_pid" 2>/dev/null || return 1
    [ "$(date +%s)" -lt "$await_end" ] || return 1
    sleep 0.05
  done
}

unprivileged () {
  if [ ! -d "$tmp/programs" ]; then
    mkdir "$tmp/programs" || return
    cp "$bouncecat" "$bouncetally" "$tmp/programs" || return
    chmod 755 "$tmp" "$tmp/programs" || return
  fi
  if [ "$(id -u)" -eq 0 ]; then
    setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
  else
    "$@"
  fi
}

# A sanitizer's library must be the first one.
find_faults () {
  faults=$top_builddir/tests/faults.so
  no_faults=
  if [ ! -e "$faults" ]; then
    no_faults='this compiler makes no library to preload'
  elif [ -n "$sanitized" ]; then
    asan=$(ldd "$bouncetally" | awk '/libasan/ { print $3 }')
    faults=$asan:$faults
    [ -n "$asan" ] || no_faults='the sanitizer is no library'
  fi
}

faulty () {
  faulty_kind=$1
  shift
  rm -rf "$tmp/hit"
  (
    BOUNCE_FAULT=$faulty_kind
    BOUNCE_FAULT_LOG=$tmp/hit
    LD_PRELOAD=$faults
    export BOUNCE_FAULT BOUNCE_FAULT_LOG LD_PRELOAD
    "$@"
  )
}

finish () {
  echo "1..$tests_run"
  [ "$tests_failed" -eq 0 ]
  exit
}
