import { LIMITS } from '../../../src/composition/limits';
import { browserTest } from '../support/browser-test';
import { examine, useDeskBrowser } from '../support/use-desk-browser';

jest.replaceProperty(LIMITS, 'desk', { ...LIMITS.desk, day: { ...LIMITS.desk.day, keepMs: 1 as never } });
jest.replaceProperty(LIMITS, 'backlogKeepMs', 1 as never);

const desk = useDeskBrowser({ kim: ['orders:read', 'audit'] });
const HOUR_S = 60 * 60;

beforeAll(fill);

/** A day as a shop has it: payments of several hours and methods, refunds, failures, a duplicate, orders that wait. */
async function fill(): Promise<void> {
  const now = Math.floor(Date.now() / 1_000);
  const methods = [
    ['card', 'html5_inicis'],
    ['card', 'nice'],
    ['kakaopay', 'kakaopay'],
    ['trans', 'html5_inicis'],
  ] as const;
  for (let count = 0; count < 12; count += 1) {
    const [pay_method, pg_provider] = methods[count % methods.length] ?? ['card', 'nice'];
    const merchantUid = await desk.order({ amount: 10_000 + 7_900 * count });
    const paid_at = now - (count % 5) * HOUR_S;
    const status = count % 6 === 5 ? 'failed' : 'paid';
    const amount = 10_000 + 7_900 * count;
    const times = { started_at: paid_at, ...(status === 'paid' && { paid_at }) };
    await desk.callback(desk.pay(merchantUid, { amount, pay_method, pg_provider, status, ...times }), merchantUid);
    if (count % 5 === 0) await desk.cancel(merchantUid, { amount: 5_000 });
  }
  const { merchantUid } = await desk.paidOrder();
  await desk.callback(desk.pay(merchantUid), merchantUid);
  await desk.order();
}

browserTest('the first page has no barrier and fits, in both languages, sizes and looks', async () => {
  const page = await desk.enter('kim');
  await page.locator('svg rect.paid').first().waitFor();
  expect(await examine(page, 'today')).toEqual([]);
});

browserTest('the chart has a table with the same values, which opens without scripts', async () => {
  const page = await desk.enter('kim', '/desk', { javaScriptEnabled: false });
  await page.locator('summary').first().click();
  const table = page.locator('details table').first();
  expect(await table.isVisible()).toBe(true);
  expect(await table.locator('tbody tr').count()).toBeGreaterThan(0);
});

browserTest('a script in the method and PG of a payment is text, and runs nowhere', async () => {
  const script = `<img src=x onerror="document.title='stolen'"><script>document.title='stolen'</script>`;
  const merchantUid = await desk.order();
  await desk.callback(desk.pay(merchantUid, { pay_method: script, pg_provider: script }), merchantUid);
  const page = await desk.enter('kim');
  expect(await page.locator('main').textContent()).toContain('<img src=x');
  expect(await page.locator('main img, main script').count()).toBe(0);
  expect(await page.title()).not.toContain('stolen');
});

browserTest('an empty day has no barrier and fits', async () => {
  const page = await desk.enter('kim', '/desk?day=2020-01-01');
  expect(await examine(page, 'today-empty')).toEqual([]);
});
