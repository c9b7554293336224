#!/bin/sh
# Limits: what they cut off is said, the records before it are there, and
# memory does not grow with the mail.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"

# said NAME WORDS: the run went well, and WORDS are all that was said.
said () {
  expect_status 0 "$1" "$bouncecat" -F recipient "$1"
  echo "bouncecat: $1:1: limits cut off: $2" >expected
  check_same "$1: it is said" expected err
}

bounce user0@example.com >one
awk '/^Final-Recipient:/ {
    for (i = 1; i <= 10001; i++) {
      print "Final-Recipient: rfc822; user" i "@example.com"
      print "Action: failed"
      print "Status: 5.1.1"
      print ""
    }
  }
  { print }' one >recipients
said recipients recipients
seq -f 'user%.0f@example.com' 10000 >expected_recipients
check_same 'the 10,000 recipients before the limit' expected_recipients out

# As many in several parts.
awk '/^Content-Type: message\/delivery-status/ {
    for (part = 0; part < 2; part++) {
      print "Content-Type: message/delivery-status"
      print ""
      print "Reporting-MTA: dns; mx.example.net"
      print ""
      for (i = 1; i <= 6000; i++) {
        print "Final-Recipient: rfc822; user" (part * 6000 + i) "@example.com"
        print "Action: failed"
        print "Status: 5.1.1"
        print ""
      }
      print "--b"
    }
    print "Content-Type: text/plain"
    next
  }
  { print }' one >parts
said parts recipients
check_same 'the 10,000 recipients of two parts' expected_recipients out

echo user0@example.com >bounced
awk '{ print }
  /^Something/ {
    for (i = 0; i < 60000; i++)
      print "Words of no meaning that fill up the text for people, line " i
  }' one >text
said text text
check_same 'text: the record is there' bounced out

# Events in JSON of more than is read.
{
  printf 'From: hooks@example.com\nSubject: events\n\n['
  awk 'BEGIN { for (i = 0; i < 50000; i++) printf "{},\n" }'
  echo '{"event":"bounce","email":"user0@example.com"}]'
} >json
said json text

# A text that is short enough until it is UTF-8, and no longer then.
eight=$(printf '\344\366\374\337 \344\366\374\337')
LC_ALL=C awk -v eight="$eight" '{ print }
  /^Something/ {
    for (i = 0; i < 40000; i++)
      print eight, eight, eight, eight, eight
  }' one >decoded
check 'a text of less than 2 MB' [ "$(wc -c <decoded)" -lt 2097152 ]
said decoded text
check_same 'decoded: the record is there' bounced out

awk '/^Subject:/ {
    printf "Subject:"
    for (i = 0; i < 60000; i++)
      printf " words"
    print ""
    next
  }
  { print }' one >header
expect_status 0 header "$bouncecat" -F recipient header
check 'header: it is said' \
  grep -q '^bouncecat: header:1: limits cut off: .*header' err
check_same 'header: the record is there' bounced out

last=b
{
  sed '/^--b--$/d' one
  i=0
  while [ $i -lt 200 ]; do
    i=$((i + 1))
    printf -- '--%s\nContent-Type: multipart/mixed; boundary="n%s"\n\n' \
      "$last" $i
    last=n$i
  done
  printf -- '--%s\n\nText.\n' "$last"
} >nested
said nested 'parts nested too deep'
check_same 'nested: the record is there' bounced out

# A gigabyte, with room for a quarter of that.
if [ -n "$sanitized" ]; then
  skip 'a returned message of a gigabyte' 'a sanitizer needs memory of its own'
else
  gigabyte () {
    sed '/^--b--$/d' one
    printf -- '--b\nContent-Type: application/octet-stream\n'
    printf 'Content-Transfer-Encoding: base64\n\n'
    yes 'QUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJD' |
      head -c 1000000000
    printf -- '\n--b--\n'
  }
  gigabyte | (
    # shellcheck disable=SC3045 # every sh here has it; without it: not passed
    ulimit -v 262144 || exit 1
    "$bouncecat" -j1 -F recipient
  ) >actual
  check_same 'a returned message of a gigabyte' bounced actual
fi

finish
