import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
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

const withoutCode = (text: string) =>
  text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]]/g, ''));

/** The anchors that GitHub gives to a document's headings; a second heading of the same words gets `-1`. */
function anchorsOf(text: string): string[] {
  const seen = new Map<string, number>();
  return [...withoutCode(text).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => {
    const anchor = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(anchor) ?? 0;
    seen.set(anchor, times + 1);
    return times === 0 ? anchor : `${anchor}-${times}`;
  });
}

/** What a document links to inside of the repository. */
function linksOf(text: string): string[] {
  const links = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => !/^[a-z]+:/.test(link));
}

/** Whether a link of the document leads to a file, and to a heading where it names one. */
function leadsSomewhere(document: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? document : normalize(join(dirname(document), path));
  if (target.startsWith('..') || !existsSync(target)) return false;
  return (
    anchor === undefined || (target.endsWith('.md') && anchorsOf(read(target)).includes(decodeURIComponent(anchor)))
  );
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
