import { LIMITS } from '../../src/composition/limits';
import { SESSION_COOKIE } from '../../src/desk/cookies';
import type { AuditEntry } from '../../src/domain/audit';
import { useDesk } from '../support/desk';
import { bearer, keyOf } from '../support/operator-keys';
import { readScrape } from '../support/scrape';
import { ORDERS_API_KEY } from '../support/service-settings';

const { perSender } = LIMITS.desk.signInTries;
jest.replaceProperty(LIMITS, 'desk', {
  ...LIMITS.desk,
  signInTries: { ...LIMITS.desk.signInTries, inAll: perSender + 5 } as never,
});

const desk = useDesk(
  { kim: ['orders:read'], auditor: ['audit'], seller: ['orders:write'], meter: ['operate'] },
  { TRUST_PROXY: '1' },
);
const audited = () => desk.db().collection<AuditEntry>('audit').find().toArray();

/** The headers of a TLS proxy, by which a request comes from an address of its own. */
const from = (address: string) => ({
  'x-forwarded-for': address,
  'x-forwarded-proto': 'https',
  'sec-fetch-site': 'same-origin',
});
const WRONG = keyOf('nobody');

async function tryKey(key: string, address: string, to?: string) {
  const visitor = desk.visitor();
  const page = await visitor.open(
    `/desk/sign-in${to === undefined ? '' : `?to=${encodeURIComponent(to)}`}`,
    from(address),
  );
  expect(page.status).toBe(200);
  const answer = await visitor.submit('/desk/sign-in', { key }, from(address));
  return { visitor, answer };
}

test('a key signs in, and the audit log has it before', async () => {
  const { visitor, answer } = await tryKey(keyOf('kim'), '192.0.2.1');
  expect([answer.status, answer.location]).toEqual([303, '/desk']);
  expect(visitor.cookies.get(SESSION_COOKIE)).toMatch(/^[\w-]{43}$/);
  expect(await audited()).toContainEqual(expect.objectContaining({ action: 'signIn', actor: 'kim', operator: null }));
});

test('the cookie is for this host over https, for no script, for no other site and for no other path', async () => {
  const { answer } = await tryKey(keyOf('kim'), '192.0.2.2');
  const lines = answer.headers['set-cookie'] as unknown as string[];
  const line = lines.find((each) => each.startsWith(SESSION_COOKIE)) ?? '';
  const attributes = line.split('; ').slice(1);
  for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/desk'])
    expect(attributes).toContain(attribute);
  expect(line).not.toContain('Domain=');
});

test.each([
  ['a key that is none', WRONG, 'unknown'],
  ['the key of the shop’s server', ORDERS_API_KEY, 'shop-server'],
  ['no key', '', 'unknown'],
])('%s signs nobody in, and the try is recorded and counted', async (_name, key, actor) => {
  const before = (await audited()).length;
  const { visitor, answer } = await tryKey(key, '192.0.2.3');
  expect(answer.status).toBe(403);
  expect(answer.text).toContain('role="alert"');
  expect(answer.text).not.toContain(key === '' ? 'value="undefined"' : key);
  expect(visitor.cookies.has(SESSION_COOKIE)).toBe(false);
  const entries = (await audited()).slice(before);
  expect(entries).toEqual([
    expect.objectContaining({ action: 'refused', actor, details: { route: 'POST /desk/sign-in' } }),
  ]);
});

test('the metrics count the tries', async () => {
  await tryKey(WRONG, '192.0.2.4');
  await tryKey(keyOf('kim'), '192.0.2.4');
  const { text } = await desk.http().get('/metrics').set(bearer('meter'));
  const { value } = readScrape(text);
  for (const result of ['succeeded', 'unknownKey', 'notForPersons']) {
    expect(value(`checkout_desk_sign_ins_total{result="${result}"}`)).toBeGreaterThan(0);
  }
});

describe('session fixation', () => {
  test('a sign-in never takes the id that the browser came with', async () => {
    const { visitor } = await tryKey(keyOf('auditor'), '192.0.2.5');
    const planted = visitor.cookies.get(SESSION_COOKIE) ?? '';
    const victim = desk.visitor();
    victim.cookies.set(SESSION_COOKIE, planted);
    await victim.open('/desk/sign-in', from('192.0.2.6'));
    await victim.submit('/desk/sign-in', { key: keyOf('kim') }, from('192.0.2.6'));
    expect(victim.cookies.get(SESSION_COOKIE)).not.toBe(planted);
    // And the attacker's own session is over: two people never share one.
    expect((await visitor.open('/desk/audit', from('192.0.2.5'))).status).toBe(303);
  });

  test('an id that the service has not made is no session', async () => {
    const visitor = desk.visitor();
    visitor.cookies.set(SESSION_COOKIE, 'A'.repeat(43));
    expect((await visitor.open('/desk', from('192.0.2.7'))).status).toBe(303);
  });

  test('of two cookies of one name, none counts', async () => {
    const { visitor } = await tryKey(keyOf('kim'), '192.0.2.8');
    const own = visitor.cookies.get(SESSION_COOKIE) ?? '';
    const cookie = `${SESSION_COOKIE}=${'A'.repeat(43)}; ${SESSION_COOKIE}=${own}`;
    const stranger = desk.visitor();
    expect((await stranger.open('/desk', { ...from('192.0.2.8'), cookie })).status).toBe(303);
  });
});

describe('after the sign-in', () => {
  test.each(['/desk/audit?actor=kim', '/desk/orders', '/desk/orders/ord-1', '/desk'])(
    '%s is a page to go to',
    async (to) => {
      const { answer } = await tryKey(keyOf('kim'), '192.0.2.9', to);
      expect(answer.location).toBe(to);
    },
  );

  test.each([
    'https://evil.example/desk',
    '//evil.example/desk',
    '/\\evil.example',
    '/desk/../../evil',
    '/desk@evil.example',
    '/desk/orders/a/b',
    'javascript:alert(1)',
    '/desk/sign-out',
    '/orders',
    'http://[',
  ])('%s is none', async (to) => {
    const { answer } = await tryKey(keyOf('kim'), '192.0.2.10', to);
    expect(answer.location).toBe('/desk');
  });

  test('a key that may not see the first page goes to the one that it may see', async () => {
    const { answer } = await tryKey(keyOf('auditor'), '192.0.2.11');
    expect(answer.location).toBe('/desk/audit');
  });

  test('a key for programs alone may sign in, and sees no page', async () => {
    const { visitor, answer } = await tryKey(keyOf('seller'), '192.0.2.12');
    expect(answer.location).toBe('/desk');
    expect((await visitor.open('/desk', from('192.0.2.12'))).status).toBe(403);
  });
});

describe('wrong keys', () => {
  test('of one address are limited, then its right keys wait too, and nobody else’s', async () => {
    const address = '198.51.100.1';
    for (let count = 0; count < perSender; count += 1) {
      const { answer } = await tryKey(WRONG, address);
      expect([403, 429]).toContain(answer.status);
    }
    const { answer: wrong } = await tryKey(WRONG, address);
    expect([wrong.status, wrong.headers['retry-after']]).toEqual([429, String(LIMITS.desk.signInTries.durationS)]);
    const { answer: right, visitor } = await tryKey(keyOf('kim'), address);
    expect(right.status).toBe(429);
    expect(visitor.cookies.has(SESSION_COOKIE)).toBe(false);
    const { answer: other } = await tryKey(keyOf('kim'), '198.51.100.2');
    expect(other.status).toBe(303);
  });

  test('of all addresses together are limited, and are then in no audit log; a right key still signs in', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < LIMITS.desk.signInTries.inAll; count += 1) {
      statuses.push((await tryKey(WRONG, `203.0.113.${count}`)).answer.status);
    }
    expect(statuses.at(-1)).toBe(429);
    const before = (await audited()).length;
    expect((await tryKey(WRONG, '203.0.113.200')).answer.status).toBe(429);
    expect(await audited()).toHaveLength(before);
    expect((await tryKey(keyOf('kim'), '203.0.113.201')).answer.status).toBe(303);
  });
});
