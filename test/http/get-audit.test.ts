import { useAudit } from '../support/audit';
import { bearer } from '../support/operator-keys';
import { ORDERS_API_KEY } from '../support/service-settings';

/** `GET /audit`: who did what, by actor and period. */
const { checkout, collection } = useAudit();

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly action: string;
  readonly actor: string;
  readonly merchant_uid: string | null;
  readonly reason: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}
async function read(query: Readonly<Record<string, string>>): Promise<{ entries: Entry[]; next: string | null }> {
  const reply = await checkout.http().get('/audit').query(query).set(bearer('pager'));
  expect(reply.status).toBe(200);
  return reply.body as { entries: Entry[]; next: string | null };
}

const DAY = new Date('2026-10-01T03:00:00Z');
/** Entries of 20 moments, each with three of one actor and two of another. */
beforeAll(async () => {
  const entries = Array.from({ length: 100 }, (_, n) => ({
    _id: `page-${String(n).padStart(3, '0')}`,
    at: new Date(DAY.getTime() + Math.floor(n / 5) * 60_000),
    action: 'amend' as const,
    actor: n % 5 < 3 ? 'park' : 'choi',
    operator: null,
    merchantUid: 'ord-of-october',
    reason: null,
    details: {},
  }));
  await collection().insertMany(entries);
});
const october = { from: '2026-10-01', to: '2026-10-01' };

test.each([
  ['of all actors', {}, 100],
  ['of one actor', { actor: 'park' }, 60],
  ['of nobody', { actor: 'nobody' }, 0],
])('has the entries of a period %s, the newest first, each once over all pages', async (_, filter, count) => {
  const found: Entry[] = [];
  for (let after: string | undefined; ;) {
    const page = await read({ ...filter, ...october, limit: '7', ...(after !== undefined && { after }) });
    found.push(...page.entries);
    if (page.next === null) break;
    after = page.next;
  }
  expect(found).toHaveLength(count);
  const keys = found.map(({ at, id }) => `${at} ${id}`);
  expect(keys).toEqual([...new Set(keys)].toSorted().toReversed());
});

test('a period ends before its last moment', async () => {
  const [from, to] = ['2026-10-01T12:05:00+09:00', '2026-10-01T12:07:00+09:00'];
  expect((await read({ from, to })).entries.map(({ at }) => at)).toEqual(
    ['06', '06', '06', '06', '06', '05', '05', '05', '05', '05'].map((minute) => `2026-10-01T03:${minute}:00.000Z`),
  );
});

test.each([
  [
    'a cursor of another filter',
    async () => ({ ...october, actor: 'park', after: (await read({ ...october, limit: '1' })).next ?? '' }),
  ],
  ['a cursor that is none', async () => ({ after: 'x' })],
  ['an unknown parameter', async () => ({ merchant_uid: 'a' })],
  ['an operator', async () => ({ 'actor[$ne]': 'a' })],
  ['a limit above 100', async () => ({ limit: '101' })],
  ['a period that ends before it begins', async () => ({ from: '2026-10-02', to: '2026-10-01' })],
])('%s: 400', async (_, query) => {
  const reply = await checkout
    .http()
    .get('/audit')
    .query(await query())
    .set(bearer('pager'));
  expect(reply.status).toBe(400);
});

test('the key of the shop’s server may not read it', async () => {
  const reply = await checkout.http().get('/audit').set('authorization', `Bearer ${ORDERS_API_KEY}`);
  expect([reply.status, reply.body]).toEqual([403, expect.objectContaining({ scope: 'audit' })]);
});
