import { judgePayment } from '../../src/domain/judge-payment';
import type { Verdict } from '../../src/domain/verdict';
import { buildOrder } from '../support/build-order';
import { buildAccount, buildPayment } from '../support/build-payment';

const DAY_MS = 24 * 60 * 60_000;
const ISSUED_AT = new Date('2026-11-21T01:00:00Z');
const after = (ms: number) => new Date(ISSUED_AT.getTime() + ms);

interface Row {
  readonly name: string;
  readonly issuedAt?: Date | null;
  readonly startedAt?: Date | null;
  readonly dueAt?: Date | null;
  readonly maxAccountMs?: number | null;
  readonly isDueTooFar: boolean;
}

/** `VBANK_MAX_DAYS`: a longer account is still issued, and a person is told. */
const ROWS: readonly Row[] = [
  { name: 'due at the bound', dueAt: after(DAY_MS), isDueTooFar: false },
  { name: 'due after it', dueAt: after(DAY_MS + 1), isDueTooFar: true },
  { name: 'without a bound', dueAt: after(1_000 * DAY_MS), maxAccountMs: null, isDueTooFar: false },
  { name: 'without a deadline', dueAt: null, isDueTooFar: false },
  { name: 'that does not say when it was issued: from its window on', issuedAt: null, isDueTooFar: true },
  { name: 'in a window just before', issuedAt: null, startedAt: after(DAY_MS), isDueTooFar: false },
  { name: 'that says neither: from the look-up on', issuedAt: null, startedAt: null, isDueTooFar: false },
];

test.each(ROWS)('an account $name', (row) => {
  const { issuedAt = ISSUED_AT, startedAt = ISSUED_AT, dueAt = after(2 * DAY_MS), maxAccountMs = DAY_MS } = row;
  const account = buildAccount({ issuedAt, dueAt });
  const payment = buildPayment({ status: 'ready', virtualAccount: account, startedAt, askedAt: after(DAY_MS) });
  const order = buildOrder({ createdAt: ISSUED_AT });
  const issued: Verdict = { outcome: 'vbankIssued', account };
  expect(judgePayment(order, payment, { mode: 'live', maxAccountMs })).toEqual(
    row.isDueTooFar ? { ...issued, isDueTooFar: true } : issued,
  );
});
