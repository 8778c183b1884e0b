import { koreanDayOf } from '../../src/lib/korean-date';
import { SCOPES } from '../../src/domain/access-key';
import { useDesk, type DeskVisitor } from '../support/desk';
import { liftTimeLimits } from '../support/lift-time-limits';
import { bearer } from '../support/operator-keys';

liftTimeLimits();

const desk = useDesk({ kim: SCOPES, support: ['orders:read'] });
let kim: DeskVisitor;
beforeAll(async () => {
  kim = await desk.signedIn('kim');
});

/** The numbers of the orders that a page lists, in its sequence. */
const listedIn = (page: string) => [...page.matchAll(/<a href="\/desk\/orders\/([\w-]+)">/g)].map(([, key]) => key);
const search = async (query: string) => {
  const answer = await kim.open(`/desk/orders?${query}`);
  expect(answer.status).toBe(200);
  return listedIn(answer.text);
};

describe('the search', () => {
  const customer_id = 'customer-of-the-search';
  let paid: { merchantUid: string; impUid: string };
  let waiting: string;
  beforeAll(async () => {
    paid = await desk.paidOrder({ customer_id });
    waiting = 'search-waiting';
    await desk.order({ customer_id, merchant_uid: waiting });
  });

  test.each<[string, () => string, () => string[]]>([
    ['a customer', () => `customer_id=${customer_id}`, () => [waiting, paid.merchantUid]],
    ['the beginning of a number', () => 'merchant_uid_prefix=search-w', () => [waiting]],
    ['a payment', () => `imp_uid=${paid.impUid}`, () => [paid.merchantUid]],
    ['a payment that is none', () => 'imp_uid=imp_000000000000', () => []],
    ['a state', () => `customer_id=${customer_id}&status=paid`, () => [paid.merchantUid]],
    ['two states', () => `customer_id=${customer_id}&status=paid&status=pending`, () => [waiting, paid.merchantUid]],
    ['attention', () => `customer_id=${customer_id}&needs_attention=true`, () => []],
    ['a period of another day', () => `customer_id=${customer_id}&created_to=2020-01-01`, () => []],
    [
      'the empty fields that a form sends',
      () => `customer_id=+${customer_id}+&merchant_uid_prefix=&imp_uid=&created_from=&created_to=&paid_from=&paid_to=`,
      () => [waiting, paid.merchantUid],
    ],
  ])('by %s finds what GET /orders finds', async (_, query, wanted) => {
    expect(await search(query())).toEqual(wanted());
  });

  test('shows what was asked for again', async () => {
    const { text } = await kim.open('/desk/orders?customer_id=%3Cb%3E&status=paid&needs_attention=true');
    expect(text).toContain('name="customer_id" type="text" value="&lt;b>"');
    expect(text).toMatch(/id="status-paid"[^>]*checked/);
    expect(text).not.toMatch(/id="status-ready"[^>]*checked/);
    expect(text).toMatch(/id="needs_attention"[^>]*checked/);
  });

  test('goes from page to page, and has each order once', async () => {
    const customer = 'customer-of-pages';
    const wanted: string[] = [];
    for (let n = 0; n < 5; n += 1) wanted.unshift(await desk.order({ customer_id: customer }));
    const found: (string | undefined)[] = [];
    for (let path: string | null = `/desk/orders?customer_id=${customer}&limit=2`; path !== null;) {
      const { text } = await kim.open(path);
      found.push(...listedIn(text));
      path = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? null;
    }
    expect(found).toEqual(wanted);
  });

  test.each([
    ['imp_uid=payments', 'imp_uid'],
    ['merchant_uid_prefix=%24ne', 'merchant_uid_prefix'],
    ['created_from=yesterday', 'created_from'],
    ['created_from=2026-11-02&created_to=2026-11-01', 'created_to'],
  ])('%s is a 400 that says at the field what it must hold', async (query, field) => {
    const { status, text } = await kim.open(`/desk/orders?${query}`);
    expect(status).toBe(400);
    expect(text).toContain(`id="${field}-problem"`);
    expect(text).toContain(`aria-describedby="${field}-problem`);
    expect(listedIn(text)).toEqual([]);
  });

  test('a cursor of other filters is told above the form', async () => {
    const { text } = await kim.open('/desk/orders?customer_id=customer-of-pages&limit=2');
    const after = /after=([\w-]+)/.exec(text)?.[1] ?? '';
    const other = await kim.open(`/desk/orders?customer_id=nobody&limit=2&after=${after}`);
    expect(other.status).toBe(400);
    expect(other.text).toContain('처음부터 다시 찾으세요');
  });

  test.each(['status=lost', 'unknown=1', 'customer_id[$ne]=a'])('%s is a 400', async (query) => {
    expect((await kim.open(`/desk/orders?${query}`)).status).toBe(400);
  });
});

test('an order that nobody could pay yet shows its failed tries', async () => {
  const merchantUid = await desk.order();
  await desk.callback(desk.pay(merchantUid, { status: 'failed' }), merchantUid);
  const { text } = await kim.open(`/desk/orders?merchant_uid_prefix=${merchantUid}`);
  expect(text).toContain('결제 실패 1회');
});

describe('CSV', () => {
  const month = () => new Date(Date.now() + 9 * 60 * 60_000).toISOString().slice(0, 7);

  test.each([
    ['payments', 'month'],
    ['cancels', 'month'],
    ['cancels', 'day'],
  ])('%s of a %s are the file of the API', async (kind, period) => {
    const { merchantUid } = await desk.paidOrder();
    await desk.cancel(merchantUid, { amount: 900 });
    expect((await kim.open('/desk/orders')).text).toContain(`name="${period}"`);
    const query = `${period}=${period === 'day' ? koreanDayOf(new Date()) : month()}`;
    const file = await kim.open(`/desk/exports/${kind}.csv?${query}`);
    const ofApi = await desk.http().get(`/exports/${kind}.csv?${query}`).set(bearer('kim'));
    expect([file.status, file.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(file.text).toBe(ofApi.text);
    expect(file.text).toContain(merchantUid);
  });

  test('the audit log has who asked for it', async () => {
    await kim.open(`/desk/exports/payments.csv?month=${month()}`);
    const entries = await desk.db().collection('audit').find({ action: 'export' }).toArray();
    expect(entries.at(-1)).toMatchObject({ actor: 'kim', operator: null });
  });

  test('a key that may not operate sees no button, and gets 403 by hand', async () => {
    const support = await desk.signedIn('support');
    expect((await support.open('/desk/orders')).text).not.toContain('/desk/exports');
    expect((await support.open(`/desk/exports/payments.csv?month=${month()}`)).status).toBe(403);
  });

  test('what is no month is a 400', async () => {
    expect((await kim.open('/desk/exports/payments.csv?month=11')).status).toBe(400);
  });
});
