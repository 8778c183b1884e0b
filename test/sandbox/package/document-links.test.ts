import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentsBelow, leadsSomewhere, linksOf, unlinkMissing } from '../../../sandbox/package/document-links';

/** A package that has two documents. */
const root = mkdtempSync(join(tmpdir(), 'document-links-'));
beforeAll(() => {
  mkdirSync(join(root, 'docs'));
  writeFileSync(join(root, 'README.md'), '# Begin\n\n[api](docs/api.md)\n');
  writeFileSync(
    join(root, 'docs', 'api.md'),
    '# Answers\n\n[of the repository](../examples/shop.md) [web](https://a.example)\n',
  );
});
afterAll(() => rmSync(root, { recursive: true }));

test('every document below a folder is found, and every link without a scheme in it', () => {
  expect(documentsBelow(root)).toEqual(['README.md', join('docs', 'api.md')]);
  expect(linksOf('[a](b.md) `[c](d.md)` [web](https://a.example)\n```\n[e](f.md)\n```\n[g](#h)')).toEqual([
    'b.md',
    '#h',
  ]);
});

test.each([
  ['README.md', 'docs/api.md', true],
  ['docs/api.md', '../README.md#begin', true],
  ['docs/api.md', '#answers', true],
  ['docs/api.md', '#nowhere', false],
  ['docs/api.md', '../examples/shop.md', false],
  ['README.md', '../README.md', false],
])('of %s, the link %s leads somewhere: %s', (document, link, isThere) => {
  expect(leadsSomewhere(document, link, root)).toBe(isThere);
});

test('a link to what the package lacks becomes its text, and all others stay', () => {
  const text =
    '[the shop](../examples/shop.md), [begin](../README.md#begin), [web](https://a.example), [here](#answers)';
  expect(unlinkMissing(text, 'docs/api.md', root)).toBe(text.replace('[the shop](../examples/shop.md)', 'the shop'));
});
