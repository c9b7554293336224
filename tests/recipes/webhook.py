#!/usr/bin/env python3
"""A stand-in for listmonk: checks what its webhook is given.

webhook.py PORTFILE: listens on a free port, which it writes there; prints
each bounce that is as the documentation asks, and answers 400 to others.
"""

import base64
import http.server
import json
import sys


class Webhook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        login = "Basic " + base64.b64encode(b"api:token").decode()
        try:
            bounce = json.loads(body)
            good = (self.path == "/webhooks/bounce"
                    and self.headers["Authorization"] == login
                    and self.headers["Content-Type"] == "application/json"
                    and bounce["type"] in ("soft", "hard")
                    and "@" in bounce["email"]
                    and bounce["campaign_uuid"]
                    and json.loads(bounce["meta"])["category"])
        except (ValueError, KeyError, TypeError):
            good = False
        if good:
            print(bounce["email"], bounce["campaign_uuid"], bounce["type"],
                  flush=True)
        self.send_response(200 if good else 400)
        self.end_headers()

    def log_message(self, *arguments):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Webhook)
with open(sys.argv[1], "w", encoding="ascii") as port:
    port.write(f"{server.server_port}\n")
server.serve_forever()
