"""The part of i'mport's REST API that the shop uses."""

import json
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen


def call(url, body=None, headers=None, method=None):
    """Sends JSON, and answers the parsed JSON; None for 404."""
    data = None if body is None else json.dumps(body).encode()
    request = Request(url, data, {"Content-Type": "application/json", **(headers or {})}, method=method)
    try:
        with urlopen(request, timeout=10) as answer:
            return json.load(answer)
    except HTTPError as error:
        error.close()
        if error.code == 404:
            return None
        raise


class IamportApi:
    """`url` is https://api.iamport.kr in production."""

    def __init__(self, url, imp_key, imp_secret):
        self.url = url
        self.keys = {"imp_key": imp_key, "imp_secret": imp_secret}

    def get_payment(self, imp_uid):
        """One payment; None if there is none."""
        return self._read(f"/payments/{quote(imp_uid, safe='')}")

    def find_payment(self, merchant_uid):
        """The newest payment of an order; None if there is none."""
        return self._read(f"/payments/find/{quote(merchant_uid, safe='')}")

    def _read(self, path):
        token = call(f"{self.url}/users/getToken", self.keys)["response"]["access_token"]
        envelope = call(self.url + path, headers={"Authorization": token})
        return None if envelope is None else envelope["response"]
