import type { Config } from './config';
import type { IamportClient } from './iamport/client';
import { createPaymentLookup, type LookUpPayment, type Sender } from './iamport/payment-lookup';
import { createRation, rationLookUps } from './iamport/ration-look-ups';
import { rememberUnknown } from './iamport/remember-unknown';
import { LIMITS } from './limits';
import { openQueue } from './open-queue';
import type { FindAttempts } from './services/verify-by-order';
import type { World } from './world';

/** Look-ups that reports cause, behind all that keeps the way to i'mport open. */
export interface GuardedLookUps {
  readonly lookUpPayment: LookUpPayment;
  readonly findAttempts: FindAttempts;
}

/**
 * What stands between a report and i'mport, from the outside in. A place in the queue is taken by a look-up, not by the
 * callers who share it. Look-ups by an order's key take from the same rations, and their answers are shared by nobody: one
 * that was begun before the buyer came back would not show what brought him.
 */
export function guardLookUps(client: IamportClient, config: Config, { elapsedMs }: World): GuardedLookUps {
  const limits = {
    sparePerMinute: config.spareLookUpsPerMinute,
    spareAtOnce: LIMITS.spareLookUpsAtOnce,
    ...LIMITS.fruitlessLookUpsPerMinute,
  };
  const ration = createRation(limits);
  const inTurn = createTurns();
  const rationed = rationLookUps(
    (impUid, { sender }) => inTurn(impUid, sender, () => client.getPayment(impUid)),
    limits,
    ration,
  );
  return {
    lookUpPayment: rememberUnknown(createPaymentLookup(rationed), { ...LIMITS.unknownPayments, elapsedMs }),
    findAttempts: (merchantUid, options) =>
      ration(
        { ...options, merchantUid },
        () => inTurn(merchantUid, options.sender, () => client.findNewestPayments(merchantUid)),
        // It brings nothing that a look-up by `imp_uid` would not, and can be asked for without end.
        () => false,
      ),
  };
}

/** Looked up all at once, in too great a number, none of them would be done in time. */
function createTurns() {
  const takeTurn = openQueue(LIMITS.reportQueue, 'too many payments to look up at once');
  const takeOverLimit = openQueue(LIMITS.overLimitQueue, 'its sender sends too many reports');
  return <T>(key: string, sender: Sender | undefined, ask: () => Promise<T>): Promise<T> => {
    const lookUp = () => takeTurn(key, ask);
    return sender?.isOverLimit ? takeOverLimit(key, lookUp) : lookUp();
  };
}
