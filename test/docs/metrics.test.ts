import { METRICS } from '../../src/metrics/metrics';
import { LIMITS } from '../../src/composition/limits';
import { codesIn, LANGUAGES, read, tablesOf } from './documents';

const NUMBER = new Intl.NumberFormat('en');

describe.each(LANGUAGES)('the metrics, in $name', ({ folder }) => {
  const text = read(folder, 'metrics.md');
  const rows = tablesOf(text).find((table) => table.some(([name]) => name === '`checkout_build_info`')) ?? [];

  test('the table has the metrics of the code, in their order', () => {
    expect(rows.slice(1).flatMap(([name = '']) => codesIn(name))).toEqual(Object.keys(METRICS));
  });

  test.each(Object.entries(METRICS))('%s has its type and its labels', (name, { type, labels }) => {
    const [, ofType, ofLabels = '', meaning] = rows.find(([first]) => first === `\`${name}\``) ?? [];
    expect(ofType).toBe(type);
    expect(labels.filter((label) => !codesIn(ofLabels).includes(label))).toEqual([]);
    expect(labels.length === 0).toBe(ofLabels === '–');
    expect(meaning).not.toBe('');
  });

  test('the bounds of the reading are those of the code', () => {
    const { maxCounted, maxRead } = LIMITS.backlog;
    for (const bound of [maxCounted, maxRead]) expect(text).toContain(NUMBER.format(bound));
  });
});

test('names and units are as Prometheus wants them', () => {
  for (const [name, { type }] of Object.entries(METRICS)) {
    expect(name.endsWith('_total')).toBe(type === 'counter');
    if (type === 'histogram') expect(name).toMatch(/_seconds$/);
    expect(name).not.toMatch(/_(ms|milliseconds|minutes|won)(_|$)/);
  }
});
