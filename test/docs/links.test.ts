import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { leadsSomewhere, linksOf } from '../../sandbox/package/document-links';
import { read } from './documents';

const NOT_OURS = /(^|\/)(node_modules|\.git|dist|coverage|screenshots)(\/|$)/;

/** Every document of the repository, by its path from the root. */
function documents(folder = '.'): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (NOT_OURS.test(path)) return [];
    if (entry.isDirectory()) return documents(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

test.each(documents())('every link of %s leads to a file or a heading', (document) => {
  expect(linksOf(read(document)).filter((link) => !leadsSomewhere(document, link))).toEqual([]);
});

test('links are found, and a broken link is reported', () => {
  expect(linksOf(read('README.md')).length).toBeGreaterThan(10);
  expect(leadsSomewhere('README.md', 'docs/api.md#answers')).toBe(true);
  for (const link of ['docs/apis.md', 'docs/api.md#answer', '#nowhere', '../README.md']) {
    expect(leadsSomewhere('README.md', link)).toBe(false);
  }
});

const OF_REPOSITORY = /`((?:src|test|sandbox|chaos|bench|examples)\/[\w./-]+)`/g;

/** Files of this repository that a document names in backticks, without those that the sources of a fact have. */
function filesNamedIn(document: string): string[] {
  if (document === join('docs', 'iamport-v1.md')) return [];
  return [...read(document).matchAll(OF_REPOSITORY)].map(([, path = '']) => path);
}

test.each(documents())('every file that %s names in backticks is there', (document) => {
  expect(filesNamedIn(document).filter((path) => !existsSync(path))).toEqual([]);
});
