import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

const checkout = useCheckout();
const page = (query: Record<string, string>, language = 'ko') =>
  checkout.http().get('/payments/complete').query(query).set('accept', 'text/html').set('accept-language', language);

test('a browser gets a page, in Korean or English', async () => {
  const merchant_uid = await checkout.order();
  const imp_uid = checkout.pay(merchant_uid);
  const korean = await page({ imp_uid, merchant_uid });
  expect(korean.status).toBe(200);
  expect(korean.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(korean.headers['cache-control']).toBe('no-store');
  expect(korean.headers['vary']).toMatch(/Accept, Accept-Language/);
  expect(korean.text).toContain('<html lang="ko">');
  expect(korean.text).toContain('결제가 완료되었습니다');
  expect(korean.text).toContain(merchant_uid);
  expect((await page({ imp_uid, merchant_uid }, 'en-GB,en;q=0.9')).text).toContain('Payment complete');
  expect((await page({ imp_uid, merchant_uid }, 'fr')).text).toContain('결제가 완료되었습니다');
});

test('a program gets JSON', async () => {
  const merchant_uid = await checkout.order();
  const reply = await checkout.redirect(checkout.pay(merchant_uid), merchant_uid);
  expect(reply.body).toEqual({ status: 'success', message: 'General payment successful', merchant_uid });
});

test('the page of an issued account shows bank, number, holder and deadline in Korean time', async () => {
  const merchant_uid = await checkout.order();
  const imp_uid = checkout.pay(merchant_uid, {
    status: 'ready',
    pay_method: 'vbank',
    vbank_name: 'KB국민은행',
    vbank_num: '90001234567890',
    vbank_holder: '가게 <b>',
    vbank_date: 1786114799,
  });
  const { text } = await page({ imp_uid, merchant_uid });
  for (const shown of ['KB국민은행', '90001234567890', '가게 &lt;b&gt;', '2026.08.07 23:59 (KST)']) {
    expect(text).toContain(shown);
  }
});

test.each([
  ['imp_success says it failed', { imp_success: 'false', error_code: 'F1', error_msg: 'nope' }],
  ['success says it failed', { success: 'false', error_msg: 'nope' }],
  ['imp_success comes twice, as lists', { 'imp_success[]': 'true' }],
  ['there is no flag at all', {}],
])('the flags are never believed: paid is paid when %s', async (_, flags) => {
  const merchant_uid = await checkout.order();
  const reply = await page({ imp_uid: checkout.pay(merchant_uid), merchant_uid, ...flags });
  expect(reply.status).toBe(200);
  expect(reply.text).toContain('결제가 완료되었습니다');
});

test('imp_success=true does not make a failed payment paid', async () => {
  const merchant_uid = await checkout.order();
  const imp_uid = checkout.pay(merchant_uid, { status: 'failed', fail_reason: '한도초과' });
  const reply = await page({ imp_uid, merchant_uid, imp_success: 'true', success: 'true' });
  expect(reply.status).toBe(402);
  expect(reply.text).toContain('한도초과');
});

describe('a parameter that comes twice', () => {
  const twice = (query: string) => checkout.http().get(`/payments/complete?${query}`).set('accept', 'application/json');

  test('with one value is one: shops put merchant_uid into m_redirect_url, and i’mport appends its own', async () => {
    const order = await checkout.order();
    const impUid = checkout.pay(order);
    const reply = await twice(`merchant_uid=${order}&imp_uid=${impUid}&merchant_uid=${order}&imp_uid=${impUid}`);
    expect([reply.status, reply.body]).toEqual([
      200,
      expect.objectContaining({ status: 'success', merchant_uid: order }),
    ]);
  });

  test.each(['merchant_uid', 'imp_uid'])('with different values is a 400: %s', async (name) => {
    const order = await checkout.order();
    const reply = await twice(`imp_uid=${checkout.pay(order)}&merchant_uid=${order}&${name}=other-1`);
    expect([reply.status, reply.body]).toEqual([400, expect.objectContaining({ status: 'invalidRequest' })]);
    expect((await checkout.read(order)).status).toBe('pending');
  });

  test.each(['/payments/complete', '/payments/webhook'])('also in a form: POST %s', async (route) => {
    const order = await checkout.order();
    const impUid = checkout.pay(order);
    const form = `imp_uid=${impUid}&merchant_uid=${order}&merchant_uid=${order}&status=paid&imp_uid=${impUid}`;
    expect((await checkout.http().post(route).type('form').send(form)).body).toMatchObject({ status: 'success' });
  });
});

test('a reload shows the same and changes nothing', async () => {
  const merchant_uid = await checkout.order();
  const imp_uid = checkout.pay(merchant_uid);
  const first = await page({ imp_uid, merchant_uid });
  const before = await checkout.storedButDeliveries(merchant_uid);
  const reload = await page({ imp_uid, merchant_uid });
  expect(reload.text).toBe(first.text);
  expect(await checkout.storedButDeliveries(merchant_uid)).toEqual(before);
});

test('a page is shown for errors, too', async () => {
  const merchant_uid = await checkout.order();
  const imp_uid = checkout.pay(merchant_uid);
  expect((await page({ imp_uid })).text).toContain('잘못된 주소입니다');
  checkout.sandbox().faults.set({ kind: 'status', status: 500, impUid: imp_uid });
  const reply = await page({ imp_uid, merchant_uid });
  expect(reply.status).toBe(503);
  expect(reply.text).toContain('결제 결과를 확인하고 있습니다');
});

describe('with CHECKOUT_RESULT_URL', () => {
  const shop = useCheckout({ CHECKOUT_RESULT_URL: 'https://shop.example/result?lang=ko' });
  const follow = (query: Record<string, string>) => shop.http().get('/payments/complete').query(query).redirects(0);

  test('303 to the shop’s page with order and status and nothing else, its own query kept', async () => {
    const merchant_uid = await shop.order();
    const query = { imp_uid: shop.pay(merchant_uid), merchant_uid, error_msg: 'x', evil: '1' };
    const reply = await follow(query);
    expect(reply.status).toBe(303);
    expect(reply.headers['location']).toBe(
      `https://shop.example/result?lang=ko&merchant_uid=${merchant_uid}&status=success`,
    );
  });

  test('merchant_uid is passed on where it came twice', async () => {
    const order = await shop.order();
    const path = `/payments/complete?merchant_uid=${order}&imp_uid=${shop.pay(order)}&merchant_uid=${order}`;
    const reply = await shop.http().get(path).redirects(0);
    expect(reply.headers['location']).toBe(`https://shop.example/result?lang=ko&merchant_uid=${order}&status=success`);
  });

  test('also for errors, and an impossible order key is not passed on', async () => {
    const reply = await follow({ imp_uid: 'imp_1', merchant_uid: 'a b&status=success' });
    expect(reply.headers['location']).toBe('https://shop.example/result?lang=ko&status=invalidRequest');
  });
});
