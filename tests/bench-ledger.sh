#!/bin/sh
# How fast the ledger is.  For people: no part of `make check`.
#
#   tests/bench-ledger.sh [CONTACTS [RECORDS [STORE]]]
#
# A ledger of CONTACTS (100,000) in each store, or in STORE (sqlite, pgsql).
# Addresses come in no order.  Then RECORDS (100,000) of addresses at random go
# into it, half of which it has, and a send list of as many addresses as there
# are contacts is checked.  At the end one more bounce is counted of an address
# that has 40, and of one that has 40,000.  Prints seconds, those of them that
# the processor worked for it, which do not depend on what else the machine does,
# the most memory used, and what was written.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/pgsql-server.sh
. "$top_srcdir/tests/pgsql-server.sh"
# shellcheck source=tests/ledger-lib.sh
. "$top_srcdir/tests/ledger-lib.sh"

contacts=${1-100000}
records=${2-100000}
stores=${3-sqlite pgsql}

milliseconds () {
  date +%s%N | sed 's/......$//'
}

# measure NAME COMMAND...: standard input and output are the command's.
measure () {
  measure_name=$1
  shift
  measure_began=$(milliseconds)
  # What runs beside the shell reads nothing unless it is told to.
  exec 3<&0
  "$@" >/dev/null <&3 3<&- &
  measure_pid=$!
  exec 3<&-
  measure_written=0
  measure_memory=0
  measure_ticks=0
  while measure_io=$(sed -n 's/^write_bytes: //p' "/proc/$measure_pid/io" \
    2>/dev/null) && [ -n "$measure_io" ]; do
    measure_written=$measure_io
    measure_peak=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' \
      "/proc/$measure_pid/status" 2>/dev/null)
    measure_memory=${measure_peak:-$measure_memory}
    measure_now=$(sed 's/.*) //' "/proc/$measure_pid/stat" 2>/dev/null |
      cut -d ' ' -f 12,13 | tr ' ' +)
    measure_ticks=$((${measure_now:-$measure_ticks}))
    sleep 0.02
  done
  wait $measure_pid
  echo "$store $measure_name $(($(milliseconds) - measure_began))" \
    "$measure_memory $measure_written $measure_ticks $(getconf CLK_TCK)" |
    awk '{ printf "%-7s %-30s %8.2f s %8.2f s of it %5.0f MB %8.1f MB written\n",
      $1, $2, $3 / 1000, $6 / $7, $4 / 1024, $5 / 1000000 }'
}

instructions () {
  instructions_name=$1
  shift
  if command -v valgrind >/dev/null; then
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>counted \
      >/dev/null
    sed -n "s/.*Collected : \([0-9]*\)/$store    $instructions_name \1/p" \
      counted
  fi
}

one_more () {
  printf '{"recipient":"heavy%d@x.example","category":"over-quota",%s}\n' "$1" \
    "\"original_message_id\":\"<one-more@test>\"" >one-more
  instructions "one-more-of-$1,instructions" "$bouncetally" \
    --ledger="$ledger" add one-more
}

bench () {
  new_ledger
  set -- "$bouncetally" --ledger="$ledger"
  measure "add,$contacts-contacts" "$@" add first
  measure "add,$records-at-random" "$@" add more-records
  measure "the-same-again" "$@" add more-records
  measure "check,$contacts-addresses" "$@" check <list
  measure list-blocked "$@" list --state=blocked
  measure list-long "$@" list --long
  measure stats "$@" stats
  measure export "$@" export
  "$@" add heavy
  one_more 40
  one_more 40000
}

# lines FIRST COUNT RANGE SEED: bounces of COUNT addresses; RANGE 0: of each in
# turn, in an order that is none, else of any below RANGE.
lines () {
  printf 'recipient\tcategory\toriginal_message_id\tdate\tstatus\tdiagnostic\n'
  awk -v first="$1" -v n="$2" -v range="$3" -v seed="$4" 'BEGIN {
    srand (seed)
    split ("over-quota blocked-content unknown inactive", kinds)
    for (i = 0; i < n; i++)
      {
        user = range ? int (rand () * range) : (i * 7919 + 13) % n
        printf "user%d@domain%d.example\t%s\t<%d.%d@bench>\t%s-%02dT00:00:00Z\t%s\n",
               user, user % 1000, kinds[1 + int (rand () * 4)], i, seed,
               "2026-01", 1 + rand () * 28,
               "5.2.2\t552 5.2.2 The mailbox of the recipient is over quota"
      }
  }'
}

lines 0 "$contacts" 0 1 | pad >first
lines 0 "$records" $((contacts * 2)) 2 | pad >more-records
awk -v n="$contacts" 'BEGIN {
  srand (3)
  for (i = 0; i < n; i++)
    {
      user = int (rand () * n * 2)
      printf "user%d@domain%d.example\n", user, user % 1000
    }
}' >list
awk 'BEGIN {
  split ("40 40000", sizes)
  for (j = 1; j <= 2; j++)
    for (i = 0; i < sizes[j]; i++)
      printf "{\"recipient\":\"heavy%d@x.example\",\"category\":\"over-quota\"" \
             ",\"original_message_id\":\"<%d@heavy>\"}\n", sizes[j], i
}' >heavy

for store in $stores; do
  if [ "$store" = sqlite ] || [ -n "$pgsql_uri" ] || pgsql_start; then
    bench
  else
    echo "$store   $pgsql_missing"
  fi
done
