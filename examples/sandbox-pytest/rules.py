"""What the shop believes. Rules are told what the browser, a webhook or a timer reports."""


class NaiveRules:
    """What many shops copy from a guide. Each of the four tests finds a fault in it."""

    def __init__(self, orders, iamport):
        self.orders = orders
        self.iamport = iamport

    def on_browser(self, report):
        payment = self.iamport.get_payment(report["imp_uid"])
        if payment is not None and payment["status"] == "paid":
            self.orders[report["merchant_uid"]].state = "paid"

    def on_webhook(self, report):
        order = self.orders[report["merchant_uid"]]
        if report["status"] == "cancelled":
            order.state = "cancelled"
        if report["status"] == "paid":
            order.state = "paid"
            order.shipments += 1

    def on_timer(self):
        pass


class CarefulRules(NaiveRules):
    """The same shop without the four faults. Whoever reports, i'mport is asked, and the answer is compared."""

    def on_browser(self, report):
        self._record(report["merchant_uid"], self.iamport.get_payment(report["imp_uid"]))

    on_webhook = on_browser

    def on_timer(self):
        for order in list(self.orders.values()):
            if order.state == "waiting":
                self._record(order.merchant_uid, self.iamport.find_payment(order.merchant_uid))

    def _record(self, merchant_uid, payment):
        order = self.orders.get(merchant_uid)
        if order is None or payment is None:
            return
        theirs = (payment["merchant_uid"], payment["amount"], payment["currency"])
        if theirs != (order.merchant_uid, order.amount, "KRW"):
            order.needs_attention = True
            return
        with order.lock:
            if payment["status"] == "cancelled":
                order.state = "cancelled"
            if payment["status"] == "paid" and order.state == "waiting":
                order.state = "paid"
                order.shipments += 1
