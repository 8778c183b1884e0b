import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const README_FILES = ['README.md', 'README.ko.md'];

/** A file of this repository. */
export function read(...path: string[]): string {
  return readFileSync(join(__dirname, '..', '..', ...path), 'utf8');
}

/** The cells of a row; empty ones too. */
type Row = readonly string[];

/** All tables of a README, each with its header first. */
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
