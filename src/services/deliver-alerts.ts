import { triesOf, type AlertMessage, type Refusal } from '../domain/outbox';
import type { Claim } from '../store/claim';
import {
  carry,
  deadLetter,
  endDelivery,
  type DeliverDeps,
  type DeliveryPass,
  type Ending,
} from './deliver-notifications';

/** Tells people of several alerts by one text. @param hasMore whether more of them wait */
export type SendAlerts = (alerts: readonly AlertMessage[], hasMore: boolean) => Promise<Refusal | void>;

export interface DeliverAlertsDeps extends DeliverDeps {
  readonly sendAlerts: SendAlerts;
  /** The most orders whose alerts one text tells. */
  readonly batchSize: number;
}

/** One pass over the due alerts. */
export type DeliverAlerts = () => Promise<DeliveryPass>;

/**
 * Creates the pass over the due alerts of all orders. One pass claims a batch and sends one text, so a burst becomes one line
 * with a number; the pause between passes bounds the texts of a minute. While the receiver asks for a pause, nothing is claimed.
 *
 * Delivery is at least once, as of every message.
 */
export function createDeliverAlerts(deps: DeliverAlertsDeps): DeliverAlerts {
  let quietUntilMs = 0;

  async function send(claims: readonly Claim[], hasMore: boolean): Promise<Refusal | null> {
    const alerts = claims.flatMap(({ entry }) => (entry.message.channel === 'alert' ? [entry.message] : []));
    const refusal = await carry(deps, () => deps.sendAlerts(alerts, hasMore));
    const pauseMs = Math.min(refusal?.retryAfterMs ?? 0, deps.retry.maxDelayMs);
    quietUntilMs = deps.now().getTime() + pauseMs;
    // One failed text, one line in the log.
    const [first] = claims;
    if (refusal !== null && first !== undefined) deps.onFailure(first, refusal.reason);
    return refusal;
  }

  return async () => {
    const pass = { delivered: 0, postponed: 0, dead: 0, lost: 0 };
    const now = deps.now();
    if (now.getTime() < quietUntilMs) return pass;
    const { leaseMs, batchSize: limit } = deps;
    const { claims, more } = await deps.outbox.claimDue({ channel: 'alert', now, leaseMs, limit });
    if (claims.length === 0) return pass;
    const endings = await deps.inOwnTrace({ kind: 'delivery', name: 'alert' }, () => deliverBatch(claims, more));
    for (const ending of endings) {
      pass[ending] += 1;
      deps.onEnding?.('alert', ending);
    }
    return pass;
  };

  async function deliverBatch(claims: readonly Claim[], hasMore: boolean): Promise<Ending[]> {
    const spent = claims.filter(({ entry }) => triesOf(entry) > deps.retry.maxTries);
    const due = claims.filter((claim) => !spent.includes(claim));
    const refusal = due.length === 0 ? null : await send(due, hasMore);
    return Promise.all([
      ...spent.map((claim) => deadLetter(deps, claim, claim.entry.lastError ?? 'no try came to an end')),
      ...due.map((claim) => endDelivery(deps, claim, refusal)),
    ]);
  }
}
