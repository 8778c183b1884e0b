import type { AuditDocument } from '../../src/store/audit.model';
import { koreanDayOf } from '../../src/lib/korean-date';
import { useDesk } from '../support/desk';

const desk = useDesk({ kim: ['audit', 'orders:read'], blind: ['audit'] });
const DAY_MS = 24 * 60 * 60_000;

/** Entries of an actor, a minute apart, the newest first. */
async function entries(actor: string, count: number, from = Date.now()): Promise<AuditDocument[]> {
  const made = Array.from({ length: count }, (_, index): AuditDocument => ({
    _id: `${actor}-${index}`,
    at: new Date(from - index * 60_000),
    action: 'cancel',
    actor,
    operator: null,
    merchantUid: `order-of-${actor}-${index}`,
    reason: `reason ${index}`,
    details: { amount: 3_000, currency: 'KRW', request_id: `req-${index}` },
  }));
  await desk.db().collection<AuditDocument>('audit').insertMany(made);
  return made;
}
const ordersIn = (text: string) => [...text.matchAll(/href="\/desk\/orders\/([^"]+)"/g)].map(([, order]) => order);

test('the log is paged, the newest first, without a gap or a repetition', async () => {
  const made = await entries('pager', 120);
  const kim = await desk.signedIn('kim');
  const seen: (string | undefined)[] = [];
  for (let path: string | null = '/desk/audit?actor=pager'; path !== null;) {
    const { text } = await kim.open(path);
    seen.push(...ordersIn(text));
    const [, next] = /rel="next" href="([^"]+)"/.exec(text) ?? [];
    path = next?.replaceAll('&amp;', '&') ?? null;
  }
  expect(seen).toEqual(made.map(({ merchantUid }) => merchantUid));
});

test('the filters of key and period are those of the form, which shows them again', async () => {
  const then = Date.now() - 3 * DAY_MS;
  await entries('dated', 2, then);
  await entries('dated-now', 1);
  const kim = await desk.signedIn('kim');
  const day = koreanDayOf(new Date(then));
  const { text } = await kim.open(`/desk/audit?actor=dated&from=${day}&to=${day}`);
  expect(ordersIn(text).length).toBeGreaterThan(0);
  expect(text).toContain(`name="from" type="date" value="${day}"`);
  const empty = await kim.open(`/desk/audit?actor=dated&from=${koreanDayOf(new Date())}&to=`);
  expect(empty.text).toContain('이 조건에 맞는 기록이 없습니다');
});

test('empty fields of the form are no filters', async () => {
  const kim = await desk.signedIn('kim');
  expect((await kim.open('/desk/audit?actor=&from=&to=')).status).toBe(200);
});

test.each(['actor=%24ne', 'from=x', 'from=2026-11-30&to=2026-11-29', 'after=x', 'other=1'])(
  '%s is no filter: 400, with words',
  async (query) => {
    const kim = await desk.signedIn('kim');
    expect((await kim.open(`/desk/audit?${query}`)).status).toBe(400);
  },
);

test('an order is a link only for a key that may read orders', async () => {
  await entries('linked', 1);
  const blind = await desk.signedIn('blind');
  const { text } = await blind.open('/desk/audit?actor=linked');
  expect(text).toContain('order-of-linked-0');
  expect(ordersIn(text)).toEqual([]);
});

test('the sign-in of the reader is in it', async () => {
  const kim = await desk.signedIn('kim');
  expect((await kim.open('/desk/audit?actor=kim')).text).toContain('로그인');
});
