#!/usr/bin/env python3
"""Mails that are meant to crash, swell or stop a parser.

usage: trouble.py          the names of the cases, and how many records of
                           failed recipients each must give at least
       trouble.py NAME [SIZE]
                           writes that case to standard output, so many times
                           as large
"""
import base64
import gzip
import sys

SIZE = float(sys.argv[2]) if len(sys.argv) > 2 else 1


def n(count):
    return int(count * SIZE)


MB = n(1024 * 1024)
out = sys.stdout.buffer


def put(text):
    out.write(text.encode())


def head(extra="", kind='multipart/report; report-type=delivery-status; boundary="=r"'):
    put("Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.net\n"
        "To: list@example.net\nSubject: Undelivered Mail\n"
        "Date: Mon, 16 Nov 2026 10:00:00 +0000\n"
        f"Message-ID: <1@mx.example.net>\n{extra}"
        f"Content-Type: {kind}\n\n")


def group(name, diagnostic="550 5.1.1 user unknown"):
    put(f"Final-Recipient: rfc822; {name}@example.org\nAction: failed\n"
        f"Status: 5.1.1\nDiagnostic-Code: smtp; {diagnostic}\n\n")


def report():
    """A report with one recipient; what follows is its third part."""
    head()
    put("--=r\n\nYour message could not be delivered.\n"
        "--=r\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx.example.net\n\n")
    group("joe")
    put("--=r\n")


def nested_multiparts():
    report()
    for i in range(n(50000)):
        put(f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n")
    put("\nthe end\n")


def nested_messages():
    report()
    put("Content-Type: message/rfc822\n\n" * n(100000) + "the end\n")


def nested_forwards():
    head(kind="message/rfc822")
    put("Content-Type: message/rfc822\n\n" * n(100000) + "the end\n")


def recipients():
    head()
    put("--=r\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx.example.net\n\n")
    for i in range(n(50000)):
        group(f"user{i}")
    put("--=r--\n")


def text_recipients():
    head(kind="text/plain")
    put("Hi. This is the qmail-send program at mx.example.net.\n"
        "I'm afraid I wasn't able to deliver your message to the following "
        "addresses.\nThis is a permanent error; I've given up. Sorry it "
        "didn't work out.\n\n")
    for i in range(n(50000)):
        put(f"<user{i}@example.org>:\n192.0.2.1 does not like recipient.\n"
            "Remote host said: 550 5.1.1 user unknown\n"
            "Giving up on 192.0.2.1.\n\n")


def long_header():
    head("Subject: " + "x" * 50 * MB + "\n")
    put("--=r\nContent-Type: message/delivery-status\n\n")
    group("joe")
    put("--=r--\n")


def folded_header():
    head("Subject: x\n" + " y\n" * (50 * MB // 3))
    put("--=r\nContent-Type: message/delivery-status\n\n")
    group("joe")
    put("--=r--\n")


def header_lines():
    head("".join(f"X-Line-{i}: value\n" for i in range(n(1000000))))
    put("--=r\nContent-Type: message/delivery-status\n\n")
    group("joe")
    put("--=r--\n")


def dashes_in_header():
    """Any of these lines may be the boundary of the header they stand in, and
    what is known of that must not be found out anew for each."""
    put("From: MAILER-DAEMON@mx.example.net\n")
    put(("Subject: " + 60000 * "s" + "\n") * 16)
    put("Content-Type: multipart/mixed; boundary=\"a\\b\"; (" + 60000 * "c"
        + ")\n")
    put("--aaaaaaaaaaa: b\n" * n(100000))
    put("\nthe end\n")


def wanted_header_lines():
    report()
    put("Content-Type: message/rfc822\n\n" + "Subject: value\n" * n(1000000))


def boundaries():
    report()
    put("\n--=r\n" * n(1000000))


def undeclared_base64():
    report()
    put("\n")
    out.write(base64.encodebytes(bytes(range(256)) * (15 * MB // 256)))


def text_base64():
    head(kind="text/plain")
    out.write(base64.encodebytes(bytes(range(256)) * (15 * MB // 256)))


def line_of_addresses():
    head(kind="text/plain")
    put("Delivery to the following recipients failed: "
        + "<joe@example.org> 550 5.1.1 " * (20 * MB // 28) + "\n")


def eight_bit_parts():
    """Texts that say nothing of their charset, each to be guessed."""
    head(kind="multipart/mixed; boundary=b")
    line = "".join(chr(0x410 + 7 * i % 64) + "ab "[i % 3] for i in range(60))
    for _ in range(n(990)):
        put("--b\nContent-Type: text/plain\n\n")
        out.write((line + "\n").encode("cp1251") * 100)
    put("--b--\n")


THAI = bytes(0xa1 + i % 40 for i in range(100)) + b" \n"


def three_bytes_for_one():
    """In UTF-8 such texts are three times as long, and one is encoded, too."""
    head(kind="multipart/mixed; boundary=b")
    for i in range(n(15)):
        body = THAI * (700000 // len(THAI))
        put("--b\nContent-Type: text/plain; charset=tis-620\n")
        if i == 0:
            put("Content-Transfer-Encoding: base64\n")
            body = base64.encodebytes(body)
        put("\n")
        out.write(body)
    put("--b--\n")


def long_diagnostics():
    """As many recipients as are read, in a report as long as is read."""
    head()
    put("--=r\n\n")
    out.write(THAI * (2 * MB // len(THAI)))
    put("--=r\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx.example.net\n\n")
    for i in range(n(10500)):
        group(f"user{i}", "550 " + "no such user here " * 38)
    put("--=r--\n")


def full_to_the_brim(extra=""):
    """Each thing that is kept of a mail, as long as it is kept."""
    head(kind=f"multipart/report{extra}; report-type=delivery-status;"
         " boundary=\"=r\"")
    put("--=r\n\n")
    for i in range(n(40000)):
        put("x\n" * 4 + f"to <u{i}@example.org> was not delivered:\n")
    put("--=r\nContent-Type: message/delivery-status; charset=tis-620\n\n")
    out.write(THAI * (8 * MB // len(THAI)))
    put("--=r--\n")


def full_and_odd():
    """The same by way of GMime, which copies what it reads."""
    full_to_the_brim(" (odd)")


NOT_DELIVERED = "x\n" * 4 + "to <u%d@example.org> was not delivered:\n"


def undelivered(count, quote=""):
    """A text that names so many recipients, in short lines full of phrases."""
    text = "".join(NOT_DELIVERED % i for i in range(count))
    put("".join(f"{quote}{line}\n" for line in text.splitlines())
        if quote else text)


def full_of_words():
    """A report as long as is read, of which all is read where it stands."""
    head()
    put("--=r\n\n")
    undelivered(n(40000))
    put("--=r\nContent-Type: message/delivery-status\n\n"
        + "no such thing\n" * n(600000) + "--=r--\n")


def forwarded():
    """A text in a text is read as a mail of its own."""
    put("From: joe@example.com\nTo: ann@example.net\n"
        "Subject: Fwd: Undelivered mail\n"
        "Date: Mon, 16 Nov 2026 10:00:00 +0000\n\n"
        "fyi\n\n---------- Forwarded message ----------\n"
        "> From: MAILER-DAEMON@mx.example.net\n"
        "> Subject: Undelivered mail\n> To: joe@example.com\n>\n"
        "> Your message could not be delivered:\n>\n")
    undelivered(n(37000), "> ")


def attached():
    """So is one that is attached as a file."""
    put("Return-Path: <>\nFrom: joe@example.com\nTo: ann@example.net\n"
        "Subject: Fwd: Undelivered\n"
        "Date: Mon, 16 Nov 2026 10:00:00 +0000\n"
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nfyi\n"
        "--b\nContent-Type: text/plain; name=bounce.txt\n\n")
    undelivered(n(39000))
    put("--b--\n")


def json_objects():
    """What a parser makes of empty objects is a hundred times as large."""
    put("From: AWS Notifications <no-reply@sns.amazonaws.com>\n"
        "To: list@example.net\nSubject: AWS Notification Message\n"
        "Date: Mon, 16 Nov 2026 10:00:00 +0000\n\n"
        '{"notificationType": "Bounce", "bounce": {"feedbackId": "1",\n'
        '"bounceType": "Permanent",\n'
        '"bouncedRecipients": [{"emailAddress": "joe@example.org"}],\n"x": [\n'
        + "{},{},{},{},{},{},\n" * n(90000) + '{}]},\n"mail": {}}\n')


def quoted_replies():
    """The words of two servers for each recipient, one quoted by the other."""
    head()
    put("--=r\n\n")
    undelivered(n(40000))
    put("--=r\nContent-Type: message/delivery-status\n\n")
    for i in range(n(10500)):
        group(f"user{i}", f"host mx{i} said: 550 " + "no such user " * 49
              + "(in reply to RCPT TO command)")
    put("--=r--\n")


def many_reasons():
    """So many texts of each recipient as might be kept."""
    head()
    put("--=r\nContent-Type: message/delivery-status\n\n")
    reasons = "".join(f"X-Error: {i} a\n" for i in range(31))
    for i in range(n(10500)):
        put(f"Final-Recipient: rfc822; user{i}@example.org\nAction: failed\n"
            "Status: 5.1.1\nDiagnostic-Code: smtp; 550 no "
            + "such user " * 25 + f"\n{reasons}\n")
    put("--=r--\n")


def long_subject():
    """What is of the whole mail is printed with each of its recipients."""
    head()
    put("--=r\n\n--=r\nContent-Type: message/delivery-status\n\n")
    for i in range(n(10500)):
        group(f"user{i}")
    put("--=r\nContent-Type: message/rfc822\n\nFrom: ann@example.net\n"
        f"Subject: {'s' * 8000}\n\n--=r--\n")


def short_lines():
    """A mail of less than a megabyte that takes many times as much."""
    head(kind="text/plain")
    undelivered(n(15000))


def diagnostic():
    head()
    put("--=r\nContent-Type: message/delivery-status\n\n")
    group("joe", "550 5.1.1 user unknown " + "mailbox full " * (20 * MB // 13))
    put("--=r--\n")


def folded_diagnostic():
    head()
    put("--=r\nContent-Type: message/delivery-status\n\n")
    group("joe", "550-5.1.1 user unknown\n"
          + " 550-5.1.1 said the server\n" * (20 * MB // 27))
    put("--=r--\n")


def full_mailboxes():
    """Each line is another recipient, to be told from all before it."""
    head(kind="text/plain")
    put("Your message could not be delivered:\n\n" + "".join(
        f"u{i}@d{i % 977}.example: mailbox full\n" for i in range(150000)))


def denials():
    """Of each the program asks what it denies."""
    head(kind="text/plain")
    put("it was not and not and not to deliver and " * (5 * MB // 42)
        + "\n\n" + "joe@example.org was refused:\n> not\n" * (MB // 33))


def replies_below():
    """The reply of a sentence that ends in a colon may stand below it."""
    head(kind="text/plain")
    for i in range(n(40000)):
        put("x\n" * 4 + f"to <u{i}@example.org> was not delivered:\n")


def angles():
    head(kind="text/plain")
    put("<" * 20 * MB + "\n")


def html_angles():
    head(kind="text/html")
    put("<html>" + ("<" * 70 + "\n") * (20 * MB // 71) + "<a " * MB + "\n")


def parameters():
    head(kind="multipart/report" + "".join(
        f";\n p{i}=v" for i in range(n(200000))) + '; boundary="=r"')
    put("--=r\nContent-Type: message/delivery-status\n\n")
    group("joe")
    put("--=r--\n")


def long_boundary():
    boundary = "b" * MB
    head(kind=f'multipart/report; boundary="{boundary}"')
    for _ in range(10):
        put(f"--{boundary}\nContent-Type: message/delivery-status\n\n")
        group("joe")
    put(f"--{boundary}--\n")


def encoded_words():
    head("Subject: " + "=?utf-8?q?caf=C3=A9?= " * n(300000) + "\n"
         + "".join("X-Failed-Recipients: =?utf-8?b?w6k=?=\n"
                   for _ in range(n(100000))))
    put("--=r\nContent-Type: message/delivery-status\n\n")
    group("joe")
    put("--=r--\n")


def from_lines():
    put("From MAILER-DAEMON Mon Nov 16 10:00:00 2026\n")
    report()
    put("--\n\n")
    put("From MAILER-DAEMON Mon Nov 16 10:00:00 2026\n\n" * n(1000000))


def delayed_recipients():
    """What gives a delay up is looked for in the whole text."""
    head()
    put("--=r\n\n" + "We go on with it, as it may well come to an end.\n"
        * n(40000) + "--=r\nContent-Type: message/delivery-status\n\n")
    for i in range(n(9900)):
        put(f"Final-Recipient: rfc822; user{i}@example.org\n"
            "Action: delayed\nStatus: 4.4.1\n\n")
    group("joe")
    put("--=r--\n")


def names():
    """Each name's address is looked for in the text and the headers."""
    head("To: " + "list@example.net,\n " * n(5000) + "list@example.net\n")
    put("--=r\n\n" + "".join(f"u{i}@example.org\n" for i in range(n(60000)))
        + "--=r\nContent-Type: message/delivery-status\n\n")
    for i in range(n(10000)):
        put(f"Final-Recipient: rfc822; user{i}\nAction: failed\n\n")
    put("--=r--\n")


def fields_in_text():
    head(kind="text/plain")
    put("Final-Recipient: rfc822; joe\nAction: failed\n" * n(80000))


def blank_text():
    """A text's first sentence may be empty: nothing stands before it."""
    put("Return-Path: <ann@example.org>\n"
        "Delivered-To: list@example.net\n"
        "Date: Mon, 16 Nov 2026 10:00:00 +0000\n" + "\n" * 9
        + "example.org\nReceived: from mx.example.org\n" + "\n" * 9)


def no_reason():
    """Words that give no reason are found twice, and must not be kept twice."""
    head()
    put("--=r\n\nTransaction failed: no valid recipients\n\n"
        "--=r\nContent-Type: message/delivery-status\n\n"
        "Final-Recipient: rfc822; joe@example.org\n"
        "Action: failed\nStatus: 5.0.0\n\n--=r--\n")


def gzip_bomb():
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as bomb:
        bomb.write(b"From MAILER-DAEMON Mon Nov 16 10:00:00 2026\n"
                   b"Subject: x\nContent-Type: text/plain\n\n")
        block = b"a" * 99 + b"\n"
        for _ in range(n(1000)):
            bomb.write(block * 10486)  # a gigabyte in all


# The least number of records of failed recipients.
CASES = {
    "nested-multiparts": (nested_multiparts, 1),
    "nested-messages": (nested_messages, 1),
    "nested-forwards": (nested_forwards, 0),
    "recipients": (recipients, 10000),
    "text-recipients": (text_recipients, 10000),
    "long-header": (long_header, 1),
    "folded-header": (folded_header, 1),
    "header-lines": (header_lines, 1),
    "dashes-in-header": (dashes_in_header, 0),
    "wanted-header-lines": (wanted_header_lines, 1),
    "boundaries": (boundaries, 1),
    "undeclared-base64": (undeclared_base64, 1),
    "text-base64": (text_base64, 0),
    "line-of-addresses": (line_of_addresses, 1),
    "eight-bit-parts": (eight_bit_parts, 0),
    "three-bytes-for-one": (three_bytes_for_one, 0),
    "long-diagnostics": (long_diagnostics, 10000),
    "full-to-the-brim": (full_to_the_brim, 10000),
    "full-and-odd": (full_and_odd, 10000),
    "full-of-words": (full_of_words, 10000),
    "forwarded": (forwarded, 10000),
    "attached": (attached, 10000),
    "json-objects": (json_objects, 0),
    "quoted-replies": (quoted_replies, 10000),
    "many-reasons": (many_reasons, 10000),
    "long-subject": (long_subject, 10000),
    "short-lines": (short_lines, 10000),
    "diagnostic": (diagnostic, 1),
    "folded-diagnostic": (folded_diagnostic, 1),
    "full-mailboxes": (full_mailboxes, 10000),
    "denials": (denials, 0),
    "replies-below": (replies_below, 10000),
    "angles": (angles, 0),
    "html-angles": (html_angles, 0),
    "parameters": (parameters, 0),
    "long-boundary": (long_boundary, 0),
    "encoded-words": (encoded_words, 1),
    "from-lines": (from_lines, 1),
    "delayed-recipients": (delayed_recipients, 1),
    "names": (names, 10000),
    "fields-in-text": (fields_in_text, 1),
    "blank-text": (blank_text, 0),
    "no-reason": (no_reason, 1),
    "gzip-bomb": (gzip_bomb, 0),
}

if __name__ == "__main__":
    if len(sys.argv) > 1:
        CASES[sys.argv[1]][0]()
    else:
        for case, (_, records) in CASES.items():
            print(case, records)
