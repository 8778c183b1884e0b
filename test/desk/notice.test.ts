import { NOTICE_COOKIE } from '../../src/desk/cookies';
import { useDesk } from '../support/desk';

const desk = useDesk({ kim: ['orders:read'] });
const NOTICE = 'class="notice good" role="status"';

async function signedOut() {
  const person = await desk.signedIn('kim');
  await person.open('/desk');
  await person.submit('/desk/sign-out');
  return person;
}

test('a notice is shown once, on its page', async () => {
  const person = await signedOut();
  expect((await person.open('/desk/sign-in')).text).toContain(NOTICE);
  expect((await person.open('/desk/sign-in')).text).not.toContain(NOTICE);
});

test('another page shows none, and leaves it for its own', async () => {
  const person = await signedOut();
  await person.open('/desk/no-such-page');
  expect((await person.open('/desk/sign-in')).text).toContain(NOTICE);
});

test.each([
  ['text that is no JSON', 'xxx'],
  ['a tone that there is not', Buffer.from('{"path":"/desk/sign-in","tone":"x","text":"y"}').toString('base64url')],
])('%s shows nothing', async (_name, cookie) => {
  const visitor = desk.visitor();
  visitor.cookies.set(NOTICE_COOKIE, cookie);
  const { status, text } = await visitor.open('/desk/sign-in');
  expect([status, text.includes('role="status"')]).toEqual([200, false]);
});

test('no parameter of an address is shown', async () => {
  const { text } = await desk.visitor().open('/desk/sign-in?notice=refunded&text=refunded');
  expect(text).not.toContain('<p class="notice');
});
