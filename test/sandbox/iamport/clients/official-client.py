"""PortOne's own client for Python (iamport-rest-client) against the sandbox at argv[1]; prints one line a check."""

import sys

from iamport import Iamport

url, key, secret = sys.argv[1:4]
client = Iamport(imp_key=key, imp_secret=secret, imp_url=url + "/")


def fails(error, code, call):
    try:
        call()
    except error as raised:
        return raised.code == code
    return False


def cancel(**fields):
    return client.cancel("변심", imp_uid="imp_1", **fields)


def wrong_secret():
    return Iamport(imp_key=key, imp_secret="wrong", imp_url=url + "/").find(imp_uid="imp_1")


CHECKS = [
    ("token", lambda: len(client.get_headers()["Authorization"]) == 40),
    ("wrong secret", lambda: fails(Iamport.HttpError, 401, wrong_secret)),
    ("look-up by imp_uid", lambda: client.find(imp_uid="imp_1")["merchant_uid"] == "order-1"),
    ("look-up by merchant_uid", lambda: client.find(merchant_uid="order-1")["imp_uid"] == "imp_1"),
    ("paid as ordered", lambda: client.is_paid(15900, imp_uid="imp_1")),
    ("partial cancel", lambda: cancel(amount=900, checksum=15900)["cancel_amount"] == 900),
    ("stale checksum", lambda: fails(Iamport.ResponseError, 1, lambda: cancel(amount=900, checksum=15900))),
    ("whole cancel", lambda: cancel()["cancel_amount"] == 15900),
    ("cancelled already", lambda: fails(Iamport.ResponseError, 1, cancel)),
    ("prepare", lambda: client.prepare("order-2", 1000)["amount"] == 1000),
    ("prepared amount", lambda: client.prepare_validate("order-2", 1000)),
    ("prepare twice", lambda: fails(Iamport.ResponseError, 1, lambda: client.prepare("order-2", 1000))),
    ("not found by imp_uid", lambda: fails(Iamport.HttpError, 404, lambda: client.find(imp_uid="imp_9"))),
    ("not found by merchant_uid", lambda: fails(Iamport.HttpError, 404, lambda: client.find(merchant_uid="order-9"))),
]

passed = 0
for name, check in CHECKS:
    good = check() is True
    passed += good
    print("passed" if good else "failed", name)
print(f"{passed} of {len(CHECKS)} passed")
sys.exit(passed != len(CHECKS))
