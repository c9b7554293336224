#!/bin/sh
# --replies: replies and log lines of mail servers, one record each.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

fields=index,kind,format,action,recipient,original_recipient,category,status
fields=$fields,reply_code,remote_mta,date

# records FILE: what is told of each line, between bars.
records () {
  "$bouncecat" --replies --all -F "$fields" "$1" | tr '\t' '|'
}

# Bare replies.
cat >replies <<'EOT'
550 5.1.1 <ann@example.com>: Recipient address rejected: User unknown
452 4.2.2 Mailbox full

550 no mailbox bob@example.org here
550 5.7.1 from eve@example.org to joe@example.com refused: spam
mailbox is full
250 2.0.0 Ok: queued
host mx.example.com[192.0.2.1] said: 552 5.2.2 Over quota (in reply to RCPT TO command)
smtp; 550 5.1.1 User unknown
EOT
cat >expected <<'EOT'
1|bounce|reply|failed|ann@example.com||address-does-not-exist|5.1.1|550||
2|bounce|reply|failed|||over-quota|4.2.2|452||
4|bounce|reply|failed|bob@example.org||address-does-not-exist||550||
5|bounce|reply|failed|||blocked-content|5.7.1|550||
6|bounce|reply|failed|||over-quota||||
7|success|reply|delivered|||||||
8|bounce|reply|failed|||over-quota|5.2.2|552||
9|bounce|reply|failed|||address-does-not-exist|5.1.1|550||
EOT
records replies >actual
check_same 'bare replies' expected actual
printf '550 5.2.2 full\r\n550 5.1.1 no such user' >crlf
"$bouncecat" --replies -F index,status,diagnostic crlf | tr '\t' '|' >actual
printf '1|5.2.2|550 5.2.2 full\n2|5.1.1|550 5.1.1 no such user\n' >expected
check_same 'any line end, and none' expected actual
printf '550 caf\351 ferm\351 <a@example.org>\n' >latin
"$bouncecat" --replies -fjson -F diagnostic latin >actual
check 'bytes that are no UTF-8' grep -q 'caf.* ferm' actual

# Postfix, with both dates of syslog.
cat >postfix.log <<'EOT'
Nov 23 08:46:36 mx1 postfix/smtp[123]: 4F0A12: to=<ann@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=0.5, delays=0.1/0/0.2/0.2, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 <ann@example.com>: User unknown (in reply to RCPT TO command))
2026-11-23T08:46:37.123456+01:00 mx1 postfix/smtp[124]: 4F0A13: to=<bob@example.com>, orig_to=<robert@example.net>, relay=mx.example.com[192.0.2.1]:25, conn_use=2, delay=3, delays=1/0/1/1, dsn=4.2.2, status=deferred (host mx.example.com[192.0.2.1] said: 452 4.2.2 Mailbox full (in reply to RCPT TO command))
Nov 23 08:46:38 mx1 postfix/smtp[125]: 4F0A14: to=<joe@nowhere.example>, relay=none, delay=0.1, delays=0.1/0/0/0, dsn=5.4.4, status=bounced (Host or domain name not found. Name service error for name=nowhere.example type=A: Host not found)
Nov 23 08:46:39 mx1 postfix/smtp[126]: 4F0A15: to=<eve@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 77)
Nov 23 08:46:40 mx1 postfix/qmgr[99]: 4F0A15: removed
Nov 23 08:46:41 mx1 postfix/smtpd[130]: NOQUEUE: reject: RCPT from unknown[198.51.100.7]: 550 5.1.1 <gone@example.net>: Recipient address rejected: User unknown in local recipient table; from=<x@example.org> to=<gone@example.net> proto=ESMTP helo=<c>
Nov  3 08:46:42 mx1 postfix/smtpd[130]: NOQUEUE: reject: RCPT from unknown[198.51.100.7]: 450 4.2.0 <late@example.net>: Recipient address rejected: Greylisted; from=<x@example.org> to=<late@example.net> proto=ESMTP helo=<c>
Nov 23 08:46:43 mx1 postfix-out/local[140]: 4F0A16: to=<"|/usr/bin/filter"@mx1>, orig_to=<list@example.net>, relay=local, delay=1, delays=0/0/0/1, dsn=5.3.0, status=bounced (Command died with status 1: "/usr/bin/filter")
Nov 23 08:46:44 mx1 sshd[7]: Failed password for to=<ann@example.com>, status=bounced (no)
Nov 23 08:46:45 mx1 postfix/smtp[127]: connect to mx.example.org[192.0.2.9]:25: Connection timed out
EOT
cat >expected <<'EOT'
1|bounce|postfix-log|failed|ann@example.com||address-does-not-exist|5.1.1|550|mx.example.com|
2|delay|postfix-log|delayed|bob@example.com|robert@example.net||4.2.2|452|mx.example.com|2026-11-23T07:46:37Z
3|bounce|postfix-log|failed|joe@nowhere.example||domain-does-not-exist|5.4.4|||
4|success|postfix-log|delivered|eve@example.com|||2.0.0||mx.example.com|
5|other|postfix-log||||||||
6|bounce|postfix-log|failed|gone@example.net||address-does-not-exist|5.1.1|550||
7|delay|postfix-log|delayed|late@example.net|||4.2.0|450||
8|bounce|postfix-log|failed|list@example.net|list@example.net|remote-configuration-error|5.3.0|||
9|other|||||||||
10|other|postfix-log||||||||
EOT
records postfix.log >actual
check_same 'Postfix' expected actual
"$bouncecat" --replies -F diagnostic,reporting_mta postfix.log |
  head -n 1 | tr '\t' '|' >actual
echo '550 5.1.1 <ann@example.com>: User unknown|mx1' >expected
check_same 'the diagnostic is the reply' expected actual
"$bouncecat" --replies -F recipient postfix.log >actual
printf '%s\n' ann@example.com joe@nowhere.example gone@example.net \
  list@example.net >expected
check_same 'without --all: the failed recipients of a log' expected actual

# Exim: main and reject log, its own date and syslog's.
cat >exim.log <<'EOT'
2026-11-23 08:46:36 1uAbCd-000abc-Xy <= x@example.org H=c [198.51.100.7] P=esmtp S=700
2026-11-23 08:46:37 1uAbCd-000abc-Xy ** ann@example.com R=dnslookup T=remote_smtp H=mx.example.com [192.0.2.1] X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=yes: SMTP error from remote mail server after RCPT TO:<ann@example.com>: 550 5.1.1 User unknown
2026-11-23 08:46:38 1uAbCd-000abc-Xy == bob@example.com R=dnslookup T=remote_smtp defer (-44) H=mx.example.com [192.0.2.1]: SMTP error from remote mail server after RCPT TO:<bob@example.com>: 452 4.2.2 Mailbox full
2026-11-23 08:46:39 1uAbCd-000abc-Xy == joe@example.com R=dnslookup T=remote_smtp defer (-53): retry time not reached for any host
2026-11-23 08:46:40 +0100 [77] 1uAbCd-000abc-Xy ** nobody@nowhere.example: Unrouteable address
2026-11-23 08:46:41 1uAbCd-000abc-Xy => eve@example.com R=dnslookup T=remote_smtp H=mx.example.com [192.0.2.1] C="250 OK"
2026-11-23 08:46:42 1uAbCd-000abc-Xy Completed
2026-11-23 08:46:43 H=(c) [198.51.100.7] F=<x@example.org> rejected RCPT <gone@example.net>: Unknown user
2026-11-23 08:46:44 H=(c) [198.51.100.7] F=<x@example.org> temporarily rejected RCPT <late@example.net>: greylisted
Envelope-from: <x@example.org>
P Received: from c ([198.51.100.7])
  Subject: 550 5.1.1 User unknown
F From: x@example.org
----------------------------------------------------------------------------
Nov 23 08:46:45 mx1 exim[88]: 1uAbCd-000abc-Xy ** full@example.com <all@example.net> R=dnslookup T=remote_smtp H=mx.example.com [192.0.2.1]: SMTP error from remote mail server after end of data: 552 5.2.2 Mailbox is full
EOT
cat >expected <<'EOT'
1|other|exim-log||||||||2026-11-23T08:46:36Z
2|bounce|exim-log|failed|ann@example.com||address-does-not-exist|5.1.1|550|mx.example.com|2026-11-23T08:46:37Z
3|delay|exim-log|delayed|bob@example.com|||4.2.2|452|mx.example.com|2026-11-23T08:46:38Z
4|delay|exim-log|delayed|joe@example.com||||||2026-11-23T08:46:39Z
5|bounce|exim-log|failed|nobody@nowhere.example||domain-does-not-exist||||2026-11-23T08:46:40Z
6|success|exim-log|delivered|eve@example.com|||||mx.example.com|2026-11-23T08:46:41Z
7|other|exim-log||||||||2026-11-23T08:46:42Z
8|bounce|exim-log|failed|gone@example.net||address-does-not-exist||||2026-11-23T08:46:43Z
9|delay|exim-log|delayed|late@example.net||||||2026-11-23T08:46:44Z
10|other|||||||||
11|other|||||||||
12|other|||||||||
13|other|||||||||
14|other|||||||||
15|bounce|exim-log|failed|full@example.com|all@example.net|over-quota|5.2.2|552|mx.example.com|
EOT
records exim.log >actual
check_same 'Exim' expected actual

# sendmail.
cat >sendmail.log <<'EOT'
Nov 23 08:46:36 mx1 sendmail[200]: 5AN7ka: to=<ann@example.com>, delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=120, relay=mx.example.com. [192.0.2.1], dsn=5.1.1, stat=User unknown
Nov 23 08:46:37 mx1 sm-mta[201]: 5AN7kb: to=<bob@example.com>,<eve@example.com>, ctladdr=<x@example.net> (1000/1000), delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=120, relay=mx.example.com. [192.0.2.1], dsn=4.0.0, stat=Deferred: Connection refused by mx.example.com.
Nov 23 08:46:38 mx1 sm-mta[201]: 5AN7kc: to=<joe@nowhere.example>, delay=00:00:00, mailer=esmtp, pri=30, relay=nowhere.example, dsn=5.1.2, stat=Host unknown (Name server: nowhere.example: host not found)
Nov 23 08:46:39 mx1 sm-mta[201]: 5AN7kd: to=<kim@example.com>, delay=00:00:01, mailer=esmtp, relay=mx.example.com. [192.0.2.1], dsn=2.0.0, stat=Sent (Ok: queued)
Nov 23 08:46:40 mx1 sm-mta[201]: 5AN7ke: to=<leo@example.com>, delay=00:00:01, mailer=esmtp, relay=mx.example.com. [192.0.2.1], dsn=5.0.0, reply=552 5.2.2 Mailbox full, stat=Service unavailable
Nov 23 08:46:41 mx1 sm-mta[202]: 5AN7kf: ruleset=check_rcpt, arg1=<gone@example.net>, relay=c [198.51.100.7], reject=550 5.1.1 <gone@example.net>... User unknown
Nov 23 08:46:42 mx1 sm-mta[202]: 5AN7kf: from=<x@example.org>, size=0, class=0, nrcpts=0, proto=ESMTP, daemon=MTA, relay=c [198.51.100.7]
EOT
cat >expected <<'EOT'
1|bounce|sendmail-log|failed|ann@example.com||address-does-not-exist|5.1.1||mx.example.com|
2|delay|sendmail-log|delayed|bob@example.com|||4.0.0||mx.example.com|
2|delay|sendmail-log|delayed|eve@example.com|||4.0.0||mx.example.com|
3|bounce|sendmail-log|failed|joe@nowhere.example||domain-does-not-exist|5.1.2||nowhere.example|
4|success|sendmail-log|delivered|kim@example.com|||2.0.0||mx.example.com|
5|bounce|sendmail-log|failed|leo@example.com||over-quota|5.2.2|552|mx.example.com|
6|bounce|sendmail-log|failed|gone@example.net||address-does-not-exist|5.1.1|550||
7|other|sendmail-log||||||||
EOT
records sendmail.log >actual
check_same 'sendmail' expected actual

# The words weigh as in a mail.
# shellcheck source=tests/mail.sh
. "$top_srcdir/tests/mail.sh"
bounce ann@example.com 5.0.0 failed '550 sent too many messages today' >mail
"$bouncecat" -F category,evidence mail >expected
echo '550 sent too many messages today' |
  "$bouncecat" --replies -F category,evidence >actual
check_same 'judged as in a mail' expected actual

# The rest of the command line.
cat postfix.log exim.log sendmail.log postfix.log >all
for jobs in 1 2 8; do
  "$bouncecat" --replies -a -j $jobs all | cksum >sum
  [ -e sum1 ] || cp sum sum1
  check_same "-j $jobs: the same output" sum1 sum
done
gzip -c all >all.gz
"$bouncecat" --replies -a -F index,recipient all >expected
"$bouncecat" --replies -a -F index,recipient all.gz >actual
check_same 'a rotated log' expected actual
"$bouncecat" --replies -a -F index,recipient <all >actual
check_same 'standard input' expected actual
expect_status 0 '-q: a failure' "$bouncecat" --replies -q all
echo 'Nov 23 08:46:40 mx1 postfix/qmgr[99]: 4F0A15: removed' >none
expect_status 1 '-q: none' "$bouncecat" --replies -q none
expect_status 64 'not with --ledger' "$bouncecat" --replies -l ledger all
check '... which is said' grep -q 'combined' err
check '... and no ledger is made' test ! -e ledger
"$bouncecat" --replies --summary all | grep -c '^category' >actual
check '--summary counts them' test "$(cat actual)" -ge 4

# Whatever stands there.
head -c 200000 /dev/urandom >noise
{
  tr -d '\n' <noise
  echo
  cat noise all
} >any
check 'any bytes' "$bouncecat" --replies -a any

finish
