#!/bin/sh
# How fast the ledger is.  For people: no part of `make check`.
#
#   tests/bench-ledger.sh [RECORDS [LINES]]
#
# RECORDS (100,000) go into a ledger of each store, and a send list of LINES
# (1,000,000) is checked against it: half of the lines name contacts.  Prints
# seconds and the most memory used.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/pgsql-server.sh
. "$top_srcdir/tests/pgsql-server.sh"
# shellcheck source=tests/ledger-lib.sh
. "$top_srcdir/tests/ledger-lib.sh"

records=${1-100000}
lines=${2-1000000}

milliseconds () {
  date +%s%N | sed 's/......$//'
}

# measure NAME COMMAND...: standard input and output are the command's.
measure () {
  measure_name=$1
  shift
  measure_began=$(milliseconds)
  if [ -x /usr/bin/time ]; then
    /usr/bin/time -f %M -o memory "$@" >measured
    measure_memory="$(tail -n 1 memory) KB"
  else
    "$@" >measured
    measure_memory=unknown
  fi
  echo "$store $measure_name $(($(milliseconds) - measure_began))" \
    "$measure_memory" | awk '{
      printf "%-7s %-36s %8.2f s  %s %s\n", $1, $2, $3 / 1000, $4, $5 }'
}

bench () {
  new_ledger
  set -- "$bouncetally" --ledger="$ledger"
  measure "add,$records-records" "$@" add records
  measure "the-same-again" "$@" add records
  measure "check,$lines-addresses" "$@" check <list
  measure "check,all-of-them-contacts" "$@" check <contacts
  measure list "$@" list --state=hard
  measure stats "$@" stats
  measure export "$@" export
}

# Each contact with one bounce or more, as many contacts as records.
{
  printf 'recipient\tcategory\toriginal_message_id\tdate\tstatus\tdiagnostic\n'
  awk -v n="$records" 'BEGIN {
    srand (1)
    split ("over-quota blocked-content unknown inactive", kinds)
    for (i = 0; i < n; i++)
      printf "user%d@domain%d.example\t%s\t<%d@bench>\t2026-01-%02dT00:00:00Z\t%s\n",
             i, i % 1000, kinds[1 + int (rand () * 4)], i, 1 + rand () * 28,
             "5.2.2\t552 5.2.2 The mailbox of the recipient is over quota"
  }'
} | cat >record-lines
mv record-lines records
awk -v n="$lines" -v contacts="$records" 'BEGIN {
  srand (2)
  for (i = 0; i < n; i++)
    {
      user = int (rand () * contacts * 2)
      printf "user%d@domain%d.example\n", user, user % 1000
    }
}' >list
awk -v n="$lines" -v contacts="$records" 'BEGIN {
  srand (3)
  for (i = 0; i < n; i++)
    {
      user = int (rand () * contacts)
      printf "user%d@domain%d.example\n", user, user % 1000
    }
}' >contacts

store=sqlite
bench
store=pgsql
if pgsql_start; then
  bench
else
  echo "pgsql   $pgsql_missing"
fi
