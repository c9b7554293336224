#!/bin/sh
# What a record looks like: TSV, JSON, fields, escapes.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"

tab=$(printf '\t')
tabs () { tr '|' '\t'; }

bounce ann@example.com >m1
bounce bob@example.com 4.4.1 delayed >delay
ordinary >letter

tabs >expected <<'EOT'
ann@example.com|address-does-not-exist|hard|5.1.1|failed|status: 5.1.1|mail.example.com|2026-11-23T07:46:36Z|sent-ann@example.org|m1|550 5.1.1 xyzzy
EOT
"$bouncecat" m1 >actual
check_same 'TSV is the default' expected actual

tabs >expected <<'EOT'
recipient|category|type|status|action|evidence|remote_mta|date|original_message_id|source|diagnostic
EOT
"$bouncecat" --with-header letter >actual
check_same '--with-header comes even without a record' expected actual

cat >expected <<'EOT'
{"source":"-","index":1,"kind":"bounce","format":"rfc3464","recipient":"ann@example.com","original_recipient":null,"action":"failed","category":"address-does-not-exist","type":"hard","status":"5.1.1","reply_code":"550","diagnostic_type":"smtp","diagnostic":"550 5.1.1 xyzzy","evidence":"status: 5.1.1","remote_mta":"mail.example.com","reporting_mta":"mx.example.net","date":"2026-11-23T07:46:36Z","message_id":"notice-ann@mx.example.net","returned_to":"sender@example.org","token":null,"feedback_type":null,"envelope_id":null,"original_message_id":"sent-ann@example.org","original_from":"Sender <sender@example.org>","original_to":"ann@example.com","original_subject":"Hello","event":"message:sent-ann@example.org","verp":null,"confidence":null}
EOT
"$bouncecat" --format=json <m1 >actual
check_same 'JSON has every field, in order' expected actual

"$bouncecat" --format=json --with-header <m1 >actual
check_same '--with-header means nothing to JSON' expected actual

printf '%s\n' '{"status":"5.1.1","index":1,"kind":"bounce"}' >expected
"$bouncecat" -fjson -F status,index,kind m1 >actual
check_same '--fields: these, in this order, in JSON' expected actual

printf '5.1.1\tann@example.com\t\n' >expected
"$bouncecat" -F status,recipient,original_recipient m1 >actual
check_same '--fields in TSV; no value is empty' expected actual

printf 'recipient\tX-Campaign-Id\tX-None\nann@example.com\tspring\t\n' >expected
"$bouncecat" --with-header -F recipient -x X-Campaign-Id -x X-None m1 >actual
check_same '-x comes after the fields' expected actual

printf 'spring\tann@example.com\n' >expected
"$bouncecat" -F x-campaign-id,recipient -x X-Campaign-Id m1 >actual
check_same '--fields places a header of -x' expected actual

printf '%s\n' '{"recipient":"ann@example.com","X-CAMPAIGN-ID":"spring"}' >expected
"$bouncecat" -fjson -F recipient -x X-CAMPAIGN-ID -x X-Campaign-Id m1 >actual
check_same '-x: the key as written, once' expected actual

"$bouncecat" m1 -x X-Campaign-Id | cut -f 12 >actual
echo spring >expected
check_same '-x is the last column of the default' expected actual

printf '{"soft_bounces":null,"contact":null}\n' >expected
"$bouncecat" -fjson -F soft_bounces,contact m1 >actual
check_same 'the fields of the ledger are empty without one' expected actual

"$bouncecat" delay letter >actual
: >expected
check_same 'what is no failure is not printed' expected actual

tabs >expected <<'EOT'
delay|delayed||bob@example.com|4.4.1
bounce|failed|address-does-not-exist|ann@example.com|5.1.1
other||||
EOT
"$bouncecat" --all -F kind,action,category,recipient,status delay m1 letter \
  >actual
check_same '--all prints a record of each' expected actual

printf '{"kind":"other","recipient":null,"type":null,"reply_code":null}\n' \
  >expected
"$bouncecat" -afjson -F kind,recipient,type,reply_code letter >actual
check_same 'JSON: no value is null' expected actual

# Names of files are the only values here that may hold anything.
odd="back\\slash${tab}tab"
cp m1 "$odd"
printf '%s\n' 'back\\slash\ttab' >expected
"$bouncecat" -F source "$odd" >actual
check_same 'TSV escapes backslash and tab' expected actual

printf '%s\n' '{"source":"back\\slash\ttab"}' >expected
"$bouncecat" -fjson -F source "$odd" >actual
check_same 'JSON escapes them its own way' expected actual

latin=$(printf 'n\351e')
if cp m1 "$latin" 2>/dev/null; then
  printf 'n\357\277\275e\n' >expected
  "$bouncecat" -F source -- "$latin" >actual
  check_same 'a name that is no UTF-8 is opened, and printed as UTF-8' \
    expected actual
else
  skip 'a name that is no UTF-8' 'the file system takes none'
fi

LC_ALL=C "$bouncecat" --own=müller@example.org -F recipient m1 >actual
echo ann@example.com >expected
check_same 'options are UTF-8 in any locale' expected actual

# What no mail may do to those who read the output, by parsers that are not
# ours.
python3 - >raw <<'EOT'
raw = "".join(map(chr, range(1, 0x20))).replace("\n", "").replace("\r", "")
raw += "\x7f\u202e\u2028\"\\"
print("From: MAILER-DAEMON@mx.example.net")
print("To: list@example.net")
print("Delivered-To: b+\x01c\x7f@example.org")
print("MIME-Version: 1.0")
print("Subject: Undelivered " + raw)
print('Content-Type: multipart/report; report-type=delivery-status; boundary=b')
print("\n--b\nContent-Type: message/global-delivery-status\n")
print("Reporting-MTA: dns; mx" + raw + "\n")
print("Final-Recipient: utf-8; a\x01\x1b\u202en\u2028n@example.org")
print("Original-Recipient: utf-8; b\x7fob@example.org")
print("Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 " + raw)
print("\n--b\nContent-Type: text/rfc822-headers\n")
print("From:\nX-Empty: \nX-A: " + raw + "\nSubject: " + raw + "\n\n--b--")
EOT
for fields in '-xX-A -xX-Empty' '-F recipient,recipient -xX-A -xX-A'; do
  # shellcheck disable=SC2086 # it is a list
  "$bouncecat" -afjson $fields raw >actual
  check "a strict reader of JSON takes $fields" python3 -c '
import json, sys
def once (pairs):
  assert len (dict (pairs)) == len (pairs), pairs
  return dict (pairs)
for line in open ("actual", encoding="utf-8", errors="strict"):
  record = json.loads (line, object_pairs_hook=once)
  assert record["recipient"] == "ann@example.org", record["recipient"]
  assert "\x1f" in record["X-A"], record
  assert "" not in record.values (), record
'
done
"$bouncecat" -F recipient,original_recipient,returned_to,token \
  --verp='b+{token}@example.org' raw >actual
printf 'ann@example.org\tbob@example.org\tb+c@example.org\tc\n' >expected
check_same 'an address holds no control characters' expected actual

# A text is read to its end and no further, however many blank lines begin it:
# under AddressSanitizer, which .ci/run builds with, that shows.
for charset in utf-8 windows-1252 iso-2022-jp; do
  {
    printf '%s\n' 'From: Ann <ann@example.org>' 'To: bob@example.net' \
      'Subject: Hello' 'MIME-Version: 1.0' \
      "Content-Type: text/plain; charset=$charset" \
      'Content-Transfer-Encoding: base64' ''
    { seq 80 | sed 's/.*//' && echo 'A word about the garden.'; } | base64
  } >blank
  "$bouncecat" -a -F kind blank >actual
  echo other >expected
  check_same "blank lines before a text in $charset" expected actual
done

# What is not printed is not looked for; what is, is the same whatever stands
# beside it.
all=$("$bouncecat" -fjson m1 | tr ',' '\n' | sed -n 's/^{*"\([a-z_]*\)":.*/\1/p' |
      paste -sd, -)
set -- m1 delay letter raw "$fixtures/postfix" "$fixtures/looks"
"$bouncecat" -a -F "$all" "$@" >whole 2>errors
column=0
: >differing
for field in $(printf '%s' "$all" | tr ',' ' '); do
  column=$((column + 1))
  cut -f "$column" whole >expected
  "$bouncecat" -a -F "$field" "$@" >actual 2>errors
  [ "$column" -gt 1 ] || cp actual first
  cmp -s expected actual || echo "$field" >>differing
done
check 'there are records with all fields' test "$column" -ge 29 -a -s first
: >none
check_same 'a field is the same, whatever others are printed' none differing

finish
