import { useDesk } from '../support/desk';

const desk = useDesk({ kim: ['orders:read', 'audit'] });
const htmlIn = (text: string) => /<html lang="(\w+)">/.exec(text)?.[1];

test.each([
  ['en-GB,en;q=0.9', 'en'],
  ['ko-KR,ko;q=0.9,en;q=0.8', 'ko'],
  ['fr', 'ko'],
])('a browser that asks for %s gets %s', async (header, language) => {
  const { text } = await desk.visitor().open('/desk/sign-in', { 'accept-language': header });
  expect(htmlIn(text)).toBe(language);
});

test('the choice is kept, goes before the browser’s, and leaves the other parameters as they were', async () => {
  const person = await desk.signedIn('kim');
  const answer = await person.open('/desk/audit?actor=kim&lang=en');
  expect([answer.status, answer.location]).toEqual([303, '/desk/audit?actor=kim']);
  expect(htmlIn((await person.open('/desk/audit?actor=kim', { 'accept-language': 'ko' })).text)).toBe('en');
});

test('a language that there is not changes nothing', async () => {
  const visitor = desk.visitor();
  await visitor.open('/desk/sign-in?lang=%3Cscript%3E');
  expect(htmlIn((await visitor.open('/desk/sign-in')).text)).toBe('ko');
});

test('the switch leads to the same page', async () => {
  const person = await desk.signedIn('kim');
  expect((await person.open('/desk/audit?actor=kim')).text).toContain('href="/desk/audit?actor=kim&amp;lang=en"');
});
