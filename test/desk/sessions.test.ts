import { LIMITS } from '../../src/composition/limits';
import { SESSION_COOKIE } from '../../src/desk/cookies';
import type { DeskSessionDocument } from '../../src/store/desk-session.model';
import { loadConfig } from '../../src/config/load-config';
import { startService, type Service } from '../../src/composition/start-service';
import { digestOf } from '../../src/http/create-key-ring';
import { createVisitor, useDesk } from '../support/desk';
import { keysText } from '../support/operator-keys';
import { quietLogger } from '../support/quiet-logger';
import { serviceSettings } from '../support/service-settings';

const MINUTE = 60_000;
const { longestMs, idleMs } = LIMITS.desk.session;
const ALL = { kim: ['orders:read', 'audit'], lee: ['orders:read', 'audit'], park: ['orders:read'] } as const;
const desk = useDesk(ALL);
const sessions = () => desk.db().collection<DeskSessionDocument>('desk_sessions');

test('a stranger is sent to the sign-in, and back to the page afterwards', async () => {
  const stranger = desk.visitor();
  const answer = await stranger.open('/desk/audit?actor=kim');
  expect([answer.status, answer.location]).toEqual([303, '/desk/sign-in?to=%2Fdesk%2Faudit%3Factor%3Dkim']);
  await stranger.open(answer.location ?? '');
  expect((await stranger.signIn('kim', '/desk/audit?actor=kim')).location).toBe('/desk/audit?actor=kim');
});

test('the database has digests, and neither the id nor the key', async () => {
  const person = await desk.signedIn('kim');
  const secret = person.cookies.get(SESSION_COOKIE) ?? '';
  const stored = await sessions().findOne({ _id: digestOf(secret) });
  expect(stored).not.toBeNull();
  expect(JSON.stringify(await sessions().find().toArray())).not.toContain(secret);
});

test('a session ends 30 minutes after the last request, whichever minute it was', async () => {
  const person = await desk.signedIn('kim');
  desk.letPass(idleMs - MINUTE);
  expect((await person.open('/desk')).status).toBe(200);
  desk.letPass(idleMs - MINUTE);
  expect((await person.open('/desk')).status).toBe(200);
  desk.letPass(idleMs);
  expect((await person.open('/desk')).status).toBe(303);
  expect(person.cookies.has(SESSION_COOKIE)).toBe(false);
});

test('a session ends 8 hours after the sign-in, however busy it is', async () => {
  const person = await desk.signedIn('kim');
  const step = 25 * MINUTE;
  for (let passed = step; passed < longestMs; passed += step) {
    desk.letPass(step);
    expect((await person.open('/desk')).status).toBe(200);
  }
  desk.letPass(step);
  expect((await person.open('/desk')).status).toBe(303);
});

test('requests of one minute write once', async () => {
  const person = await desk.signedIn('kim');
  const id = digestOf(person.cookies.get(SESSION_COOKIE) ?? '');
  const seenAt = async () => (await sessions().findOne({ _id: id }))?.seenAt;
  const first = await seenAt();
  await person.open('/desk');
  expect(await seenAt()).toEqual(first);
  desk.letPass(MINUTE);
  await person.open('/desk');
  expect(await seenAt()).not.toEqual(first);
});

test('after the sign-out the cookie opens nothing, and the audit log has it', async () => {
  const person = await desk.signedIn('lee');
  const old = person.cookies.get(SESSION_COOKIE) ?? '';
  await person.open('/desk');
  const answer = await person.submit('/desk/sign-out');
  expect([answer.status, answer.location]).toEqual([303, '/desk/sign-in']);
  expect((await person.open('/desk/sign-in')).text).toContain('로그아웃했습니다');
  person.cookies.set(SESSION_COOKIE, old);
  expect((await person.open('/desk')).status).toBe(303);
  const entries = await desk.db().collection('audit').find({ action: 'signOut', actor: 'lee' }).toArray();
  expect(entries).toHaveLength(1);
});

test('a form with an old cookie does nothing, and says so at the sign-in', async () => {
  const person = await desk.signedIn('kim');
  await person.open('/desk');
  desk.letPass(idleMs + MINUTE);
  const answer = await person.submit('/desk/no-such-form');
  expect([answer.status, answer.location]).toEqual([303, '/desk/sign-in']);
  expect((await person.open('/desk/sign-in')).text).toContain('처리되지 않았습니다');
});

test('a sign-in removes the sessions that have ended', async () => {
  await desk.signedIn('kim');
  desk.letPass(longestMs + MINUTE);
  await desk.signedIn('kim');
  expect(await sessions().countDocuments()).toBe(1);
});

describe('when the keys change', () => {
  afterEach(async () => {
    desk.keysFile.write(keysText(ALL));
    await desk.reloadKeys();
  });

  test('a removed key ends its sessions at the next request, and others go on', async () => {
    const [kim, park] = [await desk.signedIn('kim'), await desk.signedIn('park')];
    desk.keysFile.write(keysText({ kim: ALL.kim, lee: ALL.lee }));
    await desk.reloadKeys();
    expect((await park.open('/desk')).status).toBe(303);
    expect((await kim.open('/desk')).status).toBe(200);
    // The key comes back, and its old session does not.
    desk.keysFile.write(keysText(ALL));
    await desk.reloadKeys();
    expect((await park.open('/desk')).status).toBe(303);
  });

  test('a key that has lost a scope has lost it in its sessions', async () => {
    const kim = await desk.signedIn('kim');
    expect((await kim.open('/desk/audit')).status).toBe(200);
    desk.keysFile.write(keysText({ ...ALL, kim: ['orders:read'] }));
    await desk.reloadKeys();
    expect((await kim.open('/desk/audit')).status).toBe(403);
    expect((await kim.open('/desk')).text).not.toContain('href="/desk/audit"');
  });
});

describe('another instance', () => {
  let other: Service;
  beforeAll(async () => {
    const settings = serviceSettings(desk.database().uri, desk.sandbox());
    const config = loadConfig({ ...settings, RECONCILE: 'off', DESK: 'on', OPERATOR_KEYS_FILE: desk.keysFile.path });
    other = await startService(config, quietLogger());
    await other.started;
  });
  afterAll(() => other.stop());

  test('knows the session, and its sign-out', async () => {
    // The clocks of this file are ahead, and that of the other instance is not.
    const there = createVisitor(() => other.url);
    await there.signIn('lee');
    const second = createVisitor(() => other.url);
    second.cookies.set(SESSION_COOKIE, there.cookies.get(SESSION_COOKIE) ?? '');
    expect((await second.open('/desk')).status).toBe(200);
    await there.open('/desk');
    await there.submit('/desk/sign-out');
    expect((await second.open('/desk')).status).toBe(303);
  });
});

test('HEAD without a session is sent to the sign-in, as GET is', async () => {
  const reply = await fetch(`${desk.url()}/desk`, { method: 'HEAD', redirect: 'manual' });
  expect([reply.status, reply.headers.get('location')]).toEqual([303, '/desk/sign-in?to=%2Fdesk']);
});
