#!/bin/sh
# The pages for people: bouncecat --summary --format=html and bouncetally
# report.  How a browser shows them is told by tests/recipes/report.sh.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"

# dated DATE ARGUMENT...: a bounce of that date.
dated () {
  date=$1
  shift
  bounce "$@" | sed "s/^\(Date\|Last-Attempt-Date\): .*/\1: $date/"
}

now=$(date -R)
hour_ago=$(date -R -d "$now -1 hour")
week_ago=$(date -R -d "$now -7 days")
today=$(date -u -d "$hour_ago" +%Y-%m-%d)

dated "$week_ago" ann@example.com 5.1.1 >m1
dated "$week_ago" bob@example.com 5.7.1 failed '554 5.7.1 spam' >m2
dated "$hour_ago" eve@new.example 5.7.1 failed '554 5.7.1 blocked, see list' |
  sed 's/mail.example.com/mx.new.example/' >m3
dated "$hour_ago" kim@example.com 5.7.1 failed '554 5.7.1 spam again' >mail4
dated "$now" '"<script>alert(1)</script>"@example.com' 5.1.1 failed \
  '550 5.1.1 <img src="http://evil.example/x" onerror=alert(2)> & co' >m5
sources='m1 m2 m3 mail4 m5'

# sections FILE: "heading: text of the section", tags removed.
sections () {
  tr '\n' ' ' <"$1" | sed 's|</h2>|: |g; s|</section>|\n|g; s|</\?td[^>]*>| |g
    s|<[^>]*>||g'
}

# sound NAME FILE: what holds for any page.
sound () {
  check "$1: a whole page" \
    sh -c "head -n 1 $2 | grep -qx '<!DOCTYPE html>' &&
           tail -n 1 $2 | grep -qx '</html>'"
  check "$1: nothing to load or to run" \
    sh -c "! grep -Ei '<(script|img|link|a |iframe)|<[^>]* (src|href|on[a-z]+)=' \
      $2 && ! grep -Fi 'url(' $2"
  check "$1: and a browser is told so" grep -q "default-src 'none'" "$2"
  for tag in section table thead tbody tr td th div span svg g title; do
    opened=$(grep -Eo "<${tag}[ >]" "$2" | wc -l)
    closed=$(grep -o "</$tag>" "$2" | wc -l)
    [ "$opened" -eq "$closed" ] || echo "$tag: $opened opened, $closed closed"
  done >unclosed
  : >none
  check_same "$1: what is opened is closed" none unclosed
}

# shellcheck disable=SC2086 # it is a list
expect_status 0 '--summary --format=html' "$bouncecat" --summary \
  --format=html $sources
cp out page
sound 'the page of mail' page
sections page >text
check 'an address stays text' \
  grep -q '&lt;script&gt;alert(1)&lt;/script&gt;' page
check 'words stay text' grep -q '&lt;img src=&quot;http' page
check 'totals' grep -q '<b>5</b>bounces' page
check 'the chart has a bar for today' grep -q "<title>$today" page
check 'reasons' grep -q 'Reasons: .*Blocked Content (soft)3' text
check 'domains' \
  grep -Eq 'Domains with the most bounces: .* example.com +4 +2 +2 ' text
grep '^ *Began' text >began
check 'who began to refuse' grep -Eq 'mx.new.example +1 +0 .*blocked, see' began
check '... and who did so before is not among them' \
  sh -c '! grep -E " mail.example.com" began'
check 'the newest hard bounces, the newest first' \
  grep -Eq 'Newest hard addresses: .*script.*ann@example.com' text
check 'no complaint' grep -q 'Complaints: *None' text

dated "$(date -R -d '-3 years')" old@example.com 5.1.1 >m6
# shellcheck disable=SC2086 # it is a list
"$bouncecat" --summary --format=html $sources m6 >actual
sections actual | grep 'Bounces by day' >chart
check 'a bounce of years ago does not stretch the chart' \
  sh -c "! grep -q 'A bar is' chart"

feedback leo@example.com >complaint
"$bouncecat" --summary --format=html complaint >actual
check 'complaints are counted' grep -q '<b>1</b>complaints' actual
sections actual | grep '^ *Complaints' >text
check '... with their kind' grep -Eq 'leo@example.com .*abuse' text
sound 'the page of nothing that bounced' actual
check '... says so' grep -q 'No bounce has a date' actual
expect_status 64 '--format=html without --summary' "$bouncecat" -fhtml m1
check '... says what is missing' grep -q -- '--summary' err

# shellcheck disable=SC2086 # it is a list
"$bouncecat" -l ledger $sources complaint >records
expect_status 0 'bouncetally report' "$bouncetally" -l ledger report
cp out page
sound 'the page of the ledger' page
sections page >text
check 'contacts by state' \
  grep -Eq 'Contacts by state: .*active3 .*hard2 .*complained1 .*suppressed0' text
check 'an address stays text' \
  grep -q '&lt;script&gt;alert(1)&lt;/script&gt;' page
grep '^ *Began' text >began
check 'who began to refuse' grep -q 'mx.new.example' began
check 'complaints' grep -Eq 'Complaints: .*leo@example.com' text
check '... without a column for what a ledger does not know' \
  sh -c "grep '^ *Complaints' text | grep -qv kind"
check 'hard addresses, with the words' \
  grep -Eq 'Newest hard addresses: .*script.*ann@example.com .*550 5.1.1' text
expect_status 0 '--since' "$bouncetally" -l ledger report \
  --since="$(date -u -d '-2 days' +%Y-%m-%d)"
check '... leaves out what was before' grep -q '<b>3</b>bounces' out
check '... and says so' grep -q 'Bounces since' out
expect_status 64 'an argument too many' "$bouncetally" -l ledger report x

finish
