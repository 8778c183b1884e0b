import { browserTest } from '../support/browser-test';
import { bearer } from '../../support/operator-keys';
import { waitUntil } from '../../support/wait-until';
import { examine, useDeskBrowser } from '../support/use-desk-browser';

const desk = useDeskBrowser({
  kim: ['orders:read', 'audit'],
  finance: ['orders:read', 'refunds'],
  lee: ['orders:read'],
});

browserTest(
  'the audit log shows who gave money back and who was refused, by key and day, without a barrier',
  async () => {
    const { merchantUid } = await desk.paidOrder();
    const body = { amount: 3_000, request_id: 'req-audit-1', reason: '배송 지연 보상' };
    const cancel = () => desk.http().post(`/orders/${merchantUid}/cancel`).set('x-operator', 'park.minji').send(body);
    await cancel().set(bearer('finance'));
    await cancel().set(bearer('lee'));
    await waitUntil(async () => {
      desk.runPasses();
      return desk.db().collection('audit').findOne({ actor: 'finance' });
    });
    const page = await desk.enter('kim', '/desk/audit');
    expect(await examine(page, 'audit')).toEqual([]);
    await page.locator('#actor').fill('finance');
    await page.locator('form.filters button').click();
    await page.waitForURL(/actor=finance/);
    const rows = page.locator('table.data tbody tr');
    expect(await rows.count()).toBe(1);
    expect(await rows.first().textContent()).toContain('배송 지연 보상');
  },
);
