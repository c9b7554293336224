#!/usr/bin/env python3
"""Bounces of real size, made from the fixtures.

usage: bench-mail.py mbox COUNT FIXTURES     an mbox to standard output
       bench-mail.py maildir COUNT FIXTURES DIRECTORY
       bench-mail.py mbox-of TIMES FOLDER    an mbox of the mails in FOLDER (in
                                             fixtures: the .eml), so many times
       bench-mail.py maildir-of TIMES FOLDER DIRECTORY
       bench-mail.py big MEGABYTES           one bounce that returns an
                                             attachment of that size
Every mail that is made of a fixture gets the header lines that relays and filters add, and where it
returns a message, one of the size and shape of a real newsletter.  The same
arguments make the same mails.
"""
import os
import random
import re
import sys

WORDS = ("the of and to in for is on that by this with you it not or be are "
         "from at as your all have new more an was we will home can us about "
         "if page my has search free but our one other do no information time "
         "they site he up may what which their news out use any there see only "
         "so his when contact here business who web also now help").split()


def words(rand, count):
    return " ".join(rand.choice(WORDS) for _ in range(count))


def token(rand, length):
    return "".join(rand.choice("abcdefghijklmnopqrstuvwxyzABCDEF0123456789")
                   for _ in range(length))


def folded(rand, name, lines):
    return f"{name}: " + ";\n\t".join(
        f"{token(rand, 4)}={token(rand, 60)}" for _ in range(lines)) + "\n"


def transport_header(rand):
    """What stands above the header of a mail that came from outside."""
    lines = [f"Received: from mx{i}.example.net (mx{i}.example.net "
             f"[192.0.2.{i}])\n\tby mail{i}.example.net (Postfix) with ESMTPS "
             f"id {token(rand, 12)}\n\t(using TLSv1.3 with cipher "
             "TLS_AES_256_GCM_SHA384 (256/256 bits));\n"
             "\tMon, 16 Nov 2026 10:00:00 +0000 (UTC)\n" for i in range(1, 5)]
    for name, count in (("Authentication-Results", 3), ("ARC-Seal", 4),
                        ("ARC-Message-Signature", 6), ("X-Spam-Report", 5),
                        ("X-Originating-Relay", 1), ("X-Scanned-By", 1),
                        ("X-Filter-Version", 1), ("X-Filter-Score", 1),
                        ("X-Transport-Id", 1), ("X-Delivery-Time", 1)):
        lines.append(folded(rand, name, count))
    return "".join(lines)


def newsletter(rand):
    """A message of 4 to 20 KB with sixty header lines."""
    boundary = "=_" + token(rand, 20)
    header = transport_header(rand) + folded(rand, "DKIM-Signature", 6) + (
        "From: News <news@example.net>\nTo: <joe@example.org>\n"
        f"Subject: {words(rand, 6)}\nMessage-ID: <{token(rand, 16)}@example.net>\n"
        "Date: Mon, 16 Nov 2026 09:58:00 +0000\nMIME-Version: 1.0\n"
        "List-Id: <news.example.net>\n"
        f"List-Unsubscribe: <https://example.net/u/{token(rand, 30)}>\n"
        f"Feedback-ID: {token(rand, 20)}\nX-Campaign-Id: {token(rand, 8)}\n"
        f'Content-Type: multipart/alternative; boundary="{boundary}"\n\n')
    size = rand.randrange(20, 110)
    text = "".join(words(rand, 12) + "\n" for _ in range(size))
    html = "".join(f'<tr><td style=3D"font: 12px">{words(rand, 10)}</td></tr>=\n'
                   for _ in range(size))
    return (header + f"--{boundary}\nContent-Type: text/plain; charset=utf-8\n\n"
            + text + f"\n--{boundary}\nContent-Type: text/html; charset=utf-8\n"
            "Content-Transfer-Encoding: quoted-printable\n\n<html><table>\n"
            + html + f"</table></html>\n\n--{boundary}--\n")


def enlarge(rand, mail):
    """MAIL (bytes) with a header and a returned message of real size."""
    part = re.search(rb"\nContent-Type: message/rfc822[^\n]*\n(?:[^\n]+\n)*\n",
                     mail)
    boundary = re.search(rb'boundary="?([^"\n;]+)', mail)
    if part and boundary:
        end = mail.find(b"\n--" + boundary.group(1), part.end())
        if end > 0:
            mail = (mail[:part.end()] + newsletter(rand).encode() + mail[end:])
    return transport_header(rand).encode() + mail


def collect(folder):
    """Every file below FOLDER: the mails of a user.  Where some are called
    .eml, only those."""
    mails = []
    names = [os.path.join(path, name) for path, _, files in os.walk(folder)
             for name in files]
    if any(name.endswith(".eml") for name in names):
        names = [name for name in names if name.endswith(".eml")]
    for name in sorted(names):
        if os.path.isfile(name):
            with open(name, "rb") as file:
                mail = file.read().replace(b"\r\n", b"\n")
            if mail.startswith(b"From "):
                mail = mail.split(b"\n", 1)[-1]
            if mail.strip():
                mails.append(mail)
    if not mails:
        sys.exit(f"bench-mail.py: no mail in {folder}")
    return mails


def load(folder):
    mails = []
    for path, _, files in sorted(os.walk(folder)):
        for name in sorted(files):
            if name.endswith(".eml") and not path.startswith(
                    os.path.join(folder, "other")):
                with open(os.path.join(path, name), "rb") as file:
                    mail = file.read().replace(b"\r\n", b"\n")
                if mail.startswith(b"From "):
                    mail = mail.split(b"\n", 1)[1]
                mails.append(mail)
    if not mails:
        sys.exit(f"bench-mail.py: no fixture in {folder}")
    return mails


def bounces(count, folder):
    rand = random.Random(1)
    mails = load(folder)
    variants = [enlarge(rand, mail) for mail in mails for _ in range(3)]
    rand.shuffle(variants)
    for i in range(count):
        yield variants[i % len(variants)]


def big(megabytes):
    out = sys.stdout.buffer
    out.write(b"From: MAILER-DAEMON@mx.example.net\nSubject: Undelivered\n"
              b'Content-Type: multipart/report; boundary="=r"\n\n'
              b"--=r\nContent-Type: message/delivery-status\n\n"
              b"Final-Recipient: rfc822; joe@example.org\nAction: failed\n"
              b"Status: 5.2.2\n\n--=r\nContent-Type: message/rfc822\n\n"
              b"Subject: pictures\nContent-Type: multipart/mixed; boundary=i\n\n"
              b"--i\nContent-Type: image/png\n"
              b"Content-Transfer-Encoding: base64\n\n")
    line = b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ" * 1 + b"\n"
    block = line * (1024 * 1024 // len(line))
    for _ in range(megabytes):
        out.write(block)
    out.write(b"--i--\n\n--=r--\n")


def write_mbox(mails):
    for mail in mails:
        sys.stdout.buffer.write(
            b"From MAILER-DAEMON Mon Nov 16 10:00:00 2026\n"
            + re.sub(rb"(?m)^(>*From )", rb">\1", mail.rstrip(b"\n"))
            + b"\n\n")


def write_maildir(mails, directory):
    for sub in ("new", "cur", "tmp"):
        os.makedirs(os.path.join(directory, sub))
    for i, mail in enumerate(mails):
        with open(os.path.join(directory, "cur", f"{i:07}.host:2,S"),
                  "wb") as file:
            file.write(mail)


def main(argv):
    what, count = argv[0], int(argv[1])
    if what == "big":
        big(count)
        return
    if what.endswith("-of"):
        mails = (mail for one in [collect(argv[2])] for _ in range(count)
                 for mail in one)
    else:
        mails = bounces(count, argv[2])
    if what.startswith("mbox"):
        write_mbox(mails)
    else:
        write_maildir(mails, argv[3])


if __name__ == "__main__":
    main(sys.argv[1:])
