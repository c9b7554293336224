#!/bin/sh
# To read the same mail twice changes nothing, whatever dates it has: a run over
# a Maildir each night is all that cron knows.
# shellcheck disable=SC2317 # functions are called through each_store

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/pgsql-server.sh
. "$top_srcdir/tests/pgsql-server.sh"
# shellcheck source=tests/ledger-lib.sh
. "$top_srcdir/tests/ledger-lib.sh"

# notice ADDRESS ACTION STATUS [HEADER-LINE...]: a notification with those lines
# in its header.
notice () {
  notice_of=$1
  notice_action=$2
  notice_status=$3
  shift 3
  printf '%s\n' "$@" 'From: MAILER-DAEMON@mx.example' 'Subject: your mail' \
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b' \
    'MIME-Version: 1.0' '' '--b' 'Content-Type: message/delivery-status' '' \
    'Reporting-MTA: dns; mx.example' '' \
    "Final-Recipient: rfc822; $notice_of" "Action: $notice_action" \
    "Status: $notice_status" '' '--b--'
}

# complaint ADDRESS [HEADER-LINE...]
complaint () {
  complaint_of=$1
  shift
  printf '%s\n' "$@" 'From: fbl@isp.example' 'Subject: complaint' \
    'Content-Type: multipart/report; report-type=feedback-report; boundary=b' \
    'MIME-Version: 1.0' '' '--b' 'Content-Type: message/feedback-report' '' \
    'Feedback-Type: abuse' 'User-Agent: isp/1' 'Version: 1' \
    "Original-Rcpt-To: $complaint_of" '' '--b--'
}

future='Date: Tue, 1 Jan 2199 00:00:00 +0000'

# softs ADDRESS FIRST LAST: so many soft bounces that have no date.
softs () {
  softs_n=$2
  while [ "$softs_n" -le "$3" ]; do
    notice "$1" failed 5.2.2 "Message-ID: <$softs_n@mx.example>" \
      >"maildir/cur/soft.$1.$softs_n:2,"
    softs_n=$((softs_n + 1))
  done
}

nightly () {
  "$bouncecat" --ledger="$ledger" -q maildir
}

fresh () {
  new_ledger
  rm -rf maildir
  mkdir -p maildir/new maildir/cur maildir/tmp
}

# A delivery that is dated in the future, then five soft bounces: they count, on
# this night and on the next one.
deliveries () {
  for policy in reset clear; do
    id='Message-ID: <ok@mx.example>'
    [ "$policy" = reset ] || id='X-None: none'
    with="$store: delivered=$policy, ${id%%:*}"
    fresh
    tally set delivered "$policy"
    notice d@x.example delivered 2.0.0 "$future" "$id" >maildir/new/ok
    nightly
    tick
    softs d@x.example 1 4
    nightly
    same "$with: what bounced after it counts" "active 4" state d@x.example
    tally export >once
    tick
    nightly
    same "$with: the next night, too" "active 4" state d@x.example
    tally export >again
    check_same "$with: which changes nothing" once again
    softs d@x.example 5 5
    nightly
    tick
    nightly
    same "$with: the fifth converts it for good" "hard 5" state d@x.example
    "$bouncecat" -a -f json maildir | tally add
    same "$with: by whatever route" "hard 5" state d@x.example
    "$bouncecat" -a -f json maildir | tally add
    tally export >once
    tick
    new_ledger
    tally import once
    tally export >again
    check_same "$with: an export remembers it" once again
    nightly
    same "$with: so that nothing changes elsewhere" "hard 5" \
      state d@x.example
    same "$with: it is no bounce" 6 echo "$(tally show d@x.example | wc -l)"
  done
}

# A clock that was behind by two seconds, which pass.
passing () {
  fresh
  tally set delivered reset
  soon=$(($(date +%s) + 2))
  one s@x.example '' '<s@t>' "$(date -u -d "@$soon" +%FT%TZ)" 2.0.0 delivered
  tally export >once
  until [ "$(date +%s)" -gt "$soon" ]; do
    tick
  done
  one s@x.example '' '<s@t>' "$(date -u -d "@$soon" +%FT%TZ)" 2.0.0 delivered
  tally export >again
  check_same "$store: a delivery whose date has passed since stays where it was" \
    once again
}

# A complaint that has no date, or one in the future, and a reset by hand.
complaints () {
  for date in "$future" 'X-None: none'; do
    id='Message-ID: <fbl@isp.example>'
    [ "$date" = "$future" ] || id='X-None: none'
    with="$store: a complaint, ${date%%:*}, ${id%%:*}"
    fresh
    complaint c@x.example "$date" "$id" >maildir/cur/fbl:2,
    nightly
    same "$with: counts" "complained 0" state c@x.example
    tally export >once
    tick
    nightly
    tally export >again
    check_same "$with: once" once again
    tally reset c@x.example
    tick
    nightly
    same "$with: what was reset stays so" "active 0" state c@x.example
    complaint c@x.example "$date" 'Message-ID: <new@isp.example>' \
      >maildir/cur/new:2,
    nightly
    same "$with: until a new one comes" "complained 0" state c@x.example
  done
}

# What is dropped would be new if it came again: only a date tells that it is
# not.
pruned () {
  fresh
  softs p@x.example 1 2
  nightly
  tally reset p@x.example
  complaint p@x.example >maildir/cur/fbl:2,
  nightly
  tick
  tally reset p@x.example
  tick
  tally prune --before=today
  tally prune --before=0h
  nightly
  same "$store: what has no date is not pruned, for it would come again" \
    "active 0" state p@x.example
}

each_store deliveries
each_store complaints
each_store passing
each_store pruned

finish
