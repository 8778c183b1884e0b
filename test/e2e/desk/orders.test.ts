import type { Page } from 'playwright-core';
import { SCOPES } from '../../../src/domain/access-key';
import { browserTest } from '../support/browser-test';
import { examine, examineHere, useDeskBrowser } from '../support/use-desk-browser';

const desk = useDeskBrowser({ finance: SCOPES, support: ['orders:read'] });
const CANCEL = 'POST /payments/cancel';

beforeEach(() => desk.sandbox().calls.reset());

const pathOf = (merchantUid: string) => `/desk/orders/${merchantUid}`;
const words = (page: Page) => page.locator('main').innerText();

async function issued(fields: Record<string, unknown> = {}) {
  const merchantUid = await desk.order(fields);
  const impUid = desk.pay(merchantUid, { status: 'ready', pay_method: 'vbank' });
  desk.sandbox().payments.issueVirtualAccount(impUid);
  await desk.callback(impUid, merchantUid);
  return { merchantUid, impUid };
}

browserTest('support looks for an order, and reads whether the money has arrived', async () => {
  const merchantUid = 'support-20261130-7';
  await desk.order({ merchant_uid: merchantUid, customer_id: 'customer-7' });
  await desk.callback(desk.pay(merchantUid), merchantUid);
  const page = await desk.enter('support', '/desk/orders');
  await page.locator('#merchant_uid_prefix').fill('support-20261130');
  await page.locator('#merchant_uid_prefix').press('Enter');
  await page.locator('table').getByRole('link', { name: merchantUid }).click();
  await page.waitForURL(`**${pathOf(merchantUid)}`);
  expect(await words(page)).toContain('64,900원 결제가 완료되었습니다');
  expect(await page.locator('main form').count()).toBe(0);
});

/** Fills in the form of a refund in a tab, up to the confirmation. */
async function askFor(page: Page, amount: string): Promise<void> {
  const form = page.locator('#cancel form');
  await form.locator('[name="how"][value="part"]').check();
  await form.locator('[name="amount"]').fill(amount);
  await form.locator('[name="reason"]').fill('부분 반품');
  await form.getByRole('button').click();
  await page.locator('button[value="confirm"]').waitFor();
}
const confirm = (page: Page) => page.locator('button[value="confirm"]').click();

browserTest('finance refunds a part twice over two tabs: once is done, and the other tab says what to do', async () => {
  const { merchantUid, impUid } = await desk.paidOrder();
  const first = await desk.enter('finance', pathOf(merchantUid));
  const second = await first.context().newPage();
  await second.goto(`${desk.url()}${pathOf(merchantUid)}`);
  await askFor(first, '3,000');
  await askFor(second, '3,000');
  expect(await words(first)).toMatch(/3,000원[\s\S]*61,900원/);

  await confirm(first);
  await first.locator('.notice.good').waitFor();
  expect(await words(first)).toContain('3,000원을 환불했습니다');
  await confirm(second);
  await second.getByRole('alert').waitFor();
  expect(await words(second)).toContain('화면을 연 뒤에 환불 가능 금액이 달라져 아무것도 처리하지 않았습니다');
  expect(await words(second)).toContain('현재 환불 가능 금액: 61,900원');
  expect(await examineHere(second, 'refused')).toEqual([]);
  await second.getByRole('link', { name: '주문 확인하기' }).click();
  await second.locator('#cancels').waitFor();
  expect(await words(second)).toContain('61,900원이 남아 있습니다');

  expect(
    desk
      .sandbox()
      .payments.get(impUid)
      ?.cancel_history.map(({ amount }) => amount),
  ).toEqual([3_000]);
  expect(desk.sandbox().calls.count(CANCEL)).toBe(1);
});

browserTest('an amount that is typed is for a part', async () => {
  const { merchantUid } = await desk.paidOrder();
  const form = (await desk.enter('finance', pathOf(merchantUid))).locator('#cancel form');
  await form.locator('[name="how"][value="all"]').check();
  await form.locator('[name="amount"]').fill('3,000원');
  expect(await form.locator('[name="how"][value="part"]').isChecked()).toBe(true);
});

browserTest('a reload, the way back and a second press refund nothing more', async () => {
  const { merchantUid } = await desk.paidOrder();
  const page = await desk.enter('finance', pathOf(merchantUid));
  await askFor(page, '3000');
  await page.locator('button[value="confirm"]').dblclick();
  await page.locator('.notice.good').waitFor();
  await page.reload();
  await page.goBack();
  const button = page.locator('button[value="confirm"]');
  if ((await button.count()) > 0) await button.click();
  await page.goto(`${desk.url()}${pathOf(merchantUid)}`);
  expect(await words(page)).toContain('61,900원이 남아 있습니다');
  expect(desk.sandbox().calls.count(CANCEL)).toBe(1);
});

browserTest('without scripts, a refund in two steps works the same', async () => {
  const { merchantUid } = await desk.paidOrder();
  const page = await desk.enter('finance', pathOf(merchantUid), { javaScriptEnabled: false });
  await askFor(page, '3000');
  await confirm(page);
  await page.locator('.notice.good').waitFor();
  expect(await words(page)).toContain('61,900원이 남아 있습니다');
});

browserTest('a key without the scope sees no button, and gets 403 by hand', async () => {
  const { merchantUid } = await desk.paidOrder();
  const page = await desk.enter('support', pathOf(merchantUid));
  expect(await page.locator('main form').count()).toBe(0);
  const answered = page.waitForResponse((reply) => reply.request().method() === 'POST');
  await page.evaluate(`{
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', action: '${pathOf(merchantUid)}/cancel' });
    const fields = { kind: 'cancel', step: 'confirm', how: 'all', reason: 'x', if_cancellable: 64900, request_id: 'by-hand' };
    for (const [name, value] of Object.entries({ ...fields, csrf: document.querySelector('[name="csrf"]').value })) {
      form.append(Object.assign(document.createElement('input'), { name, value }));
    }
    document.body.append(form);
    form.submit();
  }`);
  expect((await answered).status()).toBe(403);
  await page.locator('text=refunds').waitFor();
  expect(desk.sandbox().calls.count(CANCEL)).toBe(0);
});

const RUNS = '<img src=x onerror="window.ran=1">';
const SCRIPT = '<script>window.ran=1</script>';

browserTest('a script in every field that a buyer or a PG can fill is shown as text, and does not run', async () => {
  const merchant_uid = desk.newMerchantUid();
  const buyer = { name: SCRIPT, email: `${RUNS}@x.example`, tel: SCRIPT, addr: RUNS, postcode: '<b>x</b>' };
  await desk.order({ merchant_uid, name: RUNS, customer_id: SCRIPT, buyer });
  const failed = desk.pay(merchant_uid, {
    status: 'failed',
    fail_reason: `${SCRIPT} fail_reason`,
    custom_data: SCRIPT,
  });
  await desk.callback(failed, merchant_uid);
  const impUid = desk.pay(merchant_uid, {
    status: 'ready',
    pay_method: 'vbank',
    buyer_name: SCRIPT,
    custom_data: RUNS,
  });
  desk.sandbox().payments.issueVirtualAccount(impUid);
  await desk.callback(impUid, merchant_uid);
  desk.sandbox().payments.deposit(impUid);
  await desk.webhook(impUid, merchant_uid);
  desk.sandbox().payments.change(impUid, { pg_tid: `${RUNS} pg_tid` });
  const refund = { holder: RUNS, bank: '004', account: '110-1' };
  desk.sandbox().settings.change({ cancelMode: 'at-once' });
  await desk.cancel(merchant_uid, { amount: 100, reason: `${SCRIPT} cancel_reason`, refund });
  desk.sandbox().faults.set({ kind: 'pg-refusal', impUid, message: `${RUNS} pg_message`, times: 1 });
  await desk.cancel(merchant_uid, { amount: 200, reason: '반품', refund });
  desk.sandbox().payments.consoleCancel(impUid, { amount: 300, reason: `${SCRIPT} console` });
  await desk.webhook(impUid, merchant_uid, 'cancelled');

  const page = await desk.enter('finance', `/desk/orders?customer_id=${encodeURIComponent(SCRIPT)}`);
  expect(await words(page)).toContain(RUNS);
  await page.goto(`${desk.url()}${pathOf(merchant_uid)}`);
  const shown = await words(page);
  for (const field of ['fail_reason', 'pg_tid', 'cancel_reason', 'pg_message', 'console']) {
    expect(shown).toMatch(new RegExp(`(window\\.ran=1</script>|onerror="window\\.ran=1">) ${field}`));
  }
  expect(await page.locator('a[href^="javascript:"]').count()).toBe(0);
  // What is entered at a form comes back in the confirmation.
  const form = page.locator('#cancel form');
  await form.locator('[name="how"][value="part"]').check();
  await form.locator('[name="amount"]').fill('100');
  await form.locator('[name="reason"]').fill(`"'>${SCRIPT} typed`);
  await form.locator('[name="refund_bank"]').fill('004');
  await form.locator('[name="refund_account"]').fill('110-1');
  await form.locator('[name="refund_holder"]').fill(`${RUNS} own`);
  await form.getByRole('button').click();
  await page.locator('button[value="confirm"]').waitFor();
  expect(await words(page)).toContain(`"'>${SCRIPT} typed`);
  expect(await words(page)).toContain(`${RUNS} own`);
  await page.locator('button[value="change"]').click();
  expect(await page.locator('[name="reason"]').inputValue()).toBe(`"'>${SCRIPT} typed`);
  await showsNoScript(page);
});

browserTest('a script in what a PG says of an account, and in the address of a receipt, is shown as text', async () => {
  const merchantUid = await desk.order();
  const impUid = desk.pay(merchantUid, { status: 'ready', pay_method: 'vbank' });
  desk.sandbox().payments.issueVirtualAccount(impUid);
  const account = { vbank_holder: RUNS, vbank_name: SCRIPT };
  desk.sandbox().payments.change(impUid, { ...account, receipt_url: 'javascript:window.ran=1' });
  await desk.callback(impUid, merchantUid);
  const page = await desk.enter('finance', pathOf(merchantUid));
  for (const text of Object.values(account)) expect(await words(page)).toContain(text);
  expect(await page.locator('a[href^="javascript:"]').count()).toBe(0);
  await showsNoScript(page);
});

/** No script of a field has run, and no field has made an element. */
async function showsNoScript(page: Page): Promise<void> {
  expect(await page.evaluate('window.ran')).toBeUndefined();
  expect(await page.locator('main img, main script').count()).toBe(0);
}

describe('axe finds nothing, in both languages, sizes and looks', () => {
  browserTest('on the list, found and wrong', async () => {
    await desk.paidOrder({ customer_id: 'axe' });
    const page = await desk.enter('finance', '/desk/orders?customer_id=axe');
    expect(await examine(page, 'orders')).toEqual([]);
    await page.goto(`${desk.url()}/desk/orders?imp_uid=payments&created_from=x`);
    expect(await examine(page, 'orders-wrong')).toEqual([]);
  });

  browserTest('on an order that is paid, refunded in part and needs attention', async () => {
    const buyer = { name: '한바다', tel: '010-9876-5432', email: 'bada@buyer.example' };
    const fields = { customer_id: 'customer-77', expires_at: desk.timeIn(60 * 60_000), buyer };
    const { merchantUid, impUid } = await desk.paidOrder(fields, { pay_method: 'card', pg_provider: 'nice' });
    await desk.callback(desk.pay(merchantUid), merchantUid);
    await desk.cancel(merchantUid, { amount: 3_000, reason: '부분 반품' });
    desk.sandbox().faults.set({ kind: 'pg-refusal', impUid, message: '취소 기한 경과', times: 1 });
    await desk.cancel(merchantUid, { amount: 5_000, reason: '변심' });
    const page = await desk.enter('finance', pathOf(merchantUid));
    expect(await examine(page, 'order')).toEqual([]);
  });

  browserTest('on an order with an account, and on one that was never paid', async () => {
    const { merchantUid } = await issued();
    const page = await desk.enter('finance', pathOf(merchantUid));
    expect(await examine(page, 'order-account')).toEqual([]);
    await page.goto(`${desk.url()}${pathOf(await desk.order())}`);
    expect(await examine(page, 'order-pending')).toEqual([]);
  });

  browserTest('on the confirmation, the form with problems, and the refusal', async () => {
    const { merchantUid } = await desk.paidOrder();
    for (const language of ['ko', 'en']) {
      for (const how of [{}, desk.phone()]) {
        const page = await desk.enter('finance', `${pathOf(merchantUid)}?lang=${language}`, how);
        await page.goto(`${desk.url()}${pathOf(merchantUid)}?lang=${language}`);
        await askFor(page, '3000');
        expect(await examineHere(page, `confirm-${language}`)).toEqual([]);
        await page.locator('button[value="change"]').click();
        await page.locator('[name="amount"]').fill('99,999');
        await page.locator('main form').getByRole('button').click();
        await page.locator('[aria-invalid="true"]').first().waitFor();
        expect(await examineHere(page, `form-wrong-${language}`)).toEqual([]);
      }
    }
  });
});
