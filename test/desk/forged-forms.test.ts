import { FORM_COOKIE, SESSION_COOKIE } from '../../src/desk/cookies';
import { useDesk } from '../support/desk';
import { keyOf } from '../support/operator-keys';

const desk = useDesk({ kim: ['orders:read'], lee: ['orders:read'] });
const SIGN_OUT = '/desk/sign-out';

/** Each way to send a form from elsewhere, as headers and fields that differ from those of a page of the desk. */
const FORGERIES: readonly [string, Record<string, string>, Record<string, string>][] = [
  ['without the token', {}, { csrf: '' }],
  ['with a token that is none', {}, { csrf: 'A'.repeat(43) }],
  ['of another origin', { origin: 'https://evil.example' }, {}],
  ['of a page without an origin', { origin: 'null' }, {}],
  ['of another site, as the browser says', { 'sec-fetch-site': 'cross-site' }, {}],
  ['of another host of this site, as the browser says', { 'sec-fetch-site': 'same-site' }, {}],
  ['of an address bar', { 'sec-fetch-site': 'none' }, {}],
];

test.each(FORGERIES)('a form %s changes nothing', async (_name, headers, fields) => {
  const person = await desk.signedIn('kim');
  await person.open('/desk');
  const answer = await person.submit(SIGN_OUT, fields, headers);
  expect(answer.status).toBe(403);
  expect(answer.text).toContain('처리하지 않았습니다');
  expect((await person.open('/desk')).status).toBe(200);
});

test.each(FORGERIES)('a sign-in %s signs nobody in', async (_name, headers, fields) => {
  const visitor = desk.visitor();
  await visitor.open('/desk/sign-in');
  const answer = await visitor.submit('/desk/sign-in', { key: keyOf('kim'), ...fields }, headers);
  expect(answer.status).toBe(403);
  expect(visitor.cookies.has(SESSION_COOKIE)).toBe(false);
});

test('a form without an origin and without what browsers say of the site is refused', async () => {
  const person = await desk.signedIn('kim');
  await person.open('/desk');
  const answer = await person.submit(SIGN_OUT, {}, { origin: '' });
  expect(answer.status).toBe(403);
});

test('the token of one session is none in another', async () => {
  const [kim, lee] = [await desk.signedIn('kim'), await desk.signedIn('lee')];
  const page = (await kim.open('/desk')).text;
  const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(page) ?? [];
  await lee.open('/desk');
  expect((await lee.submit(SIGN_OUT, { csrf })).status).toBe(403);
});

test('the token of the sign-in is none after it', async () => {
  const visitor = desk.visitor();
  const page = (await visitor.open('/desk/sign-in')).text;
  const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(page) ?? [];
  const before = visitor.cookies.get(FORM_COOKIE) ?? '';
  await visitor.signIn('kim');
  visitor.cookies.set(FORM_COOKIE, before);
  expect((await visitor.submit(SIGN_OUT, { csrf })).status).toBe(403);
});

test('a form of the desk itself is taken, by what the browser says or by its origin', async () => {
  for (const headers of [{ 'sec-fetch-site': 'same-origin' }, {}]) {
    const person = await desk.signedIn('kim');
    await person.open('/desk');
    expect((await person.submit(SIGN_OUT, {}, headers)).status).toBe(303);
  }
});

test('every form of a page holds the token', async () => {
  const person = await desk.signedIn('kim');
  const { text } = await person.open('/desk');
  const forms = text.match(/<form method="post"[^>]*>/g) ?? [];
  expect(forms.length).toBeGreaterThan(0);
  expect(text.match(/name="csrf"/g)).toHaveLength(forms.length);
});
