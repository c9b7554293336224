#!/bin/sh
# Who was written to: the VERP address that a notification came back to, the
# returned message's header, and complaints, which name who got the message.
# Beside CASE.eml of fixtures/written, CASE.fields has in its first line the
# options to read it with, then its records.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

fields=kind,recipient,original_recipient,returned_to,token,verp,feedback_type

# wants NAME LINE OPTION...: the one record of the mail on standard input; no
# pipe, which would lose the count.
wants () {
  name=$1
  printf '%s\n' "$2" >"$tmp/expected"
  shift 2
  "$bouncecat" -a -F "$fields" "$@" | tr '\t' ' ' >"$tmp/actual"
  check_same "$name" "$tmp/expected" "$tmp/actual"
}

# report RECIPIENT [HEADER...]: a report; the headers are of the returned
# message.
report () {
  failed=$1
  shift
  cat <<EOT
Return-Path: <>
${back_to-To: news@lists.example.org}
From: MAILER-DAEMON@mx.example.net
Subject: Returned mail
Message-ID: <1@mx.example.net>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

${failed:+Final-Recipient: rfc822; $failed
}Action: failed
Status: 5.1.1

--b
Content-Type: text/rfc822-headers

From: News <news@lists.example.org>
Message-ID: <2@lists.example.org>
EOT
  for header; do
    printf '%s\n' "$header"
  done
  printf '\n--b--\n'
}

verp='--verp=b+{local}={domain}@lists.example.org'
token='--verp=b+{local}={domain}+{token}@lists.example.org'
ann='To: b+ann=dest.example@lists.example.org'
came=b+ann=dest.example@lists.example.org

back_to=$ann
report ann@dest.example >mail
wants "the VERP address names the one who failed" \
  "bounce ann@dest.example  $came  true " "$verp" <mail
report ann@far.example >mail
wants "forwarded: the VERP address was written to" \
  "bounce ann@far.example ann@dest.example $came  true " "$verp" <mail
report news@lists.example.org >mail
wants "a list's own address never failed" \
  "bounce ann@dest.example  $came  true " "$verp" <mail
report ann@far.example >mail
wants "without the option nothing is read from it" \
  "bounce ann@far.example  $came   " <mail
for header in Delivered-To X-Original-To Envelope-To X-Envelope-To \
  Apparently-To; do
  back_to="$header: $came
To: news@lists.example.org"
  report ann@far.example >mail
  wants "VERP in $header" \
    "bounce ann@far.example ann@dest.example $came  true " "$verp" <mail
done
back_to='To: b+ann=dest.example+x-81@lists.example.org'
report ann@dest.example >mail
wants "a token is a field" \
  "bounce ann@dest.example  b+ann=dest.example+x-81@lists.example.org x-81 true " \
  "--verp=other-{token}@x.example" "$token" <mail
wants "a bounce without any address" \
  "bounce v.welder@tinworks.test  bounces+v.welder=tinworks.test@lists.example.org  true " \
  '--verp=bounces+{local}={domain}@lists.example.org' \
  <"$fixtures/forms/general/verp-only.eml"

back_to='To: news@lists.example.org'
report ann@far.example 'Delivered-To: ann@dest.example' >mail
wants "Delivered-To of the returned message" \
  "bounce ann@far.example ann@dest.example news@lists.example.org   " <mail
report ann@far.example 'X-Original-To: ann@dest.example' >mail
wants "X-Original-To of the returned message" \
  "bounce ann@far.example ann@dest.example news@lists.example.org   " <mail
report ann@far.example \
  'Received: by c.example for <ann@far.example>; Mon, 2 Mar 2026 10:00:02 +0000' \
  'Received: by b.example for <ann@dest.example>; Mon, 2 Mar 2026 10:00:01 +0000' >mail
wants "the oldest Received field" \
  "bounce ann@far.example ann@dest.example news@lists.example.org   " <mail
report ann@far.example 'To: Ann <ann@dest.example>' >mail
wants "a lone To" \
  "bounce ann@far.example ann@dest.example news@lists.example.org   " <mail
report ann@far.example 'Envelope-To: ann@dest.example' >mail
wants "Envelope-To of the returned message" \
  "bounce ann@far.example ann@dest.example news@lists.example.org   " <mail
report ann@far.example 'Envelope-To: ann@dest.example, bob@dest.example' >mail
wants "one of several in Envelope-To" \
  "bounce ann@far.example  news@lists.example.org   " <mail
report ann@far.example 'Delivered-To: dest.example-ann@dest.example' >mail
wants "Delivered-To of a virtual domain" \
  "bounce ann@far.example ann@dest.example news@lists.example.org   " <mail
report ann@far.example 'Delivered-To: owner-ann@far.example' >mail
wants "... of its owner" \
  "bounce ann@far.example  news@lists.example.org   " <mail
report ann@far.example 'Delivered-To: ann@box3.dest.internal' \
  'X-Original-To: ann@dest.example' >mail
wants "an address inside a network was not written to" \
  "bounce ann@far.example ann@dest.example news@lists.example.org   " <mail
report ann@far.example 'To: ann@dest.example, bob@dest.example' >mail
wants "one of several in To" \
  "bounce ann@far.example  news@lists.example.org   " <mail
report ann@far.example 'To: ann@dest.example' 'Cc: bob@dest.example' >mail
wants "Cc beside To" \
  "bounce ann@far.example  news@lists.example.org   " <mail
for header in List-Id List-Post; do
  report ann@far.example 'To: ann@dest.example' "$header: <l.example.org>" >mail
  wants "To of a mail with $header" \
    "bounce ann@far.example  news@lists.example.org   " <mail
done
report ann@far.example 'To: ann@dest.example' >mail
wants "To that is one's own" \
  "bounce ann@far.example  news@lists.example.org   " --own=dest.example <mail
report ann@dest.example >mail
wants "a bounce stays one without its recipient" \
  "bounce   news@lists.example.org   " --own=ann@dest.example <mail

wants "a complaint's type" \
  "feedback vi@portal.example.net  abuse@example.org   opt-out" \
  <"$fixtures/other/feedback/opt-out.eml"
wants "a complaint in JSON" \
  "feedback hal@mailcloud.example.com  ida.falk@example.org   not-spam" \
  <"$fixtures/other/feedback/ses-wrapped.eml"
wants "a complaint in text" \
  "feedback una@mailcloud.example.com  abuse@example.org   fraud" \
  <"$fixtures/other/feedback/fields-in-text.eml"

find "$fixtures/written" -name '*.fields' | sort >"$tmp/cases"
[ -s "$tmp/cases" ] || not_ok "there are mails in fixtures/written"
while IFS= read -r case <&3; do
  options=$(head -n 1 "$case")
  tail -n +2 "$case" >"$tmp/expected"
  # shellcheck disable=SC2086 # several options, none with a space in it
  "$bouncecat" -a -F "$fields,category,status" $options \
    "${case%.fields}.eml" >"$tmp/actual"
  name=${case#"$fixtures/written/"}
  check_same "${name%.fields}" "$tmp/expected" "$tmp/actual"
done 3<"$tmp/cases"

finish
