"""A small shop in memory. It might as well be written with Django or Flask."""

import json
import secrets
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread


@dataclass
class Order:
    merchant_uid: str
    amount: int
    state: str = "waiting"
    shipments: int = 0
    needs_attention: bool = False
    lock: Lock = field(default_factory=Lock, repr=False)


class Shop:
    def __init__(self, rules, iamport):
        self.orders = {}
        self.rules = rules(self.orders, iamport)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def order(self, amount):
        """Takes an order. Its key cannot be guessed."""
        order = Order(secrets.token_hex(16), amount)
        self.orders[order.merchant_uid] = order
        return order

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def _handler(shop):
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                routes = {"/payments/complete": shop.rules.on_browser, "/payments/webhook": shop.rules.on_webhook}
                route = routes.get(self.path)
                report = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
                status = 404
                if route is not None:
                    try:
                        route(report)
                        status = 200
                    except Exception:
                        status = 500
                self.send_response(status)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_):
                pass

        return Handler
