import type { Cancel } from '../../src/domain/cancel/cancel';
import type { Amount } from '../../src/domain/money';
import { hasMoney, holdsOpenAccount, type ReportedPayment } from '../../src/domain/payment';
import type { PaymentLife } from './payment-lives';

/** What i'mport holds while a story is told: the lives of its payments, and what cancels have made of them. */
export interface SimulatedIamport {
  readonly lives: PaymentLife[];
  /** What the payment is now, asked for now. */
  readonly read: (impUid: string, now: Date) => ReportedPayment;
  /** Gives a part back, unless less is left; with `isTardy` the sum is counted before the history shows it. */
  readonly giveBack: (
    what: Pick<Cancel, 'impUid' | 'amount' | 'reason'>,
    now: Date,
    options: { readonly isOurs: boolean; readonly isTardy: boolean },
  ) => boolean;
  readonly revoke: (impUid: string, now: Date) => void;
  /** What was given back by calls of ours, as `impUid amount`. */
  readonly ours: readonly string[];
}

/** Begins with the lives as they are; they go on from their ends. */
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
    giveBack({ impUid, amount, reason }, now, { isOurs, isTardy }) {
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
      snapshotsOf(impUid).push(...(isTardy ? [counted] : []), { ...counted, cancellations });
      if (isOurs) ours.push(`${impUid} ${amount}`);
      return true;
    },
    revoke(impUid, now) {
      const last = read(impUid, now);
      if (holdsOpenAccount(last)) snapshotsOf(impUid).push({ ...last, status: 'failed', statusText: 'failed' });
    },
  };
}
