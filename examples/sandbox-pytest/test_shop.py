from iamport_api import call


def report(shop, window):
    """What the shop's page sends after the payment window."""
    call(f"{shop.url}/payments/complete", {"imp_uid": window["impUid"], "merchant_uid": window["merchantUid"]})


def test_an_order_that_is_paid_is_shipped(sandbox, shop):
    order = shop.order(64_900)
    window = sandbox.open_window(order.merchant_uid, order.amount)
    sandbox.press(window, "approve")
    report(shop, window)
    sandbox.settle()
    assert (order.state, order.shipments) == ("paid", 1)


def test_a_webhook_that_comes_late_does_not_undo_the_refund(sandbox, shop):
    sandbox.disturb(reorder=2)
    order = shop.order(64_900)
    window = sandbox.open_window(order.merchant_uid, order.amount)
    sandbox.press(window, "approve-and-die")
    sandbox.control("POST", f"/payments/{window['impUid']}/console-cancel", {})
    sandbox.settle()
    assert (order.state, order.shipments) == ("cancelled", 0)


def test_an_order_is_shipped_though_its_webhook_is_lost_and_the_browser_never_returns(sandbox, shop):
    sandbox.disturb(drop=True)
    order = shop.order(64_900)
    sandbox.press(sandbox.open_window(order.merchant_uid, order.amount), "approve-and-die")
    shop.rules.on_timer()
    assert (order.state, order.shipments) == ("paid", 1)


def test_an_order_is_not_shipped_for_a_forged_amount(sandbox, shop):
    order = shop.order(64_900)
    window = sandbox.open_window(order.merchant_uid, 100)
    sandbox.press(window, "approve")
    report(shop, window)
    sandbox.settle()
    assert (order.state, order.shipments) == ("waiting", 0)


def test_an_order_is_shipped_once_though_its_webhook_comes_twice(sandbox, shop):
    sandbox.disturb(copies=2)
    order = shop.order(64_900)
    window = sandbox.open_window(order.merchant_uid, order.amount)
    sandbox.press(window, "approve")
    report(shop, window)
    sandbox.settle()
    assert (order.state, order.shipments) == ("paid", 1)
