import { DESK_SCOPES } from '../../src/desk/create-desk';
import type { AuditEntry } from '../../src/domain/audit';
import { SCOPES, type Scope } from '../../src/domain/access-key';
import { useDesk } from '../support/desk';

/** A key with everything but one scope, for each scope. */
const without = Object.fromEntries(
  SCOPES.map((scope) => [`no-${scope.replace(':', '-')}`, SCOPES.filter((each) => each !== scope)]),
);
const desk = useDesk({ ...without, chief: SCOPES, reader: ['orders:read'] });
const ROUTES = Object.entries(DESK_SCOPES) as [keyof typeof DESK_SCOPES, Scope][];
const LINKS: readonly [string, Scope][] = [
  ['/desk/orders', 'orders:read'],
  ['/desk/attention', 'orders:read'],
  ['/desk/messages', 'orders:read'],
  ['/desk/audit', 'audit'],
];

describe.each(ROUTES)('%s needs %s', (route, scope) => {
  const [method = '', path = ''] = route.split(' ');
  const address = `/desk${path === '/' ? '' : path.replace(/:\w+/g, 'no-such-thing')}`;

  test('a key without it gets 403 by hand, which names the scope, and the audit log has the try', async () => {
    const name = `no-${scope.replace(':', '-')}`;
    const person = await desk.signedIn(name);
    await person.open('/desk');
    const answer = method === 'GET' ? await person.open(address) : await person.submit(address);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain(`<code>${scope}</code>`);
    const details = { route: `${method} /desk${path === '/' ? '' : path}`, scope };
    const entries = await desk.db().collection<AuditEntry>('audit').find({ action: 'refused', actor: name }).toArray();
    expect(entries.map((entry) => entry.details)).toContainEqual(details);
  });

  test('a key with it passes', async () => {
    const person = await desk.signedIn('chief');
    await person.open('/desk');
    const answer = method === 'GET' ? await person.open(address) : await person.submit(address);
    expect(answer.status).not.toBe(403);
  });
});

test.each(LINKS)('the link to %s is shown for %s alone', async (path, scope) => {
  const linksOf = async (name: string, page: string) => {
    const person = await desk.signedIn(name);
    return (await person.open(page)).text;
  };
  expect(await linksOf('chief', '/desk')).toContain(`href="${path}"`);
  const name = `no-${scope.replace(':', '-')}`;
  const page = scope === 'orders:read' ? '/desk/audit' : '/desk';
  expect(await linksOf(name, page)).not.toContain(`href="${path}"`);
});
