import axios from 'axios';
import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

/** Every variant of the guide's client code, against our route. */
const checkout = useCheckout();

async function paid() {
  const merchant_uid = await checkout.order();
  return { imp_uid: checkout.pay(merchant_uid), merchant_uid };
}

async function issued() {
  const merchant_uid = await checkout.order();
  const imp_uid = checkout.pay(merchant_uid, { status: 'ready' });
  checkout.sandbox().payments.issueVirtualAccount(imp_uid);
  return { imp_uid, merchant_uid };
}

const url = () => `${checkout.url()}/payments/complete`;

/** What jQuery 1.12.4 sends for `$.ajax({ headers: { "Content-Type": "application/json" }, data: { ... } })`. */
const likeJQuery = (data: Record<string, string>, contentType: string) =>
  fetch(url(), {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: new URLSearchParams(data).toString(),
  });

test('axios with JSON', async () => {
  const data = await paid();
  const reply = await axios<unknown>({
    url: url(),
    method: 'post',
    headers: { 'Content-Type': 'application/json' },
    data,
  });
  expect(reply.status).toBe(200);
  expect(reply.data).toMatchObject({ status: 'success', message: 'General payment successful' });
});

test.each(['application/json', 'application/json; charset=UTF-8', 'application/x-www-form-urlencoded; charset=UTF-8'])(
  'jQuery’s form-encoded data, labelled as %s',
  async (contentType) => {
    const reply = await likeJQuery(await paid(), contentType);
    expect(reply.status).toBe(200);
    expect(await reply.json()).toMatchObject({ status: 'success', message: 'General payment successful' });
  },
);

test('an issued account reads "vbankIssued"', async () => {
  const reply = await likeJQuery(await issued(), 'application/json');
  expect(await reply.json()).toMatchObject({ status: 'vbankIssued', message: 'Virtual account issued successfully' });
});

test('a forged payment is a 400 with the guide’s words', async () => {
  const merchant_uid = await checkout.order();
  const imp_uid = checkout.pay(merchant_uid, { amount: 100 });
  const reply = await likeJQuery({ imp_uid, merchant_uid }, 'application/json');
  expect(reply.status).toBe(400);
  expect(await reply.json()).toMatchObject({ status: 'forgery', message: 'Forged/falsified payment attempted' });
});

test.each(['57008833-33004', 'ORD20180131-0000011'])('the guide’s own order key %s is taken', async (merchant_uid) => {
  await checkout.order({ merchant_uid, name: 'Carrots 10kg', amount: 1004, buyer: { name: 'iamport tech support' } });
  const reply = await checkout.callback(checkout.pay(merchant_uid, { amount: 1004 }), merchant_uid);
  expect(reply.body).toMatchObject({ status: 'success' });
});

test.each(['json', 'form'] as const)('i’mport’s webhook in %s', async (webhookFormat) => {
  const { sandbox } = checkout;
  sandbox().settings.change({ webhookUrl: `${checkout.url()}/payments/webhook`, webhookFormat });
  const { imp_uid, merchant_uid } = await paid();
  expect(await sandbox().webhooks.send(imp_uid)).toMatchObject({ outcome: 'delivered', status: 200 });
  expect(await checkout.read(merchant_uid)).toMatchObject({ status: 'paid', history: [{ source: 'webhook' }] });
});
