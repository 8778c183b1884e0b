import type { Cancel } from '../../src/domain/cancel/cancel';
import type { Amount } from '../../src/domain/money';
import { hasMoney, holdsOpenAccount, type ReportedPayment } from '../../src/domain/payment';
import type { PaymentLife } from './payment-lives';

/** i'mport in a story: its payments, and what cancels change in them. */
export interface SimulatedIamport {
  readonly lives: PaymentLife[];
  /** The present report of a payment. */
  readonly read: (impUid: string, now: Date) => ReportedPayment;
  /** Refunds a part if the balance suffices. With `isHistoryLate`, one report shows the sum without the history. */
  readonly refund: (
    what: Pick<Cancel, 'impUid' | 'amount' | 'reason'>,
    now: Date,
    options: { readonly isOurs: boolean; readonly isHistoryLate: boolean },
  ) => boolean;
  readonly revoke: (impUid: string, now: Date) => void;
  /** The refunds by calls of this service, as `impUid amount`. */
  readonly ours: readonly string[];
}

/** Starts from the ends of the given lives. */
export function simulateIamport(begun: readonly PaymentLife[]): SimulatedIamport {
  const lives = begun.map((life) => ({ ...life, snapshots: [...life.snapshots] }));
  const ours: string[] = [];
  const snapshotsOf = (impUid: string): ReportedPayment[] =>
    lives.find((life) => life.impUid === impUid)?.snapshots ?? [];

  function read(impUid: string, now: Date): ReportedPayment {
    const last = snapshotsOf(impUid).at(-1);
    if (last === undefined) throw new Error(`No payment ${impUid}.`);
    return { ...last, askedAt: now };
  }

  return {
    lives,
    ours,
    read,
    refund({ impUid, amount, reason }, now, { isOurs, isHistoryLate }) {
      const last = read(impUid, now);
      if (!hasMoney(last) || last.amount === null || last.cancelAmount === null) return false;
      if (last.amount - last.cancelAmount < amount) return false;
      const counted = {
        ...last,
        status: 'cancelled',
        statusText: 'cancelled',
        cancelAmount: (last.cancelAmount + amount) as Amount,
      } as const;
      const cancellationId = `${impUid}-${last.cancellations.length}`;
      const cancellations = [...last.cancellations, { cancellationId, amount, cancelledAt: now, reason }];
      snapshotsOf(impUid).push(...(isHistoryLate ? [counted] : []), { ...counted, cancellations });
      if (isOurs) ours.push(`${impUid} ${amount}`);
      return true;
    },
    revoke(impUid, now) {
      const last = read(impUid, now);
      if (holdsOpenAccount(last)) snapshotsOf(impUid).push({ ...last, status: 'failed', statusText: 'failed' });
    },
  };
}
