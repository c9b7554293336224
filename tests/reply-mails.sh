# shellcheck shell=sh
# reply-mails.sh: rows as in replies.tsv become notifications.  To be sourced.

# reply_mails ROWS: an mbox on standard output, with a notification for each row
# of the file ROWS.
reply_mails () {
  awk -F '\t' '
  function head(from) {
    print "From MAILER-DAEMON Mon Nov 23 09:00:00 2026"
    print "From: Mail Delivery System <MAILER-DAEMON@" from ">"
    print "To: news@example.net"
    print "Subject: Undelivered Mail Returned to Sender"
    print "Date: Mon, 23 Nov 2026 09:00:00 +0000"
    print "Message-ID: <" NR ".row@" from ">"
    print "MIME-Version: 1.0"
  }
  function part(type) {
    print "--b\nContent-Type: " type "\n"
  }
  # A message of RFC 3464; what is empty is left out.
  function report(from, words, remote, diagnostic,   field) {
    head(from)
    print "Content-Type: multipart/report; report-type=delivery-status;"
    print "\tboundary=b\n"
    part("text/plain; charset=utf-8")
    print words "\n"
    part("message/delivery-status")
    print "Reporting-MTA: dns; " from "\n"
    print "Final-Recipient: rfc822; joe@example.org"
    print "Action: failed"
    field = status
    if (field == "-")
      field = (reply ~ /^4/ ? "4" : "5") ".0.0"
    print "Status: " field
    if (remote != "")
      print "Remote-MTA: dns; " remote
    if (diagnostic != "")
      print "Diagnostic-Code: " diagnostic
    print ""
    part("text/rfc822-headers")
    print "From: news@example.net\nTo: joe@example.org"
    print "Subject: News\nMessage-ID: <" NR "@example.net>\n"
    print "--b--\n"
  }
  function qmail(words) {
    head("out.example.net")
    print "\nHi. This is the qmail-send program at out.example.net."
    print "I\047m afraid I wasn\047t able to deliver your message to the" \
      " following addresses."
    print "This is a permanent error; I\047ve given up. Sorry it didn\047t" \
      " work out.\n"
    print "<joe@example.org>:\n" words "\n"
    print "--- Below this line is a copy of the message.\n"
    print "From: news@example.net\nTo: joe@example.org"
    print "Subject: News\nMessage-ID: <" NR "@example.net>\n"
  }
  BEGIN {
    command["connect"] = ""
    command["helo"] = "HELO"
    command["mail"] = "MAIL FROM"
    command["rcpt"] = "RCPT TO"
    command["data"] = "end of DATA"
  }
  {
    reply = $1; status = $2; stage = $3; text = $5
    if (text == "-")
      text = ""
    gsub(/\\n/, "\n", text)
    said = text
    if (status != "-")
      said = status " " said
    if (reply != "-")
      said = reply " " said
    to = "<joe@example.org>: "
    far = "host mx.example.org[192.0.2.9] "
  }
  stage == "prose" && status == "-" {
    qmail((reply == "-" ? "" : reply " ") text)
    next
  }
  stage == "prose" {
    report("out.example.net", "Delivery to this recipient failed:\n\n" \
           "    joe@example.org\n\n" text, "", "")
    next
  }
  stage == "local" || stage == "foreign" {
    report(stage == "local" ? "mail.example.org" : "out.example.net",
           "This message was created automatically by mail delivery" \
           " software.\n\nA message that you sent could not be delivered" \
           " to one or more of its\nrecipients. This is a permanent error." \
           " The following address(es) failed:\n\n  joe@example.org\n    " \
           text, "", "")
    next
  }
  stage == "reporter" {
    report("out.example.net", to text, "", "X-Postfix; " \
           (reply == "-" ? "" : reply " ") text)
    next
  }
  stage == "-" {
    report("out.example.net", "Delivery failed.", "mx.example.org",
           text == "" ? "" : "smtp; " said)
    next
  }
  command[stage] == "" {
    report("out.example.net", to far "refused to talk to me: " said,
           "mx.example.org", "smtp; " said)
    next
  }
  {
    report("out.example.net", to far "said: " said " (in reply to " \
           command[stage] " command)", "mx.example.org", "smtp; " said)
  }' "$1"
}
