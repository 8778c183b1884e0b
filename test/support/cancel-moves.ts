import {
  CANCEL_TRANSITIONS,
  type CancelKind,
  type CancelReason,
  type CancelState,
} from '../../src/domain/cancel/cancel-state';
import type { CancelMove } from '../../src/domain/cancel/move-cancel';

/** One row of the table of a cancel's transitions. */
export interface CancelRow {
  readonly kind: CancelKind;
  readonly from: CancelState;
  readonly why: CancelReason;
  readonly to: CancelState;
}

/** Every transition of CANCEL_TRANSITIONS, in the order of the table. */
export const CANCEL_ROWS: readonly CancelRow[] = Object.entries(CANCEL_TRANSITIONS).flatMap(([kind, states]) =>
  Object.entries(states).flatMap(([from, reasons]) =>
    Object.entries(reasons).map(([why, to]) => ({ kind, from, why, to }) as CancelRow),
  ),
);

/** Builds a move for this reason, with the facts that the move needs. */
export function buildMove(why: CancelReason, at: Date): CancelMove {
  const later = { tries: 3, dueAt: at };
  const facts: Partial<Record<CancelReason, object>> = {
    turnCame: { at, dueAt: at, amount: 900, baseline: { cancelAmount: 100, cancellationIds: ['c0'] } },
    postponed: later,
    notSent: later,
    notShownYet: later,
    delayed: later,
    agreed: { dueAt: at },
    shown: { at, cancellationId: 'c9' },
    identified: { cancellationId: 'c9' },
    gatewayRefused: { at, gatewayText: 'no' },
  };
  return { why, ...(facts[why] ?? { at }) } as CancelMove;
}
