import { useDesk } from '../support/desk';
import { bearer } from '../support/operator-keys';
import { waitUntil } from '../support/wait-until';

const desk = useDesk({ kim: ['orders:read', 'orders:write', 'refunds', 'audit'] });
const SCRIPT = '<script>alert(1)</script>';
const BREAKOUT = '"><img src=x onerror=alert(1)>';

/** What a page must not contain unescaped. */
function expectHarmless(text: string): void {
  expect(text).not.toContain('<script>');
  expect(text).not.toContain('<img src=x');
  expect(text).not.toMatch(/<[^>]*\sonerror=/);
}

test('a script in the method and the PG that i’mport reports is text on the first page', async () => {
  const merchantUid = await desk.order();
  const impUid = desk.pay(merchantUid, { pay_method: SCRIPT, pg_provider: BREAKOUT });
  await desk.callback(impUid, merchantUid);
  const kim = await desk.signedIn('kim');
  const { text } = await kim.open('/desk');
  expect(text).toContain('&lt;script');
  expectHarmless(text);
});

test('a script in a reason is text in the audit log', async () => {
  const { merchantUid } = await desk.paidOrder();
  const body = { all: true, request_id: 'req-script', reason: `${SCRIPT} ${BREAKOUT}` };
  await desk.http().post(`/orders/${merchantUid}/cancel`).set(bearer('kim')).send(body);
  const kim = await desk.signedIn('kim');
  const { text } = await waitUntil(async () => {
    desk.runPasses();
    const page = await kim.open('/desk/audit');
    return page.text.includes('req-script') && page;
  });
  expect(text).toContain('&lt;script');
  expectHarmless(text);
});

test.each([
  `/desk?day=${encodeURIComponent(SCRIPT)}`,
  `/desk/audit?actor=${encodeURIComponent(BREAKOUT)}`,
  `/desk/audit?after=${encodeURIComponent(SCRIPT)}`,
  `/desk/audit?${encodeURIComponent(SCRIPT)}=1`,
  `/desk/${encodeURIComponent(BREAKOUT)}`,
  `/desk/sign-in?to=${encodeURIComponent(BREAKOUT)}`,
])('a script in the address %s is text', async (path) => {
  const kim = await desk.signedIn('kim');
  expectHarmless((await kim.open(path)).text);
});

test('a script in the key that somebody tries is not shown at all', async () => {
  const visitor = desk.visitor();
  await visitor.open('/desk/sign-in');
  const { text } = await visitor.submit('/desk/sign-in', { key: SCRIPT, to: BREAKOUT });
  expectHarmless(text);
  expect(text).not.toContain('alert(1)');
});
