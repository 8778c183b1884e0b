import { useDesk } from '../support/desk';

const desk = useDesk({ kim: ['orders:read'] });

/** Pages of every kind: before the sign-in, behind it, and refusals. */
async function pages() {
  const person = await desk.signedIn('kim');
  return [
    await desk.visitor().open('/desk/sign-in'),
    await desk.visitor().open('/desk'),
    await person.open('/desk'),
    await person.open('/desk/audit'),
    await person.open('/desk/no-such-page'),
    await person.submit('/desk/sign-out', { csrf: '' }),
  ];
}

test('every page forbids scripts, styles, images and forms of others, and every frame', async () => {
  for (const { headers } of await pages()) {
    expect(headers['content-security-policy']?.split('; ').toSorted()).toEqual([
      "base-uri 'none'",
      "default-src 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "img-src 'self'",
      "script-src 'self'",
      "style-src 'self'",
    ]);
    expect(headers['x-frame-options']).toBe('DENY');
  }
});

test('no page is stored, sniffed or told to other sites', async () => {
  for (const { headers } of await pages()) {
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['strict-transport-security']).toMatch(/max-age=\d{7,}/);
  }
});

test('no page has a script or a style of its own, or a handler', async () => {
  for (const { text } of await pages()) {
    expect(text).not.toMatch(/<script(?![^>]* src="\/desk\/assets\/)|<style|\sstyle=|\son\w+=/);
  }
});

test('a file of the desk may be kept for ever, under a name with its hash; without the hash there is none', async () => {
  const { text } = await desk.visitor().open('/desk/sign-in');
  const files = [...text.matchAll(/(?:href|src)="(\/desk\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
  expect(new Set(files).size).toBe(3);
  for (const path of files) {
    const file = await desk.visitor().open(path);
    expect([file.status, file.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect(file.headers['set-cookie']).toBeUndefined();
  }
  for (const path of ['desk.css', '..%2fcreate-desk.ts', 'desk-0000000000000000.css']) {
    expect((await desk.visitor().open(`/desk/assets/${path}`)).status).toBe(404);
  }
});
