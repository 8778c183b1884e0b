import { wasSent } from '../../../src/domain/cancel/cancel';
import { matchCancel } from '../../../src/domain/cancel/match-cancel';
import { buildCancel, buildCancellation, type CancelOverrides } from '../../support/build-cancel';
import { buildPayment } from '../../support/build-payment';

const OTHER = 'imp_700000000002';

interface Row {
  readonly name: string;
  readonly cancel?: CancelOverrides;
  /** Other cancels of the order. */
  readonly others?: readonly CancelOverrides[];
  readonly cancelAmount?: number | null;
  readonly history?: readonly Parameters<typeof buildCancellation>[0][];
  readonly found: string | null | undefined;
}

/** The id of the found cancellation; undefined if there is none. */
function match({ cancel, others = [], cancelAmount = 1_000, history = [{}] }: Row): string | null | undefined {
  const sent = buildCancel({ state: 'sent', ...cancel });
  if (!wasSent(sent)) throw new Error('Only what was sent can show.');
  const payment = buildPayment({
    status: 'cancelled',
    cancelAmount,
    cancellations: history.map(buildCancellation),
  });
  const cancels = [sent, ...others.map((other, index) => buildCancel({ id: `other-${index}`, ...other }))];
  return matchCancel(sent, payment, cancels)?.cancellationId;
}

test.each<Row>([
  { name: 'the sum has grown by it, and a new cancellation fits', found: 'c1' },
  { name: 'the sum has grown by more', cancelAmount: 5_000, found: 'c1' },
  { name: 'it fits among others', history: [{ cancellationId: 'c0', amount: 7 }, {}], found: 'c1' },
  { name: 'it came within the same second', history: [{ cancelledAt: new Date('2026-11-22T05:00:00Z') }], found: 'c1' },
  {
    name: "i'mport's clock is a minute behind",
    history: [{ cancelledAt: new Date('2026-11-22T04:59:00Z') }],
    found: 'c1',
  },
  { name: 'it does not say when it came', history: [{ cancelledAt: null }], found: 'c1' },
  { name: 'its reason has other blanks around it', history: [{ reason: ' 고객 변심\n' }], found: 'c1' },
  { name: 'it has no id', history: [{ cancellationId: null }], found: null },
  {
    name: 'of two the one that gives our reason',
    history: [{ cancellationId: 'c0', reason: '관리자' }, {}],
    found: 'c1',
  },
])('a cancel shows in the payment where $name', (row) => {
  expect(match(row)).toBe(row.found);
});

test.each<Row>([
  { name: 'the sum is no amount', cancelAmount: null, found: undefined },
  { name: 'the sum has not grown', cancel: { baseline: { cancelAmount: 1_000 } }, found: undefined },
  { name: 'the sum has grown by less', cancelAmount: 999, found: undefined },
  { name: 'the history is empty', history: [], found: undefined },
  { name: 'the amount is another', history: [{ amount: 999 }], found: undefined },
  { name: 'the amount is inexact', history: [{ amount: null }], found: undefined },
  { name: 'the cancellation was there before', cancel: { baseline: { cancellationIds: ['c1'] } }, found: undefined },
  { name: 'the cancellation is older', history: [{ cancelledAt: new Date('2026-11-22T04:58:59Z') }], found: undefined },
  {
    name: 'neither id nor time tell what it is',
    history: [{ cancellationId: null, cancelledAt: null }],
    found: undefined,
  },
  { name: 'the reason is another', history: [{ reason: '관리자 취소' }], found: undefined },
  { name: 'there is no reason', history: [{ reason: null }], found: undefined },
  { name: "it is another cancel's", others: [{ state: 'done', cancellationId: 'c1' }], found: undefined },
  {
    name: "it has no id and is another cancel's",
    history: [{ cancellationId: null }],
    others: [{ state: 'done', cancellationId: null }],
    found: undefined,
  },
])('a cancel does not show where $name', (row) => {
  expect(match(row)).toBe(row.found);
});

test.each<{ name: string; other: CancelOverrides }>([
  { name: 'another amount', other: { amount: 999 } },
  { name: 'another payment', other: { impUid: OTHER } },
  { name: 'no outcome yet', other: { state: 'sent' } },
])('a cancellation without an id is not taken by a cancel of $name', ({ other }) => {
  const others = [{ state: 'done', cancellationId: null, ...other } as const];
  expect(match({ name: '', others, history: [{ cancellationId: null }], found: null })).toBeNull();
});

test('the second of two without ids belongs to the second cancel', () => {
  const history = [{ cancellationId: null }, { cancellationId: null, cancelledAt: new Date('2026-11-22T05:00:09Z') }];
  const others = [{ state: 'done', cancellationId: null } as const];
  expect(match({ name: '', others, history, cancelAmount: 2_000, found: null })).toBeNull();
});

test.each<Row>([
  { name: 'in the words of the PG', history: [{ reason: 'PG 취소' }], found: 'c1' },
  { name: 'without words', history: [{ reason: null }], found: 'c1' },
  { name: 'ours before any other', history: [{ cancellationId: 'c0', reason: 'PG 취소' }, {}], found: 'c1' },
  { name: 'but not with another amount', history: [{ amount: 999 }], found: undefined },
  { name: 'but not what was there before', cancel: { baseline: { cancellationIds: ['c1'] } }, found: undefined },
])('once i’mport has agreed, it shows $name', ({ cancel, ...row }) => {
  expect(match({ ...row, cancel: { ...cancel, state: 'accepted' } })).toBe(row.found);
});
