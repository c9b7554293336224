#!/bin/sh
# The states of a contact and what moves it from one to another: complaints,
# suppression, resets, keep-out, pruning, and the policies that ask when a
# bounce was and whose.
# shellcheck disable=SC2317 # functions are called through each_store

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/pgsql-server.sh
. "$top_srcdir/tests/pgsql-server.sh"
# shellcheck source=tests/ledger-lib.sh
. "$top_srcdir/tests/ledger-lib.sh"

complaint () {
  printf '{"kind":"feedback","recipient":"%s","feedback_type":"%s",%s}\n' \
    "$1" "$2" "\"date\":\"${3-2026-01-01T00:00:00Z}\",\"message_id\":\"<c@f>\",
\"original_message_id\":\"${4-<o@test>}\"" | tr -d '\n' | tally add
}

complaints () {
  new_ledger
  complaint a@x.example abuse
  complaint b@x.example not-spam
  same "$store: who complains is not mailed" "complained 0" state a@x.example
  expect_status 1 "$store: nor checked" tally check A@x.example
  expect_status 1 "$store: what is no complaint is none" tally show b@x.example
  same "$store: list --state=complained" a@x.example \
    tally list --state=complained
  same "$store: it is blocked" a@x.example tally list --state=blocked
  tally set complaints ignore
  same "$store: unless complaints are ignored" "active 0" state a@x.example
  tally set complaints block
  tally reset a@x.example
  same "$store: reset clears it" "active 0" state a@x.example
  complaint a@x.example abuse
  same "$store: also if it comes again" "active 0" state a@x.example
}

# A line that is not read as what it says leaves somebody to whom mail goes on.
other_lists () {
  new_ledger
  {
    printf '\357\273\277"bom@x.example"\n'
    printf '%s\n' "'quoted@x.example'" '"Man, A" <named@x.example>' \
      '"Man <both@x.example>"' mailto:url@x.example '"a b"@x.example' \
      '<@relay.example:route@x.example>' '<@all.example>' root@localhost
    printf 'crlf@x.example\r\n'
  } >list
  expect_status 0 "$store: a list as other programs write one" \
    sh -c '"$1" --ledger="$2" suppress - <list' - "$bouncetally" "$ledger"
  same "$store: all of it is understood" '@all.example
"a b"@x.example
bom@x.example
both@x.example
crlf@x.example
named@x.example
quoted@x.example
root@localhost
route@x.example
url@x.example' tally list --state=suppressed --every-key
  new_ledger
  printf '%s\n' email a@x.example >list
  expect_status 0 "$store: with a heading" \
    sh -c '"$1" --ledger="$2" suppress - <list' - "$bouncetally" "$ledger"
  same "$store: which is no address" a@x.example \
    tally list --state=suppressed --every-key
  cat >list <<END
a@x.example, b@x.example
Ann <a@x.example>, Bob <b@x.example>
<a@x.example> <b@x.example>
"b@x.example" <a@x.example>
a@x.example b@x.example
a@x.example (Ann)
a@x.example # moved
a@x.example|b@x.example
a@x.example@y.example
*@x.example
x.example
@.x.example
@*.x.example
@
<>
a@
$(printf '\302\240a@x.example')
$(printf 'a@x.example\342\200\213')
$(printf '\033[1ma@x.example')
END
  for how in suppress 'forget --keep-out'; do
    new_ledger
    tally set soft-limit 5
    expect_status 65 "$store: $how: more than one, or none" sh -c '
      "$1" --ledger="$2" $3 - <list' - "$bouncetally" "$ledger" "$how"
    same "$store: each is named" "$(seq "$(wc -l <list)")" \
      echo "$(sed -n 's/^bouncetally: -:\([0-9]*\): .*/\1/p' err)"
    # shellcheck disable=SC2086
    expect_status 65 "$store: $how: as an argument, too" "$bouncetally" \
      --ledger="$ledger" $how 'A <a@x.example>, B <b@x.example>' c@x.example
    check "$store: it is named" grep -q "^bouncetally: 'A <a@.*'" err
    status=0
    printf '%s\n' a@x.example b@x.example c@x.example |
      tally check >actual || status=$?
    same "$store: and the other one is stopped" "a@x.example
b@x.example
1" echo "$(cat actual)
$status"
    same "$store: that one alone" "$(test "$how" = suppress && echo c@x.example)" \
      echo "$(tally list --state=blocked --every-key)"
  done
}

suppressing () {
  new_ledger
  tally suppress --reason='by phone' A@x.example @Y.example
  same "$store: by hand" "suppressed 0" state a@x.example
  tally show a@x.example >shown
  check "$store: with a reason" grep -q 'by hand: by phone' shown
  printf '%s\n' a@x.example b@x.example u@Y.EXAMPLE v@z.y.example >list
  status=0
  tally check <list >actual || status=$?
  printf '%s\n' b@x.example v@z.y.example >expected
  check_same "$store: check knows addresses and domains" expected actual
  same "$store: and tells" 1 echo "$status"
  one c@y.example over-quota '<1@t>'
  same "$store: a contact of that domain is suppressed" "suppressed 1" \
    state c@y.example
  same "$store: and is on the list, the domain is not" \
    "A@x.example
c@y.example" tally list --state=suppressed
  same "$store: but with --every-key" "@y.example" \
    echo "$(tally list --state=suppressed --every-key | grep ^@)"
  expect_status 1 "$store: who is no contact is not shown" tally show d@y.example
  check "$store: but that no mail goes there" \
    grep -q 'd@y.example is not .* may not be mailed' err
  tally reset @y.example
  expect_status 1 "$store: nor then" tally show d@y.example
  check "$store: when it does" grep -q 'd@y.example is not in the ledger$' err
  same "$store: a domain is reset like a contact" "active 1" state c@y.example
  awk 'BEGIN { for (i = 0; i < 6000; i++) print "n" i "@many.example" }' >many
  expect_status 0 "$store: another tool's list" \
    sh -c '"$1" --ledger="$2" suppress - <many' - "$bouncetally" "$ledger"
  same "$store: all of it" 6000 \
    echo "$(tally list --domain=many.example --state=blocked | wc -l)"
  tally export >once
  tick
  tally suppress - <many
  tally export >again
  check_same "$store: again, and nothing is changed" once again
  expect_status 0 "$store: and lifted" \
    sh -c '"$1" --ledger="$2" reset - <many' - "$bouncetally" "$ledger"
  same "$store: all of it, too" 0 \
    echo "$(tally list --domain=many.example --state=blocked | wc -l)"
}

future () {
  new_ledger
  tally set delivered reset
  for i in 1 2 3 4 5; do
    one f@x.example over-quota "<f$i@t>" 2199-01-01T00:00:00Z
  done
  one d@x.example '' '<d@t>' 2199-01-01T00:00:00Z 2.0.0 delivered
  tick
  add_softs d@x.example 1 5 2199-01-01T00:00:00Z
  same "$store: a delivery dated 2199 makes nobody immune" "hard 5" \
    state d@x.example
  same "$store: a bounce dated 2199 is of today" "d@x.example
f@x.example" \
    tally list --since=1h --domain=x.example --until=0h --state=hard \
    --category=over-quota --changed-since=1h
}

# A clock that runs back, or that of another host: what is said by hand holds for
# all that the ledger knows at that moment, whatever its date.
clock_back () {
  new_ledger
  one a@x.example inactive '<1@t>'
  add_softs b@x.example 1 100 2199-01-01T00:00:00Z
  complaint c@x.example abuse
  one d@x.example inactive '<4@t>'
  tally reset d@x.example
  change_rows "UPDATE bouncecat_event SET seen_at = seen_at + 1000,
    bounced_at = seen_at + 1000" || return
  change_rows "UPDATE bouncecat_contact SET complained_at = 9999999999
    WHERE complained_at IS NOT NULL"
  change_rows "UPDATE bouncecat_contact SET reset_at = reset_at + 2000
    WHERE reset_at IS NOT NULL"
  same "$store: three bounced in what is the future now" "a@x.example
b@x.example
c@x.example" tally list --state=blocked
  tally reset a@x.example b@x.example c@x.example
  same "$store: a reset holds for them, too" 0 \
    echo "$(tally list --state=blocked | wc -l)"
  same "$store: also where only counts are asked for" a@x.example \
    tally check a@x.example
  expect_status 0 "$store: of all of them" \
    tally check a@x.example b@x.example c@x.example
  tally suppress d@x.example
  same "$store: who was reset then can be suppressed" d@x.example \
    tally list --state=suppressed
}

filtered_reset () {
  new_ledger
  one a@x.example inactive '<1@t>' 2026-05-01T10:00:00Z
  one b@x.example inactive '<2@t>' 2026-05-02T23:59:59Z
  one c@x.example inactive '<3@t>' 2026-05-03T00:00:00Z
  one d@y.example inactive '<4@t>' 2026-05-01T10:00:00Z
  one e@x.example address-does-not-exist '<5@t>' 2026-05-01T10:00:00Z
  tally reset --domain=X.example --category=inactive --since=2026-05-01 \
    --until=2026-05-02
  same "$store: an outage undone, and no more than that" "c@x.example
d@y.example
e@x.example" tally list --state=hard
}

keep_out () {
  new_ledger
  one a@x.example inactive '<1@t>'
  one b@x.example inactive '<2@t>'
  tally forget b@x.example
  expect_status 0 "$store: who is forgotten may be mailed" \
    tally check b@x.example
  expect_status 0 "$store: forget --keep-out" \
    tally forget --keep-out A@X.example stranger@x.example
  expect_status 1 "$store: who is kept out may not" tally check a@x.example
  expect_status 1 "$store: nor who was no contact" \
    tally check Stranger@x.example
  expect_status 1 "$store: there is no such contact" tally show a@x.example
  one a@x.example inactive '<3@t>'
  same "$store: a bounce makes it none again" 0 \
    echo "$(tally export | grep -c 'a@x.example')"
  same "$store: nor is it on a list" 0 \
    echo "$(tally list --every-key | wc -l)"
  tally export >exported
  old=$ledger
  new_ledger
  tally import exported
  expect_status 1 "$store: it is kept out of another ledger, too" \
    tally check a@x.example
  ledger=$old
  expect_status 0 "$store: until it is reset" tally reset a@x.example
  expect_status 0 "$store: then it may" tally check a@x.example
}

ours () {
  new_ledger
  for i in 1 2 3; do
    one a@x.example inactive "<$i@mx.ours.example>"
    one b@x.example inactive "<$i@forged.example>"
  done
  printf '{"recipient":"c@x.example","category":"inactive",%s}\n' \
    '"message_id":"<n@elsewhere>","verp":true' | tally add
  same "$store: all bounces count" "a@x.example
b@x.example
c@x.example" tally list --state=hard
  tally set our-ids Ours.example
  same "$store: or those of our own mail" "a@x.example
c@x.example" tally list --state=hard
  complaint d@x.example abuse 2026-01-01T00:00:00Z '<1@forged.example>'
  expect_status 1 "$store: so do complaints" tally show d@x.example
  complaint d@x.example abuse 2026-01-01T00:00:00Z '<1@ours.example>'
  same "$store: of our mail" "complained 0" state d@x.example
  tally set our-ids verp.invalid
  same "$store: or those of addresses with a secret" "c@x.example" \
    tally list --state=hard
  awk 'BEGIN { for (i = 0; i < 10000; i++)
    printf "{\"recipient\":\"v%d@x.example\",\"category\":\"inactive\"," \
      "\"original_message_id\":\"<guess@ours.example>\"}\n", i }' |
    tally add
  same "$store: a forged mail with 10,000 recipients stops nobody" \
    "c@x.example" tally list --state=hard
}

# Soft bounces a day apart, from 2026-01-01 on.
daily () {
  {
    header
    for day in $2; do
      record "$1" over-quota "<d$day@test>" "2026-01-${day}T12:00:00Z"
    done
  } | pad | tally add
}

dated () {
  new_ledger
  daily s@x.example "01 02 03 04 05 06 07"
  same "$store: seven days, seven bounces" "hard 7" state s@x.example
  same "$store: with a spacing of three, three" "active 3" \
    state s@x.example --spacing=3
  daily l@x.example "10 01 04"
  same "$store: in any order" "active 3" state l@x.example --spacing=3
  same "$store: hard-for: the limit was reached in another time" "active 0" \
    state s@x.example --hard-for=30
  one h@x.example inactive '<h@test>' 2026-01-01T00:00:00Z
  same "$store: hard-for ends a hard contact" "active 0" \
    state h@x.example --hard-for=30
  same "$store: and no other policy" "hard 0" state h@x.example
  tally set delivered clear
  one h@x.example '' '<ok@test>' 2026-01-02T00:00:00Z 2.0.0 delivered
  same "$store: delivered=clear makes it active" "active 0" state h@x.example
  tally set delivered reset
  same "$store: delivered=reset does not" "hard 0" state h@x.example
}

count_events () {
  tally export | grep -c '"event"'
}

pruning () {
  new_ledger
  add_softs over@x.example 1 200
  add_softs few@x.example 1 3
  add_softs gone@x.example 1 3
  one hard@x.example inactive '<first@test>' 2026-01-01T00:00:00Z
  for i in 1 2 3; do
    one hard@x.example inactive "<again$i@test>" 2026-01-02T00:00:00Z
  done
  one young@x.example inactive '<young@test>' 2199-01-01T00:00:00Z
  tally reset gone@x.example
  tally list --long | cut -f 1-6 | grep -v ^gone >before
  expect_status 0 "$store: prune" tally prune --before=2026-06-01
  tally list --long | cut -f 1-6 | grep -v ^gone >after
  check_same "$store: states and counts stay" before after
  same "$store: what they are made of, too, and no more" 10 count_events
  expect_status 0 "$store: a reset contact stays until that is old, too" \
    tally show gone@x.example
  add_softs over@x.example 1 300
  one hard@x.example inactive '<again1@test>' 2026-01-02T00:00:00Z
  one late@x.example inactive '<late@test>' 2026-01-02T00:00:00Z
  same "$store: mail that is read again counts nothing" 10 count_events
  expect_status 1 "$store: nor does mail that comes late" \
    tally show late@x.example
  same "$store: the count is what it was" "hard 200" state over@x.example
  add_softs over@x.example 301 302 2199-01-01T00:00:00Z
  same "$store: new mail counts" "hard 202" state over@x.example
  same "$store: also where all events are looked at" "hard 202" \
    state over@x.example --window=36500
  tally export >exported
  same "$store: an export keeps it" "hard 202" sh -c '
    "$1" --ledger=moved.db import exported
    "$1" --ledger=moved.db show over@x.example | head -n 1 | cut -f 2,3 |
      tr "\t" " "; rm moved.db*' - "$bouncetally"
  tally reset over@x.example
  tick
  add_softs over@x.example 401 401 2199-01-01T00:00:00Z
  same "$store: a reset ends it" "active 1" state over@x.example
}

# A contact with many bounces is counted by its counts; the same results.
many () {
  new_ledger
  add_softs m@x.example 1 100
  same "$store: a hundred" "hard 100" state m@x.example
  add_softs m@x.example 50 150
  same "$store: and fifty more, seen twice" "hard 150" state m@x.example
  one m@x.example inactive '<soft7@test>'
  same "$store: one that turns out hard" "hard 149" state m@x.example
  tally reset m@x.example
  same "$store: reset" "active 0" state m@x.example
  tick
  add_softs m@x.example 201 204 2199-01-01T00:00:00Z
  expect_status 0 "$store: four more" tally check m@x.example
  add_softs m@x.example 205 205 2199-01-01T00:00:00Z
  expect_status 1 "$store: and the fifth" tally check m@x.example
  same "$store: which the list says, too" "hard 5" state m@x.example
  tally export >exported
  old=$(tally list --long | cut -f 1-6)
  new_ledger
  tally import exported
  same "$store: and an import" "$old" echo "$(tally list --long | cut -f 1-6)"
}

pgsql_start || echo "# $pgsql_missing"
each_store complaints
each_store suppressing
each_store other_lists
each_store future
each_store clock_back
each_store filtered_reset
each_store keep_out
each_store ours
each_store dated
each_store pruning
each_store many

finish
