#!/bin/sh
# One mail is one bounce, by whatever route it comes to a ledger.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"

# A notification without a Message-ID, of a message without one.
bounce ann@example.com 4.2.2 | sed '/^Message-I[Dd]:/d' >mail
check "nothing identifies it" sh -c '! grep -qi ^message-id: mail'
{
  echo 'Return-Path: <>'
  echo 'Delivered-To: bounces@example.org'
  echo 'Received: from a by b; Mon, 23 Nov 2026 08:46:36 +0100'
  cat mail
} >delivered
sed 's/$/\r/' mail >crlf
{
  echo 'From x Mon Nov 23 08:46:36 2026'
  cat mail
  echo
} >box
gzip -c box >box.gz
mkdir -p maildir/new maildir/cur maildir/tmp
cp delivered maildir/cur/1.a:2,S

count () {
  "$bouncetally" -l ledger show ann@example.com | sed 1d | wc -l | tr -d ' '
}
for source in mail delivered crlf box box.gz maildir; do
  "$bouncecat" -q -l ledger "$source"
  echo "$source $(count)" >>counted
done
"$bouncecat" -f json delivered | "$bouncetally" -l ledger add
echo "json $(count)" >>counted
fields=event,kind,recipient,original_recipient,action,category,status
fields=$fields,reply_code,date,original_message_id,verp
"$bouncecat" --with-header -F $fields box | "$bouncetally" -l ledger add
echo "tsv $(count)" >>counted
for route in mail delivered crlf box box.gz maildir json tsv; do
  echo "$route 1"
done >expected
check_same "it counts once, by every route" expected counted

# What likeness judged carries a number that is not whole.
"$bouncecat" -f json mail | sed 's/"confidence":null/"confidence":0.87/' >like
check "a record tells a confidence" grep -q '"confidence":0.87' like
expect_status 0 "... and is taken" "$bouncetally" -l ledger3 add like
check "... and counted" [ "$("$bouncetally" -l ledger3 list)" = ann@example.com ]

# All mails of the fixtures, by both ways.
find "$fixtures" -name '*.eml' | sort >mails
"$bouncecat" -q -l straight --files-from=mails
"$bouncecat" -f json --all --files-from=mails >records
expect_status 0 "all records of the fixtures are taken" \
  "$bouncetally" -l added add records
# Without the dates: what has none is dated when it was learned.
"$bouncetally" -l straight list --long --every-key | cut -f 1-5,7- >expected
"$bouncetally" -l added list --long --every-key | cut -f 1-5,7- >actual
check "there are contacts" [ "$(wc -l <expected)" -gt 500 ]
check_same "their contacts are the same by both ways" expected actual

bounce ann@example.com 4.2.2 >known
"$bouncecat" -l ledger2 -F event known >with
"$bouncecat" -F event known >without
check_same "a record shows its event, with a ledger or without" with without
sed 's/Something about/Nothing about/' mail >other
"$bouncecat" -q -l ledger other
check "another mail is another bounce" test "$(count)" -eq 2

"$bouncecat" --with-header -F recipient,category known >short
expect_status 64 "columns that identify nothing are refused" \
  "$bouncetally" -l ledger add short
check "those that are missing are named" grep -q 'event,kind,original' err

finish
