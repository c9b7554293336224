#!/usr/bin/env python3
"""A stand-in for listmonk and Mautic: checks what their webhook and API get.

webhook.py PORTFILE: listens on a free port of the loopback, which it writes
there; prints each bounce that is as the documentation asks, and answers 400 to
others, 401 to strangers.
"""

import base64
import http.server
import json
import os
import sys
import urllib.parse

LOGIN = "Basic " + base64.b64encode(b"api:token").decode()

# Mautic's contacts.  To LIKE, "sue_x" is "sueax", too.
CONTACTS = {47: "Ann@example.com", 48: "sue_x@example.com",
            49: "sueax@example.com"}


def like(pattern, address):
    """What LIKE of SQL does, without regard to case; only _ is needed."""
    return len(pattern) == len(address) and all(
        p in ("_", a) for p, a in zip(pattern.lower(), address.lower()))


def listmonk(bounce):
    """https://listmonk.app/docs/bounces/: what it takes, as words."""
    assert bounce["campaign_uuid"]
    assert bounce["type"] in ("soft", "hard")
    assert "@" in bounce["email"]
    assert json.loads(bounce["meta"])["category"]
    return [bounce["email"], bounce["campaign_uuid"], bounce["type"]]


def mautic_search(query):
    """GET /api/contacts?search=email:ADDRESS: an object by id; [] if none."""
    name, address = query["search"][0].split(":", 1)
    assert name == "email"
    found = {str(number): {"id": number, "fields": {"all": {"email": email}}}
             for number, email in CONTACTS.items() if like(address, email)}
    return {"total": str(len(found)), "contacts": found or []}


def mautic_dnc(path, wish):
    """POST /api/contacts/ID/dnc/email/add"""
    number = int(path.split("/")[3])
    assert path == f"/api/contacts/{number}/dnc/email/add"
    assert type(wish["reason"]) is int and wish["reason"] in (1, 2, 3)
    return [CONTACTS[number], str(wish["reason"]), wish["comments"]]


class Webhook(http.server.BaseHTTPRequestHandler):
    def answer(self, status, value=None):
        self.send_response(status)
        self.end_headers()
        if value is not None:
            self.wfile.write(json.dumps(value).encode())

    def do(self, work):
        if self.headers["Authorization"] != LOGIN:
            self.answer(401)
            return
        try:
            answer = work()
        except (AssertionError, ValueError, KeyError, TypeError, IndexError):
            self.answer(400)
        else:
            self.answer(200, answer)

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)

        def search():
            assert url.path == "/api/contacts"
            return mautic_search(urllib.parse.parse_qs(url.query))
        self.do(search)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))

        def take():
            assert self.headers["Content-Type"] == "application/json"
            wish = json.loads(body)
            words = (listmonk(wish) if self.path == "/webhooks/bounce"
                     else mautic_dnc(self.path, wish))
            print(*words, flush=True)
        self.do(take)

    def log_message(self, *arguments):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Webhook)
with open(sys.argv[1] + ".new", "w", encoding="ascii") as port:
    port.write(f"{server.server_port}\n")
os.rename(sys.argv[1] + ".new", sys.argv[1])
server.serve_forever()
