# shellcheck shell=sh disable=SC2154 # tmp is lib.sh's
# mail.sh: mail for the tests of the command line.  To be sourced after lib.sh.
#
#   bounce RECIPIENT [STATUS [ACTION [DIAGNOSTIC]]]   an RFC 3464 report
#   feedback RECIPIENT                                an RFC 5965 report
#   ordinary                                          mail that is no bounce
#   mbox N                                            N bounces, one after
#                                                     the other, as an mbox

bounce () {
  cat <<EOT
From: MAILER-DAEMON@mx.example.net
To: sender@example.org
Date: Mon, 23 Nov 2026 08:46:36 +0100
Message-ID: <notice-${1%%@*}@mx.example.net>
Subject: Returned mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Something about the mail.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
X-Postfix-Queue-ID: 4F2

Final-Recipient: rfc822; $1
Action: ${3-failed}
Status: ${2-5.1.1}
Remote-MTA: dns; mail.example.com
Diagnostic-Code: smtp; ${4-550 ${2-5.1.1} xyzzy}

--b
Content-Type: text/rfc822-headers

From: Sender <sender@example.org>
To: $1
Subject: Hello
Message-ID: <sent-${1%%@*}@example.org>
X-Campaign-Id: spring

--b--
EOT
}

feedback () {
  cat <<EOT
From: feedback@isp.example
To: abuse@example.org
Date: Mon, 23 Nov 2026 08:46:36 +0100
Message-ID: <complaint-${1%%@*}@isp.example>
Subject: complaint
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="=b"

--=b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: x/1
Original-Rcpt-To: <$1>
Version: 1

--=b
Content-Type: message/rfc822

From: sender@example.org
To: $1
Subject: Hello
Message-ID: <1@example.org>

Hi
--=b--
EOT
}

ordinary () {
  cat <<EOT
From: someone@example.org
To: sender@example.org
Subject: Lunch
Message-ID: <lunch@example.org>

At noon?
EOT
}

mbox () {
  mbox_i=1
  while [ "$mbox_i" -le "$1" ]; do
    echo "From MAILER-DAEMON Mon Nov 23 08:46:36 2026"
    bounce "user$mbox_i@example.com"
    echo
    mbox_i=$((mbox_i + 1))
  done
}
