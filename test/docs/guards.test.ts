import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { GUARDS } from '../../src/domain/guard';
import { LIMITS } from '../../src/composition/limits';
import { codesIn, LANGUAGES, read, tablesOf } from './documents';

/** The numbers that a guard's row names as its limit: times in seconds, an hour as 1. */
const NUMBERS: Readonly<Record<string, readonly number[]>> = {
  addressLimit: [LIMITS.addressLimit.gatewayFactor],
  deskLimit: [LIMITS.desk.requests.requests],
  databaseQueue: [
    ...ofQueue(LIMITS.databaseQueue),
    ...ofQueue(LIMITS.overLimitQueue),
    ...ofQueue(LIMITS.confirmQueue),
    ...ofQueue(LIMITS.recordQueue),
    LIMITS.databasePoolSize,
  ],
  unknownPayments: [LIMITS.unknownPayments.ttlMs / 1_000, LIMITS.unknownPayments.maxEntries],
  sharedLookUps: [],
  lookUpQuota: [
    LIMITS.lookUpQuota.unsolicitedAtOnce,
    LIMITS.lookUpQuota.fruitlessPerSender,
    LIMITS.lookUpQuota.fruitlessPerOrder,
    LIMITS.lookUpQuota.gatewayFactor,
    ...ofQueue(LIMITS.lookUpQuota.overLimit),
  ],
  gatewayQueue: ofQueue(LIMITS.gatewayQueue),
  gatewayBreaker: [LIMITS.gatewayBreaker.failures, LIMITS.gatewayBreaker.openMs / 1_000],
  deadline: [LIMITS.verificationMs, LIMITS.confirmMs, LIMITS.amendMs, LIMITS.recheckMs, LIMITS.cancelMs].map(
    (ms) => ms / 1_000,
  ),
  wrongConfirmAmounts: [
    LIMITS.wrongConfirmAmounts.perOrder,
    LIMITS.wrongConfirmAmounts.perSender,
    LIMITS.wrongConfirmAmounts.durationS / 3_600,
  ],
  confirmQuestions: [LIMITS.confirmQuestions.perOrder, ...ofQueue(LIMITS.confirmQuestions)],
  exportQueue: [...ofQueue(LIMITS.exportQueue), LIMITS.exportStallMs / 1_000],
  listQueue: ofQueue(LIMITS.listQueue),
  repairQueue: [...ofQueue(LIMITS.repairQueue), LIMITS.repairPauseMs / 1_000],
};

function ofQueue({ maxUnderWay, maxWaiting, maxWaitMs }: Record<'maxUnderWay' | 'maxWaiting' | 'maxWaitMs', number>) {
  return [maxUnderWay, maxWaiting, maxWaitMs / 1_000];
}

/** Each number once, without what stands in backticks, names of statuses such as 5xx, and "1" of "1 minute". */
function numbersIn(cell: string): number[] {
  const words = cell.replace(/`[^`]*`|\d(xx|분)|429|한 건/g, '');
  return [...new Set([...words.matchAll(/\d[\d,]*(\.\d+)?/g)].map(([text]) => Number(text.replaceAll(',', ''))))];
}

const SOURCES = readdirSync(join(__dirname, '..', '..', 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => read('src', path));
const sorted = (numbers: readonly number[]) => [...new Set(numbers)].toSorted((a, b) => a - b);

describe.each(LANGUAGES)('guards before the gateway, in $name', ({ folder }) => {
  const table = tablesOf(read(folder, 'operations.md')).find((rows) =>
    rows.some(([first]) => first === '`addressLimit`'),
  );
  const rows = (table ?? []).slice(1);
  const rowOf = (guard: string) => rows.find(([first]) => first === `\`${guard}\``);

  test('each guard of the code has a row, and no other', () => {
    const names = rows.flatMap(([first = '']) => codesIn(first));
    expect(names.toSorted()).toEqual(Object.keys(NUMBERS).toSorted());
    expect(GUARDS.filter((guard) => !names.includes(guard))).toEqual([]);
  });

  test.each(Object.entries(NUMBERS))('the limit of %s is that of the code', (guard, numbers) => {
    expect(sorted(numbersIn(rowOf(guard)?.[2] ?? ''))).toEqual(sorted(numbers));
  });

  test('each guard that refuses is in the metrics, and its queues by their names in the code', () => {
    const inMetrics = (guard: string) => rowOf(guard)?.[4] ?? '';
    expect(GUARDS.filter((guard) => inMetrics(guard) === '–')).toEqual([]);
    const queues = rows.flatMap((row) => codesIn(row[4] ?? '').filter((name) => !name.startsWith('checkout_')));
    expect(queues.filter((queue) => !SOURCES.some((source) => source.includes(`'${queue}'`)))).toEqual([]);
  });

  test('each says what it protects, what is answered, and which line is logged', () => {
    for (const [, protects, , answer, metrics, line] of rows)
      expect([protects, answer, metrics, line]).not.toContain('');
    const lines = rows.flatMap((row) => codesIn(row.at(-1) ?? ''));
    expect(lines.filter((line) => !SOURCES.some((source) => source.includes(`'${line}'`)))).toEqual([]);
  });
});
