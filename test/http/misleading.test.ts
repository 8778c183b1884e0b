import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { ORDERS_API_KEY } from '../support/service-settings';

liftTimeLimits();

/** Answers and pages do not mislead the buyer. */
const checkout = useCheckout();
const page = (imp_uid: string, merchant_uid: string, language: string) =>
  checkout.http().get('/payments/complete').query({ imp_uid, merchant_uid }).set('accept-language', language);

describe('a second payment', () => {
  test('of a refunded order is not answered "already paid"', async () => {
    const { merchantUid } = await checkout.paidOrder();
    expect((await checkout.cancel(merchantUid, { all: true })).body).toMatchObject({ status: 'cancelDone' });
    const second = checkout.pay(merchantUid);
    expect((await checkout.callback(second, merchantUid)).body).toEqual({
      status: 'duplicate',
      message: 'Order was paid by another payment and refunded; contact the shop for a refund of this one',
      refunded: true,
      merchant_uid: merchantUid,
    });
    expect((await page(second, merchantUid, 'ko')).text).toContain('이미 환불된 주문입니다');
    const english = (await page(second, merchantUid, 'en')).text;
    expect(english).toContain('This order was refunded');
    expect(english).not.toContain('already paid');
    expect((await checkout.read(merchantUid)).attention).toMatchObject([{ reason: 'duplicate', imp_uid: second }]);
  });

  test('of a partially refunded order is answered "already paid"', async () => {
    const { merchantUid } = await checkout.paidOrder();
    await checkout.cancel(merchantUid, { amount: 900 });
    const reply = await checkout.callback(checkout.pay(merchantUid), merchantUid);
    expect(reply.body).toMatchObject({
      status: 'duplicate',
      message: expect.stringContaining('already paid') as string,
    });
    expect(reply.body).not.toHaveProperty('refunded');
  });
});

test.each([
  ['duplicate', async () => (await checkout.paidOrder()).merchantUid, /입금하지 마세요/],
  [
    'orderClosed',
    async () => {
      const merchantUid = await checkout.order();
      await checkout.cancel(merchantUid, { all: true });
      return merchantUid;
    },
    /결제하셨다면 판매자에게 환불을 문의하시고, 발급된 계좌에는 입금하지 마세요/,
  ],
])('an account that takes no deposit for the order (%s): the page says not to pay into it', async (_, order, words) => {
  const merchantUid = await order();
  const impUid = checkout.pay(merchantUid, { status: 'ready' });
  void checkout.sandbox().payments.issueVirtualAccount(impUid);
  expect((await page(impUid, merchantUid, 'ko')).text).toMatch(words);
});

describe('empty fields of the buyer mean none:', () => {
  test.each<[string, unknown, unknown]>([
    ['all of them', { name: '', email: '', tel: '', addr: '', postcode: '' }, null],
    ['blank, null, and signs alone', { name: ' ', email: null, tel: '--', addr: '-' }, null],
    ['one among others', { name: '한바다', tel: '' }, { name: '한바다' }],
    ['none, and none is given', {}, null],
  ])('%s', async (_, buyer, kept) => {
    const merchantUid = await checkout.order({ buyer });
    expect((await checkout.stored(merchantUid))?.buyer).toEqual(kept);
  });

  test('so the same order with the field left out is the same order', async () => {
    const merchantUid = await checkout.order({ buyer: { name: '한바다', tel: '' } });
    const again = { merchant_uid: merchantUid, name: 'Norway swivel chair', amount: 64_900, buyer: { name: '한바다' } };
    const key = `Bearer ${ORDERS_API_KEY}`;
    expect((await checkout.http().post('/orders').set('authorization', key).send(again)).status).toBe(200);
  });

  test('and no text message is sent without a number', async () => {
    const merchantUid = await checkout.order({ buyer: { tel: '' } });
    const impUid = checkout.pay(merchantUid, { status: 'ready' });
    void checkout.sandbox().payments.issueVirtualAccount(impUid);
    await checkout.callback(impUid, merchantUid);
    const outbox = (await checkout.stored(merchantUid))?.outbox ?? [];
    expect(outbox.map(({ message }) => message.channel)).toEqual(['shop']);
  });

  test.each([{ name: 5 }, { tel: '\u0000' }, { tel: '1'.repeat(65) }, { phone: '' }])(
    '%j is refused',
    async (buyer) => {
      await expect(checkout.order({ buyer })).rejects.toThrow('400');
    },
  );
});
