import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ORDER_TRANSITIONS } from '../../src/domain/order-state';
import { REPLIES } from '../../src/http/error-reply';
import { settingNames } from './setting-names';

const read = (...path: string[]) => readFileSync(join(__dirname, '..', '..', ...path), 'utf8');

/** The names of a union type of texts, such as `OrderState`. */
function unionOf(type: string, ...path: string[]): string[] {
  const members = new RegExp(`^export type ${type} =([^;]*);`, 'm').exec(read(...path))?.[1] ?? '';
  return [...members.matchAll(/'([^']+)'/g)].map(([, name]) => name ?? '');
}

describe.each(['README.md', 'README.ko.md'])('%s', (file) => {
  const text = read(file);
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  /** Some names stand in two tables, which differ in their width. */
  const rowOf = (name: string, cells: number) => rows.find((row) => row.length === cells && row[0] === `\`${name}\``);

  test('is short enough to be read', () => {
    expect(text.split('\n').length - 1).toBeLessThanOrEqual(480);
  });

  test('has the commands in code blocks of their own', () => {
    for (const command of ['npm ci && npm run demo', 'npm ci && npm test']) {
      expect(text).toContain(`\n\`\`\`sh\n${command}\n\`\`\`\n`);
    }
  });

  test.each(Object.entries(REPLIES))('answers %s as the table of the code does', (code, { http, message }) => {
    const [, status, words] = rowOf(code, 4) ?? [];
    expect(status).toBe(String(http));
    // Its message is made anew for each request.
    if (code !== 'invalidRequest') expect(words).toBe(message);
  });

  test.each(Object.entries(ORDER_TRANSITIONS))('lets %s go where the code does', (state, next) => {
    expect(rowOf(state, 3)?.[2]).toBe(next.map((name) => `\`${name}\``).join(', '));
  });

  test.each(settingNames())('explains the setting %s', (name) => {
    const [, unit, standard, meaning] = rowOf(name, 4) ?? [];
    expect([unit, standard, meaning].every((cell) => cell !== undefined)).toBe(true);
  });

  test('names every event, every reason and every road', () => {
    const names = [
      ...unionOf('ShopEventType', 'src', 'domain', 'outbox.ts'),
      ...unionOf('AttentionReason', 'src', 'domain', 'order.ts'),
      ...unionOf('Road', 'src', 'domain', 'payment.ts'),
    ];
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

test('both languages have the same tables and the same commands', () => {
  const skeleton = (text: string) => ({
    headings: text.match(/^#+ /gm)?.join(''),
    rows: text.match(/^\|/gm)?.length,
    commands: text.match(/```sh\n[\s\S]*?```/g),
    diagrams: text.match(/```mermaid\n/g)?.length,
  });
  expect(skeleton(read('README.ko.md'))).toEqual(skeleton(read('README.md')));
});
