import json
import os
import shlex
import subprocess

import pytest

from iamport_api import IamportApi, call
from rules import CarefulRules, NaiveRules
from shop import Shop

RULES = CarefulRules if os.environ.get("SHOP") == "careful" else NaiveRules
# Not by npx, which does not hand SIGTERM on.
COMMAND = os.environ.get("SANDBOX_COMMAND", "node_modules/.bin/iamport-checkout-backend")


class Sandbox:
    """The sandbox as a program, driven by its control API."""

    def __init__(self, ready):
        self.url = ready["url"]
        self.iamport = IamportApi(ready["url"], ready["imp_key"], ready["imp_secret"])

    def control(self, method, path, body=None):
        return call(f"{self.url}/_sandbox{path}", body, method=method)

    def open_window(self, merchant_uid, amount):
        """The payment window that the buyer's browser opens: `IMP.request_pay`."""
        params = {"merchant_uid": merchant_uid, "amount": amount, "name": "Chair", "pay_method": "card"}
        return self.control("POST", "/checkouts", {"params": params})["checkout"]

    def press(self, window, button):
        return self.control("POST", f"/checkouts/{window['id']}/{button}", {})

    def disturb(self, **rule):
        self.control("POST", "/webhooks/rules", rule)

    def settle(self):
        """Waits until no webhook is under way."""
        self.control("GET", "/webhooks/settled")


@pytest.fixture(scope="session")
def process():
    command = [*shlex.split(COMMAND), "sandbox", "--port", "0", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        yield json.loads(program.stdout.readline())
        program.terminate()
        assert program.wait(10) == 0


@pytest.fixture
def sandbox(process):
    sandbox = Sandbox(process)
    sandbox.control("POST", "/reset")
    return sandbox


@pytest.fixture
def shop(sandbox):
    shop = Shop(RULES, sandbox.iamport)
    sandbox.control("PATCH", "/settings", {"webhookUrl": f"{shop.url}/payments/webhook"})
    yield shop
    shop.close()
