import type { Config } from './config';
import type { IamportClient } from './iamport/client';
import { createPaymentLookup, type LookUpPayment } from './iamport/payment-lookup';
import { rationLookUps } from './iamport/ration-look-ups';
import { rememberUnknown } from './iamport/remember-unknown';
import { LIMITS } from './limits';
import { openQueue } from './open-queue';
import type { World } from './world';

/**
 * What stands between a report and i'mport, from the outside in. A place in the queue is taken by a look-up, not by the
 * callers who share it.
 */
export function guardLookUps({ getPayment }: IamportClient, config: Config, { elapsedMs }: World): LookUpPayment {
  const rationed = rationLookUps(lookUpInTurn(getPayment), {
    sparePerMinute: config.spareLookUpsPerMinute,
    spareAtOnce: LIMITS.spareLookUpsAtOnce,
    ...LIMITS.fruitlessLookUpsPerMinute,
  });
  return rememberUnknown(createPaymentLookup(rationed), { ...LIMITS.unknownPayments, elapsedMs });
}

/** Looked up all at once, in too great a number, none of them would be done in time. */
function lookUpInTurn(getPayment: IamportClient['getPayment']): LookUpPayment {
  const takeTurn = openQueue(LIMITS.reportQueue, 'too many payments to look up at once');
  const takeOverLimit = openQueue(LIMITS.overLimitQueue, 'its sender sends too many reports');
  return (impUid, { sender }) => {
    const lookUp = () => takeTurn(impUid, () => getPayment(impUid));
    return sender?.isOverLimit ? takeOverLimit(impUid, lookUp) : lookUp();
  };
}
