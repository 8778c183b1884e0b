import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The documents in one language. */
export interface Language {
  readonly name: string;
  readonly readme: string;
  /** The folder of all others. */
  readonly folder: string;
}

export const ENGLISH: Language = { name: 'English', readme: 'README.md', folder: 'docs' };
export const KOREAN: Language = { name: 'Korean', readme: 'README.ko.md', folder: 'docs/ko' };
export const LANGUAGES = [ENGLISH, KOREAN];

const ROOT = join(__dirname, '..', '..');

/** A file of this repository. */
export function read(...path: string[]): string {
  return readFileSync(join(ROOT, ...path), 'utf8');
}

/** Names of the documents in a folder, without those in folders below it. */
export function documentsIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.md'));
}

/** The README and all documents of a language, as one text. */
export function allOf({ readme, folder }: Language): string {
  return [read(readme), ...documentsIn(folder).map((name) => read(folder, name))].join('\n');
}

/** The cells of a row; empty ones too. */
type Row = readonly string[];

/** All tables of a document, each with its header first. */
export function tablesOf(text: string): Row[][] {
  const blocks = text.match(/(?:^\|.*\n)+/gm) ?? [];
  return blocks.map((block) =>
    block
      .trimEnd()
      .split('\n')
      .filter((_, index) => index !== 1)
      .map((line) =>
        line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim()),
      ),
  );
}

/** What stands in backticks. */
export function codesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');
}
