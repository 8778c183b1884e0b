import { browserTest } from '../support/browser-test';
import { examine, findBarriers, signInAt, useDeskBrowser } from '../support/use-desk-browser';
import { keyOf } from '../../support/operator-keys';

const desk = useDeskBrowser({ kim: ['orders:read', 'audit'] });

browserTest('a person signs in, sees the first page, and signs out', async () => {
  const page = await desk.visit('/desk');
  await signInAt(page, 'kim');
  expect(await page.locator('h1').textContent()).toBe('오늘 현황');
  const cookies = await page.context().cookies(`${desk.url()}/desk`);
  const session = cookies.find(({ name }) => name.endsWith('session'));
  expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/desk' });
  expect(await page.evaluate('document.cookie')).toBe('');
  await page.locator('header form button').click();
  await page.locator('[role=status]').waitFor();
  await page.goto(`${desk.url()}/desk`);
  expect(new URL(page.url()).pathname).toBe('/desk/sign-in');
});

browserTest('a wrong key says so, and is told to a screen reader', async () => {
  const page = await desk.visit('/desk');
  await page.locator('#key').fill(keyOf('nobody'));
  await page.locator('#key').press('Enter');
  const alert = page.locator('[role=alert]');
  await alert.waitFor();
  expect(await page.locator('#key').getAttribute('aria-describedby')).toContain(await alert.getAttribute('id'));
  expect(await findBarriers(page)).toEqual([]);
});

browserTest('the sign-in has no barrier and fits, in both languages, sizes and looks', async () => {
  const page = await desk.visit('/desk/sign-in');
  expect(await examine(page, 'sign-in')).toEqual([]);
});

browserTest('axe sees a barrier that is there, also in a page whose policy allows no script of others', async () => {
  const page = await desk.visit('/desk/sign-in');
  await page.evaluate("document.querySelector('label').remove()");
  expect((await findBarriers(page)).join()).toContain('label');
});

browserTest('everything works without scripts', async () => {
  const page = await desk.enter('kim', '/desk/audit', { javaScriptEnabled: false });
  expect(await page.locator('h1').textContent()).toBe('감사 로그');
  await page.locator('header form button').click();
  await page.waitForURL(/sign-in/);
});

browserTest('an old cookie opens nothing after the sign-out', async () => {
  const page = await desk.enter('kim');
  const old = await page.context().cookies();
  await page.locator('header form button').click();
  await page.locator('[role=status]').waitFor();
  await page.context().addCookies(old);
  await page.goto(`${desk.url()}/desk/audit`);
  expect(new URL(page.url()).pathname).toBe('/desk/sign-in');
});

browserTest('a form of another site, with the browser’s own cookies, does nothing', async () => {
  const page = await desk.enter('kim');
  // Another site for the browser: the name is that of this machine, too.
  const elsewhere = desk.url().replace('127.0.0.1', 'localhost');
  const body = `<form method="post" action="${desk.url()}/desk/sign-out"><button>x</button></form>`;
  await page.route('**/lure', (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(`${elsewhere}/lure`);
  await Promise.all([page.waitForURL(/sign-out/), page.locator('button').click()]);
  expect(await page.locator('h1').textContent()).toBe('처리하지 않았습니다');
  await page.goto(`${desk.url()}/desk`);
  expect(await page.locator('h1').textContent()).toBe('오늘 현황');
});

browserTest('the keyboard reaches the content first, and every control shows its focus', async () => {
  const page = await desk.enter('kim');
  await page.keyboard.press('Tab');
  expect(await page.locator(':focus').textContent()).toBe('본문으로 건너뛰기');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('main');
});
