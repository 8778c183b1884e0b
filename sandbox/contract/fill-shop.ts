import type { Sandbox } from '../iamport/create-sandbox';

/** An order that exists, and a payment of it. */
export interface KnownOrder {
  readonly merchantUid: string;
  readonly impUid: string;
}

/** Registers one order of each kind: paid, refunded in part, waiting for a deposit, failed, with a forged payment. */
export async function fillShop({
  url,
  ordersKey,
  sandbox,
}: {
  readonly url: string;
  readonly ordersKey: string;
  readonly sandbox: Sandbox;
}): Promise<readonly KnownOrder[]> {
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${ordersKey}` };
    const reply = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (reply.status >= 500) throw new Error(`POST ${path}: ${reply.status}`);
  };
  const amount = 10_000;
  const fill = async (merchant_uid: string, payment: Partial<Parameters<Sandbox['payments']['create']>[0]>) => {
    await post('/orders', { merchant_uid, name: 'Chair', amount, buyer: { tel: '010-1234-5678' } });
    const { imp_uid } = sandbox.payments.create({ merchant_uid, amount, status: 'paid', ...payment });
    await post('/payments/complete', { imp_uid, merchant_uid });
    return { merchantUid: merchant_uid, impUid: imp_uid };
  };
  const paid = await fill('contract-paid', {});
  const refunded = await fill('contract-refunded', {});
  await post('/orders/contract-refunded/cancel', { request_id: 'first', amount: 1_000, reason: 'part' });
  return [
    paid,
    refunded,
    await fill('contract-account', { status: 'ready', pay_method: 'vbank' }),
    await fill('contract-failed', { status: 'failed' }),
    await fill('contract-forged', { amount: 100 }),
  ];
}
