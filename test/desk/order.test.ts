import { ORDERS_API_KEY } from '../support/service-settings';
import { SCOPES } from '../../src/domain/access-key';
import type { OrderDocument } from '../../src/store/order.model';
import { buildEntry } from '../support/build-entry';
import { useDesk, type DeskVisitor } from '../support/desk';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

const desk = useDesk({ kim: SCOPES, support: ['orders:read'], operator: ['orders:read', 'operate'] });
let kim: DeskVisitor;
beforeAll(async () => {
  kim = await desk.signedIn('kim');
});

/** The words of a page, without its tags. */
const wordsOf = (page: string) =>
  page
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('&lt;', '<');
const show = async (merchantUid: string, language = 'ko', visitor = kim) => {
  const { status, text } = await visitor.open(`/desk/orders/${merchantUid}`, { 'accept-language': language });
  expect(status).toBe(200);
  return text;
};

async function withAccount(fields: Record<string, unknown> = {}) {
  const merchantUid = await desk.order(fields);
  const impUid = desk.pay(merchantUid, { status: 'ready', pay_method: 'vbank' });
  desk.sandbox().payments.issueVirtualAccount(impUid);
  await desk.callback(impUid, merchantUid);
  return { merchantUid, impUid };
}

describe('the state in words', () => {
  test.each<[string, () => Promise<string>, string, string]>([
    ['nothing was paid', () => desk.order(), '아직 결제되지 않았습니다', 'Not paid yet'],
    [
      'a try has failed',
      async () => {
        const merchantUid = await desk.order();
        await desk.callback(desk.pay(merchantUid, { status: 'failed' }), merchantUid);
        return merchantUid;
      },
      '결제 시도가 1번 실패했습니다',
      'One try to pay has failed',
    ],
    [
      'an account waits',
      async () => (await withAccount()).merchantUid,
      '아직 입금되지 않았습니다',
      'The deposit has not arrived',
    ],
    [
      'it is paid',
      async () => (await desk.paidOrder()).merchantUid,
      '64,900원 결제가 완료',
      'Paid: ₩64,900 has arrived',
    ],
    [
      'a part is given back',
      async () => {
        const { merchantUid } = await desk.paidOrder();
        await desk.cancel(merchantUid, { amount: 900 });
        return merchantUid;
      },
      '900원을 환불했습니다. 64,000원이 남아',
      '₩900 was given back. ₩64,000 is left',
    ],
    [
      'all is given back',
      async () => {
        const { merchantUid } = await desk.paidOrder();
        await desk.cancel(merchantUid, { all: true });
        return merchantUid;
      },
      '64,900원 전액을 환불',
      'all of it was given back: ₩64,900',
    ],
    [
      'it is closed',
      async () => {
        const merchantUid = await desk.order();
        await desk.cancel(merchantUid, { all: true });
        return merchantUid;
      },
      '결제 전에 주문을 종료',
      'Closed before it was paid',
    ],
    [
      'another amount was paid',
      async () => {
        const merchantUid = await desk.order();
        await desk.callback(desk.pay(merchantUid, { amount: 100 }), merchantUid);
        return merchantUid;
      },
      '주문에 반영하지 않은 결제가 1건',
      'One payment holds money that does not count',
    ],
  ])('where %s', async (_, make, korean, english) => {
    const merchantUid = await make();
    expect(wordsOf(await show(merchantUid))).toContain(korean);
    expect(wordsOf(await show(merchantUid, 'en'))).toContain(english);
  });
});

test('the page has the payments as reported, the cancels, the messages and the timeline', async () => {
  const { merchantUid, impUid } = await desk.paidOrder({}, { pg_provider: 'nice', pay_method: 'card' });
  await desk.cancel(merchantUid, { amount: 900, reason: '부분 반품' });
  const words = wordsOf(await show(merchantUid));
  for (const shown of [
    impUid,
    '신용카드',
    '나이스페이먼츠',
    '부분 반품',
    '완료',
    '쇼핑몰 서버 이벤트: 결제 완료',
    '주문 등록',
  ]) {
    expect(words).toContain(shown);
  }
});

test('a refund of a part names who asked for it and what is left, and stands once in the timeline', async () => {
  const { merchantUid } = await desk.paidOrder();
  await desk.cancel(merchantUid, { amount: 900, reason: '부분 반품' });
  const words = wordsOf(await show(merchantUid));
  expect(words).toContain('요청 키 shop-server');
  expect(words).toContain('일부 취소됨, 64,000원 남음');
  expect(words).toMatch(/환불·말소: 접수: 아직 보내지 않음 키 shop-server · 부분 반품 · 900원 · imp_\d+ · 접수/);
  expect(words).not.toContain('shop-server: 환불');
  expect(words).toContain('주문 등록 키 shop-server · 64,900원 · Norway swivel chair');
  expect(words).not.toContain('shop-server: 주문 등록');
});

test('an amended amount is shown in no currency that is not the order’s', async () => {
  const merchantUid = await desk.order({ amount: 10.5, currency: 'USD' });
  const answer = await desk
    .http()
    .patch(`/orders/${merchantUid}`)
    .set('authorization', `Bearer ${ORDERS_API_KEY}`)
    .send({ amount: 20 });
  expect(answer.status).toBe(200);
  const words = wordsOf(await show(merchantUid));
  expect(words).toContain('주문 변경: 금액 키 shop-server · 20.00 USD');
  expect(words).not.toContain('20원');
});

test('evidence of a payment that was refused is on the page, with what to do', async () => {
  const merchantUid = await desk.order();
  const impUid = desk.pay(merchantUid, { amount: 100 });
  await desk.callback(impUid, merchantUid);
  const words = wordsOf(await show(merchantUid, 'en'));
  for (const shown of [impUid, 'Paid with another amount', 'Refused as forged', '₩100']) expect(words).toContain(shown);
});

test('the buyer is masked; the account that the buyer pays into is shown', async () => {
  const buyer = {
    name: '한바다',
    tel: '010-9876-5432',
    email: 'bada@buyer.example',
    addr: '서울 중구 1',
    postcode: '04524',
  };
  const { merchantUid, impUid } = await withAccount({ buyer, customer_id: 'customer-1' });
  const page = await show(merchantUid);
  expect(wordsOf(page)).toContain('한*다 · *********5432 · b***@buyer.example');
  for (const hidden of ['한바다', '010-9876', 'bada@', '서울 중구', '04524']) expect(page).not.toContain(hidden);
  expect(page).toContain(desk.sandbox().payments.get(impUid)?.vbank_num);
});

test('an unknown order, and what is no order number, are a 404 that leads to the search', async () => {
  for (const key of ['nobody', 'a%20b', '%24ne']) {
    const { status, text } = await kim.open(`/desk/orders/${key}`);
    expect(status).toBe(404);
    expect(text).toContain('href="/desk/orders"');
  }
});

test('a receipt is a link only where its address is one of the web', async () => {
  const web = await desk.paidOrder({}, { receipt_url: 'https://pg.example/receipt?a=1&b=2' });
  expect(await show(web.merchantUid)).toContain('href="https://pg.example/receipt?a=1&amp;b=2"');
  const script = await desk.paidOrder({}, { receipt_url: 'javascript:alert(1)' });
  expect(await show(script.merchantUid)).not.toContain('href="javascript:');
});

describe('by scope', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['support', [], ['recheck', 'cancel', 'acknowledge', 'replay', 'resend']],
    ['operator', ['recheck', 'acknowledge', 'replay', 'resend'], ['cancel', 'accept']],
    ['kim', ['recheck', 'cancel', 'acknowledge', 'replay', 'resend'], []],
  ])('%s sees %j', async (name, seen, hidden) => {
    const { merchantUid } = await desk.paidOrder();
    await desk.callback(desk.pay(merchantUid), merchantUid);
    const letter = buildEntry({ id: `dead-of-${merchantUid}`, attempts: 60, deadAt: new Date() });
    const event = buildEntry({
      id: `event-of-${merchantUid}`,
      message: {
        channel: 'shop',
        event: 'order.paid',
        data: {
          merchant_uid: merchantUid,
          imp_uid: null,
          status: 'paid',
          amount: 64_900,
          cancel_amount: 0,
          currency: 'KRW',
          at: '2026-11-21T01:00:00.000Z',
        },
      },
      deliveredAt: new Date(),
    });
    await desk
      .db()
      .collection<OrderDocument>('orders')
      .updateOne(
        { _id: merchantUid },
        { $push: { outbox: { $each: [letter, event] } }, $set: { deadSince: new Date() } },
      );
    const page = await show(merchantUid, 'ko', await desk.signedIn(name));
    for (const form of seen) expect(page).toContain(`action="/desk/orders/${merchantUid}/${form}"`);
    for (const form of hidden) expect(page).not.toContain(`action="/desk/orders/${merchantUid}/${form}"`);
  });
});
