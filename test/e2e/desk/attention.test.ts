import { browserTest } from '../support/browser-test';
import { examine, useDeskBrowser } from '../support/use-desk-browser';

const desk = useDeskBrowser({ engineer: ['orders:read', 'operate', 'refunds'], support: ['orders:read'] });

/** Orders with attention of many kinds. @returns the one that was paid twice, and its second payment */
async function makeWork() {
  const forged = await desk.order({ name: '그래픽 카드', amount: 1_290_000 });
  await desk.callback(desk.pay(forged, { amount: 100 }), forged);
  const other = await desk.paidOrder({ name: '머그컵' });
  const replayed = await desk.order({ name: '머그컵' });
  await desk.callback(other.impUid, replayed);
  const account = await desk.order({ name: '27인치 모니터' });
  const issued = desk.pay(account, { amount: 1_000, pay_method: 'vbank', status: 'ready' });
  desk.sandbox().payments.issueVirtualAccount(issued);
  await desk.callback(issued, account);
  const { merchantUid } = await desk.paidOrder({ name: '러닝화 '.repeat(10).trim() });
  const second = desk.pay(merchantUid);
  await desk.callback(second, merchantUid);
  return { merchantUid, second };
}

browserTest('the list leads to the form that does what it suggests, with the payment chosen', async () => {
  const { merchantUid, second } = await makeWork();
  const page = await desk.enter('engineer', '/desk/attention?lang=en');
  const work = page.locator('article', { hasText: merchantUid });
  await work.getByText('Paid a second time').waitFor();
  expect(await page.locator('article h2').first().textContent()).toBe(merchantUid);
  const link = work.getByRole('link', { name: 'Give money back' });
  expect(await link.getAttribute('href')).toBe(`/desk/orders/${merchantUid}?imp_uid=${second}#cancel`);
  expect(await examine(page, 'attention')).toEqual([]);
});

browserTest('one reason is chosen without a script', async () => {
  await makeWork();
  const page = await desk.enter('engineer', '/desk/attention?lang=en', { javaScriptEnabled: false });
  await page.getByLabel('Reason').selectOption('replay');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.locator('article').first().waitFor();
  const whats = await page.locator('article h3').allTextContents();
  expect(new Set(whats)).toEqual(new Set(["Another order's payment was posted for this order"]));
});

browserTest('support sees what to do, and no button for what its key may not do', async () => {
  await makeWork();
  const page = await desk.enter('support', '/desk/attention?lang=en');
  await page.getByText('Ask somebody who has a key with the scope refunds.').first().waitFor();
  expect(await page.locator('article .button').count()).toBe(0);
  expect(await examine(page, 'attention-support')).toEqual([]);
});
