#!/bin/sh
# The rule of five, the policies that soften it, and counting exactly once: the
# same in both stores.
# shellcheck disable=SC2317 # functions are called through each_store

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/pgsql-server.sh
. "$top_srcdir/tests/pgsql-server.sh"
# shellcheck source=tests/ledger-lib.sh
. "$top_srcdir/tests/ledger-lib.sh"

rule_of_five () {
  new_ledger
  add_softs a@x.example 1 4
  same "$store: four soft bounces leave it active" "active 4" state a@x.example
  add_softs a@x.example 5 5
  same "$store: the fifth makes it hard" "hard 5" state a@x.example
  same "$store: it is on the suppression list" "a@x.example" \
    tally list --state=hard

  one b@x.example address-does-not-exist '<hard@test>'
  same "$store: a hard bounce does so at once" "hard 0" state b@x.example

  for i in 1 2 3 4 5; do
    one c@x.example unknown "<u$i@test>"
  done
  same "$store: unknown is soft" "hard 5" state c@x.example

  for i in 1 2 3 4 5 6; do
    one d@x.example '' "<d$i@test>" 2026-01-01T00:00:00Z 4.2.2 delayed
    one d@x.example '' "<s$i@test>" 2026-01-01T00:00:00Z 2.0.0 delivered
  done
  expect_status 1 "$store: delays and deliveries never count" \
    tally show d@x.example
}

exactly_once () {
  new_ledger
  for i in 1 2 3 4 5 6; do
    {
      printf 'source\tindex\trecipient\tcategory\tmessage_id\t'
      printf 'original_message_id\n'
      printf 'f%d\t%d\tA@X.example\tover-quota\t<n%d>\t<same@test>\n' "$i" "$i" "$i"
    } | pad | tally add
  done
  same "$store: copies and notifications of one message count once" \
    "active 1" state a@x.example
  for i in 1 2; do
    printf '%s\n' '{"recipient":"n@x.example","category":"unknown",
      "message_id":"<notice@test>"}' | tr -d '\n' | tally add
    printf '%s\n' \
      "{\"source\":\"$i\",\"index\":$i,\"recipient\":\"z@x.example\",\
\"category\":\"unknown\",\"diagnostic\":\"a\\\\b\"}" | tally add
    printf 'index\tsource\tdiagnostic\tcategory\trecipient\n%d\tq\t%s\n' \
      "$i" 'a\\b	unknown	z@x.example' | pad | tally add
  done
  same "$store: without it, the notification's Message-ID tells" "active 1" \
    state n@x.example
  same "$store: without both, what it says tells, in any format" "active 1" \
    state z@x.example

  one h@x.example over-quota '<m1@test>' 2026-01-01T00:00:00Z
  one h@x.example over-quota '<m2@test>' 2026-01-02T00:00:00Z
  one h@x.example inactive '<m1@test>' 2026-01-03T00:00:00Z
  same "$store: a hard bounce overrides a soft one of its message" "hard 1" \
    state h@x.example
  one h@x.example over-quota '<m1@test>' 2025-01-01T00:00:00Z
  same "$store: and never the other way round" "hard 1" state h@x.example
}

# Records that contradict each other in every way.
awkward_records () {
  awk 'BEGIN {
    srand (7)
    split ("over-quota blocked-content unknown inactive relay-error", kinds)
    for (i = 0; i < 400; i++)
      {
        name = rand () < .5 ? "user" : "User"
        printf "%s%d@X.example\t%s\t<m%d@test>\t", name, rand () * 12,
               kinds[1 + int (rand () * 5)], rand () * 25
        if (rand () < .9)
          printf "2026-01-%02dT00:00:00Z", 1 + rand () * 28
        printf "\t%d.4.%d\tfailed\n", rand () < .5 ? 4 : 5, rand () * 3
      }
    for (i = 0; i < 12; i += 3)
      printf "user%d@x.example\t\t\t2026-01-10T00:00:00Z\t2.0.0\tdelivered\n", i
  }'
}

any_order () {
  awkward_records >awkward
  for seed in 1 2 3; do
    new_ledger
    tally set delivered reset
    awk -v seed="$seed" 'BEGIN { srand (seed) } { print rand () "\t" $0 }' \
      awkward | sort | cut -f 2- >shuffled
    # In batches of any size, each given twice.
    split -l $((seed * 61)) shuffled part.
    for part in part.* part.*; do
      { header && cat "$part"; } | pad | tally add
    done
    rm part.*
    exported >"order$seed"
    tally list --long >"list$seed"
  done
  check "$store: there is something to compare" [ "$(wc -l <order1)" -gt 200 ]
  check_same "$store: the order of records leaves no trace (1)" order1 order2
  check_same "$store: the order of records leaves no trace (2)" order1 order3
  check_same "$store: nor in the list" list1 list3
}

policies () {
  new_ledger
  add_softs a@x.example 1 3
  same "$store: --soft-limit holds in this run" "hard 3" \
    state a@x.example --soft-limit=3
  same "$store: and in no other" "active 3" state a@x.example
  tally set soft-limit 3
  same "$store: set soft-limit holds at once" "a@x.example" \
    tally list --state=hard
  expect_status 1 "$store: and for check" tally check a@x.example
  tally set soft-limit 5

  today=$(date -u +%Y-%m-%dT00:00:00Z)
  for i in 1 2 3 4; do
    one w@x.example unknown "<old$i@test>" 2001-01-01T00:00:00Z
  done
  one w@x.example unknown '<new@test>' "$today"
  same "$store: without a window old bounces count" "hard 5" state w@x.example
  tally set window 30
  same "$store: within one they do not" "active 1" state w@x.example
  tally set window never

  one u@x.example blocked-content '<b1@test>'
  one u@x.example over-quota '<b2@test>'
  tally set uncounted blocked-content,unknown
  same "$store: uncounted categories do not count" "active 1" \
    state u@x.example
  tally set uncounted none
  same "$store: until they do" "active 2" state u@x.example

  one t@x.example relay-error '<t1@test>' 2026-01-01T00:00:00Z 4.4.3
  one p@x.example relay-error '<t1@test>' 2026-01-01T00:00:00Z 5.7.1
  same "$store: a 4.x.x routing failure is hard" "hard 0" state t@x.example
  tally set transient soft
  same "$store: or soft" "active 1" state t@x.example
  same "$store: but not a 5.x.x one" "hard 0" state p@x.example
  tally set transient hard

  one r@x.example over-quota '<r1@test>' 2026-01-01T00:00:00Z
  one r@x.example '' '<r2@test>' 2026-01-02T00:00:00Z 2.0.0 delivered
  same "$store: a delivery changes nothing" "active 1" state r@x.example
  tally set delivered reset
  one r@x.example '' '<r2@test>' 2026-01-02T00:00:00Z 2.0.0 delivered
  same "$store: or sets the count back" "active 0" state r@x.example
  one r@x.example over-quota '<r3@test>' 2026-01-03T00:00:00Z
  same "$store: and what comes later counts" "active 1" state r@x.example
  one p@x.example '' '<r2@test>' 2026-01-02T00:00:00Z 2.0.0 delivered
  same "$store: what is hard stays hard" "hard 0" state p@x.example
  tally set delivered ignore

  for key in original final; do
    {
      printf 'recipient\toriginal_recipient\tcategory\toriginal_message_id\n'
      printf 'end@k.example\tlist@k.example\tunknown\t<k@test>\n'
    } | pad | tally --key="$key" add
    tally list | grep '@k.example' | xargs >"key.$key"
  done
  same "$store: the contact is the original recipient" "list@k.example" \
    cat key.original
  same "$store: or the final one" "end@k.example list@k.example" \
    cat key.final

  expect_status 64 "$store: a wrong value is refused" tally set soft-limit 0
  expect_status 64 "$store: so is a hard category" \
    tally set uncounted inactive
  expect_status 64 "$store: and a setting that is none" tally set hard-limit 1
  expect_status 64 "$store: in an option, too" tally --window=x list
  tally set >policy
  printf '%s\t%s\n' soft-limit 5 window never spacing 0 uncounted none \
    transient hard delivered ignore hard-for never complaints block \
    our-ids any key original >expected
  check_same "$store: set shows the policy" expected policy
  tally stats | sed -n 's/^policy	//p' >actual
  check_same "$store: so does stats" expected actual
}

resetting () {
  new_ledger
  add_softs a@x.example 1 6
  tally reset A@X.example
  same "$store: reset makes active" "active 0" state a@x.example
  same "$store: and keeps the history" 7 echo \
    "$(tally show a@x.example | wc -l)"
  add_softs a@x.example 1 6
  same "$store: old mail seen again does not count" "active 0" \
    state a@x.example
  one a@x.example inactive '<late@test>'
  same "$store: nor does what bounced before and comes only now" "active 0" \
    state a@x.example
  one a@x.example inactive '<soft3@test>'
  same "$store: nor old mail that turns out hard" "active 0" \
    state a@x.example
  tick
  add_softs a@x.example 7 8 2199-01-01T00:00:00Z
  same "$store: new mail counts" "active 2" state a@x.example
  expect_status 1 "$store: nobody can be reset who is not there" \
    tally reset nobody@x.example

  tally forget a@x.example
  expect_status 1 "$store: what is forgotten is not there" \
    tally show a@x.example
  same "$store: nor anything of it" 0 echo \
    "$(tally export | grep -c a@x.example)"
  add_softs a@x.example 1 1
  same "$store: and begins anew" "active 1" state a@x.example
}

pgsql_start || echo "# $pgsql_missing"
each_store rule_of_five
each_store exactly_once
each_store any_order
each_store policies
each_store resetting

if [ -n "$pgsql_uri" ]; then
  # The same contradictory records again, in both stores.
  for store in sqlite pgsql; do
    new_ledger
    { header && cat awkward; } | pad | tally add
    tally reset user1@x.example
    exported | sed 's/"reset":"[^"]*"/"reset":"T"/' >"both.$store"
    tally export >"whole.$store"
  done
  check_same "both stores have the same export" both.sqlite both.pgsql
  store=sqlite
  new_ledger
  tally import whole.pgsql
  tally import whole.pgsql
  tally export >moved
  check_same "a ledger moves from PostgreSQL to SQLite" whole.pgsql moved
  store=pgsql
  new_ledger
  tally import moved
  tally export >back
  check_same "and back" whole.pgsql back
fi

finish
