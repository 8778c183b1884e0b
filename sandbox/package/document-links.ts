import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const LINK = /\[([^\]]*)\]\(([^)\s]+)\)/g;

const withoutCode = (text: string) =>
  text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]]/g, ''));

const isRelative = (link: string) => !/^[a-z]+:/.test(link);

/** The anchors that GitHub gives to a document's headings; a second heading of the same words gets `-1`. */
function anchorsOf(text: string): string[] {
  const seen = new Map<string, number>();
  return [...withoutCode(text).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => {
    const anchor = heading
      .replace(LINK, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(anchor) ?? 0;
    seen.set(anchor, times + 1);
    return times === 0 ? anchor : `${anchor}-${times}`;
  });
}

/** What a document links to without a scheme, in its sequence. */
export function linksOf(text: string): string[] {
  return [...withoutCode(text).matchAll(LINK)].map(([, , link = '']) => link).filter(isRelative);
}

/** The file or folder that a link leads to, by its path from the root; it may not be there. */
function targetOf(document: string, link: string): string {
  const [path = ''] = link.split('#');
  return path === '' ? document : normalize(join(dirname(document), path));
}

/** Every document below a folder, by its path from there. */
export function documentsBelow(root: string): string[] {
  return (readdirSync(root, { recursive: true }) as string[]).filter((path) => path.endsWith('.md')).toSorted();
}

/** Whether a link of the document leads to a file below the root, and to a heading where it names one. */
export function leadsSomewhere(document: string, link: string, root = '.'): boolean {
  const [, anchor] = link.split('#');
  const target = targetOf(document, link);
  if (target.startsWith('..') || !existsSync(join(root, target))) return false;
  if (anchor === undefined) return true;
  const headings = target.endsWith('.md') ? anchorsOf(readFileSync(join(root, target), 'utf8')) : [];
  return headings.includes(decodeURIComponent(anchor));
}

/**
 * Leaves of each link to a file that is not below the root its text alone.
 *
 * @param document its path from the root
 */
export function unlinkMissing(text: string, document: string, root: string): string {
  const isMissing = (link: string) => isRelative(link) && !existsSync(join(root, targetOf(document, link)));
  return text.replace(LINK, (whole, name: string, link: string) => (isMissing(link) ? name : whole));
}
